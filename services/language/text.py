"""Words, sentences and fingerprints of text: what the rest of memory measures with."""

import re
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
MOSTLY = 0.6  # of the words of two texts that one slip of a reader leaves in common
# Signs of scripts that set no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile(
    "[\u0e01-\u0e30\u0e32-\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec6\u1000-\u102a\u1780-\u17b3"
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_DIGITS = re.compile(r"\d+")
# A sentence ends at . ! ? or … with what closes it, before white space; or at a line's end.
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|etc|e\.g|i\.e|no|nr|bzw|z\.b|ca|approx|inc|ltd|jr|sr)"
    r"|\b[A-Z])\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 8  # with its point and the sign before it


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order; numbers are words."""
    return [word.lower() for word in _WORD.findall(text)]


def tokens_of(text: str) -> list[str]:
    """The words of a text in order, as written and as the full-text index parts them.

    A hyphen parts words here, where ``words`` takes "check-in" for one.
    """
    return _TOKEN.findall(text)


def spaced(text: str) -> str:
    """Text in which each sign of a script without spaces stands apart, as the word index wants it.

    The index takes what stands between spaces for a word: a Chinese clause would be one. Sign by
    sign, any piece of it can be found as a phrase.
    """
    return _UNSPACED.sub(r" \g<0> ", text) if _UNSPACED.search(text) else text


def search_words(text: str) -> list[str]:
    """The words of a text to search by, as written.

    A run of a script without spaces gives each pair of its signs: most words there have two.
    """
    found: list[str] = []
    for token in tokens_of(text):
        if not _UNSPACED.search(token):
            found.append(token)
            continue
        run = ""
        for piece in spaced(token).split():
            if _UNSPACED.match(piece):
                run += piece
            else:
                found += [*_pairs(run), piece]
                run = ""
        found += _pairs(run)
    return found


def stands_in(word: str, text: str) -> bool:
    """Whether a word is among the ``search_words`` of a text (without making a list of them)."""
    if _UNSPACED.search(word):
        return word in search_words(text)
    at = text.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        if not (_goes_on(text[max(at - 2, 0) : at][::-1]) or _goes_on(text[end : end + 2])):
            return True
        at = text.find(word, at + 1)
    return False


def _goes_on(signs: str) -> bool:
    """Whether the (up to two) signs next to a word make it a part of a longer one."""
    inside = signs[1:] if signs[:1] in ("'", "’") else signs[:1]
    return inside.isalnum() and not _UNSPACED.match(inside)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(max(len(run) - 1, min(len(run), 1)))]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of sentences without surrounding white space; lines end sentences too."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        last = text[max(start, end - _LONGEST_ABBREVIATION) : end]
        if match.group().startswith(".") and _ABBREVIATION.search(last):
            continue
        _push(text, start, end, spans)
        start = end
    _push(text, start, len(text), spans)
    return spans


def sentences(text: str) -> list[str]:
    """The sentences of a text, verbatim."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _push(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    if kept := piece.strip():
        left = start + len(piece) - len(piece.lstrip())
        spans.append((left, left + len(kept)))


def split_long(text: str, limit: int) -> list[tuple[int, int]]:
    """Spans of at most ``limit`` characters that cover all but white space, cut between sentences.

    A sentence longer than the limit is cut between words, a longer word anywhere.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _short_pieces(text, limit):
        if spans and end - spans[-1][0] <= limit:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _short_pieces(text: str, limit: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for sentence_start, end in sentence_spans(text):
        start = sentence_start
        while end - start > limit:
            cut = text.rfind(" ", start + 1, start + limit + 1)
            cut = cut if cut > start else start + limit
            _push(text, start, cut, pieces)
            start = cut
        _push(text, start, end, pieces)
    return pieces


@lru_cache(maxsize=65_536)
def _word_bits(word: str) -> bytes:
    return blake2b(word.encode(), digest_size=8).digest()


def fingerprint(text: str) -> int:
    """SimHash of words and word pairs, as a signed 64-bit integer; 0 for text without words.

    Charikar, *Similarity estimation techniques from rounding algorithms*, STOC 2002.
    """
    found = words(text)
    if not found:
        return 0
    # each once: a word said often must not drown the others
    features = sorted({*found, *(f"{a} {b}" for a, b in pairwise(found))})
    raw = np.frombuffer(b"".join(map(_word_bits, features)), dtype=np.uint8)
    ones = np.unpackbits(raw).reshape(-1, 64).sum(axis=0, dtype=np.int64)
    bits = np.packbits(ones * 2 > len(features))
    return int.from_bytes(bits.tobytes(), "big", signed=True)


def distance(left: int, right: int) -> int:
    """How many of the 64 bits of two fingerprints differ."""
    return ((left ^ right) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


def same_shape(left: str, right: str) -> bool:
    """Whether two texts could be one text read twice: same numbers in order, nearly the same words.

    A changed price or phone number is the very thing to remember, so digits must agree exactly,
    and all but a few words.
    """
    if _DIGITS.findall(left) != _DIGITS.findall(right):
        return False
    shorter, longer = sorted((len(words(left)), len(words(right))))
    if longer - shorter > max(1, longer // 10):
        return False
    a, b = set(words(left)), set(words(right))
    return len(a & b) >= MOSTLY * len(a | b)
