"""The first lines of the child: they run before llama.cpp is there, so that its lack is told."""

import contextlib
import os
from multiprocessing.connection import Connection

from services.child_process import end_with_parent
from services.inference.embedding_wire import EmbeddingFailure
from services.inference.wire import Failure

NICENESS = 5
# llama.cpp's threads wait for each other many times a token. Spinning, as OpenMP does by default,
# burns the very core that the other one needs once the machine does anything else: with a busy
# neighbour a tiny model made 7 tokens/s spinning for long and 100 sleeping soon.
SPINS = "1000"


def run_host(pipe: Connection) -> None:
    """Become the model host; the target of the spawned process."""
    _settle_in()
    try:
        from services.inference import host
    except ImportError as error:
        _tell(pipe, Failure("missing", f"no module {error.name}"))
        return
    host.main(pipe)


def run_embedding_host(pipe: Connection) -> None:
    """Become the embedding host; the target of the spawned process."""
    _settle_in()
    try:
        from services.inference import embedding_host
    except ImportError as error:
        _tell(pipe, EmbeddingFailure("missing", f"no module {error.name}"))
        return
    embedding_host.main(pipe)


def _tell(pipe: Connection, failure: object) -> None:
    """Answer the first request."""
    with contextlib.suppress(OSError):
        pipe.recv()
        pipe.send(failure)


def _settle_in() -> None:
    end_with_parent()
    with contextlib.suppress(AttributeError, OSError):
        os.nice(NICENESS)
    os.environ.setdefault("GOMP_SPINCOUNT", SPINS)  # read when llama.cpp's library is loaded
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # llama.cpp prints parts of prompts when it fails
    os.dup2(silence, 2)
