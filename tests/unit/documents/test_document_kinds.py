"""Every kind of document gives its text, title, headings and places."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from services.reading.documents.kinds import Kind, kind_of, may_hold_text
from services.reading.documents.parse import parse
from services.reading.jobs import ParsedDocument, ParseLimits
from services.records import NewSegment
from tests.support.documents import (
    FILLER,
    MAKERS,
    NEEDLE,
    draw_needle,
    make_mail,
    make_tar,
    make_zip,
)

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
    "lamps.py": ("lamps", "", "def spare", "line 4"),
    "lamps.toml": ("lamps", "", "lamps", "line 1"),
    "NOTES": ("NOTES", "", "", "line 1"),
    "guide.odt": ("Harbour guide", "Ida Brandt", "Lamps > Spares", ""),
    "stock.ods": ("Harbour guide", "Ida Brandt", "Stock > Item | Count", "Stock!A1"),
    "deck.odp": ("Harbour guide", "Ida Brandt", "Lamps", "slide 2"),
    "flat.fodt": ("Harbour guide", "", "Lamps > Spares", ""),
    "coast.epub": ("Coast book", "Ida Brandt", "Lamps", "chapter 2"),
    "lamps.org": ("Harbour notes", "Ida Brandt", "Lamps > Spares", "line 4"),
    "lamps.tex": ("Harbour guide", "Ida Brandt", "Lamps > Spares", "line 7"),
    "lamps.json": ("lamps", "", "", "line 1"),
    "lamps.yaml": ("lamps", "", "stock", "line 1"),
    "talk.srt": ("talk", "", "", "at 00:00:01"),
    "talk.vtt": ("talk", "", "", "at 00:00:01"),
    "letters.mbox": ("letters", "", "Spare lämp", "message 3"),
    "papers.zip": ("papers", "", "notes/a.md > Guide > Spares", "notes/a.md, line 8"),
    "papers.tar.gz": ("papers.tar", "", "notes/a.txt", "notes/a.txt, line 1"),
    "log.txt.gz": ("log.txt", "", "log.txt", "log.txt, line 1"),
    "photo.png": ("photo", "", "", ""),
    "scan.pdf": ("Scanned plan", "", "Lamps", "page 2"),
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
    assert {kind_of(Path(name)) for name in MAKERS} == set(Kind)


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
    [("a.txt", True), ("a.bin", True), ("NOTES", True), ("a.PNG", True), ("a.MP4", False),
     ("~$a.docx", False),     (".hidden.md", False), ("a.txt~", False), ("b.so", False)],
)  # fmt: skip
def test_what_is_worth_opening_in_a_folder(name: str, worth: bool) -> None:
    assert may_hold_text(name) is worth


def test_names_tell_kinds() -> None:
    assert kind_of(Path("Makefile")) is Kind.LINES
    assert kind_of(Path("README")) is Kind.TEXT
    assert kind_of(Path("x.PDF")) is Kind.PDF
    assert kind_of(Path("x.strange")) is Kind.UNKNOWN


def test_an_open_document_keeps_its_marks_lists_and_tables(tmp_path: Path) -> None:
    text = read(tmp_path, "guide.odt").text
    assert "blue  wick\there\nthere\nred wick" in text
    parsed = read(tmp_path, "stock.ods")
    assert parsed.text == f"Item | Count\n{NEEDLE} | 7"


def test_a_table_names_its_columns_for_each_row(tmp_path: Path) -> None:
    rows = "".join(f"| lamp {n} | the long story of lamp {n} and its keeper |\n" for n in range(40))
    table = f"# Stock\n\n| Item | Story |\n|---|---|\n{rows}\nAfter it.\n"
    parsed = read(tmp_path, "long.md", table.encode())
    late = holding(parsed, "lamp 39")
    assert late.heading == "Stock > Item | Story"
    assert all(line.endswith("|") for line in late.text.split("\n"))
    assert holding(parsed, "After it.").heading == "Stock"
    assert parsed.text == table.strip()


def test_lists_and_code_are_cut_between_items_and_lines(tmp_path: Path) -> None:
    items = "".join(f"- point {n}: {FILLER[:90]}\n  - below {n}\n" for n in range(30))
    code = "".join(f"    value_{n} = lamp({n}, 'a longish argument')\n" for n in range(60))
    markdown = f"# Points\n\n{items}\n```python\n{code}```\n\n> {FILLER}\n>\n> {FILLER * 4}\n"
    parsed = read(tmp_path, "points.md", markdown.encode())
    for segment in parsed.segments:
        for line in segment.text.split("\n"):
            if line.startswith(("- ", "  - ", "    value_")):
                assert f"{line}\n" in markdown
    assert "".join(parsed.text.split()) == "".join(markdown.split())


def test_settings_know_their_keys_and_code_its_functions(tmp_path: Path) -> None:
    tree = "lamps:\n  spare:\n    where: stair\n\n    note: third\n  blue:\n\n    count: 7\n"
    parsed = read(tmp_path, "deep.yaml", tree.encode())
    assert [s.heading for s in parsed.segments] == ["lamps", "lamps > spare", "lamps > blue"]
    one_line = b'{"a": {"b": ["' + b"x" * 500 + b'"]}, "c": {"d": 1}}'
    assert '"d": 1' in read(tmp_path, "packed.json", one_line).text.split("\n")[-3]
    assert read(tmp_path, "broken.json", b'{"a": ' + b"x" * 300).text
    code = (
        "class Lamp:\n    a = 1\n\n    def light(self):\n        pass\n\n\ndef spare():\n    pass\n"
    )
    headings = [s.heading for s in read(tmp_path, "code.py", code.encode()).segments]
    assert headings == ["class Lamp", "class Lamp > def light", "def spare"]


def test_underlined_headings_head_plain_text(tmp_path: Path) -> None:
    text = f"Harbour\n=======\n\nWords.\n\nLamps\n-----\n\n{NEEDLE}\n\nno\nunderline\n"
    parsed = read(tmp_path, "guide.rst", text.encode())
    assert holding(parsed, NEEDLE).heading == "Harbour > Lamps"


def test_org_and_tex_are_read_by_their_headings(tmp_path: Path) -> None:
    parsed = read(tmp_path, "lamps.org")
    assert holding(parsed, "Two of them.").heading == "Cranes"
    text = read(tmp_path, "lamps.tex").text
    assert "never read this" not in text
    assert "5\\% more" in text
    cut = read(tmp_path, "run.org", b"before\n* One\ninside\n")
    assert [s.heading for s in cut.segments] == ["", "One"]


def test_subtitles_are_what_is_said(tmp_path: Path) -> None:
    for name in ("talk.srt", "talk.vtt"):
        assert read(tmp_path, name).text == f"The first line.\n{NEEDLE}"


def test_a_mailbox_tells_what_is_broken(tmp_path: Path) -> None:
    parsed = read(tmp_path, "letters.mbox")
    assert parsed.notice == "1 of 3 messages could not be read."
    assert "\nFrom the harbour" in parsed.text


def test_an_archive_reads_what_it_can(tmp_path: Path) -> None:
    inner = make_zip({"deep.txt": NEEDLE.encode(), ".hidden/x.txt": b"unseen"})
    parsed = read(tmp_path, "outer.zip", make_zip({"in.zip": inner, "bad.pdf": b"%PDF-1.7"}))
    assert (parsed.segments[0].place, parsed.segments[0].heading) == (
        "in.zip, deep.txt, line 1",
        "in.zip > deep.txt",
    )
    assert parsed.notice.startswith("1 of 2 files inside could not be read (bad.pdf: ")
    assert "unseen" not in parsed.text
    assert "hostname" not in read(tmp_path, "papers.tar.gz").text
    inside = {"a.txt": NEEDLE.encode()}
    assert NEEDLE in read(tmp_path, "a.txz", make_tar(inside, "w:xz")).text
    assert NEEDLE in read(tmp_path, "a.tbz2", make_tar(inside, "w:bz2")).text


def test_pages_and_pictures_can_go_unread(tmp_path: Path) -> None:
    for name, rest in (("photo.png", ""), ("scan.pdf", "The first page has text.")):
        path = tmp_path / name
        path.write_bytes(MAKERS[name]())
        assert parse(path, ParseLimits(recognise=False)).text == rest
    path = tmp_path / "scan.pdf"
    in_no_time = parse(path, ParseLimits(timeout_s=-1))
    assert in_no_time.notice.startswith("1 of its 2 pages are pictures")
    assert in_no_time.text == "The first page has text."


def test_a_picture_keeps_paragraphs_apart_and_tiny_ones_are_empty(tmp_path: Path) -> None:
    parsed = read(tmp_path, "photo.png")
    said = [run.replace(" ", "") for run in parsed.text.split("\n\n")]
    assert said == [NEEDLE.replace(" ", ""), "Twocranesarriveinthesecondweek."]
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    assert read(tmp_path, "dot.png", out.getvalue()).text == ""
    large = draw_needle().resize((3600, 1200))
    out = BytesIO()
    large.save(out, "PNG")
    assert "lighthouse keeper" in read(tmp_path, "large.png", out.getvalue()).text
