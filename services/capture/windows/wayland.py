"""Windows of a Wayland desktop, which tells no program of them."""

from collections.abc import Callable, Mapping

from services.capture.session.idle import BusIdle
from services.errors import CaptureUnavailableError
from services.records import WindowInfo


class WaylandWindows:
    """Tells of no window; only opened where the person ``accepted`` what that means.

    Without names of windows no exclusion can be checked: what is excluded elsewhere is captured.
    Raises ``CaptureUnavailableError``, at once and later, where that was not accepted.
    """

    def __init__(
        self, accepted: Callable[[], bool], environ: Mapping[str, str] | None = None
    ) -> None:
        self._accepted = accepted
        self._check()
        self._idle = BusIdle(environ)

    def visible(self) -> tuple[WindowInfo, ...]:
        """None is known."""
        self._check()
        return ()

    def focused(self) -> WindowInfo | None:
        """None is known."""
        self._check()
        return None

    def idle_ms(self) -> int:
        """Milliseconds since the last key or mouse movement; 0 where the desktop does not tell."""
        return self._idle.idle_ms()

    def locked(self) -> bool:
        """Never: lock and screen savers are told by the session's buses (``SessionWatch``)."""
        return False

    def close(self) -> None:
        """Close the connections to the buses."""
        self._idle.close()

    def _check(self) -> None:
        if not self._accepted():
            raise CaptureUnavailableError(
                "On this Wayland desktop no program may ask which windows are open,"
                " so excluded apps, titles, sites and private windows cannot be kept out.",
                "Log in to an X11 session, or accept it in Settings:"
                " “Capture although windows are not known”.",
            )
