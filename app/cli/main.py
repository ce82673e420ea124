"""Reads the command line, runs the command, and turns failures into words and exit codes."""

import argparse
import getpass
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from app import logs
from app.cli import (
    asking,
    capturing,
    keeping,
    library,
    looking_back,
    models,
    pausing,
    remembering,
    showing,
    sources,
)
from app.cli.context import Command, Context
from app.cli.output import Output
from app.compose import Opening, create_library, open_library
from services.cancel import CancelToken
from services.clock import Clock, ManualClock, SystemClock, parse_instant
from services.engine import Engine
from services.errors import Cancelled, UsageError, VaultError, WorldError
from services.settings import Settings
from services.vault.datadir import default_data_dir
from services.vault.keysources import KEYRING, Keyring, KeySource, Passphrase, key_file
from services.vault.vault import Vault

log = logging.getLogger("afterimage.cli")

DONE, WORLD_FAILED, BAD_USAGE, BUG = 0, 1, 2, 70
GROUPS = (
    library, asking, models, capturing, pausing, remembering, looking_back, keeping, showing,
    sources,
)  # fmt: skip


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="afterimage",
        description="A private memory on your own computer. Without a command: the window.",
    )
    parser.add_argument("--data-dir", metavar="DIR", type=Path, help="where the library lies")
    parser.add_argument(
        "--key-file",
        metavar="FILE",
        type=Path,
        help="its content is the passphrase; makes the library at first use",
    )
    parser.add_argument("--now", metavar="ISO8601", help="the clock, for replays and tests")
    parser.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        dest="overrides",
        help="a setting for this run",
    )
    parser.add_argument("--hidden", action="store_true", help="the window waits in the tray")
    parser.add_argument(
        "--ask", action="store_true", help="the window comes up, also of a running program, to ask"
    )
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for group in GROUPS:
        group.register(commands)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command, or the window without one; returns the exit code."""
    args = build_parser().parse_args(arguments)
    out = Output(as_json=args.json)
    cancel = CancelToken()
    signal.signal(signal.SIGINT, lambda *_: cancel.cancel())
    for name in ("SIGUSR1", "SIGUSR2"):
        # "Show your window", from a second start: a command has none, and must not die of it.
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    try:
        context = _context(args, out, cancel)
        logs.begin(context.data_dir)
        command: Command = getattr(args, "run", run_window)
        return command(context) or DONE
    except UsageError as error:
        out.note(str(error))
        return BAD_USAGE
    except WorldError as error:
        out.note(str(error))
        return WORLD_FAILED
    except (Cancelled, KeyboardInterrupt):
        out.note("Stopped. What was finished before stays.")
        return WORLD_FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return WORLD_FAILED
    except Exception:
        log.exception("a bug")
        out.note("This is a bug in Afterimage; please report it. The log has the details.")
        return BUG


def run_window(context: Context) -> int:
    """No command: the window."""
    from app import window  # Qt is loaded only where a window is wanted

    chosen = context.args.key_file
    return window.run_window(context, None if chosen is None else key_file(chosen))


def _context(args: argparse.Namespace, out: Output, cancel: CancelToken) -> Context:
    clock = _clock(args.now)
    data_dir: Path = (args.data_dir or default_data_dir()).expanduser().resolve()
    overrides = _overrides(args.overrides)

    def open_engine() -> Engine:
        opening = Opening(data_dir, _unlock(args, data_dir), clock, overrides)
        if Vault.exists(data_dir):
            return open_library(opening)
        engine, code = create_library(opening)
        out.note(f"A new library was made in {data_dir}.")
        if args.key_file is None:
            out.note(f"Recovery code, shown only now; write it down: {code}")
        return engine

    return Context(args, out, open_engine, clock, data_dir, cancel, overrides)


def _clock(now_text: str | None) -> Clock:
    if now_text is None:
        return SystemClock()
    try:
        now_ms, offset_min = parse_instant(now_text)
    except ValueError:
        raise UsageError(
            f"“{now_text}” is no date or time.", "Write --now as 2026-03-17T14:30:00Z."
        ) from None
    return ManualClock(now_ms, offset_min)


def _overrides(pairs: Sequence[str]) -> dict[str, str]:
    overrides = {}
    settings = Settings()
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise UsageError(f"“{pair}” is no setting.", "Write --set KEY=VALUE.")
        settings = settings.with_text(key.strip(), text)
        overrides[key.strip()] = text
    return overrides


def _unlock(args: argparse.Namespace, data_dir: Path) -> KeySource:
    if args.key_file is not None:
        return key_file(args.key_file)
    if not Vault.exists(data_dir) or Vault.kind_of(data_dir) == KEYRING:
        return Keyring()
    if not sys.stdin.isatty():
        raise VaultError("This library needs its passphrase.", "Give it with --key-file FILE.")
    return Passphrase(getpass.getpass("Passphrase: "))
