"""Where something was seen, what is not wanted, and which end of time: read in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.places import find_place, is_program
from services.language.text import search_words, spaced
from services.language.wishes import find_wishes


@pytest.mark.parametrize(
    ("text", "kind", "phrase"),
    [
        ("the PDF about the roof", "PDF files", "the PDF "),
        ("what stood in the terminal yesterday", "terminal", "in the terminal"),
        ("in the chat with Priya", "chats", "in the chat"),
        ("which mail from Tom", "mail", "which mail "),
        ("was stand im Chat mit Anna", "chats", "im Chat"),
        ("das PDF über Heizungen", "PDF files", "das PDF "),
        ("in der Tabelle mit den Preisen", "spreadsheets", "in der Tabelle"),
        ("dans le courriel de Léa", "mail", "dans le courriel"),
        ("sur une page web", "web pages", "sur une page web"),
        ("en el correo electrónico de ayer", "mail", "en el correo electronico"),
        ("la hoja de cálculo con los precios", "spreadsheets", "la hoja de calculo "),
        ("on my screen", "screen", "on my screen"),
        ("that line in Okular", "Okular", "in Okular"),
    ],
)
def test_places(text: str, kind: str, phrase: str) -> None:
    found = find_place(text, ["Okular", "XY"])
    assert found is not None
    assert found.kind.name == kind
    assert text[found.start : found.end].casefold().startswith(phrase.casefold()[:6])


@pytest.mark.parametrize(
    "text",
    ["the message of the painting", "note that well", "a file of ants", "terminal illness",
     "Okular is a program", "", "in XY"],
)  # fmt: skip
def test_what_is_no_place(text: str) -> None:
    assert find_place(text, ["Okular", "XY"]) is None


def test_programs_of_a_kind() -> None:
    found = find_place("in the terminal")
    assert found is not None
    assert is_program(found.kind, "GNOME Terminal")
    assert not is_program(found.kind, "Firefox")
    assert not is_program(found.kind, "")


@pytest.mark.parametrize(
    ("text", "excluded", "unwanted", "order"),
    [
        ("report -draft", ("draft",), (), ""),
        ("well-known state-of-the-art", (), (), ""),
        ("soup without onions", (), ("onions",), ""),
        ("Suppe ohne Zwiebeln", (), ("zwiebeln",), ""),
        ("soupe sans oignons", (), ("oignons",), ""),
        ("sopa sin cebolla", (), ("cebolla",), ""),
        ("trains but not Leeds", (), ("leeds",), ""),
        ("why did I not go", (), (), ""),
        ("when did I first read about tulips", (), (), "first"),
        ("the first aid course", (), (), ""),
        ("the latest offer", (), (), "latest"),
        ("wann habe ich Tom das letzte Mal gesehen", (), (), "latest"),
        ("la première fois", (), (), "first"),
        ("el último mensaje de Ana", (), (), "latest"),
        ("last week", (), (), ""),
    ],
)
def test_wishes(
    text: str, excluded: tuple[str, ...], unwanted: tuple[str, ...], order: str
) -> None:
    found = find_wishes(text)
    assert (found.excluded, found.unwanted, found.order) == (excluded, unwanted, order)
    assert len(found.left) == len(text)


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    assert len(find_wishes(text).left) == len(text)
    found = find_place(text, ["Firefox"])
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert search_words("我去东京 mit iPhone手机") == [
        "我去",
        "去东",
        "东京",
        "mit",
        "iPhone",
        "手机",
    ]
    assert search_words("日") == ["日"]
    assert spaced("Tokyo 東京!").split() == ["Tokyo", "東", "京", "!"]
    assert spaced("plain words") == "plain words"


@given(st.text(max_size=120))
def test_spacing_changes_nothing_but_spaces(text: str) -> None:
    assert "".join(spaced(text).split()) == "".join(text.split())
