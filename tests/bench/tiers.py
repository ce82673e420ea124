"""What deciding about tiers costs at night, with ever more stored below the vivid memories.

Run: ``packaging/dev.py bench tiers --stored 50000 200000 500000``. Rows are made by SQL, without
words or vectors: the decision reads neither. CPU seconds, beside a look at all that is stored.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from services.clock import DAY_MS
from services.memory import tiers
from services.settings import MemorySettings
from services.store import Store
from tests.support.storing import START_MS, open_store_in

HOT = 20_000


def fill(store: Store, count: int) -> None:
    """So many segments of any worth, ``HOT`` of them vivid, one a minute."""
    with store.database.write() as connection:
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO capture (id, source, at_ms, until_ms, offset_min, trust, app)"
            " SELECT i, 'screen', ? + i * 60000, ? + i * 60000, 0, 'seen', 'Reader' FROM n",
            (count, START_MS, START_MS),
        )
        connection.execute(
            "INSERT INTO segment (id, capture_id, ordinal, at_ms, text, salience, stability_days,"
            " reinforced_at_ms, tier, digested)"
            " SELECT id, id, 0, at_ms, 'a text of some length about the harbour ' || id,"
            " abs(random() % 1000) / 1000.0, 1 + abs(random() % 600) / 10.0, at_ms,"
            " iif(id % ? = 0, 'hot', 'warm'), 1 FROM capture",
            (max(1, count // HOT),),
        )


def decide(store: Store, now_ms: int) -> tuple[float, int]:
    """CPU seconds of one night's decision, and how many rows it looked at."""
    begun = process_time()
    plan = tiers.plan_tiers(store, MemorySettings(hot_limit=HOT), now_ms)
    return process_time() - begun, len(plan.ids)


def main() -> None:
    """One line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, nargs="+", default=[50_000, 200_000, 500_000])
    whole = tiers.WHOLE
    for stored in parser.parse_args().stored:
        with tempfile.TemporaryDirectory() as folder:
            store = open_store_in(Path(folder))
            fill(store, stored)
            now_ms = START_MS + stored * 60_000 + DAY_MS
            tiers.WHOLE = whole
            part_s, looked = decide(store, now_ms)
            tiers.WHOLE = 2 * stored
            all_s, every = decide(store, now_ms)
            print(f"{stored:>8} stored, {HOT} vivid: {part_s:5.2f} s CPU for {looked} rows;"
                  f" all of them {all_s:5.2f} s for {every}", flush=True)  # fmt: skip
            store.close()


if __name__ == "__main__":
    main()
