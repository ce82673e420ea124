"""The desktop portal's global shortcuts on a private bus: gives, refuses, and presses keys."""

from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, new_error, new_method_return, new_signal

from tests.support.portal import SERVICE, PortalService, handle_of

SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
PATH = "/org/freedesktop/portal/desktop"
SESSION_PATH = f"{PATH}/session/test/2"


class ShortcutsPortal(PortalService):
    """``offered`` False is a desktop without shortcuts; ``response`` answers, None never does."""

    offered = True
    response: int | None = 0
    given = True
    asker: Message | None = None
    bound: list[tuple[str, dict[str, tuple[str, Any]]]]

    def _take(self, message: Message) -> None:
        member = message.header.fields[HeaderFields.member]
        if member == "Get" and message.body[0] == SHORTCUTS:
            self._tell_version(message, 1 if self.offered else None)
        elif member in {"CreateSession", "BindShortcuts"} and self.offered:
            self._answer(message, member)
        else:
            super()._take(message)

    def _answer(self, message: Message, member: str) -> None:
        path = handle_of(message, message.body[-1])
        self.asker = message
        self.send(new_method_return(message, "o", (path,)))
        if self.response is None:
            return
        if member == "CreateSession":
            self.respond(message, path, 0, session_handle=("s", SESSION_PATH))
            return
        self.bound = message.body[1]
        given = self.bound if self.given else []
        self.respond(message, path, self.response, shortcuts=("a(sa{sv})", given))

    def press(self, shortcut: str = "ask", session: str = SESSION_PATH) -> None:
        """The person presses a shortcut's keys."""
        assert self.asker is not None
        signal = new_signal(
            DBusAddress(PATH, interface=SHORTCUTS), "Activated", "osta{sv}",
            (session, shortcut, 0, {}),
        )  # fmt: skip
        signal.header.fields[HeaderFields.destination] = self.asker.header.fields[
            HeaderFields.sender
        ]
        self.send(signal)


__all__ = ["SERVICE", "ShortcutsPortal", "new_error"]
