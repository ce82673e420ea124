"""Language models: on offer, found on this computer, downloaded, measured and removed."""

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs
import psutil

from services.cancel import CancelToken, Progress, no_progress
from services.engine.core import Core
from services.errors import UsageError
from services.inference.catalog import CatalogModel, catalogue, recommended
from services.inference.client import ModelHost
from services.inference.discovery import FoundFile, found_models
from services.inference.downloads import Downloads
from services.inference.gguf_header import NotGgufError, read_header
from services.inference.turns import Priority
from services.inference.wire import Generate, Message
from services.records import ChangeKind, FoundModel, ModelOffer, ModelSpeed, ModelState
from services.said import said

_OURS = "Afterimage"
_READ_WORDS, _WRITTEN_TOKENS = 300, 48


def models_folder() -> Path:
    """Where downloaded models lie: beside the libraries, since they hold nothing private."""
    return Path(platformdirs.user_data_path("afterimage-models", appauthor=False))


class Models:
    """Which models there are. Nothing is downloaded unless ``download`` is called."""

    def __init__(
        self,
        core: Core,
        host: ModelHost,
        choose: Callable[[Path | None], ModelState],
        downloads: Downloads,
    ) -> None:
        self._core = core
        self._host = host
        self._choose = choose
        self._downloads = downloads

    def offers(self) -> tuple[ModelOffer, ...]:
        """The catalogue, with what fits this machine and what is here already."""
        models = catalogue()
        memory = psutil.virtual_memory().total
        best = recommended(models, memory, os.cpu_count() or 2)
        return tuple(self._offer(m, m.memory_gb * 0.93e9 <= memory, m == best) for m in models)

    def found(self) -> tuple[FoundModel, ...]:
        """Models on this computer: downloaded here, and in the folders of other programs."""
        chosen = self._core.preferences.current.answer.model_path
        files = [*self._own(), *found_models()]
        if chosen and all(str(f.path) != chosen for f in files) and Path(chosen).exists():
            path = Path(chosen)
            files.append(FoundFile(path, said("chosen file"), path.stem, path.stat().st_size))
        return tuple(
            FoundModel(str(f.path), f.program, f.name, f.file_bytes, str(f.path) == chosen)
            for f in files
        )

    def download(
        self, model_id: str, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> Path:
        """Download a model of the catalogue; it is not chosen by that.

        Raises ``UsageError`` for an unknown one, ``Cancelled`` and ``ModelError``.
        """
        path = self._downloads.fetch(_by_id(model_id), progress, cancel or CancelToken())
        self._core.changes.tell(ChangeKind.MODEL)
        return path

    def choose(self, path: Path | None) -> ModelState:
        """Answer with a model from now on, or by quoting; as ``asking.choose_model``."""
        return self._choose(path)

    def remove(self, path: Path) -> None:
        """Delete a model that was downloaded here; where it was chosen, answers quote again."""
        if str(path) == self._core.preferences.current.answer.model_path:
            self._choose(None)
        self._downloads.remove(path)
        self._core.changes.tell(ChangeKind.MODEL)

    def measure(self, path: Path | None = None, cancel: CancelToken | None = None) -> ModelSpeed:
        """How fast a model (default: the chosen one) reads and writes on this machine.

        Takes some seconds; raises ``UsageError`` without a model, ``Cancelled``, ``ModelError``.
        """
        settings = self._core.preferences.current.answer
        chosen = path or (Path(settings.model_path) if settings.model_path else None)
        if chosen is None:
            raise UsageError("No model is chosen.", "Choose or download one first.")
        cancel = cancel or CancelToken()
        self._host.load(chosen, gpu_layers=settings.gpu_layers, cancel=cancel)
        load_ms = self._host.load_ms
        # numbers: nothing of it can be in the cache from before, nor is it anybody's text
        words = " ".join(str(n * 7919 % 10_007) for n in range(_READ_WORDS))
        request = Generate((Message("user", words),), "", _WRITTEN_TOKENS, 0.0, 1)
        done = self._host.generate(request, cancel=cancel, priority=Priority.TYPING)
        first_s = (done.first_token_ms or done.total_ms) / 1000
        written_s = max(1e-6, done.total_ms / 1000 - first_s)
        return ModelSpeed(
            self._host.name,
            done.prompt_tokens / max(1e-6, first_s),
            max(0, done.tokens - 1) / written_s,
            load_ms,
            self._host.device,
        )

    def _own(self) -> list[FoundFile]:
        found = []
        for path in sorted(self._downloads.folder.glob("*.gguf")):
            try:
                header = read_header(path)
            except (OSError, ValueError, NotGgufError):
                continue
            found.append(FoundFile(path, _OURS, path.stem, header.file_bytes))
        return found

    def _offer(self, model: CatalogModel, fits: bool, best: bool) -> ModelOffer:
        here = self._downloads.there(model)
        return ModelOffer(
            model.id, model.title, model.repo, model.licence, model.languages, model.about_bytes,
            model.memory_gb, model.speed, fits, best, "" if here is None else str(here),
        )  # fmt: skip


def _by_id(model_id: str) -> CatalogModel:
    for model in catalogue():
        if model.id == model_id:
            return model
    raise UsageError(f"There is no model “{model_id}”.", "`models` lists them.")
