"""Memories: subjects, facts with when they held, and what can be done with them."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from services.errors import WorldError
from services.records import DeleteRequest, Event, EventId, SegmentId, Signal
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_world import DAY, NOW_MS, OFFSET
from ui.design.forget import ForgetDialog
from ui.memories.facts import FactCard
from ui.memories.grouping import by_slot
from ui.memories.page import MemoriesPage, about
from ui.memories.subjects import subject_words
from ui.window import MainWindow


@pytest.fixture
def page(window: MainWindow, quiet: Quiet) -> MemoriesPage:
    window.show_page("memories")
    quiet()
    found = window.pages["memories"]
    assert isinstance(found, MemoriesPage)
    return found


def card_of(page: MemoriesPage, slot: str) -> FactCard:
    return next(card for card in page.cards if card.slot.slot == slot)


def test_subjects_are_listed_strongest_first(page: MemoriesPage, engine: FakeEngine) -> None:
    names = [subject.name for subject in page.model.shown]
    assert names[0] == "Ines Carvalho"
    strengths = [subject.strength for subject in page.model.shown]
    assert strengths == sorted(strengths, reverse=True)
    assert page.title.text() == "Ines Carvalho"
    assert page.detail.full_text() == "8 facts · last seen today 15:00 · 1 conflict"
    page.grab()


def test_open_commitments_are_shown_until_done_with_a_way_back(
    page: MemoriesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    promises = page.commitments
    assert [row.words.full_text() for row in promises.rows] == [
        "Send Ines the new draft", "Send you the ferry numbers", "Return Gunnar's drill",
    ]  # fmt: skip
    assert promises.rows[1].detail.full_text().startswith("due ")
    assert not promises.more.isVisible()
    promises.rows[0].ended.emit(promises.rows[0].item, "done")
    quiet()
    assert len(promises.rows) == 2
    assert engine.world.commitments[0].outcome == "done"
    assert page.banner.words.text() == "Done: send Ines the new draft."
    page.banner.button.click()
    quiet()
    assert len(promises.rows) == 3
    page.grab()


def test_many_commitments_are_folded(page: MemoriesPage, engine: FakeEngine, quiet: Quiet) -> None:
    promises = page.commitments
    promises.show_items(engine.world.commitments[:1] * 7)  # type: ignore[arg-type]
    assert len(promises.rows) == 4
    promises.more.click()
    assert len(promises.rows) == 7
    promises.more.click()
    assert len(promises.rows) == 4
    promises.show_items(())
    assert promises.isHidden()


def test_a_fact_shows_what_was_true_before(page: MemoriesPage) -> None:
    card = card_of(page, "harvest review")
    assert card.value.text() == "Thursday 19 March, 14:30, K-7"
    notes = [label.text() for label in card.findChildren(type(card.value))]
    assert "was Wednesday 18 March, 10:00, A-3 (until 16 Mar)" in notes
    assert [fact.value for fact in card.slot.earlier] == ["Wednesday 18 March, 10:00, A-3"]


def test_sources_open_where_they_were_read(
    window: MainWindow, page: MemoriesPage, quiet: Quiet
) -> None:
    card = card_of(page, "harvest review")
    card.sources_button.click()
    assert card.more.isVisible()
    card.source_opened.emit(card.slot.current[0].sources[0])
    quiet()
    assert window.viewer.hit is not None
    assert window.viewer.hit.segment_id == SegmentId(1)


def test_a_lost_source_is_told(page: MemoriesPage, engine: FakeEngine, quiet: Quiet) -> None:
    engine.broken["hit"] = WorldError("This memory is gone.", "It was forgotten.")
    card = card_of(page, "phone")
    card.source_opened.emit(card.slot.current[0].sources[0])
    quiet()
    assert "This memory is gone." in page.banner.words.text()


def test_a_fact_is_edited_in_place_and_back(
    page: MemoriesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    card = card_of(page, "phone")
    card.edit()
    card.editor.setText("0555 9999")
    QTest.keyClick(card.editor, Qt.Key.Key_Return)
    quiet()
    card = card_of(page, "phone")
    assert card.value.text() == "0555 9999"
    assert "you wrote this" in card.sources_button.text()
    page.banner.button.click()
    quiet()
    assert card_of(page, "phone").value.text() == "0555 0873"


def test_a_conflict_is_settled(page: MemoriesPage, engine: FakeEngine, quiet: Quiet) -> None:
    card = card_of(page, "lives in")
    assert card.slot.conflicting
    assert card.value.text() == "Northgate?  or  Quay Street?"
    card.settled.emit(card.slot.current[1])
    quiet()
    card = card_of(page, "lives in")
    assert card.value.text() == "Quay Street"
    assert not card.slot.conflicting
    assert "Settled" in page.banner.words.text()


def test_a_fact_is_pinned_and_unpinned(
    page: MemoriesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    card = card_of(page, "owes me")
    card.pinned.emit(card.slot, True)
    quiet()
    assert engine.signals == [(SegmentId(2), Signal.PIN)]
    assert card_of(page, "owes me").slot.pinned
    page.banner.button.click()
    quiet()
    assert engine.signals[-1] == (SegmentId(2), Signal.UNPIN)


def test_forgetting_a_fact_asks_first(page: MemoriesPage, engine: FakeEngine, quiet: Quiet) -> None:
    card = card_of(page, "phone")
    card.forgotten.emit(card.slot.current[0])
    box = page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert len(engine.world.facts) == 13
    next(b for b in box.buttons() if b.text() == "Forget").click()
    quiet()
    assert len(engine.world.facts) == 12
    card = card_of(page, "phone")
    assert card.value.text() == "0555 0112 (no longer)"


def test_forgetting_a_subject_shows_what_would_go(
    page: MemoriesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    page.list.setCurrentIndex(page.model.index(page.model.row_of("Ferry 12")))
    quiet()
    page.forget_chip.click()
    quiet()
    dialog = page.findChild(ForgetDialog)
    assert isinstance(dialog, ForgetDialog)
    dialog.forget_button.click()
    quiet()
    assert engine.deleted == [DeleteRequest(ids=("14",))]


def test_as_of_looks_from_another_day(page: MemoriesPage, quiet: Quiet) -> None:
    page.as_of_chip.click()
    days = (NOW_MS + OFFSET * 60_000) // DAY
    page.date.setDate(QDate(1970, 1, 1).addDays(days - 10))
    quiet()
    assert card_of(page, "harvest review").value.text() == "Wednesday 18 March, 10:00, A-3"
    page.date.setDate(QDate(1970, 1, 1).addDays(days - 1000))
    quiet()
    assert page.cards == []
    page.now_chip.click()
    quiet()
    assert card_of(page, "harvest review").value.text() == "Thursday 19 March, 14:30, K-7"
    assert not page.date.isVisible()


def test_subjects_are_found_by_name(page: MemoriesPage) -> None:
    page.finder.setText("quay")
    assert [subject.name for subject in page.model.shown] == ["Quay Street"]
    page.finder.setText("")
    assert len(page.model.shown) == 6
    assert page.list.currentIndex().row() == 0


def test_events_of_a_subject_are_named_as_words() -> None:
    def event(number: int, title: str, people: tuple[str, ...] = ()) -> Event:
        return Event(EventId(number), number, number + 1, 0, "Chat", title, people, ("a gist",))

    events = (event(1, "meeting"), event(2, "with Me"), event(3, "Boilers"), event(4, "x", ("Me",)))
    assert [e.id for e in about("Me", events)] == [4]
    assert about("Boiler", events) == ()
    assert [e.id for e in about("boilers", events)] == [3]


def test_the_person_is_called_me() -> None:
    assert subject_words("me") == "Me"
    assert subject_words("Ines") == "Ines"


def test_slots_without_a_current_value_come_last(engine: FakeEngine) -> None:
    facts = tuple(f for f in engine.world.facts if f.subject == "Ines Carvalho")
    closed_only = tuple(f for f in facts if f.slot != "harvest review" or f.valid_to_ms is not None)
    rows = by_slot(closed_only, {})
    assert rows[-1].slot == "harvest review"
    assert rows[-1].strength == 1.0
    assert not rows[-1].current


def test_no_facts_yet(window: MainWindow, engine: FakeEngine, quiet: Quiet) -> None:
    engine.world.facts = []
    window.show_page("memories")
    quiet()
    page = window.pages["memories"]
    assert isinstance(page, MemoriesPage)
    assert page.stack.currentWidget() is page.empty


def test_a_fact_tells_why_it_was_kept_and_how_it_fades(page: MemoriesPage, quiet: Quiet) -> None:
    card = card_of(page, "harvest review")
    card.toggle()
    quiet()
    words = [label.text() for label in card.more.findChildren(QLabel)]
    assert any("names Ines Carvalho, a date or time, you typed it" in text for text in words)
    assert card.curve.isVisible()
    card.toggle()
    assert not card.curve.isVisible()


def test_where_it_came_up_leads_to_the_timeline(
    page: MemoriesPage, window: MainWindow, quiet: Quiet
) -> None:
    show = next(b for b in page.gists.findChildren(QPushButton) if b.text() == "Show")
    show.click()
    quiet()
    assert window.stack.currentWidget() is window.pages["timeline"]
