"""What the engine says, in German: whole sentences, those with gaps, and lists of reasons."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from devtools.places import ROOT
from devtools.sentences import find_sentences
from services.errors import ModelError, WorldError
from services.memory.information import WordStatistics
from services.memory.salience import Situation, salience
from services.records import Trust
from ui.answer_words import answer_words
from ui.engine_words import (
    COUNTS,
    GAP,
    LISTS,
    SAID,
    engine_words,
    foreign,
    read_sentences,
)
from ui.language import Language
from ui.problems import problem_of


@pytest.fixture(autouse=True)
def german(qapp: QApplication) -> Iterator[Language]:
    made = Language(qapp)
    made.speak("de")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The library is damaged.", "Die Bibliothek ist beschädigt."),
        (
            "The data folder /tmp/x cannot be used (not writable).",
            "Der Datenordner /tmp/x ist nicht benutzbar (nicht beschreibbar).",
        ),
        (
            "The data folder /tmp/x cannot be used (Permission denied).",
            "Der Datenordner /tmp/x ist nicht benutzbar (Keine Berechtigung).",
        ),
        (
            "The model needs 12.5 GB of free disk; there are 1.0 GB.",
            "Das Modell braucht 12,5 GB freien Speicherplatz; es sind 1,0 GB frei.",
        ),
        (
            "The model a.gguf needs 1.2 GB of memory; this machine has 900.50 MB.",
            "Das Modell a.gguf braucht 1,2 GB Arbeitsspeicher; dieser Rechner hat 900,50 MB.",
        ),
        (
            "The disk is nearly full (1,204 MB left). Nothing that was kept is lost. Make room, or"
            " lower the disk budget; capture goes on by itself.",
            "Die Festplatte ist fast voll (noch 1 204 MB). Nichts Behaltenes ist verloren. Schaffe"
            " Platz oder senke die Grenze für den Speicherplatz; die Aufnahme geht von selbst"
            " weiter.",
        ),
        (
            "The display went away. Try again.",
            "Der Bildschirm ist verschwunden. Versuch es noch einmal.",
        ),
        (
            "Firefox: The database is being written all the time.",
            "Firefox: In die Datenbank wird ständig geschrieben.",
        ),
        (
            "llama.cpp, which runs language models, is not installed.",
            "llama.cpp, das Sprachmodelle ausführt, ist nicht installiert.",
        ),
        (
            "seen 3 days ago, never used, names Priya Raman and Tom, a number; from then on found"
            " by words only",
            "vor 3 Tagen gesehen, nie benutzt, nennt Priya Raman und Tom, eine Zahl; danach nur"
            " noch über Wörter zu finden",
        ),
        (
            "tells what happened (“we moved, a number”)",
            "erzählt, was geschah („we moved, a number“)",
        ),
        ("book.zip, page 12", "book.zip, Seite 12"),
        ("time: Tuesday 17 March 2026", "Zeit: Dienstag, 17. März 2026"),
        ("time: 2 March 2026 to 8 March 2026", "Zeit: 2. März 2026 bis 8. März 2026"),
        ("time: until 8 March 2026", "Zeit: bis 8. März 2026"),
        ("time: March 2026", "Zeit: März 2026"),
        (
            "time: Tuesday 17 March 2026, 12:00 to 18:00",
            "Zeit: Dienstag, 17. März 2026, 12:00–18:00",
        ),
        ("row 5", "Zeile 5"),
        (
            "12 vectors, sealed, by MiniLM (bundled); more are being made",
            "12 Vektoren, versiegelt, von MiniLM (mitgeliefert); weitere entstehen",
        ),
        (
            "Answers quote what you saw; this build uses the processor only",
            "Antworten zitieren, was du gesehen hast; diese Fassung benutzt nur den Prozessor",
        ),
        ("Something that nobody ever said.", "Something that nobody ever said."),
        ("", ""),
    ],
)
def test_a_sentence_of_the_engine_in_german(said: str, told: str) -> None:
    assert engine_words(said) == told


def test_what_is_the_persons_own_is_not_translated() -> None:
    assert engine_words("words: screen, code, mail") == "Wörter: screen, code, mail"
    assert engine_words("There is no model “a question”.") == "Es gibt kein Modell „a question“."
    assert engine_words("people: Tom, A Question") == "Personen: Tom, A Question"
    assert engine_words("The model a, b.gguf is damaged.") == "Das Modell a, b.gguf ist beschädigt."
    assert engine_words("a question about pages") == "a question about pages"


def test_every_gap_that_is_known_by_name_stands_in_a_sentence() -> None:
    gaps = {name for text in find_sentences(ROOT) for name in GAP.findall(text)}
    assert (COUNTS | SAID | LISTS) - gaps == set()
    assert not COUNTS & SAID
    assert not (COUNTS | SAID) & LISTS


def test_without_a_file_the_engine_speaks_english(tmp_path: Path) -> None:
    assert read_sentences(tmp_path / "xx.ts").words("The library is damaged.") == (
        "The library is damaged."
    )


def test_an_error_is_told_in_german_and_in_english_again(german: Language) -> None:
    error = ModelError("No model is chosen.", "Choose or download one first.")
    assert problem_of(error).words == "Kein Modell ist gewählt."
    assert problem_of(error).remedy == "Wähle erst eines oder lade eines herunter."
    german.close()
    assert not foreign()
    assert problem_of(error).words == "No model is chosen."
    assert problem_of(WorldError("Eh.")).words == "Eh."


def test_reasons_that_the_engine_really_gives_are_known() -> None:
    why = "On 3 March we decided with Priya Raman and Tom Baker to pay 40 euros for the boat."
    reasons = salience(why, Situation(trust=Trust.TYPED, copied=True), WordStatistics()).why
    told = engine_words(reasons)
    assert "nennt Priya Raman und Tom Baker" in told
    assert told.endswith(
        "ein Datum oder eine Zeit, eine Zahl, erzählt, was geschah („we decided“), du hast es"
        " getippt, du hast es kopiert"
    )


def test_an_answer_keeps_its_quotes_and_speaks_german_around_them() -> None:
    quoted = (
        "Yes. Priya Raman, Tuesday 17 March 2026: The quay, until 3 May 2026: closed [1]\n"
        "You, Monday 16 March 2026: Yes. I know [2]"
    )
    assert answer_words(quoted) == (
        "Ja. Priya Raman, Dienstag, 17. März 2026: The quay, until 3 May 2026: closed [1]\n"
        "Du, Montag, 16. März 2026: Yes. I know [2]"
    )
    known = "Bern (since 3 May 2026) [1] and 2 more; until 3 May 2026: Basel [2]."
    assert answer_words(known) == (
        "Bern (seit 3. Mai 2026) [1] und 2 weitere; bis 3. Mai 2026: Basel [2]."
    )
    assert answer_words("Until 3 May 2026: Basel [1].") == "Bis 3. Mai 2026: Basel [1]."
    assert answer_words("Memories disagree: a [1] or b [2].") == (
        "Erinnerungen widersprechen sich: a [1] or b [2]."
    )
    assert answer_words("I have not seen anything that answers this.") == (
        "Ich habe nichts gesehen, das darauf antwortet."
    )
    assert answer_words(quoted, model="a model") == quoted
