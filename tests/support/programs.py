"""Starts programs of the system for tests and stops them again."""

import shutil
import subprocess

import pytest


def find_program(name: str, debian_package: str) -> str:
    """The program's full path; fails the test naming the Debian package where it is missing."""
    path = shutil.which(name)
    if path is None:
        pytest.fail(f"{name} is missing: apt-get install {debian_package}", pytrace=False)
    return path


def stop(process: subprocess.Popen[bytes] | subprocess.Popen[str], patience_s: float = 5.0) -> None:
    """End a program: asked first, then made to."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
