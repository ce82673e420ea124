"""Commands that keep capture away: pause, resume, and what is never captured."""

import argparse

from app.cli.context import Context
from services.capture.pausing import PauseFile
from services.clock import format_instant
from services.errors import UsageError
from services.settings import Settings
from services.vault.datadir import DataDir

_KINDS = {"app": "apps", "title": "titles", "site": "sites"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to the parser."""
    pause = commands.add_parser("pause", help="capture nothing for a while; needs no passphrase")
    pause.add_argument("minutes", nargs="?", type=float, help="without: until `resume`")
    pause.set_defaults(run=run_pause)
    resume = commands.add_parser("resume", help="end a pause")
    resume.set_defaults(run=run_resume)
    rules = commands.add_parser("rules", help="what is never captured: show, change, try")
    actions = rules.add_subparsers(dest="action", metavar="ACTION")
    for name, words in (
        ("add", "leave something out"),
        ("remove", "capture it again"),
        ("forget", "delete what was captured of it before; --dry-run only counts"),
    ):
        action = actions.add_parser(name, help=words)
        for kind in _KINDS:
            action.add_argument(f"--{kind}", default="")
        if name == "forget":
            action.add_argument("--dry-run", action="store_true")
    trying = actions.add_parser("try", help="would a window be captured?")
    trying.add_argument("--app", default="")
    trying.add_argument("--title", default="")
    trying.add_argument("--url", default="")
    actions.add_parser("reset", help="go back to what was left out at first")
    rules.set_defaults(run=run_rules)


def run_pause(context: Context) -> int:
    """``pause [MINUTES]``: works while the window or ``run`` has the library open."""
    minutes = context.args.minutes
    if minutes is not None and not 0 < minutes < 1e6:
        raise UsageError(f"“{minutes:g}” minutes is no pause.", "Write `pause 15`, or `pause`.")
    data = DataDir(context.data_dir)
    data.prepare()
    pauses = PauseFile(data.root, context.clock)
    pauses.pause(minutes)
    pause = pauses.now()
    until_ms = None if pause is None else pause.until_ms
    until = None if until_ms is None else format_instant(until_ms)
    words = f"Paused until {until}." if until else "Paused until `resume`."
    context.out.result({"paused": True, "until": until}, words)
    return 0


def run_resume(context: Context) -> int:
    """``resume``."""
    PauseFile(context.data_dir, context.clock).resume()
    context.out.result({"paused": False, "until": None}, "Not paused any more.")
    return 0


def run_rules(context: Context) -> int:
    """``rules [add|remove|forget|try|reset]``; alone it lists them."""
    action = context.args.action
    if action == "try":
        return _try(context)
    if action == "forget":
        return _forget(context)
    with context.open() as engine:
        if action == "add":
            engine.recording.exclude(**_named(context))
        elif action == "remove":
            for kind, text in _named(context).items():
                key = f"capture.excluded_{_KINDS[kind]}"
                entries = _entries(engine.settings, _KINDS[kind])
                if text not in entries:
                    raise UsageError(f"“{text}” is no {kind} that is left out.", "See `rules`.")
                engine.change_setting(key, tuple(e for e in entries if e != text))
        elif action == "reset":
            for kind in _KINDS.values():
                engine.reset_setting(f"capture.excluded_{kind}")
            engine.reset_setting("capture.exclude_private")
        settings = engine.settings
    private = settings.capture.exclude_private
    value = {kind: list(_entries(settings, kind)) for kind in _KINDS.values()}
    lines = [f"{kind}: {', '.join(entries) or '–'}" for kind, entries in value.items()]
    lines.append(f"private windows: {'left out' if private else 'captured'}")
    context.out.result({**value, "private": private}, "\n".join(lines))
    return 0


def _try(context: Context) -> int:
    args = context.args
    with context.open() as engine:
        check = engine.recording.try_window(args.app, args.title, args.url)
    words = "It would be captured." if check.kept else f"Left out: {check.kind} “{check.rule}”."
    context.out.result({"kept": check.kept, "rule": check.rule, "kind": check.kind}, words)
    return 0


def _forget(context: Context) -> int:
    dry_run: bool = context.args.dry_run
    with context.open() as engine:
        report = engine.recording.forget_excluded(**_named(context), dry_run=dry_run)
    verb = "would be deleted" if dry_run else "deleted"
    context.out.result(
        {"captures": report.captures, "frames": report.frames, "dry_run": dry_run},
        f"{report.captures} captures {verb}.",
    )
    return 0


def _named(context: Context) -> dict[str, str]:
    """The one kind of rule that was given, with its text; raises ``UsageError``."""
    found = {kind: getattr(context.args, kind).strip() for kind in _KINDS}
    named = {kind: text for kind, text in found.items() if text}
    if len(named) != 1:
        raise UsageError("Name one thing.", "Give one of --app, --title and --site.")
    return named


def _entries(settings: Settings, kind: str) -> tuple[str, ...]:
    value = settings.get(f"capture.excluded_{kind}")
    return value if isinstance(value, tuple) else ()
