"""Keeps what is copied, where the person asked for it and by the rules that hold for windows."""

import hashlib
import hmac
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from services.capture.clipboard.base import Clipboard, Copied
from services.capture.rules import Match, Rules
from services.clock import DAY_MS, Clock
from services.errors import CaptureUnavailableError, DocumentError, WorldError
from services.reading.jobs import ParsedDocument, ParseLimits
from services.records import (
    CaptureId,
    ClipboardState,
    NewCapture,
    NewSegment,
    Source,
    Trust,
    WindowInfo,
    Withheld,
)
from services.said import said
from services.settings import Settings

_log = logging.getLogger("afterimage.capture.clipboard")

_WAIT_S = 60.0
_TRY_AGAIN_S = 60.0
_SECRET_RULE = said("marked as secret")


@dataclass(frozen=True, slots=True)
class ClipboardLinks:
    """What the watcher works with.

    ``allowed`` tells whether anything may be captured now (consent, no pause). ``read_picture``
    recognises the text of a picture file. ``hash_key`` keys the ids by which the same copy is known
    again on the same day.
    """

    clock: Clock
    settings: Callable[[], Settings]
    allowed: Callable[[], bool]
    open: Callable[[], Clipboard]
    store: Callable[[NewCapture], CaptureId]
    note: Callable[[Withheld], None]
    read_picture: Callable[[bytes, ParseLimits], ParsedDocument]
    hash_key: bytes


class ClipboardWatcher:
    """Watches on a thread of its own while the setting is on; ``refresh`` takes in changes."""

    def __init__(self, links: ClipboardLinks) -> None:
        self._links = links
        self._changed = threading.Event()
        self._closed = False
        self._clipboard: Clipboard | None = None
        self._problem = ""
        self._thread = threading.Thread(target=self._work, name="clipboard", daemon=True)

    def start(self) -> None:
        """Begin; where the setting is off nothing is opened."""
        self._thread.start()

    def refresh(self) -> None:
        """Look at the settings again."""
        self._changed.set()
        clipboard = self._clipboard
        if clipboard is not None:
            clipboard.wake()

    def close(self) -> None:
        """End, and wait for it."""
        self._closed = True
        self.refresh()
        if self._thread.ident is not None:
            self._thread.join()

    def state(self) -> ClipboardState:
        """Whether copies are kept, and why not."""
        wanted = self._links.settings().sources.clipboard
        return ClipboardState(wanted, self._clipboard is not None, self._problem if wanted else "")

    def try_out(self) -> str:
        """Why copies cannot be kept on this desktop; "" where they can, whether wanted or not."""
        try:
            self._links.open().close()
        except CaptureUnavailableError as error:
            return str(error)
        return ""

    def _work(self) -> None:
        while not self._closed:
            self._changed.clear()
            try:
                if self._links.settings().sources.clipboard:
                    self._watch()
                elif not self._closed:
                    self._changed.wait()
            except CaptureUnavailableError as error:
                self._problem = str(error)
                self._changed.wait(_TRY_AGAIN_S)
            except Exception:  # noqa: BLE001 - the edge of the thread
                _log.exception("watching the clipboard failed")
                self._changed.wait(_TRY_AGAIN_S)

    def _watch(self) -> None:
        """Follow the clipboard until the setting goes off or the program ends."""
        clipboard = self._links.open()
        self._problem = ""
        self._clipboard = clipboard
        try:
            while not self._closed and self._links.settings().sources.clipboard:
                if clipboard.wait(_WAIT_S):
                    self._take(clipboard)
        finally:
            self._clipboard = None
            clipboard.close()

    def _take(self, clipboard: Clipboard) -> None:
        """Keep what was copied, unless something speaks against it."""
        if not self._links.allowed():
            return
        window = clipboard.window() or WindowInfo("", "")
        match = self._match(window)
        if match is not None:  # not even asked for
            self._links.note(match.ledger_line(self._links.clock.now_ms()))
            return
        copied = clipboard.read(pictures=self._links.settings().sources.clipboard_pictures)
        if copied is None:
            return
        if copied.secret:
            now_ms = self._links.clock.now_ms()
            self._links.note(Withheld(now_ms, _SECRET_RULE, "secret", copied.owner or window.app))
            return
        match = self._match(WindowInfo(copied.owner, "")) if copied.owner else None
        if match is not None:
            self._links.note(match.ledger_line(self._links.clock.now_ms()))
            return
        with suppress(DocumentError):  # a picture that is none
            self._keep(copied, window)

    def _match(self, window: WindowInfo) -> Match | None:
        return Rules(self._links.settings().capture).match(window)

    def _keep(self, copied: Copied, window: WindowInfo) -> None:
        segments: tuple[NewSegment, ...] = (NewSegment(copied.text.strip()),)
        if copied.picture:
            parsed = self._links.read_picture(copied.picture, self._limits())
            segments = parsed.segments
        text = "\n".join(segment.text for segment in segments).strip()
        if not text:
            return
        now_ms = self._links.clock.now_ms()
        day = str(now_ms // DAY_MS).encode()
        key = hmac.new(self._links.hash_key, day + text.encode("utf-8", "replace"), hashlib.sha256)
        capture = NewCapture(
            source=Source.CLIPBOARD,
            at_ms=now_ms,
            offset_min=self._links.clock.offset_min(),
            trust=Trust.SEEN,
            segments=segments,
            external_id=f"clipboard:{key.hexdigest()[:32]}",
            app=window.app,
            title=window.title,
            url=window.url,
        )
        try:
            self._links.store(capture)
        except WorldError as error:
            _log.warning("a copy was not kept: %s", type(error).__name__)

    def _limits(self) -> ParseLimits:
        settings = self._links.settings()
        return ParseLimits(
            timeout_s=settings.files.parse_timeout_s,
            memory_mb=settings.files.parse_memory_mb,
            redact=settings.privacy.redact,
        )
