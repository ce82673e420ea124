"""Bounds the memory that a parser may take, so that one hostile file cannot starve the computer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from services.reading.documents.parse import parse
from services.reading.jobs import ParsedDocument, ParseLimits


def parse_limited(path: Path, limits: ParseLimits) -> ParsedDocument:
    """``parse`` within ``limits.memory_mb``; the time is for the parent to watch.

    To be called in the reading child only: the limit holds for the whole process while it parses.
    A library that cannot bear a refusal of memory ends the process, which the parent notices.
    """
    with memory_limit(limits.memory_mb):
        return parse(path, limits)


if sys.platform == "win32":  # pragma: no cover - the other half runs on every test machine

    @contextmanager
    def memory_limit(extra_mb: int) -> Iterator[None]:  # noqa: ARG001 - no such limit here
        """Nothing: this system offers no such limit; the parent watches the time at least."""
        yield
else:
    import resource

    @contextmanager
    def memory_limit(extra_mb: int) -> Iterator[None]:
        """Let this process take so many megabytes beyond what it has now, for the block only."""
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = psutil.Process().memory_info().vms + extra_mb * 1024 * 1024
        ceilings = [value for value in (soft, hard) if value != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *ceilings]), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
