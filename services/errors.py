"""The two kinds of failure: the world's, which a person can mend, and ours, which we must."""


class WorldError(Exception):
    """Something outside the program failed; the message says what happened and what to do.

    Only ``ui`` and ``app.cli`` show these, so the message is written for the person who uses
    the program. It never holds captured text or a key.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class Bug(Exception):
    """A promise of our own code was broken; the program exits with 70."""


class Cancelled(Exception):
    """The person stopped a long task; what was finished before stays."""


class UsageError(WorldError):
    """A command, setting or query was given in a form that cannot be understood."""


class VaultError(WorldError):
    """The vault cannot be opened: key, passphrase or keyring."""


class WrongPassphraseError(VaultError):
    """The passphrase (or recovery code) does not open this vault."""


class MistypedCodeError(WrongPassphraseError):
    """A recovery code whose checksum does not fit: a letter was mistyped, left out or swapped."""


class KeyringMissingError(VaultError):
    """No working keyring backend was found on this machine."""


class VaultLockedError(VaultError):
    """The vault is locked; nothing can be read until it is opened again."""


class DataDirError(WorldError):
    """The data folder cannot be used: not writable, in use, or from a newer program."""


class AlreadyRunningError(DataDirError):
    """Another instance of the program has this data folder open."""


class NewerDatabaseError(DataDirError):
    """The database was written by a newer version of the program."""


class CaptureUnavailableError(WorldError):
    """The screen cannot be read here (no display, a refusal, or an unsupported system)."""


class ConsentError(WorldError):
    """Capture was asked for before the person agreed to it."""


class DocumentError(WorldError):
    """A file cannot be read: broken, too large, encrypted, or of an unknown kind."""


class ModelError(WorldError):
    """A language model cannot be loaded or used."""


class IndexUnavailableError(WorldError):
    """The vector index cannot be reached; search by words still works."""


class HotkeyError(WorldError):
    """Keys cannot be heard everywhere: another program has them, or the desktop forbids it."""


class AutostartError(WorldError):
    """The program cannot be started at login."""


class NoticeError(WorldError):
    """A notification cannot be shown."""
