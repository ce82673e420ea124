"""Puts the weights of a written model back into a net that can be trained further.

In the written model each normalisation is part of the convolution before it. Here it becomes one
of its own again: its statistics are measured on lines, its scale and shift chosen so that the net
gives what the model gave.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from recogniser.alphabet import CHARACTERS
from recogniser.net import Net


def warm_start(net: Net, model: Path, pictures: list[Tensor]) -> None:
    """Give ``net`` the weights of ``model``; statistics come from batches of pictures.

    Raises ``ValueError`` where the model is of another shape or alphabet.
    """
    written = onnx.load(str(model))
    characters = {item.key: item.value for item in written.metadata_props}.get("characters")
    if characters != CHARACTERS:
        raise ValueError("That model reads another alphabet: train one from nothing.")
    tensors = {item.name: numpy_helper.to_array(item) for item in written.graph.initializer}
    nodes = [node for node in written.graph.node if node.op_type == "Conv"]
    layers = _layers(net)
    if len(nodes) != len(layers):
        raise ValueError("That model has other layers: train one from nothing.")
    for node, (convolution, norm) in zip(nodes, layers, strict=True):
        weights = [_tensor(tensors[name]) for name in node.input[1:]]
        with torch.no_grad():
            convolution.weight.copy_(weights[0])
            if norm is not None:
                _pass_through(norm, weights[1])
            elif convolution.bias is not None:
                convolution.bias.copy_(weights[1])
    _measure([norm for _, norm in layers if norm is not None], net, pictures)


def _layers(net: Net) -> list[tuple[nn.Conv2d, nn.BatchNorm2d | None]]:
    """The convolutions in their order, each with the normalisation that follows it."""
    layers: list[tuple[nn.Conv2d, nn.BatchNorm2d | None]] = []
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            layers.append((module, None))
        elif isinstance(module, nn.BatchNorm2d):
            layers[-1] = (layers[-1][0], module)
    return layers


def _tensor(values: np.ndarray) -> Tensor:
    return torch.from_numpy(values.copy())


def _pass_through(norm: nn.BatchNorm2d, bias: Tensor) -> None:
    """Make a normalisation that only adds ``bias``."""
    norm.weight.fill_(1.0)
    norm.bias.copy_(bias)
    norm.running_mean.zero_()
    norm.running_var.fill_(1.0 - norm.eps)


def _measure(norms: list[nn.BatchNorm2d], net: Net, pictures: list[Tensor]) -> None:
    """Measure what comes into each normalisation; what comes out stays as it is."""
    sums = {norm: torch.zeros(3, norm.num_features, dtype=torch.float64) for norm in norms}

    def add(norm: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        values = inputs[0].double()
        sums[norm][0] += values.sum(dim=(0, 2, 3))
        sums[norm][1] += values.square().sum(dim=(0, 2, 3))
        sums[norm][2] += values.numel() / values.shape[1]

    hooks = [norm.register_forward_pre_hook(add) for norm in norms]
    net.eval()
    with torch.no_grad():
        for batch in pictures:
            net(batch)
    for hook in hooks:
        hook.remove()
    for norm, (total, squares, count) in sums.items():
        mean = total / count
        variance = squares / count - mean.square()
        with torch.no_grad():
            norm.weight.copy_((variance + norm.eps).sqrt())
            norm.bias.add_(mean.float())
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
