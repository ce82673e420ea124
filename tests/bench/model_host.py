"""Measures the model host against llama-cpp-python itself, on random weights of real shapes.

``dev.py bench model_host FOLDER [--shapes 0.6b,1b,3b]`` makes the files in FOLDER where they lack
(``make_shapes.py``). Per shape: tokens a second through the host and raw, turn by turn in one run;
the first token of a question, of a follow-up, and of a question that was read ahead; memory. Each
also in processor seconds of the child, which other programs on the machine disturb less.
"""

import argparse
import multiprocessing
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from services.answer.passages import Passage
from services.answer.writer import Asked, Writer
from services.cancel import CancelToken
from services.inference.client import ModelHost
from services.inference.spawn import SPINS
from services.inference.wire import Generate, Message
from services.settings import Settings
from tests.bench.make_shapes import SHAPES, write_shape
from tests.support.made_up_chats import FIRST_MS, chat

CONTEXT, TOKENS, ROUNDS = 4096, 48, 3
SETTINGS = replace(Settings().answer, answer_tokens=16)


def raw_child(pipe: Connection, path: str) -> None:
    """llama-cpp-python as its documentation uses it, with nothing of ours but one variable.

    With OpenMP's own spinning it makes 0.6 tokens a second on a busy machine, which would measure
    only that (services/inference/spawn.py).
    """
    os.environ.setdefault("GOMP_SPINCOUNT", SPINS)
    import llama_cpp  # in a process of its own, as the host's is

    llama = llama_cpp.Llama(path, n_ctx=CONTEXT, n_threads=psutil.cpu_count(), verbose=False)
    while (text := pipe.recv()) is not None:
        began = time.perf_counter()
        first, count = 0.0, 0
        chunks: Any = llama.create_chat_completion(
            messages=[{"role": "user", "content": text}],
            max_tokens=TOKENS, temperature=0.0, seed=1, stream=True,
        )  # fmt: skip
        for chunk in chunks:
            if chunk["choices"][0]["delta"].get("content"):
                first = first or time.perf_counter() - began
                count += 1
        pipe.send((count, first, time.perf_counter() - began))


def rate(count: int, first_s: float, total_s: float) -> float:
    """Tokens a second after the first."""
    return (count - 1) / max(1e-9, total_s - first_s)


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians of host and raw in turns: tokens a second, and a second of processor time."""

    host: float
    raw: float
    host_cpu: float
    raw_cpu: float
    more_mb: float
    """Memory of the host over raw."""


def cpu_s(pid: int | None) -> float:
    """Processor seconds that a process has used."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def speed(path: Path) -> Speed:
    """Host and raw in turns, the same questions."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=raw_child, args=(theirs, str(path)))
    child.start()
    host = ModelHost(context_tokens=CONTEXT)
    host.load(path)
    host_rates, raw_rates, host_cpu, raw_cpu = (list[float]() for _ in range(4))
    for turn in range(ROUNDS + 1):
        text = f"Question {turn} of this measure, about the tap by the shed."
        before = cpu_s(host.pid)
        done = host.generate(Generate((Message("user", text),), "", TOKENS, 0.0, 1))
        host_used, before = cpu_s(host.pid) - before, cpu_s(child.pid)
        ours.send(text)
        count, raw_first_s, raw_total_s = ours.recv()
        if turn:  # the first warms both
            raw_rates.append(rate(count, raw_first_s, raw_total_s))
            raw_cpu.append(count / (cpu_s(child.pid) - before))
            first_s = (done.first_token_ms or 0.0) / 1000
            host_rates.append(rate(done.tokens, first_s, done.total_ms / 1000))
            host_cpu.append(done.tokens / host_used)
    more_mb = (_resident(host.pid) - _resident(child.pid)) / 1e6
    ours.send(None)
    child.join()
    host.close()
    median = statistics.median
    return Speed(median(host_rates), median(raw_rates), median(host_cpu), median(raw_cpu), more_mb)


def _resident(pid: int | None) -> int:
    return int(psutil.Process(pid).memory_info().rss)


def passages(numbers: range) -> list[Passage]:
    """Memories as evidence, the first ones the best."""
    hits = [h for h in chat(1, 40).turns if len(h.text) > 50]
    return [
        Passage(hits[n], 0, len(hits[n].text), 1.0, 1.0, of=1.0, score=1.0 - n / 100)
        for n in numbers
    ]


def first_token(
    path: Path, prepare: Callable[[Writer], None], question: str, new: range
) -> tuple[float, float]:
    """Seconds, and of the processor, to the first token of a question after some preparation."""
    host = ModelHost(context_tokens=CONTEXT)
    host.load(path)
    host.generate(Generate((Message("user", "hi"),), "", 2, 0.0, 1))
    known = {p.hit.segment_id: p.hit for p in passages(range(10))}
    writer = Writer(host, lambda _ids: known)
    prepare(writer)
    asked = Asked(question, FIRST_MS, 0, path)
    began, used, first = time.perf_counter(), cpu_s(host.pid), list[tuple[float, float]]()

    def told(_text: str) -> None:
        first.append((time.perf_counter() - began, cpu_s(host.pid) - used))

    writer.write(asked, path, passages(new), SETTINGS, told, CancelToken())
    host.close()
    return first[0]


def ratios(one: tuple[float, float], of: tuple[float, float]) -> str:
    """How much of another's seconds one took, and of the processor's."""
    return f"{one[0] / of[0]:.2f}, processor {one[1] / of[1]:.2f}"


def main() -> None:
    """Print one line a shape."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shapes", default="0.6b,1b,3b")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    wanted = args.shapes.split(",")
    for shape in (s for s in SHAPES if s.name in wanted):
        path = write_shape(args.folder, shape)
        asked, follow = "What did Sanna plant in spring?", "And how many bulbs were there?"
        early = Asked("What did Sanna plant", FIRST_MS, 0, path)
        whole = Asked(asked, FIRST_MS, 0, path)

        def ahead(writer: Writer, early: Asked = early, path: Path = path) -> None:
            writer.read_ahead(early, path, passages(range(8)), SETTINGS, CancelToken())

        def before(writer: Writer, whole: Asked = whole, path: Path = path) -> None:
            writer.write(whole, path, passages(range(8)), SETTINGS, lambda _t: None, CancelToken())

        cold = first_token(path, lambda _w: None, asked, range(8))
        typed = first_token(path, ahead, asked, range(8))
        next_one = first_token(path, before, follow, range(1, 10))
        print(f"{shape.name}: first token {cold[0]:.1f} s, processor {cold[1]:.1f};"
              f" read ahead {ratios(typed, cold)}; follow-up {ratios(next_one, cold)}",
              flush=True)  # fmt: skip
        made = speed(path)
        print(f"{shape.name}: host {made.host:.2f} raw {made.raw:.2f} tokens/s,"
              f" ratio {made.host / made.raw:.3f}, processor {made.host_cpu / made.raw_cpu:.3f};"
              f" memory over raw {made.more_mb:.0f} MB", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
