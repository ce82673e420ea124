"""What tests of files work with: a folder, a store, and an indexer that reads in this process."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from services.capture.file_versions import FileVersions
from services.capture.files import FileIndexer
from services.capture.passes import Passes
from services.clock import ManualClock
from services.reading.documents.parse import parse
from services.reading.jobs import ParsedDocument, ParseLimits
from services.records import AddReport, ChangeKind
from services.settings import Settings
from services.store import Store


@dataclass
class InProcess:
    """The reading worker's way of reading, without its process."""

    read: list[str] = field(default_factory=list)
    error: Exception | None = None

    def parse_document(self, path: Path, limits: ParseLimits) -> ParsedDocument:
        self.read.append(path.name)
        if self.error is not None:
            raise self.error
        return parse(path, limits)


@dataclass
class World:
    """Everything a test of files touches; ``root`` is the folder with the files."""

    root: Path
    store: Store
    clock: ManualClock
    parser: InProcess
    indexer: FileIndexer
    versions: FileVersions
    passes: Passes
    settings: Settings = field(default_factory=Settings)
    changes: list[ChangeKind] = field(default_factory=list)

    def set(self, key: str, value: bool | int | tuple[str, ...]) -> None:
        self.settings = self.settings.with_value(key, value)

    def write(self, name: str, text: str | bytes, *, age_s: int = 3600) -> Path:
        """Write a file, last changed ``age_s`` before the clock's now."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        at_s = self.clock.now_ms() / 1000 - age_s
        os.utime(path, (at_s, at_s))
        return path

    def add(self, *paths: Path) -> AddReport:
        return self.indexer.add(paths or [self.root])

    def counts(self, *paths: Path) -> tuple[int, int, int, int]:
        """Added, updated, skipped and failed of indexing (the whole folder)."""
        report = self.add(*paths)
        return report.added, report.updated, report.skipped, len(report.failed)

    def find(self, word: str) -> list[str]:
        """The paths of documents whose searchable segments hold a word."""
        hits = self.store.segments.hits([found[0] for found in self.store.words.search(word, 50)])
        documents = [hit.hit.anchor.document_id for hit in hits.values()]
        found = [self.store.documents.get(one) for one in documents if one is not None]
        return sorted(document.path for document in found if document is not None)

    def state(self, path: Path) -> list[str]:
        return [version.state for version in self.store.documents.versions(str(path))]
