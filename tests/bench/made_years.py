"""Fills a library with five years of captures, as a window meets them: a million in some minutes.

Captures are runs of twelve in one program, an event each, with a sentence of words as frequent as
in prose (Zipf; everyday words among made-up ones), a picture where they are of a screen, and people
who write or are there. Beside them lie what pages list: facts, questions, what was withheld and
what could not be read.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from services.clock import DAY_MS, ManualClock
from services.index.embedder import MiniLmEmbedder
from services.index.vectors import Grain, VectorIndex
from services.records import (
    Box,
    EncodedFrame,
    FactSource,
    NewFact,
    Patch,
    SegmentId,
    Tier,
    Withheld,
)
from services.store import BlobStore, Database, Store
from services.store.database import Connection
from services.vault.datadir import DataDir
from services.vault.sealing import Sealer
from services.vault.vault import Vault
from tests.bench.made_library import DIM, Prose, give_codes, made_vectors

NOW_MS = 1_772_442_000_000
YEARS = 5
RUN = 12  # captures of an event
VIVID = 100_000  # the last so many have vectors
BATCH = 25_000
# program, of which kind its captures are
APPS = (
    ("Editor", "screen"), ("Browser", "screen"), ("Chat", "chat"), ("Terminal", "screen"),
    ("Mail", "screen"), ("Reader", "file"), ("Sheets", "screen"), ("Music", "screen"),
    ("Notes", "note"),
)  # fmt: skip
NAMES = tuple(
    f"{first} {last}"
    for last in ("Carvalho", "Okafor", "Lindqvist", "Baran", "Moreau", "Sato")
    for first in ("Ines", "Tomas", "Ada", "Lena", "Ruben", "Mira", "Jon")
)
WORDS = (
    "work", "mail", "report", "meeting", "plan", "project", "budget", "invoice", "flight",
    "harbour", "contract", "review", "draft", "deadline", "customer", "offer", "hotel", "train",
    "ticket", "doctor", "garden", "bicycle", "recipe", "concert", "insurance", "password",
    "kitchen", "museum", "passport", "heron", "lighthouse", "sailing", "violin", "telescope",
    "orchid",
)  # fmt: skip
PICTURES = 24
SUBJECTS, SLOTS = 400, 25
WITHHELD, FAILURES, QUESTIONS = 20_000, 20_000, 2_000


def instants(count: int) -> Iterator[int]:
    """So many instants of working hours over the years, in order."""
    days = YEARS * 365
    each = -(-count // days)
    for day in range(days):
        start = NOW_MS - (days - day) * DAY_MS
        for n in range(each):
            yield start + n * (10 * 3_600_000 // each)


def app_of(number: int) -> tuple[str, str]:
    """The program of a capture and its kind: runs of twelve in one."""
    return APPS[(number // RUN) * 7 % len(APPS)]


def fill(store: Store, count: int) -> None:
    """Store captures with a segment each, an event for every twelve, and all that pages list."""
    times = list(instants(count))[:count]
    prose, random = Prose(5, WORDS), np.random.default_rng(1)
    blobs = [_picture(store, number, prose.texts(40)) for number in range(PICTURES)]
    for first in range(0, count, BATCH):
        part = range(first, min(first + BATCH, count))
        with store.database.write() as connection:
            _put_events(connection, part, times)
            _put_captures(connection, part, times)
            texts = prose.texts(len(part))
            days = random.integers(1, 60, len(part)).tolist()
            _put_texts(connection, part, times, texts, days, count - VIVID)
            _put_frames(connection, part, blobs)
        print(f"  {part.stop} of {count}", flush=True)
    _put_lists(store, count, times)
    with store.database.write() as connection:
        connection.execute("ANALYZE")


def give_vectors(store: Store, vectors: VectorIndex) -> None:
    """Vectors and codes of tokens for the vivid memories."""
    give_codes(store, MiniLmEmbedder.model_id)
    ids = np.array(sorted(store.segments.embedded(MiniLmEmbedder.model_id)), np.int64)
    for at in range(0, len(ids), 1_000):
        own, window = made_vectors(ids[at : at + 1_000])
        named = [SegmentId(int(one)) for one in ids[at : at + 1_000]]
        for made, grain in ((window, Grain.WINDOW), (own, Grain.SEGMENT)):
            vectors.add(named, made, [NOW_MS] * len(named), grain)


def fill_whole(folder: Path, vault: Vault, count: int) -> None:
    """Fill the library of an open vault, vectors included."""
    data = DataDir(folder)
    database = Database(data.database, vault.key("database"), ManualClock(NOW_MS))
    store = Store(database, BlobStore(data.blobs, Sealer(vault.key("blobs"))))
    fill(store, count)
    vectors = VectorIndex(
        data.vectors, MiniLmEmbedder.model_id, DIM, vault.key("vectors"), keeper=store.codes
    )
    give_vectors(store, vectors)
    vectors.close()
    store.close()


@lru_cache(maxsize=2)
def people_of(number: int) -> list[str]:
    """The people of an event: some come up far more often than others."""
    own = np.random.default_rng(number)
    share = own.random(2) ** 3
    return sorted({NAMES[int(one * len(NAMES))] for one in share})


def _picture(store: Store, number: int, lines: list[str]) -> str:
    """Seal a screen with lines of text; gives the name of its blob."""
    image = Image.new("RGB", (1920, 1080), (250, 250, 247))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1920, 46), fill=(40 + number * 6, 52, 70))
    for line, text in enumerate(lines):
        draw.text((60, 80 + line * 24), text[:180], fill=(30, 30, 36), font_size=15)
    out = BytesIO()
    image.save(out, "WEBP", lossless=True, method=0)
    frame = EncodedFrame(1920, 1080, (Patch(Box(0, 0, 1920, 1080), out.getvalue()),))
    with store.database.write() as connection:
        connection.execute("SAVEPOINT picture")  # the blob stays, the row that holds it does not
        own = connection.execute(
            "INSERT INTO capture (source, at_ms, until_ms, offset_min, trust)"
            " VALUES ('screen', 1, 1, 0, 'seen')"
        ).lastrowid
        blob = store.frames.insert(connection, own, frame)[1]  # type: ignore[arg-type]
        connection.execute("ROLLBACK TO picture")
        connection.execute("RELEASE picture")
    return blob


def _put_events(connection: Connection, part: range, times: list[int]) -> None:
    rows = []
    for n in part:
        if n % RUN:
            continue
        number, last = n // RUN, min(n + RUN - 1, len(times) - 1)
        gist = [f"{WORDS[number % len(WORDS)]} settled with the others", f"{n} things were seen"]
        terms = [f"harbour {number % 61}", f"tides {number % 37}", f"mast {number % 23}"]
        title = f"{WORDS[number * 7 % len(WORDS)]} and {WORDS[number * 11 % len(WORDS)]}"
        rows.append((
            number + 1, times[n], times[last], app_of(n)[0], title, 1 / (1 + number % 7),
            last - n + 1, json.dumps(terms), json.dumps(people_of(number)), json.dumps(gist),
        ))  # fmt: skip
    connection.executemany(
        "INSERT INTO event (id, start_ms, end_ms, app, title, strength, captures, terms, people,"
        " gist) VALUES (?,?,?,?,?,?,?,?,?,?)",
        rows,
    )


def _put_captures(connection: Connection, part: range, times: list[int]) -> None:
    rows = []
    for n in part:
        app, kind = app_of(n)
        people = people_of(n // RUN)
        author = people[n % len(people)] if kind == "chat" else ""
        row = (n + 1, kind, times[n], times[n] + 30_000, app, f"{app} {n // 40}", author)
        rows.append((*row, n // RUN + 1))
    connection.executemany(
        "INSERT INTO capture (id, source, at_ms, until_ms, offset_min, trust, app, title, author,"
        " event_id) VALUES (?, ?, ?, ?, 60, 'seen', ?, ?, ?, ?)",
        rows,
    )


def _put_texts(
    connection: Connection,
    part: range,
    times: list[int],
    texts: list[str],
    days: list[int],
    vivid_from: int,
) -> None:
    rows = []
    for n, text, stability in zip(part, texts, days, strict=True):
        vivid = n >= vivid_from
        tier, model = (Tier.HOT, MiniLmEmbedder.model_id) if vivid else (Tier.WARM, "")
        rows.append((n + 1, n + 1, times[n], text, stability, times[n], tier, model))
    connection.executemany(
        "INSERT INTO segment (id, capture_id, ordinal, at_ms, text, stability_days,"
        " reinforced_at_ms, tier, embedded, digested) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, 1)",
        rows,
    )
    connection.executemany(
        "INSERT INTO segment_words (rowid, text, context) VALUES (?,?,?)",
        [(n + 1, text, f"{app_of(n)[0]} {n // 40}") for n, text in zip(part, texts, strict=True)],
    )
    connection.executemany(
        "INSERT INTO window_words (rowid, text) VALUES (?,?)",
        [(n + 1, "\n".join(texts[max(at - 1, 0) : at + 2])) for at, n in enumerate(part)],
    )


def _put_frames(connection: Connection, part: range, blobs: list[str]) -> None:
    connection.executemany(
        "INSERT INTO frame (capture_id, width, height, blob, bytes)"
        " VALUES (?, 1920, 1080, ?, 20000)",
        [(n + 1, blobs[n % len(blobs)]) for n in part if app_of(n)[1] == "screen"],
    )


def _put_lists(store: Store, count: int, times: list[int]) -> None:
    """Facts, questions, what was withheld and what could not be read."""
    with store.database.write() as connection:
        for number in range(SUBJECTS * SLOTS):
            # a few are known far better than the others
            subject = int(SUBJECTS * ((number * 7919 % 10_007) / 10_007) ** 3)
            name = NAMES[subject] if subject < len(NAMES) else f"Project {subject}"
            segment, value = number * 97 % count, WORDS[number % len(WORDS)]
            source = FactSource(SegmentId(segment + 1), f"it is {value}")
            slot = ("lives in", "works on", "likes", "plans", "owns")[number % 5]
            at_ms = times[segment]
            store.facts.add(NewFact(name, f"{slot} {number % 40}", value, at_ms, at_ms, source))
        step = max(count // WITHHELD, 1)
        for n in range(0, count, step):
            store.ledger.add(Withheld(times[n], ("bank", "private browsing")[n % 2], "app", "Bank"))
        connection.executemany(
            "INSERT INTO file_failure (path, error, at_ms) VALUES (?, ?, ?)",
            [
                (f"/home/me/papers/{n:05}.pdf", "It is no PDF, or it is damaged.", NOW_MS - n)
                for n in range(FAILURES)
            ],
        )
        connection.executemany(
            "INSERT INTO question (at_ms, question, outcome, answer) VALUES (?, ?, 'answered', ?)",
            [
                (NOW_MS - n * DAY_MS // 4, f"What of the {WORDS[n % len(WORDS)]}?", f"It was {n}.")
                for n in range(QUESTIONS)
            ],
        )
