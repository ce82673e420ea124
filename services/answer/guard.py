"""Captured text is data: what is quoted to a model can neither close its block nor give orders."""

import re

from services.memory.trust import looks_like_instructions

# What chat templates use to mark turns; broken apart, so that no tokenizer sees a control token.
_CONTROL = re.compile(
    r"<\|?/?[a-zA-Z_][\w|]{0,40}\|?>|</?s>|\[/?(?:INST|SYS)\]|<</?SYS>>|(?:^|\n)\s*#{2,}\s*(?=\w)"
)
_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def neutralise(text: str) -> str:
    """A quote that is safe inside a prompt: one line, no control tokens, no hidden characters."""
    text = _CHARACTERS.sub("", text)
    text = _CONTROL.sub(
        lambda m: m.group().replace("<", "‹").replace(">", "›").replace("[", "("), text
    )
    text = text.replace("«", "‹").replace("»", "›")
    return " ".join(text.replace("<|", "‹").replace("|>", "›").split())


def is_suspect(text: str) -> bool:
    """Whether a text reads like an order to an assistant rather than something a person noted."""
    return looks_like_instructions(text)
