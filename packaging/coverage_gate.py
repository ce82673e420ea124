"""Fails where a part of the code is covered less than we promise: ``coverage_gate.py FILE.json``.

Reads the report of ``coverage json`` with branches measured. Standard library only.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Promise:
    """How many per cent of a part are covered.

    Args:
        part: what it is called.
        floor: least percentage of statements and branches together.
        prefixes: what the files' paths begin with; each must match something.
    """

    part: str
    floor: float
    prefixes: tuple[str, ...]


PROMISES = (
    Promise("services", 95, ("services/",)),
    Promise("ui", 80, ("ui/",)),
    Promise("vault", 100, ("services/vault/",)),
    Promise(
        "redaction",
        100,
        ("services/reading/redact", "services/reading/secret_", "services/reading/painting"),
    ),
    Promise("citation", 100, ("services/answer/cite",)),
    Promise("deletion", 100, ("services/memory/forget", "services/store/deletion")),
)


def covered(files: dict[str, Any], prefixes: tuple[str, ...]) -> tuple[int, int]:
    """Covered and all statements and branches of the files below the prefixes."""
    done = total = 0
    for path, report in files.items():
        if path.startswith(prefixes):
            summary = report["summary"]
            done += summary["covered_lines"] + summary["covered_branches"]
            total += summary["num_statements"] + summary["num_branches"]
    return done, total


def holes(files: dict[str, Any], prefixes: tuple[str, ...]) -> list[str]:
    """What is not covered below the prefixes, one line a file."""
    lines = []
    for path, report in sorted(files.items()):
        gaps = [*map(str, report["missing_lines"])]
        gaps += [f"{begin}->{end}" for begin, end in report["missing_branches"]]
        if path.startswith(prefixes) and gaps:
            lines.append(f"    {path}: {', '.join(gaps)}")
    return lines


def judge(files: dict[str, Any]) -> tuple[bool, list[str]]:
    """Whether every promise is kept, and the lines to print."""
    kept = True
    lines = []
    for promise in PROMISES:
        done, total = covered(files, promise.prefixes)
        percent = 100 * done / total if total else 0.0
        # nothing measured is a promise broken: a renamed file must not slip out of the gate
        absent = [
            each for each in promise.prefixes if not any(path.startswith(each) for path in files)
        ]
        good = not absent and percent >= promise.floor
        kept = kept and good
        word = "kept" if good else "BROKEN"
        lines.append(f"{word:<7} {promise.part:<10} {percent:6.2f} % of {promise.floor:g} %")
        lines += [f"    nothing is called {each}*" for each in absent]
        if percent < promise.floor == 100:
            lines += holes(files, promise.prefixes)
    return kept, lines


def main(arguments: list[str]) -> int:
    """Judge one report; 0 where all is as promised."""
    if len(arguments) != 1:
        print("usage: coverage_gate.py FILE.json", file=sys.stderr)
        return 2
    try:
        report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    except OSError:
        print("There is no coverage report: the tests did not come to their end.", file=sys.stderr)
        return 1
    kept, lines = judge(report["files"])
    print("\n".join(lines))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
