"""Private key blocks over several lines: whole, cut at either end of the view, or their middle."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from services.reading.secret_lines import LinedPage, LineMemory, Place
from services.reading.secret_spans import BARRIER, PRIVATE_KEY, Span

_NAME = r"(?:[A-Z0-9 ]{0,40}?(?:PRIVATE|SECRET) ?KEY[A-Z ]{0,12}|OPENVPN STATIC KEY V1)"
_KEY_BEGIN = re.compile(rf"[-–—_]{{2,8}} {{0,2}}BEGIN ?{_NAME}[-–—_]{{0,8}}")
_KEY_END = re.compile(rf"[-–—_]{{2,8}} {{0,2}}END ?{_NAME}[-–—_]{{0,8}}")
# PuTTY's format has no BEGIN; its lines are counted instead.
_PUTTY = re.compile(r"Private-Lines: ?\d{1,3}")
_LONGEST_KEY = 16_000
_FEWEST = 3  # lines in a row that tell the middle of a key
_HEADER = re.compile(r"(?:Version|Comment|Proc-Type|DEK-Info|Hash|Charset|MessageID): .{0,80}")
_ARMOUR_LINE = re.compile(r"[\w+/=:,. -]+")
# PEM and PGP armour is 64 wide, OpenSSH's 70; what mail carries is 76.
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/= █]+")
_PUBLIC = re.compile(r"CERTIFICATE|PUBLIC|SIGNATURE|MESSAGE|base64|ssh-|[Cc]ontent-")
_IMAGES = ("iVBOR", "/9j/", "R0lGOD", "UklGR", "PHN2", "JVBER", "UEsDB", "AAAA")


def looks_random(chunk: str) -> bool:
    """Whether a chunk reads like part of a token: digits among letters, or capitals inside."""
    digits = any(map(str.isdigit, chunk))
    letters = any(map(str.isalpha, chunk))
    return (digits and letters) or (chunk[1:] != chunk[1:].lower() and not chunk.isupper())


def key_blocks(page: LinedPage) -> Iterator[Span]:
    """Private keys in PEM, OpenSSH, PGP and PuTTY armour."""
    text = page.text
    named = "KEY" in text or "Private-Lines" in text
    wide = {place.start for place in _WIDE.places(page)}
    if not named and len(wide) < _FEWEST:
        return
    lines = [(start, start + len(line)) for start, line, _ in page.lines]
    if named:
        yield from _named(text, lines)
    yield from _middles(text, lines, wide)


def _named(text: str, lines: list[tuple[int, int]]) -> Iterator[Span]:
    """Blocks of which the first or the last line is there."""
    ends = [found.span() for found in _KEY_END.finditer(text)]
    done = 0
    begins = [*_KEY_BEGIN.finditer(text), *_PUTTY.finditer(text)]
    for found in sorted(begins, key=lambda found: found.start()):
        if found.start() < done:
            continue
        at = bisect_right(ends, (found.end(), 0))
        done = _armour_end(text, lines, found.end())
        if at < len(ends) and _one_block(text, found.end(), ends[at][0]):
            done = max(done, ends[at][1])
        yield Span(found.start(), done, PRIVATE_KEY)
    floor = 0
    for start, end in ends:
        yield Span(_armour_start(text, lines, start, floor), end, PRIVATE_KEY)
        floor = end


def _one_block(text: str, start: int, end: int) -> bool:
    """Whether what lies between a first and a last line can be one key: not too much of it."""
    return end - start <= _LONGEST_KEY and text.find(BARRIER, start, end) < 0


def _line_of(lines: list[tuple[int, int]], at: int) -> int:
    """The number of the line that holds ``at``."""
    return bisect_right(lines, at, key=lambda span: span[0]) - 1


def _armour_end(text: str, lines: list[tuple[int, int]], at: int) -> int:
    """Where the armoured lines after ``at`` stop."""
    stop = at
    for start, end in lines[_line_of(lines, at) :]:
        if not _is_armour(text[max(start, at) : end]):
            break
        stop = end
    return stop


def _armour_start(text: str, lines: list[tuple[int, int]], at: int, floor: int) -> int:
    """Where the armoured lines before ``at`` begin, not before ``floor``."""
    first = at
    for start, end in reversed(lines[: _line_of(lines, at) + 1]):
        if start < floor or not _is_armour(text[start : min(end, at)]):
            break
        first = start
    return first


def _is_armour(line: str) -> bool:
    """Whether a line can belong to a block: empty, long and unspaced, or the short last one."""
    if BARRIER in line:
        return False
    line = line.strip()
    if not line or _HEADER.fullmatch(line):
        return True
    chunk = max(line.split(), key=len)
    return _ARMOUR_LINE.fullmatch(line) is not None and (
        len(chunk) >= 24 or looks_random(chunk) or chunk.endswith("=")
    )


def _middles(text: str, lines: list[tuple[int, int]], wide: set[int]) -> Iterator[Span]:
    """Three or more lines of a key's width in mixed base64: the middle of a key that was scrolled.

    Not where the line before tells what else it is, or an image begins.
    """
    run: list[tuple[int, int]] = []
    before = ""
    for start, end in [*lines, (len(text), len(text))]:
        line = text[start:end].strip() if end - start < 100 else ""
        if start in wide:
            run.append((start, end))
            continue
        first = text[run[0][0] : run[0][1]].strip() if run else ""
        public = _PUBLIC.search(before) or _PUBLIC.search(line) or first.startswith(_IMAGES)
        if len(run) >= _FEWEST and not public:
            yield Span(run[0][0], run[-1][1], PRIVATE_KEY)
        run, before = [], line[-200:]


def _wide_lines(text: str) -> Iterator[Place]:
    """Lines that can be the middle of a key."""
    start = 0
    for line in text.split("\n"):
        if len(line) < 100 and _is_base64(line.strip()):
            yield Place(start, start + len(line), 0)
        start += len(line) + 1


_WIDE = LineMemory(_wide_lines)


def _is_base64(line: str) -> bool:
    """As wide as armour is; mixed capitals, small letters and digits; no prose and no hex."""
    if not (62 <= len(line) <= 72 and _BASE64_LINE.fullmatch(line)):
        return False
    kinds = (any(map(str.isupper, line)), any(map(str.islower, line)), any(map(str.isdigit, line)))
    return all(kinds) and line.count(" ") <= 3
