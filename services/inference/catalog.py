"""The few models that are worth offering, and which of them fits this machine."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from resources import ROOT

FEW_CORES = 4
"""Up to so many, reading a prompt with a slow model takes longer than a person waits."""
_SPEEDS = ("slow", "medium", "fast")


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """A model that can be downloaded.

    ``file`` is its name in the repository, or a pattern that one file fits. ``memory_gb`` is the
    memory of the smallest machine it suits; ``active_b`` are the parameters, in billions, that each
    token passes. ``sha256`` is "" where no revision is pinned: the hub's own statement counts then.
    """

    id: str
    title: str
    repo: str
    file: str
    licence: str
    languages: str
    parameters_b: float
    active_b: float
    bits: float
    memory_gb: int
    speed: str
    revision: str = "main"
    sha256: str = ""

    @property
    def about_bytes(self) -> int:
        """Its size as its parameters and bits let expect; the hub tells the exact one."""
        return round(self.parameters_b * 1e9 * self.bits / 8)


def catalogue() -> tuple[CatalogModel, ...]:
    """All models on offer, the smallest machine's first."""
    told = json.loads((ROOT / "models.json").read_text("utf-8"))
    models = [CatalogModel(**entry) for entry in told["models"]]
    return tuple(sorted(models, key=lambda m: (m.memory_gb, m.parameters_b)))


def recommended(
    models: Sequence[CatalogModel], memory_bytes: int, cores: int
) -> CatalogModel | None:
    """The one to try first: the largest that fits, a fast one where there are few cores."""
    # a machine of 8 GB tells of a little less
    fitting = [m for m in models if m.memory_gb * 0.93e9 <= memory_bytes]
    if not fitting:
        return None
    if cores <= FEW_CORES:
        return max(fitting, key=lambda m: (_SPEEDS.index(m.speed), m.parameters_b))
    return max(fitting, key=lambda m: (m.memory_gb, _SPEEDS.index(m.speed)))
