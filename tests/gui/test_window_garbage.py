"""Garbage is looked for where nobody waits, and nothing is kept from it for ever."""

import gc
import weakref

from PySide6.QtCore import Qt

from ui.garbage import collect_as_before, collect_unseen, how_often, keep_collections_short


class Knot:
    """Holds on to itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.own = self


def test_what_was_left_out_is_collected_once_nobody_looks() -> None:
    often = how_often()
    try:
        knot = Knot()
        gone = weakref.ref(knot)
        keep_collections_short()
        del knot
        gc.collect()
        assert gone() is not None, "it is left out while somebody looks"
        collect_unseen(Qt.ApplicationState.ApplicationActive)
        assert gone() is not None
        collect_unseen(Qt.ApplicationState.ApplicationInactive)
        assert gone() is None
    finally:
        collect_as_before(often)
