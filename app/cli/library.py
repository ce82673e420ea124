"""Commands that bring memories in and find them: add, note, notes, import, search."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli import shapes
from app.cli.batches import records
from app.cli.context import Context, existing, instant
from services.clock import format_instant
from services.errors import UsageError
from services.records import AddReport, ImportReport, Query, SearchResult, Tier


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to the parser."""
    add = commands.add_parser("add", help="index files and folders now")
    add.add_argument("paths", nargs="+", metavar="PATH")
    add.set_defaults(run=run_add)
    note = commands.add_parser("note", help="keep a note of your own")
    note.add_argument("text", metavar="TEXT", help="Markdown; - reads standard input")
    note.add_argument("--tag", action="append", metavar="TAG", help="may be repeated")
    note.add_argument(
        "--edit", metavar="ID", help="let a note say TEXT instead; it keeps its date and its id"
    )
    note.set_defaults(run=run_note)
    notes = commands.add_parser("notes", help="list your notes and their tags")
    notes.add_argument("--tag", default="", metavar="TAG", help="only those with this tag")
    notes.add_argument("-n", type=int, default=50, metavar="N", help="at most so many (50)")
    notes.set_defaults(run=run_notes)
    importing = commands.add_parser(
        "import", help="import from OpenRecall, screenpipe, ActivityWatch or JSON Lines"
    )
    importing.add_argument("file", metavar="PATH", help="a database, its folder, or FILE.jsonl")
    importing.add_argument("--dry-run", action="store_true", help="only say what would come in")
    importing.set_defaults(run=run_import)
    search = commands.add_parser("search", help="find memories by words, meaning, time and app")
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("--batch", metavar="FILE", help="JSON Lines {id, query, k?, now?}")
    search.add_argument("-k", type=int, default=10, help="how many hits (10)")
    search.add_argument("--from", dest="start", metavar="DATE", help="seen at or after")
    search.add_argument("--to", dest="end", metavar="DATE", help="seen before")
    search.add_argument("--app", help="seen in this program")
    search.add_argument("--source", help="screen, file, note, chat, …")
    search.add_argument("--person", metavar="NAME", help="written by this person")
    search.add_argument(
        "--tier", choices=(Tier.HOT, Tier.WARM), help="vivid (hot) or faded (warm) memories only"
    )
    search.add_argument("--deep", action="store_true", help="look through archived memories too")
    search.set_defaults(run=run_search)


def run_add(context: Context) -> int:
    """``add PATH…``."""
    paths = [existing(p) for p in context.args.paths]
    with context.open() as engine:
        report = engine.library.add_paths(paths, context.out.progress, context.cancel)
    context.out.result(shapes.added(report), add_words(report))
    return 0


def add_words(report: AddReport) -> str:
    """A report for a terminal."""
    words = f"{report.added} added, {report.updated} updated, {report.skipped} unchanged."
    for failure in report.failed:
        words += f"\n{failure.path}: {failure.error}"
    return words


def run_note(context: Context) -> int:
    """``note TEXT [--tag TAG]… [--edit ID]``."""
    args = context.args
    text = sys.stdin.read() if args.text == "-" else args.text
    with context.open() as engine:
        if args.edit is None:
            segment_id, told = engine.library.add_note(text, args.tag or ()), "Noted"
        else:  # without --tag the tags beside the text stay
            segment_id = engine.library.edit_note(args.edit, text, args.tag).segment_ids[0]
            told = "Changed"
    context.out.result({"id": str(segment_id)}, f"{told} ({segment_id}).")
    return 0


def run_notes(context: Context) -> int:
    """``notes [--tag TAG] [-n N]``."""
    with context.open() as engine:
        found = engine.library.notes(context.args.tag, context.args.n)
    lines = [
        f"{format_instant(one.at_ms)[:10]}  {one.segment_ids[0]}  {one.text.splitlines()[0]}"
        for one in found.notes
    ]
    tags = "  ".join(f"#{name} ({count})" for name, count in found.tags)
    told = "\n".join([*lines, tags] if tags else lines) or "No notes."
    context.out.result(shapes.notes(found), told)
    return 0


def run_import(context: Context) -> int:
    """``import PATH [--dry-run]``."""
    path = existing(context.args.file)
    with context.open() as engine:
        report = engine.sources.import_from(
            path, context.out.progress, context.cancel, dry_run=context.args.dry_run
        )
    context.out.result(shapes.imported(report), import_words(report))
    return 0


def import_words(report: ImportReport) -> str:
    """A report for a terminal."""
    did = "would be imported" if report.dry_run else "imported"
    words = f"{report.program}: {report.imported} {did}, {report.skipped} known already"
    if report.left_out:
        words += f", {report.left_out} left out by your rules"
    if report.from_ms is not None and report.to_ms is not None:
        days = [format_instant(at_ms)[:10] for at_ms in (report.from_ms, report.to_ms)]
        words += f", from {days[0]} to {days[1]}"
    for line, error in report.errors:
        words += f"\nline {line}: {error}"
    return words


def run_search(context: Context) -> int:
    """``search QUERY | --batch FILE``."""
    args = context.args
    if (args.query is None) == (args.batch is None):
        raise UsageError("Give a query, or --batch FILE.")
    base = Query(
        args.query or "",
        args.k,
        instant(args.start) if args.start else None,
        instant(args.end) if args.end else None,
        args.app,
        args.source,
        args.deep,
        person=args.person,
        tier=Tier(args.tier) if args.tier else None,
    )
    with context.open() as engine:
        if args.batch is None:
            result = engine.library.search(base)
            context.out.result(shapes.search(result), words_of(result))
            return 0
        for record in records(Path(args.batch), "query"):
            result = engine.library.search(_query(base, record))
            shape = {"id": record.get("id"), **shapes.search(result)}
            context.out.record(shape, f"# {record['query']}\n{words_of(result)}")
    return 0


def _query(base: Query, record: dict[str, Any]) -> Query:
    query = replace(base, text=str(record["query"]), k=int(record.get("k", base.k)))
    if "now" in record:
        query = replace(query, now_ms=instant(str(record["now"])))
    return query


def words_of(result: SearchResult) -> str:
    """Hits as lines for a terminal."""
    if not result.hits:
        return "Nothing found." + (f" {result.notice}" if result.notice else "")
    lines = []
    for n, hit in enumerate(result.hits, 1):
        where = " · ".join(part for part in (hit.app or hit.source, hit.author, hit.title) if part)
        lines.append(f"{n:2}. {format_instant(hit.at_ms)[:16].replace('T', ' ')}  {where}")
        lines.append(f"    {' '.join(hit.text.split())[:200]}")
        lines.append(
            f"    {', '.join(hit.why)} · strength {hit.strength:.2f} · id {hit.segment_id}"
        )
    return "\n".join(lines)
