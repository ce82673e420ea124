"""The nightly job: what is new becomes known, grouped and weighed; the rest may fade.

Steps, each in small transactions: repeated texts (by words, then by vectors), facts and salience,
events with their gists, tiers, pictures. The job's checkpoint tells which steps are done and what
they counted, so that a run that was cut off anywhere goes on from there and ends as if it had not
been.
"""

import json
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from time import perf_counter

from services.cancel import CancelToken, Progress, no_progress
from services.clock import DAY_MS, Clock
from services.memory.alike import find_alike
from services.memory.duplicates import Twin, find_twins, known_prints
from services.memory.events import VectorsOf
from services.memory.facts import FactLearner
from services.memory.feedback import state_of
from services.memory.pictures import drop_over_budget, fade_pictures
from services.memory.refresh import SalienceRefresh
from services.memory.strength import reinforce
from services.memory.tell_events import EventMaker
from services.memory.tiers import apply_plan, plan_tiers
from services.records import ChangeKind, ConsolidationReport, SegmentId, Signal
from services.said import said
from services.settings import Settings
from services.store import Store
from services.store.rows import HitRow
from services.store.segments import MemoryChange

log = logging.getLogger("memory.consolidate")

JOB = "consolidate"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class _State:
    """Where a run stands: what is stored as the job's checkpoint."""

    step: int = 0
    started_ms: int = 0
    events: int = 0
    gists: int = 0
    facts_added: int = 0
    facts_closed: int = 0
    duplicates: int = 0
    pictures_faded: int = 0
    fresh: int = 0  # segments that this run took in
    refresh_left: int = -1  # segments whose salience is still to be weighed anew; -1: not decided


class Consolidator:
    """Runs the nightly job; safe to stop at any moment and to run again."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: Callable[[], Settings],
        on_change: Callable[[ChangeKind], None] = lambda _kind: None,
        vectors: VectorsOf | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._on_change = on_change
        self._learner = FactLearner(store)
        self._refresh = SalienceRefresh(store, lambda: settings().memory.half_lives)
        self._vectors = vectors
        self._events = EventMaker(store, vectors)
        self._alone = threading.Lock()  # the schedule and the person may both ask for a run

    def run(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> ConsolidationReport:
        """Take in what is new and decide what fades.

        ``progress`` hears of every batch before it begins. Raises ``Cancelled`` where it was
        stopped; the next run goes on from there.
        """
        with self._alone:
            return self._run(progress, cancel)

    def _run(self, progress: Progress, cancel: CancelToken | None) -> ConsolidationReport:
        begun = perf_counter()
        state = _read(self._store.jobs.start(JOB).checkpoint)
        if not state.started_ms:
            state = replace(state, started_ms=self._clock.now_ms())
        steps: tuple[Callable[[_State, Callable[[], None]], _State], ...] = (
            self._mark_duplicates,
            self._mark_alike,
            self._digest,
            self._weigh_again,
            self._make_events,
            self._move_tiers,
            self._fade_pictures,
        )
        while state.step < len(steps):
            index = state.step

            def tick(step: int = index) -> None:
                progress(step, len(steps), _STEP_WORDS[step])
                if cancel is not None:
                    cancel.check()

            tick()
            state = steps[index](state, tick)
            state = replace(state, step=index + 1)
            self._save(state)
        report = self._report(state, int((perf_counter() - begun) * 1000))
        self._store.jobs.finish(JOB, json.dumps(asdict(report)))
        for kind in (ChangeKind.EVENTS, ChangeKind.FACTS, ChangeKind.STRENGTH):
            self._on_change(kind)
        return report

    def group_today(self) -> int:
        """Group what came in since the last run into events, so that today has some already.

        The night cuts them anew. Returns how many events were made; it takes milliseconds where
        little is new. While the night's work runs, nothing is done.
        """
        if not self._alone.acquire(blocking=False):
            return 0
        try:
            return self._group()
        finally:
            self._alone.release()

    def _group(self) -> int:
        idle_ms, now_ms = self._settings().memory.idle_cut_s * 1000, self._clock.now_ms()
        count = 0
        for some in self._events.open_sessions(idle_ms, live=True):
            with self._store.transaction():
                for session in some:
                    count += self._events.make(session, idle_ms, now_ms, live=True).events
        if count:
            self._on_change(ChangeKind.EVENTS)
        return count

    def last_report(self) -> ConsolidationReport | None:
        """What the last finished run did."""
        job = self._store.jobs.get(JOB)
        if job is None or job.finished_ms is None or not job.report:
            return None
        return ConsolidationReport(**json.loads(job.report))

    def _save(self, state: _State) -> None:
        self._store.jobs.checkpoint(JOB, json.dumps(asdict(state)))

    # --- steps -----------------------------------------------------------------------------------
    def _mark_duplicates(self, state: _State, tick: Callable[[], None]) -> _State:
        """Mark repeated texts; an independent repetition strengthens what was there first."""
        after, known = SegmentId(0), known_prints(self._store)
        while rows := self._new_after(after):
            tick()
            state = self._mark(find_twins(self._store, rows, known), state)
            after = rows[-1].segment.id
        return state

    def _mark_alike(self, state: _State, tick: Callable[[], None]) -> _State:
        """Mark texts that say the same in other words, where there are vectors."""
        if self._vectors is not None:
            for twins in find_alike(self._store, self._vectors, tick):
                state = self._mark(twins, state)
        return state

    def _mark(self, twins: Sequence[Twin], state: _State) -> _State:
        with self._store.transaction():
            for twin in twins:
                self._store.segments.update(twin.later, MemoryChange(duplicate_of=twin.earlier))
                if twin.independent:
                    self._seen_again(twin.earlier, twin.later)
            state = replace(state, duplicates=state.duplicates + len(twins))
            self._save(state)
        return state

    def _new_after(self, after: SegmentId) -> list[HitRow]:
        """The next batch of segments that were not taken in yet, by id."""
        return self._store.segments.undigested_after(after, _BATCH)

    def _seen_again(self, earlier: SegmentId, later: SegmentId) -> None:
        found = self._store.segments.many([earlier, later])
        first = found[earlier]
        state = reinforce(state_of(first), Signal.SEEN_AGAIN, found[later].at_ms)
        self._store.segments.update(
            earlier,
            MemoryChange(
                stability_days=state.stability_days,
                difficulty=state.difficulty,
                reinforced_at_ms=state.reinforced_at_ms,
                uses=state.uses,
            ),
        )

    def _digest(self, state: _State, tick: Callable[[], None]) -> _State:
        """Learn facts from what is new and weigh it with tonight's word statistics."""
        # a small library is weighed anew whole in the next step
        weigh = None if self._refresh.whole() else self._refresh.tonight()
        while rows := self._store.segments.undigested(_BATCH):
            tick()
            with self._store.transaction():
                for row in self._telling(rows):
                    learned = self._learner.learn(row)
                    state = replace(
                        state,
                        facts_added=state.facts_added + learned.added,
                        facts_closed=state.facts_closed + learned.closed,
                    )
                if weigh is not None:
                    weigh(rows)
                self._store.segments.mark_digested(row.segment.id for row in rows)
                state = replace(state, fresh=state.fresh + len(rows))
                self._save(state)
        return state

    def _telling(self, rows: Sequence[HitRow]) -> list[HitRow]:
        """Rows in order of time, without those that only repeat another on the same day."""
        firsts = self._store.segments.many(
            row.segment.duplicate_of for row in rows if row.segment.duplicate_of is not None
        )
        telling = []
        for row in rows:
            first = firsts.get(row.segment.duplicate_of or SegmentId(0))
            if first is None or row.segment.at_ms // DAY_MS != first.at_ms // DAY_MS:
                telling.append(row)
        return sorted(telling, key=lambda row: (row.segment.at_ms, row.segment.id))

    def _weigh_again(self, state: _State, tick: Callable[[], None]) -> _State:
        """Weigh older memories anew, some each night: what is rare changes as a library grows."""
        if state.refresh_left < 0:
            state = replace(state, refresh_left=self._refresh.share(state.fresh))
            self._save(state)
        weigh = self._refresh.tonight() if state.refresh_left else None
        while weigh is not None and state.refresh_left > 0:
            tick()
            with self._store.transaction():
                done = self._refresh.next_batch(weigh, min(_BATCH, state.refresh_left))
                left = state.refresh_left - done if done else 0
                state = replace(state, refresh_left=left)
                self._save(state)
        return state

    def _make_events(self, state: _State, tick: Callable[[], None]) -> _State:
        """Group captures into events with gists, some whole sessions in each transaction."""
        idle_ms = self._settings().memory.idle_cut_s * 1000
        for some in self._events.open_sessions(idle_ms):
            tick()
            with self._store.transaction():
                for session in some:
                    made = self._events.make(session, idle_ms, state.started_ms)
                    state = replace(
                        state, events=state.events + made.events, gists=state.gists + made.gists
                    )
                self._save(state)
        return state

    def _move_tiers(self, state: _State, tick: Callable[[], None]) -> _State:
        """Move memories between tiers, all in one transaction: no budget is ever exceeded."""
        tick()
        plan = plan_tiers(self._store, self._settings().memory, state.started_ms)
        with self._store.transaction():
            moved = apply_plan(self._store, plan)
        if moved:
            self._on_change(ChangeKind.TIERS)
        return state

    def _fade_pictures(self, state: _State, tick: Callable[[], None]) -> _State:
        """Turn old pictures into thumbnails, a few in each transaction."""
        memory = self._settings().memory
        before_ms = state.started_ms - memory.pixels_days * DAY_MS
        for batch in fade_pictures(self._store, before_ms):
            tick()
            with self._store.transaction():
                faded = self._store.frames.fade_many(batch)
                state = replace(state, pictures_faded=state.pictures_faded + faded)
                self._save(state)
        over = drop_over_budget(self._store, memory.disk_budget_mb * 1_000_000)
        self._store.sweep()
        return replace(state, pictures_faded=state.pictures_faded + over)

    def _report(self, state: _State, ms: int) -> ConsolidationReport:
        return ConsolidationReport(
            events=state.events,
            gists=state.gists,
            facts_added=state.facts_added,
            facts_closed=state.facts_closed,
            duplicates=state.duplicates,
            pictures_faded=state.pictures_faded,
            tiers=self._store.segments.count_by_tier(),
            ms=ms,
        )


_STEP_WORDS = said(
    (
        "finding repetitions",
        "finding what says the same",
        "learning facts",
        "weighing memories",
        "making events",
        "deciding what fades",
        "fading pictures",
    )
)


def _read(checkpoint: str) -> _State:
    if not checkpoint:
        return _State()
    try:
        return _State(**json.loads(checkpoint))
    except (
        TypeError,
        json.JSONDecodeError,
    ):  # another version wrote it: begin anew, all is idempotent
        log.warning("an old checkpoint could not be read; the nightly job starts over")
        return _State()
