"""Makes up the text of lines: words of many languages, code, numbers, and runs of rare letters."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from recogniser.alphabet import CHARACTERS, FOREIGN

_KNOWN = frozenset(CHARACTERS) - {FOREIGN}
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_UPPER = _LOWER.upper()
_DIGITS = "0123456789"
_ACCENTED = [c for c in CHARACTERS if c.isalpha() and not c.isascii()]
_MARKS = [c for c in CHARACTERS if not c.isalnum() and c not in {" ", FOREIGN}]
_LOW = frozenset("acemnorsuvwxz")
_CODE = "(){}[]<>=+-*/%&|^~!?:;.,#@$_\\\"'`"


def _split(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


_KEYWORDS = _split(
    "def class return import from if else elif for while try except with as lambda None True False "
    "self int str const let var function new this public private static void struct enum fn impl "
    "use mod match pub async await export default interface extends package func type range nil "
    "select insert update where join group order by null echo sudo apt git commit push pull status "
    "docker run build test make cd ls -la grep awk sed curl ssh"
)
_SUFFIXES = _split("py js ts rs go c h cpp md txt json yaml toml html css sh pdf docx xlsx png")
_DOMAINS = _split("com org net de fr es it pl io dev eu co.uk vn cz se")
_UNITS = _split("kB MB GB ms s min h km kg cm mm % °C € $ £ px MHz")
_MONTHS = _split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_PAIRS = ("()", "[]", "{}", "<>", '""', "''", "“”", "„“", "«»", "‘’", "``", "**", "__")
_STOPS = (*",,,,....;:!?…", "...")

# Ranges of the scripts that are shown to the net as foreign, and what of a run they are worth.
_FOREIGN_RANGES = (
    (0x3B1, 0x3C9),  # Greek
    (0x410, 0x44F),  # Cyrillic
    (0x410, 0x44F),
    (0x5D0, 0x5EA),  # Hebrew
    (0x627, 0x64A),  # Arabic
    (0x905, 0x939),  # Devanagari
    (0xE01, 0xE2E),  # Thai
    (0x3041, 0x3096),  # Hiragana
    (0x30A1, 0x30FA),  # Katakana
    (0x4E00, 0x9FA5),  # Han
    (0x4E00, 0x9FA5),
    (0xAC00, 0xD7A3),  # Hangul
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words by language, English first; of the others those with an accent.

    ``with_accents`` are all words of the languages in ``accented``, in the same order.
    """

    by_language: tuple[tuple[str, ...], ...]
    accented: tuple[tuple[str, ...], ...] = ()
    with_accents: tuple[tuple[str, ...], ...] = ()

    def pick(self, rng: random.Random) -> str:
        """A word: of English half of the time."""
        if rng.random() < 0.5:
            return rng.choice(self.by_language[0])
        return rng.choice(rng.choice(self.by_language))


def load_words(folder: Path) -> Words:
    """The word lists (``usr/share/dict``, ``usr/share/hunspell``) of unpacked Debian packages.

    Raises ``FileNotFoundError`` where the English list is missing.
    """
    english = _known_words(folder / "usr/share/dict/american-english")
    if not english:
        raise FileNotFoundError("The English word list is missing: unpack wamerican first.")
    others = [
        _known_words(path)
        for path in sorted((folder / "usr/share/dict").iterdir())
        if path.is_file() and not path.is_symlink() and path.name != "american-english"
    ]
    others += [_known_words(path) for path in sorted((folder / "usr/share/hunspell").glob("*.dic"))]
    others = [words for words in others if len(words) > 1000]
    accented = [tuple(word for word in words if not word.isascii()) for words in others]
    rich = [at for at, words in enumerate(accented) if len(words) > 500]
    return Words(
        (english, *others),
        tuple(accented[at] for at in rich),
        tuple(others[at] for at in rich),
    )


def _known_words(path: Path) -> tuple[str, ...]:
    """The words of a list that are written with known characters only."""
    if not path.is_file():
        return ()
    raw = path.read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode(_encoding(path), errors="replace")
    words = (re.split(r"[/\t ]", line, maxsplit=1)[0] for line in text.splitlines())
    return tuple(word for word in words if 1 < len(word) < 20 and _KNOWN.issuperset(word))


def _encoding(path: Path) -> str:
    """How a list that is not UTF-8 is written: as its affix file says, else in Latin-1."""
    affixes = path.with_suffix(".aff")
    told = re.search(rb"^SET\s+(\S+)", affixes.read_bytes(), re.M) if affixes.is_file() else None
    return told[1].decode() if told else "iso-8859-1"


def line_of(rng: random.Random, words: Words, length: int) -> str:
    """A made-up line of about ``length`` characters, one space between its words."""
    kind = rng.random()
    if kind < 0.45:
        parts = _prose(rng, words, length)
    elif kind < 0.62:
        parts = _code(rng, words, length)
    else:
        parts = _mixed(rng, words, length)
    text = re.sub(" +", " ", " ".join(parts)).strip()
    return text or rng.choice(_DIGITS)


def plain_line_of(rng: random.Random, words: Words, length: int) -> str:
    """A line as documents, pages and terminals have it; words with accents more than usual."""
    kind = rng.random()
    if kind < 0.3:
        parts = _prose(rng, words, length)
    elif kind < 0.75:
        parts = _accented(rng, words, length)
    elif kind < 0.9:
        parts = _code(rng, words, length)
    else:
        parts = _mixed(rng, words, length)
    return re.sub(" +", " ", " ".join(parts)).strip() or rng.choice(_DIGITS)


def program_line_of(rng: random.Random, words: Words, length: int) -> str:
    """A line as programs show it: sentences in one language, code, listings, logs, addresses."""
    kind = rng.random()
    if kind < 0.1:
        parts = _prose(rng, words, length)
    elif kind < 0.58:
        parts = _spoken(rng, words, length)
    elif kind < 0.7:
        parts = _code(rng, words, length)
    elif kind < 0.87:
        parts = _record(rng, words, length)
    else:
        parts = _mixed(rng, words, length)
    return re.sub(" +", " ", " ".join(parts)).strip() or rng.choice(_DIGITS)


def _spoken(rng: random.Random, words: Words, length: int) -> list[str]:
    """A stretch of a sentence in a language other than English; half its words have an accent.

    Its start is a capital, and now and then all its letters are low ones: only they themselves
    tell then that they are small.
    """
    at = rng.randrange(len(words.accented))
    accented, others = words.accented[at], words.with_accents[at]
    low = rng.random() < 0.08
    parts: list[str] = []
    start = rng.random() < 0.35
    while _fill(length, parts):
        word = rng.choice(accented if rng.random() < 0.5 else others)
        if low:
            word = next((w for w in (rng.choice(others) for _ in range(60)) if _is_low(w)), word)
        if start or rng.random() < 0.06:
            word = word[:1].upper() + word[1:]
        start = False
        if rng.random() < 0.04:
            word = _number(rng)
        if rng.random() < 0.14:
            word += rng.choice(_STOPS)
            start = word[-1] in ".!?"
        elif rng.random() < 0.05:
            pair = rng.choice(_PAIRS)
            word = pair[0] + word + pair[1]
        parts.append(word)
    return parts


def _is_low(word: str) -> bool:
    """Whether no letter rises above the others."""
    return _LOW.issuperset(word)


def _record(rng: random.Random, words: Words, length: int) -> list[str]:
    """A stretch of a listing, of a log, of an address or of a table, from anywhere in it."""
    kind = rng.randrange(4)
    name = _name(rng, words)
    if kind == 0:
        flags = "".join(c if rng.random() < 0.7 else "-" for c in "rwxrwxrwx")
        clock = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
        when = f"{rng.choice(_MONTHS)} {rng.randint(1, 31)} {clock}"
        owner = rng.choice((name[:8].lower(), "root"))
        size = rng.choice((rng.randint(1, 9), rng.randint(10, 10**6)))
        file = f"{_name(rng, words)}.{rng.choice(_SUFFIXES)}"
        links = rng.choice((1, 1, 1, rng.randint(2, 30)))
        parts = f"{rng.choice('-d-l-')}{flags} {links} {owner} {owner} {size} {when} {file}".split()
    elif kind == 1:
        level = rng.choice(("INFO", "WARN", "WARNING", "ERROR", "DEBUG", "[info]", "[error]"))
        said = [rng.choice(words.by_language[0]) for _ in range(4)]
        parts = [_number(rng), level, f"{name}:", *said, f"({_number(rng)})"]
    elif kind == 2:
        asked = "&".join(f"{_name(rng, words)}={_number(rng)}" for _ in range(rng.randint(1, 3)))
        parts = [
            f"https://{name}.{rng.choice(_DOMAINS)}/{_name(rng, words)}?{asked}".replace(" ", "")
        ]
        if rng.random() < 0.5:
            parts.insert(0, rng.choice(("GET", "POST", "open", "curl", "from")))
    else:
        parts = [rng.choice((_number(rng), name, words.pick(rng))) for _ in range(8)]
    text = " ".join(parts)
    first = rng.randrange(max(1, len(text) - length)) if rng.random() < 0.6 else 0
    cut = text[first : first + length]
    return cut.split() or parts[:1]


def _accented(rng: random.Random, words: Words, length: int) -> list[str]:
    """A stretch of one language in which most words have an accent."""
    language = rng.choice(words.accented)
    parts: list[str] = []
    while _fill(length, parts):
        word = rng.choice(language)
        if rng.random() < 0.15:
            word = word[:1].upper() + word[1:]
        if rng.random() < 0.15:
            word += rng.choice(_STOPS)
        parts.append(word)
    return parts


def foreign_word(rng: random.Random) -> str:
    """A few characters of a script that is not Latin."""
    first, last = rng.choice(_FOREIGN_RANGES)
    return "".join(chr(rng.randint(first, last)) for _ in range(rng.randint(2, 8)))


def _fill(length: int, parts: list[str]) -> bool:
    """Whether the parts are still shorter than ``length``."""
    return sum(len(part) + 1 for part in parts) < length


def _prose(rng: random.Random, words: Words, length: int) -> list[str]:
    """A stretch of a sentence in one language."""
    language = words.by_language[0] if rng.random() < 0.5 else rng.choice(words.by_language)
    parts: list[str] = []
    start = rng.random() < 0.4
    while _fill(length, parts):
        word = rng.choice(language)
        roll = rng.random()
        if start or roll < 0.08:
            word = word[:1].upper() + word[1:]
        elif roll < 0.11:
            word = word.upper() if _KNOWN.issuperset(word.upper()) else word
        start = False
        if rng.random() < 0.08:
            word = _number(rng)
        if rng.random() < 0.14:
            word += rng.choice(_STOPS)
            start = word[-1] in ".!?"
        elif rng.random() < 0.05:
            pair = rng.choice(_PAIRS)
            word = pair[0] + word + pair[1]
        if rng.random() < 0.02:
            word += rng.choice(("’s", "'s", "-", " –", " —"))
        parts.append(word)
    return parts


def _code(rng: random.Random, words: Words, length: int) -> list[str]:
    """A stretch of code or of a command line."""
    parts: list[str] = []
    while _fill(length, parts):
        roll = rng.random()
        name = _name(rng, words)
        if roll < 0.25:
            parts.append(rng.choice(_KEYWORDS))
        elif roll < 0.45:
            parts.append(
                name + rng.choice(("", "", ":", ",", ";", "()", "():", "[0]", " =", " +="))
            )
        elif roll < 0.6:
            inner = _name(rng, words)
            close = rng.choice((")", "),", ");", ") {", "):"))
            parts.append(f"{name}({inner}{close}")
        elif roll < 0.68:
            parts.append(rng.choice("\"'") + rng.choice(words.by_language[0]) + rng.choice("\"'"))
        elif roll < 0.76:
            parts.append(_path(rng, words))
        elif roll < 0.84:
            parts.append("".join(rng.choice(_CODE) for _ in range(rng.randint(1, 4))))
        elif roll < 0.9:
            parts.append("--" + rng.choice(words.by_language[0]).lower().replace("'", ""))
        else:
            parts.append(_number(rng))
    return parts


def _mixed(rng: random.Random, words: Words, length: int) -> list[str]:
    """What labels, tables and forms show: anything beside anything."""
    parts: list[str] = []
    while _fill(length, parts):
        roll = rng.random()
        make = next(maker for share, maker in _MAKERS if roll < share)
        parts.append(make(rng, words))
    return parts


def _label(rng: random.Random, words: Words) -> str:
    """A word as headings and forms have it."""
    word = words.pick(rng)
    return word[:1].upper() + word[1:] + rng.choice(("", ":", ".", ",", "…"))


def _of(rng: random.Random, characters: str, least: int, most: int) -> str:
    """A run of characters."""
    return "".join(rng.choice(characters) for _ in range(rng.randint(least, most)))


def _name(rng: random.Random, words: Words) -> str:
    """An identifier in one of the usual spellings."""
    parts = [
        re.sub("[^a-z0-9]", "", rng.choice(words.by_language[0]).lower())[:9] or "x"
        for _ in range(rng.randint(1, 3))
    ]
    style = rng.randrange(4)
    if style == 0:
        return "_".join(parts)
    if style == 1:
        return parts[0] + "".join(part.capitalize() for part in parts[1:])
    if style == 2:
        return "".join(part.capitalize() for part in parts)
    return rng.choice(("_".join(parts).upper(), parts[0], parts[0] + str(rng.randint(0, 99))))


def _path(rng: random.Random, words: Words) -> str:
    """A path, an address or a name of a file."""
    names = [
        re.sub("[^a-z0-9]", "", rng.choice(words.by_language[0]).lower()) or "a" for _ in range(3)
    ]
    style = rng.randrange(6)
    if style == 0:
        return f"{names[0]}.{rng.choice(_SUFFIXES)}"
    if style == 1:
        return f"/{names[0]}/{names[1]}/{names[2]}.{rng.choice(_SUFFIXES)}"
    if style == 2:
        return (
            f"https://{names[0]}.{rng.choice(_DOMAINS)}/{names[1]}?{names[2]}={rng.randint(0, 999)}"
        )
    if style == 3:
        return f"{names[0]}.{names[1]}@{names[2]}.{rng.choice(_DOMAINS)}"
    if style == 4:
        return f"C:\\{names[0].capitalize()}\\{names[1]}"
    return f"~/{names[0]}-{names[1]}_{rng.randint(0, 99)}"


def _number(rng: random.Random) -> str:  # noqa: PLR0911 - one spelling each
    """A number as it is written on screens."""
    whole = rng.randint(0, 10 ** rng.randint(1, 7))
    style = rng.randrange(12)
    if style < 4:
        return str(whole)
    if style == 4:
        return f"{whole:,}" if rng.random() < 0.5 else f"{whole:,}".replace(",", ".")
    if style == 5:
        return f"{whole / 100:.2f}".replace(".", rng.choice(".,"))
    if style == 6:
        return f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}" + (
            f":{rng.randint(0, 59):02d}" if rng.random() < 0.4 else ""
        )
    if style == 7:
        day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1970, 2040)
        return rng.choice(
            (
                f"{year}-{month:02d}-{day:02d}",
                f"{day:02d}.{month:02d}.{year}",
                f"{month}/{day}/{year}",
                f"{day} {_MONTHS[month - 1]} {year}",
            )
        )
    if style == 8:
        return f"{rng.choice('$€£')}{whole}" if rng.random() < 0.5 else f"{whole} €"
    if style == 9:
        return f"{rng.randint(0, 999)} {rng.choice(_UNITS)}"
    if style == 10:
        return f"{rng.getrandbits(rng.choice((16, 32, 48))):x}"
    return ".".join(str(rng.randint(0, 255)) for _ in range(rng.randint(2, 4)))


# What `_mixed` draws from: shares of the draws, added up.
_MAKERS: tuple[tuple[float, Callable[[random.Random, Words], str]], ...] = (
    (0.2, lambda rng, words: words.pick(rng)),
    (0.45, lambda rng, _: _number(rng)),
    (0.53, lambda rng, _: _of(rng, _LOWER, 1, 9)),
    (0.6, lambda rng, _: _of(rng, _UPPER + _DIGITS, 1, 9)),
    (0.68, lambda rng, _: _of(rng, _LOWER + _UPPER + _DIGITS, 2, 14)),
    (0.76, lambda rng, _: "".join(rng.choice(_ACCENTED) for _ in range(rng.randint(1, 6)))),
    (0.82, lambda rng, _: "".join(rng.choice(CHARACTERS[1:-1]) for _ in range(rng.randint(1, 6)))),
    (0.87, lambda rng, _: rng.choice(_MARKS)),
    (0.93, _path),
    (1.0, _label),
)
