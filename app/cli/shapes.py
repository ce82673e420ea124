"""The JSON shapes of the command line (DESIGN §11), made from records."""

from collections.abc import Sequence

from app.cli.output import Json
from services.clock import format_instant
from services.records import (
    AddReport,
    Answer,
    AskedQuestion,
    BrowserState,
    Check,
    Citation,
    Commitment,
    ConsolidationReport,
    CostToday,
    DeleteReport,
    Fact,
    Fading,
    FolderState,
    FoundModel,
    Hit,
    ImportReport,
    ModelOffer,
    ModelSpeed,
    NoteList,
    PeriodSummary,
    ReplayReport,
    SearchResult,
    Stats,
    Strength,
    StudyReport,
    Withheld,
)


def hit(value: Hit) -> Json:
    """One found memory."""
    return {
        "id": str(value.segment_id),
        "external_id": value.external_id,
        "score": round(value.score, 6),
        "at": format_instant(value.at_ms),
        "source": value.source,
        "app": value.app,
        "title": value.title,
        "author": value.author,
        "text": value.text,
        "tier": str(value.tier),
        "strength": round(value.strength, 4),
        "why": list(value.why),
    }


def search(value: SearchResult) -> dict[str, Json]:
    """A search's hits and its time."""
    shape: dict[str, Json] = {"hits": [hit(h) for h in value.hits], "ms": round(value.ms, 3)}
    if value.understood:
        shape["understood"] = list(value.understood)
    if value.notice:
        shape["notice"] = value.notice
    return shape


def answer(value: Answer) -> dict[str, Json]:
    """An answer with its citations and times."""
    first = value.ms.first_token
    shape: dict[str, Json] = {
        "outcome": str(value.outcome),
        "answer": value.text,
        "citations": [_citation(c) for c in value.citations],
        "model": value.model,
        "ms": {
            "retrieve": round(value.ms.retrieve, 3),
            "first_token": None if first is None else round(first, 3),
            "total": round(value.ms.total, 3),
        },
    }
    if value.understood:
        shape["understood"] = value.understood
    if value.nearest:
        shape["nearest"] = [_citation(c) for c in value.nearest]
    if value.notice:
        shape["notice"] = value.notice
    return shape


def _citation(value: Citation) -> Json:
    return {
        "mark": value.mark,
        "id": str(value.hit.segment_id),
        "external_id": value.hit.external_id,
        "quote": value.quote,
        "answer": value.answer,
        "at": format_instant(value.hit.at_ms),
        "flagged": value.flagged,
    }


def asked(value: AskedQuestion) -> Json:
    """One question of the history."""
    return {
        "id": int(value.id),
        "conversation": value.conversation_id,
        "at": format_instant(value.at_ms),
        "question": value.question,
        "understood": value.understood,
        "outcome": str(value.outcome),
        "answer": value.answer,
        "model": value.model,
    }


def model_offer(value: ModelOffer) -> Json:
    """A model that can be downloaded."""
    return {
        "id": value.id,
        "title": value.title,
        "repo": value.repo,
        "licence": value.licence,
        "languages": value.languages,
        "about_bytes": value.about_bytes,
        "memory_gb": value.memory_gb,
        "speed": value.speed,
        "fits": value.fits,
        "recommended": value.recommended,
        "path": value.path,
    }


def found_model(value: FoundModel) -> Json:
    """A model on this computer."""
    return {
        "path": value.path,
        "program": value.program,
        "name": value.name,
        "bytes": value.file_bytes,
        "chosen": value.chosen,
    }


def model_speed(value: ModelSpeed) -> Json:
    """How fast a model is on this machine."""
    return {
        "model": value.name,
        "read_per_s": round(value.read_per_s, 2),
        "written_per_s": round(value.written_per_s, 2),
        "load_ms": round(value.load_ms, 1),
        "device": value.device,
    }


def replay(value: ReplayReport) -> Json:
    """What became of replayed frames."""
    counts = value.frames
    return {
        "frames": {
            "seen": counts.seen,
            "kept": counts.kept,
            "dropped": counts.dropped,
            "withheld": counts.withheld,
        },
        "cpu_s": {stage: round(s, 4) for stage, s in value.cpu_s.items()},
        "errors": [{"path": e.path, "error": e.error} for e in value.errors],
    }


def added(value: AddReport) -> Json:
    """What indexing did."""
    return {
        "added": value.added,
        "updated": value.updated,
        "skipped": value.skipped,
        "failed": [{"path": f.path, "error": f.error} for f in value.failed],
    }


def imported(value: ImportReport) -> Json:
    """What an import did."""
    shape: dict[str, Json] = {
        "imported": value.imported,
        "skipped": value.skipped,
        "errors": [{"line": line, "error": words} for line, words in value.errors],
    }
    if value.left_out:
        shape["left_out"] = value.left_out
    if value.dry_run:
        shape["dry_run"] = True
        shape["program"] = value.program
        for name, at_ms in (("from", value.from_ms), ("to", value.to_ms)):
            shape[name] = None if at_ms is None else format_instant(at_ms)
    return shape


def folder(value: FolderState) -> Json:
    """A watched folder and how far it is read."""
    return {
        "path": value.path,
        "mode": str(value.mode),
        "documents": value.documents,
        "failed": value.failed,
        "done": value.done,
        "total": value.total,
        "left_s": value.left_s,
        "detail": value.detail,
        "paused": value.paused,
    }


def browser(value: BrowserState) -> Json:
    """A browser's profile and when its history was read."""
    return {
        "browser": value.browser,
        "profile": value.profile,
        "read_at": None if value.read_at_ms is None else format_instant(value.read_at_ms),
        "problem": value.problem,
    }


def consolidated(value: ConsolidationReport, study: StudyReport | None = None) -> Json:
    """What the nightly job did, and the model where it was asked to read as well."""
    read: dict[str, Json] = {}
    if study is not None:
        read["model"] = {
            "read": study.read,
            "facts_added": study.facts_added,
            "facts_closed": study.facts_closed,
            "refused": study.refused,
            "left": study.left,
        }
    return {
        "events": value.events,
        "gists": value.gists,
        "facts_added": value.facts_added,
        "facts_closed": value.facts_closed,
        "duplicates": value.duplicates,
        "pictures_faded": value.pictures_faded,
        "tiers": dict(value.tiers),
        "ms": value.ms,
        **read,
    }


def fact(value: Fact) -> Json:
    """One fact with the time it holds and where it was read."""
    ends = value.valid_to_ms
    return {
        "id": str(value.id),
        "subject": value.subject,
        "slot": value.slot,
        "value": value.value,
        "valid_from": format_instant(value.valid_from_ms),
        "valid_to": None if ends is None else format_instant(ends),
        "conflicting": value.conflicting,
        "sources": [{"id": str(s.segment_id), "quote": s.quote} for s in value.sources],
    }


def notes(value: NoteList) -> Json:
    """Notes with their tags, and how many notes each tag has."""
    told = [
        {"id": str(one.segment_ids[0]), "at": format_instant(one.at_ms), "title": one.title,
         "text": one.text, "tags": list(one.tags)}
        for one in value.notes
    ]  # fmt: skip
    return {"notes": told, "total": value.total, "tags": dict(value.tags)}


def commitment(value: Commitment) -> Json:
    """One promise: whose, what, until when, and how it ended."""
    return {
        "id": str(value.fact_id),
        "who": value.who,
        "task": value.task,
        "said": format_instant(value.said_ms),
        "due": None if value.due_ms is None else format_instant(value.due_ms - 1)[:10],
        "outcome": value.outcome or None,
        "sources": [{"id": str(s.segment_id), "quote": s.quote} for s in value.sources],
    }


def period(value: PeriodSummary) -> Json:
    """A day or a week, summed up: durations are seconds."""
    return {
        "start": format_instant(value.start_ms),
        "end": format_instant(value.end_ms),
        "active_s": value.active_ms // 1000,
        "captures": value.captures,
        "events": value.events,
        "topics": [
            {
                "title": topic.title,
                "start": format_instant(topic.start_ms),
                "end": format_instant(topic.end_ms),
                "active_s": topic.active_ms // 1000,
                "days": topic.days,
                "apps": list(topic.apps),
                "people": list(topic.people),
                "lines": list(topic.lines),
            }
            for topic in value.topics
        ],
        "apps": [{"app": app, "active_s": ms // 1000} for app, ms in value.apps],
        "people": [{"name": name, "events": n} for name, n in value.people],
    }


def strength(value: Strength) -> dict[str, Json]:
    """How alive a memory is after feedback."""
    return {
        "id": str(value.segment_id),
        "strength": round(value.retrievability, 4),
        "tier": str(value.tier),
        "pinned": value.pinned,
    }


def fading(value: Fading) -> Json:
    """A memory that would fade at the next run."""
    return {
        "id": str(value.segment_id),
        "at": format_instant(value.at_ms),
        "app": value.app,
        "title": value.title,
        "text": value.text,
        "from": str(value.from_tier),
        "to": str(value.to_tier),
        "strength": round(value.strength, 4),
        "why": value.why,
    }


def deleted(value: DeleteReport) -> Json:
    """What was deleted, or would be."""
    return {
        "captures": value.captures,
        "segments": value.segments,
        "frames": value.frames,
        "documents": value.documents,
        "events": value.events,
        "facts": value.facts,
        "vectors": value.vectors,
        "cached_lines": value.cached_lines,
        "questions": value.questions,
        "dry_run": value.dry_run,
    }


def _today(value: CostToday) -> dict[str, Json]:
    """What capture cost today: by stage, and as a share of one core."""
    return {
        "since": format_instant(value.since_ms),
        "cpu_s": {stage: round(s, 3) for stage, s in value.cpu_s.items()},
        "share": round(value.share, 4),
    }


def stats(value: Stats, forecast: Sequence[tuple[int, int]] = ()) -> Json:
    """Sizes, tiers and costs, and what the library grows to."""
    return {
        "forecast": [{"at": format_instant(at), "bytes": size} for at, size in forecast],
        "today": None if value.today is None else _today(value.today),
        "backlog": {"frames": value.backlog, "bytes": value.backlog_bytes},
        "captures": value.captures,
        "segments": dict(value.segments),
        "facts": dict(value.facts),
        "events": value.events,
        "documents": value.documents,
        "bytes": dict(value.bytes),
        "frames": dict(value.frames),
        "ocr": dict(value.ocr),
        "cpu_s": {stage: round(s, 3) for stage, s in value.cpu_s.items()},
        "oldest": None if value.oldest_ms is None else format_instant(value.oldest_ms),
        "newest": None if value.newest_ms is None else format_instant(value.newest_ms),
    }


def check(value: Check) -> Json:
    """One line of the doctor's report."""
    return {
        "check": value.check,
        "ok": value.ok,
        "detail": value.detail,
        "remedy": value.remedy,
    }


def withheld(value: Withheld) -> dict[str, Json]:
    """A line of the ledger: never what was withheld."""
    return {
        "at": format_instant(value.at_ms),
        "rule": value.rule,
        "kind": value.kind,
        "app": value.app,
        "count": value.count,
    }
