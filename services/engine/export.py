"""Everything in open formats: JSON Lines, Markdown by day, and pictures."""

import json
from collections import defaultdict
from pathlib import Path

from PIL import Image

from services.answer.words import local
from services.cancel import CancelToken, Progress
from services.clock import format_instant
from services.errors import UsageError, WorldError
from services.records import Capture, PictureState, Segment
from services.said import said
from services.store import Store

_PAGE = 1000


def export_library(
    store: Store, folder: Path, progress: Progress, cancel: CancelToken
) -> dict[str, int]:
    """Write memories, facts, days and pictures; returns how many of each.

    ``memories.jsonl`` can be imported again. Nothing written here is encrypted. Raises
    ``UsageError`` where the folder is not empty, ``WorldError`` where it cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty.", "Name a new folder.")
    try:
        (folder / "pictures").mkdir(parents=True)
        (folder / "days").mkdir()
        counts = _export_memories(store, folder, progress, cancel)
        counts["facts"] = _export_facts(store, folder)
    except OSError as error:
        raise WorldError(f"The export cannot be written ({error.strerror}).") from error
    return counts


def _export_memories(
    store: Store, folder: Path, progress: Progress, cancel: CancelToken
) -> dict[str, int]:
    counts = {"memories": 0, "pictures": 0, "days": 0}
    days: dict[str, list[str]] = defaultdict(list)
    span = store.captures.span()
    start_ms, end_ms = span if span is not None else (0, -1)
    total = store.stats().captures
    done = 0
    with (folder / "memories.jsonl").open("w", encoding="utf-8") as file:
        while start_ms <= end_ms:
            page = store.captures.between(start_ms, end_ms + 1, _PAGE)
            if not page:
                break
            page = _whole_instants(store, page)
            segments = store.segments.of_captures([c.id for c in page])
            for capture in page:
                cancel.check()
                found = segments.get(capture.id, [])
                file.write(json.dumps(_record(capture, found), ensure_ascii=False) + "\n")
                days[local(capture.at_ms, capture.offset_min).strftime("%Y-%m-%d")].append(
                    _markdown(capture, found)
                )
                counts["memories"] += 1
                counts["pictures"] += _export_picture(store, capture, folder / "pictures")
            done += len(page)
            progress(done, total, said("Exporting"))
            start_ms = page[-1].at_ms + 1
    for name, parts in days.items():
        (folder / "days" / f"{name}.md").write_text("".join(parts), encoding="utf-8")
    counts["days"] = len(days)
    return counts


def _whole_instants(store: Store, page: list[Capture]) -> list[Capture]:
    """The page without captures of a last instant that may go on, or all of that instant."""
    last = page[-1].at_ms
    whole = [c for c in page if c.at_ms != last]
    if len(page) < _PAGE:
        return page
    return whole or store.captures.between(last, last + 1, 1_000_000)


def _record(capture: Capture, segments: list[Segment]) -> dict[str, str]:
    record = {
        "id": capture.external_id or f"capture-{capture.id}",
        "at": format_instant(capture.at_ms),
        "source": capture.source,
        "text": "\n".join(s.text for s in segments),
    }
    for name in ("app", "title", "url", "thread", "author"):
        if value := getattr(capture, name):
            record[name] = value
    return record


def _markdown(capture: Capture, segments: list[Segment]) -> str:
    time = local(capture.at_ms, capture.offset_min).strftime("%H:%M")
    where = " · ".join(
        p for p in (capture.app or capture.source, capture.author, capture.title) if p
    )
    text = "\n\n".join(s.text for s in segments)
    return f"## {time} {where}\n\n{text}\n\n"


def _export_picture(store: Store, capture: Capture, folder: Path) -> int:
    if capture.frame_id is None:
        return 0
    frame = store.frames.get(capture.frame_id)
    if frame is None or frame.state is PictureState.GONE:
        return 0
    picture = store.frames.picture(frame.id)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    image.save(folder / f"capture-{capture.id}.png")
    return 1


def _export_facts(store: Store, folder: Path) -> int:
    facts = store.facts.all(include_closed=True)
    with (folder / "facts.jsonl").open("w", encoding="utf-8") as file:
        for fact in facts:
            ends = fact.valid_to_ms
            record = {
                "subject": fact.subject,
                "slot": fact.slot,
                "value": fact.value,
                "valid_from": format_instant(fact.valid_from_ms),
                "valid_to": None if ends is None else format_instant(ends),
                "quotes": [s.quote for s in fact.sources],
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return len(facts)
