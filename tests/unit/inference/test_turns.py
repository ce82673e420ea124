"""Who comes next: the most urgent, then who came first; a wait can be given up."""

import threading
from functools import partial

import pytest

from services.cancel import CancelToken
from services.errors import Cancelled
from services.inference.turns import Priority, Turns
from tests.support.waiting import wait_until


def test_a_question_goes_before_work_that_can_wait() -> None:
    turns, order = Turns(), list[str]()

    def waiting(number: int) -> bool:
        return len(turns._waiting) == number

    def work(name: str, priority: Priority) -> None:
        with turns.mine(CancelToken(), priority):
            order.append(name)

    wanted = [
        ("night 1", Priority.BACKGROUND),
        ("night 2", Priority.BACKGROUND),
        ("typing", Priority.TYPING),
        ("question", Priority.QUESTION),
    ]
    threads = []
    with turns.mine(CancelToken(), Priority.BACKGROUND):
        for number, (name, priority) in enumerate(wanted, 1):
            thread = threading.Thread(target=work, args=(name, priority))
            thread.start()
            threads.append(thread)
            wait_until(partial(waiting, number), "all wait")
    for thread in threads:
        thread.join(30)
    assert order == ["question", "typing", "night 1", "night 2"]


def test_a_wait_can_be_given_up() -> None:
    turns, cancel = Turns(), CancelToken()
    cancel.cancel()
    with turns.mine(CancelToken()):
        with pytest.raises(Cancelled), turns.mine(cancel):
            pass
        with turns.at_once() as got:
            assert not got
    with turns.at_once() as got:
        assert got
    with pytest.raises(Cancelled), turns.mine(cancel):
        pass
    with turns.mine(CancelToken()):
        pass
