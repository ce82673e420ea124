"""Each import rule holds for the real tree, and each can fail: a seeded violation breaks it."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A house with every room that a rule names, and nothing in it that a rule forbids.
CLEAN = {
    "app/__main__.py": "import PySide6\nimport services.store\nimport ui.window",
    "app/logs.py": "",
    "ui/words.py": "",
    "ui/window.py": "import PySide6\nfrom services import engine, errors, records, settings",
    "ui/ask/page.py": "import services.engine",
    "services/engine.py": "import services.answer.compose\nimport services.store.rows",
    "services/records.py": "",
    "services/clock.py": "",
    "services/errors.py": "",
    "services/settings.py": "",
    "services/answer/compose.py": "import services.inference.host",
    "services/language/words.py": "import services.clock",
    "services/memory/facts.py": "import services.language.words",
    "services/memory/strength.py": "",
    "services/retrieval/ranking.py": "import services.memory.strength",
    "services/store/rows.py": "import sqlcipher3",
    "services/index/vectors.py": "import chromadb",
    "services/inference/host.py": "import llama_cpp",
    "services/inference/wire.py": "",
    "services/vault/keys.py": "import keyring",
    "resources/icons.py": "",
}

# contract, file, the import that breaks it
VIOLATIONS = [
    ("layers", "services/records.py", "import app.logs"),
    ("layers", "services/answer/compose.py", "from ui import words"),
    ("layers", "resources/icons.py", "import services.errors"),
    ("layers", "ui/window.py", "from app import logs"),
    ("qt", "services/engine.py", "from PySide6 import QtCore"),
    ("qt", "resources/icons.py", "import PySide6"),
    ("front-door", "ui/window.py", "import services.store"),
    ("front-door", "ui/ask/page.py", "from services.answer import compose"),
    ("front-door", "ui/ask/page.py", "import services.clock"),
    ("sqlcipher", "services/engine.py", "import sqlcipher3.dbapi2"),
    ("sqlcipher", "ui/window.py", "import sqlcipher3"),
    ("chroma", "services/store/rows.py", "import chromadb"),
    ("llama", "services/answer/compose.py", "import llama_cpp"),
    ("llama", "services/inference/wire.py", "from llama_cpp import Llama"),
    ("language", "services/language/words.py", "import services.memory.strength"),
    ("strength", "services/retrieval/ranking.py", "from services.memory import facts"),
    ("keyring", "app/__main__.py", "import keyring"),
    ("keyring", "services/store/rows.py", "import secretstorage"),
]


def contract_names() -> dict[str, str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["id"]: each["name"] for each in settings["tool"]["importlinter"]["contracts"]}


def seed(folder: Path, files: dict[str, str]) -> None:
    """Write a tree of packages with the project's own rules beside it."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        for package in path.relative_to(folder).parents:
            if package != Path():
                (folder / package / "__init__.py").touch()


def broken_contracts(folder: Path) -> set[str]:
    """Names of the contracts that the tree in ``folder`` breaks."""
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [sys.executable, str(script), "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    kept = set(re.findall(r"^(.+?) KEPT", done.stdout, re.MULTILINE))
    broken = set(re.findall(r"^(.+?) BROKEN", done.stdout, re.MULTILINE))
    assert kept | broken == set(contract_names().values()), done.stdout + done.stderr
    assert (done.returncode != 0) == bool(broken)
    return broken


def test_the_real_tree_keeps_every_rule() -> None:
    assert broken_contracts(ROOT) == set()


def test_a_clean_house_keeps_every_rule(tmp_path: Path) -> None:
    seed(tmp_path, CLEAN)
    assert broken_contracts(tmp_path) == set()


@pytest.mark.parametrize(("contract", "file", "line"), VIOLATIONS)
def test_a_violation_breaks_its_rule_alone(
    tmp_path: Path, contract: str, file: str, line: str
) -> None:
    seed(tmp_path, {**CLEAN, file: f"{CLEAN[file]}\n{line}"})
    assert broken_contracts(tmp_path) == {contract_names()[contract]}


def test_every_rule_has_a_violation_that_proves_it() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(contract_names())
