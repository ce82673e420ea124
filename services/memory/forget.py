"""Deletes memories with all that was made from them: gists, facts, answers, vectors, pixels."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from services.clock import Clock
from services.memory.facts import FactLearner
from services.memory.tell_events import EventMaker
from services.records import (
    CaptureId,
    ChangeKind,
    DeleteReport,
    DeleteRequest,
    DocumentId,
    Fact,
    SegmentId,
)
from services.store import Store
from services.store.deletion import Reach

_KINDS = (ChangeKind.CAPTURES, ChangeKind.EVENTS, ChangeKind.FACTS, ChangeKind.QUESTIONS)


@dataclass(frozen=True, slots=True)
class _Derived:
    """What becomes of facts: gone, read again (only a deleted text had their wording), or open."""

    withdrawn: tuple[Fact, ...]
    reread: tuple[Fact, ...]
    reopened: tuple[Fact, ...]


class Forgetter:
    """Forgets what the user asks to; a dry run tells the same numbers and changes nothing."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        on_change: Callable[[ChangeKind], None] = lambda _kind: None,
        drop_vectors: Callable[[], object] = lambda: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_change = on_change
        self._drop_vectors = drop_vectors
        self._events = EventMaker(store)
        self._learner = FactLearner(store)

    def forget(self, request: DeleteRequest, *, dry_run: bool = False) -> DeleteReport:
        """Delete what a request selects, everywhere, with what was derived from it.

        Rows go in one transaction; after it vectors, blobs, word indexes and free pages are
        cleaned. Events that keep captures get a new gist; facts that keep a source stay; a fact
        that a withdrawn one had ended holds again. What the user edited stays, without its source.
        """
        return self._forget(self._store.deletion.select(request), dry_run=dry_run)

    def forget_documents(self, ids: Iterable[DocumentId], *, dry_run: bool = False) -> DeleteReport:
        """Delete document versions with their text and all that was derived from them."""
        return self._forget(self._store.deletion.of_documents(ids), dry_run=dry_run)

    def forget_captures(self, ids: Iterable[CaptureId], *, dry_run: bool = False) -> DeleteReport:
        """Delete captures with all that was derived from them."""
        return self._forget(list(ids), dry_run=dry_run)

    def forget_words(
        self, capture: CaptureId, segments: Sequence[SegmentId], write: Callable[[], object]
    ) -> DeleteReport:
        """Let go of all that rested on the words of segments that ``write`` writes anew.

        It is called within the transaction. What it writes is read for facts at night. Word indexes
        and free pages are cleaned by ``Store.finish_scrub``.
        """

        def write_and_note() -> None:
            write()
            self._store.scrub_later()

        return self._replace(
            lambda: self._store.deletion.reach_within(capture, segments), write_and_note, later=True
        )

    def _forget(self, captures: list[CaptureId], *, dry_run: bool) -> DeleteReport:
        if dry_run:
            reach = self._store.deletion.reach(captures)
            return _report(reach, self._derived(reach), dry_run=True)
        return self._replace(
            lambda: self._store.deletion.reach(captures),
            lambda: self._store.deletion.delete(captures),
        )

    def _replace(
        self, look: Callable[[], Reach], write: Callable[[], object], *, later: bool = False
    ) -> DeleteReport:
        with self._store.transaction():
            reach = look()
            derived = self._derived(reach)
            write()
            self._withdraw(derived)
            for event in self._store.events.many(reach.events).values():
                self._events.rebuild(event, self._clock.now_ms())
            self._events.forget_words()
            for question in reach.questions:
                self._store.questions.delete(question)
        if reach.segments or reach.captures:
            self._drop_vectors()
            if not later:
                self._store.scrub()
            for kind in _KINDS:
                self._on_change(kind)
        return _report(reach, derived, dry_run=False)

    def _derived(self, reach: Reach) -> _Derived:
        lost = set(reach.segments)
        withdrawn: list[Fact] = []
        reread: list[Fact] = []
        for fact_id in reach.facts:
            fact = self._store.facts.get(fact_id)
            if fact is None or fact.edited:
                continue
            left = [s for s in fact.sources if s.segment_id not in lost]
            if not left:
                withdrawn.append(fact)
            elif not any(fact.value in source.quote for source in left):
                reread.append(fact)
        gone = {fact.id for fact in (*withdrawn, *reread)}
        ended = self._store.facts.ended_by(reach.segments)
        return _Derived(
            tuple(withdrawn), tuple(reread), tuple(f for f in ended if f.id not in gone)
        )

    def _withdraw(self, derived: _Derived) -> None:
        """Take facts back and mend the time lines they stood in."""
        for told in (*derived.withdrawn, *derived.reread):
            # as it is now: the one behind it may have gone a moment ago
            fact = self._store.facts.get(told.id) or told
            self._store.facts.delete([fact.id])
            history = _around(self._store, fact)
            for earlier in history:
                if fact.single and earlier.valid_to_ms == fact.valid_from_ms and not earlier.edited:
                    self._store.facts.close(earlier.id, _next_start(history, fact, earlier))
            marked = [f.id for f in history if f.conflicting]
            if len(marked) == 1:
                self._store.facts.set_conflicting(marked, conflicting=False)
            self._mark_rivals(fact)
        for fact in derived.reopened:
            self._reopen(fact)
        self._read_again(derived.reread)

    def _reopen(self, fact: Fact) -> None:
        """What only a deleted text had ended holds again, until the next value if any."""
        later = [
            f.valid_from_ms
            for f in _around(self._store, fact)
            if fact.single and f.valid_from_ms > fact.valid_from_ms
        ]
        self._store.facts.close(fact.id, min(later, default=None))

    def _mark_rivals(self, fact: Fact) -> None:
        """What one fact had ended may hold again in two versions: only the person can tell."""
        history = _around(self._store, fact)
        holding = [f.id for f in history if f.single and f.valid_to_ms is None]
        if len(holding) > 1:
            self._store.facts.set_conflicting(holding, conflicting=True)

    def _read_again(self, facts: tuple[Fact, ...]) -> None:
        left: list[SegmentId] = sorted({s.segment_id for f in facts for s in f.sources})
        for row in self._store.segments.hits(left).values():
            self._learner.learn(row)
        self._store.segments.mark_studied(left, studied=False)  # the model may word it as well


def _report(reach: Reach, derived: _Derived, *, dry_run: bool) -> DeleteReport:
    return DeleteReport(
        captures=len(reach.captures),
        segments=len(reach.segments),
        frames=len(reach.frames),
        documents=len(reach.documents),
        events=len(reach.events),
        facts=len(derived.withdrawn) + len(derived.reread),
        vectors=reach.vectors,
        cached_lines=reach.cached_lines,
        questions=len(reach.questions),
        dry_run=dry_run,
    )


def _next_start(history: list[Fact], gone: Fact, earlier: Fact) -> int | None:
    """When what held before a withdrawn fact ends now: where the next value begins, if any.

    Not where the withdrawn one ended: a text that ended it says nothing of the one before.
    """
    starts = (f.valid_from_ms for f in history if f.id != earlier.id)
    return min((at_ms for at_ms in starts if at_ms >= gone.valid_from_ms), default=None)


def _around(store: Store, fact: Fact) -> list[Fact]:
    """The part of its slot's history that a fact bears on."""
    return store.facts.near(fact.subject, fact.slot, fact.valid_from_ms, fact.value)
