"""What the made-up memories are about: frames with several wordings, read from plain lists."""

from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(slots=True)
class Frame:
    """One kind of fact: how it is told, how it is asked for, and what it can be about.

    ``things`` pairs the word of the memory with a paraphrase for the question. ``asks`` name the
    thing (work) or leave it open (personal); ``asks_thing`` name it by its paraphrase; ``asks_all``
    ask for every memory of the frame.
    """

    name: str
    tells: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    asks_thing: list[str] = field(default_factory=list)
    asks_all: list[str] = field(default_factory=list)
    things: list[tuple[str, str]] = field(default_factory=list)


def read_frames(name: str) -> list[Frame]:
    """The frames of ``<name>.txt``, in order."""
    frames: list[Frame] = []
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "#":
            frames.append(Frame(rest))
            continue
        last = frames[-1]
        if mark == "=":
            pairs = (part.split(" ~ ") for part in rest.split(" | "))
            last.things = [(told.strip(), asked.strip()) for told, asked in pairs]
        else:
            lists = {"+": last.tells, "?": last.asks, "!": last.asks_thing, "*": last.asks_all}
            lists[mark].append(rest)
    return frames


def read_lines(name: str) -> list[str]:
    """The lines of ``<name>.txt``."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
