"""Opening Chroma in a folder or at a server: what it raises, and a guard against its crashes."""

import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from services.allocator import M_PERTURB, set_option

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

# How often opening may end the process before the folder is given up.
TRIES = 2
_MARK = "opening"
_FILL = 0xFF  # memory is filled with the complement: zeros
_DATABASE = "chroma.sqlite3"
# A server on the same network answers in milliseconds; nobody waits longer for one that is away.
CONNECT_S = 2.0
ANSWER_S = 20.0


@contextmanager
def guarded(folder: Path) -> Iterator[None]:
    """``opening``, after a look at all graphs: Chroma's native code trusts its files.

    Raises ``ValueError`` where one is cut off: it would end the process. What Chroma writes while
    it runs is not looked at again.
    """
    if not all(_whole(graph) for graph in folder.glob("*/header.bin")):
        raise ValueError("the graph's files are damaged")
    with opening(folder):
        yield


@contextmanager
def opening(folder: Path) -> Iterator[None]:
    """Have a mark stand in the folder while something in it is being opened.

    Raises ``ValueError`` where the process ended that way as often as ``TRIES``.
    """
    mark = folder / _MARK
    tries = int(mark.read_text()) if mark.exists() else 0
    if tries >= TRIES:
        raise ValueError("opening the graph's files ends the process")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.write_text(str(tries + 1))
    yield
    mark.unlink()


def _whole(header: Path) -> bool:
    """Whether a graph's files are as long as its header says."""
    lengths, level = header.with_name("length.bin"), header.with_name("data_level0.bin")
    if not level.exists() or not lengths.exists():
        return False
    try:
        # hnswlib's header: version, offset, room for so many, nodes, bytes a node, ...
        nodes, record = map(int, struct.unpack_from("<iQQQQ", header.read_bytes())[3:])
    except struct.error:
        return False
    return lengths.stat().st_size >= 4 * nodes and level.stat().st_size >= nodes * record


def probe(collection: "Collection") -> None:
    """Raise where rows lack their vectors: Chroma counts rows even with its graph's files gone."""
    oldest = collection.get(limit=3, include=["embeddings"])
    if oldest["ids"]:
        collection.query(
            query_embeddings=np.asarray(oldest["embeddings"], dtype=np.float32),
            n_results=1,
            include=[],
        )


def troubles() -> tuple[type[Exception], ...]:
    """What Chroma raises; its client of a server wraps some of the network's errors, not all."""
    import httpx
    from chromadb.errors import ChromaError

    return (ChromaError, OSError, httpx.HTTPError, ValueError, sqlite3.Error)


def damage() -> tuple[type[Exception], ...]:
    """What a damaged folder raises: a client that cannot start fails again while it gives up."""
    from chromadb.errors import ChromaError

    return (ChromaError, ValueError, AttributeError, FileExistsError)


@contextmanager
def filled_memory() -> Iterator[None]:
    """Have memory filled as it is given out, while Chroma works (where the C library can: glibc).

    A graph's file is written with room for what comes; that room is memory as it was found, with
    whatever lay there before: vectors that were deleted, or worse.
    """
    filled = set_option(M_PERTURB, _FILL)
    try:
        yield
    finally:
        if filled:
            set_option(M_PERTURB, 0)


def _options() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def folder_client(folder: Path) -> "ClientAPI":
    """A client of an index on this disk."""
    import chromadb

    return chromadb.PersistentClient(path=str(folder), settings=_options())


def server_client(server: str) -> "ClientAPI":
    """A client of a server by its URL; raises where nobody answers there in time."""
    import chromadb
    import httpx

    parts = urlsplit(server)
    secure = parts.scheme == "https"
    # Chroma's own client waits for ever: ask first, and give it a limit afterwards
    limits = httpx.Timeout(ANSWER_S, connect=CONNECT_S)
    httpx.get(f"{server.rstrip('/')}/api/v2/heartbeat", timeout=limits).raise_for_status()
    client = chromadb.HttpClient(
        host=parts.hostname or "localhost",
        port=parts.port or (443 if secure else 8000),
        ssl=secure,
        settings=_options(),
    )
    for session in _sessions(client):
        session.timeout = limits
    return client


def _sessions(client: "ClientAPI") -> list[Any]:
    """A server's client's connections; none of a folder's."""
    servers = (client._server, client._admin_client._server)  # type: ignore[attr-defined]
    return [found for server in servers if (found := getattr(server, "_session", None))]


def release(client: "ClientAPI") -> None:
    """Let go of a client's threads and files, or of its connections to a server."""
    from chromadb.api.client import Client

    if isinstance(client, Client):
        # a server's client stops without closing its connections
        sessions = _sessions(client)
        client.close()
        for session in sessions:
            session.close()


def sweep(folder: Path) -> None:
    """Remove what Chroma leaves of deleted collections: its graphs and free pages with vectors.

    The folder's client must be released before.
    """
    with closing(sqlite3.connect(folder / _DATABASE)) as database:
        known = {row[0] for row in database.execute("SELECT id FROM segments")}
        database.execute("PRAGMA secure_delete = ON")
        database.execute(
            "DELETE FROM embeddings_queue WHERE substr(topic, -36) NOT IN"
            " (SELECT id FROM collections)"
        )
        database.commit()
        database.execute("VACUUM")
    for graph in folder.glob("*/"):
        if graph.name not in known:
            shutil.rmtree(graph)


def clear(folder: Path) -> None:
    """Remove an index from the disk, and from what Chroma remembers of this process."""
    from chromadb.api.shared_system_client import SharedSystemClient

    # Chroma keeps a client that failed to start, and would hand it out again for this folder
    SharedSystemClient._identifier_to_system.pop(str(folder), None)
    SharedSystemClient._identifier_to_refcount.pop(str(folder), None)
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
