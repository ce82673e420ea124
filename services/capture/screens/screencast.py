"""Reads the monitors of a Wayland desktop through its portal's screen cast: no flash, no files.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.ScreenCast.html
"""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.capture.screens.base import (
    MonitorChangedError,
    MonitorInfo,
    MonitorNumbers,
    Screenshot,
)
from services.capture.screens.pipewire import PipeWireStream, StreamError
from services.capture.screens.portal_requests import (
    SESSION,
    Portal,
    PortalRefusedError,
    Refusal,
)
from services.capture.session.presence import Permit
from services.clock import Clock
from services.errors import CaptureUnavailableError
from services.records import Box

log = logging.getLogger("afterimage.capture.portal")

SCREENCAST = "org.freedesktop.portal.ScreenCast"
_MONITORS, _NO_CURSOR, _FOR_GOOD = 1, 1, 2  # types, cursor_mode, persist_mode
_PERSISTS_FROM = 4  # version

_Streams = tuple[tuple[int, Mapping[str, tuple[str, Any]]], ...]


@dataclass(frozen=True, slots=True)
class _Cast:
    """One monitor that is being cast."""

    name: str
    place: tuple[int, int]
    stream: PipeWireStream = field(repr=False)


class ScreenCastScreen:
    """The monitors that the person chose in the portal's question, each a stream of its own.

    The question is asked at the first look; ``permit`` keeps the answer beyond this run. Pictures
    are in pixels, places in the desktop's points.
    """

    def __init__(
        self,
        clock: Clock,
        environ: Mapping[str, str] | None = None,
        *,
        refusal: Refusal | None = None,
        permit: Permit | None = None,
        wait_s: float = 60.0,
    ) -> None:
        self._clock = clock
        self._refusal = refusal or Refusal()
        self._refusal.check()
        self._permit = permit or Permit()
        self._numbers = MonitorNumbers()
        self._casts: tuple[_Cast, ...] = ()
        self._session = ""
        self._streams: _Streams = ()
        self._proven = False
        self._shots: dict[int, Screenshot] = {}
        self._portal: Portal | None = Portal(environ, wait_s=wait_s)
        try:
            self.version = self._portal.version(SCREENCAST)
            self._portal.listen(SESSION, "Closed")
        except CaptureUnavailableError:
            self._portal.close()
            raise

    def monitors(self) -> tuple[MonitorInfo, ...]:
        """The monitors that are cast, with their newest pictures taken."""
        portal = self._open()
        self._check_session(portal)
        if not self._casts:
            self._begin(portal)
        found = []
        for cast in self._casts:
            number = self._numbers.number(cast.name)
            try:
                pixels = cast.stream.newest()
            except StreamError as error:
                log.info("a stream of the screen is begun anew: %s", error)
                self._broke_off(portal)
                raise MonitorChangedError("The cast of the screen broke off.", "") from error
            self._shots[number] = Screenshot(pixels, number, self._clock.now_ms())
            height, width = pixels.shape[:2]
            found.append(MonitorInfo(number, Box(*cast.place, width, height), cast.name))
        self._proven = True
        return tuple(found)

    def grab(self, monitor: MonitorInfo) -> Screenshot:
        """The picture of one monitor that was taken when they were listed."""
        self._open()
        shot = self._shots.get(monitor.index)
        if shot is None or (shot.width, shot.height) != (monitor.box.width, monitor.box.height):
            raise MonitorChangedError("The monitor is cast no more.", "")
        return Screenshot(shot.pixels.copy(), shot.monitor, shot.taken_at_ms)

    def interrupt(self) -> None:
        """Wait no longer for the person's answer; from any thread."""
        portal = self._portal
        if portal is not None:
            portal.interrupt()

    def close(self) -> None:
        """End the cast and the connection to the portal."""
        portal, self._portal = self._portal, None
        self._end_casts()
        if portal is not None:
            portal.close()  # with its connection the session ends

    def _open(self) -> Portal:
        if self._portal is None:
            raise CaptureUnavailableError("The screen is closed.", "Start capture again.")
        return self._portal

    def _check_session(self, portal: Portal) -> None:
        """Raise where the person ended the cast, in the desktop's own panel."""
        for path, member in portal.heard():
            if path == self._session and member == "Closed":
                self._streams = ()
                self._end_casts()
                error = PortalRefusedError(
                    "The desktop ended the capture of the screen: you did so in its panel, or a"
                    " monitor was unplugged.",
                    "To begin again, switch “Capture the screen” off and on.",
                )
                self._refusal.note(error)
                raise error

    def _begin(self, portal: Portal) -> None:
        if not self._streams:
            try:
                self._streams = self._negotiated(portal)
            except PortalRefusedError as error:
                self._refusal.note(error)
                raise
        self._proven = False
        for node, about in self._streams:
            remote = portal.call(SCREENCAST, "OpenPipeWireRemote", "oa{sv}", (self._session, {}))
            try:
                stream = PipeWireStream(remote.to_raw_fd(), node)
            except StreamError as error:
                raise CaptureUnavailableError(
                    "The program that reads the cast of the screen does not start.",
                    "Install gstreamer1.0-tools and gstreamer1.0-pipewire.",
                ) from error
            self._casts = (*self._casts, _Cast(_name_of(about), _place_of(about), stream))

    def _negotiated(self, portal: Portal) -> _Streams:
        """Node and description of every stream, in a new session."""
        token = {"session_handle_token": ("s", f"afterimage{secrets.token_hex(8)}")}
        made = portal.request(SCREENCAST, "CreateSession", "", (), token)
        self._session = str(made["session_handle"][1])
        chosen: dict[str, tuple[str, Any]] = {
            "types": ("u", _MONITORS),
            "multiple": ("b", True),
            "cursor_mode": ("u", _NO_CURSOR),
        }
        if self.version >= _PERSISTS_FROM:
            chosen["persist_mode"] = ("u", _FOR_GOOD)
            if permit := self._permit.load():
                chosen["restore_token"] = ("s", permit)
        portal.request(SCREENCAST, "SelectSources", "o", (self._session,), chosen)
        started = portal.request(SCREENCAST, "Start", "os", (self._session, ""), {})
        self._permit.save(str(started.get("restore_token", ("s", ""))[1]))
        streams = tuple((int(node), about) for node, about in started["streams"][1])
        if not streams:
            raise CaptureUnavailableError(
                "The desktop's portal gave no monitor.",
                "Choose at least one when it asks; switch “Capture the screen” off and on.",
            )
        return streams

    def _broke_off(self, portal: Portal) -> None:
        """Try the same session once more; where it brings nothing, ask for another."""
        self._end_casts()
        if not self._proven:
            self._streams = ()
            portal.close_session(self._session)

    def _end_casts(self) -> None:
        casts, self._casts = self._casts, ()
        self._shots.clear()
        for cast in casts:
            cast.stream.close()


def _name_of(about: Mapping[str, tuple[str, Any]]) -> str:
    """What stays the same for a monitor: what the desktop calls it, else where it stands."""
    for key in ("mapping_id", "id"):
        if key in about:
            return str(about[key][1])
    return "at {}, {}".format(*_place_of(about))


def _place_of(about: Mapping[str, tuple[str, Any]]) -> tuple[int, int]:
    left, top = about.get("position", ("(ii)", (0, 0)))[1]
    return int(left), int(top)
