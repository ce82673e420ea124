"""How a vault is made or opened; the application brings the real thing, tests a fake."""

from typing import Protocol

from ui.ports import CancelToken, Engine, Progress


class Opener(Protocol):
    """Makes or opens the vault of one data folder. Slow methods run off the main thread."""

    def exists(self) -> bool:
        """Whether there is a vault already."""
        ...

    def needs_passphrase(self) -> bool:
        """Whether opening takes a passphrase (or the recovery code)."""
        ...

    def keyring_available(self) -> bool:
        """Whether the desktop's keyring can hold the key."""
        ...

    def create(self, passphrase: str | None) -> tuple[Engine, str]:
        """Make a vault (None: key in the keyring); gives the engine and the recovery code."""
        ...

    def open(self, passphrase: str | None) -> Engine:
        """Open the vault; raises ``WrongPassphraseError`` and other ``VaultError``s."""
        ...

    def open_sample(self, progress: Progress, cancel: CancelToken) -> Engine:
        """Open the sample library, built at first use (a minute or two)."""
        ...
