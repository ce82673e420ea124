"""The chosen language model as a reader for facts."""

from collections.abc import Sequence
from pathlib import Path

from services.answer.guard import neutralise
from services.cancel import CancelToken
from services.engine.core import Core
from services.inference.availability import llama_installed
from services.inference.client import ModelHost
from services.inference.extraction import ExtractedFact, Extractor
from services.inference.turns import Priority


class ChosenModel:
    """Reads with the model that answers, behind every question; see ``memory.study.FactReader``."""

    def __init__(self, core: Core, host: ModelHost) -> None:
        self._core = core
        self._host = host
        self._extractor = Extractor(host, neutralise)

    def ready(self) -> bool:
        """Whether a model is chosen and there, and it may read for facts."""
        path = self._path()
        wanted = self._core.preferences.current.memory.model_facts
        return wanted and path is not None and path.is_file() and llama_installed()

    def prepare(self, cancel: CancelToken) -> None:
        """Have the model loaded; raises ``ModelError`` and ``Cancelled``."""
        path, layers = self._path(), self._core.preferences.current.answer.gpu_layers
        if path is not None:
            background = Priority.BACKGROUND
            self._host.load(path, gpu_layers=layers, cancel=cancel, priority=background)

    def facts(self, text: str, cancel: CancelToken) -> Sequence[ExtractedFact]:
        """The facts of a text. Raises ``ModelError``, and ``Cancelled`` where it gave way."""
        path, layers = self._path(), self._core.preferences.current.answer.gpu_layers
        if path is None:  # it was let go of meanwhile
            return ()
        return self._extractor.facts(path, text, cancel, gpu_layers=layers)

    def _path(self) -> Path | None:
        chosen = self._core.preferences.current.answer.model_path
        return Path(chosen) if chosen else None
