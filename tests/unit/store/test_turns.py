"""What reads in the background waits while a person does, and not for ever."""

import threading

import pytest

from services.store import turns
from services.store.turns import Turns


def test_it_gives_way_until_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_S", 30.0)
    shared, begun, went_on = Turns(), threading.Event(), threading.Event()

    def read() -> None:
        begun.set()
        if shared.give_way():
            went_on.set()

    assert shared.give_way()
    reader = threading.Thread(target=read)
    with shared.urgent():
        with shared.urgent():
            reader.start()
            assert begun.wait(30)
        assert not went_on.wait(0.05)  # one of two is still waiting
    reader.join(30)
    assert went_on.is_set()


def test_it_goes_on_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_S", 0.01)
    shared = Turns()
    with shared.urgent():
        assert not shared.give_way()
