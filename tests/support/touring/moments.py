"""The timeline: levels, wheel and drag, keys, playing, filters, what fades, a moment."""

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from tests.support.touring.hands import KEYS, SHIFT, Hands, Steps
from ui.timeline.page import TimelinePage
from ui.timeline.playback import SPEEDS
from ui.timeline.scale import LEVELS

FILTERS = (
    ("app", "Mail"), ("source", "screen"), ("source", "chat"), ("person", "Ines Carvalho"),
    ("person", "Jon Sato"),
)  # fmt: skip


class Moments:
    """Goes along the axis and through what stands around it."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def _page(self) -> TimelinePage:
        page = self._hands.go("timeline")
        assert isinstance(page, TimelinePage)
        return page

    def moving(self, _turn: int) -> Steps:
        """Every level by wheel, drag, keys and pointer."""
        hands, page = self._hands, self._page()
        for name in LEVELS:
            hands.click(page.level_chips[name])
            hands.settle()
            yield f"level {name}"
            self._wheel_and_drag(page)
            yield f"wheel and drag at {name}"
            self._keys(page)
            yield f"keys at {name}"
            lanes = page.lanes
            for x in range(40, lanes.width() - 40, max(lanes.width() // 12, 1)):
                QTest.mouseMove(lanes, QPoint(x, 50))
                hands.wait(0.02)
            hands.click(lanes, QPoint(lanes.width() // 2, 40))
            hands.settle()
            yield f"pointed and chosen at {name}"
        strip, film = page.strip, page.film
        hands.drag(strip, QPoint(strip.width() // 4, 20), QPoint(strip.width() // 2, 0), 40)
        hands.settle()
        hands.click(film, QPoint(60, film.height() // 2))
        hands.click(film, QPoint(film.width() // 2, film.height() // 2))
        hands.settle()
        yield "the strip of years and the film"

    def _wheel_and_drag(self, page: TimelinePage) -> None:
        hands, lanes = self._hands, page.lanes
        hands.wheel(lanes, 5)
        hands.wheel(lanes, -5)
        middle = lanes.rect().center()
        hands.drag(lanes, middle, QPoint(220, 0))
        hands.drag(lanes, middle, QPoint(-160, 0))
        hands.settle()

    def _keys(self, page: TimelinePage) -> None:
        hands, lanes = self._hands, page.lanes
        lanes.setFocus()
        hands.keys(lanes, KEYS.Key_Left, KEYS.Key_Right, KEYS.Key_Plus, KEYS.Key_Minus)
        hands.keys(lanes, KEYS.Key_Left, KEYS.Key_Left, KEYS.Key_Right, modifier=SHIFT)
        hands.keys(lanes, KEYS.Key_Home, KEYS.Key_End, KEYS.Key_Comma, KEYS.Key_Period)
        hands.settle()

    def playing(self, _turn: int) -> Steps:
        """Two seconds at every speed."""
        hands, page = self._hands, self._page()
        for speed in SPEEDS:
            page.playback.set_speed(speed)
            page.lanes.setFocus()
            hands.keys(page.lanes, KEYS.Key_Space)
            hands.wait(2.0)
            hands.keys(page.lanes, KEYS.Key_Space)
            hands.settle()
            yield f"played at {speed}"

    def filters(self, _turn: int) -> Steps:
        """One app, kind and person only; the same day of other years."""
        hands, page = self._hands, self._page()
        hands.click(page.level_chips["years"])
        hands.settle()
        for kind, value in FILTERS:
            made = page.controls.filters[kind]
            hands.click(made.chip)
            hands.settle()
            hands.close_menus()
            made.choose(value)
            hands.settle()
            hands.keys(page.lanes, KEYS.Key_Space)
            hands.wait(0.5)
            hands.keys(page.lanes, KEYS.Key_Space)
            yield f"only {value}"
            made.choose("")
            hands.settle()
        hands.click(page.controls.day_chip)
        hands.settle()
        hands.close_menus()
        yield "on this day"

    def keeping(self, _turn: int) -> Steps:
        """The day in words, what fades, a moment pinned, and what forgetting it would take."""
        hands, page = self._hands, self._page()
        hands.click(page.level_chips["day"])
        hands.settle()
        hands.click(page.words_chip)
        hands.settle()
        hands.scroll_through(page)
        hands.click(page.words_chip)
        yield "the day in words"
        hands.click(page.fades_chip)
        hands.settle()
        hands.wait(0.3)
        yield "what fades"
        hands.scroll_through(page)
        if page.fading.rows:
            page.fading.rows[0].kept.emit(page.fading.rows[0].item)
            hands.settle()
            hands.undo(page)
        hands.click(page.fades_chip)
        hands.settle()
        yield "kept, and undone"
        for made in (page.moment.pin_button, page.moment.copy_button):
            hands.press(made)
            hands.settle()
            hands.undo(page)
        yield "a moment pinned, and undone"
        hands.press(page.moment.forget_button)
        hands.leave_dialog()
        yield "what forgetting a moment would take"
