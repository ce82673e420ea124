"""A keyring behind a bus that hangs is waited for only so long."""

import threading
from collections.abc import Iterator

import pytest

from services.errors import KeyringMissingError
from services.vault import keyrings


class Hanging:
    """A keyring that says nothing until it is let go."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def _wait(self, *_what: str) -> str:
        self.gate.wait(30)
        return "late"

    get_password = set_password = delete_password = _wait


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hanging]:
    """Every question hangs; the threads that wait end with the test."""
    made = Hanging()
    monkeypatch.setattr(keyrings, "find_keyring", lambda: made)
    monkeypatch.setattr(keyrings, "ANSWER_S", 0.05)
    monkeypatch.setattr(keyrings, "PROBE_S", 0.05)
    yield made
    made.gate.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(10)


@pytest.mark.usefixtures("hanging")
def test_a_keyring_that_hangs_is_given_up() -> None:
    assert not keyrings.keyring_works()
    for ask in (keyrings.load_secret, keyrings.store_secret):
        with pytest.raises(KeyringMissingError, match="did not answer for") as caught:
            ask("a name")
        assert "recovery code" in caught.value.remedy
    keyrings.remove_secret("a name")


def test_what_a_keyring_raises_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Hanging:
        raise ZeroDivisionError

    monkeypatch.setattr(keyrings, "find_keyring", broken)
    with pytest.raises(ZeroDivisionError):
        keyrings.load_secret("a name")
