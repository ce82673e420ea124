"""Sizes, health, copies, and what the library will grow to."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.engine.backup import back_up
from services.engine.core import Core
from services.engine.costs import CostBook
from services.engine.doctor import Doctor
from services.engine.export import export_library
from services.engine.forecast import forecast
from services.index.meaning import Meaning
from services.memory.quota import Quota
from services.records import CaptureState, Check, EmbedderState, QuotaPreview, Stats

_OCR = ("lines", "from_cache")


class Upkeep:
    """Looks after the library as a whole."""

    def __init__(
        self,
        core: Core,
        doctor: Doctor,
        costs: CostBook,
        quota: Quota,
        capture: Callable[[], CaptureState],
        meaning: Meaning,
    ) -> None:
        self._meaning = meaning
        self._core = core
        self._doctor = doctor
        self._costs = costs
        self._quota = quota
        self._capture = capture

    def stats(self) -> Stats:
        """Sizes, tiers and costs."""
        sizes = self._core.store.stats()
        counters = sizes.counters
        looks = {name: int(n) for name, n in _under("frames.", counters).items()}
        capture = self._capture()
        return Stats(
            captures=sizes.captures,
            segments=sizes.segments,
            facts=sizes.facts,
            bytes={
                "database": sizes.database_bytes,
                "images": sizes.image_bytes,
                "texts": sizes.text_bytes,
                "vectors": folder_bytes(self._core.data.vectors),
            },
            frames=sizes.frames | looks,
            ocr={name: int(counters.get(f"ocr.{name}", 0)) for name in _OCR},
            cpu_s=_under("cpu_s.", counters),
            events=sizes.events,
            documents=sizes.documents,
            oldest_ms=sizes.oldest_ms,
            newest_ms=sizes.newest_ms,
            today=self._costs.today(),
            backlog=capture.backlog,
            backlog_bytes=capture.backlog_bytes,
        )

    def doctor(
        self,
        repair: bool = False,
        tell: Callable[[Check], object] = lambda _check: None,
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[Check, ...]:
        """Check every part; with ``repair``, rebuild first what can be rebuilt.

        ``tell`` hears of each as soon as it is known. Raises ``Cancelled``.
        """
        return self._doctor.run(repair=repair, tell=tell, progress=progress, cancel=cancel)

    def embedder(self) -> EmbedderState:
        """Which model finds by meaning, which is to come, and what is wrong."""
        return self._meaning.state()

    def choose_embedder(self, path: Path | None) -> EmbedderState:
        """Find by meaning with a GGUF embedding model, or with the bundled one (None).

        The change is made in the background. Raises ``ModelError`` where the file is no embedding
        model; then all stays as it was.
        """
        if path is not None:
            self._meaning.check(str(path))
        self._core.preferences.change("index.embedder_path", "" if path is None else str(path))
        return self._meaning.state()

    def backup(
        self, file: Path, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> dict[str, int]:
        """Write one sealed, verified file; returns ``files`` and ``bytes``."""
        try:
            return back_up(
                self._core.data, self._core.store, file, progress, cancel or CancelToken()
            )
        finally:
            self._core.rest()

    def export(
        self, folder: Path, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> dict[str, int]:
        """Write everything in open formats, unprotected; returns how many of each."""
        try:
            return export_library(self._core.store, folder, progress, cancel or CancelToken())
        finally:
            self._core.rest()

    def quota(self) -> QuotaPreview:
        """What the disk budget and the days would let go of if they were applied now."""
        return self._quota.preview()

    def forecast(self) -> tuple[tuple[int, int], ...]:
        """(instant, bytes) for the next two years if capture goes on as in the last weeks."""
        stats, memory = self.stats(), self._core.preferences.current.memory
        return forecast(stats, memory, self._core.clock.now_ms())


def _under(prefix: str, counters: dict[str, float]) -> dict[str, float]:
    return {n.removeprefix(prefix): v for n, v in counters.items() if n.startswith(prefix)}


def folder_bytes(folder: Path) -> int:
    """Bytes of all files in a folder and below; what goes meanwhile counts for nothing."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += path.stat().st_size if path.is_file() else 0
    return total
