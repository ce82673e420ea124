"""Sources: what is taken in and what is left out; a note begun and dropped."""

from tests.support.touring.hands import KEYS, Hands, Steps
from ui.sources.page import SourcesPage


class TakenIn:
    """Goes through the page of sources; what is changed is changed back."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def sources(self, _turn: int) -> Steps:
        """Look through all cards, begin a note, add an exclusion, try a window."""
        hands = self._hands
        page = hands.go("sources")
        assert isinstance(page, SourcesPage)
        hands.scroll_through(page)
        yield "sources looked through"
        dialog = page.write_note(hands.window)
        hands.type(dialog.edit, "a note of the tour")
        hands.keys(dialog, KEYS.Key_Escape)
        hands.settle()
        yield "a note begun"
        page.exclusions.added.emit("apps", "Bank of the tour")
        hands.settle()
        hands.undo(page)
        hands.settle()
        yield "an exclusion, and undone"
        trying = page.exclusions.trying
        hands.type(trying.app, "Browser")
        hands.type(trying.title, "private")
        hands.keys(trying.title, KEYS.Key_Return)
        hands.settle()
        trying.app.clear()
        trying.title.clear()
        yield "a window tried"
