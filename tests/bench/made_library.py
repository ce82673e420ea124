"""Makes a library of many memories quickly: years of chats, screens and files, words as in prose.

Words follow Zipf and Mandelbrot's law among English stop words; vectors are unit vectors around
topics. The rows are the program's own (schema, full text), written in bulk.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.clock import DAY_MS, MINUTE_MS, ManualClock
from services.language.lexicon import STOP_WORDS
from services.records import SegmentId, Tier
from services.store import BlobStore, Database, Store
from services.store.database import Connection
from services.vault.datadir import DataDir
from services.vault.keysources import Passphrase
from services.vault.sealing import Sealer
from services.vault.vault import Vault

UNLOCK = Passphrase("only made up")
NOW_MS = 1_772_442_000_000
YEARS = 4
HOT = 100_000
SESSION = 25  # segments that follow each other in one thread, window or document
PAGE = 2_500
DIM = 384
TOPICS = 500
VOCABULARY = 60_000
FIRST_KNOWN = 8  # the rank of the first known word
STOP_SHARE = 0.4
WORDS = 25
TOKENS = 15  # that tell something, in 25 words of which four in ten are stop words

# source, share of the sessions; and segments a capture
KINDS = (("screen", 0.60), ("chat", 0.30), ("file", 0.089), ("note", 0.011))
PER_CAPTURE = {"screen": 5, "file": SESSION}
# Shares that filters of 50, 10, 1 and 0.1 % pick by; the other programs share the rest.
APPS = (("half", 0.5), ("tenth", 0.1), ("hundredth", 0.01), ("thousandth", 0.001))
OTHER_APPS = 30
PEOPLE = (("Half", 0.5), ("Tenth", 0.1), ("Hundredth", 0.01), ("Thousandth", 0.001))
OTHER_PEOPLE = 150

Vectors = NDArray[np.float32]


class Prose:
    """Sentences of made-up words among stop words, from a fixed seed.

    ``known`` words stand among the made-up ones, from the common to the rare.
    """

    def __init__(self, seed: int, known: Sequence[str] = ()) -> None:
        self._random = np.random.default_rng(seed)
        fixed = np.random.default_rng(1)
        syllables = [c + v for c in "bcdfghklmnprstvz" for v in "aeiou"]
        sizes = fixed.integers(2, 5, VOCABULARY)
        words = ["".join(fixed.choice(syllables, size)) for size in sizes]
        ranks = np.geomspace(FIRST_KNOWN, VOCABULARY - 1, len(known)).astype(int)
        for rank, word in zip(ranks, known, strict=True):
            words[rank] = word
        self._words = np.array(words, dtype=object)
        self._stops = np.array(sorted(w for w in STOP_WORDS if w.isascii() and w.isalpha()), object)
        share = (np.arange(1, VOCABULARY + 1) + 2.7) ** -1.05
        self._sums = np.cumsum(share / share.sum())
        self._stop_share = STOP_SHARE

    def content(self, count: int) -> list[str]:
        """Words that are no stop words."""
        found = np.searchsorted(self._sums, self._random.random(count))
        return list(self._words[np.minimum(found, VOCABULARY - 1)])

    def texts(self, count: int) -> list[str]:
        """So many sentences."""
        lengths = np.maximum(self._random.poisson(WORDS, count), 3)
        total = int(lengths.sum())
        words = np.array(self.content(total), dtype=object)
        stops = self._random.random(total) < self._stop_share
        words[stops] = self._stops[self._random.integers(0, len(self._stops), int(stops.sum()))]
        ends = np.cumsum(lengths)
        return [" ".join(words[e - n : e]) for e, n in zip(ends, lengths, strict=True)]


def made_vectors(ids: NDArray[np.int64]) -> tuple[Vectors, Vectors]:
    """The vectors of segments and of their windows, float32[n, dim] each: a function of the id."""
    topics = _units(np.random.default_rng(3).normal(size=(TOPICS, DIM)))
    session = (ids - 1) // SESSION
    own = np.empty((len(ids), DIM), np.float32)
    for place, number in enumerate(ids):
        own[place] = np.random.default_rng(int(number)).standard_normal(DIM, np.float32)
    own = _units(own) * 0.8 + topics[(session * 7919) % TOPICS] * 0.6
    own = _units(own)
    window = own.copy()
    window[1:] += 0.6 * own[:-1]
    window[:-1] += 0.6 * own[1:]
    return own, _units(window)


def _units(vectors: NDArray[np.float64] | Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Library:
    """An open made library, as the program itself opens one."""

    data: DataDir
    vault: Vault
    store: Store

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def open_made(folder: Path) -> Library:
    """Open a made library; makes the vault of a new one."""
    data = DataDir(folder)
    data.prepare()
    if not Vault.exists(folder):
        Vault.create(folder, UNLOCK)[0].lock()
    vault = Vault.open(folder, UNLOCK)
    database = Database(data.database, vault.key("database"), ManualClock(NOW_MS))
    store = Store(database, BlobStore(data.blobs, Sealer(vault.key("blobs"))))
    return Library(data, vault, store)


@dataclass(frozen=True, slots=True)
class _Session:
    """What the segments of one thread, window or document share."""

    source: str
    per_capture: int
    app: str
    author: str
    number: int
    start_ms: int


def make_rows(folder: Path, count: int, model_id: str) -> Library:
    """A library of ``count`` segments in a folder; what is there already is used again."""
    library = open_made(folder)
    done = folder / "made.json"
    if done.exists():
        return library
    database = library.store.database
    sessions, prose = _sessions(count // SESSION), Prose(5)
    hot = np.random.default_rng(9).permutation(count) < HOT
    for first in range(0, count, PAGE):
        with database.write() as connection:
            texts = prose.texts(PAGE)
            for at in range(0, PAGE, SESSION):
                own = texts[at : at + SESSION]
                _write(connection, next(sessions), own, hot[first + at :], model_id)
        if first % (PAGE * 20) == 0:
            print(f"  {first} of {count}", flush=True)
    with database.write() as connection:
        connection.execute("ANALYZE")
    done.write_text(json.dumps({"segments": count}))
    return library


def _sessions(count: int) -> Iterator[_Session]:
    random = np.random.default_rng(4)
    span_ms = YEARS * 365 * DAY_MS
    for number in range(count):
        source = str(random.choice([name for name, _ in KINDS], p=[share for _, share in KINDS]))
        yield _Session(
            source=source,
            per_capture=PER_CAPTURE.get(source, 1),
            app=_pick(random, APPS, "app", OTHER_APPS),
            author=_pick(random, PEOPLE, "Person", OTHER_PEOPLE) if source == "chat" else "",
            number=number,
            start_ms=NOW_MS - span_ms + span_ms * number // count,
        )


def _pick(
    random: np.random.Generator, named: tuple[tuple[str, float], ...], other: str, count: int
) -> str:
    at = random.random()
    for name, share in named:
        if at < share:
            return name
        at -= share
    return f"{other}{random.integers(count)}"


def _write(
    connection: Connection,
    session: _Session,
    texts: list[str],
    hot: NDArray[np.bool_],
    model_id: str,
) -> None:
    """The rows of one session, as the store itself would write them."""
    chat = session.source == "chat"
    thread = f"thread {session.number}" if chat else ""
    title = f"window {session.number}"
    document = None
    if session.source == "file":
        document = connection.execute(
            "INSERT INTO document (path, content_hash, size_bytes, modified_ms, read_at_ms)"
            " VALUES (?, ?, 1, 1, 1)",
            (f"/home/me/file{session.number}.txt", f"hash{session.number}"),
        ).lastrowid
    context = " ".join(filter(None, (title, session.app, session.author, thread)))
    rows: list[tuple[int, str]] = []
    for at in range(0, SESSION, session.per_capture):
        at_ms = session.start_ms + at * MINUTE_MS // 5
        capture = connection.execute(
            "INSERT INTO capture (source, at_ms, until_ms, offset_min, trust, app, title, thread,"
            " author, document_id) VALUES (?,?,?,0,'imported',?,?,?,?,?)",
            (session.source, at_ms, at_ms, session.app, title, thread, session.author, document),
        ).lastrowid
        for ordinal, text in enumerate(texts[at : at + session.per_capture]):
            tier, model = (Tier.HOT, model_id) if hot[at + ordinal] else (Tier.WARM, "")
            own = connection.execute(
                "INSERT INTO segment (capture_id, ordinal, at_ms, text, reinforced_at_ms, tier,"
                " embedded, digested) VALUES (?,?,?,?,?,?,?,1)",
                (capture, ordinal, at_ms, text, at_ms, tier, model),
            ).lastrowid
            rows.append((own, text))
    connection.executemany(
        "INSERT INTO segment_words (rowid, text, context) VALUES (?,?,?)",
        [(own, text, context) for own, text in rows],
    )
    connection.executemany(
        "INSERT INTO window_words (rowid, text) VALUES (?,?)",
        [
            (own, "\n".join(text for _, text in rows[max(0, n - 1) : n + 2]))
            for n, (own, _) in enumerate(rows)
        ],
    )


def give_codes(store: Store, model_id: str) -> int:
    """Codes of tokens for vivid memories that have none; returns how many got some."""
    random, done = np.random.default_rng(8), 0
    while waiting := store.tokens.waiting(PAGE):
        made = {own: random.bytes(DIM // 8 * TOKENS) for own in waiting}
        store.tokens.put(model_id, made)
        done += len(made)
    return done


def hot_ids(store: Store, model_id: str) -> NDArray[np.int64]:
    """The segments that should have vectors, by rising id."""
    ids: list[SegmentId] = sorted(store.segments.embedded(model_id))
    return np.array(ids, dtype=np.int64)
