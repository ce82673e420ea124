"""Feeds a folder of pictures through the very same comparison and pipeline as live capture."""

import logging
from collections.abc import Callable
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.capture.looker import Looker
from services.capture.pipeline import Pipeline
from services.capture.screens.replay import ReplayFrame, ReplayScreen
from services.records import FrameCounts, ReplayReport

log = logging.getLogger("afterimage.capture.replay")


def replay(
    folder: Path,
    looker: Looker,
    pipeline: Pipeline,
    *,
    offset_min: int = 0,
    move_clock: Callable[[int], None] = lambda _at_ms: None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> ReplayReport:
    """Replay every ``*.png`` of ``folder`` in the order of the times that they are named by.

    ``move_clock`` is told the time (UTC milliseconds) of each picture before it is looked at.
    ``cpu_s`` of the report has ``decode`` (reading of the files), ``compare`` and the pipeline's
    stages. ``looker`` is a fresh one. Raises ``CaptureUnavailableError`` where there is no such
    folder, ``Cancelled`` between two pictures; what was stored stays.
    """
    screen = ReplayScreen(folder)
    before = (pipeline.kept, pipeline.costs())
    pipeline.forget()
    try:
        while (frame := screen.step()) is not None:
            if cancel is not None:
                cancel.check()
            move_clock(frame.at_ms)
            _show(frame, screen, looker, pipeline, offset_min)
            progress(screen.total - screen.left, screen.total, frame.path.name)
        for change in looker.release():
            pipeline.process(change)
    finally:
        screen.close()
        pipeline.spend("compare", looker.take_cost())
        looker.flush()
        pipeline.flush()
    return _report(screen, looker, pipeline, before)


def _show(
    frame: ReplayFrame, screen: ReplayScreen, looker: Looker, pipeline: Pipeline, offset_min: int
) -> None:
    windows = screen.windows()
    decision = looker.decide(windows)
    if decision.matches:
        looker.withhold(decision, frame.at_ms)
    if decision.whole is not None:
        changes = looker.release()
    else:
        monitor = screen.monitors()[0]
        changes = looker.look(frame.shot, monitor, decision, windows, offset_min)
    for change in changes:
        pipeline.process(change)


def _report(
    screen: ReplayScreen,
    looker: Looker,
    pipeline: Pipeline,
    before: tuple[int, dict[str, float]],
) -> ReplayReport:
    kept = pipeline.kept - before[0]
    seen = looker.seen + looker.withheld
    spent = {
        stage: seconds - before[1].get(stage, 0.0) for stage, seconds in pipeline.costs().items()
    }
    cpu_s = {"decode": screen.decode_cpu_s, **spent}
    log.info("replayed %d pictures, kept %d", seen, kept)
    counts = FrameCounts(
        seen=seen, kept=kept, dropped=seen - kept - looker.withheld, withheld=looker.withheld
    )
    return ReplayReport(counts, cpu_s, tuple(screen.failures))
