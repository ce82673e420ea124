"""Windows that are set by hand, for tests and replays."""

from services.records import WindowInfo


class FakeWindows:
    """Tells what it was last given."""

    def __init__(self, *windows: WindowInfo) -> None:
        self.windows: tuple[WindowInfo, ...] = windows
        self.idle = 0
        self.is_locked = False

    def show(self, *windows: WindowInfo) -> None:
        """Set the visible windows, the lowest first."""
        self.windows = windows

    def visible(self) -> tuple[WindowInfo, ...]:
        """The windows that were set."""
        return self.windows

    def focused(self) -> WindowInfo | None:
        """The window among them that has the focus."""
        return next((w for w in reversed(self.windows) if w.focused), None)

    def idle_ms(self) -> int:
        """What ``idle`` says."""
        return self.idle

    def locked(self) -> bool:
        """What ``is_locked`` says."""
        return self.is_locked

    def close(self) -> None:
        """Nothing to let go of."""
