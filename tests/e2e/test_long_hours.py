"""Hours of work leave nothing behind in memory: objects, queues and caches stay as many."""

import gc
from collections import Counter
from pathlib import Path

from services.capture.backlog import Backlog
from tests.support.made_up_day import MadeUpDay

OURS = ("services.",)
# the lines of the last pages are remembered, to know them again: a page has up to 24
ROOM = {"services.records.base.Line": 120, "services.records.base.Box": 120}


def alive() -> Counter[str]:
    """How many objects of our own classes there are, by class."""
    gc.collect()
    kinds = (type(thing) for thing in gc.get_objects())
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in kinds)
    return Counter(name for name in names if name.startswith(OURS))


def test_objects_do_not_pile_up(tmp_path: Path) -> None:
    day = MadeUpDay(tmp_path)
    try:
        for _minute in day.play(3, 15_000):
            pass
        before, kept_before = alive(), day.pipeline.kept
        for _minute in day.play(5, 15_000):
            pass
        after, kept = alive(), day.pipeline.kept
    finally:
        day.close()
    assert kept - kept_before > 8
    grown = {
        kind: n - before[kind] for kind, n in after.items() if n - before[kind] > ROOM.get(kind, 8)
    }
    assert grown == {}


def test_what_was_taken_from_the_queue_is_let_go(tmp_path: Path) -> None:
    queue = Backlog()
    day = MadeUpDay(tmp_path)
    process = day.pipeline.process
    day.pipeline.process = queue.put  # type: ignore[method-assign]
    try:
        for _minute in day.play(2, 15_000):
            while len(queue):
                change = queue.get()
                assert change is not None
                process(change)
                queue.done()
    finally:
        day.close()
    assert queue.offered == queue.given > 2
    assert (queue.bytes, len(queue), queue.dropped) == (0, 0, 0)
