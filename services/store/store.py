"""The store as other rooms see it: one object with a repository for each group of tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.store.blobs import BlobStore
from services.store.captures import Captures
from services.store.codes import VectorCodes
from services.store.database import Database
from services.store.deletion import Deletion
from services.store.documents import Documents
from services.store.embeddings import NextEmbeddings
from services.store.events import Events
from services.store.facets import Facets
from services.store.facts import Facts
from services.store.frames import Frames
from services.store.questions import Questions
from services.store.rewriting import Rewriting
from services.store.segments import Segments
from services.store.tier_rows import TierRows
from services.store.tokens import TokenCodes
from services.store.upkeep import (
    Counters,
    Flags,
    Jobs,
    Ledger,
    Lines,
    Removals,
    SavedSettings,
)
from services.store.words import Words

# Set by the upgrade that has them indexed sign by sign.
RESPACE = "words.respace"
# Set with a change whose old words must still leave indexes and free pages.
SCRUB = "store.scrub"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts and bytes of what is stored."""

    captures: int
    segments: dict[str, int]
    facts: dict[str, int]
    events: int
    documents: int
    frames: dict[str, int]
    database_bytes: int
    image_bytes: int
    text_bytes: int
    counters: dict[str, float]
    oldest_ms: int | None
    newest_ms: int | None


class Store:
    """All repositories over one database and one folder of blobs."""

    def __init__(self, database: Database, blobs: BlobStore) -> None:
        self.database = database
        self.blobs = blobs
        clock = database.clock
        self.frames = Frames(database, blobs)
        self.captures = Captures(database, self.frames)
        self.facets = Facets(database)
        self.segments = Segments(database, self.facets)
        self.tier_rows = TierRows(database)
        self.words = Words(database, self.facets)
        self.tokens = TokenCodes(database)
        self.documents = Documents(database, blobs, clock)
        self.events = Events(database)
        self.facts = Facts(database, clock)
        self.questions = Questions(database)
        self.deletion = Deletion(database, self.frames)
        self.rewriting = Rewriting(database)
        self.ledger = Ledger(database)
        self.lines = Lines(database, clock)
        self.settings = SavedSettings(database)
        self.flags = Flags(database)
        self.counters = Counters(database)
        self.jobs = Jobs(database, clock)
        self.removals = Removals(database)
        self.codes = VectorCodes(database)
        self.next_embeddings = NextEmbeddings(database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside one transaction: all of it is stored, or nothing."""
        with self.database.write():
            yield

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def sweep(self) -> int:
        """Remove blobs whose rows are gone; returns how many were queued."""
        removed = 0
        while names := self.removals.pending("blob", 500):
            for name in names:
                self.blobs.remove(name)
            self.removals.done("blob", names)
            removed += len(names)
        return removed

    def finish_upgrade(self) -> None:
        """Do what an upgrade of the database has left: index anew the scripts without spaces."""
        if self.flags.get(RESPACE) is not None:
            with self.database.write():
                self.words.respace()
                self.flags.set(RESPACE, None)

    def sweep_strays(self) -> int:
        """``sweep``, and also what a crash left in the folder. Only while nothing is written."""
        with self.database.write():
            self.removals.add("blob", self.stray_blobs())
        return self.blobs.remove_unfinished() + self.sweep()

    def stray_blobs(self) -> list[str]:
        """Names of blobs that no row knows."""
        known = self._blob_names()
        return [name for name in self.blobs.names() if name not in known]

    def missing_blobs(self) -> list[str]:
        """Names of blobs that rows know but the folder lacks."""
        return sorted(name for name in self._blob_names() if not self.blobs.exists(name))

    def _blob_names(self) -> set[str]:
        with self.database.read() as connection:
            rows = connection.execute(
                "SELECT blob FROM frame WHERE blob <> ''"
                " UNION SELECT text_blob FROM document WHERE text_blob <> ''"
            )
            return {row[0] for row in rows}

    def scrub(self) -> None:
        """After a deletion: leave nothing of it in word indexes, free pages, log or folder."""
        self.words.optimise()
        self.database.optimise()
        self.sweep()

    def scrub_later(self) -> None:
        """Note, within a transaction, that ``finish_scrub`` has something to do; a crash keeps it.

        In a library of a million memories it takes ten seconds, for which nobody should wait.
        """
        self.flags.set(SCRUB, "")

    def finish_scrub(self) -> None:
        """``scrub`` where ``scrub_later`` asked for it."""
        if self.flags.get(SCRUB) is not None:
            self.scrub()
            self.flags.set(SCRUB, None)

    def backup(self, path: Path) -> None:
        """Write an encrypted, verified copy of the database (blobs are files beside it)."""
        self.database.backup(path)

    def check(self) -> list[str]:
        """What is wrong with rows, word indexes or blobs; empty where all is well."""
        problems = self.database.check() + self.words.check()
        missing = len(self.missing_blobs())
        if missing:
            problems.append(f"blobs: {missing} files are missing")
        return problems

    def stats(self) -> Sizes:
        """Counts and bytes of everything."""
        span = self.captures.span()
        with self.database.read() as connection:
            captures, images, texts = connection.execute(
                "SELECT (SELECT count(*) FROM capture),"
                " (SELECT coalesce(sum(bytes), 0) FROM frame),"
                " (SELECT coalesce(sum(bytes), 0) FROM document)"
            ).fetchone() or (0, 0, 0)
            frames = dict.fromkeys(("full", "thumbnail", "gone"), 0)
            frames.update(connection.execute("SELECT state, count(*) FROM frame GROUP BY state"))
        return Sizes(
            captures=captures,
            segments=self.segments.count_by_tier(),
            facts=self.facts.counts(),
            events=self.events.count(),
            documents=self.documents.count(),
            frames=frames,
            database_bytes=self.database.size_bytes(),
            image_bytes=images,
            text_bytes=texts,
            counters=self.counters.all(),
            oldest_ms=None if span is None else span[0],
            newest_ms=None if span is None else span[1],
        )
