"""A fake opener for the window's first start and unlocking."""

import threading

from services.engine import CancelToken, Progress
from services.errors import KeyringMissingError, WrongPassphraseError
from tests.support.window_engine import FakeEngine

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
PASSPHRASE = "four odd words here"


class FakeOpener:
    """Fits ``ui.opening.Opener``."""

    def __init__(self, *, exists: bool = False, passphrase: bool = False) -> None:
        self.engine = FakeEngine()
        self.engine.consent = False
        self.made_with: list[str | None] = []
        self.there, self.wants_passphrase, self.has_keyring = exists, passphrase, True
        self.keyring_asked = 0
        self.broken: Exception | None = None

    def exists(self) -> bool:
        return self.there

    def needs_passphrase(self) -> bool:
        return self.wants_passphrase

    def keyring_available(self) -> bool:
        assert threading.current_thread() is not threading.main_thread()
        self.keyring_asked += 1
        return self.has_keyring

    def create(self, passphrase: str | None) -> tuple[FakeEngine, str]:
        if self.broken is not None:
            raise self.broken
        self.made_with.append(passphrase)
        self.there = True
        return self.engine, CODE

    def open(self, passphrase: str | None) -> FakeEngine:
        if self.broken is not None:
            raise self.broken
        if self.wants_passphrase and passphrase != PASSPHRASE:
            raise WrongPassphraseError("This passphrase does not open the vault.", "Try again.")
        if not self.wants_passphrase and not self.has_keyring and passphrase != CODE:
            raise KeyringMissingError("No keyring was found.", "Start one and try again.")
        return self.engine

    def open_sample(self, progress: Progress, cancel: CancelToken) -> FakeEngine:
        progress(1, 4, "Living through 2026-03-16")
        cancel.check()
        if self.broken is not None:
            raise self.broken
        self.engine.is_sample = True
        return self.engine
