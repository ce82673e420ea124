"""Desktop notifications, through the service that every Linux desktop has for them.

https://specifications.freedesktop.org/notification-spec/latest/
"""

from collections.abc import Mapping
from typing import Any

from services.capture.session.bus import BusError, CallError, Target, session_bus
from services.errors import NoticeError

NOTICES = Target(
    "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
)  # fmt: skip
_LOW = 0  # urgency: shown where it disturbs nobody
_SERVERS_CHOICE = -1


def notify(
    title: str, body: str, replaces: int = 0, environ: Mapping[str, str] | None = None
) -> int:
    """Show a notification, in place of an earlier one where ``replaces`` is its number.

    Gives its number. Raises ``NoticeError`` where no service shows notifications.
    """
    hints = {"urgency": ("y", _LOW), "desktop-entry": ("s", "afterimage")}
    try:
        bus = session_bus(environ)
    except BusError as error:
        raise NoticeError("No service shows notifications.") from error
    try:
        words: tuple[Any, ...] = (title, body, [], hints, _SERVERS_CHOICE)
        sent = ("Afterimage", replaces, "afterimage", *words)
        return int(bus.call(NOTICES, "Notify", "susssasa{sv}i", sent)[0])
    except (BusError, CallError) as error:
        raise NoticeError("No service shows notifications.") from error
    finally:
        bus.close()
