"""Tells listeners what kind of thing changed; they ask again for what they show."""

import logging
import threading
from collections.abc import Callable

from services.records import ChangeKind

log = logging.getLogger("afterimage.engine")

Listener = Callable[[ChangeKind], None]


class Changes:
    """A list of listeners, called on whatever thread the change came from."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every change until the returned function is called."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def tell(self, kind: ChangeKind) -> None:
        """Tell every listener; one that fails is logged and does not stop the others."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(kind)
            except Exception:
                log.exception("a listener failed on %s", kind)
