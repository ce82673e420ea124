"""What screen savers and lockers tell on the person's session bus."""

from services.capture.session.bus import Bus, CallError, Signal, Target
from services.capture.session.presence import Presence

# Who speaks the interface of that name, and at which paths: KDE, GNOME, Cinnamon, MATE, Xfce.
_SAVERS = (
    ("org.freedesktop.ScreenSaver", ("/org/freedesktop/ScreenSaver", "/ScreenSaver")),
    ("org.gnome.ScreenSaver", ("/org/gnome/ScreenSaver",)),
    ("org.cinnamon.ScreenSaver", ("/org/cinnamon/ScreenSaver",)),
    ("org.mate.ScreenSaver", ("/org/mate/ScreenSaver",)),
    ("org.xfce.ScreenSaver", ("/org/xfce/ScreenSaver",)),
)
_NAMES = frozenset(name for name, _ in _SAVERS)
_BUS = "org.freedesktop.DBus"
_PREFIX = "saver:"


class SaverWatch:
    """Tells a ``Presence`` when a screen saver covers the session."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence

    def begin(self, bus: Bus) -> None:
        """Subscribe, then ask those that run how it stands; none of them is started for it."""
        for name, _ in _SAVERS:
            bus.subscribe(_BUS, interface=_BUS, member="NameOwnerChanged", first=name)
            bus.subscribe(name, interface=name, member="ActiveChanged")
        for name, paths in _SAVERS:
            if bus.owner(name):
                active = any(_active(bus, Target(name, path, name)) for path in paths)
                self._presence.tell(_PREFIX + name, active)

    def take(self, _bus: Bus, signal: Signal) -> None:
        """Take in a signal."""
        if signal.member == "NameOwnerChanged" and signal.interface == _BUS:
            name, _, owner = (*signal.body, "", "", "")[:3]
            if name in _NAMES and not owner:  # it ended, and covers nothing any more
                self._presence.tell(_PREFIX + name, False)
        elif signal.member == "ActiveChanged" and signal.interface in _NAMES:
            self._presence.tell(_PREFIX + signal.interface, signal.body[:1] == (True,))

    def rest(self, _bus: Bus) -> float:
        """Nothing is ever due; how long nothing will be, in seconds."""
        return 3600.0

    def end(self) -> None:
        """The bus is gone: nothing is known any more."""
        self._presence.drop(_PREFIX)


def _active(bus: Bus, saver: Target) -> bool:
    try:
        return bus.call(saver, "GetActive")[:1] == (True,)
    except CallError:
        return False
