"""Finds what the engine says to a person: its sentences, as templates with named gaps.

The engine knows no Qt and speaks English; the window puts its words into another language by
template. Found are, in ``services`` and ``app`` (without the command line):

- what an error of the world is made with: its message and its remedy;
- every text that reads as a sentence: several words and a full stop;
- what stands in ``said(…)``, one text or a table of them;
- which languages a model of the catalogue speaks.

An f-string is a template: each of its expressions becomes a gap named after it, constants of the
module stand in full, and a choice between two texts gives two templates.
"""

import ast
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

WHERE = ("services", "app")
OUTSIDE = ("app/cli", "app/mcp.py", "services/said.py", "services/settings.py")
"""What has its own readers: terminals and machines; settings are found with the window's texts."""
PROMPTS = ("services/answer/prompt.py", "services/inference/extraction.py")
"""Spoken to a model, not to a person."""
CATALOGUE = "resources/models.json"
WORLD = "WorldError"
NOT_SHOWN = frozenset({"Bug", "ValueError", "TypeError", "RuntimeError", "NotImplementedError"})
GAP = re.compile(r"\{\w*\}")
SENTENCE = re.compile(r"[\w“{`].*\s.*[.!…]”?", re.DOTALL)
LOGGED = re.compile(r"(?:\w+\.)*_?log(?:ger)?\.\w+")


@dataclass
class _Module:
    """One file: its tree, its constants of text, and what in it is never shown."""

    tree: ast.Module
    constants: dict[str, ast.expr] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def find_sentences(root: Path) -> set[str]:
    """Every sentence of the engine, gaps as ``{name}``."""
    modules = [_read(file) for file in _files(root)]
    world = _heirs([module.tree for module in modules])
    found: set[str] = set()
    for module in modules:
        for node in ast.walk(module.tree):
            if id(node) not in module.hidden:
                found.update(_of(node, module, world))
    found.update(_of_catalogue(root / CATALOGUE))
    return {text for text in found if re.search(r"[^\W\d_]{2}", GAP.sub("", text))}


def _of_catalogue(file: Path) -> Iterator[str]:
    if file.exists():
        for model in json.loads(file.read_text("utf-8"))["models"]:
            yield model["languages"]


def _files(root: Path) -> Iterator[Path]:
    for where in WHERE:
        for file in sorted((root / where).rglob("*.py")):
            inside = file.relative_to(root).as_posix()
            if not inside.startswith((*OUTSIDE, *PROMPTS)):
                yield file


def _read(file: Path) -> _Module:
    module = _Module(ast.parse(file.read_text("utf-8")))
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            module.constants[statement.targets[0].id] = statement.value
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            module.hidden.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            module.hidden.update(id(part) for part in ast.walk(node) if part is not node)
        elif isinstance(node, ast.Call) and _is_hidden(node):
            module.hidden.update(id(part) for part in ast.walk(node))
    return module


def _is_hidden(call: ast.Call) -> bool:
    name = _callee(call)
    return name in NOT_SHOWN or LOGGED.fullmatch(name) is not None


def _callee(call: ast.Call) -> str:
    """Such as "log.warning"; "" where it is no name."""
    names, node = [], call.func
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([*([node.id] if isinstance(node, ast.Name) else []), *reversed(names)])


def _heirs(trees: list[ast.Module]) -> set[str]:
    """The names of the errors that a person is shown: the world's and all that descend from it."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {WORLD}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def _of(node: ast.AST, module: _Module, world: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = _callee(node).rpartition(".")[2]
        if name in world or name == "said":
            words = [*node.args, *(k.value for k in node.keywords)]
            for word in words[:2]:
                yield from templates(word, module.constants)
    elif isinstance(node, ast.JoinedStr | ast.Constant):
        for text in templates(node, module.constants):
            if SENTENCE.fullmatch(text):
                yield text


def templates(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The templates of an expression; none of what is no text, or a lone variable."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body, constants)
        yield from templates(node.orelse, constants)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from templates(value, constants)
    elif isinstance(node, ast.Dict | ast.Tuple | ast.List):
        for part in node.values if isinstance(node, ast.Dict) else node.elts:
            yield from templates(part, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield from templates(constants[node.id], {})
    elif isinstance(node, ast.JoinedStr):
        names: dict[str, int] = {}
        parts = [_part(part, constants, names) for part in node.values]
        for chosen in itertools.product(*parts):
            yield "".join(chosen)


def _part(part: ast.expr, constants: dict[str, ast.expr], names: dict[str, int]) -> list[str]:
    """What may stand at one place of an f-string."""
    if isinstance(part, ast.FormattedValue):
        if fixed := _fixed(part.value, constants):
            return fixed
        name = _name(part.value)
        names[name] = names.get(name, 0) + 1
        return [f"{{{name}{names[name] if names[name] > 1 else ''}}}"]
    return list(templates(part, constants))


def _fixed(node: ast.expr, constants: dict[str, ast.expr]) -> list[str]:
    """The texts of an expression whose every outcome is known."""
    if isinstance(node, ast.IfExp):
        outcomes = [_fixed(side, constants) for side in (node.body, node.orelse)]
        return [*outcomes[0], *outcomes[1]] if all(outcomes) else []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.Name) and isinstance(constants.get(node.id), ast.Constant):
        return _fixed(constants[node.id], {})
    return []


def _name(node: ast.expr) -> str:
    """What a gap is called: the last name that its expression holds."""
    if isinstance(node, ast.Attribute):
        return node.attr.strip("_") or "value"
    if isinstance(node, ast.Name):
        return node.id.strip("_") or "value"
    inner = _of_call(node) if isinstance(node, ast.Call) else _first(node)
    return _name(inner) if inner is not None else "value"


def _of_call(call: ast.Call) -> ast.expr:
    """What a call is about: what it is given, else what it is made on, else itself."""
    on = call.func.value if isinstance(call.func, ast.Attribute) else None
    if call.args and (on is None or isinstance(on, ast.Constant)):  # a function, or ", ".join
        return call.args[0]
    return call.func if on is None or ast.unparse(on) == "self" else on


def _first(node: ast.expr) -> ast.expr | None:
    match node:
        case ast.BinOp(left=inner) | ast.Subscript(value=inner) | ast.IfExp(body=inner):
            return inner
        case ast.BoolOp(values=[inner, *_]):
            return inner
        case ast.GeneratorExp(generators=[ast.comprehension(iter=inner), *_]):
            return inner
    return None
