"""Commands that look after the library: stats, ledger, doctor, backup, export, settings."""

import argparse
from pathlib import Path

from app.cli import shapes
from app.cli.context import Context, existing
from app.compose import restore
from services.clock import format_instant
from services.errors import UsageError
from services.records import Check
from services.settings import OPTIONS, find_option


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to the parser."""
    stats = commands.add_parser("stats", help="sizes, tiers and costs")
    stats.set_defaults(run=run_stats)
    ledger = commands.add_parser("ledger", help="what was withheld, when and by which rule")
    ledger.add_argument("--limit", type=int, default=100, metavar="N", help="the newest N (100)")
    ledger.set_defaults(run=run_ledger)
    doctor = commands.add_parser("doctor", help="check that everything works")
    doctor.add_argument("--repair", action="store_true", help="rebuild what can be rebuilt")
    doctor.set_defaults(run=run_doctor)
    backup = commands.add_parser("backup", help="write one sealed file with everything")
    backup.add_argument("file", metavar="FILE")
    backup.set_defaults(run=run_backup)
    restoring = commands.add_parser("restore", help="bring a backup back into an empty data folder")
    restoring.add_argument("file", metavar="FILE")
    restoring.set_defaults(run=run_restore)
    export = commands.add_parser("export", help="write everything in open formats, unprotected")
    export.add_argument("dir", metavar="DIR")
    export.set_defaults(run=run_export)
    settings = commands.add_parser("settings", help="show or change settings")
    settings.add_argument("key", nargs="?")
    settings.add_argument("value", nargs="?")
    settings.set_defaults(run=run_settings)


def run_stats(context: Context) -> int:
    """``stats``."""
    with context.open() as engine:
        stats = engine.upkeep.stats()
        forecast = engine.upkeep.forecast()
    megabytes = sum(stats.bytes.values()) / 1e6
    words = f"{stats.captures} captures, {sum(stats.segments.values())} memories"
    words += f", {sum(stats.facts.values())} facts, {stats.events} events; {megabytes:.1f} MB."
    frames = stats.frames
    if frames.get("seen"):
        words += f"\n{frames['seen']} looks, {frames.get('kept', 0)} kept,"
        words += f" {frames.get('withheld', 0)} left out, {frames.get('dropped', 0)} dropped."
    words += f"\nReading is {stats.backlog} frames behind." if stats.backlog else ""
    if stats.today is not None and stats.today.cpu_s:
        stages = sorted(stats.today.cpu_s.items(), key=lambda pair: -pair[1])
        words += f"\nToday: {stats.today.share:.1%} of one core ("
        words += ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in stages) + ")."
    at_ms, size = forecast[-1]
    words += f"\nIn two years ({format_instant(at_ms)[:10]}) about {size / 1e6:,.0f} MB."
    context.out.result(shapes.stats(stats, forecast), words)
    return 0


def run_ledger(context: Context) -> int:
    """``ledger [--limit N]``; the newest first. Raises ``UsageError`` for less than one."""
    limit: int = context.args.limit
    if limit < 1:
        raise UsageError("The ledger cannot show fewer than one entry.", "Give --limit 1 or more.")
    with context.open() as engine:
        entries = engine.recording.withheld(limit)
    lines = [
        f"{format_instant(entry.at_ms)}  {entry.count} x {entry.kind}: {entry.rule}"
        + (f" ({entry.app})" if entry.app else "")
        for entry in entries
    ]
    words = "\n".join(lines) or "Nothing was withheld."
    context.out.result([shapes.withheld(entry) for entry in entries], words)
    return 0


def run_doctor(context: Context) -> int:
    """``doctor [--repair]``."""

    def tell(check: Check) -> None:
        """Say it at once where a person reads along."""
        if not context.out.as_json:
            mark = "ok " if check.ok else "NO "
            words = f"{mark} {check.check}: {check.detail} {check.remedy}".rstrip()
            context.out.record({}, words)

    with context.open() as engine:
        checks = engine.upkeep.doctor(
            context.args.repair, tell, context.out.progress, context.cancel
        )
    if context.out.as_json:
        context.out.result([shapes.check(c) for c in checks], "")
    return 0


def run_backup(context: Context) -> int:
    """``backup FILE``."""
    path = Path(context.args.file).expanduser()
    if path.exists():
        raise UsageError(f"{path} exists already.", "Choose another name.")
    with context.open() as engine:
        counts = engine.upkeep.backup(path, context.out.progress, context.cancel)
    context.out.result(counts, f"{counts['files']} files backed up and verified in {path}.")
    return 0


def run_restore(context: Context) -> int:
    """``restore FILE``."""
    counts = restore(existing(context.args.file), context.data_dir, context.out.progress)
    context.out.result(counts, f"{counts['files']} files restored into {context.data_dir}.")
    return 0


def run_export(context: Context) -> int:
    """``export DIR``."""
    folder = Path(context.args.dir).expanduser()
    with context.open() as engine:
        counts = engine.upkeep.export(folder, context.out.progress, context.cancel)
    context.out.note("What was exported is no longer protected: anyone who finds it can read it.")
    context.out.result(counts, ", ".join(f"{n} {what}" for what, n in counts.items()) + ".")
    return 0


def run_settings(context: Context) -> int:
    """``settings [KEY [VALUE]]``."""
    key, value = context.args.key, context.args.value
    with context.open() as engine:
        if value is not None:
            engine.change_setting_text(key, value)
        options = (find_option(key),) if key else OPTIONS
        current = {o.key: engine.settings.get(o.key) for o in options}
    lines = [f"{o.key} = {_plain(current[o.key])}  ({o.title}: {o.help})" for o in options]
    context.out.result(current, "\n".join(lines))
    return 0


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
