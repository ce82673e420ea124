"""How far long work is, on a bar."""

from PySide6.QtWidgets import QProgressBar

PARTS = 1000


def show_share(bar: QProgressBar, done: int, total: int) -> None:
    """Show ``done`` of ``total``; without a total the bar only moves.

    It counts thousandths: a bar's own numbers end at 2 GB, and copies are counted in bytes.
    """
    bar.setRange(0, PARTS if total else 0)
    bar.setValue(round(PARTS * done / total) if total else 0)
