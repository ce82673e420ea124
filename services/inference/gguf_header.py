"""Reads what a GGUF file says of itself, without llama.cpp: a bad file is told before it is loaded.

The format is described in ggml's docs/gguf.md. The file is not trusted: counts and lengths have
limits, and whatever does not fit makes it a damaged file.
"""

import mmap
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_MOST_ENTRIES, _MOST_TENSORS, _LONGEST_TEXT = 4096, 65_536, 1 << 22
_MOST_ITEMS = 1 << 24
_STRING, _ARRAY = 8, 9
_SCALARS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q",
    12: "<d",
}  # fmt: skip
# Values in a block, and bytes of a block, by tensor type (ggml.h, ggml-common.h).
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 36), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
_ENCODERS = frozenset({
    "bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "modern-bert",
    "neo-bert", "eurobert", "gemma-embedding", "t5encoder", "clip", "wavtokenizer-dec",
})  # fmt: skip

Value = bool | int | float | str


class NotGgufError(Exception):
    """The file is no GGUF, or its head is damaged."""


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """A model file in its own words; ``data_bytes`` is how long the file must be at least."""

    architecture: str
    name: str
    context_tokens: int
    layers: int
    chat_template: bool
    embedding: bool
    file_bytes: int
    data_bytes: int

    @property
    def incomplete(self) -> bool:
        """Whether the file ends before its last tensor does."""
        return self.file_bytes < self.data_bytes


def read_header(path: Path) -> GgufHeader:
    """Read the head of a GGUF file, in tens of milliseconds for the largest vocabularies.

    Raises ``NotGgufError``, and ``OSError`` or ``ValueError`` (empty) where it is unreadable.
    """
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise NotGgufError("no GGUF")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            try:
                return _parse(_Cursor(data), len(data))
            except (struct.error, UnicodeDecodeError, OverflowError) as error:
                raise NotGgufError(f"a damaged head: {error}") from None


class _Cursor:
    """A place in the file that moves on as it is read."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self.at = len(MAGIC)

    def number(self, code: str = "<Q") -> int:
        """The next integer."""
        return int(self.scalar(code))

    def scalar(self, code: str) -> Value:
        """The next value of a struct code."""
        (value,) = struct.unpack_from(code, self._data, self.at)
        self.at += struct.calcsize(code)
        found: Value = value
        return found

    def text(self) -> str:
        """The next string."""
        length = self.number()
        self._check(length, _LONGEST_TEXT)
        start, self.at = self.at, self.at + length
        return self._data[start : self.at].decode("utf-8")

    def value(self) -> Value | None:
        """The next value of a key; None for an array, which is passed over."""
        kind = self.number("<I")
        if kind == _STRING:
            return self.text()
        if kind == _ARRAY:
            self._skip_array()
            return None
        if kind not in _SCALARS:
            raise NotGgufError(f"value of kind {kind}")
        return self.scalar(_SCALARS[kind])

    def _skip_array(self) -> None:
        kind, count = self.number("<I"), self.number()
        self._check(count, _MOST_ITEMS)
        if kind in _SCALARS:
            self.at += count * struct.calcsize(_SCALARS[kind])
            return
        if kind != _STRING:
            raise NotGgufError(f"array of kind {kind}")
        data, at = self._data, self.at
        unpack: Callable[[mmap.mmap, int], tuple[int, ...]] = struct.Struct("<Q").unpack_from
        size = len(data)
        for _ in range(count):
            at += 8 + unpack(data, at)[0]
            if at > size:
                raise NotGgufError("an array beyond the end")
        self.at = at

    def _check(self, count: int, most: int) -> None:
        if not 0 <= count <= most or self.at > len(self._data):
            raise NotGgufError(f"{count} of something")


def _parse(cursor: _Cursor, file_bytes: int) -> GgufHeader:
    if cursor.number("<I") not in _VERSIONS:
        raise NotGgufError("another version")
    tensors, entries = cursor.number(), cursor.number()
    if tensors > _MOST_TENSORS or entries > _MOST_ENTRIES:
        raise NotGgufError("too many entries")
    values: dict[str, Value] = {}
    for _ in range(entries):
        key = cursor.text()
        value = cursor.value()
        if value is not None:
            values[key] = value
    end = max((_tensor_end(cursor) for _ in range(tensors)), default=0)
    alignment = _whole(values, "general.alignment") or 32
    data_at = -(-cursor.at // alignment) * alignment
    architecture = str(values.get("general.architecture", ""))
    return GgufHeader(
        architecture=architecture,
        name=str(values.get("general.name", "")),
        context_tokens=_whole(values, f"{architecture}.context_length"),
        layers=_whole(values, f"{architecture}.block_count"),
        chat_template=bool(values.get("tokenizer.chat_template")),
        embedding=_is_embedding(architecture, values),
        file_bytes=file_bytes,
        data_bytes=data_at + end if tensors else 0,
    )


def _tensor_end(cursor: _Cursor) -> int:
    """Where a tensor's data ends, counted from the start of all data."""
    cursor.text()
    dimensions = cursor.number("<I")
    if dimensions > 8:
        raise NotGgufError(f"{dimensions} dimensions")
    count = 1
    for _ in range(dimensions):
        count *= cursor.number()
    kind, offset = cursor.number("<I"), cursor.number()
    values, size = _BLOCKS.get(kind, (1, 0))  # an unknown type: at least its start must be there
    return offset + count // values * size


def _whole(values: dict[str, Value], key: str) -> int:
    value = values.get(key, 0)
    return int(value) if isinstance(value, int) else 0


def _is_embedding(architecture: str, values: dict[str, Value]) -> bool:
    """Whether it gives vectors, not text."""
    pooled = _whole(values, f"{architecture}.pooling_type") > 0
    both_ways = values.get(f"{architecture}.attention.causal") is False
    return architecture in _ENCODERS or pooled or both_ways
