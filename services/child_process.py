"""A process of our own at the other end of a pipe: started, ended, and gone with its parent."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple


class Child(NamedTuple):
    """A child and our end of the pipe to it."""

    process: BaseProcess
    pipe: Connection

    @classmethod
    def start(cls, target: Callable[[Connection], None], name: str) -> "Child":
        """A fresh interpreter that runs ``target`` with its end of a pipe and inherits nothing."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=target, args=(theirs,), name=name, daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    @property
    def pid(self) -> int | None:
        """Its process id while it lives."""
        with suppress(ValueError):  # it was ended
            return self.process.pid if self.process.is_alive() else None
        return None

    def end(self, grace_s: float) -> None:
        """Close the pipe, leave so much time to end by itself, then kill."""
        self.pipe.close()
        if grace_s:
            self.process.join(grace_s)
        self.process.kill()
        self.process.join()
        self.process.close()

    def kill(self) -> None:
        """End it at once, from any thread; whoever waits at the pipe sees its end."""
        with suppress(ValueError):  # it has just ended by itself
            self.process.kill()


def end_with_parent() -> None:
    """In a child: end at once where the parent is gone, in the middle of whatever is done."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
