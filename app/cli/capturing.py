"""Commands that capture: run without a window, and replay of pictures."""

import argparse
import signal
import time

from app.cli import shapes
from app.cli.context import Context, existing
from services.errors import UsageError

_POLL_S = 0.5


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to the parser."""
    run = commands.add_parser("run", help="capture screen and files without a window")
    run.add_argument("--headless", action="store_true", help="needed: the window is the default")
    run.add_argument("--seconds", type=float, help="stop after so long")
    run.add_argument(
        "--consent", action="store_true", help="agree to the capture of your screen (asked once)"
    )
    run.set_defaults(run=run_headless)
    capture = commands.add_parser("capture", help="feed pictures through the capture pipeline")
    capture.add_argument("--replay", metavar="DIR", required=True, help="*.png named by time")
    capture.set_defaults(run=run_replay)


def run_headless(context: Context) -> int:
    """``run --headless [--seconds N]``."""
    args = context.args
    if not args.headless:
        raise UsageError("Without --headless there is the window: start the program alone.")
    until = None if args.seconds is None else time.monotonic() + args.seconds
    signal.signal(signal.SIGTERM, lambda *_: context.cancel.cancel())
    with context.open() as engine:
        if args.consent:
            engine.recording.give_consent()
        engine.start()
        while not context.cancel.wait(_POLL_S):
            if until is not None and time.monotonic() >= until:
                break
        engine.settle()
        state = engine.recording.state()
    counts = {
        "seen": state.seen,
        "kept": state.kept,
        "dropped": state.dropped,
        "withheld": state.withheld,
    }
    value = {"mode": str(state.mode), "frames": counts, "cpu_s": state.cpu_s}
    context.out.result(value, f"{state.detail} {state.seen} looks, {state.kept} kept.".strip())
    return 0


def run_replay(context: Context) -> int:
    """``capture --replay DIR``."""
    folder = existing(context.args.replay)
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder.", "Name a folder of pictures.")
    with context.open() as engine:
        report = engine.recording.replay(folder, context.out.progress, context.cancel)
    counts = report.frames
    words = f"{counts.seen} frames seen, {counts.kept} kept, {counts.dropped} without news."
    for failure in report.errors:
        words += f"\n{failure.path}: {failure.error}"
    context.out.result(shapes.replay(report), words)
    return 0
