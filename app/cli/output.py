"""Where commands print: one JSON document (or JSON Lines) on stdout, words otherwise."""

import json
import sys
from typing import Any, TextIO

Json = Any
"""What ``json`` can write: a tree of dict, list, str, numbers, bool and None."""


class Output:
    """Prints results to stdout and progress to stderr."""

    def __init__(
        self, *, as_json: bool, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.as_json = as_json
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._progress_open = False

    def result(self, value: Json, words: str) -> None:
        """Print a command's result: the document with ``--json``, else the words."""
        self._end_progress()
        text = json.dumps(value, ensure_ascii=False, indent=2) if self.as_json else words
        self._out.write(text + "\n")
        self._out.flush()

    def record(self, value: Json, words: str) -> None:
        """Print one of many results: a JSON line with ``--json``, else the words."""
        self._end_progress()
        text = json.dumps(value, ensure_ascii=False) if self.as_json else words
        self._out.write(text + "\n")
        self._out.flush()

    def stream(self, text: str) -> None:
        """Print a piece of an answer as it comes; nothing with ``--json``."""
        if not self.as_json:
            self._out.write(text)
            self._out.flush()

    def note(self, words: str) -> None:
        """Tell something beside the result, on stderr."""
        self._end_progress()
        self._err.write(words + "\n")
        self._err.flush()

    def progress(self, done: int, total: int, what: str) -> None:
        """Show how far long work is, on one line of a terminal; nothing elsewhere."""
        if not self._err.isatty():
            return
        share = f"{100 * done // total:3d} % " if total else ""
        self._err.write(f"\r\x1b[K{share}{what}"[:120])
        self._err.flush()
        self._progress_open = True

    def _end_progress(self) -> None:
        if self._progress_open:
            self._err.write("\r\x1b[K")
            self._progress_open = False
