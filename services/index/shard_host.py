"""Chroma's own process: keeps vectors for the other end of a pipe, one call at a time.

Chroma holds Python's lock as long as it stores (6 ms, and half a millisecond a row; 50 to 150 where
the disk is busy). In the window's process, the window would stand still meanwhile.
"""

import logging
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import numpy as np

from services.allocator import M_ARENA_MAX, set_option
from services.child_process import end_with_parent
from services.errors import WorldError
from services.index.shards import Shards

_log = logging.getLogger("index.shards")
_NICE = 10
CALLS = frozenset(
    {"upsert", "delete", "get", "ids", "query", "count", "scrub", "drop_other_models", "rest"}
)


class Opening(NamedTuple):
    """The vectors of a model come into use, under a number that calls name them by."""

    slot: int
    folder: Path
    model_id: str
    key: bytes


class Closing(NamedTuple):
    """The vectors of a number are no longer in use."""

    slot: int


class Call(NamedTuple):
    """One of ``CALLS`` with its arguments."""

    slot: int
    name: str
    arguments: tuple[object, ...]


class Told(NamedTuple):
    """A line for the log; a traceback stays behind, for it may name folders."""

    level: int
    words: str


class Answer(NamedTuple):
    """What a call gave or raised, what a person should know of it, and lines for the log."""

    value: object
    notice: str
    told: tuple[Told, ...]


class Crashed(NamedTuple):
    """A call failed in a way nobody foresaw."""

    kind: str


class Packed(NamedTuple):
    """A set of ids as int64: a hundred thousand numbers travel in one piece."""

    ids: bytes


def shard_main(pipe: Connection) -> None:
    """Serve until the pipe closes; the target of the spawned process."""
    with suppress(AttributeError, OSError):
        os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to end
    set_option(M_ARENA_MAX, 1)
    end_with_parent()
    lines = _Lines()
    logging.getLogger().addHandler(lines)
    host = _Host(lines)
    try:
        while True:
            request = pipe.recv()
            if isinstance(request, Call):
                pipe.send(host.answer(request))
            else:
                host.note(request)
    except (EOFError, OSError):
        pass
    finally:
        host.close()
        pipe.close()


class _Lines(logging.Handler):
    """Keeps what is logged until it is taken along with an answer."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._kept: list[Told] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line of our own; what Chroma says of itself is nobody's concern."""
        if record.name == _log.name:
            self._kept.append(Told(record.levelno, record.getMessage()))

    def take(self) -> tuple[Told, ...]:
        """The lines since the last time."""
        kept, self._kept = tuple(self._kept), []
        return kept


class _Host:
    """The vectors of all models in use."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._open: dict[int, Shards] = {}

    def note(self, message: Opening | Closing) -> None:
        """Take models in and out of use."""
        if isinstance(message, Opening):
            self._open[message.slot] = Shards(message.folder, message.model_id, message.key, "")
        elif (shards := self._open.pop(message.slot, None)) is not None:
            shards.close()

    def answer(self, call: Call) -> Answer:
        """Do what is asked."""
        shards = self._open[call.slot]
        shards.notice = ""
        value = self._value(shards, call)
        return Answer(value, shards.notice, self._lines.take())

    def _value(self, shards: Shards, call: Call) -> object:
        try:
            if call.name not in CALLS:
                raise AttributeError(call.name)
            value = getattr(shards, call.name)(*call.arguments)
        except WorldError as error:
            return error
        except Exception as error:  # noqa: BLE001 - the edge of the process
            return Crashed(f"{type(error).__name__} in {call.name}")
        if isinstance(value, set):
            return Packed(np.fromiter(value, np.int64, len(value)).tobytes())
        return value

    def close(self) -> None:
        """Let go of all."""
        for shards in self._open.values():
            with suppress(Exception):  # the process ends in any case
                shards.close()
