"""Runs a program where there is no network at all."""

import os
import subprocess

import pytest

from tests.support.programs import find_program


def without_network(*command: str) -> list[str]:
    """The command that runs ``command`` in a network namespace of its own: no route, no loopback.

    Skips the test where the kernel allows no such namespace (some containers); nothing else does.
    """
    unshare = [find_program("unshare", "util-linux"), "--net"]
    if os.geteuid() != 0:
        # who is not root may make a network of its own only inside a user namespace
        unshare.append("--map-root-user")
    tried = subprocess.run([*unshare, "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip(f"no network namespace here: {tried.stderr.decode().strip()}")
    return [*unshare, *command]
