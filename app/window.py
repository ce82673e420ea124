"""Starts the window: opens or makes the library for it, and raises the one that runs already."""

import logging
import os
import signal
from dataclasses import dataclass
from pathlib import Path

import ui.application
from app.cli.context import Context
from app.compose import Opening, create_library, open_library
from app.desktop import DesktopLinks
from app.sample import open_sample
from services.cancel import CancelToken, Progress
from services.engine import Engine
from services.errors import AlreadyRunningError, MistypedCodeError, WorldError
from services.settings import Settings
from services.vault.datadir import DataDir
from services.vault.keyrings import keyring_works
from services.vault.keysources import (
    BOTH,
    PASSPHRASE,
    Keyring,
    KeyringAndPassphrase,
    KeySource,
    Passphrase,
    RecoveryCode,
)
from services.vault.recovery import to_secret
from services.vault.vault import Vault

log = logging.getLogger("afterimage.window")

SAMPLE_FOLDER = "sample"


@dataclass(frozen=True, slots=True)
class LibraryOpener:
    """Makes or opens the library of one data folder for the window."""

    context: Context
    key_file: KeySource | None = None

    def exists(self) -> bool:
        """Whether there is a vault already."""
        return Vault.exists(self.context.data_dir)

    def needs_passphrase(self) -> bool:
        """Whether opening takes a passphrase."""
        if self.key_file is not None:
            return False
        return self.exists() and Vault.kind_of(self.context.data_dir) in {PASSPHRASE, BOTH}

    def keyring_available(self) -> bool:
        """Whether the desktop's keyring can hold the key."""
        return keyring_works()

    def create(self, passphrase: str | None) -> tuple[Engine, str]:
        """Make a vault; gives the engine and the recovery code."""
        return create_library(self._opening(self._source(passphrase)))

    def open(self, passphrase: str | None) -> Engine:
        """Open the vault; a recovery code is taken in place of the passphrase."""
        return open_library(self._opening(self._source(passphrase)))

    def open_sample(self, progress: Progress, cancel: CancelToken) -> Engine:
        """Open the sample, building it at first use."""
        return open_sample(self.context.data_dir / SAMPLE_FOLDER, progress, cancel)

    def _opening(self, unlock: KeySource) -> Opening:
        context = self.context
        return Opening(context.data_dir, unlock, context.clock, context.overrides, apart=True)

    def _source(self, passphrase: str | None) -> KeySource:
        if self.key_file is not None:
            return self.key_file
        if passphrase is None:
            return Keyring()
        if self.exists() and _is_code(passphrase):
            return RecoveryCode(passphrase)
        if self.exists() and Vault.kind_of(self.context.data_dir) == BOTH:
            return KeyringAndPassphrase(Passphrase(passphrase))
        return Passphrase(passphrase)


def run_window(context: Context, key_file: KeySource | None) -> int:
    """Show the window until it is quit; returns the exit code.

    Where another instance has the library open, its window is raised instead.
    """
    data = DataDir(context.data_dir)
    data.prepare()
    try:
        data.lock().close()
    except AlreadyRunningError as error:
        if not _raise_other(data, to_ask=context.args.ask):
            raise
        context.out.note(f"{error.message} It was asked to show its window.")
        return 0
    desktop = DesktopLinks(context.data_dir)
    settings = Settings()
    for key, text in context.overrides.items():
        settings = settings.with_text(key, text)
    start = ui.application.Start(context.args.hidden, context.args.ask, settings.look)
    try:
        return ui.application.run(LibraryOpener(context, key_file), start, desktop)
    finally:
        desktop.close()


def _is_code(text: str) -> bool:
    """Whether a text is a whole recovery code rather than a passphrase."""
    try:
        to_secret(text)
    except MistypedCodeError:
        return False
    return True


def _raise_other(data: DataDir, *, to_ask: bool) -> bool:
    """Ask the process that holds the folder to show its window; tells whether it could."""
    try:
        pid = int((data.root / "lock").read_text("ascii"))
        os.kill(pid, signal.SIGUSR2 if to_ask else signal.SIGUSR1)
    except (OSError, ValueError, AttributeError):
        return False
    return True


def grab_pages(engine: Engine, folder: Path, text_scales: tuple[int, ...] = (100,)) -> list[Path]:
    """Pictures of every page in both themes and these text sizes, in percent.

    Raises ``WorldError`` where none can be drawn.
    """
    try:
        return [
            file
            for text_scale in text_scales
            for file in ui.application.grab_pages(engine, folder, text_scale=text_scale)
        ]
    except OSError as error:
        raise WorldError(f"The pictures cannot be written ({error.strerror}).") from error
