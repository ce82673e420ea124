"""Keys and tokens that are known by their shape, and private key blocks."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from services.reading.secret_spans import MASK, Span

# Prefixes as their issuers document them; lengths are lower bounds, since a window may cut a token.
_SHAPES = re.compile(
    r"""(?<![A-Za-z0-9])(?:
    (?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{12,}
    | gh[pousr]_[A-Za-z0-9]{12,} | github_pat_\w{12,}
    | gl(?:pat|dt|rt|ptt|ft|soat|imt|agent|oas|cbt)-[\w-]{12,}
    | xox[abeoprs]-[\w-]{8,} | xapp-[\w-]{8,}
    | hooks\.slack\.com/services/[\w/]{16,}
    | (?:[sr]k|whsec)_(?:live_|test_)?[A-Za-z0-9]{10,}
    | AIza[\w-]{20,} | ya29\.[\w-]{12,} | GOCSPX-[\w-]{12,}
    | sk-(?:proj-|ant-|svcacct-|admin-|or-v1-)?(?=[A-Za-z_-]{0,15}\d)[\w-]{16,}
    | eyJ[\w-]{8,}\.[\w-]{6,}(?:\.[\w-]*)?
    | npm_[A-Za-z0-9]{20,} | pypi-[\w-]{20,} | hf_[A-Za-z0-9]{16,} | dop_v1_[a-f0-9]{20,}
    | SG\.[\w-]{12,}\.[\w-]{12,} | SK[0-9a-f]{32}\b | \d{8,10}:AA[\w-]{28,}
    | AGE-SECRET-KEY-1[A-Z0-9]{16,}
    )""",
    re.VERBOSE,
)
_TAIL = re.compile(r"(?: ?[\w+/=.-]+)")
_BEARER = re.compile(
    r"(?i)\bauthorization[\"']?\s*[:=]\s*[\"']?(?:bearer|basic|token|digest)\s+([^\s\"',]+[^\n\"']*)"
    r"|\bbearer\s+([\w.~+/=-]{16,})"
)
_URL_PASSWORD = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/:@]+:([^\s/@]+)@", re.IGNORECASE)
_ACCOUNT_KEY = re.compile(r"(?i)\b(?:accountkey|sharedaccesskey)\s*=\s*([\w+/=]{8,})")
_ASSIGNMENT = re.compile(
    r"(?m)^[^\S\n]*(?:[$>#%][^\S\n]*)?(?:export|set|setx|ENV|env)?[^\S\n]*"
    r"([A-Z][A-Z0-9_]{2,})[^\S\n]?[=:][^\S\n]?[\"']?([^\s\"']{16,})"
)
_SECRET_NAME = re.compile(r"KEY|SECRET|TOKEN|PASS|PWD|CRED|AUTH|SALT|PRIVATE")

_KEY_BEGIN = re.compile(r"[-–—_]{2,}\s*BEGIN[ A-Z0-9]*(?:PRIVATE|SECRET)\s*KEY[ A-Z]*[-–—_]*")
_KEY_END = re.compile(r"[-–—_]{2,}\s*END[ A-Z0-9]*(?:PRIVATE|SECRET)\s*KEY[ A-Z]*[-–—_]*")
_ARMOUR_LINE = re.compile(r"[\w+/=:,. -]+")
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/= █]{48,}")


def entropy_bits(text: str) -> float:
    """Shannon entropy a character of ``text``, in bits."""
    total = len(text)
    return -sum(n / total * math.log2(n / total) for n in Counter(text).values())


def looks_random(chunk: str) -> bool:
    """Whether a chunk reads like part of a token: digits among letters, or capitals inside."""
    digits = any(ch.isdigit() for ch in chunk)
    letters = any(ch.isalpha() for ch in chunk)
    return (digits and letters) or (chunk[1:] != chunk[1:].lower() and not chunk.isupper())


def tokens(text: str) -> Iterator[Span]:
    """Keys and tokens by their published shape, with false spaces inside forgiven."""
    for found in _SHAPES.finditer(text):
        yield Span(found.start(), _grown(text, found.end()), "key or token")
    for pattern in (_BEARER, _URL_PASSWORD, _ACCOUNT_KEY):
        for found in pattern.finditer(text):
            part = found.lastindex or 0
            if set(found.group(part)) - {MASK, " "}:
                yield Span(*found.span(part), "key or token")


def _grown(text: str, end: int) -> int:
    """The end of a token, past chunks that a false space cut off."""
    while (tail := _TAIL.match(text, end)) is not None and looks_random(tail.group().strip()):
        end = tail.end()
    return end


def assignments(text: str) -> Iterator[Span]:
    """Values of environment assignments that are too random to be words."""
    for found in _ASSIGNMENT.finditer(text):
        name, value = found.groups()
        named = _SECRET_NAME.search(name) is not None
        plain_hex = re.fullmatch(r"[0-9a-fA-F]+", value) is not None
        path = value[0] in "/.~$" or "://" in value or value.count("/") > 2 or ":/" in value
        random = entropy_bits(value) >= 3.5 and looks_random(value) and MASK not in value
        if random and not path and (named or not plain_hex):
            yield Span(*found.span(2), "environment")


def key_blocks(text: str) -> Iterator[Span]:
    """Private key blocks: whole, cut at either end of the view, or only their middle."""
    lines = _line_spans(text)
    for found in _KEY_BEGIN.finditer(text):
        end = _KEY_END.search(text, found.end())
        stop = end.end() if end else _armour_end(text, lines, found.end())
        yield Span(found.start(), stop, "private key")
    for found in _KEY_END.finditer(text):
        yield Span(_armour_start(text, lines, found.start()), found.end(), "private key")
    yield from _middles(text, lines)


def _line_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every line."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _armour_end(text: str, lines: list[tuple[int, int]], at: int) -> int:
    """Where the armoured lines after ``at`` stop."""
    stop = at
    for start, end in (span for span in lines if span[1] >= at):
        if not _is_armour(text[max(start, at) : end]):
            break
        stop = end
    return stop


def _armour_start(text: str, lines: list[tuple[int, int]], at: int) -> int:
    """Where the armoured lines before ``at`` begin."""
    first = at
    for start, end in (span for span in reversed(lines) if span[0] <= at):
        if not _is_armour(text[start : min(end, at)]):
            break
        first = start
    return first


def _is_armour(line: str) -> bool:
    """Whether a line can belong to a block: empty, long and unspaced, or the short last one."""
    line = line.strip()
    if not line:
        return True
    chunk = max(line.split(), key=len)
    return _ARMOUR_LINE.fullmatch(line) is not None and (
        len(chunk) >= 24 or looks_random(chunk) or chunk.endswith("=")
    )


def _middles(text: str, lines: list[tuple[int, int]]) -> Iterator[Span]:
    """Three or more lines of mixed base64 in a row: the middle of a key that was scrolled."""
    run: list[tuple[int, int]] = []
    for start, end in [*lines, (len(text), len(text))]:
        line = text[start:end].strip()
        if _BASE64_LINE.fullmatch(line) and _is_base64(line):
            run.append((start, end))
            continue
        if len(run) >= 3:
            yield Span(run[0][0], run[-1][1], "private key")
        run = []


def _is_base64(line: str) -> bool:
    """Mixed capitals, small letters and digits, with hardly a space: no prose and no hex."""
    kinds = (any(map(str.isupper, line)), any(map(str.islower, line)), any(map(str.isdigit, line)))
    return all(kinds) and line.count(" ") <= 3
