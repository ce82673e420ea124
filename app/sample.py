"""The sample library: a made-up week, taken through the real pipeline with a moved clock."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.compose import Opening, create_library, open_library
from resources import ROOT
from services.cancel import CancelToken, Progress, no_progress
from services.clock import DAY_MS, HOUR_MS, ManualClock, parse_instant
from services.engine import Engine
from services.records import Query, Signal
from services.said import said
from services.vault.derivation import Stretching
from services.vault.keysources import Passphrase
from services.vault.vault import Vault

SAMPLE = ROOT / "sample"
# No secret: what it protects ships with the program; a sample is a library like any other.
_KEY = Passphrase("the sample is no secret", Stretching(rounds=1, memory_kib=8192, lanes=1))
_MARK = "sample-complete"


@dataclass(frozen=True, slots=True)
class SampleQuestion:
    """A question to the sample; ``expect`` stands in a right answer, "" where there is none."""

    question: str
    expect: str


def questions() -> tuple[SampleQuestion, ...]:
    """The questions that the demonstration asks."""
    return tuple(SampleQuestion(q["question"], q["expect"]) for q in _about()["questions"])


def open_sample(
    data_dir: Path, progress: Progress = no_progress, cancel: CancelToken | None = None
) -> Engine:
    """Open the sample library, building it at first use (one or two minutes).

    A build that was stopped begins anew. Its clock stands at the end of the sample's week.
    """
    cancel = cancel or CancelToken()
    now_ms = parse_instant(_about()["now"])[0]
    opening = Opening(data_dir, _KEY, ManualClock(now_ms), is_sample=True)
    if Vault.exists(data_dir) and (data_dir / _MARK).exists():
        return open_library(opening)
    _remove_unfinished(data_dir)
    clock = ManualClock(now_ms)
    engine, _code = create_library(Opening(data_dir, _KEY, clock, is_sample=True))
    try:
        _fill(engine, clock, progress, cancel)
        clock.set(now_ms)
        (data_dir / _MARK).touch()
    except BaseException:
        engine.close()
        raise
    return engine


def _about() -> dict[str, Any]:
    about: dict[str, Any] = json.loads((SAMPLE / "sample.json").read_text("utf-8"))
    return about


def _remove_unfinished(data_dir: Path) -> None:
    """Remove what a stopped build left: only files that a library has, in a folder made for it."""
    if not Vault.exists(data_dir):
        return
    for path in sorted(data_dir.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def _days() -> Iterator[str]:
    yield from sorted(p.name for p in (SAMPLE / "frames").iterdir())


def _fill(engine: Engine, clock: ManualClock, progress: Progress, cancel: CancelToken) -> None:
    days = list(_days())
    total = len(days) + 2
    for n, day in enumerate(days):
        progress(n, total, said(f"Living through {day}"))
        start_ms = parse_instant(day)[0]
        clock.set(start_ms + 8 * HOUR_MS)
        engine.recording.replay(SAMPLE / "frames" / day, cancel=cancel)
        records = SAMPLE / "records" / f"{day}.jsonl"
        if records.exists():
            clock.set(start_ms + 22 * HOUR_MS)
            engine.library.import_jsonl(records, cancel=cancel)
        clock.set(start_ms + DAY_MS + 3 * HOUR_MS)
        engine.memories.consolidate(cancel=cancel)
    progress(len(days), total, said("Reading files"))
    clock.advance(13 * HOUR_MS)
    engine.library.add_paths([SAMPLE / "files"], cancel=cancel)
    progress(len(days) + 1, total, said("Remembering"))
    _use(engine)
    engine.memories.consolidate(cancel=cancel)


def _use(engine: Engine) -> None:
    """Use the memory a little, as a person would, so that some of it is stronger."""
    for text, signal in (
        ("quarterly budget meeting moved", Signal.PIN),
        ("train on Saturday platform", Signal.OPENED),
        ("warranty on plants", Signal.OPENED),
    ):
        hits = engine.library.search(Query(text, 1)).hits
        if hits:
            engine.memories.feedback(hits[0].segment_id, signal)
