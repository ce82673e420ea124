"""A program without a window that speaks AT-SPI, well or badly; started by path: ``KIND TITLE``.

Kinds: ``page`` (a web page), ``huge`` (a name of two megabytes), ``odd`` (answers of other types),
``endless`` (every object has a child), ``shrunk`` (places as of a window at the corner).
"""

import sys
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.low_level import Message
from jeepney.wrappers import new_method_return

PAGE = "https://tides.example/harbour"
_ROOT = "/org/a11y/atspi/accessible/root"
_SEEN = [(1 << 25) | (1 << 30) | (1 << 1), 0]
_ROLES = {"window": 23, "page": 95, "text": 73, "link": 88, "inside": 116, "picture": 27}
_INSIDE = {
    "root": ["window"], "window": ["page", "picture"], "page": ["text", "link"], "link": ["inside"],
}  # fmt: skip
_NAMES = {"link": "A link without more", "inside": "The tide table", "picture": "A ship"}
_PLACES = {
    "window": (100, 50, 600, 400), "page": (100, 80, 600, 300), "text": (110, 90, 300, 20),
    "link": (110, 120, 200, 20), "inside": (110, 120, 200, 20), "picture": (110, 150, 90, 90),
}  # fmt: skip


class Program:
    """Answers questions until it is ended."""

    def __init__(self, kind: str, title: str) -> None:
        self._kind, self._title = kind, title
        self._bus = open_dbus_connection(_address())

    def run(self) -> None:
        """Come onto the bus, then answer."""
        registry = DBusAddress(_ROOT, "org.a11y.atspi.Registry", "org.a11y.atspi.Socket")
        embed = new_method_call(registry, "Embed", "(so)", ((self._bus.unique_name, _ROOT),))
        self._bus.send(embed)
        while True:
            asked = self._bus.receive()
            if asked.header.message_type is MessageType.method_call:
                self._bus.send(self._answer(asked))

    def _answer(self, asked: Message) -> Message:
        fields = asked.header.fields
        name = str(fields[HeaderFields.path]).rpartition("/")[2]
        found = self._value(name, str(fields[HeaderFields.member]), asked.body)
        if found is None:
            return new_error(asked, "org.freedesktop.DBus.Error.UnknownMethod")
        return new_method_return(asked, *found)

    def _value(self, name: str, member: str, body: tuple[Any, ...]) -> tuple[str, Any] | None:
        if self._kind == "odd" and name != "root" and member != "Get":
            return ("as", (["not", "what", "was", "asked"],))
        if member == "Get":
            return self._property(name, str(body[1]))
        if member == "GetChildren":
            refs = [(self._bus.unique_name, f"/a/{one}") for one in self._below(name)]
            return ("a(so)", (refs,))
        if member == "GetAttributeValue" and body[0] != "DocURL":
            return None
        return {
            "GetRole": ("u", (_ROLES.get(name, 39),)),
            "GetState": ("au", (_SEEN,)),
            "GetExtents": ("(iiii)", (self._place(name),)),
            "GetText": ("s", ("Slack water \ufffc at noon\x07",)),
            "GetAttributeValue": ("s", (PAGE,)),
        }.get(member)

    def _property(self, name: str, wanted: str) -> tuple[str, Any] | None:
        if wanted == "ChildCount":
            return ("v", (("i", len(self._below(name))),))
        if wanted != "Name":
            return None
        if name == "window":
            return ("v", (("s", self._title),))
        long = "x" * 2_000_000 if self._kind == "huge" and name == "inside" else ""
        return ("v", (("s", long or _NAMES.get(name, "")),))

    def _place(self, name: str) -> tuple[int, int, int, int]:
        left, top, width, height = _PLACES.get(name, _PLACES["window"])
        if self._kind == "shrunk":  # as a toolkit does that knows not where its window is
            return (left - 100, top - 50, width, height)
        return (left, top, width, height)

    def _below(self, name: str) -> list[str]:
        if self._kind == "endless" and name != "root":
            return [f"{name[:40]}x"]
        return _INSIDE.get(name, [])


def _address() -> str:
    """Where the accessibility bus of the session is."""
    session = open_dbus_connection("SESSION")
    bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    address = str(session.send_and_get_reply(new_method_call(bus, "GetAddress")).body[0])
    session.close()
    return address


if __name__ == "__main__":
    Program(sys.argv[1], sys.argv[2]).run()
