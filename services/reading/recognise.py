"""Reads line crops with the PP-OCR recogniser that RapidOCR ships, on a session of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from services.reading.jobs import ReadingError
from services.reading.lines import Image
from services.reading.spaces import with_spaces

_HEIGHT = 48  # what the model was trained at
_STEP = 64  # widths are rounded up to this, so that few shapes are ever planned
_MODEL = "PP-OCRv6_rec_small.onnx"
_BATCH_PIXELS = 2560  # width of a batch in all


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a crop and the mean probability of its characters."""

    text: str
    confidence: float


class LineRecogniser(Protocol):
    """Reads crops of lines: RapidOCR's, the small net, or both."""

    def read(self, crops: Sequence[Image], /) -> list[Recognised]:
        """The text of each crop, in the order given."""
        ...


def model_path(name: str = _MODEL) -> Path:
    """Where the model lies inside the installed ``rapidocr`` package; nothing is ever downloaded.

    Raises ``ReadingError`` where the package is not complete.
    """
    spec = find_spec("rapidocr")
    origin = spec.origin if spec is not None else None
    path = Path(origin).parent / "models" / name if origin else None
    if path is None or not path.is_file():
        raise ReadingError(
            "The text recogniser's model is missing.", "Reinstall the program to put it back."
        )
    return path


def open_session(path: Path, threads: int = 1) -> Any:
    """An ONNX Runtime session on the CPU that leaves the other cores alone between its runs."""
    import onnxruntime as ort  # takes 0.3 s and 40 MB: only the child needs it

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Recogniser:
    """One ONNX Runtime session with its character table; not for use from several threads."""

    def __init__(self, threads: int = 1) -> None:
        self._session = open_session(model_path(), threads)
        characters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *characters, " "]
        self._input = self._session.get_inputs()[0].name

    def read(self, crops: Sequence[Image]) -> list[Recognised]:
        """The text of each crop, in the order given; crops of similar width share a run."""
        widths = [_scaled_width(crop) for crop in crops]
        results: dict[int, Recognised] = {}
        batch: list[int] = []
        for at in sorted(range(len(crops)), key=lambda i: widths[i]):
            if batch and (len(batch) + 1) * widths[at] > _BATCH_PIXELS:
                results.update(self._run(crops, batch, widths))
                batch = []
            batch.append(at)
        if batch:
            results.update(self._run(crops, batch, widths))
        return [results[at] for at in range(len(crops))]

    def _run(
        self, crops: Sequence[Image], batch: list[int], widths: list[int]
    ) -> dict[int, Recognised]:
        """One run of the model over some crops."""
        width = -(-max(widths[at] for at in batch) // _STEP) * _STEP
        pixels = np.zeros((len(batch), 3, _HEIGHT, width), np.float32)
        for place, at in enumerate(batch):
            scaled = _scale(crops[at], widths[at]).astype(np.float32)
            pixels[place, :, :, : widths[at]] = scaled.transpose(2, 0, 1) / 127.5 - 1.0
        scores = self._session.run(None, {self._input: pixels})[0]
        return {
            at: self._decode(scores[place], crops[at], width / widths[at] * crops[at].shape[1])
            for place, at in enumerate(batch)
        }

    def _decode(self, scores: NDArray[np.float32], crop: Image, width: float) -> Recognised:
        """Greedy CTC: the best class of each column, repeats and blanks dropped.

        ``width`` is what the columns of ``scores`` stretch over, in pixels of the crop.
        """
        best = scores.argmax(axis=1)
        keep = best != 0
        keep[1:] &= best[1:] != best[:-1]
        columns = np.flatnonzero(keep)
        if not len(columns):
            return Recognised("", 0.0)
        characters = [self._characters[at] for at in best[columns]]
        places = (columns + 0.5) * width / len(best)
        sure = float(scores[columns, best[columns]].mean())
        return Recognised(with_spaces(crop, characters, places).strip(), round(sure, 4))


def _scaled_width(crop: Image) -> int:
    """The width of a crop scaled to the model's height."""
    height, width = crop.shape[:2]
    return max(16, int(width * _HEIGHT / height + 0.5))


def _scale(crop: Image, width: int) -> Image:
    """A crop at the model's height, BGR as it was trained; averaged where it shrinks."""
    how = cv2.INTER_AREA if crop.shape[0] > _HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(crop[:, :, ::-1], (width, _HEIGHT), interpolation=how), np.uint8)
