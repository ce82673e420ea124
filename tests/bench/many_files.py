"""A first pass over very many small files: cut off, gone on with after a restart, looked at again.

Run: ``packaging/dev.py bench many_files --files 100000``. A third of the way the pass is cancelled
and the library opened anew, as by a restart. Printed are the rate, how far the time that was told
to be left was from what it took, resident memory, and what a look at the unchanged folder and at
one with a changed and a deleted file takes. Nothing is embedded (see ``sources``).
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from services.cancel import CancelToken
from services.errors import Cancelled
from tests.bench.made_documents import Writer
from tests.bench.sources import Program

STEP = 2_000  # files between two looks


def write(root: Path, count: int) -> None:
    """Make notes of two to five sentences, a hundred a folder."""
    writer = Writer(11)
    for number in range(count):
        path = root / f"{number // 10_000:02}" / f"{number // 100 % 100:02}" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Note {number}\n\n{writer.prose(2 + number % 4)}\n")


class Look:
    """Keeps what a pass says of itself while it runs, and may cut it off."""

    def __init__(self, program: Program, root: Path, stop_at: int = sys.maxsize) -> None:
        self.program, self.root, self.stop_at = program, str(root), stop_at
        self.cancel = CancelToken()
        self.told: list[tuple[int, float, int | None]] = []  # files, clock, seconds left
        self.resident: list[int] = []
        self._next = 0

    def between(self) -> None:
        """Look, each so many files."""
        state = self.program.passes.state(self.root)
        if not self._next:
            self._next = state.done + STEP
        if state.done >= self._next:
            self._next += STEP
            self.told.append((state.done, time.perf_counter(), state.left_s))
            self.resident.append(round(psutil.Process().memory_info().rss / 1e6))
        if state.done >= self.stop_at:
            self.cancel.cancel()

    def print(self, ended: float | None = None) -> None:
        """Say what was seen; ``ended`` is when the pass was through."""
        print(f"  resident MB each {STEP} files: {self.resident}")
        if ended is None:
            return
        off = [left / max(ended - at, 10) for _, at, left in self.told if left]
        if off:
            print(f"  time left, told / taken: {min(off):.2f} to {max(off):.2f}")


def timed(what: str, work: Callable[[], object]) -> float:
    """Print what some work took; its end by the clock."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    ended = time.perf_counter()
    print(f"{what}: {ended - began:.1f} s, CPU {time.process_time() - cpu:.1f} s", flush=True)
    return ended


def main() -> None:
    """Make the files, read them, look again."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=100_000)
    options.add_argument("--folder", type=Path, default=None, help="where the files are made")
    args = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-", dir=args.folder) as name:
        root, library = Path(name) / "notes", Path(name) / "library"
        root.mkdir()
        timed("made", lambda: write(root, args.files))
        program = Program(library)
        look = Look(program, root, args.files // 3)

        def cut_off() -> None:
            try:
                program.indexer.read_folder(root, look.cancel, look.between)
            except Cancelled:
                print(f"  cut off after {program.store.documents.count()} files")

        timed("first pass, first third", cut_off)
        look.print()
        program.close()
        again = Program(library)
        state = again.passes.state(str(root))
        print(f"  after the restart: {state.mode.value}, {state.done} of {state.total}")
        rest = Look(again, root)
        read = again.indexer.read_folder
        ended = timed("the rest of it", lambda: read(root, rest.cancel, rest.between))
        rest.print(ended)
        print(f"  files {again.store.documents.count()}, child CPU {again.worker.cpu_s():.1f} s")
        timed("nothing changed", lambda: again.read(root))
        (root / "00" / "00" / "1.md").write_text("# Another note\n\nA crane was hired.\n")
        (root / "00" / "00" / "2.md").unlink()
        timed("one changed, one gone", lambda: again.read(root))
        again.close()


if __name__ == "__main__":
    main()
