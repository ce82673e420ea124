"""Turns an error into words for a person, with what can be done about it."""

import errno
import logging
from dataclasses import dataclass

from services.errors import (
    AlreadyRunningError,
    AutostartError,
    Bug,
    CaptureUnavailableError,
    ConsentError,
    DocumentError,
    HotkeyError,
    IndexUnavailableError,
    ModelError,
    VaultLockedError,
    WorldError,
    WrongPassphraseError,
)
from ui.engine_words import engine_words
from ui.words import tr

log = logging.getLogger("afterimage.ui")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is shown in a banner. ``action`` names a place that helps: a page, "retry" or ""."""

    words: str
    remedy: str = ""
    action: str = ""
    cancelled: bool = False

    @staticmethod
    def nothing() -> "Problem":
        """A stop that the person asked for: nothing to show."""
        return Problem("", cancelled=True)


# Which page (or "retry", "unlock") helps with which kind of error; the first that fits counts.
ACTIONS: tuple[tuple[type[WorldError], str], ...] = (
    (WrongPassphraseError, "retry"),
    (VaultLockedError, "unlock"),
    (AlreadyRunningError, ""),
    (ConsentError, "sources"),
    (CaptureUnavailableError, "sources"),
    (DocumentError, "sources"),
    (ModelError, "settings"),
    (IndexUnavailableError, "settings"),
    (HotkeyError, "settings"),
    (AutostartError, "settings"),
)


FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def problem_of(error: BaseException) -> Problem:
    """Words for an error; an unexpected one is logged with its traceback and told calmly."""
    if isinstance(error, WorldError):
        action = next((name for kind, name in ACTIONS if isinstance(error, kind)), "retry")
        return Problem(engine_words(error.message), engine_words(error.remedy), action)
    if isinstance(error, OSError) and error.errno in FULL:
        log.warning("the disk is full")
        return Problem(
            tr("The disk is full."),
            tr("Make room, then try again. Nothing that was kept is lost."),
            "retry",
        )
    if isinstance(error, MemoryError | OSError):
        log.warning("the system refused something", exc_info=error)
        return Problem(
            tr("The system refused something that was needed."),
            tr("Check free disk space and memory, then try again."),
            "retry",
        )
    kind = "a promise of our own was broken" if isinstance(error, Bug) else "unexpected failure"
    log.error(kind, exc_info=error)
    return Problem(
        tr("Something went wrong inside Afterimage. Nothing of yours was lost."),
        tr("The details are in the log. Trying again may help."),
        "retry",
    )


ACTION_WORDS = {
    "retry": "Try again",
    "sources": "Open Sources",
    "settings": "Open Settings",
    "unlock": "Unlock",
}
