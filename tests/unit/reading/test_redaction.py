"""Secrets never survive redaction; clean text does, unchanged."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reading import redaction
from services.reading.redaction import WITHHELD, redact_lines, redact_text
from services.reading.secret_cards import luhn
from services.reading.secret_spans import MASK
from services.records import Box, Line

ISSUERS = (("4", 16), ("4", 13), ("51", 16), ("2221", 16), ("34", 15), ("37", 15), ("6011", 16),
           ("3528", 16), ("36", 14), ("62", 19), ("50", 17))  # fmt: skip


def make_card(prefix: str, length: int, rng: random.Random) -> str:
    """A number with this prefix and length and the right check digit."""
    while True:
        body = prefix + "".join(str(rng.randrange(10)) for _ in range(length - len(prefix) - 1))
        card = next(body + str(d) for d in range(10) if luhn(body + str(d)))
        if len(set(card)) > 1:
            return card


def group(card: str, by: int, separator: str) -> str:
    return separator.join(card[at : at + by] for at in range(0, len(card), by))


card_numbers = st.builds(
    lambda issuer, seed: make_card(issuer[0], issuer[1], random.Random(seed)),
    st.sampled_from(ISSUERS),
    st.integers(0, 10**9),
)
usual_cards = st.builds(
    lambda issuer, seed: make_card(issuer[0], issuer[1], random.Random(seed)),
    st.sampled_from([issuer for issuer in ISSUERS if issuer not in {("4", 13), ("50", 17)}]),
    st.integers(0, 10**9),
)
words = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz ,.äé", min_size=1, max_size=12), max_size=6
).map(" ".join)


def assert_hidden(text: str, card: str) -> None:
    clean = redact_text(text).text
    shown = "".join(ch for ch in clean if ch.isdigit())
    assert card not in shown
    assert not shown
    assert len(clean) == len(text)


@given(words, card_numbers, st.sampled_from(["", " ", "-", "  ", "\n", " - "]), words)
def test_a_card_beside_a_word_for_cards_never_survives(
    before: str, card: str, separator: str, after: str
) -> None:
    assert_hidden(f"{before} card {group(card, 4, separator)} {after}", card)


@given(words, usual_cards, st.sampled_from(["", " ", "-", "  ", " - "]), words)
def test_a_planted_card_never_survives(before: str, card: str, separator: str, after: str) -> None:
    assert_hidden(f"{before} {group(card, 4, separator)} {after}", card)


@given(usual_cards, st.data())
def test_a_card_over_two_lines_never_survives(card: str, data: st.DataObject) -> None:
    groups = group(card, 4, " ").split()
    at = data.draw(st.integers(1, len(groups) - 1))
    assert_hidden(f"{' '.join(groups[:at])}\n{' '.join(groups[at:])}", card)


@given(card_numbers, st.data())
def test_a_card_with_misread_digits_never_survives(card: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(card) - 1))
    twins = {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z"}
    misread = card[:at] + twins.get(card[at], card[at]) + card[at + 1 :]
    assert MASK in redact_text(f"to {group(misread, 4, ' ')} end").text


@pytest.mark.parametrize(
    "row",
    [
        "3 12 4111 1111 1111 1111 07 28",
        "4111 1111 1111 1111 | valid",
        "Visa 4111111111111111.",
        "paid 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "3782 822463 10005",
        "3056 930902 5904",
        "41111111 11111111",
    ],
)
def test_cards_in_odd_company_are_masked(row: str) -> None:
    clean = redact_text(row)
    assert "card" in clean.rules
    assert sum(ch.isdigit() for ch in clean.text) <= 7


@given(words)
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert redact_text(text) == redaction.RedactedText(text, ())


@pytest.mark.parametrize(
    "text",
    [
        "Meeting 2024-05-12 at 10:30, order 10000234, 1,234,567.89 EUR",
        "commit 3f2a9c81d0b7e6f5a4c3b2d1e0f9a8b7c6d5e4f3",
        "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "550e8400-e29b-41d4-a716-446655440000",
        "x = 4.111111111111111 + 2",
        "4111 1111 1111 1112",
        "hash ab4111111111111111cd",
        "1234 5678 9012 3456",
        "0000 0000 0000 0000 4444 4444 4444 4444",
        "DE89 3704 0044 0532 0130 01",
        "DE89 3704",
        "DE89 3704 0044 / 0532 0130 00",
        "XX12 3456 7890 1234 5678",
        "12345678A 11111111112 86095742718 12345678901",
        "1 84 12 76 451 089 47",
        "078-05-1120",
        "QQ 12 34 56 C AB123456C",
        "The password is required",
        "Password\nSecurity\nPrivacy",
        "Password\nEmail address:",
        "Password\nForgot it? Ask us for another one",
        "Password:",
        "Password\n",
        "Password\tLogin",
        "in this long sentence the word password\tHello1",
        "in this long sentence the word password\nHello1",
        "password: str",
        "password = get_password(x)",
        "self.password = password",
        "token = os.environ['TOKEN']",
        "the token: the gods",
        "secret: yes",
        "max_tokens=256, token count: 12",
        "pinned: 4, spinning: 33",
        "PIN: unknown",
        "Password: the one you know",
        "PIN: Iloo",
        "pin: 12",
        "PLN 500 and PLN: 1500",
        "CVV 12",
        "GIT_SHA=3f2a9c81d0b7e6f5a4c3b2d1e0f9a8b7c6d5e4f3",
        "export PATH=/usr/local/bin:/usr/bin:/bin3",
        "export PS1_PROMPT=aaaaaaaaaaaaaaaaaaaaaaa",
        "https://example.org:8080/path?x=1",
        "Authorization: Bearer ████████████████",
        "password: ████ ",
        "PIN: ████",
        "-----BEGIN CERTIFICATE-----",
        "the sk-learn-compatible-estimator-interface",
    ],
)
def test_what_only_looks_like_a_secret_stays(text: str) -> None:
    assert redact_text(text).text == text
    assert redact_text(text).rules == ()


SECRETS = [
    ("password: hunter2", "hunter2", "password"),
    ("Passwort: Sonne 12 Mond", "Sonne 12 Mond", "password"),
    ("PASSWORT: x9", "x9", "password"),
    ("GEHEIMZAHL 4711", "4711", "PIN or security code"),
    ("contrasen\u0303a: sol", "sol", "password"),
    ("password: the cat 99", "the cat 99", "password"),
    ("Kennwort = geheim", "geheim", "password"),
    ("contraseña: sol", "sol", "password"),
    ("Mot de passe : soleil", "soleil", "password"),
    ("senha: praia", "praia", "password"),
    ("пароль: лето", "лето", "password"),
    ("密码：abc123", "abc123", "password"),
    ("Pass word: hun ter 2", "hun ter 2", "password"),
    ("P4ssword: x\npassw0rd: hunter2", "hunter2", "password"),
    ("DB_PASSWORD=foo", "foo", "password"),
    ("user=bob password=x1 host=a", "x1", "password"),
    ("password for bob: x1y", "x1y", "password"),
    ("Password (again): x1y", "x1y", "password"),
    ('"password": "x1y"', "x1y", "password"),
    ("Password\nhunter2\nsesame1\nDone", "hunter2", "password"),
    ("Password\nhunter2\nsesame1\nDone", "sesame1", "password"),
    ("Password:\n  hunter2", "hunter2", "password"),
    ("Password\nhunter 2", "hunter 2", "password"),
    ("Password\tsunshine\tother", "sunshine", "password"),
    ("Password\nsunshine\tother", "sunshine", "password"),
    ("Password: a1\tother", "a1", "password"),
    ("Das Passwort lautet Sommer2024!", "Sommer2024", "password"),
    ("API key = abcdef", "abcdef", "password"),
    ("api-key: abcdef", "abcdef", "password"),
    ("secret: x9-kk q7", "x9-kk q7", "secret beside a label"),
    ("token: Ab3 dE5 and more", "Ab3 dE5", "secret beside a label"),
    ("clave: k4tze", "k4tze", "secret beside a label"),
    ("PIN: 4711", "4711", "PIN or security code"),
    ("P1N: 47 l1", "47 l1", "PIN or security code"),
    ("PIN 4711", "4711", "PIN or security code"),
    ("CVV 123", "123", "PIN or security code"),
    ("Your verification code is 778 912.", "778 912", "PIN or security code"),
    ("Geheimzahl\n0815", "0815", "PIN or security code"),
    ("Kartennummer: 4111 1111 11", "4111 1111 11", "card"),
    ("DE89 3704 0044 0532 0130 00", "0044", "bank account"),
    ("de89370400440532013000", "0044", "bank account"),
    ("DE89 37O4 OO44 0532 0130 00 x", "OO44", "bank account"),
    ("GB29NWBK60161331926819", "60161331926819", "bank account"),
    ("12345678Z", "12345678", "national id"),
    ("X1234567L", "X1234567L", "national id"),
    ("86095742719", "86095742719", "national id"),
    ("86 095 742 719", "742", "national id"),
    ("1 84 12 76 451 089 46", "451", "national id"),
    ("1 84 12 2A 451 089 33", "451", "national id"),
    ("SSN: 078-05-1120", "1120", "national id"),
    ("National Insurance QQ 12 34 56 C or AB 12 34 56 C", "AB 12 34 56 C", "national id"),
    ("AKIAIOSFODNN7EXAMPLE", "IOSFODNN7", "key or token"),
    ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "292c6912", "key or token"),
    ("ghp_16C7e42F292c69 12E7710c83 8347Ae178B4a in use", "8347Ae178B4a", "key or token"),
    ("github_pat_11ABCDEFG0abcdefghij", "ABCDEFG0", "key or token"),
    ("glpat-abcDEF123456789xyz", "DEF123456", "key or token"),
    ("xoxb-1234567890-abcdef", "1234567890", "key or token"),
    ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "HqLyj", "key or token"),
    ("AIzaSyA1234567890abcdefghijklmnopqrstuv", "1234567890", "key or token"),
    ("sk-proj-abc123DEF456ghi789", "DEF456", "key or token"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJzdWIi", "key or token"),
    ("Authorization: Bearer abc123def456ghi789", "def456", "key or token"),
    ("curl -H 'bearer abcdefghijklmnop1234'", "abcdefghijklmnop", "key or token"),
    ("https://bob:pw12@host/x", "pw12", "key or token"),
    ("AccountKey=abcdefgh1234==", "abcdefgh", "key or token"),
    ("export FOO_BAR=aGVsbG8gd29ybGQ123xyzQ", "aGVsbG8", "environment variable"),
    ("FOO_AUTH=3f2a9c81d0b7e6f5a4c3b2d1e0f9", "3f2a9c81", "environment variable"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "secret", "rule"), SECRETS)
def test_secrets_by_shape_and_label(text: str, secret: str, rule: str) -> None:
    clean = redact_text(text)
    assert secret in text
    assert secret not in clean.text
    assert rule in clean.rules
    assert len(clean.text) == len(text)
    assert redact_text(clean.text).text == clean.text


BODY = (
    "MIIEpAIBAAKCAQEAx5j3mJ2n8Kq0vYwZ1aLrT4uB7cD9eF0gH2iJ3kL4mN5oP6qR",
    "7sT8uV9wX0yZ1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2wX3yZ4aB5cD6eF7gH8",
    "9iJ0kL1mN2oP3qR4sT5uV6wX7yZ8aB9cD0eF1gH2iJ3kL4mN5oP6qR7sT8uV9wX0",
    "Zz9Yy8Xx7w==",
)  # fmt: skip
BEGIN, END = "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    "lines",
    [
        (BEGIN, *BODY, END),
        (BEGIN, "", *BODY),
        (*BODY, "", END),
        BODY[:3],
        (f"{BEGIN} {BODY[0]}", *BODY[1:], END),
    ],
)
def test_private_key_blocks_also_where_the_view_cuts_them(lines: tuple[str, ...]) -> None:
    text = "\n".join(["Look here, my friend", *lines, "and then we went home"])
    clean = redact_text(text).text
    assert clean.startswith("Look here, my friend\n")
    assert clean.endswith("\nand then we went home")
    assert not any(part in clean for part in BODY)


@pytest.mark.parametrize("lines", [(BEGIN, *BODY), (*BODY, END)])
def test_a_view_that_holds_nothing_but_a_cut_key(lines: tuple[str, ...]) -> None:
    assert set(redact_text("\n".join(lines)).text) == {MASK, "\n"}


def test_lines_of_code_and_prose_are_no_key_block() -> None:
    text = "\n".join(
        ["a" * 60, "The QUICK brown fox 12 jumps over it all again and again today"] * 3
    )
    assert redact_text(text).rules == ()


@given(
    st.lists(st.sampled_from([text for text, _, _ in SECRETS] + ["hello", "a: b", ""]), max_size=5)
)
def test_redaction_is_idempotent_and_keeps_length(parts: list[str]) -> None:
    text = "\n".join(parts)
    once = redact_text(text)
    assert len(once.text) == len(text)
    assert redact_text(once.text) == redaction.RedactedText(once.text, ())


@given(st.text(max_size=80))
def test_any_text_keeps_its_length_and_its_line_breaks(text: str) -> None:
    clean = redact_text(text)
    assert len(clean.text) == len(text)
    assert [i for i, ch in enumerate(text) if ch == "\n"] == [
        i for i, ch in enumerate(clean.text) if ch == "\n"
    ]


def line(text: str, left: int, top: int, width: int = 120, confidence: float = 1.0) -> Line:
    return Line(text, Box(left, top, width, 16), confidence)


def test_a_number_split_over_boxes_beside_each_other() -> None:
    lines = [
        line(part, 10 + 50 * at, 40, 40) for at, part in enumerate(["4111", "1111"] + ["1111"] * 2)
    ]
    result = redact_lines(lines)
    assert [seen.text for seen in result.lines] == ["████"] * 4
    assert all(boxes for boxes in result.boxes)
    assert result.rules == ("card",)


def test_a_number_split_over_lines_of_a_column_beside_another() -> None:
    lines = [
        line("Some words of prose", 10, 10), line("4111 1111", 400, 10),
        line("go on at the left", 10, 32), line("1111 1111", 400, 32),
    ]  # fmt: skip
    result = redact_lines(lines)
    assert [seen.text for seen in result.lines] == [
        "Some words of prose", "█████████", "go on at the left", "█████████",
    ]  # fmt: skip
    assert [bool(boxes) for boxes in result.boxes] == [False, True, False, True]


def test_a_label_finds_its_value_right_of_it_and_under_it() -> None:
    right = redact_lines([line("Password", 10, 10), line("sunshine", 200, 12)])
    assert [seen.text for seen in right.lines] == ["Password", "████████"]
    under = redact_lines(
        [
            line("Name", 10, 10),
            line("Password", 300, 10),
            line("bob", 10, 34),
            line("x1y2", 300, 34),
        ]
    )
    assert [seen.text for seen in under.lines] == ["Name", "Password", "bob", "████"]


def test_a_key_block_in_one_of_two_columns() -> None:
    block = (BEGIN, *BODY, END)
    lines = [line(text, 500, 10 + 20 * at, 400) for at, text in enumerate(block)]
    lines += [line(f"left words {at}", 10, 10 + 20 * at) for at in range(len(block))]
    shown = [seen.text for seen in redact_lines(lines).lines]
    assert all(set(text) == {MASK} for text in shown[: len(block)])
    assert shown[len(block) :] == [f"left words {at}" for at in range(len(block))]


def test_only_the_secret_part_of_a_sure_line_is_painted() -> None:
    text = "password: hunter2"
    box = redact_lines([line(text, 100, 10, 170)]).boxes[0][0]
    assert box.left < 100 + 170 * 10 / 17 < box.right == 270
    assert box.left > 140
    doubtful = redact_lines([line(text, 100, 10, 170, confidence=0.6)])
    assert doubtful.boxes[0] == (Box(100, 10, 170, 16),)


def test_lines_far_apart_are_no_column() -> None:
    lines = [line("Password", 10, 10), line("sunshine", 10, 400), line("words", 10, 30 + 16 * 3)]
    assert redact_lines(lines).rules == ()


@given(
    st.lists(
        st.sampled_from(["4111 1111", "1111 1111", "Password", "x1y2", "hello there"]), max_size=8
    )
)
def test_lines_keep_their_length_and_are_redacted_once(texts: list[str]) -> None:
    lines = [line(text, 10 + 300 * (at % 2), 10 + 20 * (at // 2)) for at, text in enumerate(texts)]
    once = redact_lines(lines)
    again = redact_lines(once.lines)
    assert [len(seen.text) for seen in once.lines] == [len(text) for text in texts]
    assert again.lines == once.lines
    assert again.rules == ()


def test_where_the_check_fails_everything_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, finders: object) -> list[object]:
        raise RuntimeError(text)

    monkeypatch.setattr(redaction, "_find", broken)
    assert redact_text("hello") == redaction.RedactedText(MASK * 5, (WITHHELD,))
    result = redact_lines([line("hello", 1, 2)])
    assert result.lines[0].text == MASK * 5
    assert result.boxes == ((Box(1, 2, 120, 16),),)
    assert result.rules == (WITHHELD,)
