"""Starts the program: a command where one is given, the window otherwise."""

import os
import sys

os.umask(0o077)  # before anything else: no file is ever made readable to others
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
# NumPy's linear algebra otherwise has a thread a core that spins while it waits: turning vectors
# then takes ten to fifty times the processor's time, on a machine that others work at
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Threads that compute hand on Python's lock after this long; the window waits for it at each event.
# Of what is late by more than 50 ms while a folder is read, it takes a third.
SWITCH_S = 0.001


def main() -> int:
    """Run the command line; returns the exit code."""
    from app.heaps import keep_heaps_few

    keep_heaps_few()
    sys.setswitchinterval(SWITCH_S)
    from app.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
