"""Words as they are parted, stemmed and counted, and who an author's name stands for."""

import pytest

from services.clock import parse_instant
from services.language.calendar_words import NUMBERS, number
from services.language.dates import time_phrases
from services.language.lexicon import is_self
from services.language.stems import stem, stems, stems_of
from services.language.text import search_words, stands_in, tokens_of, words


def test_a_hyphen_parts_what_the_index_parts() -> None:
    assert tokens_of("Ada's check-in, 14:30") == ["Ada's", "check", "in", "14", "30"]
    assert words("Ada's check-in, 14:30") == ["ada's", "check-in", "14", "30"]


@pytest.mark.parametrize(
    "text", ["case 58253, not 58253b", "it's ada's; don’t", "in a_b c-d e", "iphone手机 很好", ""]
)
def test_a_word_stands_in_a_text_where_it_is_one_of_its_words(text: str) -> None:
    held = search_words(text)
    for word in [*held, "5825", "58253", "ada", "it", "don", "a", "b", "d", "iphone", "手", "好"]:
        assert stands_in(word, text) == (word in held), word
    assert not stands_in("", text)


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("running") == stem("runs") == "run"
    assert stem("ada's") == stem("ada’s") == stem("ada")
    assert stems(["runs", "running"]) == {"run"}
    assert stems_of("Running, runs") == {"run"}


@pytest.mark.parametrize("name", ["", " Me ", "ich", "I", "You (me)"])
def test_names_of_oneself(name: str) -> None:
    assert is_self(name)
    assert not is_self(f"{name}Ada")


@pytest.mark.parametrize("word", NUMBERS)
def test_every_counting_word_counts_back(word: str) -> None:
    said_ms, offset_min = parse_instant("2026-03-18T10:00:00+01:00")
    (found,) = time_phrases(f"{word} days ago", said_ms, offset_min)
    days = number(word.upper())
    assert found.at_ms == parse_instant(f"2026-03-{18 - days:02}T00:00:00+01:00")[0]
