"""What takes minutes and is begun from Settings: a backup, an export, the nightly work.

They run while one goes on; after a while what has not ended is stopped. A model's download, which
needs a network, is left out, and so are the dialogs that choose a file: they are the desktop's.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint

from tests.support.touring.hands import Hands, Steps
from ui.settings.page import SettingsPage
from ui.timeline.page import TimelinePage

LONGEST_S = 20.0


class Copies:
    """Begins them, goes on meanwhile, and stops what takes too long."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def copies(self, _turn: int) -> Steps:
        """A backup into one file, and an export into a folder; both are deleted after."""
        page = self._page()
        with tempfile.TemporaryDirectory(prefix="afterimage-tour-") as name:
            page.back_up(Path(name) / "tour.backup")
            self._meanwhile(lambda: not page._copy.busy)
            yield "a backup to a file"
            page.export(Path(name) / "export")
            self._meanwhile(lambda: not page._copy.busy)
            page._copy.stop()
            self._hands.settle()
            yield "an export"

    def night(self, _turn: int) -> Steps:
        """The nightly work by its button, stopped by its button."""
        page = self._page()
        self._hands.press(page.nightly.run_chip)
        self._meanwhile(page.nightly.run_chip.isEnabled)
        self._hands.window.show_page("settings")
        self._hands.press(page.nightly.stop_chip)
        self._hands.settle()
        yield "the nightly work"

    def _page(self) -> SettingsPage:
        page = self._hands.go("settings")
        assert isinstance(page, SettingsPage)
        return page

    def _meanwhile(self, ended: Callable[[], bool]) -> None:
        """Type, zoom and drag while it runs, then see how far it is."""
        hands = self._hands
        window = hands.window
        window.show_page("timeline")
        page = window.pages["timeline"]
        assert isinstance(page, TimelinePage)
        page.set_level("years")
        hands.wait(0.5)
        hands.wheel(page.lanes, 3)
        hands.wheel(page.lanes, -3)
        hands.drag(page.lanes, page.lanes.rect().center(), QPoint(160, 0))
        window.box.focus()
        hands.type(window.box.edit, "garden")
        window.box.edit.clear()
        window.box.hide_hits()
        window.show_page("settings")
        hands.until(ended, LONGEST_S)
