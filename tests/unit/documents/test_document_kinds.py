"""Every kind of document gives its text, title, headings and places."""

import tempfile
from pathlib import Path

import pytest

from services.reading.documents.kinds import Kind, kind_of, may_hold_text
from services.reading.documents.parse import READERS, parse
from services.reading.jobs import ParsedDocument, ParseLimits
from services.records import NewSegment
from tests.support.documents import FILLER, MAKERS, NEEDLE, make_mail

LIMITS = ParseLimits()


def read(folder: Path, name: str, content: bytes | None = None) -> ParsedDocument:
    path = folder / name
    path.write_bytes(MAKERS[name]() if content is None else content)
    parsed = parse(path, LIMITS)
    for segment in parsed.segments:
        assert parsed.text[segment.start : segment.end] == segment.text
        assert segment.text.strip() == segment.text
        assert len(segment.text) <= 900
    return parsed


def holding(parsed: ParsedDocument, text: str) -> NewSegment:
    return next(segment for segment in parsed.segments if text in segment.text)


# where the needle stands: title, author, heading path and place of its segment
EXPECTED = {
    "plain.txt": ("plain", "", "", "line 1"),
    "guide.md": ("Guide", "", "Guide > Spares", "line 8"),
    "page.html": ("Coast news", "Ida", "Guide > Spares", ""),
    "rich.rtf": ("rich", "", "", ""),
    "plan.pdf": ("Quay plan", "Ida Brandt", "", "page 2"),
    "guide.docx": ("Harbour guide", "Ida Brandt", "Harbour guide > Lamps > Spares", ""),
    "stock.xlsx": ("Lamp stock", "openpyxl", "Stock > Item | Count | Checked", "Stock!A1"),
    "deck.pptx": ("Quay news", "", "Lamps", "slide 2"),
    "stock.csv": ("stock", "", "Item | Count", "row 1"),
    "lamps.ipynb": ("Lamps", "", "Lamps", "cell 1"),
    "spare.eml": ("Spare lämp", "Ida Brandt <ida@harbour.example>", "", ""),
    "lamps.py": ("lamps", "", "", "line 1"),
    "lamps.toml": ("lamps", "", "", "line 1"),
    "NOTES": ("NOTES", "", "", "line 1"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_the_needle_is_found_with_its_place(name: str, tmp_path: Path) -> None:
    parsed = read(tmp_path, name)
    title, author, heading, place = EXPECTED[name]
    segment = holding(parsed, NEEDLE)
    assert parsed.title == title
    assert parsed.author.startswith(author[:8])
    assert (segment.heading, segment.place) == (heading, place)


def test_every_reader_has_a_document_here() -> None:
    assert {kind_of(Path(name)) for name in MAKERS} == {*READERS, Kind.UNKNOWN}


def test_nothing_is_written_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    for name in MAKERS:
        read(tmp_path, name)
    assert not list(scratch.iterdir())
    assert {path.name for path in tmp_path.iterdir()} == {"scratch", *MAKERS}


def test_pages_stay_apart(tmp_path: Path) -> None:
    parsed = read(tmp_path, "plan.pdf")
    assert [segment.place for segment in parsed.segments] == ["page 1", "page 2"]


def test_tables_of_a_text_document_are_read_row_by_row(tmp_path: Path) -> None:
    text = read(tmp_path, "guide.docx").text
    assert "Crane | Tons | Week\nthe big one | 14" in text
    assert text.count("the big one") == 1


def test_long_prose_is_cut_between_sentences(tmp_path: Path) -> None:
    parsed = read(tmp_path, "guide.docx")
    cut = [s for s in parsed.segments if s.heading.endswith("Cranes") and "frost" in s.text]
    assert len(cut) > 1
    assert all(segment.text.endswith(".") for segment in cut[:-1])
    assert FILLER.strip() in parsed.text


def test_cells_are_written_as_people_write_them(tmp_path: Path) -> None:
    text = read(tmp_path, "stock.xlsx").text
    assert "spare lamp | 3 | 2026-03-02\n" in text
    assert text.endswith("| 2.5 | 2026-03-02 14:30")


def test_a_workbook_with_times_and_numbers_only(tmp_path: Path) -> None:
    import datetime as dt
    from io import BytesIO

    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([dt.date(2026, 1, 2), dt.time(9, 30), 0.5, 1e16, None])
    out = BytesIO()
    book.save(out)
    parsed = read(tmp_path, "numbers.xlsx", out.getvalue())
    assert parsed.text == "2026-01-02 | 09:30:00 | 0.5 | 10000000000000000"
    assert parsed.segments[0].heading == "Sheet"


def test_slides_give_groups_tables_and_notes(tmp_path: Path) -> None:
    text = read(tmp_path, "deck.pptx").text
    assert "wick | seven" in text
    assert "Ask who pays." in text


def test_markdown_keeps_tables_and_fences_whole(tmp_path: Path) -> None:
    parsed = read(tmp_path, "guide.md")
    assert "| blue | 7     |" in parsed.text
    assert holding(parsed, "# no heading").heading == "Guide > Spares"
    assert read(tmp_path, "open.md", b"---\nno end\n\n***\n\nText here").segments
    assert read(tmp_path, "rule.md", b"---\n" * 150).text


def test_pages_show_only_what_is_shown(tmp_path: Path) -> None:
    text = read(tmp_path, "page.html").text
    assert "unseen" not in text
    assert "hidden" not in text
    assert "Intro words." in text
    assert "before\n\n" in text
    assert "blue wick\nred wick" in text
    assert "wick | count\nblue | 7" in text
    assert "  kept\n    as is" in text


def test_a_page_nested_very_deep_is_read(tmp_path: Path) -> None:
    page = b"<div>" * 5000 + NEEDLE.encode() + b"</div>" * 5000
    assert NEEDLE in read(tmp_path, "deep.html", page).text


def test_a_page_in_another_encoding_is_read(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-1"><p>Größe</p>'.encode("iso-8859-1")
    assert read(tmp_path, "old.html", page).text == "Größe"
    assert read(tmp_path, "wide.html", "<p>Größe</p>".encode("utf-16")).text == "Größe"


def test_mail_tells_who_and_when_and_what_hangs_on_it(tmp_path: Path) -> None:
    parsed = read(tmp_path, "spare.eml")
    assert parsed.written_at_ms == 1_772_440_200_000
    assert parsed.text.startswith("Subject: Spare lämp\nFrom: Ida Brandt")
    assert parsed.text.endswith("Attachments: plan.pdf")
    page = read(tmp_path, "page.eml", make_mail(html=True))
    assert f"Hello\n\n{NEEDLE}" in page.text


def test_mail_with_odd_parts_is_read(tmp_path: Path) -> None:
    bare = read(tmp_path, "bare.eml", b"Subject: only this\nDate: someday\n\n")
    assert (bare.text, bare.written_at_ms) == ("Subject: only this\nDate: someday", None)
    unknown = (
        b"From: a@b.example\nContent-Type: text/plain; charset=none-such\n"
        b"Content-Transfer-Encoding: 8bit\n\nGr\xc3\xbc\xc3\x9fe"
    )
    assert read(tmp_path, "unknown.eml", unknown).text.endswith("Grüße")
    picture = b"From: a@b.example\nContent-Type: image/png\n\nAAAA"
    assert read(tmp_path, "picture.eml", picture).text == "From: a@b.example"


def test_notebooks_give_code_and_output(tmp_path: Path) -> None:
    parsed = read(tmp_path, "lamps.ipynb")
    code = holding(parsed, "print(wicks)")
    assert code.place == "cell 2"
    assert "seven wicks" in code.text
    assert "42 lamps" in code.text
    assert "AAAA" not in parsed.text


def test_code_keeps_its_lines(tmp_path: Path) -> None:
    parsed = read(tmp_path, "lamps.py")
    assert '\n    return "third stair"\n\n\ndef wick()' in parsed.text
    long = "".join(f"value_{n} = {n}  # counts the lamps of pier {n}\n" for n in range(200))
    pieces = read(tmp_path, "long.py", long.encode()).segments
    assert len(pieces) > 5
    assert all(piece.text.startswith("value_") for piece in pieces)
    assert len({piece.place for piece in pieces}) == len(pieces)


def test_a_table_whose_border_cannot_be_sniffed(tmp_path: Path) -> None:
    assert read(tmp_path, "one.csv", b"word\n").text == "word"
    assert read(tmp_path, "tabs.tsv", b"a\tb\n1\t2\n").text == "a | b\n1 | 2"


def test_secrets_are_masked_and_spans_stay_right(tmp_path: Path) -> None:
    text = f"{NEEDLE}\n\nCard: 4111 1111 1111 1111 until May\n\n{NEEDLE}"
    parsed = read(tmp_path, "card.txt", text.encode())
    assert "1111" not in parsed.text
    assert len(parsed.text) == len(text)
    assert "1111" not in parsed.segments[0].text
    assert parsed.rules == ("card",)
    plain = parse(tmp_path / "card.txt", ParseLimits(redact=False))
    assert plain.text == text
    assert not plain.rules


def test_secrets_in_titles_and_headings_are_masked(tmp_path: Path) -> None:
    parsed = read(tmp_path, "head.md", f"# 4111 1111 1111 1111\n\n{NEEDLE}".encode())
    assert "1111" not in parsed.title + parsed.segments[0].heading + parsed.text


def test_empty_files_have_no_segments(tmp_path: Path) -> None:
    assert read(tmp_path, "empty.pdf", b" \n") == ParsedDocument("empty", "")
    assert read(tmp_path, "blank.md", b"\xef\xbb\xbf\n").segments == ()


@pytest.mark.parametrize(
    ("name", "worth"),
    [("a.txt", True), ("a.bin", True), ("NOTES", True), ("a.PNG", False), ("~$a.docx", False),
     (".hidden.md", False), ("a.txt~", False), ("b.so", False)],
)  # fmt: skip
def test_what_is_worth_opening_in_a_folder(name: str, worth: bool) -> None:
    assert may_hold_text(Path(name)) is worth


def test_names_tell_kinds() -> None:
    assert kind_of(Path("Makefile")) is Kind.LINES
    assert kind_of(Path("README")) is Kind.TEXT
    assert kind_of(Path("x.PDF")) is Kind.PDF
    assert kind_of(Path("x.strange")) is Kind.UNKNOWN
