"""The command for what is read beside the screen: sources."""

import argparse
from pathlib import Path

from app.cli import shapes
from app.cli.context import Context, existing
from app.cli.library import add_words, import_words
from services.clock import format_instant
from services.engine import Engine
from services.errors import UsageError
from services.records import BrowserState, FileFailure, FolderMode, FolderState

_SHOWN = 20


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command to the parser."""
    sources = commands.add_parser(
        "sources", help="what is read of folders and browsers, how far, and what failed"
    )
    actions = sources.add_subparsers(dest="action", metavar="ACTION")
    watch = actions.add_parser("watch", help="read a folder and follow its changes")
    unwatch = actions.add_parser("unwatch", help="follow it no longer; what was read stays")
    for action in (watch, unwatch):
        action.add_argument("folder", metavar="DIR")
    pause = actions.add_parser("pause", help="read nothing of watched folders until `resume`")
    resume = actions.add_parser("resume", help="read on; a folder paused by name waits for its own")
    for action in (pause, resume):
        action.add_argument("folder", nargs="?", metavar="DIR", help="without: all of them")
    retry = actions.add_parser("retry", help="try again what could not be read")
    retry.add_argument("path", nargs="?", metavar="PATH", help="without: all of it")
    actions.add_parser("browsers", help="read the histories of browsers now")
    sources.set_defaults(run=run_sources)


def run_sources(context: Context) -> int:
    """``sources [watch DIR | unwatch DIR | pause [DIR] | resume [DIR] | retry [PATH] | …]``."""
    action = context.args.action
    with context.open() as engine:
        if action == "retry":
            return _retry(context, engine)
        if action == "browsers":
            report = engine.sources.read_browsers(context.out.progress, context.cancel)
            context.out.result(shapes.imported(report), import_words(report))
            return 0
        if action is not None:
            _change(context, engine)
        folders, browsers = engine.library.folders(), engine.sources.browsers()
        failures = engine.library.failures()
        paused, wanted = engine.sources.paused(), engine.settings.sources.browsers
        copies = engine.settings.sources.clipboard
        problem = engine.sources.try_clipboard()
        consent = engine.recording.consent_given()
    shape = {
        "paused": paused,
        "folders": [shapes.folder(one) for one in folders],
        "failed": [{"path": f.path, "error": f.error} for f in failures],
        "clipboard": copies,
        "clipboard_problem": problem,
        "browsers_wanted": wanted,
        "browsers": [shapes.browser(one) for one in browsers],
    }
    words = _words(folders, failures, browsers if wanted else None)
    context.out.result(shape, f"{words}\n{_copies_words(problem, wanted=copies, consent=consent)}")
    return 0


def _change(context: Context, engine: Engine) -> None:
    action, named = context.args.action, context.args.folder
    if action == "watch":
        engine.library.watch(existing(named))
        return
    folder = None if named is None else Path(named).expanduser().resolve()
    if action == "pause":
        engine.sources.pause(folder)
    elif action == "resume":
        engine.sources.resume(folder)
    elif folder is not None:
        if str(folder) not in engine.settings.files.folders:
            raise UsageError(f"{folder} is not watched.", "`sources` lists what is.")
        engine.library.unwatch(folder)


def _retry(context: Context, engine: Engine) -> int:
    path = context.args.path
    if path is None:
        report = engine.sources.retry_failed(context.out.progress, context.cancel)
    else:
        report = engine.library.retry(existing(path).resolve())
    context.out.result(shapes.added(report), add_words(report))
    return 0


def _words(
    folders: tuple[FolderState, ...],
    failures: tuple[FileFailure, ...],
    browsers: tuple[BrowserState, ...] | None,
) -> str:
    lines = [_folder_words(one) for one in folders] or [
        "No folder is watched; `sources watch DIR` begins."
    ]
    if browsers is None:
        lines.append("Browser histories are not read; `--set sources.browsers=true` or Settings.")
    for one in browsers or ():
        when = "not yet" if one.read_at_ms is None else format_instant(one.read_at_ms)[:16]
        lines.append(f"{one.browser} {one.profile}: {one.problem or f'read {when}'}")
    if failures:
        lines.append(f"Could not be read ({len(failures)}), `sources retry` tries again:")
        lines += [f"  {failure.path}: {failure.error}" for failure in failures[:_SHOWN]]
    if len(failures) > _SHOWN:
        lines.append(f"  and {len(failures) - _SHOWN} more; --json tells all")
    return "\n".join(lines)


def _copies_words(problem: str, *, wanted: bool, consent: bool) -> str:
    if not wanted:
        return "Copies are not kept; `--set sources.clipboard=true` or Settings."
    if problem:
        return f"Copies cannot be kept: {problem}"
    return "Copies are kept." if consent else "Copies are kept once capture is allowed."


def _folder_words(folder: FolderState) -> str:
    words = f"{folder.path}: {folder.documents} documents, {folder.mode}"
    if folder.total and folder.mode is not FolderMode.DONE:
        words += f", {folder.done} of {folder.total} files"
    if folder.failed:
        words += f", {folder.failed} could not be read"
    return words
