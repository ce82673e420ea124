"""Tells under what a line of code or of settings stands: its class and function, its keys."""

import re
from collections.abc import Iterator

from services.reading.documents.blocks import Outline, one_line

_DEFINES = re.compile(
    r"\s*(?:@\w+\s+)?(?:(?:export|default|public|private|protected|internal|static|final|abstract"
    r"|async|virtual|override|pub(?:\(\w+\))?|unsafe|inline|const)\s+)*"
    r"(?:class|def|function\*?|func|fn|fun|struct|impl|interface|enum|module|trait|namespace|sub"
    r"|procedure|type|protocol|extension)\s+[\w.:<>$]+"
)
_SECTION = re.compile(r"\s*\[+([^\[\]]+)\]+\s*(?:[#;].*)?")
_KEY = re.compile(r"""\s*(?:-\s+)?["']?([\w./ -]{1,80}?)["']?\s*:\s*(?:[{\[|>&].*)?""")
_LONGEST = 80


def code_paths(lines: list[str]) -> Iterator[tuple[str, ...]]:
    """For each line of code the definitions it stands in, by their indentation."""
    outline = Outline()
    for line in lines:
        if _DEFINES.match(line):
            outline.enter(_indent(line), _name(line))
        yield outline.path


def key_paths(lines: list[str]) -> Iterator[tuple[str, ...]]:
    """For each line of JSON, YAML or TOML the keys and tables it stands under."""
    outline = Outline()
    for line in lines:
        section, key = _SECTION.fullmatch(line), _KEY.fullmatch(line.rstrip(","))
        if section is not None and not line.rstrip().endswith((",", '"')):
            outline.enter(0, one_line(section[1]).strip("\"' "))
        elif key is not None:
            outline.enter(_indent(line) + 1, one_line(key[1]))
        elif line.strip(" ,}])\t"):
            outline.leave(_indent(line) + 1)
        yield outline.path


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _name(line: str) -> str:
    """The head of a definition, without its arguments and body."""
    head = re.split(r"[({:=]", line.strip(), maxsplit=1)[0]
    return one_line(head)[:_LONGEST]
