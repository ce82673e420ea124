"""Broken, cut off, protected, binary, huge and hostile files: one clear sentence, never a crash."""

import gzip
import json
import logging
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.errors import DocumentError
from services.reading import redaction
from services.reading.documents import archives, package, pictures, segments
from services.reading.documents import decode as decode_module
from services.reading.documents.blocks import Block, Draft, Scope, Source
from services.reading.documents.decode import decode, is_plain_text
from services.reading.documents.kinds import Kind
from services.reading.documents.parse import READERS, parse, parse_source
from services.reading.documents.segments import join
from services.reading.jobs import ParseLimits
from tests.support.documents import (
    MAKERS,
    NEEDLE,
    deep_zip,
    locked_epub,
    locked_zip,
    make_pdf,
    make_picture_pdf,
    make_tar,
    make_zip,
)

LIMITS = ParseLimits()
UNRECOGNISED = Scope(recognise=False)
READY = {name: maker() for name, maker in MAKERS.items()}


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        parse_source(Source(name, content), redact=False)
    return str(caught.value)


def test_scanned_pages_are_told_where_they_are_not_to_be_read() -> None:
    with pytest.raises(DocumentError, match="pictures of pages"):
        parse_source(Source("scan.pdf", make_picture_pdf(), UNRECOGNISED), redact=False)
    assert parse_source(Source("scan.pdf", make_picture_pdf()), redact=False).segments == ()


def zipped(**files: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("locked.pdf", make_pdf("secret"), "password"),
        ("broken.pdf", b"%PDF-1.7 nothing more", "damaged"),
        (
            "pageless.pdf",
            make_pdf().replace(b"/Count 2", b"/Count 9"),
            "damaged",
        ),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("broken.docx", b"PK\x03\x04 and no more", "damaged"),
        ("other.docx", zipped(readme="no document"), "damaged"),
        ("other.xlsx", zipped(readme="no workbook"), "damaged"),
        ("other.pptx", zipped(readme="no deck"), "damaged"),
        ("broken.ipynb", b'{"cells": [', "no notebook"),
        ("other.ipynb", json.dumps({"cells": [1]}).encode(), "no notebook"),
        ("broken.rtf", b"not rich at all", "no rich text"),
        ("broken.eml", b"just words", "no e-mail"),
        ("binary.txt", bytes(range(256)) * 8, "binary"),
        ("binary.html", b"\x00\x01" * 600, "binary"),
        ("binary.csv", bytes(range(32)) * 40, "binary"),
        ("broken.csv", b'"a' + b"b" * 1_100_000, "damaged"),
        ("locked.zip", locked_zip(), "password"),
        ("deep.zip", deep_zip(6), "archives inside archives"),
        ("bomb.zip", make_zip({"zeros.txt": bytes(21_000_000)}), "more than it may"),
        ("bomb.gz", gzip.compress(bytes(21_000_000)), "more than it may"),
        ("broken.tar", b"no tape " * 100, "damaged"),
        ("unread.zip", make_zip({"a.pdf": b"%PDF-1.7"}), "Nothing inside could be read"),
        (
            "locked.odt",
            make_zip({"META-INF/manifest.xml": b"<m><encryption-data/></m>"}),
            "password",
        ),
        ("other.odt", make_zip({"content.xml": b"<x/>"}), "damaged"),
        ("flat.fods", b"<?xml version='1.0'?><x><spreadsheet/></x>", "damaged"),
        ("broken.epub", make_zip({"META-INF/container.xml": b"<x/>"}), "damaged"),
        ("gone.epub", make_zip({"a.txt": b"x"}), "damaged"),
        ("locked.epub", locked_epub(), "password"),
        ("broken.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
        ("empty.mbox", b"From nobody\nno mail\n", "no e-mail"),
        ("data.bin", b"\x7fELF\x00\x00\xff", "binary"),
        ("marked.txt", b"\xff\xfe\x00", "binary"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, content: bytes, words: str) -> None:
    assert words in refusal(name, content)


def test_a_large_part_or_picture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_PART_BYTES", 10)
    assert "unpacks" in refusal("large.odt", MAKERS["guide.odt"]())
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 10)
    assert "pixels" in refusal("large.png", READY["photo.png"])
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    assert "pixels" in refusal("huge.png", READY["photo.png"])


def test_an_archive_is_read_as_far_as_it_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{n}.txt": f"{NEEDLE} {n}".encode() * 4000 for n in range(3)}
    whole = make_tar(files, "w:gz")
    parsed = parse_source(Source("cut.tgz", whole[: len(whole) // 2]), redact=False)
    assert "damaged from here on" in parsed.notice
    assert NEEDLE in parsed.text
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    parsed = parse_source(Source("many.zip", make_zip(files)), redact=False)
    assert "the rest was left out" in parsed.notice


def test_a_file_that_is_too_large_or_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(DocumentError, match="larger than 2 MB"):
        parse(path, ParseLimits(max_bytes=2_000_000))
    with pytest.raises(DocumentError, match="cannot be opened"):
        parse(tmp_path / "missing.txt", LIMITS)


def test_a_package_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED_BYTES", 1000)
    assert "unpacks" in refusal("bomb.docx", zipped(bomb="0" * 5000))


def test_a_text_nobody_reads_to_its_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_MOST_CHARACTERS", 1000)
    assert "too much text" in refusal("long.txt", b"words and words\n\n" * 100)


def test_an_error_of_a_library_keeps_its_words_to_itself(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Source) -> Draft:
        raise RuntimeError(NEEDLE)

    monkeypatch.setitem(READERS, Kind.TEXT, fail)
    with caplog.at_level(logging.DEBUG):
        assert "damaged" in refusal("a.txt", b"words")
    assert "RuntimeError" in caplog.text
    assert NEEDLE not in caplog.text


def test_a_lack_of_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(_: Source) -> Draft:
        raise MemoryError

    monkeypatch.setitem(READERS, Kind.TEXT, starve)
    assert "memory" in refusal("a.txt", b"words")


def test_a_file_that_cannot_be_checked_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(redaction, "_find", broken)
    with pytest.raises(DocumentError, match="checked for secrets"):
        parse_source(Source("a.txt", b"words"), redact=True)


@settings(max_examples=120)
@given(st.sampled_from(sorted(READY)), st.data())
def test_a_cut_file_is_refused_or_read_in_part(name: str, data: st.DataObject) -> None:
    content = READY[name]
    sound_or_refused(name, content[: data.draw(st.integers(1, len(content) - 1))])


@settings(max_examples=120)
@given(st.sampled_from(sorted(READY)), st.data())
def test_a_file_with_changed_bytes_is_refused_or_read(name: str, data: st.DataObject) -> None:
    content = bytearray(READY[name])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[at] = data.draw(st.integers(0, 255))
    sound_or_refused(name, bytes(content))


def sound_or_refused(name: str, content: bytes) -> None:
    try:
        parsed = parse_source(Source(name, content, UNRECOGNISED), redact=True)
    except DocumentError:
        return
    for segment in parsed.segments:
        assert parsed.text[segment.start : segment.end] == segment.text


BLOCKS = st.builds(
    Block,
    text=st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Z"]), max_size=2500)
    | st.text(st.sampled_from("ab. \n"), max_size=400),
    headings=st.lists(st.sampled_from(["One", "Two"]), max_size=2).map(tuple),
    part=st.sampled_from(["", "page 1", "page 2"]),
    is_heading=st.booleans(),
)


@given(st.lists(BLOCKS, max_size=12))
def test_segments_stand_where_they_say_and_cover_the_text(blocks: list[Block]) -> None:
    text, made = join(blocks)
    covered = 0
    for segment in made:
        assert text[segment.start : segment.end] == segment.text
        assert 0 < len(segment.text) <= segments.LONGEST
        assert not text[covered : segment.start].strip()
        covered = segment.end
    assert not text[covered:].strip()
    words = [word for block in blocks for word in block.text.split()]
    assert text.split() == words


def test_small_blocks_share_a_segment_and_sections_do_not() -> None:
    section = [Block(f"Point {n}.", ("A",)) for n in range(5)]
    other = [Block("Heading", ("B",), is_heading=True), Block("Point.", ("B",))]
    _, made = join([*section, *other])
    assert [segment.heading for segment in made] == ["A", "B"]
    assert made[1].text == "Heading\n\nPoint."


def test_headings_without_text_go_with_the_next_section() -> None:
    outer = Block("Guide", ("Guide",), is_heading=True)
    inner = Block("Setup", ("Guide", "Setup"), is_heading=True)
    _, made = join([outer, inner, Block("Do this.", ("Guide", "Setup"))])
    assert [(s.text, s.heading) for s in made] == [("Guide\n\nSetup\n\nDo this.", "Guide > Setup")]


@given(
    st.text(st.sampled_from("abc äöü ßé\n"), min_size=40, max_size=300),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_marked_encodings_come_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_an_old_encoding_is_guessed() -> None:
    text = "Die Größe der Lampe wird über den Fuß gemessen, später prüft man die Höhe. " * 5
    assert decode(text.encode("cp1252")) == text


def test_line_ends_and_stray_controls_are_cleaned() -> None:
    assert decode(b"a\r\nb\rc\x0cd" + b"e" * 200 + b"\x07") == "a\nb\nc\nd" + "e" * 200


def test_unknown_kinds_are_text_only_beyond_doubt() -> None:
    assert is_plain_text("Größe".encode())
    assert not is_plain_text("Größe".encode("latin-1"))
    assert not is_plain_text(b"\x00\x01\x02")
    assert not is_plain_text(b"")


def test_bytes_that_no_encoding_explains(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def best(self) -> None:
            return None

    monkeypatch.setattr(decode_module, "from_bytes", lambda _: Nothing())
    with pytest.raises(DocumentError, match="binary"):
        decode(b"\x81\x8d")
