"""What was captured may hold anything, and what is asked may fail: the window stays whole."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from services.errors import VaultLockedError, WorldError
from services.records import DocumentText, Fact, SegmentId
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_world import HOUR, MINUTE, NOW_MS
from ui.ask.page import AskPage
from ui.design.page import Page
from ui.design.widgets import Banner, ElidedLabel
from ui.memories.page import MemoriesPage
from ui.plain import LONGEST, action, one_line, tip
from ui.shell.rail import PAGES
from ui.timeline.page import TimelinePage
from ui.window import MainWindow

MARKUP = '<img src="file:///etc/passwd"><b>bold</b> & <script>x</script>'
TURNED = "invoice\u202egnp.exe \u2067right\u2069 \u200bzero\u200dwidth\ufeff"
LONG = "word" * 2500
EMOJI = "👩‍👩‍👧‍👦 family 🏳️‍🌈 flag 日本語 العربية"
NASTY = (MARKUP, TURNED, LONG, EMOJI, "line\none\x00two\x07", "A & B")


def spoil(engine: FakeEngine) -> None:
    """Put nasty texts wherever the library has some."""
    world = engine.world
    for at, (key, capture) in enumerate(world.captures.items()):
        text = NASTY[at % len(NASTY)]
        world.captures[key] = replace(
            capture, title=text, app=text[:60] or "x", author=text, url=text, thread=text
        )
    for at, (number, segment) in enumerate(world.segments.items()):
        world.segments[number] = replace(segment, text=NASTY[at % len(NASTY)])
    world.events = [
        replace(e, title=NASTY[at % len(NASTY)], gist=(NASTY[at % 3],), people=(TURNED,))
        for at, e in enumerate(world.events)
    ]
    world.facts = [
        replace(f, value=NASTY[at % len(NASTY)], slot=f.slot if at % 2 else NASTY[at % 3])
        for at, f in enumerate(world.facts)
    ]


@pytest.fixture
def engine() -> FakeEngine:
    made = FakeEngine()
    spoil(made)
    return made


def texts(window: QWidget) -> list[str]:
    return [made.text() for made in window.findChildren(QLabel) if made.isVisible()]


def test_every_page_shows_anything_and_stays_as_wide(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    for name, _words in PAGES:
        window.show_page(name)
        quiet()
        assert not window.grab().isNull()
        assert window.minimumSizeHint().width() <= 1440, name
        for made in window.findChildren(QWidget):
            assert "<img" not in made.toolTip(), name
    window.ask("invoice")
    quiet()
    page = window.pages["ask"]
    assert isinstance(page, AskPage)
    assert page.cards.cards
    assert 'src="file:' not in page.turns[-1].view.toHtml()
    for label in window.findChildren(QLabel):
        if label.textFormat() is Qt.TextFormat.RichText:
            assert "<img" not in label.text()


def test_titles_do_not_turn_the_line_and_are_not_endless(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    window.show_page("timeline")
    quiet()
    page = window.pages["timeline"]
    assert isinstance(page, TimelinePage)
    page.go_to(NOW_MS - 3 * HOUR)
    quiet()
    shown = [made.full_text() for made in window.findChildren(ElidedLabel)]
    shown.append(page.moment.title.text())
    for text in shown:
        assert not set(text) & set("\u202e\u2067\u2069\u200b\ufeff\x00\n")
        assert len(text) <= 4 * LONGEST


@pytest.mark.parametrize("text", NASTY)
def test_tips_and_lines_are_harmless(text: str) -> None:
    assert "\n" not in one_line(text)
    assert len(one_line(text)) <= LONGEST + 1
    shown = tip(text)
    assert "<" not in shown or (shown.startswith("<qt>") and "<img" not in shown)
    assert "& " not in action(text).replace("&&", "")


def test_an_emoji_stays_one() -> None:
    assert one_line("👩‍👧 x") == "👩‍👧 x"


def test_a_fact_to_forget_is_asked_about_letter_by_letter(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    window.show_page("memories")
    quiet()
    page = window.pages["memories"]
    assert isinstance(page, MemoriesPage)
    fact: Fact = replace(engine.world.facts[0], value=MARKUP)
    page.doing.forget_fact(fact)
    (box,) = page.findChildren(QMessageBox)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert MARKUP in box.text()
    box.close()


# what fails


def test_a_frame_that_cannot_be_decrypted_shows_its_text(
    window: MainWindow, quiet: Quiet, engine: FakeEngine
) -> None:
    broken = WorldError("This picture cannot be decrypted.", "Run the check under Settings.")
    engine.broken |= {"picture": broken, "crop": broken}
    window.show_page("timeline")
    quiet()
    page = window.pages["timeline"]
    assert isinstance(page, TimelinePage)
    page.go_to(NOW_MS - 58 * MINUTE)
    quiet()
    assert page.frame.stack.currentWidget() is page.frame.text
    assert "cannot be decrypted" in page.frame.title.full_text()
    window.ask("anything")
    quiet()
    ask = window.pages["ask"]
    assert isinstance(ask, AskPage)
    assert [card.crop.has_image() for card in ask.cards.cards] == [False] * 3
    window.open_hit(engine.world.hit(SegmentId(1)))
    quiet()
    assert window.viewer.stack.currentWidget() is window.viewer.text
    assert "cannot be decrypted" in window.viewer.note.text()


def test_a_source_file_that_is_gone_is_told(
    window: MainWindow, engine: FakeEngine, quiet: Quiet, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    hit = next(h for s in engine.world.segments if (h := engine.world.hit(s)).anchor.document_id)
    window.open_hit(hit)
    quiet()
    assert window.viewer.elsewhere.text() == "Open file ↗"
    window.viewer.elsewhere.click()
    quiet()
    assert "no longer where it was read" in window.viewer.banner.words.text()
    assert opened == []
    script = tmp_path / "run.sh"
    script.write_text("echo no")
    for file, shown in ((script, tmp_path), (tmp_path / "page.pdf", tmp_path / "page.pdf")):
        file.touch()
        document = DocumentText(str(file), "x", "text", True, NOW_MS)
        monkeypatch.setattr(engine.library, "document", lambda _id, d=document: d)
        window.viewer.elsewhere.click()
        quiet()
        assert str(opened.pop()).count(shown.name) >= 1


@pytest.mark.parametrize("error", [VaultLockedError("The library is closed."), RuntimeError("no")])
def test_the_engine_may_stop_under_the_window(
    window: MainWindow, engine: FakeEngine, quiet: Quiet, error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    for kind in (engine.library, engine.asking, engine.memories, engine.timeline, engine.upkeep):
        engine.broken |= dict.fromkeys((n for n in dir(type(kind)) if n[0] != "_"), error)
    for name in ("timeline", "memories", "settings"):
        page = window.pages[name]
        assert isinstance(page, Page)
        window.show_page(name)
        page.refresh()
        quiet()
        assert page.banner.isVisible(), name
    window.ask("anything")
    quiet()
    told = [b.words.text() for b in window.pages["ask"].findChildren(Banner) if b.isVisible()]
    assert told
    window.box.search("anything")
    quiet()
    assert window.box.drop is not None
    assert window.box.drop.foot.text()
    assert not window.grab().isNull()
