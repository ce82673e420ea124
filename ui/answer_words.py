"""The words that the engine puts around quotes and facts of an answer, in the window's language.

What is quoted stays as it was seen; so does what a language model wrote.
"""

import re

from ui.engine_words import engine_words, foreign
from ui.said_dates import DATE, date_words
from ui.words import marked, tr

VERDICTS = marked(("Yes", "No"))
SAID_BY = re.compile(rf"^(?:({'|'.join(VERDICTS)})\. )?(.{{1,300}}?), ({DATE}): ", re.MULTILINE)
SINCE = re.compile(rf"\(since ({DATE})\)(?= \[\d+\])")
BOUND = re.compile(rf"(^|; )([Uu]ntil|[Ff]rom) ({DATE}): ")
DISAGREE = "Memories disagree: "
MORE = re.compile(r"(?<=\]) and (\d+) more(?=[.;])")


def answer_words(text: str, *, model: str = "") -> str:
    """The text of an answer; ``model`` names who wrote it, "" where it was quoted."""
    if model or not foreign():
        return engine_words(text)
    if text.startswith(DISAGREE):
        text = tr("Memories disagree:") + " " + text.removeprefix(DISAGREE)
    text = SAID_BY.sub(_said_by, text)
    text = SINCE.sub(lambda m: tr("(since {day})").format(day=date_words(m[1])), text)
    text = BOUND.sub(_bound, text)
    text = MORE.sub(lambda m: " " + tr("and {count} more").format(count=m[1]), text)
    return engine_words(text)


def _said_by(found: re.Match[str]) -> str:
    verdict, who, date = found.groups()
    lead = f"{tr(verdict)}. " if verdict else ""
    return f"{lead}{tr('You') if who == 'You' else who}, {date_words(date)}: "


def _bound(found: re.Match[str]) -> str:
    before, word, date = found.groups()
    told = tr("until {day}") if word.casefold() == "until" else tr("from {day}")
    told = told.format(day=date_words(date))
    return f"{before}{told if word[0].islower() else told[:1].upper() + told[1:]}: "
