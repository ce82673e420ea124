"""Keeps the window's translations whole: finds the texts, writes them into ``.ts`` files, compiles.

A text is found where it stands as a literal in ``tr("…")``, as the two forms of
``count_words(n, "one", "many")``, in what is handed to ``marked(…)``, in a table whose name ends in
``_WORDS``, and as title and help of a setting. What the engine says is found by ``sentences`` and
stands in a context of its own, gaps and all; the window reads it from the ``.ts`` file itself
(``ui/engine_words.py``), as Qt's compiled form cannot be searched by template. Translators edit
the ``.ts`` files, by hand or with Qt Linguist; the set-up makes the ``.qm`` files beside them,
which the window reads.
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
from devtools.sentences import find_sentences

CONTEXT = "Afterimage"
ENGINE = "Engine"
"""The context of what the engine says."""
COUNTED = "counted"
"""Tells a counted text from the same word alone."""
FOLDER = ROOT / "resources" / "i18n"
WHERE = ("ui", "services/settings.py")


@dataclass
class Texts:
    """What is to be translated; ``plural`` holds the many-form of counted texts, with the one."""

    single: set[str] = field(default_factory=set)
    plural: dict[str, str] = field(default_factory=dict)
    engine: set[str] = field(default_factory=set)

    def all(self) -> set["Key"]:
        """Every text as ``read`` names it."""
        return {
            *(Key(text) for text in self.single),
            *(Key(text, plural=True) for text in self.plural),
            *(Key(text, ENGINE) for text in self.engine),
        }


@dataclass(frozen=True)
class Key:
    """A text, where it stands and whether it is counted."""

    source: str
    context: str = CONTEXT
    plural: bool = False


def find_texts(root: Path = ROOT) -> Texts:
    """Every text of the window, and every sentence of the engine."""
    texts = Texts(engine=find_sentences(root))
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

    key: Key
    forms: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether every form is there."""
        return bool(self.forms) and all(self.forms)


def read(file: Path) -> dict[Key, Message]:
    """The messages of a ``.ts`` file; none without a file."""
    if not file.exists():
        return {}
    found = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for node in context.iter("message"):
            key = Key(node.findtext("source") or "", name, node.get("numerus") == "yes")
            found[key] = Message(key, _forms(node.find("translation"), plural=key.plural))
    return found


def _forms(told: ET.Element | None, *, plural: bool) -> tuple[str, ...]:
    if told is None or told.get("type") == "unfinished":
        return ()
    texts = [form.text for form in told.iter("numerusform")] if plural else [told.text]
    return tuple(text or "" for text in texts)


def write(file: Path, language: str, messages: list[Message]) -> None:
    """Write a ``.ts`` file: a context after another, in the order of the texts."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name in (CONTEXT, ENGINE):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        own = (message for message in messages if message.key.context == name)
        for message in sorted(own, key=lambda m: (m.key.source.casefold(), m.key.source)):
            _write_message(context, message)
    ET.indent(root, "  ")
    text = ET.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def _write_message(context: ET.Element, message: Message) -> None:
    plural = message.key.plural
    node = ET.SubElement(context, "message", {"numerus": "yes"} if plural else {})
    ET.SubElement(node, "source").text = message.key.source
    if plural:
        ET.SubElement(node, "comment").text = COUNTED
    told = ET.SubElement(node, "translation", {} if message.done else {"type": "unfinished"})
    if plural:
        for form in message.forms or ("", ""):
            ET.SubElement(told, "numerusform").text = form
    elif message.forms:
        told.text = message.forms[0]


def update(file: Path, texts: Texts) -> list[str]:
    """Bring a ``.ts`` file into line with the texts; gives what is not translated."""
    before = read(file)
    messages = [before.get(key, Message(key)) for key in texts.all()]
    write(file, file.stem, messages)
    return sorted(m.key.source for m in messages if not m.done)


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
    counts = f"{len(texts.single)} texts, {len(texts.plural)} counted ones"
    say(f"{counts} and {len(texts.engine)} of the engine; {missing} not translated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
