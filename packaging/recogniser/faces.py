"""The typefaces that lines are set in: found below a folder, with the characters each can show."""

import random
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

from recogniser.alphabet import CHARACTERS, FOREIGN

HELD_OUT = ("Hack", "Open Sans", "Lato", "Anonymous Pro", "Caladea", "Noto Serif Display")
"""Families that the net never sees: they measure how it reads a new one."""

_NO_TEXT = re.compile(
    r"Thin|Hairline|ExtraLight|Black|Symbols|Math|Monoisome|Biolinum_K|_DR|KarlaTamil|Emoji|Z003"
    r"|D050000L|Junicode(?!TwoBeta-(Regular|Italic|Bold)\.)|Looped|Thaana|spleen"
)
_FOREIGN_FACES = re.compile(
    r"NotoSans(Arabic|Hebrew|Devanagari|Thai)-|DroidSansFallback|FreeSans\."
)
_MONO = re.compile(
    r"Mono|(?<!Juni)Code|PTM|Hack|Inconsolata|mononoki|Cousine|Courier|Fantasque|agave|monof|Anonymous|terminus|\.pcf",
    re.IGNORECASE,
)
_SERIF = re.compile(
    r"Serif|Tinos|Caladea|Charis|Roman|P052|C059|Bookman|Vollkorn|Garamond|OldStandard|Libertine"
    r"|Junicode|PTF|Courier"
)
_FIXED = re.compile(r"/(\d+)x(\d+)B?O?\.pcf\.gz$")
_SHARES = {"sans": 0.5, "mono": 0.3, "serif": 0.13, "bitmap": 0.07}
_LATIN_1 = frozenset(chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100)))


@dataclass(frozen=True, slots=True)
class Face:
    """A font file. ``sizes`` are the pixel sizes of a bitmap face, empty where any will do."""

    path: Path
    family: str
    kind: str
    characters: frozenset[str] = field(repr=False)
    sizes: tuple[int, ...] = ()

    def can_show(self, text: str) -> bool:
        """Whether it has every character of the text."""
        return self.characters.issuperset(text)


@dataclass(frozen=True, slots=True)
class Faces:
    """Families by kind, and the faces that foreign scripts are set in."""

    kinds: dict[str, tuple[tuple[Face, ...], ...]]
    foreign: tuple[Face, ...]

    def pick(self, rng: random.Random) -> Face:
        """A face: a kind by its share, then a family, then one of its cuts."""
        names = [name for name in _SHARES if self.kinds.get(name)]
        kind = rng.choices(names, [_SHARES[name] for name in names])[0]
        return rng.choice(rng.choice(self.kinds[kind]))

    def for_foreign(self, rng: random.Random, text: str) -> Face | None:
        """A face that shows a foreign run, None where there is none."""
        able = [face for face in self.foreign if face.can_show(text)]
        return rng.choice(able) if able else None


def find_faces(folder: Path, *, held_out: bool = False) -> Faces:
    """All faces of unpacked packages below ``folder``: those held out, or all the others."""
    known = frozenset(CHARACTERS) - {FOREIGN}
    families: dict[tuple[str, str], list[Face]] = {}
    foreign: list[Face] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".ttf", ".otf", ".otb"}:
            face = _outline(path, known)
        elif _FIXED.search(str(path)):
            face = _fixed(path)
        else:
            continue
        if face is None:
            continue
        if _FOREIGN_FACES.search(path.name):
            foreign.append(face)
        if len(face.characters & known) < 90 or _NO_TEXT.search(str(path)):
            continue
        if held_out == any(face.family.startswith(name) for name in HELD_OUT):
            families.setdefault((face.kind, face.family), []).append(face)
    kinds: dict[str, list[tuple[Face, ...]]] = {}
    for (kind, _), faces in sorted(families.items()):
        kinds.setdefault(kind, []).append(tuple(faces))
    return Faces({kind: tuple(groups) for kind, groups in kinds.items()}, tuple(foreign))


def _outline(path: Path, known: frozenset[str]) -> Face | None:
    """A scalable face (or one of bitmaps in its clothes); None where it does not open."""
    if "Noto" in path.name and not re.search(
        r"Noto(Sans|Serif|SansMono|Mono|SansDisplay|SerifDisplay)-|Noto(Sans)(Arabic|Hebrew|Devanagari|Thai)-",
        path.name,
    ):
        return None
    try:
        with TTFont(path, lazy=True) as font:
            table = font.getBestCmap() or {}
            family = str(font["name"].getDebugName(16) or font["name"].getDebugName(1) or path.stem)
    except Exception:  # noqa: BLE001 - a font of an unreadable kind is left out
        return None
    characters = frozenset(map(chr, table))
    if not _FOREIGN_FACES.search(path.name):
        characters &= known
    bitmap = path.suffix == ".otb"
    sizes = (12, 14, 16, 18, 20, 24) if "terminus" in path.name else ()
    if bitmap and not sizes:
        return None
    kind = "bitmap" if bitmap else _kind(path)
    return Face(path, family, kind, characters, sizes)


def _fixed(path: Path) -> Face | None:
    """One of the X server's own bitmap faces."""
    match = _FIXED.search(str(path))
    if match is None or int(match[2]) < 9:
        return None
    return Face(path, f"Fixed {match[1]}x{match[2]}", "bitmap", _LATIN_1, (int(match[2]),))


def _kind(path: Path) -> str:
    """Whether letters are all of one width, have serifs, or neither."""
    if _MONO.search(path.name):
        return "mono"
    return "serif" if _SERIF.search(path.name) else "sans"


@lru_cache(maxsize=1500)
def font_of(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels, kept open."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
