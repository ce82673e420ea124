"""What the engine says, in the window's language.

The engine speaks English and knows no Qt. Its sentences stand as templates with named gaps in the
``.ts`` file of each language (``dev.py translations`` finds them). An incoming text is looked up as
it stands, then against the templates, the one with the most words of its own first, then part by
part where it is a list of sentences or reasons. What is not known stays as it is.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from ui.said_dates import span_words
from ui.words import grouped, marked, number_words, tr

CONTEXT = "Engine"
GAP = re.compile(r"\{(\w*)\}")
COUNTS = frozenset({
    "", "battery_percent", "broken", "by_page", "copies", "count", "cue", "days", "done", "failed",
    "free", "layers", "letters", "messages", "number", "percent", "seen", "total", "uses",
})  # fmt: skip
"""Gaps that only a number fills, or none that the engine has words for."""
SAID = frozenset({
    "coming", "detail", "embedder", "given", "grant", "left", "message", "notice", "package",
    "place", "reason", "reasons", "subject", "wanted", "why",
})  # fmt: skip
"""Gaps that the engine itself fills with words. All others hold what is a person's own."""
LISTS = frozenset({"kinds", "label", "matched", "people", "without"})
"""Gaps that may hold commas: names, words of the person, times."""
PARTINGS = (
    re.compile(r"(?<=[.!?…])( )(?=[A-Z“{])"), re.compile("(; )"), re.compile("(, )"),
    re.compile("(: )"),
)  # fmt: skip
"""What parts the sentences and reasons of a list, the strongest first."""
SYSTEM_WORDS = marked((
    "Permission denied", "No such file or directory", "No space left on device",
    "Read-only file system", "Input/output error", "Is a directory", "Not a directory",
    "File exists", "File name too long", "Too many open files", "Operation not permitted",
    "Device or resource busy", "Disk quota exceeded", "Directory not empty", "unknown error",
))  # fmt: skip
"""What the operating system says of why a file cannot be used."""
NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})*)(?:\.(\d+))?( \S{1,3})?")


@dataclass(frozen=True)
class Template:
    """A sentence with gaps, and what it is called in the other language."""

    source: str
    told: str

    @cached_property
    def strict(self) -> re.Pattern[str]:
        """Matches what the engine makes of it where no gap reaches over a comma."""
        return self._pattern("([^,;]+)")

    @cached_property
    def loose(self) -> re.Pattern[str]:
        """Matches whatever the engine makes of it."""
        return self._pattern("(.+)")

    def _pattern(self, own: str) -> re.Pattern[str]:
        parts = GAP.split(self.source)
        made = [re.escape(part) if n % 2 == 0 else _gap(part, own) for n, part in enumerate(parts)]
        return re.compile("".join(made).replace(f"“{own}”", "“(.+)”"), re.DOTALL)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its gaps in the order in which they stand."""
        return tuple(GAP.findall(self.source))

    @cached_property
    def weight(self) -> int:
        """How much of it is fixed."""
        return len(GAP.sub("", self.source))

    @cached_property
    def ends(self) -> tuple[str, str]:
        """What its texts begin and end with."""
        parts = GAP.split(self.source)
        return parts[0], parts[-1]

    def may_fit(self, text: str) -> bool:
        """A quick look, before the pattern is asked."""
        return text.startswith(self.ends[0]) and text.endswith(self.ends[1])

    def filled(self, values: tuple[str, ...], say: Callable[[str, str], str]) -> str:
        """The words in the other language; ``say`` translates a gap, given its name."""
        told = {name: say(name, value) for name, value in zip(self.names, values, strict=True)}
        return GAP.sub(lambda gap: told[gap[1]], self.told)


def _gap(name: str, own: str) -> str:
    if name in SAID:
        return "(.*)"
    if name in COUNTS:
        return r"(\d[\d.,:]*(?: [GM]B)?)"
    return "(.+)" if name in LISTS else own


class Sentences:
    """What the engine says in one language."""

    def __init__(self, told: dict[str, str]) -> None:
        self._literal = {text: words for text, words in told.items() if not GAP.search(text)}
        gaps = (Template(text, words) for text, words in told.items() if GAP.search(text))
        self._templates = sorted(gaps, key=lambda template: -template.weight)

    def words(self, text: str) -> str:
        """The text in this language; what is not known stays."""
        told = self._known(text) or self._list(text) or self._known(text, loose=True)
        return text if told is None else told

    def _known(self, text: str, *, loose: bool = False) -> str | None:
        """A whole sentence, with or without its full stop; None for another."""
        if (told := self._literal.get(text)) is not None:
            return told
        for template in self._templates:
            if template.may_fit(text):
                pattern = template.loose if loose else template.strict
                if found := pattern.fullmatch(text):
                    return template.filled(found.groups(), self._gap)
        if text.endswith(".") and (told := self._literal.get(text[:-1])) is not None:
            return f"{told}."
        if (told := self._literal.get(f"{text}.")) is not None:
            return told.removesuffix(".")
        return None

    def _list(self, text: str) -> str | None:
        """A list with what is known of its parts; None where nothing is."""
        for parting in PARTINGS:
            pieces = parting.split(text)  # part, what parts, part, …
            if len(pieces) < 3:
                continue
            told, known = self._pieces(pieces)
            if known:
                return told
        return None

    def _pieces(self, pieces: list[str]) -> tuple[str, bool]:
        told, known, at = "", False, 0
        while at < len(pieces):
            for end in range(at + 1, len(pieces) + 1, 2):
                words = self._known("".join(pieces[at:end]))
                if words is not None:
                    break
            else:
                end, words = at + 1, None
            told += pieces[at] if words is None else words
            known = known or words is not None
            told += pieces[end] if end < len(pieces) else ""
            at = end + 1
        return told, known

    def _gap(self, name: str, value: str) -> str:
        if name == "label":
            return span_words(value)
        if name == "strerror":
            return tr(value)
        if name in SAID:
            return self._said(value)
        return local_number(value)

    def _said(self, value: str) -> str:
        """Words of the engine inside its words; begun small where they begin no sentence."""
        capital = self._literal.get(value[:1].upper() + value[1:])
        if value not in self._literal and capital is not None:
            return capital[:1].lower() + capital[1:]
        return tr(value) if value in SYSTEM_WORDS else self.words(value)


def local_number(text: str) -> str:
    """An amount such as "1,204" or "1.2 GB" as the language writes it; other text as it is."""
    found = NUMBER.fullmatch(text)
    if found is None:
        return text
    whole, fraction, unit = found[1].replace(",", ""), found[2], found[3] or ""
    if fraction is None:
        return (grouped(int(whole)) if "," in text else text.removesuffix(unit)) + unit
    return number_words(float(f"{whole}.{fraction}"), len(fraction)) + unit


def read_sentences(file: Path) -> Sentences:
    """The engine's context of a ``.ts`` file; no words where there is none."""
    if not file.exists():
        return Sentences({})
    root = ET.parse(file).getroot()  # noqa: S314 - our own file
    told: dict[str, str] = {}
    for context in root.iter("context"):
        if context.findtext("name") == CONTEXT:
            for node in context.iter("message"):
                told[node.findtext("source") or ""] = node.findtext("translation") or ""
    return Sentences({text: words for text, words in told.items() if words})


class _Spoken:
    """The language in force; read when the engine says its first word in it."""

    def __init__(self) -> None:
        self.file: Path | None = None
        self._sentences: Sentences | None = None

    def speak(self, file: Path | None) -> None:
        self.file, self._sentences = file, None
        engine_words.cache_clear()

    @property
    def sentences(self) -> Sentences | None:
        if self._sentences is None and self.file is not None:
            self._sentences = read_sentences(self.file)
        return self._sentences


_spoken = _Spoken()


def speak(file: Path | None) -> None:
    """Put the engine's words into the language of a ``.ts`` file from now on; None is English."""
    _spoken.speak(file)


def foreign() -> bool:
    """Whether the window speaks another language than the engine."""
    return _spoken.file is not None


@lru_cache(maxsize=4096)
def engine_words(text: str) -> str:
    """What the engine says, in the window's language; what is not known stays as it is."""
    sentences = _spoken.sentences
    return text if sentences is None or not text else sentences.words(text)


def reason_words(why: tuple[str, ...]) -> str:
    """Why something was found, in the window's language."""
    return " · ".join(engine_words(reason) for reason in why)
