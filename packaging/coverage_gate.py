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
        prefix: what the files' paths begin with.
        floor: least percentage of statements and branches together.
    """

    prefix: str
    floor: float


PROMISES = (
    Promise("services/", 95),
    Promise("ui/", 80),
    Promise("services/vault/", 100),
    Promise("services/reading/redact", 100),
    Promise("services/answer/cite", 100),
    Promise("services/memory/forget", 100),
)


def covered(files: dict[str, Any], prefix: str) -> tuple[int, int]:
    """Covered and all statements and branches of the files below a prefix."""
    done = total = 0
    for path, report in files.items():
        if path.startswith(prefix):
            summary = report["summary"]
            done += summary["covered_lines"] + summary["covered_branches"]
            total += summary["num_statements"] + summary["num_branches"]
    return done, total


def holes(files: dict[str, Any], prefix: str) -> list[str]:
    """What is not covered below a prefix, one line a file."""
    lines = []
    for path, report in sorted(files.items()):
        gaps = [*map(str, report["missing_lines"])]
        gaps += [f"{begin}->{end}" for begin, end in report["missing_branches"]]
        if path.startswith(prefix) and gaps:
            lines.append(f"    {path}: {', '.join(gaps)}")
    return lines


def judge(files: dict[str, Any]) -> tuple[bool, list[str]]:
    """Whether every promise is kept, and the lines to print."""
    kept = True
    lines = []
    for promise in PROMISES:
        done, total = covered(files, promise.prefix)
        # nothing measured is a promise broken: a renamed file must not slip out of the gate
        percent = 100 * done / total if total else 0.0
        good = total > 0 and percent >= promise.floor
        kept = kept and good
        word = "kept" if good else "BROKEN"
        lines.append(f"{word:<7} {promise.prefix:<26} {percent:6.2f} % of {promise.floor:g} %")
        if not good and promise.floor == 100:
            lines += holes(files, promise.prefix)
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
