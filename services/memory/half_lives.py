"""How long what comes from an app or of a kind stays half alive, where the person says so."""

from collections.abc import Sequence

from services.memory.strength import (
    BASE_STABILITY,
    MAX_STABILITY_DAYS,
    MIN_STABILITY_DAYS,
    initial_stability,
    stability_for_half_life,
)


class HalfLives:
    """Reads the setting ``memory.half_lives``: lines "NAME: DAYS", NAME an app or a kind.

    An app's line goes before its kind's. What is worth more than the middle lasts longer than the
    days that were set, what is worth less not as long, as it is without a setting.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        pairs = (line.rpartition(":") for line in lines)
        self._days = {name.strip().lower(): float(days) for name, _, days in pairs}

    def initial_stability(self, salience: float, app: str, source: str) -> float:
        """The first stability (days) of a memory of this worth in [0, 1]."""
        days = self._days.get(app.strip().lower(), self._days.get(source.lower()))
        if days is None:
            return initial_stability(salience)
        set_for = stability_for_half_life(days) * BASE_STABILITY ** (salience - 0.5)
        return float(min(max(set_for, MIN_STABILITY_DAYS), MAX_STABILITY_DAYS))
