"""Captured text is data: what is shown or quoted to a model can neither forge nor command."""

import re

from services.answer.cite import unmarked
from services.language.trust import looks_like_instructions

# Control, bidirectional and invisible characters: they hide text, or steer a terminal.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Every token that a chat template sets apart is written with these signs ("<|im_start|>", "</s>",
# "[INST]", "<start_of_turn>", "### Instruction:"); without them none can be written.
_SIGNS = str.maketrans({
    "<": "‹", ">": "›", "＜": "‹", "＞": "›", "«": "‹", "»": "›", "[": "(", "]": ")",
    "［": "(", "］": ")", "【": "(", "】": ")", "|": "¦", "｜": "¦", "▁": "_",
})  # fmt: skip
_HEADING = re.compile(r"#{2,}")


def _one_line(text: str) -> str:
    return " ".join(_HIDDEN.sub("", re.sub(r"[\n\r\t\x0b\x0c\x85\u2028\u2029]", " ", text)).split())


def neutralise(text: str) -> str:
    """A quote that is safe inside a prompt: one line, no control tokens, no hidden characters."""
    return _HEADING.sub("#", _one_line(text).translate(_SIGNS))


def shown(text: str) -> str:
    """Captured words as an answer shows them: one line, nothing hidden, nothing like a mark."""
    return unmarked(_one_line(text))


def is_suspect(text: str) -> bool:
    """Whether a text reads like an order to an assistant rather than something a person noted."""
    return looks_like_instructions(text) or looks_like_instructions(_HIDDEN.sub("", text))
