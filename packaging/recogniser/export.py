"""Writes the trained net as ONNX with its characters and its calibration, and checks it."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from recogniser.alphabet import CHARACTERS
from recogniser.batches import Batch
from recogniser.calibrate import Calibration, Read, calibrate
from recogniser.net import Net, Reader
from recogniser.train import collapse, distance

_OPSET = 17


@dataclass(frozen=True, slots=True)
class Exported:
    """What the written file does on lines in faces never seen, read by ONNX Runtime."""

    character_error: float
    exact: float
    calibration: Calibration
    parameters: int


def export(net: Net, target: Path, fitted_on: list[Batch], measured_on: list[Batch]) -> Exported:
    """Write ``target``; calibrate on some batches, measure on others."""
    net.eval()
    torch.onnx.export(
        Reader(net).eval(),
        (torch.zeros(1, 1, 32, 256, dtype=torch.uint8),),
        str(target),
        input_names=["pictures"],
        output_names=["classes", "shares"],
        dynamic_axes={
            "pictures": {0: "n", 3: "w"},
            "classes": {0: "n", 1: "t"},
            "shares": {0: "n", 1: "t"},
        },
        opset_version=_OPSET,
        dynamo=False,
    )
    fitted, _ = _read_all(target, fitted_on)
    measured, errors = _read_all(target, measured_on)
    calibration = calibrate(fitted, measured)
    model = onnx.load(str(target))
    del model.metadata_props[:]
    for key, value in (
        ("characters", CHARACTERS),
        ("calibration", json.dumps(calibration.weights)),
    ):
        model.metadata_props.add(key=key, value=value)
    onnx.save(model, str(target))
    exact = sum(read.exact for read in measured) / len(measured)
    parameters = sum(weights.numel() for weights in net.parameters())
    return Exported(errors, exact, calibration, parameters)


def _read_all(model: Path, batches: list[Batch]) -> tuple[list[Read], float]:
    """Every line read by the written model, and the character error over all."""
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    reads: list[Read] = []
    edits = characters = 0
    for batch in batches:
        classes, shares = session.run(None, {"pictures": batch.pictures})
        for row, sure, target in zip(classes.tolist(), shares, batch.targets, strict=True):
            wrong = distance(collapse(row), list(target))
            edits += wrong
            characters += len(target)
            reads.append(Read(np.asarray(sure, np.float32), wrong == 0))
    return reads, edits / max(1, characters)
