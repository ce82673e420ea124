"""What the program and its model host say to each other over one pipe."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Load:
    """Load the GGUF file at ``path``; ``gpu_layers`` -1 means as many as fit."""

    path: str
    context_tokens: int
    gpu_layers: int
    threads: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is ready."""

    name: str
    context_tokens: int
    load_ms: float
    gpu_layers: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat prompt; ``role`` is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Generate:
    """Continue the chat; ``grammar`` is GBNF text, "" for none."""

    messages: tuple[Message, ...]
    grammar: str
    max_tokens: int
    temperature: float
    seed: int


@dataclass(frozen=True, slots=True)
class Text:
    """A batch of generated text."""

    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """Ask how many tokens each text has."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Tokens of each text asked about."""

    tokens: tuple[int, ...]


class Ending(StrEnum):
    """Why a generation ended."""

    COMPLETE = "complete"
    LENGTH = "length"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Done:
    """A generation ended; times are milliseconds from its start."""

    ending: Ending
    prompt_tokens: int
    tokens: int
    first_token_ms: float | None
    total_ms: float


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the generation under way as soon as possible."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The request failed.

    ``kind`` is "missing" (no llama.cpp), "load", "architecture", "memory" or "generate".
    """

    kind: str
    detail: str


Request = Load | Generate | Count | Cancel
Reply = Loaded | Text | Counted | Done | Failure
