"""The whole suite; the few tests that fail are tried once more, alone, and told either way.

The tests drive real programs, X servers and children on machines that at times stand still. A test
that fails and passes alone is named as unsteady at the end, to be mended; one that fails twice
fails the run, and so do more than ``MOST`` failures or a run that could not be ended. A run that a
signal ended (a crash in native code, such as Qt's) is made once more, whole, and told as well.
"""

import json
from collections.abc import Callable
from pathlib import Path

from devtools.console import say

MOST = 5
FAILED = 1  # pytest's exit status for "some tests failed"
WHOLE = (
    *("-m", "pytest", "--cache-clear"),  # failures of earlier runs are not this one's
    *("--cov", "--cov-report=term", "--cov-report=json:build/coverage.json"),
)
AGAIN = (
    *("-m", "pytest", "--cov", "--cov-append", "--cov-report=json:build/coverage.json"),
    *("--last-failed", "--last-failed-no-failures=none"),
)

Call = Callable[[list[str]], int]


def run_all(call: Call, root: Path) -> int:
    """Run every test with coverage; returns pytest's exit status after the second try.

    ``call`` runs the environment's Python in ``root`` with arguments and returns its exit status.
    """
    status = _whole(call)
    if status < 0:
        say(f"      ended by signal {-status}, which wants mending; once more, whole")
        status = _whole(call)
    if status != FAILED:
        return status
    names = failed_in(root)
    if not 0 < len(names) <= MOST:
        return status
    say(f"      {len(names)} failed; once more, alone")
    status = call([*AGAIN])
    if status == 0:
        say("      unsteady, passed the second time and wants mending:")
        for name in names:
            say(f"        {name}")
    return status


def _whole(call: Call) -> int:
    call(["-m", "coverage", "erase"])
    return call([*WHOLE])


def failed_in(root: Path) -> list[str]:
    """The names of the tests that failed in the last run; none where that was not noted."""
    noted = root / ".pytest_cache" / "v" / "cache" / "lastfailed"
    try:
        return sorted(json.loads(noted.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return []
