"""Memories: what is known, by subject, with when it held and where it was read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QDate, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from services.records import (
    ChangeKind,
    DeleteRequest,
    Event,
    FactSource,
    SegmentId,
    Subject,
    TimeWindow,
)
from ui.design.forget import ForgetDialog, report_words
from ui.design.gradually import Gradually, Step
from ui.design.page import Page
from ui.design.widgets import ElidedLabel, Empty, chip, clear_layout, label, row, scroll
from ui.memories.commitments import CommitmentList
from ui.memories.doing import MemoryActions
from ui.memories.facts import FactCard
from ui.memories.gists import GistList
from ui.memories.grouping import SlotFacts, by_slot
from ui.memories.notes import NotesView
from ui.memories.subjects import SUBJECT_ROLE, SubjectDelegate, SubjectModel, subject_words
from ui.problems import Problem
from ui.sources.note import NoteDialog
from ui.words import DAY_MS, count_words, day_start_ms, tr

EVENT_DAYS = 30
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a subject."""

    slots: tuple[SlotFacts, ...]
    first_ms: int
    events: tuple[Event, ...]
    about: bool


class MemoriesPage(Page):
    """Subjects at the left, their facts at the right."""

    watched = frozenset({ChangeKind.FACTS, ChangeKind.STRENGTH})
    name = "memories"

    def parts(self) -> Iterator[None]:
        """Facts with their subjects, then the notes."""
        context = self.context
        self._subjects, self._facts = context.slot(), context.slot()
        self._promises, self._curve = context.slot(), context.slot()
        self.subject: Subject | None = None
        self.cards: list[FactCard] = []
        self._building = Gradually(self)
        self._known: Known | None = None
        self._was_narrow = False
        self.doing = MemoryActions(context, self)
        self.doing.done.connect(self.banner.show_done)
        self.doing.failed.connect(self.fail)
        self.doing.changed.connect(self.refresh)
        self._choose_side()
        self.commitments = CommitmentList(context)
        self.commitments.ended.connect(self.doing.end_commitment)
        self.commitments.source_opened.connect(self._open_source)
        yield
        pair = self._outer()
        yield
        self._add_left(pair)
        yield
        self._add_right(pair)
        yield
        self.notes = NotesView(context)
        self.notes.opened.connect(self.open_hit)
        self.notes.done.connect(self.banner.show_done)
        self.notes.failed.connect(self.fail)
        self.notes.note_wanted.connect(self.write_note)
        self.sides.addWidget(self.notes)
        self.theme.changed.connect(self._show_again)

    def _choose_side(self) -> None:
        """Facts or notes."""
        self.facts_chip = chip(tr("Facts"), checkable=True)
        self.notes_chip = chip(tr("Notes"), checkable=True)
        self.facts_chip.setChecked(True)
        group = QButtonGroup(self)
        for made in (self.facts_chip, self.notes_chip):
            group.addButton(made)
        self.notes_chip.toggled.connect(self._show_side)
        self.sides = QStackedWidget()
        self.layout_.addLayout(row(self.facts_chip, self.notes_chip, None))
        self.layout_.addWidget(self.sides, 1)

    def _outer(self) -> QHBoxLayout:
        """The side of the facts, below what was promised; where its two columns go."""
        facts, full = QWidget(), QWidget()
        self.sides.addWidget(facts)
        column = QVBoxLayout(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.stack = QStackedWidget()
        column.addWidget(self.commitments)
        column.addWidget(self.stack, 1)
        self.empty = Empty(
            self.theme, "memories", tr("No facts yet"),
            tr("Facts are drawn every night from what was seen, or now, on the Settings page."),
            chip(tr("Open Settings"), lambda: self.go.emit("settings")),
        )  # fmt: skip
        self.waiting = Empty(self.theme, "memories", tr("Recalling…"))
        for view in (full, self.empty, self.waiting):
            self.stack.addWidget(view)
        self.stack.setCurrentWidget(self.waiting)
        pair = QHBoxLayout(full)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(24)
        return pair

    def _add_left(self, pair: QHBoxLayout) -> None:
        side = QWidget()
        pair.addWidget(side)
        side.setFixedWidth(min(self.theme.px(260), 360))
        self.model = SubjectModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(SubjectDelegate(self.theme, self.list))
        self.list.setAccessibleName(tr("Subjects"))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(tr("Find a subject"))
        self.finder.setAccessibleName(tr("Find a subject"))
        self.finder.textChanged.connect(self._narrow)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(tr("SUBJECTS"), "section"))
        layout.addWidget(self.finder)
        layout.addWidget(self.list, 1)

    def _add_right(self, pair: QHBoxLayout) -> None:
        side, inner = QWidget(), QWidget()
        pair.addWidget(side, 1)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        self._head = QHBoxLayout()
        layout.addLayout(self._head)
        layout.addWidget(scroll(inner), 1)
        self.title, self.detail = label("", "title"), ElidedLabel("", "muted")
        named = row(self.title, 8, self.detail, spacing=10)
        named.setStretch(2, 1)
        self._head.addLayout(named, 1)
        self._head.addLayout(self._tools())
        self.gists = GistList(self.context)
        self.gists.moment_wanted.connect(self.moment_wanted)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(20)
        column.addLayout(self._cards)
        column.addWidget(self.gists)
        column.addStretch(1)

    def _tools(self) -> QHBoxLayout:
        """Now or another day, and forgetting."""
        self.now_chip = chip(tr("Now"), self._show_now, checkable=True)
        self.now_chip.setChecked(True)
        self.as_of_chip = chip(tr("As of…"), self._show_as_of, checkable=True)
        self.forget_chip = chip(tr("Forget…"), self._forget_subject)
        self.date = QDateEdit()
        offset, now = self.context.offset_min(), self.context.now_ms()
        days = (day_start_ms(now, offset) + offset * 60_000) // DAY_MS
        today = QDate(1970, 1, 1).addDays(days)
        self.date.setDate(today)
        self.date.setMaximumDate(today)
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("d MMM yyyy")
        self.date.setAccessibleName(tr("As of this day"))
        self.date.dateChanged.connect(lambda _date: self._load_facts())
        self.date.hide()
        return row(None, self.now_chip, self.as_of_chip, self.date, self.forget_chip, spacing=10)

    def focus_first(self) -> bool:
        """The subjects take the keys, or the tags, once they are there."""
        if self.notes_chip.isChecked():
            return self.notes.focus_first()
        if self.stack.currentIndex():
            return False
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show_side(self, notes: bool) -> None:
        self.sides.setCurrentIndex(int(notes))

    def write_note(self) -> None:
        """Open the dialog for a note."""
        dialog = NoteDialog(self.context, self)
        dialog.kept.connect(lambda: self.banner.show_done(tr("Remembered.")))
        dialog.open()

    # loading

    def refresh(self) -> None:
        """Ask for the subjects again, and for the facts of the chosen one."""
        memories = self.engine.memories
        self._subjects.run(lambda job: memories.subjects(), self._show_subjects, self._no_subjects)
        self._promises.run(
            lambda job: memories.commitments(), self.commitments.show_items, self.fail
        )

    def _no_subjects(self, problem: Problem) -> None:
        """The library cannot be asked: nothing is said of what is known."""
        self.fail(problem)
        if self.stack.currentWidget() is self.waiting:
            self.waiting.say(tr("What is known could not be read"))

    def _show_subjects(self, subjects: tuple[Subject, ...]) -> None:
        self.come_in(self.stack, self.stack.widget(0 if subjects else 1))
        before = self.subject.name if self.subject else ""
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.model.show(subjects)
        at = max(self.model.row_of(before), 0)
        self.list.setCurrentIndex(self.model.index(at))
        selection.blockSignals(False)
        if self.model.shown:
            self.subject = self.model.shown[at]
            self._load_facts()

    def _narrow(self, text: str) -> None:
        self.model.narrow(text)
        if self.subject is not None and (at := self.model.row_of(self.subject.name)) >= 0:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.model.index(at), flag)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            chosen: Subject = index.data(SUBJECT_ROLE)
            if self.subject is None or chosen.name != self.subject.name:
                self.subject = chosen
                self._load_facts()

    def _as_of_ms(self) -> int | None:
        """The end of the chosen day, or None for now."""
        if not self.as_of_chip.isChecked():
            return None
        days = QDate(1970, 1, 1).daysTo(self.date.date())
        return (days + 1) * DAY_MS - self.context.offset_min() * 60_000 - 1

    def _load_facts(self) -> None:
        if self.subject is None:
            return
        name, at_ms, now = self.subject.name, self._as_of_ms(), self.context.now_ms()
        engine = self.engine

        def work() -> Known:
            if at_ms is None:
                facts = engine.memories.facts(name, None, True)
            else:
                facts = engine.memories.facts(name, at_ms)
            segments = tuple({s.segment_id for f in facts for s in f.sources})
            strengths = engine.memories.strengths(segments) if segments else {}
            events = engine.timeline.events(TimeWindow(now - EVENT_DAYS * DAY_MS, now + 1), 200)
            first = min((f.valid_from_ms for f in facts), default=now)
            named = about(name, events)
            last = tuple(sorted(events, key=lambda e: -e.start_ms)[:SHOWN])
            return Known(by_slot(facts, strengths, at_ms), first, named or last, bool(named))

        self._facts.run(lambda job: work(), self._show_known, self.fail)

    def _show_known(self, known: Known) -> None:
        subject = self.subject
        if subject is None or any(card.editor.isVisible() for card in self.cards):
            return  # what is being written is not taken away
        self._known = known
        self.title.setText(subject_words(subject.name))
        seen = f"{tr('last seen')} {self.context.when(subject.last_seen_ms)}"
        parts = [count_words(subject.facts, "fact", "facts"), seen]
        if subject.conflicts:
            parts.append(count_words(subject.conflicts, "conflict", "conflicts"))
        self.detail.setText(" · ".join(parts))
        opened = {card.slot.slot for card in self.cards if not card.more.isHidden()}
        clear_layout(self._cards)
        self.cards = []
        self._building.run(self._steps(known, opened))

    def _steps(self, known: Known, opened: set[str]) -> Iterator[Step]:
        """From above to below: the Tab key goes through them in the order they were made in."""
        for slot in known.slots:
            yield partial(self._add_card, slot, known.first_ms, opened=slot.slot in opened)
        if not known.slots:
            yield lambda: self._cards.addWidget(label(tr("Nothing was known then."), "muted"))
        yield partial(self.gists.show_events, known.events, about=known.about)

    def _show_again(self) -> None:
        """Another look: what faded has other colours."""
        if self._known is not None and self.isVisible():
            self._show_known(self._known)
        self._stale = self._stale or not self.isVisible()

    def _add_card(self, slot: SlotFacts, first_ms: int, *, opened: bool) -> None:
        card = FactCard(self.context, slot, first_ms, stacked=self._narrow_page())
        self.cards.append(card)
        self._wire(card)
        self._cards.addWidget(card)
        if opened:
            card.toggle()

    def _wire(self, card: FactCard) -> None:
        card.edited.connect(self.doing.edit)
        card.forgotten.connect(self.doing.forget_fact)
        card.settled.connect(self.doing.settle)
        card.pinned.connect(self.doing.pin)
        card.curve_wanted.connect(partial(self._load_curve, card))
        card.source_opened.connect(self._open_source)

    def _load_curve(self, card: FactCard, segment: SegmentId) -> None:
        memories = self.engine.memories
        self._curve.run(lambda job: memories.curve(segment), card.show_curve, self.fail)

    def _narrow_page(self) -> bool:
        """Whether name, value and bar must stand below each other."""
        return self.width() < self.theme.px(980)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want other cards."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if self._narrow_page() else ways.LeftToRight)
        if self.cards and self._narrow_page() != self._was_narrow:
            self._load_facts()
        self._was_narrow = self._narrow_page()

    # doing

    def _show_now(self) -> None:
        self.now_chip.setChecked(True)
        self.as_of_chip.setChecked(False)
        self.date.hide()
        self._load_facts()

    def _show_as_of(self) -> None:
        self.as_of_chip.setChecked(True)
        self.now_chip.setChecked(False)
        self.date.show()
        self.date.setFocus()
        self._load_facts()

    def _open_source(self, source: FactSource) -> None:
        library = self.engine.library
        self.context.tasks.start(
            lambda job: library.hit(source.segment_id),
            lambda hit: self.open_hit.emit((hit, source.quote)),
            self.fail,
        )

    def _forget_subject(self) -> None:
        """Everything that the facts of a subject were read from."""
        if self.subject is None:
            return
        ids = {
            str(s.segment_id)
            for slot in (self._known.slots if self._known is not None else ())
            for fact in (*slot.current, *slot.earlier)
            for s in fact.sources
        }
        words = (
            f"{tr('All that is known of')} {self.subject.name}, {tr('and what it was read from')}"
        )
        dialog = ForgetDialog(self.context, ((words, DeleteRequest(ids=tuple(sorted(ids)))),), self)
        dialog.accepted.connect(lambda: self._forgotten(dialog))
        dialog.open()

    def _forgotten(self, dialog: ForgetDialog) -> None:
        if dialog.report is not None:
            self.banner.show_done(f"{tr('Forgotten')}: {report_words(dialog.report)}.")
        self.refresh()


def about(name: str, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Events that name a subject as a whole word, newest first."""
    word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    found = [
        event
        for event in events
        if name in event.people
        or (len(name) > 2 and any(word.search(text) for text in (event.title, *event.gist)))
    ]
    return tuple(sorted(found, key=lambda e: -e.start_ms)[:SHOWN])
