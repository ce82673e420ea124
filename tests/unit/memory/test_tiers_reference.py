"""What is decided of all memories at once is what one would decide of each."""

import random
from pathlib import Path

import numpy as np
import pytest

from services.clock import DAY_MS, ManualClock
from services.memory import tiers as deciding
from services.memory.ingest import Ingest
from services.memory.strength import retrievability
from services.memory.tiers import plan_tiers
from services.memory.value import value
from services.records import (
    FactSource,
    NewCapture,
    NewFact,
    NewSegment,
    SegmentId,
    Source,
    Tier,
    Trust,
)
from services.settings import MemorySettings, Settings
from services.store import Store
from services.store.segments import MemoryChange
from tests.support.storing import START_MS, open_store_in

SOURCES = ((Source.NOTE, Trust.TYPED), (Source.NOTE, Trust.IMPORTED), (Source.SCREEN, Trust.SEEN),
           (Source.CHAT, Trust.IMPORTED))  # fmt: skip
LIMITS = MemorySettings(hot_limit=60, warm_limit=80, hot_mb=0, warm_mb=0)


def made_library(store: Store, clock: ManualClock, chance: random.Random) -> list[SegmentId]:
    """Memories of every kind, in every tier, some pinned, kept, repeated, used, or behind facts."""
    ingest = Ingest(store, clock, Settings)
    for number in range(240):
        source, trust = chance.choice(SOURCES)
        words = " ".join(chance.choices(("peas", "12 May", "I decided", "ferry", "ok"), k=9))
        ingest.add(
            NewCapture(source, START_MS - chance.randrange(90) * DAY_MS, 0, trust,
                       (NewSegment(f"{number} {words}"),))
        )  # fmt: skip
    ids = [row.id for row in store.tier_rows.every()]
    for own in ids:
        store.segments.update(
            own,
            MemoryChange(
                salience=chance.random(),
                stability_days=chance.uniform(0.1, 400),
                uses=chance.choice((None, None, 1, 4, 40)),
                pinned=chance.random() < 0.05,
                kept_until_ms=chance.choice((None, None, None, START_MS - 5, START_MS + DAY_MS)),
                duplicate_of=chance.choice((None, None, None, ids[0])),
            ),
        )
    for own in chance.sample(ids, 12):
        slot = chance.choice(("vet", "commitment"))
        said = FactSource(own, "x")
        store.facts.add(NewFact("me", slot, f"value {own}", START_MS, START_MS, said, False))
    for tier in (Tier.WARM, Tier.ARCHIVED, Tier.FORGOTTEN):
        store.segments.set_tier(chance.sample(ids, 40), tier)
    return ids


def one_by_one(store: Store, now_ms: int) -> dict[SegmentId, tuple[float, int, int]]:
    """Of each memory that is not forgotten: its worth, its tier and the lowest it may sink to."""
    counts = store.facts.source_counts()
    promised = set(store.facts.sources_of_slot("commitment"))
    order = [Tier.HOT, Tier.WARM, Tier.ARCHIVED]
    found = {}
    for row in store.tier_rows.every():
        days = max((now_ms - row.reinforced_at_ms) / DAY_MS, 0.0)
        recall = retrievability(days, row.stability_days)
        worth = value(recall, row.salience, row.uses, duplicate=row.duplicate)
        level = order.index(row.tier)
        needed = counts.get(row.id, 0) == 1 or counts.get(row.id, 0) >= 3
        if row.pinned or row.id in promised:
            floor = 0
        elif row.kept_until_ms is not None and row.kept_until_ms > now_ms:
            floor = level
        else:
            note = row.source == Source.NOTE and row.trust == Trust.TYPED
            floor = 1 if note or needed else 2
        found[row.id] = (worth, level, floor)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("whole", [True, False])
def test_all_at_once_is_as_one_by_one(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, seed: int, whole: bool
) -> None:
    store = open_store_in(tmp_path)
    made_library(store, clock, random.Random(seed))
    if not whole:
        monkeypatch.setattr(deciding, "WHOLE", 10)
        monkeypatch.setattr(deciding, "SHARE", 50)
    plan = plan_tiers(store, LIMITS, clock.now_ms())
    told = one_by_one(store, clock.now_ms())
    assert set(plan.ids.tolist()) <= set(told)
    assert not whole or len(plan.ids) == len(told)
    for own, worth, level, then in zip(plan.ids, plan.worth, plan.now, plan.then, strict=True):
        expected = told[own]
        assert float(worth) == pytest.approx(expected[0], abs=1e-6)
        assert level == expected[1]
        assert then <= expected[2]
    if whole:  # where nothing is left out, the decision itself is compared too
        rows = list(store.tier_rows.every())
        column = deciding._Column(
            ids=np.array([row.id for row in rows], np.int64),
            worth=np.array([told[row.id][0] for row in rows], np.float32),
            level=np.array([told[row.id][1] for row in rows], np.int8),
            floor=np.array([told[row.id][2] for row in rows], np.int8),
            text_bytes=np.array([row.text_bytes for row in rows], np.int64),
        )
        assert plan.ids.tolist() == column.ids.tolist()
        assert plan.then.tolist() == deciding._decided(column, LIMITS, 0).tolist()
    falling = [told[own][0] for own, _, _ in plan.falling(200)]
    assert falling == sorted(falling, reverse=True)
    assert falling
    store.close()
