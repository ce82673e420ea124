"""What a reader makes of a file: blocks in reading order, each knowing its heading and place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from services.errors import DocumentError
from services.said import said


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a reader may go.

    ``recognise`` lets it read pictures of text, for so many CPU ``seconds`` in all; ``depth`` says
    how many archives it is inside of.
    """

    recognise: bool = True
    seconds: float = 36.0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A file about to be read: its name and all of its bytes."""

    name: str
    content: bytes = field(repr=False)
    scope: Scope = Scope()

    @property
    def stem(self) -> str:
        """The name without its last ending."""
        return self.name.rpartition(".")[0] or self.name


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that belongs together: a paragraph, a heading, a row, lines of code.

    ``part`` is what must not share a segment with another (a page, a sheet, a slide); ``place``
    says where the block begins ("page 3", "Sheet1!A5"). ``before`` is put between this block and
    the one before it.
    """

    text: str
    headings: tuple[str, ...] = ()
    part: str = ""
    place: str = ""
    before: str = "\n\n"
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as its reader understood it; ``written_at_ms`` is UTC where the file tells.

    ``notice`` says what of the file was left out, "" where all of it was read.
    """

    blocks: Iterable[Block]
    title: str = ""
    author: str = ""
    written_at_ms: int | None = None
    notice: str = ""


class Outline:
    """Follows the headings of a document, so that each block knows those above it."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, level: int, title: str) -> None:
        """A heading begins; it closes those of its own and of deeper levels."""
        self.leave(level)
        self._open.append((level, title))

    def leave(self, level: int) -> None:
        """Something stands at a level that is no heading: those of its own and deeper end."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()

    @property
    def path(self) -> tuple[str, ...]:
        """The open headings, outermost first."""
        return tuple(title for _, title in self._open)

    def heading(self, level: int, text: str) -> Block:
        """Enter a heading and return its block."""
        self.enter(level, one_line(text))
        return Block(text, self.path, is_heading=True)

    def block(self, text: str) -> Block:
        """A block under the open headings."""
        return Block(text, self.path)


def one_line(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


def row_text(cells: Iterable[str]) -> str:
    """The cells of a table's row on one line, empty ones at the end left out."""
    return " | ".join(one_line(cell) for cell in cells).rstrip(" |")


def table_blocks(
    rows: Iterable[str], headings: tuple[str, ...] = (), part: str = "", place: str = ""
) -> Iterator[Block]:
    """Rows of a table, each a block of its own; the first one heads the others where it has words.

    So no row is cut, and each row is found by the names of its columns.
    """
    inner = headings
    before, first = "\n\n", True
    for row in rows:
        if not row:
            continue
        yield Block(row, inner, part, place, before)
        if first and _names_columns(row):
            inner = (*headings, one_line(row)[:200])
        before, first = "\n", False


def _names_columns(row: str) -> bool:
    cells = row.split(" | ")
    return len(cells) > 1 and all(not c or c.strip(" .%-")[:1].isalpha() for c in cells)


def paragraphs(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Runs of lines between empty lines, each with the number of its first line, from 1."""
    run: list[str] = []
    first = 1
    for number, line in enumerate(lines, start=1):
        if line.strip():
            if not run:
                first = number
            run.append(line.rstrip())
        elif run:
            yield first, "\n".join(run)
            run = []
    if run:
        yield first, "\n".join(run)


def at_line(number: int) -> str:
    """The place of what begins on a line, counted from 1."""
    return said(f"line {number}")


def damaged(detail: str = "") -> DocumentError:
    """The error for a file whose content is not what its kind promises."""
    return DocumentError(f"The file is damaged or incomplete{detail}.", "Open it in its program.")


def encrypted() -> DocumentError:
    """The error for a file that needs a password."""
    return DocumentError("The file is protected by a password.", "Save a copy without one.")
