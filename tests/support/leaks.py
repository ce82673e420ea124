"""Finds what a test left running."""

import multiprocessing
import threading
import time
from pathlib import Path

GRACE_S = 3.0

# Threads that a library starts once and keeps for the life of the process.
LIBRARY_THREADS = (
    "tqdm_monitor",  # tqdm's watcher, started by the first progress bar of a download library
)


def leftover_threads(known: frozenset[int], wait_s: float = GRACE_S) -> dict[int, str]:
    """Idents and names of living threads not in ``known``, after a grace period to end in."""
    deadline = time.monotonic() + wait_s
    while True:
        alive = {
            thread.ident: thread.name
            for thread in threading.enumerate()
            if thread.ident is not None and thread.ident not in known and _is_ours(thread)
        }
        if not alive or time.monotonic() >= deadline:
            return alive
        for thread in threading.enumerate():
            if thread.ident in alive and not isinstance(thread, threading._DummyThread):
                thread.join(0.02)


def leftover_processes(known: frozenset[int], wait_s: float = GRACE_S) -> dict[int, str]:
    """Ids and names of living multiprocessing children not in ``known``, after the grace period."""
    deadline = time.monotonic() + wait_s
    while True:
        alive = {
            child.pid: child.name
            for child in multiprocessing.active_children()
            if child.pid is not None and child.pid not in known
        }
        if not alive or time.monotonic() >= deadline:
            return alive
        for child in multiprocessing.active_children():
            if child.pid in alive:
                child.join(0.02)


def _is_ours(thread: threading.Thread) -> bool:
    if thread is threading.main_thread() or thread.name.startswith(LIBRARY_THREADS):
        return False
    if isinstance(thread, threading._DummyThread):
        # Python keeps the entry of a foreign thread after its end; the system knows better
        return Path(f"/proc/self/task/{thread.native_id}").exists()
    return thread.is_alive()
