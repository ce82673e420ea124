"""Asking: streaming and stopping, marks and cards, what can be done with an answer."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from services.errors import ModelError
from services.records import Answer, ConversationId, Outcome, Signal, Timings
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_world import CHAT, NOTE, QUOTE, line_box
from ui.ask.answer_view import mark_numbers, shown_text
from ui.ask.excerpt import excerpt
from ui.ask.page import AskPage
from ui.ask.turn import Turn, meta_words, with_sources
from ui.window import MainWindow

QUESTION = "When is the review?"


@pytest.fixture
def page(window: MainWindow) -> AskPage:
    found = window.pages["ask"]
    assert isinstance(found, AskPage)
    return found


def asked(window: MainWindow, page: AskPage, quiet: Quiet, question: str = QUESTION) -> Turn:
    window.ask(question)
    quiet()
    return page.turns[-1]


def test_an_answer_shows_marks_cards_and_what_it_took(
    window: MainWindow, page: AskPage, quiet: Quiet
) -> None:
    turn = asked(window, page, quiet)
    html = turn.view.toHtml()
    assert [f"cite:{mark}" in html for mark in (1, 2, 3, 4)] == [True, True, True, False]
    assert "Thursday 19 March" in turn.view.toPlainText()
    assert "[1]" not in turn.view.toPlainText()
    assert turn.meta.text() == "tiny-2B · 3 memories · first word 0.6 s"
    assert [card.citation.mark for card in page.cards.cards] == [1, 2, 3]
    assert page.cards.cards[0].crop.has_image()
    assert not page.cards.cards[2].crop.has_image()
    assert QUOTE in page.cards.cards[0].quote.text()


def test_a_click_on_a_mark_opens_the_frame_with_its_box_marked(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    turn = asked(window, page, quiet)
    turn.view.anchorClicked.emit(QUrl("cite:1"))
    quiet()
    viewer = window.viewer
    assert window.stack.currentWidget() is viewer
    assert viewer.stack.currentWidget() is viewer.frame
    assert viewer.frame.boxes == (line_box(3),)
    assert not viewer.frame.image.isNull()
    assert (
        engine.world.hit(page.cards.cards[0].citation.hit.segment_id).segment_id,
        Signal.OPENED,
    ) in [(segment, signal) for segment, signal in engine.signals]


def test_a_click_on_a_card_opens_it_too(
    window: MainWindow, page: AskPage, quiet: Quiet, qtbot: QtBot
) -> None:
    asked(window, page, quiet)
    QTest.mouseClick(page.cards.cards[2], Qt.MouseButton.LeftButton)
    quiet()
    assert window.viewer.text.marked_text() == NOTE
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is page


def test_text_streams_and_escape_stops_it(
    window: MainWindow, page: AskPage, engine: FakeEngine, qtbot: QtBot, quiet: Quiet
) -> None:
    engine.gates["answer"] = threading.Event()
    window.ask(QUESTION)
    turn = page.turns[-1]
    qtbot.waitUntil(lambda: "on Thursday" in turn.view.toPlainText())
    assert "▍" in turn.view.toPlainText()
    assert turn.busy
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not turn.busy
    quiet()
    assert turn.view.toPlainText().strip() == "It is on Thursday"
    assert turn.answer is None
    assert turn.meta.text() == "stopped"


def test_a_new_question_stops_the_one_before(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.gates["answer"] = threading.Event()
    window.ask("First?")
    engine.gates.pop("answer")
    second = asked(window, page, quiet, "Second?")
    assert page.turns[0].answer is None
    assert second.answer is not None
    assert page.caption.text() == "This conversation · 2 questions"


def test_not_found_and_conflicts_are_said_plainly(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.answers["Unknown?"] = Answer(Outcome.NOT_FOUND, "")
    turn = asked(window, page, quiet, "Unknown?")
    assert turn.view.toPlainText() == "Nothing I have seen says so."
    assert turn.state.text() == "not found"
    assert not turn.copy_button.isVisible()
    assert page.cards.cards == []
    full = engine.full_answer()
    engine.answers["Both?"] = replace(full, outcome=Outcome.CONFLICTING, text="Two places differ.")
    turn = asked(window, page, quiet, "Both?")
    assert turn.state.text() == "sources disagree"
    assert set(mark_numbers("a [1] b [12][3]")) == {1, 12, 3}
    assert "cite:3" in turn.view.toHtml()  # marks that the text lacks are put at its end


def test_what_came_nearest_is_shown_where_nothing_answers(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    near = engine.full_answer().citations[:1]
    engine.answers["Nearly?"] = Answer(Outcome.NOT_FOUND, "Nothing I have seen.", nearest=near)
    turn = asked(window, page, quiet, "Nearly?")
    assert turn.view.toPlainText() == "Nothing I have seen."
    assert page.cards.heading.text() == "NEAREST TO IT"
    assert [card.citation for card in page.cards.cards] == [*near]
    assert turn.citation(1) == near[0]
    asked(window, page, quiet, "Both?")
    assert page.cards.heading.text() == "WHERE THIS COMES FROM"


def test_a_failure_is_told_with_a_way_on(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet, qtbot: QtBot
) -> None:
    engine.broken["ask"] = ModelError("The model does not load.", "Choose another one.")
    turn = asked(window, page, quiet)
    assert turn.banner.isVisible()
    assert "Choose another one." in turn.banner.words.text()
    assert turn.banner.button.text() == "Open Settings"
    turn.banner.button.click()
    assert window.stack.currentWidget() is window.pages["settings"]


def test_the_answer_is_copied_with_its_sources(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    turn = asked(window, page, quiet)
    turn.copy_button.click()
    quiet()
    text = QGuiApplication.clipboard().text()
    assert text.startswith(QUESTION)
    assert f"[1] Chat · Ines Carvalho, today 14:02: “{QUOTE}”" in text
    assert {signal for _segment, signal in engine.signals} == {Signal.COPIED}
    assert turn.copy_button.text() == "Copied"


def test_pinning_can_be_undone(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    turn = asked(window, page, quiet)
    turn.pin_button.click()
    quiet()
    assert [signal for _segment, signal in engine.signals] == [Signal.PIN] * 3
    turn.banner.button.click()
    quiet()
    assert [signal for _segment, signal in engine.signals][3:] == [Signal.UNPIN] * 3


def test_a_source_is_marked_as_wrong(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    turn = asked(window, page, quiet)
    menu = turn.wrong_menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.text()][-1] == "All of it"
    menu.actions()[1].trigger()
    quiet()
    assert turn.answer is not None
    second = turn.answer.citations[1].hit.segment_id
    assert engine.signals == [(second, Signal.WRONG)]
    assert "weighs less" in turn.banner.words.text()


def test_pointing_at_a_mark_lights_its_card(
    window: MainWindow, page: AskPage, quiet: Quiet
) -> None:
    turn = asked(window, page, quiet)
    turn.view.highlighted.emit(QUrl("cite:2"))
    assert [bool(card.styleSheet()) for card in page.cards.cards] == [False, True, False]
    turn.view.highlighted.emit(QUrl(""))
    assert not any(card.styleSheet() for card in page.cards.cards)


def test_follow_ups_and_history(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    assert [row.item.question for row in page.history.rows] == [q.question for q in engine.history]
    asked(window, page, quiet)
    page.follow.setText("And who else comes?")
    QTest.keyClick(page.follow, Qt.Key.Key_Return)
    quiet()
    assert [turn.question for turn in page.turns] == [QUESTION, "And who else comes?"]
    page.start_over()
    quiet()
    assert page.turns == []
    page.history.rows[0].forgotten.emit(page.history.rows[0].item.id)
    quiet()
    assert len(page.history.rows) == 1
    page.history.rows[0].asked.emit("Where are the spare keys?")
    quiet()
    assert page.turns[0].question == "Where are the spare keys?"
    page.start_over()
    page.history.clear_button.click()
    quiet()
    assert page.history.rows == []
    assert engine.history == []


def test_the_meta_line_says_when_nothing_generated() -> None:
    quoted = Answer(
        Outcome.ANSWERED, "x", notice="the index is not ready", ms=Timings(5, None, 1200)
    )
    assert meta_words(quoted) == "no model · 1.2 s · the index is not ready"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Minutes, 19 March: # Minutes: budget [1]", "Minutes, 19 March: Minutes: budget [1]"),
        ("## Plan\n### Week", "Plan\nWeek"),
        ("plan.md: - bring the keys [2]", "plan.md: bring the keys [2]"),
        ("He wrote “* bring the keys”.", "He wrote “bring the keys”."),
        ("- one\n- two", "- one\n- two"),
        ("Outside: - 5 degrees, #7 and C# stay", "Outside: - 5 degrees, #7 and C# stay"),
    ],
)
def test_signs_of_headings_and_lists_are_not_shown(text: str, shown: str) -> None:
    assert shown_text(text) == shown


def test_the_quote_of_a_citation_stays_verbatim(
    window: MainWindow, page: AskPage, quiet: Quiet
) -> None:
    turn = asked(window, page, quiet)
    assert turn.answer is not None
    cited = replace(turn.answer.citations[0], quote="# Review")
    turn.show_answer(replace(turn.answer, text="notes.md: # Review [1]", citations=(cited,)))
    assert turn.view.toPlainText().startswith("notes.md: Review")
    assert "“# Review”" in with_sources("?", turn.answer, lambda *_at: "today")


def test_without_sources_no_heading_stands_alone(page: AskPage) -> None:
    assert page.cards.heading.isHidden()


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (CHAT[3][0], QUOTE, ("So ", QUOTE, ". Can you bring the new draft?")),
        ("only words", "absent", ("only words", "", "")),
        ("x " * 200, "", (("x " * 200)[:180] + "…", "", "")),
    ],
)
def test_excerpts(text: str, quote: str, expected: tuple[str, str, str]) -> None:
    assert excerpt(text, quote) == expected


def test_excerpts_are_cut_at_words() -> None:
    before, quote, after = excerpt("alpha " * 40 + "QUOTE" + " omega" * 40, "QUOTE")
    assert quote == "QUOTE"
    assert before.startswith("…alpha")
    assert after.endswith("omega…")
    assert len(before) <= 92


def test_a_follow_up_belongs_to_its_conversation(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet
) -> None:
    first = asked(window, page, quiet)
    assert first.understood.isHidden()
    page.follow.setText("And on Monday?")
    page.follow.returnPressed.emit()
    quiet()
    assert ("conversation", (None,)) in engine.calls
    assert ("conversation", (7,)) in engine.calls
    assert page.turns[-1].understood.text() == "Taken as: And on Monday? (whole)"
    page.start_over()
    quiet()
    asked(window, page, quiet)
    assert engine.calls.count(("conversation", (None,))) == 2


def test_the_model_reads_ahead_while_a_question_is_typed(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet, qtbot: QtBot
) -> None:
    asked(window, page, quiet)
    QTest.keyClicks(page.follow, "and where is it?")
    qtbot.waitUntil(lambda: ("ahead", ("and where is it?", 7)) in engine.calls, timeout=20_000)
    quiet()


def test_the_history_is_searched(window: MainWindow, page: AskPage, quiet: Quiet) -> None:
    window.show_page("ask")
    page.refresh()
    quiet()
    assert len(page.history.rows) == 2
    page.history.finder.setText("ferry")
    quiet()
    assert [r.item.question for r in page.history.rows] == [
        "What did Ines say about the ferry numbers?"
    ]
    page.history.finder.setText("nothing like it")
    quiet()
    assert page.history.rows == []
    assert not page.history.nothing.isHidden()
    page.history.finder.setText("")
    quiet()
    assert len(page.history.rows) == 2


def test_a_conversation_is_forgotten_whole(page: AskPage, engine: FakeEngine, quiet: Quiet) -> None:
    talk = ConversationId(3)
    first, second = engine.history[:2]
    engine.history[:2] = [
        replace(first, conversation_id=talk),
        replace(second, conversation_id=talk),
    ]
    page.history.refresh()
    quiet()
    assert len(page.history.talks) == 1
    head = page.history.talks[0]
    assert any("2 questions" in label.text() for label in head.findChildren(QLabel))
    forget = next(b for b in head.findChildren(QPushButton))
    assert forget.accessibleName() == "Forget this conversation"
    forget.click()
    quiet()
    assert all(q.conversation_id != talk for q in engine.history)
    assert page.history.talks == []


def test_an_answer_under_way_has_a_stop_button(
    window: MainWindow, page: AskPage, engine: FakeEngine, quiet: Quiet, qtbot: QtBot
) -> None:
    engine.gates["answer"] = threading.Event()
    window.ask(QUESTION)
    turn = page.turns[-1]
    assert turn.stop_button.isVisible()
    turn.stop_button.click()
    assert turn.stop_button.isHidden()
    assert turn.meta.text() == "stopped"


def test_sources_open_by_their_number_and_the_last_question_comes_back(
    window: MainWindow, page: AskPage, quiet: Quiet
) -> None:
    asked(window, page, quiet)
    QTest.keyClick(page.follow, Qt.Key.Key_Up)
    assert page.follow.text() == QUESTION
    page.open_mark(9)  # there is no such source
    assert window.stack.currentWidget() is page
    page.open_mark(2)
    quiet()
    assert window.stack.currentWidget() is window.viewer
