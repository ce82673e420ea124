"""What is known and how it fades: facts, strength, consolidation and deletion."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from services.cancel import CancelToken, Progress, no_progress
from services.clock import DAY_MS
from services.engine.core import Core
from services.engine.foresight import Foresight
from services.errors import UsageError, WorldError
from services.memory.commitments import SLOT as COMMITMENT
from services.memory.commitments import due_ms, task_of
from services.memory.consolidate import Consolidator
from services.memory.feedback import GRACE_DAYS, Feedback
from services.memory.forget import Forgetter
from services.memory.strength import retrievability
from services.memory.study import Study
from services.records import (
    ChangeKind,
    Commitment,
    ConsolidationReport,
    DeleteReport,
    DeleteRequest,
    Fact,
    FactId,
    Fading,
    SegmentId,
    Signal,
    Strength,
    StudyReport,
    Subject,
)

OUTCOMES = ("done", "dropped")


class Memories:
    """Facts and the fate of memories. ``on_delete`` is called once something was deleted."""

    def __init__(
        self,
        core: Core,
        feedback: Feedback,
        consolidator: Consolidator,
        forgetter: Forgetter,
        study: Study,
        on_delete: Callable[[], None],
    ) -> None:
        self._core = core
        self._store = core.store
        self._feedback = feedback
        self._consolidator = consolidator
        self._forgetter = forgetter
        self._study = study
        self._on_delete = on_delete
        self._foresight = Foresight(core, feedback)

    def subjects(self) -> tuple[Subject, ...]:
        """Everyone and everything facts are known of, as strong as its most alive source."""
        now_ms = self._core.clock.now_ms()
        strongest: dict[str, float] = {}
        for name, stability_days, renewed_ms, pinned in self._store.facts.holders():
            days = (now_ms - renewed_ms) / DAY_MS
            alive = 1.0 if pinned else retrievability(days, stability_days)
            strongest[name] = max(strongest.get(name, 0.0), alive)
        # what the person wrote has no source and does not fade
        return tuple(
            replace(subject, strength=strongest.get(subject.name, 1.0))
            for subject in self._store.facts.subjects()
        )

    def facts(
        self,
        subject: str | None = None,
        at_ms: int | None = None,
        all: bool = False,  # noqa: A002 - the command line's word
    ) -> tuple[Fact, ...]:
        """What holds now; at an instant with ``at_ms``; or everything that ever held."""
        found = self._store.facts.all(
            at_ms if at_ms is not None or all else self._core.clock.now_ms(),
            subject,
            include_closed=all,
        )
        return tuple(found)

    def edit_fact(self, fact_id: FactId, value: str) -> Fact:
        """Correct a fact's value; the person's word wins over whatever is read later."""
        if not value.strip():
            raise UsageError("A fact needs a value.", "Type one, or forget the fact.")
        self._store.facts.edit(fact_id, value.strip())
        self._core.changes.tell(ChangeKind.FACTS)
        return self._fact(fact_id)

    def forget_fact(self, fact_id: FactId) -> None:
        """Remove a fact; it is not learned again from the same words."""
        self._store.facts.expire(fact_id)
        self._core.changes.tell(ChangeKind.FACTS)

    def restore_fact(self, fact_id: FactId) -> Fact:
        """Take the removal of a fact back; raises ``WorldError`` where its sources went since."""
        self._fact(fact_id)
        self._store.facts.restore(fact_id)
        self._core.changes.tell(ChangeKind.FACTS)
        return self._fact(fact_id)

    def settle(self, fact_id: FactId) -> Fact:
        """Say that of conflicting facts this one is right; the others are closed."""
        fact = self._fact(fact_id)
        rivals = [f for f in self._store.facts.key(fact.subject, fact.slot) if f.conflicting]
        with self._store.transaction():
            for rival in rivals:
                if rival.id != fact_id and rival.valid_to_ms is None:
                    self._store.facts.close(rival.id, max(rival.valid_from_ms, fact.valid_from_ms))
            self._store.facts.set_conflicting([f.id for f in rivals], False)
            self._store.facts.edit(fact_id, fact.value)
        self._core.changes.tell(ChangeKind.FACTS)
        return self._fact(fact_id)

    def commitments(self, *, ended: bool = False) -> tuple[Commitment, ...]:
        """What was promised and is not done, what is due first; with ``ended`` all there ever was.

        The others' promises are among them: ``who`` says whose.
        """
        facts = self._store.facts.in_slot(COMMITMENT, open_only=not ended)
        found = [_commitment(fact) for fact in facts]
        return tuple(sorted(found, key=lambda c: (not c.open, c.due_ms is None, c.due_ms or 0)))

    def end_commitment(self, fact_id: FactId, outcome: str) -> Commitment:
        """Say that a commitment is "done" or "dropped"; "" opens it again.

        It fades from then on like any other memory, and is not taken up again from the same words.
        Raises ``UsageError`` for another outcome or what is no commitment.
        """
        if outcome and outcome not in OUTCOMES:
            raise UsageError(f"“{outcome}” is no end of a commitment.", "Say done or dropped.")
        fact = self._fact(fact_id)
        if fact.slot != COMMITMENT:
            raise UsageError("This is no commitment.", "`commitments` lists them with their ids.")
        self._store.facts.finish(fact_id, outcome, self._core.clock.now_ms() if outcome else None)
        self._core.changes.tell(ChangeKind.FACTS)
        return _commitment(self._fact(fact_id))

    def _fact(self, fact_id: FactId) -> Fact:
        fact = self._store.facts.get(fact_id)
        if fact is None:
            raise WorldError("This fact is no longer kept.", "What it rested on was deleted.")
        return fact

    def feedback(self, segment: SegmentId | str, signal: Signal) -> Strength:
        """Tell how a memory was used; ``segment`` is its id, or an external id.

        An external id that stands for several segments tells it of all; the first is returned.
        Raises ``UsageError`` where there is no such memory.
        """
        ids = self._store.captures.resolve(str(segment))
        if not ids:
            raise UsageError(f"There is no memory {segment}.", "Use an id that a search gave.")
        told = [self._feedback.feedback(i, signal) for i in ids]
        return told[0]

    def sightings(self, segment_id: SegmentId) -> tuple[tuple[int, SegmentId], ...]:
        """When a text was seen (UTC milliseconds) and in which memory, the oldest first.

        What says the same is one memory, and each time that it was seen is kept.
        """
        return tuple(self._store.segments.sightings(segment_id))

    def fading(self, limit: int = 200) -> tuple[Fading, ...]:
        """What would move to a lower tier at the next nightly run, and why."""
        return self._foresight.fading(limit)

    def keep(self, segment_ids: Sequence[SegmentId], days: int = GRACE_DAYS) -> None:
        """Keep memories from fading for so many days of grace; 0 takes that back."""
        for segment_id in segment_ids:
            self._feedback.keep(segment_id, days)

    def strengths(self, segment_ids: Sequence[SegmentId]) -> dict[SegmentId, Strength]:
        """How alive memories are now; those that are gone are left out."""
        return {s.segment_id: s for s in self._feedback.strength_of(segment_ids)}

    def curve(self, segment_id: SegmentId) -> tuple[tuple[int, float], ...]:
        """Points (instant, retrievability) of a memory's forgetting curve."""
        return self._feedback.curve(segment_id)

    def consolidate(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> ConsolidationReport:
        """Do the nightly work now."""
        try:
            return self._consolidator.run(progress, cancel)
        finally:
            self._core.rest()

    def study(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> StudyReport:
        """Read for facts with the chosen language model now, until all is read.

        Without one nothing is read. Raises ``Cancelled`` and ``ModelError``; what was read until
        then stays read.
        """
        return self._study.run(progress, cancel)

    def delete(
        self,
        request: DeleteRequest,
        *,
        dry_run: bool = False,
    ) -> DeleteReport:
        """Delete everywhere, with what was derived; a dry run tells the same numbers."""
        report = self._forgetter.forget(request, dry_run=dry_run)
        if not dry_run:
            self._foresight.forget()
            self._on_delete()
        return report


def _commitment(fact: Fact) -> Commitment:
    return Commitment(
        fact_id=fact.id,
        who=fact.subject,
        task=task_of(fact.value),
        said_ms=fact.valid_from_ms,
        due_ms=due_ms(fact.value),
        ended_ms=fact.valid_to_ms,
        outcome=fact.outcome,
        sources=fact.sources,
    )
