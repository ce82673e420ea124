"""Takes what a source yields into memory: by the exclusions, in batches, each thing once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from services.cancel import CancelToken, Progress, no_progress
from services.capture.rules import Rules
from services.errors import UsageError
from services.memory.ingest import Ingest, RedactionFailedError
from services.records import ImportReport, NewCapture, WindowInfo, Withheld
from services.said import said
from services.settings import Settings
from services.sources.base import Item, ItemSource
from services.store import Store

BATCH = 500


@dataclass(slots=True)
class _Tally:
    """What came of the items so far."""

    imported: int = 0
    skipped: int = 0
    left_out: int = 0
    cursor: int = 0
    from_ms: int | None = None
    to_ms: int | None = None
    errors: list[tuple[int, str]] = field(default_factory=list)
    withheld: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def saw(self, at_ms: int) -> None:
        self.from_ms = at_ms if self.from_ms is None else min(self.from_ms, at_ms)
        self.to_ms = at_ms if self.to_ms is None else max(self.to_ms, at_ms)


class Intake:
    """One way in for all sources. ``now_ms`` dates the ledger's lines."""

    def __init__(
        self,
        store: Store,
        ingest: Ingest,
        settings: Callable[[], Settings],
        now_ms: Callable[[], int],
    ) -> None:
        self._store = store
        self._ingest = ingest
        self._settings = settings
        self._now_ms = now_ms

    def take(
        self,
        source: ItemSource,
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
        *,
        dry_run: bool = False,
        on_batch: Callable[[int], None] = lambda _cursor: None,
    ) -> ImportReport:
        """Bring in all items; those whose external id is known are skipped.

        A dry run stores nothing and tells what would come in. ``on_batch`` hears the cursor of the
        last item of each batch that was stored. What the exclusions cover is left out and noted in
        the ledger. Raises ``SourceError``, and ``Cancelled`` between batches: what is stored stays.
        """
        rules = Rules(self._settings().capture)
        tally = _Tally()
        batch: list[tuple[int, NewCapture]] = []
        total = source.total()
        for done, item in enumerate(source.items(), start=1):
            self._sort(item, rules, tally, batch)
            if len(batch) >= BATCH:
                self._store_batch(batch, tally, dry_run=dry_run)
                on_batch(tally.cursor)
            if done % BATCH == 0:
                progress(
                    done, max(total, done) if total else 0, said(f"Importing from {source.program}")
                )
                if cancel is not None:
                    cancel.check()
        self._store_batch(batch, tally, dry_run=dry_run)
        on_batch(tally.cursor)
        if not dry_run:
            self._note_withheld(tally)
        return ImportReport(
            tally.imported,
            tally.skipped,
            tuple(sorted(tally.errors)),
            program=source.program,
            left_out=tally.left_out,
            dry_run=dry_run,
            from_ms=tally.from_ms,
            to_ms=tally.to_ms,
        )

    def _sort(
        self, item: Item, rules: Rules, tally: _Tally, batch: list[tuple[int, NewCapture]]
    ) -> None:
        """Put an item where it belongs: into the batch, to the errors, or to what is left out."""
        tally.cursor = max(tally.cursor, item.cursor)
        capture = item.capture
        if capture is None:
            if item.error:
                tally.errors.append((item.number, item.error))
            return
        match = rules.match(WindowInfo(capture.app, capture.title, capture.url))
        if match is not None:
            tally.left_out += 1
            key = (match.rule, match.kind, match.app)
            tally.withheld[key] = tally.withheld.get(key, 0) + 1
            return
        tally.saw(capture.at_ms)
        batch.append((item.number, capture))

    def _store_batch(
        self, batch: list[tuple[int, NewCapture]], tally: _Tally, *, dry_run: bool
    ) -> None:
        """Store a batch in one transaction; where one record fails, it goes record by record."""
        known = self._store.captures.known_external(
            capture.external_id for _, capture in batch if capture.external_id
        )
        fresh: list[tuple[int, NewCapture]] = []
        for number, capture in batch:
            if capture.external_id in known:
                tally.skipped += 1
                continue
            known |= {capture.external_id} if capture.external_id else set()
            fresh.append((number, capture))
        batch.clear()
        if dry_run:
            tally.imported += len(fresh)
            return
        try:
            tally.imported += len(self._ingest.add_many(capture for _, capture in fresh))
        except (UsageError, RedactionFailedError):
            for number, capture in fresh:
                try:
                    self._ingest.add(capture)
                    tally.imported += 1
                except (UsageError, RedactionFailedError) as error:
                    tally.errors.append((number, error.message))

    def _note_withheld(self, tally: _Tally) -> None:
        for (rule, kind, app), count in tally.withheld.items():
            self._store.ledger.add(Withheld(self._now_ms(), rule, kind, app, count))
