"""Windows of terminals with known text."""

from collections.abc import Iterator
from pathlib import Path

from tests.support.programs import find_program
from tests.support.real_text import LATIN_1, Texts
from tests.support.real_windows import EXTENDED, Scene, font_settings

_COLUMNS, _MOST_ROWS = 88, 40
_LIGHT, _DARK = ("#ffffff", "#111111"), ("#1d1f21", "#d6d9d7")
_SOLAR, _GREEN, _AMBER = ("#002b36", "#93a1a1"), ("#000000", "#33ff66"), ("#fdf6e3", "#586e75")
_BRIGHT = ("31", "32", "33", "34", "35", "36", "1", "4", "1;34", "2", "7")

# face, pixels, (paper, ink), sub-pixels, hinting, escape codes
_XTERMS = (
    ("DejaVu Sans Mono", 10, _DARK, False, "hintslight", False),
    ("DejaVu Sans Mono", 12, _LIGHT, False, "hintfull", False),
    ("DejaVu Sans Mono", 14, _DARK, True, "hintslight", True),
    ("DejaVu Sans Mono", 18, _SOLAR, False, "hintnone", False),
    ("Liberation Mono", 11, _LIGHT, True, "hintfull", False),
    ("Liberation Mono", 13, _DARK, False, "hintslight", True),
    ("Liberation Mono", 16, _GREEN, False, "hintslight", False),
    ("Noto Sans Mono", 13, _AMBER, True, "hintslight", False),
    ("Noto Sans Mono", 22, _LIGHT, False, "hintslight", False),
    ("Hack", 12, _DARK, False, "hintslight", False),
    ("Hack", 15, _LIGHT, True, "hintslight", True),
    ("JetBrains Mono", 14, _DARK, False, "hintslight", False),
    ("JetBrains Mono", 20, _SOLAR, True, "hintnone", False),
    ("Nimbus Mono PS", 15, _LIGHT, False, "hintslight", False),
    ("fixed", 13, _LIGHT, False, "hintslight", False),
    ("fixed", 13, _DARK, False, "hintslight", True),
    ("DejaVu Sans Mono", 24, _LIGHT, True, "hintslight", False),
    ("DejaVu Sans Mono", 28, _DARK, False, "hintslight", False),
)


def terminals(folder: Path, texts: Texts, names: tuple[str, ...]) -> Iterator[Scene]:
    """Xterm in many ways, st in two; those that are asked for."""
    if "xterm" in names:
        yield from _xterms(folder, texts)
    if "st" in names:
        yield from _simple_terminals(folder, texts)


def _xterms(folder: Path, texts: Texts) -> Iterator[Scene]:
    for at, (face, size, colours, lcd, hinting, escapes) in enumerate(_XTERMS):
        name = f"xterm-{at:02}"
        made = _lines(texts, size, plain=face == "fixed")
        shown = _write(folder / name, made, escapes=escapes)
        font = ["-fn", "9x15"] if face == "fixed" and at % 2 else ["-fn", "6x13"]
        if face != "fixed":
            sub = "rgb" if lcd else "none"
            font = ["-fa", f"{face}:pixelsize={size}:antialias=true:rgba={sub}:hintstyle={hinting}"]
        yield Scene(
            "xterm",
            f"{face} {size} px{' light' if colours[0] > '#8' else ' dark'}{' LCD' if lcd else ''}"
            f"{' colours' if escapes else ''} {hinting}",
            name,
            (
                find_program("xterm", "xterm"), "-T", name, *font, "-bg", colours[0],
                "-fg", colours[1], "-geometry", f"{_COLUMNS}x{len(made) + 1}+40+40",
                "-e", "sh", "-c", f"{shown}; sleep 600",
            ),
            tuple(made),
            frame_words=(name,),
            environ=font_settings(folder, lcd=lcd, hinting=hinting),
            resize=False,
        )  # fmt: skip


def _simple_terminals(folder: Path, texts: Texts) -> Iterator[Scene]:
    for at, (face, size, lcd) in enumerate((("Liberation Mono", 14, True), ("Hack", 17, False))):
        name = f"st-{at:02}"
        made = _lines(texts, size)
        shown = _write(folder / name, made, escapes=False)
        sub = "rgb" if lcd else "none"
        yield Scene(
            "st",
            f"{face} {size} px dark{' LCD' if lcd else ''}",
            name,
            (
                find_program("st", "stterm"), "-t", name,
                "-f", f"{face}:pixelsize={size}:rgba={sub}",
                "-g", f"{_COLUMNS}x{len(made) + 1}+40+40",
                "-e", "sh", "-c", f"{shown}; sleep 600",
            ),
            tuple(made),
            frame_words=(name,),
            environ=font_settings(folder, lcd=lcd),
            resize=False,
        )  # fmt: skip


def _lines(texts: Texts, size: int, *, plain: bool = False) -> list[str]:
    """As many lines as a screen of 1080 pixels holds; the bitmap fonts know Latin-1 only."""
    count = min(_MOST_ROWS, int(960 / (size * 1.4)))
    if plain:
        return [line.replace("œ", "oe") for line in texts.lines(count, 78, LATIN_1[:4])]
    return texts.lines(count, 78, EXTENDED)


def _write(path: Path, lines: list[str], *, escapes: bool) -> str:
    """Write what the terminal prints; returns the command that shows it."""
    shown = []
    for at, line in enumerate(lines):
        code = _BRIGHT[at % len(_BRIGHT)]
        shown.append(f"\x1b[{code}m{line}\x1b[0m" if escapes and at % 2 else line)
    path.write_text("\n".join(shown) + "\n", encoding="utf-8")
    # no caret: it would stand on the last line
    return f"printf '\\033[?25l'; cat {path}"
