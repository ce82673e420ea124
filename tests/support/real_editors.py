"""Windows of text editors with known text: prose and code, with line numbers and colours."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.programs import find_program
from tests.support.real_text import Texts
from tests.support.real_windows import EXTENDED, Scene, font_settings

_QT_EDITOR = Path(__file__).with_name("qt_editor.py")
_MOUSEPAD_MENU = "File Edit Search View Document Help"
_MOUSEPAD_ROOT = "Warning: you are using the root account. You may harm your system."
_GEANY_WORDS = (
    "File Edit Search View Document Project Build Tools Help", "New Open Save Save All Revert"
    " Close Back Forward Compile Build Execute Color Chooser Find Goto", "Symbols Documents",
    "Status Compiler Messages Scribble", "No symbols found", "Functions Variables",
    "This is Geany 1.38.",
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How an editor is set up; ``ending`` decides whether it shows code."""

    face: str
    size: int  # points where the program takes points (mousepad, geany), pixels in Qt
    ending: str = "txt"
    scheme: str = ""
    lcd: bool = False
    scale: float = 1.0
    numbers: bool = True
    extra: str = ""

    @property
    def words(self) -> str:
        """The look in short."""
        parts = [self.face, str(self.size), self.ending, self.scheme or "light"]
        parts += ["LCD"] if self.lcd else []
        parts += [f"{self.scale:.0%}"] if self.scale != 1 else []
        parts += ["numbered"] if self.numbers else []
        return " ".join([*parts, self.extra]).strip()


MOUSEPAD = (
    Look("Monospace", 10),
    Look("Liberation Mono", 9, "py", lcd=True),
    Look("Hack", 11, "c", "cobalt"),
    Look("Cantarell", 12, numbers=False),
    Look("DejaVu Sans Mono", 9, "py", "oblivion", scale=2),
)
GEANY = (Look("Monospace", 10, "py"), Look("JetBrains Mono", 12, "c", lcd=True))
QT = (
    Look("DejaVu Sans Mono", 13, "py"),
    Look("Noto Sans Mono", 14, "py", "dark"),
    Look("Roboto", 15, numbers=False),
    Look("Open Sans", 13, scheme="dark", scale=1.5, numbers=False),
    Look("Liberation Serif", 17, numbers=False, extra="spaced"),
    Look("DejaVu Sans", 11, numbers=False),
    Look("Nimbus Roman", 20, numbers=False),
    Look("Liberation Mono", 12, "py", scale=2),
)


def editors(folder: Path, texts: Texts, names: tuple[str, ...]) -> Iterator[Scene]:
    """Mousepad (GTK), Geany (Scintilla) and an editor of Qt's own parts; those asked for."""
    for name, looks, make in (
        ("mousepad", MOUSEPAD, _mousepad),
        ("geany", GEANY, _geany),
        ("qt", QT, _qt),
    ):
        if name in names:
            for at, look in enumerate(looks):
                yield make(folder, f"{name}-{at:02}", look, texts)


def _content(look: Look, texts: Texts, pixels: float) -> list[str]:
    count = min(36, int(800 / (pixels * 1.45 * look.scale)))
    if look.ending == "txt":
        return texts.lines(count, min(100, int(1600 / (pixels * look.scale * 0.62))), EXTENDED)
    return [texts.code()[: int(1600 / (pixels * look.scale * 0.62))] for _ in range(count)]


def _written(folder: Path, name: str, look: Look, lines: list[str]) -> Path:
    path = folder / f"{name}.{look.ending}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _numbered(look: Look, lines: list[str]) -> tuple[str, ...]:
    """The rows as an editor shows them, a number before each."""
    return tuple(f"{at} {line}" for at, line in enumerate(lines, 1)) if look.numbers else ()


def _mousepad(folder: Path, name: str, look: Look, texts: Texts) -> Scene:
    lines = _content(look, texts, look.size * 96 / 72)
    path = _written(folder, name, look, lines)
    environ = font_settings(folder, lcd=look.lcd)
    home = folder / f"config-{name}"
    settings = home / "glib-2.0" / "settings"
    settings.mkdir(parents=True)
    scheme = f"color-scheme='{look.scheme}'\n" if look.scheme else ""
    (settings / "keyfile").write_text(
        "[org/xfce/mousepad/preferences/view]\nuse-default-monospace-font=false\n"
        f"font-name='{look.face} {look.size}'\nshow-line-numbers={str(look.numbers).lower()}\n"
        + scheme,
        encoding="utf-8",
    )
    gtk = home / "gtk-3.0"
    gtk.mkdir()
    source = Path(environ["XDG_CONFIG_HOME"]) / "gtk-3.0" / "settings.ini"
    (gtk / "settings.ini").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    environ |= {"XDG_CONFIG_HOME": str(home), "GSETTINGS_BACKEND": "keyfile"}
    environ |= {"GDK_SCALE": f"{look.scale:.0f}"}
    return Scene(
        "mousepad", look.words, name, (find_program("mousepad", "mousepad"), str(path)),
        tuple(lines), _numbered(look, lines),
        (str(path), path.name, f"{path} - Mousepad", _MOUSEPAD_MENU, _MOUSEPAD_ROOT,
         *_digits(lines)), environ,
    )  # fmt: skip


def _geany(folder: Path, name: str, look: Look, texts: Texts) -> Scene:
    lines = _content(look, texts, look.size * 96 / 72)
    path = _written(folder, name, look, lines)
    config = folder / f"config-{name}"
    config.mkdir()
    (config / "geany.conf").write_text(
        f"[geany]\neditor_font={look.face} {look.size}\nshow_linenumber_margin=true\n"
        "check_detect_indent=false\nshow_indent_guide=false\n",
        encoding="utf-8",
    )
    return Scene(
        "geany", look.words, name,
        (find_program("geany", "geany"), "-i", "-p", "-t", "-m", "-c", str(config), str(path)),
        tuple(lines), _numbered(look, lines),
        (str(path), path.name, f"{path.name} - {folder} - Geany", *_GEANY_WORDS, *_digits(lines)),
        font_settings(folder, lcd=look.lcd),
    )  # fmt: skip


def _qt(folder: Path, name: str, look: Look, texts: Texts) -> Scene:
    lines = _content(look, texts, look.size)
    path = _written(folder, name, look, lines)
    options = [look.face, str(look.size), look.scheme or "light"]
    options += ["numbers" if look.numbers else "plain", look.extra or "close"]
    environ = font_settings(folder, lcd=look.lcd)
    environ |= {"QT_SCALE_FACTOR": f"{look.scale:g}", "QT_QPA_PLATFORM": "xcb"}
    return Scene(
        "qt editor", look.words, name, (sys.executable, str(_QT_EDITOR), str(path), *options),
        tuple(lines), _numbered(look, lines), (name, *_digits(lines)), environ,
    )  # fmt: skip


def _digits(lines: list[str]) -> tuple[str, ...]:
    return tuple(str(at) for at in range(1, len(lines) + 1))
