"""Commands about memory itself: consolidate, facts, commitments, feedback, fading, delete."""

import argparse
from pathlib import Path

from app.cli import shapes
from app.cli.batches import records
from app.cli.context import Context, instant
from services.clock import format_instant
from services.errors import UsageError
from services.records import Commitment, DeleteRequest, FactId, Signal

ENDINGS = ("done", "dropped", "open")
SIGNALS = ("opened", "cited", "wrong", "pin", "unpin")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to the parser."""
    consolidate = commands.add_parser("consolidate", help="do the nightly work now")
    consolidate.add_argument(
        "--model", action="store_true", help="then read for facts with the chosen language model"
    )
    consolidate.set_defaults(run=run_consolidate)
    facts = commands.add_parser("facts", help="what is known, with sources and dates")
    facts.add_argument("--subject")
    facts.add_argument("--at", metavar="DATE", help="what held on that day")
    facts.add_argument("--all", action="store_true", help="also what held before")
    facts.set_defaults(run=run_facts)
    feedback = commands.add_parser("feedback", help="tell how a memory was used")
    feedback.add_argument("id", nargs="?", metavar="ID")
    feedback.add_argument("signal", nargs="?", choices=SIGNALS)
    feedback.add_argument("--batch", metavar="FILE", help="JSON Lines {id, signal}")
    feedback.set_defaults(run=run_feedback)
    commitments = commands.add_parser("commitments", help="what was promised and is not done yet")
    commitments.add_argument("outcome", nargs="?", choices=ENDINGS, help="what became of it")
    commitments.add_argument("id", nargs="?", metavar="ID", help="the commitment's id")
    commitments.add_argument("--all", action="store_true", help="those that ended too")
    commitments.set_defaults(run=run_commitments)
    fading = commands.add_parser("fading", help="what would fade at the next run, and why")
    fading.set_defaults(run=run_fading)
    delete = commands.add_parser("delete", help="delete memories everywhere, with what was derived")
    delete.add_argument("--from", dest="start", metavar="DATE")
    delete.add_argument("--to", dest="end", metavar="DATE")
    delete.add_argument("--app")
    delete.add_argument("--site")
    delete.add_argument("--thread")
    delete.add_argument("--id", action="append", default=[], dest="ids")
    delete.add_argument("--dry-run", action="store_true", help="only tell what would go")
    delete.set_defaults(run=run_delete)


def run_consolidate(context: Context) -> int:
    """``consolidate [--model]``."""
    study = None
    with context.open() as engine:
        if context.args.model and not engine.asking.model().available:
            raise UsageError("No language model can be used.", "`models` lists what there is.")
        report = engine.memories.consolidate(context.out.progress, context.cancel)
        if context.args.model:
            study = engine.memories.study(context.out.progress, context.cancel)
    tiers = ", ".join(f"{n} {tier}" for tier, n in report.tiers.items())
    words = f"{report.events} events, {report.facts_added} new facts; {tiers}."
    if study is not None:
        words += f" The model read {study.read} texts: {study.facts_added} new facts."
    context.out.result(shapes.consolidated(report, study), words)
    return 0


def run_facts(context: Context) -> int:
    """``facts``."""
    args = context.args
    at_ms = instant(args.at) if args.at else None
    with context.open() as engine:
        facts = engine.memories.facts(args.subject, at_ms, all=args.all)
    lines = []
    for fact in facts:
        ends = fact.valid_to_ms
        span = f"from {format_instant(fact.valid_from_ms)[:10]}"
        span += "" if ends is None else f" until {format_instant(ends)[:10]}"
        lines.append(f"{fact.subject} · {fact.slot}: {fact.value} ({span})")
    context.out.result([shapes.fact(f) for f in facts], "\n".join(lines) or "Nothing is known yet.")
    return 0


def run_commitments(context: Context) -> int:
    """``commitments [--all] | commitments done|dropped|open ID``."""
    args = context.args
    if args.outcome is None:
        with context.open() as engine:
            found = engine.memories.commitments(ended=args.all)
        lines = [_commitment_words(one, context.clock.now_ms()) for one in found]
        shape = [shapes.commitment(one) for one in found]
        context.out.result(shape, "\n".join(lines) or "Nothing is promised.")
        return 0
    if args.id is None or not args.id.isdigit():
        raise UsageError("Say which: commitments done ID.", "`commitments` lists them with ids.")
    outcome = "" if args.outcome == "open" else args.outcome
    with context.open() as engine:
        ended = engine.memories.end_commitment(FactId(int(args.id)), outcome)
    context.out.result(shapes.commitment(ended), f"{ended.task}: {args.outcome}.")
    return 0


def _commitment_words(one: Commitment, now_ms: int) -> str:
    words = f"{one.fact_id:>5}  {'I' if one.who == 'me' else one.who}: {one.task}"
    if one.due_ms is not None:
        late = one.open and one.due_ms <= now_ms
        words += f" ({'overdue since' if late else 'by'} {format_instant(one.due_ms - 1)[:10]})"
    return words + (f" – {one.outcome}" if one.outcome else "")


def run_feedback(context: Context) -> int:
    """``feedback ID SIGNAL | --batch FILE``."""
    args = context.args
    if (args.batch is None) == (args.id is None or args.signal is None):
        raise UsageError("Give an id and a signal, or --batch FILE.")
    with context.open() as engine:
        if args.batch is None:
            strength = engine.memories.feedback(args.id, Signal(args.signal))
            words = f"Strength {strength.retrievability:.2f}, {strength.tier}."
            context.out.result(shapes.strength(strength), words)
            return 0
        for record in records(Path(args.batch), "id", "signal"):
            if record["signal"] not in SIGNALS:
                raise UsageError(
                    f"“{record['signal']}” is no signal.", f"Use {', '.join(SIGNALS)}."
                )
            strength = engine.memories.feedback(str(record["id"]), Signal(record["signal"]))
            shape = {**shapes.strength(strength), "id": str(record["id"])}
            context.out.record(shape, f"{record['id']}: strength {strength.retrievability:.2f}")
    return 0


def run_fading(context: Context) -> int:
    """``fading``."""
    with context.open() as engine:
        found = engine.memories.fading()
    lines = [
        f"{f.from_tier} → {f.to_tier}  {' '.join(f.text.split())[:100]}  ({f.why})" for f in found
    ]
    context.out.result(
        [shapes.fading(f) for f in found], "\n".join(lines) or "Nothing fades at the next run."
    )
    return 0


def run_delete(context: Context) -> int:
    """``delete``."""
    args = context.args
    request = DeleteRequest(
        instant(args.start) if args.start else None,
        instant(args.end) if args.end else None,
        args.app,
        args.site,
        args.thread,
        tuple(args.ids),
    )
    if request == DeleteRequest():
        raise UsageError("Say what to delete: --from, --to, --app, --site, --thread or --id.")
    with context.open() as engine:
        report = engine.memories.delete(request, dry_run=args.dry_run)
    verb = "would go" if report.dry_run else "deleted"
    words = (
        f"{report.segments} memories in {report.captures} captures {verb}, with {report.frames}"
        f" pictures, {report.facts} facts and {report.events} events."
    )
    context.out.result(shapes.deleted(report), words)
    return 0
