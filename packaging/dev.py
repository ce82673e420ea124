"""Sets the project up and runs it, its tests and its tools: ``python3 packaging/dev.py run``.

Needs nothing but Python 3.11 and, for missing libraries, apt.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Afterimage needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

import argparse
from collections.abc import Callable

from devtools import commands
from devtools.console import SetupError, say

COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "run": (commands.run, "set up and start the program; its arguments follow after --"),
    "test": (commands.test, "set up and run all tests, or what pytest's arguments choose"),
    "check": (commands.check, "format, lint, types and import rules"),
    "fix": (commands.fix, "mend what lint can mend, and format"),
    "bench": (commands.bench, "run one benchmark of tests/bench by name"),
    "translations": (commands.translations, "find the window's texts, name untranslated ones"),
    "package": (commands.package, "build the Debian package into dist/"),
    "lock": (commands.lock, "pin every package with its hashes again"),
}
# started by `run`, never by hand
HIDDEN = {"build-model-runtime": commands.build_model_runtime}


def parse(arguments: list[str]) -> tuple[str, list[str]]:
    """The command's name and what follows it, a leading ``--`` left out.

    Raises ``SystemExit`` with status 2 where there is no such command.
    """
    listing = "\n".join(f"  {name:<12} {text}" for name, (_, text) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="packaging/dev.py",
        description="Set the project up and run it, its tests and its tools.",
        epilog=f"commands:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", metavar="COMMAND", choices=[*COMMANDS, *HIDDEN])
    # everything after the command is the command's own, options too
    command = parser.parse_args(arguments[:1]).command
    rest = arguments[1:]
    return str(command), rest[1:] if rest[:1] == ["--"] else rest


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    name, rest = parse(arguments)
    work = HIDDEN[name] if name in HIDDEN else COMMANDS[name][0]
    try:
        return work(rest)
    except SetupError as problem:
        say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        say("\nstopped")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
