"""Reads what a question wants besides its matter: what to leave out, the first or the latest."""

import re
from dataclasses import dataclass

from services.language.calendar_words import plain

_MINUS = re.compile(r"(?:(?<=\s)|^)-(?P<word>[^\W\d_][\w'’]*)")
_WITHOUT = re.compile(
    r"(?:(?<=\W)|^)(?:without|except(?:\s+for)?|excluding|other\s+than|(?:but|and|,)\s+not|not\s+(?:about|from|in|the)"
    r"|ohne|außer|ausser|(?:aber|und|,)\s+nicht|nicht\s+(?:über|von|im|in)"
    r"|sans|sauf|excepté|(?:mais|et|,)\s+pas|sin|excepto|salvo|(?:pero|y|,)\s+no)"
    r"\s+(?:(?:the|a|an|any|my|der|die|das|dem|den|eine?[nmr]?|le|la|les|un|une|el|los|las|una|about|from|in|über|von)\s+)*"
    r"(?P<word>[^\W\d_][\w'’]*)",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|newest|most\s+recent(?:ly)?|last\s+(?:time|message|mail|e-mail|note|version|mention|draft|file|offer|word)"
    r"|zuletzt|neuest\w*|jungst\w*|letzte\w*\s+(?:mal|nachricht|mail|notiz|version|fassung|angebot)"
    r"|derniere\s+(?:fois|version|note)|dernier\s+(?:message|mail|mot|fichier)|plus\s+recente?s?"
    r"|ultim[oa]\s+(?:vez|mensaje|correo|nota|version|archivo)|mas\s+recientes?)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:earliest|oldest|(?:for\s+the\s+)?first\s+(?:time|message|mail|e-mail|note|version|mention|draft|file|offer|word)"
    r"|(?:did|have|has|had)\b[^?.]{0,60}\bfirst(?!\s+(?:aid|class|name))"
    r"|zuerst|fruheste\w*|alteste\w*|erste\w*\s+(?:mal|nachricht|mail|notiz|version|fassung|angebot)"
    r"|premiere\s+(?:fois|version|note)|premier\s+(?:message|mail|mot|fichier)|plus\s+ancienn?e?s?"
    r"|primer[oa]?\s+(?:vez|mensaje|correo|nota|version|archivo)|mas\s+antigu[oa]s?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to leave out and which end of time is wanted.

    ``excluded`` ("-word") must not stand in a hit; ``unwanted`` ("without …") lowers one. ``order``
    is "first", "latest" or "". ``left`` is the question with those words blanked.
    """

    excluded: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    order: str = ""
    left: str = ""


def find_wishes(text: str) -> Wishes:
    """Read a question's wishes; words come in lower case."""
    excluded = tuple(dict.fromkeys(match["word"].lower() for match in _MINUS.finditer(text)))
    left = _MINUS.sub(_blank, text)
    unwanted = tuple(dict.fromkeys(match["word"].lower() for match in _WITHOUT.finditer(left)))
    left = _WITHOUT.sub(_blank, left)
    bare = plain(left)
    order = "latest" if _LATEST.search(bare) else "first" if _FIRST.search(bare) else ""
    return Wishes(excluded, unwanted, order, left)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
