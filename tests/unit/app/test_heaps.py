"""The C library is asked for few heaps where it knows of heaps."""

import ctypes
import re
import subprocess
import sys

import pytest

from app.heaps import keep_heaps_few

# Eight threads allocate at once; glibc tells in malloc_info how many heaps that made.
COUNT_HEAPS = """
import ctypes, sys, threading
from app.heaps import keep_heaps_few
if sys.argv[1] == "few":
    assert keep_heaps_few()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.fopen.restype = ctypes.c_void_p
there = threading.Barrier(8)
def allocate():
    there.wait()
    libc.malloc(ctypes.c_size_t(1000))
    there.wait()
threads = [threading.Thread(target=allocate) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
told = libc.fopen(b"/dev/stdout", b"w")
libc.malloc_info(0, ctypes.c_void_p(told))
libc.fflush(None)
"""


def heaps(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", COUNT_HEAPS, how], capture_output=True, text=True, check=True
    )
    return done.stdout.count("<heap nr=")


# A large block is freed, which moves glibc's own bound; is the next one still a block of its own?
COUNT_BLOCKS = """
import ctypes, re, sys
from app.heaps import keep_heaps_few
if sys.argv[1] == "few":
    assert keep_heaps_few()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
libc.free(ctypes.c_void_p(libc.malloc(ctypes.c_size_t(16 << 20))))
libc.malloc(ctypes.c_size_t(8 << 20))
told = libc.fopen(b"/dev/stdout", b"w")
libc.malloc_info(0, ctypes.c_void_p(told))
libc.fflush(None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc")
@pytest.mark.parametrize(("how", "apart"), [("few", True), ("many", False)])
def test_large_blocks_stay_out_of_the_heaps(how: str, apart: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNT_BLOCKS, how], capture_output=True, text=True, check=True
    )
    sizes = re.findall(r'<total type="mmap" count="\d+" size="(\d+)"', done.stdout)
    assert (int(sizes[-1]) >= 8 << 20) == apart


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc")
def test_threads_share_few_heaps() -> None:
    assert heaps("few") <= 2 < heaps("many")


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert not keep_heaps_few()
    monkeypatch.setattr(sys, "platform", "win32")
    assert not keep_heaps_few()
