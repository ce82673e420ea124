"""No text, however it was made, costs more than its length times a constant to look through."""

import importlib
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import services.reading
from services.reading.redaction import WITHHELD, redact_text

HARD = (
    "a", "1", "4 ", "4111 ", "4111-1111-1111-", " ", "password", "password: ", "password for ",
    "password| the ", "pin: 1", "sk-", "sk-a1b2", "eyJ-", "SG.a", "://a:", "://a:b@c ", "AKIA",
    "BEGIN PRIVATE KEY-----\n", "-----BEGIN RSA PRIVATE KEY-----\n", "-----END PRIVATE KEY-----\n",
    "DE89 3704 ", "your code is 123456 ", "use 123456 to ", "cookie: ", "A_KEY=", "AB ", "\t",
    "password\t", "password\n", '"password": "', "12.34.56-", "iban de", " token", "curl -u ",
    "<password>", "$ ", "pass word ",
)  # fmt: skip
CALLS_A_CHARACTER = 60


def modules() -> Iterator[ModuleType]:
    for path in sorted(Path(services.reading.__path__[0]).glob("secret_*.py")):
        yield importlib.import_module(f"services.reading.{path.stem}")


def patterns(value: object) -> Iterator[re.Pattern[str]]:
    """Every compiled pattern in a value, however deep in tuples."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from patterns(each)


PATTERNS = [
    pytest.param(pattern, id=f"{module.__name__.rsplit('.', 1)[1]}-{name}-{at}")
    for module in modules()
    for name, value in vars(module).items()
    for at, pattern in enumerate(patterns(value))
]
PARSER: Any = importlib.import_module("re._parser")
ENDLESS: Any = importlib.import_module("re._constants").MAXREPEAT


def retried(items: Sequence[Any], *, last: bool = True) -> Iterator[str]:
    """Repeats without a bound that something follows: a failure is then tried from every end."""
    for place, (operation, argument) in enumerate(items):
        ends = last and place == len(items) - 1
        name = str(operation)
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            _, most, inner = argument
            if most is ENDLESS and not ends:
                yield f"{name} at {place}"
            yield from retried(inner, last=ends and most == 1)
        elif name == "SUBPATTERN":
            yield from retried(argument[3], last=ends)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from retried(branch, last=ends)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from retried(argument[1])


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_can_be_tried_over_and_over(pattern: re.Pattern[str]) -> None:
    assert list(retried(PARSER.parse(pattern.pattern, pattern.flags))) == []


@pytest.mark.parametrize("bad", [r"a+b", r"(a*)*c", r"(?:a+)+", r"x(?=a*b)", r"(?:a|b+)c"])
def test_a_pattern_that_can_is_told(bad: str) -> None:
    assert list(retried(PARSER.parse(bad)))


def calls(text: str) -> int:
    """How many functions are called to look through a text: a measure of work without a clock."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        redact_text(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", HARD)
def test_twice_as_much_costs_twice_as_much(piece: str) -> None:
    once, twice = (piece * (length // len(piece)) for length in (1_000, 2_000))
    assert calls(twice) <= 2.6 * calls(once) + 2_000


@settings(max_examples=10)
@given(st.lists(st.sampled_from(HARD), min_size=2, max_size=5).map("".join))
def test_whatever_is_put_together_costs_its_length(piece: str) -> None:
    text = piece * (1_000 // len(piece))
    assert calls(text) <= 12 * CALLS_A_CHARACTER * (len(text) + 500)


@pytest.mark.parametrize("piece", ["password| the ", "eyJ-", "password", " "])
def test_a_line_of_a_hundred_kilobytes_comes_to_its_end(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    clean = redact_text(text)
    assert len(clean.text) == len(text)
    assert WITHHELD not in clean.rules


def test_where_there_is_no_end_to_it_all_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.reading.redaction._MOST_ROUNDS", 1)
    assert redact_text("password: hunter2").rules == (WITHHELD,)
    assert redact_text("hello there").rules == ()
