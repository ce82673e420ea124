"""The net: strided convolutions down to one row, convolutions along it, two CTC columns a step.

A fully convolutional recogniser in the manner of Borisyuk et al. 2018 ("Rosetta"), small enough
for a processor; separable blocks as in Howard et al. 2017 ("MobileNets").
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

_CHANNELS = 192
_BLOCKS = 6
_ALONG = 7  # columns that a block sees


def _block(
    inside: int, outside: int, kernel: tuple[int, int], stride: tuple[int, int]
) -> nn.Module:
    """A convolution, normalised and rectified; kernels of even height take no padding there."""
    padding = (kernel[0] // 2 if kernel[0] % 2 else 0, kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(inside, outside, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(),
    )


class _Separable(nn.Module):  # type: ignore[misc] # torch is not there where types are checked
    """A residual block: each channel along its own kernel, then all channels mixed."""

    def __init__(self, channels: int, kernel: tuple[int, int]) -> None:
        super().__init__()
        padding = (kernel[0] // 2, kernel[1] // 2)
        self.deep = nn.Conv2d(channels, channels, kernel, 1, padding, groups=channels, bias=False)
        self.mix = nn.Conv2d(channels, channels, 1, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """Of the shape of ``x``."""
        return x + functional.relu(self.norm(self.mix(self.deep(x))))


class Net(nn.Module):  # type: ignore[misc]
    """Pictures (n, 1, 32, w) in 0..1, w a multiple of 4, to scores (n, w / 2, classes)."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.classes = classes
        self.features = nn.Sequential(
            _block(1, 24, (5, 5), (2, 2)),  # 16 rows, w / 2
            _block(24, 48, (3, 3), (2, 1)),  # 8 rows
            _block(48, 64, (3, 3), (1, 2)),  # w / 4
            _Separable(64, (3, 3)),
            nn.Conv2d(64, 64, 3, (2, 1), 1, groups=64, bias=False),  # 4 rows
            _block(64, 128, (1, 1), (1, 1)),
            _Separable(128, (3, 3)),
            _block(128, _CHANNELS, (4, 1), (1, 1)),  # 1 row
        )
        self.along = nn.Sequential(*(_Separable(_CHANNELS, (1, _ALONG)) for _ in range(_BLOCKS)))
        self.head = nn.Conv2d(_CHANNELS, 2 * classes, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        """Scores before the softmax; a step of four pixels gives two columns."""
        scores = self.head(self.along(self.features(pictures)))
        count, _, _, steps = scores.shape
        halves = scores.view(count, 2, self.classes, steps)
        return halves.permute(0, 3, 1, 2).reshape(count, 2 * steps, self.classes)


class Reader(nn.Module):  # type: ignore[misc]
    """What is shipped: for each column the best class and its probability."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Pictures in bytes (n, 1, 32, w) to classes and probabilities, both (n, w / 2)."""
        shares = torch.softmax(self.net(pictures.float() / 255), dim=2)
        sure, best = shares.max(dim=2)
        return best.to(torch.int32), sure
