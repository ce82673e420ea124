"""When Python looks for garbage: a whole collection holds the main thread up for 0.2 s."""

import gc

from PySide6.QtCore import Qt

SELDOM = (2_000, 5, 4_000)
"""How many new objects, and collections of the younger ones, make up for a collection.

Ten thousand objects at most in the middle one: of forty thousand it took 15 to 55 ms.
"""


def keep_collections_short() -> None:
    """Leave out of garbage collections what is there for good, and look through the rest seldom.

    Python's collector looks through all modules, pages and what was loaded at times: that took 110
    to 190 ms, in which no key was heard. It may do so while another program is in front.
    """
    gc.freeze()
    gc.set_threshold(*SELDOM)


def collect_unseen(state: Qt.ApplicationState) -> None:
    """Collect garbage once nobody looks at the window, that of windows made anew since included."""
    if state is not Qt.ApplicationState.ApplicationActive:
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def how_often() -> tuple[int, int, int]:
    """How often garbage is collected now."""
    return gc.get_threshold()


def collect_as_before(often: tuple[int, int, int]) -> None:
    """Collect so often again, and look through everything."""
    gc.set_threshold(*often)
    gc.unfreeze()
