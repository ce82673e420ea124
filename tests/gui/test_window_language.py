"""The window's languages: complete, chosen, switched live, and read from the right where needed."""

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from devtools import translations
from devtools.translations import COUNTED, FOLDER, Key, find_texts, read
from tests.gui.conftest import Quiet
from tests.gui.test_window_program import Begin, main_of, settled
from tests.gui.test_window_program import begin as begin  # noqa: PLC0414 - the fixture
from tests.support.window_opener import FakeOpener
from tests.support.window_world import NOW_MS, OFFSET
from ui.context import Context
from ui.engine_words import read_sentences, reason_words
from ui.language import Language, chosen, languages
from ui.tray import Tray
from ui.window import MainWindow
from ui.words import bytes_words, count_words, day_words

FILES = sorted(FOLDER.glob("*.ts"))


@pytest.fixture
def german(qapp: QApplication) -> Iterator[Language]:
    made = Language(qapp)
    made.speak("de")
    yield made
    made.close()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_text_of_the_window_and_of_the_engine_is_translated(file: Path) -> None:
    wanted, told = find_texts().all(), read(file)
    assert wanted - set(told) == set(), "run `dev.py translations`"
    assert set(told) - wanted == set(), "run `dev.py translations`"
    assert [key.source for key, message in told.items() if not message.done] == []
    for key, message in told.items():
        assert all(fields(form) == fields(key.source) for form in message.forms), key


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_what_is_read_at_run_time_is_what_was_translated(file: Path) -> None:
    made = QTranslator()
    assert made.load(str(file.with_suffix(".qm")))
    for key, message in read(file).items():
        if key.plural:
            for count, form in zip((1, 2), message.forms, strict=True):
                found = made.translate(key.context, key.source, COUNTED, count)
                assert found == form, "run `dev.py translations`"
        else:
            found = made.translate(key.context, key.source)
            assert found == message.forms[0], "run `dev.py translations`"


def test_a_new_text_is_found_and_missed(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "services").mkdir()
    (tmp_path / "ui" / "new.py").write_text(
        'NAMES = marked((("a", "Alpha"), ("b", "Beta")))\n'
        'KIND_WORDS = {"x": "Gamma"}\n'
        'ROWS = counted((("n", "one thing", "many things"),))\n'
        'tr("A text " "in two parts")\ntr(variable)\ncount_words(3, "cat", "cats")\n'
    )
    (tmp_path / "services" / "settings.py").write_text(
        'x = option(1, "Title", "Help.", choices=("light", "de"))\n'
    )
    texts = find_texts(tmp_path)
    assert texts.single == {
        "Alpha", "Beta", "Gamma", "A text in two parts", "Title", "Help.", "Light",
    }  # fmt: skip
    assert texts.plural == {"many things": "one thing", "cats": "cat"}
    assert texts.engine == set()
    file = tmp_path / "de.ts"
    assert len(translations.update(file, texts)) == 9
    filled = file.read_text("utf-8").replace(
        '<source>Alpha</source>\n      <translation type="unfinished" />',
        "<source>Alpha</source>\n      <translation>Anfang</translation>",
    )
    file.write_text(filled, "utf-8")
    assert "Alpha" not in translations.update(file, texts)
    assert read(file)[Key("Alpha")].forms == ("Anfang",)
    texts.single.remove("Alpha")
    translations.update(file, texts)
    assert Key("Alpha") not in read(file)


def test_a_new_sentence_of_the_engine_is_found_and_missed(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "settings.py").touch()
    (tmp_path / "services" / "new.py").write_text(
        '''"""A module of the engine, which nobody is shown."""
class StrangeError(WorldError): ...
_AGAIN = "Try again."
def f(path, count, error):
    """Raises what is wrong."""
    log.warning("Nobody reads this sentence.")
    if count: raise StrangeError("no full stop", _AGAIN)
    raise WorldError(f"{path.name} holds {count:,} cats ({error.strerror}).", f"Yes. {_AGAIN}")
def g(n, ok):
    raise Bug("Nobody is shown this either.")
    words = f"It is {'well' if ok else 'not well'} now."
    return said(f"seen {n} times"), "SELECT a FROM b", said(("one", "two")), words
'''
    )
    texts = find_texts(tmp_path)
    assert texts.engine == {
        "no full stop", "Try again.", "{name} holds {count} cats ({strerror}).", "Yes. Try again.",
        "seen {n} times", "one", "two", "It is well now.", "It is not well now.",
    }  # fmt: skip
    file = tmp_path / "de.ts"
    assert "no full stop" in translations.update(file, texts)
    filled = file.read_text("utf-8").replace(
        '<source>seen {n} times</source>\n      <translation type="unfinished" />',
        "<source>seen {n} times</source>\n      <translation>{n}-mal gesehen</translation>",
    )
    file.write_text(filled, "utf-8")
    assert "seen {n} times" not in translations.update(file, texts)
    assert read_sentences(file).words("seen 12 times") == "12-mal gesehen"


def test_the_systems_language_is_taken_where_it_is_spoken() -> None:
    assert languages() == ("en", "de")
    assert chosen("system", ("fr-FR", "de-AT")) == "de"
    assert chosen("system", ("fr-FR",)) == "en"
    assert chosen("de") == "de"
    assert chosen("xx") == "en"


def test_words_numbers_and_dates_follow_the_language(german: Language) -> None:
    assert german.code == "de"
    assert not german.speak("de")
    assert day_words(NOW_MS, OFFSET, NOW_MS) == "Dienstag, 17. März"
    assert count_words(1, "fact", "facts") == "1 Fakt"
    assert count_words(1200, "fact", "facts") == "1 200 Fakten"
    assert bytes_words(6_100_000_000) == "6,1 GB"
    assert reason_words(("words: quay", "meaning", "a rule of mine")) == (
        "Wörter: quay · Bedeutung · a rule of mine"
    )
    german.close()
    assert count_words(1, "fact", "facts") == "1 fact"
    assert count_words(2, "fact", "facts") == "2 facts"


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support")
def test_the_language_is_switched_live(
    qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    opener = FakeOpener(exists=True)
    opener.engine.strict = False
    program = begin(opener)
    window = main_of(qtbot, program)
    settled(qtbot, program)
    opener.engine.change_setting("look.language", "de")
    qtbot.waitUntil(lambda: program.window is not window, timeout=20_000)
    after = main_of(qtbot, program)
    assert after.rail.buttons["memories"].accessibleName() == "Erinnerungen"
    assert program.tray is not None
    assert "Beenden" in [action.text() for action in program.tray.menu.actions()]
    assert program.tray.state.text() == "Nimmt auf"
    settled(qtbot, program)
    opener.engine.change_setting("look.language", "en")
    qtbot.waitUntil(lambda: program.window is not after, timeout=20_000)
    settled(qtbot, program)
    assert main_of(qtbot, program).rail.buttons["memories"].accessibleName() == "Memories"


def test_from_right_to_left_everything_has_its_place(
    qapp: QApplication, context: Context, quiet: Quiet
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = MainWindow(context)
        window.resize(1440, 900)
        window.show()
        for name in window.pages:
            window.show_page(name)
            quiet()
            assert not window.grab().isNull()
        assert window.rail.mapTo(window, QPoint()).x() > window.width() // 2
        assert window.box.edit.mapTo(window, QPoint()).x() < window.width() // 2
        window.hide()
        window.deleteLater()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
