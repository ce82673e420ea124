"""Each rule at its edges: check digits by published examples, and texts that end in odd places."""

from collections.abc import Callable

import pytest

from services.reading import secret_id_checks as checks
from services.reading.redaction import redact_lines, redact_text
from services.reading.secret_spans import MASK
from services.records import Box, Line

# Numbers that the issuing offices, standards or encyclopaedias show as examples.
VALID: tuple[tuple[Callable[[str], bool], str], ...] = (
    (checks.luhn, "046454286"), (checks.verhoeff, "234123412346"),
    (checks.mod_11_10, "33392005961"),
    (checks.german_tax_id, "86095742719"), (checks.spanish, "12345678Z"),
    (checks.spanish, "X1234567L"),
    (checks.french, "184127645108946"), (checks.italian, "RSSMRA85T10A562S"),
    (checks.belgian, "85073003328"), (checks.swedish, "8112189876"),
    (checks.finnish, "131052-308T"),
    (checks.norwegian, "15108695088"), (checks.swiss, "7569217076985"),
    (checks.austrian, "1237010180"), (checks.dutch, "111222333"), (checks.polish, "44051401359"),
    (checks.czech, "7103192745"), (checks.portuguese, "123456789"),
    (checks.british_nhs, "9434765919"), (checks.turkish, "10000000146"),
    (checks.brazilian, "39053344705"), (checks.argentine, "20123456786"),
    (checks.chilean, "123456785"), (checks.chinese, "11010519491231002X"),
    (checks.japanese, "123456789018"), (checks.singaporean, "S1234567D"),
    (checks.hongkong, "A1234563"), (checks.mexican, "BOXW310820HNERXN09"),
    (checks.romanian, "1800101221144"), (checks.bulgarian, "7523169263"),
    (checks.baltic, "37605030299"), (checks.australian_tax, "123456782"),
    (checks.irish, "1234567T"), (checks.irish, "1234567FA"),
)  # fmt: skip


@pytest.mark.parametrize(("holds", "number"), VALID)
def test_numbers_that_are_published_hold_and_their_neighbours_do_not(
    holds: Callable[[str], bool], number: str
) -> None:
    assert holds(number)
    at = 3 if holds is not checks.hongkong else 4
    wrong = number[:at] + str((int(number[at]) + 1) % 10) if number[at].isdigit() else ""
    if wrong:
        assert not holds(wrong + number[at + 1 :])


def test_numbers_without_a_firm_check() -> None:
    assert checks.danish("0110701234")
    assert not checks.danish("0113701234")
    assert checks.american("900701234")
    assert not checks.american("900101234")
    assert not checks.american("666121234")
    assert not checks.american("219099999")
    assert checks.baltic("37605030299")
    assert not checks.korean("8013011234567")
    assert sum(checks.korean(f"800101123456{last}") for last in range(10)) == 1
    assert sum(checks.baltic(f"3760503001{last}") for last in range(10)) == 1
    assert all(
        sum(checks.baltic(f"376050{serial}{last}") for last in range(10)) == 1
        for serial in range(3000, 3060)
    )


TWO_KEYS = "-----BEGIN PRIVATE KEY-----\n" * 2 + "x\n-----END PRIVATE KEY-----"


@pytest.mark.parametrize(
    "text",
    [
        "1 - - - - - - - - - x 123 456 789",
        "ghp_aaaaaaaaaaaaaaaaaaaaaaaa",
        "Mabcdefghijklmnopqrstuvwx.abcdef.abcdefghijklmnopqrstuvwxyzab",
        "the password is ",
        "SSN: (none)",
        "<password/>nothing here</b>",
        "sk_live_" + MASK * 24,
        "docker login -p $TOKEN host",
        "getItem('password', 'username')",
    ],
)
def test_what_breaks_off_is_no_secret(text: str) -> None:
    assert redact_text(text).rules == ()


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (TWO_KEYS, "x"),
        ("clave\u0301: k4tze9", "k4tze9"),
        ("AKIAI44QH8DHBEXAMPLE " + "a" * 40, "QH8DHBEXAMPLE"),
        ("Private-Lines: 1\nAAAAIQDx7yq0Hh3Zk2u5Vb8n", "IQDx7yq0"),
    ],
)
def test_what_stands_oddly_is_a_secret(text: str, secret: str) -> None:
    assert secret not in redact_text(text).text


def test_of_a_very_long_line_behind_a_label_a_bounded_part_is_masked() -> None:
    clean = redact_text("password: " + "x1y " * 600).text
    assert "x1y" not in clean[:2_000]
    assert len(clean) == 10 + 4 * 600


def test_a_key_ends_with_its_column_and_goes_on_over_an_empty_line() -> None:
    body = "MIIEpAIBAAKCAQEAx5j3mJ2n8Kq0vYwZ1aLrT4uB7cD9eF0gH2iJ3kL4mN5oP6qR"
    texts = ("-----BEGIN RSA PRIVATE KEY-----", body, "", body)
    lines = [Line(text, Box(10, 10 + 20 * at, 400, 16)) for at, text in enumerate(texts)]
    lines += [Line(body[:30], Box(600, 10, 200, 16))]
    shown = [seen.text for seen in redact_lines(lines).lines]
    assert [set(text) for text in shown[:4]] == [{MASK}, {MASK}, set(), {MASK}]
    assert shown[4] == body[:30]


def typed(texts: list[str]) -> list[str]:
    """What is shown of a line that is typed, one frame after another."""
    shown: list[str] = []
    before: list[Line] = []
    for text in texts:
        line = Line(text, Box(10, 10, 9 * len(text), 16))
        before = list(redact_lines([line], before=before).lines)
        shown.append(before[0].text)
    return shown


def test_a_card_that_is_typed_never_shows_twelve_digits() -> None:
    card = "5555 5555 5555 4444"
    for step in (1, 2, 3, 5):
        ends = [*range(4, len(card), step), len(card)]
        for shown in typed([f"to {card[:end]}" for end in ends]):
            assert sum(ch.isdigit() for ch in shown) < 12


@pytest.mark.parametrize(
    "texts",
    [
        ["5555 5555 55", "5555 5555 55x5"],
        ["5555 5555 55", "7555 5555 5555"],
        ["9555 5555 55", "9555 5555 5555"],
        ["total 55 5555", "total 55 5555 55"],
        ["to", "to 5555 5555 5555"],
        ["5555 5555 55", "words"],
        ["5555 5555 55", "5555 5555 55"],
    ],
)
def test_other_lines_that_change_stay(texts: list[str]) -> None:
    assert typed(texts) == texts
