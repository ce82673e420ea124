"""The person may say how long what comes from an app or of a kind stays."""

from pathlib import Path

import pytest

from services.clock import ManualClock
from services.errors import UsageError
from services.memory.consolidate import Consolidator
from services.memory.half_lives import HalfLives
from services.memory.ingest import Ingest
from services.memory.strength import half_life, initial_stability
from services.records import Source, Trust
from services.settings import Settings
from services.store import Store
from tests.support.storing import capture, like


def test_an_app_goes_before_its_kind_and_worth_still_counts() -> None:
    lives = HalfLives(("Terminal: 30", "screen: 400", "page:2.5"))
    assert half_life(lives.initial_stability(0.5, "terminal", "screen")) == pytest.approx(30)
    assert half_life(lives.initial_stability(0.5, "Editor", Source.SCREEN)) == pytest.approx(400)
    assert half_life(lives.initial_stability(0.5, "Browser", Source.PAGE)) == pytest.approx(2.5)
    assert lives.initial_stability(0.7, "Mail", Source.MAIL) == initial_stability(0.7)
    low, high = (lives.initial_stability(w, "Terminal", "screen") for w in (0.1, 0.9))
    assert low < lives.initial_stability(0.5, "Terminal", "screen") < high


def test_what_is_no_such_line_is_refused() -> None:
    for text in ("Terminal", "Terminal: soon", ": 3"):
        with pytest.raises(UsageError, match="half_lives"):
            Settings().with_text("memory.half_lives", text)
    kept = Settings().with_text("memory.half_lives", "Terminal: 30\nnote : 900")
    assert kept.memory.half_lives == ("Terminal: 30", "note : 900")


def test_it_holds_for_what_comes_and_for_what_is_there(
    store: Store, clock: ManualClock, tmp_path: Path
) -> None:
    settings = Settings().with_text("memory.half_lives", "Terminal: 30")
    seen = like(Source.SCREEN, Trust.SEEN, app="Terminal")
    text = "the build of the lighthouse failed at step 12"
    old = Ingest(store, clock, Settings).add(capture(text, like=seen))
    new = Ingest(store, clock, lambda: settings).add(capture(text + " twice", at=60, like=seen))

    def stability(own: int) -> float:
        return store.segments.of_capture(own)[0].stability_days  # type: ignore[arg-type]

    assert stability(old) > 2 > stability(new)
    Consolidator(store, clock, lambda: settings).run()
    assert stability(old) < 1
