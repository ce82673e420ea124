"""Windows of document viewers with PDF files of known text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.support.programs import find_program
from tests.support.real_text import LATIN_1, Texts
from tests.support.real_windows import EXTENDED, Scene, font_settings

_FONTS = Path("/usr/share/fonts/truetype")
_TRUETYPE = {
    "DejaVu Sans": "dejavu/DejaVuSans.ttf",
    "DejaVu Serif": "dejavu/DejaVuSerif.ttf",
    "Liberation Serif": "liberation/LiberationSerif-Regular.ttf",
    "Liberation Serif Italic": "liberation/LiberationSerif-Italic.ttf",
    "Liberation Sans": "liberation/LiberationSans-Regular.ttf",
    "Liberation Sans Bold": "liberation/LiberationSans-Bold.ttf",
}
"""Other faces are PDF's own: Helvetica, Times and Courier."""


@dataclass(frozen=True)
class Look:
    """How a page is set: one column, two, or a table; ``points`` at ``dpi`` of the viewer."""

    layout: str
    face: str
    points: float
    dpi: int = 96

    @property
    def words(self) -> str:
        """The look in short."""
        return f"{self.layout} {self.face} {self.points * self.dpi / 72:.0f} px"


MUPDF = (
    Look("plain", "Helvetica", 11),
    Look("plain", "Times-Roman", 12),
    Look("columns", "Liberation Serif", 10, 110),
    Look("columns", "DejaVu Sans", 9),
    Look("table", "Liberation Sans", 11),
    Look("plain", "Times-Italic", 13),
    Look("plain", "Courier", 10),
    Look("plain", "DejaVu Serif", 11, 144),
    Look("plain", "Liberation Sans Bold", 8),
    Look("plain", "Liberation Serif Italic", 12, 192),
)
XPDF = (Look("plain", "Helvetica", 11), Look("columns", "Liberation Serif", 11))
ZATHURA = (Look("plain", "Liberation Sans", 10), Look("table", "Times-Roman", 13))
EVINCE = (Look("plain", "Liberation Serif", 11), Look("columns", "Helvetica", 10))

_TALL, _WIDE = 640.0, 960.0  # points: a page that fills the window


def viewers(folder: Path, texts: Texts, names: tuple[str, ...]) -> Iterator[Scene]:
    """MuPDF, Xpdf, Zathura and Evince; those that are asked for."""
    for at, look in enumerate(MUPDF if "mupdf" in names else ()):
        page, lines, rows = _page(folder, f"mupdf-{at:02}", look, texts)
        command = (find_program("mupdf", "mupdf"), "-r", str(look.dpi), str(page))
        yield Scene(
            "mupdf", look.words, page.stem, command, lines, rows,
            (f"{page.name} - 1/1 ({look.dpi} dpi)", page.name), resize=False,
        )  # fmt: skip
    for name, package, looks in (
        ("xpdf", "xpdf", XPDF),
        ("zathura", "zathura", ZATHURA),
        ("evince", "evince", EVINCE),
    ):
        for at, look in enumerate(looks if name in names else ()):
            page, lines, rows = _page(folder, f"{name}-{at:02}", look, texts)
            environ = font_settings(folder, lcd=False)
            environ |= {"GSETTINGS_BACKEND": "memory"}
            yield Scene(
                name, look.words, page.stem, (find_program(name, package), str(page)), lines, rows,
                (page.name, str(page), "1 of 1", "Page 1 of 1", "xpdf:", "100%", "1/1"), environ,
            )  # fmt: skip


def _page(
    folder: Path, name: str, look: Look, texts: Texts
) -> tuple[Path, tuple[str, ...], tuple[str, ...]]:
    """Write the PDF; returns it with its lines, and the rows of those beside each other."""
    path = folder / f"{name}.pdf"
    zoom = look.dpi / 96
    wide, tall = _WIDE / zoom * 1.3, _TALL / zoom
    canvas = Canvas(str(path), pagesize=(wide, tall))
    canvas.setTitle(name)
    if look.face in _TRUETYPE and look.face not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(look.face, str(_FONTS / _TRUETYPE[look.face])))
    canvas.setFont(look.face, look.points)
    step = look.points * 1.4
    tops = [tall - 40 - at * step for at in range(min(36, int((tall - 60) / step)))]
    languages = EXTENDED if look.face in _TRUETYPE else LATIN_1
    longest = int((wide - 80) / (look.points * 0.6))
    made: list[tuple[str, ...]] = []
    for at, top in enumerate(tops):
        row: tuple[str, ...]
        if look.layout == "table":
            row = (texts.words(2), texts.figure(), texts.words(2, languages[at % 7]))
        elif look.layout == "columns":
            row = (*texts.lines(1, longest // 2 - 5, (languages[at % len(languages)],)),
                   texts.sentence(languages[-at % len(languages)], longest // 2 - 5))  # fmt: skip
        else:
            row = (texts.lines(3, min(100, longest), languages)[at % 3],)
        made.append(row)
        for place, cell in enumerate(row):
            canvas.drawString(40 + place * (wide - 80) / len(row), top, cell)
    canvas.save()
    lines = tuple(cell for row in made for cell in row)
    return path, lines, tuple(" ".join(row) for row in made if len(row) > 1)
