"""What pixels leave open is settled by the rest of a line, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reading.spelling import settled


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Oraşul vechi și ținutul", "Orașul vechi și ținutul"),
        ("pādurea și țărmul", "pădurea și țărmul"),
        ("ŞOSEAUA ȘI ȚĂRMUL ÎN", "ȘOSEAUA ȘI ȚĂRMUL ÎN"),
        ("gūneş, ağız ve çöl", "güneş, ağız ve çöl"),
        ("le cæur très volé où ça", "le cœur très volé où ça"),
        ("o pão e a lã da irmā", "o pão e a lã da irmã"),
        ("-rW-r--r-- l anna anna 4096", "-rw-r--r-- 1 anna anna 4096"),
        ("page l of 3", "page 1 of 3"),
        ("dRWXr-Xr-x 12 anna", "drwxr-xr-x 12 anna"),
        ('he said “never" twice', "he said “never” twice"),
        ('he said "never” twice', "he said “never” twice"),
    ],
)
def test_the_rest_of_the_line_tells(read: str, meant: str) -> None:
    assert settled(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "for l in lines:",
        "l = 5 + 3 * l",
        "ls | head 5",
        "| jens | 4 |",
        "while l < 5 and l > 3",
        "2 l Milch und 3 Eier",
        "offsetX on macOS, 11 kW at 5 mV",
        "-----",
        "-iOS -W",
        "Bjørn à la plage",
        "Tórshavn und Göteborg",
        "Dvořák et Saint-Saëns",
        "Zoë's naïve façade",
        "Łódź i Malmö",
        "plain words, 1 of 3",
        'she said "never" twice',
        "æ",
        "şş",
        "",
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert settled(text) == text


def test_two_ways_out_are_none() -> None:
    """A Spanish ě can only have been é; a French one é, è or ê."""
    assert settled("ñandú, avéstruz, cafě") == "ñandú, avéstruz, café"
    assert settled("œuvre, çà, cafě") == "œuvre, çà, cafě"


@given(st.text(alphabet='aelsw12 |"“”āăâșşțţüūœæéÉŞÜı', max_size=40))
def test_it_is_as_long_as_before(text: str) -> None:
    assert len(settled(text)) == len(text)
