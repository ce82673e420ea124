"""Lets a memory say something else: its old words go everywhere, what it is stays."""

from collections.abc import Callable

from services.clock import Clock
from services.memory.forget import Forgetter
from services.memory.ingest import Ingest
from services.records import Capture, ChangeKind, DeleteReport, NewCapture
from services.store import Store
from services.store.rewriting import plan_rewrite


class Rewriter:
    """Writes what the person changes over what was there."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ingest: Ingest,
        forgetter: Forgetter,
        on_change: Callable[[ChangeKind], None] = lambda _kind: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ingest = ingest
        self._forgetter = forgetter
        self._on_change = on_change

    def rewrite(self, capture: Capture, new: NewCapture) -> DeleteReport:
        """Let a capture hold the segments and the title of ``new``, and tell what went with them.

        Its id, its time and the id of its first segment stay, and so do sections that say the same.
        What rested on the words that go (facts, gists, answers, vectors) is withdrawn or made anew,
        all in one transaction. Raises as ``Ingest.add``; then all is as it was.
        """
        cleaned, withheld = self._ingest.clean(new)
        old = self._store.segments.of_capture(capture.id)
        plan = plan_rewrite(capture.id, cleaned.title, old, cleaned.segments)

        def write() -> None:
            made = self._store.rewriting.write(plan, capture.at_ms, self._clock.now_ms())
            self._ingest.judge(cleaned, made)
            for entry in withheld:
                self._store.ledger.add(entry)

        report = self._forgetter.forget_words(capture.id, plan.lost, write)
        for kind in (ChangeKind.CAPTURES, ChangeKind.EVENTS):
            self._on_change(kind)
        return report
