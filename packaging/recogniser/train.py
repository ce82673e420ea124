"""Trains the net with CTC on lines rendered as it goes, and says how well it reads new faces."""

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from recogniser.alphabet import BLANK, CHARACTERS
from recogniser.batches import FURTHER_FROM, PLAIN_FROM, Batch, batches, make_batch
from recogniser.corpus import load_words
from recogniser.faces import find_faces
from recogniser.net import Net
from recogniser.warm import warm_start

SEED = 1
HELD_OUT_SEED = 2
_HELD_OUT_BATCHES = 24
_RATE, _DECAY = 2.5e-3, 1e-2
STEPS = FURTHER_FROM
"""Batches in all: of 64 lines of 320 columns, or as many columns in other widths."""


# The learning rate by steps, in shares of the full one: a short rise, level, then down (Hu et al.
# 2024, "warm-up, stable, decay"), and down to nothing on plain lines.
_RATES: tuple[tuple[int, float], ...] = (
    (0, 0.0),
    (200, 1.0),
    (6300, 1.0),
    (PLAIN_FROM, 0.37),
    (STEPS, 0.0),
)
# The same for what goes on: a short rise to less, level, then down over the last three fifths.
_FURTHER_RATE, _FURTHER_RISE, _FURTHER_FALL = 0.15, 50, 0.6
_TO_MEASURE = 16  # batches that the statistics of a written model are measured on

_KEEP = 0.999  # of the averaged weights at each step
_REPORT_EVERY = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """The fonts' folder; where the state is kept to go on from; how many steps to take.

    ``model`` is the written model to go on from, None to train from nothing.
    """

    fonts: Path
    state: Path
    steps: int = STEPS
    model: Path | None = None
    seed: int = SEED
    workers: int = 1
    threads: int = 1

    @property
    def first(self) -> int:
        """The number of the first batch: what goes on sees lines that were not drawn before."""
        return 0 if self.model is None else FURTHER_FROM

    def rate_at(self, step: int) -> float:
        """The learning rate of a step, counted from this training's first."""
        rates = _RATES
        if self.model is not None:
            down = self.steps - int(self.steps * _FURTHER_FALL)
            level = ((_FURTHER_RISE, _FURTHER_RATE), (down, _FURTHER_RATE))
            rates = ((0, 0.0), *level, (self.steps, 0.0))
        steps, shares = zip(*rates, strict=True)
        return _RATE * float(np.interp(step + 1, steps, shares))


def train(plan: Plan) -> Net:
    """The averaged net after all steps; goes on from the state where one is kept."""
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    net = Net(len(CHARACTERS) + 1).to(memory_format=torch.channels_last)
    held_out = held_out_batches(plan.fonts)
    if plan.model is not None and not plan.state.exists():
        warm_start(net, plan.model, _to_measure(plan))
        _report(0, net, held_out, loss=0.0, seconds=0.0)
    mean = Net(len(CHARACTERS) + 1)
    mean.load_state_dict(net.state_dict())
    optimiser = torch.optim.AdamW(net.parameters(), _RATE, weight_decay=_DECAY)
    done = 0
    if plan.state.exists():
        state = torch.load(plan.state, weights_only=True)
        done = state["done"]
        net.load_state_dict(state["net"])
        mean.load_state_dict(state["mean"])
        optimiser.load_state_dict(state["optimiser"])
    started, running = time.monotonic(), 0.0
    first, last = plan.first + done, plan.first + plan.steps
    for number, batch in enumerate(batches(plan.seed, first, last, plan.fonts, plan.workers), done):
        for group in optimiser.param_groups:
            group["lr"] = plan.rate_at(number)
        loss = _step(net, optimiser, batch)
        _average(mean, net, min(_KEEP, (number + 1) / (number + 10)))
        running = loss if number == done else 0.98 * running + 0.02 * loss
        if (number + 1) % _REPORT_EVERY == 0 or number + 1 == plan.steps:
            _report(number + 1, mean, held_out, loss=running, seconds=time.monotonic() - started)
            _keep(plan.state, number + 1, net, mean, optimiser)
    return mean


def _to_measure(plan: Plan) -> list[Tensor]:
    """Lines of the training that starts, for the statistics of a written model."""
    faces, words = find_faces(plan.fonts), load_words(plan.fonts)
    numbers = range(FURTHER_FROM, FURTHER_FROM + _TO_MEASURE)
    return [_pictures(make_batch(plan.seed, number, faces, words)) for number in numbers]


def _report(step: int, net: Net, held_out: list[Batch], *, loss: float, seconds: float) -> None:
    """Say how well the net reads faces it never saw."""
    errors, exact = error_rates(net, held_out)
    line = {
        "step": step,
        "s": round(seconds),
        "loss": round(loss, 4),
        "cer": round(errors, 5),
        "exact": round(exact, 4),
    }
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()


def held_out_batches(fonts: Path, first: int = 0) -> list[Batch]:
    """Batches in faces that the net never sees."""
    faces, words = find_faces(fonts, held_out=True), load_words(fonts)
    return [
        make_batch(HELD_OUT_SEED, number, faces, words)
        for number in range(first, first + _HELD_OUT_BATCHES)
    ]


def _step(net: Net, optimiser: torch.optim.Optimizer, batch: Batch) -> float:
    """One step down; returns the loss before it, per character."""
    net.train()
    pictures = _pictures(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = net(pictures)
    shares = functional.log_softmax(scores.float(), dim=2).permute(1, 0, 2)
    lengths = torch.tensor([len(target) for target in batch.targets])
    targets = torch.tensor([place for target in batch.targets for place in target])
    columns = torch.full((len(batch.targets),), shares.shape[0])
    loss = functional.ctc_loss(shares, targets, columns, lengths, BLANK, zero_infinity=True)
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    optimiser.step()
    return float(loss.item())


def _pictures(batch: Batch) -> Tensor:
    """The pictures of a batch as the net takes them."""
    pictures = torch.from_numpy(batch.pictures).float() / 255
    return pictures.to(memory_format=torch.channels_last)


def _average(mean: Net, net: Net, keep: float) -> None:
    """Move the averaged weights a little (Polyak and Juditsky 1992)."""
    with torch.no_grad():
        for kept, new in zip(mean.parameters(), net.parameters(), strict=True):
            kept.lerp_(new, 1 - keep)
        for kept, new in zip(mean.buffers(), net.buffers(), strict=True):
            if kept.is_floating_point():
                kept.lerp_(new, 1 - keep)
            else:
                kept.copy_(new)


def error_rates(net: Net, held_out: list[Batch]) -> tuple[float, float]:
    """Edits per character of the truth, and the share of lines read without any."""
    net.eval()
    edits = characters = exact = lines = 0
    for batch in held_out:
        with torch.no_grad():
            reads = net(_pictures(batch)).argmax(2).tolist()
        for read, target in zip(reads, batch.targets, strict=True):
            wrong = distance(collapse(read), list(target))
            edits += wrong
            characters += len(target)
            exact += wrong == 0
            lines += 1
    return edits / max(1, characters), exact / max(1, lines)


def collapse(columns: list[int]) -> list[int]:
    """The classes of a line from its columns: repeats are one, blanks nothing."""
    return [
        place
        for at, place in enumerate(columns)
        if place != BLANK and (at == 0 or columns[at - 1] != place)
    ]


def distance(first: list[int], second: list[int]) -> int:
    """Levenshtein's distance of two lists."""
    row = list(range(len(second) + 1))
    for at, left in enumerate(first, 1):
        before, row[0] = row[:], at
        for place, right in enumerate(second, 1):
            row[place] = min(
                before[place] + 1, row[place - 1] + 1, before[place - 1] + (left != right)
            )
    return row[-1]


def _keep(path: Path, done: int, net: Net, mean: Net, optimiser: torch.optim.Optimizer) -> None:
    """Write the state beside its place, then put it there."""
    state = {
        "done": done,
        "net": net.state_dict(),
        "mean": mean.state_dict(),
        "optimiser": optimiser.state_dict(),
    }
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
