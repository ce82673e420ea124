"""Lines are known again wherever they stand, and the cache stays within its bounds."""

import numpy as np

from services.reading.cache import LineCache
from services.reading.chunks import Chunk, chunks_of
from services.reading.line_reader import crop
from services.reading.lines import find_lines
from services.reading.recognise import Recognised
from services.records import Box, CachedLine
from tests.support.screens import MONO, Look, Pixels, Screen

LONG = "Alder brought the ledger down to the river on Tuesday and gave it to Bram"


def keys(cache: LineCache, pixels: Pixels) -> list[bytes]:
    page = find_lines(pixels)
    chunks = [chunk for line in page.lines for chunk in chunks_of(line.box, page.gray)]
    return [cache.key(crop(pixels, chunk.ink), chunk.place) for chunk in chunks]


def test_a_line_has_the_same_keys_wherever_it_stands() -> None:
    cache = LineCache()
    first = keys(cache, Screen().text(40, 40, LONG).pixels)
    second = keys(cache, Screen().text(77, 203, LONG).pixels)
    assert len(first) > 1
    assert first == second


def test_typing_at_the_end_changes_the_last_chunk_only() -> None:
    cache = LineCache()
    before = keys(cache, Screen().text(40, 40, LONG).pixels)
    after = keys(cache, Screen().text(40, 40, LONG + " and Jyp").pixels)
    assert after[: len(before) - 1] == before[:-1]
    assert after[-1] != before[-1]


def test_a_full_stop_is_no_apostrophe() -> None:
    speck = np.zeros((3, 3, 3), np.uint8)
    cache = LineCache()
    assert cache.key(speck, (2, 12)) != cache.key(speck, (9, 12))


def test_low_ink_carries_its_place() -> None:
    gray = np.full((40, 100), 250, np.uint8)
    gray[28:31, 10:13] = 0
    (chunk,) = chunks_of(Box(5, 10, 60, 22), gray)
    assert chunk.place == (18, 22)
    assert chunk.ink.height < 8


def test_keys_depend_on_the_hash_key() -> None:
    ink = np.zeros((3, 3, 3), np.uint8)
    assert LineCache(b"a" * 32).key(ink) == LineCache(b"a" * 32).key(ink)
    assert LineCache(b"a" * 32).key(ink) != LineCache(b"b" * 32).key(ink)
    assert LineCache().key(ink) != LineCache().key(ink)


def test_the_longest_unused_entry_goes_first() -> None:
    cache = LineCache(capacity=2)
    cache.preload([CachedLine(b"a", "A", 0.9), CachedLine(b"b", "B", 0.8)])
    assert cache.get(b"a") == Recognised("A", 0.9)
    cache.put(b"c", Recognised("C", 1.0))
    assert cache.get(b"b") is None
    assert cache.get(b"a") is not None
    assert len(cache) == 2
    cache.clear()
    assert len(cache) == 0


def widths(text: str, look: Look) -> list[Chunk]:
    page = find_lines(Screen(1800, 100).text(20, 30, text, look).pixels)
    (line,) = page.lines
    return chunks_of(line.box, page.gray)


def test_long_lines_are_cut_into_chunks_that_the_recogniser_reads_well() -> None:
    chunks = widths(" ".join([LONG, LONG]), Look(size=20))
    assert len(chunks) >= 4
    assert all(chunk.ink.width <= 16 * (chunk.crop.height + 2) for chunk in chunks)


def test_a_line_without_spaces_is_cut_nowhere() -> None:
    assert len(widths("abcdefghijklmnopqrstuvwxyz" * 2, Look(size=20))) == 1


def test_a_word_wider_than_a_chunk_is_cut_after_it() -> None:
    chunks = widths("abcdefghijklmnopqrstuvwxyz" * 2 + " and some words of prose", Look(size=20))
    assert len(chunks) == 2


def test_dashes_and_equals_signs_are_no_gaps() -> None:
    text = "abcdefghijklmnopqrst===============uvwxyz"
    assert len(widths(text, Look(MONO, 20))) == 1


def test_an_underline_hides_no_gap() -> None:
    screen = Screen(1800, 100).text(20, 30, LONG, Look(size=20))
    screen.draw.line((20, 52, 760, 52), fill=(20, 20, 20))
    page = find_lines(screen.pixels)
    (line,) = page.lines
    assert len(chunks_of(line.box, page.gray)) >= 2


def test_a_box_without_ink_has_no_chunks() -> None:
    assert chunks_of(Box(0, 0, 50, 20), np.full((40, 100), 250, np.uint8)) == []
