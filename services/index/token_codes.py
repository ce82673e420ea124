"""The codes of a text's tokens: the signs of their vectors, by which search ranks anew.

Of a token only one bit a dimension is kept: measured on made-up corpora, that finds within half a
point of what whole vectors find, in 48 bytes a token instead of 1,536.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from services.index.embedder import TokenVectors
from services.language.lexicon import STOP_WORDS

# Longer texts are told apart by their first words well enough, and would take all the room.
MOST_TOKENS = 96


@runtime_checkable
class TokenEmbedder(Protocol):
    """An embedder that also gives the vectors of single tokens."""

    @property
    def model_id(self) -> str:
        """Name and version: codes of different ids are never compared."""
        ...

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Token by token."""
        ...


def codes_of(text: TokenVectors) -> bytes:
    """The signs of the vectors of a text's telling tokens, one after the other."""
    told = telling(text.words)[:MOST_TOKENS]
    return np.packbits(text.vectors[told] > 0, axis=1).tobytes()


def telling(words: Sequence[str]) -> list[int]:
    """The places of tokens that say something; all of them where none does."""
    told = [
        at
        for at, word in enumerate(words)
        if word not in STOP_WORDS and any(sign.isalnum() for sign in word)
    ]
    return told or list(range(len(words)))
