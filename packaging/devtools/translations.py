"""Keeps the window's translations whole: finds the texts, writes them into ``.ts`` files, compiles.

A text is found where it stands as a literal in ``tr("…")``, as the two forms of
``count_words(n, "one", "many")``, in what is handed to ``marked(…)``, in a table whose name ends in
``_WORDS``, and as title and help of a setting. Translators edit the ``.ts`` files, by hand or with
Qt Linguist; the set-up makes the ``.qm`` files beside them, which the window reads.
"""

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from devtools.console import say
from devtools.places import ROOT, VENV

CONTEXT = "Afterimage"
COUNTED = "counted"
"""Tells a counted text from the same word alone."""
FOLDER = ROOT / "resources" / "i18n"
WHERE = ("ui", "services/settings.py")


@dataclass
class Texts:
    """What is to be translated; ``plural`` holds the many-form of counted texts, with the one."""

    single: set[str] = field(default_factory=set)
    plural: dict[str, str] = field(default_factory=dict)


def find_texts(root: Path = ROOT) -> Texts:
    """Every text of the window."""
    texts = Texts()
    for where in WHERE:
        path = root / where
        for file in sorted(path.rglob("*.py")) if path.is_dir() else (path,):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                _take(node, texts)
    texts.single.discard("")
    return texts


def _take(node: ast.AST, texts: Texts) -> None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        if (take := _CALLS.get(node.func.id)) is not None:
            take(node, texts)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and target.id.endswith("_WORDS"):
            texts.single.update(_shown(node.value, top=True))


def _take_rows(call: ast.Call, texts: Texts) -> None:
    for *_, one, many in ast.literal_eval(call.args[0]):
        texts.plural[many] = one


def _take_count(call: ast.Call, texts: Texts) -> None:
    forms = _strings(call.args[1:3])
    if len(forms) == 2:
        texts.plural[forms[1]] = forms[0]


def _take_option(call: ast.Call, texts: Texts) -> None:
    texts.single.update(_strings(call.args[1:3]))
    for keyword in call.keywords:
        if keyword.arg == "choices":
            choices = ast.literal_eval(keyword.value)
            texts.single.update(c.capitalize() for c in choices if len(c) > 2)


_CALLS: dict[str, Callable[[ast.Call, Texts], None]] = {
    "tr": lambda call, texts: texts.single.update(_strings(call.args[:1])),
    "marked": lambda call, texts: texts.single.update(_shown(call.args[0], top=True)),
    "counted": _take_rows,
    "count_words": _take_count,
    "option": _take_option,
}


def _strings(nodes: list[ast.expr]) -> list[str]:
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _shown(node: ast.expr, *, top: bool) -> Iterator[str]:
    """The texts of a table: a mapping's values, a tuple's strings, a row's last string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _shown(value, top=True)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        strings = _strings(node.elts)
        yield from strings if top else strings[-1:]
        for item in node.elts:
            if not isinstance(item, ast.Constant):
                yield from _shown(item, top=False)


@dataclass(frozen=True)
class Message:
    """A text in a language; ``forms`` are empty where it is not translated."""

    source: str
    forms: tuple[str, ...]
    plural: bool

    @property
    def done(self) -> bool:
        """Whether every form is there."""
        return bool(self.forms) and all(self.forms)


def read(file: Path) -> dict[tuple[str, bool], Message]:
    """The messages of a ``.ts`` file by text and whether it is counted; none without a file."""
    if not file.exists():
        return {}
    found = {}
    for node in ET.parse(file).getroot().iter("message"):  # noqa: S314 - our own file
        source, plural = node.findtext("source") or "", node.get("numerus") == "yes"
        told = node.find("translation")
        forms: tuple[str, ...] = ()
        if told is not None and told.get("type") != "unfinished":
            texts = [f.text for f in told.iter("numerusform")] if plural else [told.text]
            forms = tuple(text or "" for text in texts)
        found[source, plural] = Message(source, forms, plural)
    return found


def write(file: Path, language: str, messages: list[Message]) -> None:
    """Write a ``.ts`` file, in the order of the texts."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for message in sorted(messages, key=lambda m: (m.source.casefold(), m.source)):
        node = ET.SubElement(context, "message", {"numerus": "yes"} if message.plural else {})
        ET.SubElement(node, "source").text = message.source
        if message.plural:
            ET.SubElement(node, "comment").text = COUNTED
        told = ET.SubElement(node, "translation", {} if message.done else {"type": "unfinished"})
        if message.plural:
            for form in message.forms or ("", ""):
                ET.SubElement(told, "numerusform").text = form
        elif message.forms:
            told.text = message.forms[0]
    ET.indent(root, "  ")
    text = ET.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def update(file: Path, texts: Texts) -> list[str]:
    """Bring a ``.ts`` file into line with the texts; gives what is not translated."""
    before = read(file)
    wanted = [*((t, False) for t in texts.single), *((t, True) for t in texts.plural)]
    messages = []
    for source, plural in wanted:
        known = before.get((source, plural))
        forms = known.forms if known is not None else ()
        messages.append(Message(source, forms, plural))
    write(file, file.stem, messages)
    return sorted(m.source for m in messages if not m.done)


def compile_stale() -> None:
    """Make the ``.qm`` file of every ``.ts`` file that is newer, with Qt's compiler in PySide6."""
    for file in sorted(FOLDER.glob("*.ts")):
        made = file.with_suffix(".qm")
        if made.exists() and made.stat().st_mtime > file.stat().st_mtime:
            continue
        lrelease = next(VENV.glob("[lL]ib/**/PySide6/lrelease*"))
        subprocess.run([str(lrelease), "-silent", str(file), "-qm", str(made)], check=True)


def main() -> int:
    """Find, write, compile; 1 where something is not translated."""
    texts, missing = find_texts(), 0
    for file in sorted(FOLDER.glob("*.ts")):
        untranslated = update(file, texts)
        missing += len(untranslated)
        for text in untranslated:
            say(f"{file.name}: not translated: {text}")
    compile_stale()
    say(f"{len(texts.single)} texts and {len(texts.plural)} counted ones; {missing} not translated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
