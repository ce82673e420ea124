"""Costs add up by stage, and today's stand beside them until the next day."""

from services.clock import DAY_MS, HOUR_MS, ManualClock
from services.engine.costs import CostBook
from services.store import Store


def test_today_is_counted_apart_and_begins_anew_at_local_midnight(
    store: Store, clock: ManualClock
) -> None:
    book = CostBook(store.counters, clock)
    assert book.today().cpu_s == {}
    start_ms = clock.now_ms()
    book.add({"cpu_s.read": 3.0, "ocr.lines": 10})
    clock.advance(HOUR_MS)
    book.add({"cpu_s.read": 1.0, "cpu_s.compare": 5.0})
    today = book.today()
    assert today.since_ms == start_ms
    assert today.cpu_s == {"read": 4.0, "compare": 5.0}
    assert today.share == 9.0 / 3600
    again = CostBook(store.counters, clock)  # the program was started again
    again.add({"cpu_s.read": 1.0})
    assert again.today().cpu_s["read"] == 5.0
    assert again.today().since_ms == start_ms
    clock.advance(DAY_MS)
    again.add({"cpu_s.read": 2.0})
    assert again.today().cpu_s == {"read": 2.0}
    kept = store.counters.all()
    assert kept["cpu_s.read"] == 7.0
    assert kept["ocr.lines"] == 10
    assert len([name for name in kept if name.startswith("day.")]) == 2
