"""Labels of secrets in many languages, and how each points at its value."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from services.reading import secret_words as words
from services.reading.secret_folding import FoldedPage, stem
from services.reading.secret_lines import LineMemory, Place
from services.reading.secret_spans import ACCOUNT, CARD, NATIONAL_ID, PASSWORD, PIN, SECRET


class Label(NamedTuple):
    """A label as it is looked for: ``gaps`` natural ones; ``whole`` where it must be a word."""

    stem: str
    spelled: str
    rule: str
    gaps: int
    whole: bool


class Found(NamedTuple):
    """A label on a page and what follows it: one of the groups of ``after`` is set."""

    start: int
    after: re.Match[str]
    rule: str

    @property
    def end(self) -> int:
        """Where the value can begin."""
        return self.after.end()


_KINDS = (
    (PASSWORD, words.STRONG, False),
    (PASSWORD, words.STRONG_WORDS, True),
    (SECRET, words.WEAK, True),
    (PIN, words.NUMBER, True),
    (CARD, words.CARD_NUMBER, True),
    (ACCOUNT, words.ACCOUNT_NUMBER, True),
    (NATIONAL_ID, words.NATIONAL, True),
)
LABELS = tuple(
    {
        (stem(word), whole): Label(stem(word), word, rule, len(re.split(r"[ .-]", word)) - 1, whole)
        for rule, kind, whole in reversed(_KINDS)
        for word in kind
    }.values()
)

# One label in hundreds stands in a line: which ones can is told by their first letters.
_START = 3
_SHORT = tuple(kind for kind, label in enumerate(LABELS) if len(label.stem) < _START)
_BY_START: dict[str, list[int]] = {}
for _kind, _label in enumerate(LABELS):
    if len(_label.stem) >= _START:
        _BY_START.setdefault(_label.stem[:_START], []).append(_kind)

# After a label "(again)", "for bob@example.org"; then a separator, a verb, a cell's or line's end.
_AFTER = re.compile(
    r"""
    (?:s|et|en|n|niz|nız|si|ni|ul|ului)?
    (?:[ _-]?(?:hash|again|new|old|field|value|repeat|key|code|number|no|nr|nummer|base|\d
       |provvisoria|provisoire|provis[oó]ria|temporan?ea|temporaire|temporal|tempor[aá]ria
       |tymczasowe|nuova|nueva|nova|nouveau|attuale|actual|actuel|atual)\b\.?)?
    (?:[ ]{0,2}\([^()\n]{0,24}\))?
    (?:[ ](?:for|of|für|von|zu|de|pour|para|di|user|per|för|till|pro|k|ke|voor|na|от|для
       |del(?![ ](?:giorno|d[ií]a)\b)|della|du|da|do|dla|van|van[ ]de|til|av|der|des)
       [ ][^\s:=]{1,40}+(?:[ ](?!(?:is|was|ist|lautet|c['’]est|est|es|e|è|é|jest|är|to|je
       |olarak)[ :])[^\s:=]{1,40}+)?)?
    (?:
      (?P<sep>[\"'*`]{0,2}[ \t]{0,8}+(?:[:=：＝]{1,3}>?|->|→|»|\||│)[ \t]{0,8}
        |>(?=[^<\n]{1,200}</)|[\"'][ ]?,[ ]?(?=[\"']))
    | (?P<named>[ ][^\W\d_]{2,20}+[:=][ ]{1,2})
    | (?P<spoken>['’]s(?:[ ]now)?[ ]
        |[ ]{1,2}(?:is[ ]now|c['’]est|is|was|ist|lautet|war|est|es|e|è|é|era|jest|är|to|je|on|był|
        byl|var|olarak|set[ ]to|changed[ ]to|reset[ ]to)[ ]{0,2}[:=]?[ ]{1,2}|(?:は|为|是|는)[ ]?)
    | (?P<beside>[ ]{0,3}\*?[ ]{0,2}\t)
    | (?P<below>[ ]{0,3}\*?[ ]{0,2}(?=\n|\Z))
    | (?P<space>[ ]{1,4}|(?=\d))
    )""",
    re.VERBOSE | re.IGNORECASE,
)


class LabelledPage(FoldedPage):
    """A page with its labels found."""

    @cached_property
    def labels(self) -> list[Found]:
        """Every label that something follows, in order of place; none of those inside others."""
        found = []
        for start, end, kind in _LABELS.places(self):
            after = _AFTER.match(self.text, _past_marks(self.text, end))
            if after is not None:
                found.append(Found(start, after, LABELS[kind].rule))
        kept: list[Found] = []
        for each in sorted(found, key=lambda each: (each.start, -each.after.start())):
            if not kept or each.start >= kept[-1].after.start():
                kept.append(each)
        return kept


def _labels(text: str) -> Iterator[Place]:
    """Where labels stand in lines, whatever follows them."""
    page = FoldedPage(text)
    for kind in _possible(page.squeezed):
        yield from _places(page, LABELS[kind], kind)


def _possible(squeezed: str) -> list[int]:
    """Which labels may stand there, in order: those whose first letters do."""
    starts = {squeezed[at : at + _START] for at in range(len(squeezed) - _START + 1)}
    return sorted(
        [*_SHORT, *(kind for start in starts & _BY_START.keys() for kind in _BY_START[start])]
    )


def _places(page: FoldedPage, label: Label, kind: int) -> Iterator[Place]:
    """Where one label stands."""
    at = page.squeezed.find(label.stem)
    while at >= 0:
        start, end = page.places[at], page.places[at + len(label.stem) - 1] + 1
        if _is_label(page, label, start, end):
            yield Place(start, end, kind)
        at = page.squeezed.find(label.stem, at + len(label.stem))


def _past_marks(text: str, at: int) -> int:
    """Past the accents that stand alone after a letter."""
    while at < len(text) and "\u0300" <= text[at] <= "\u036f":
        at += 1
    return at


def _is_label(page: FoldedPage, label: Label, start: int, end: int) -> bool:
    """Whether what folds like a label is one: its edges, its gaps, and few digits for letters."""
    shown = page.text[start:end]
    gaps = sum(ch in " _-.\u00a0" for ch in shown)
    odd = sum(ch.isdigit() for ch in shown) - sum(ch.isdigit() for ch in label.spelled)
    forgiven = int(len(label.stem) > 4 and odd <= 0)
    if gaps > label.gaps + forgiven or odd > max(1, len(label.stem) // 4):
        return False
    if len(label.stem) <= 4 and any(
        seen in "L" and meant != "l" for seen, meant in zip(shown, label.spelled, strict=False)
    ):
        return False
    before, after = page.text[max(0, start - 1) : start], page.text[end : end + 2]
    if not label.whole:
        return not (before.isalpha() and gaps > label.gaps)
    camel = after[:1].isupper() and shown[-1:].islower()
    return not before.isalpha() and (not after[:1].isalpha() or after in _ENDINGS or camel)


_LABELS = LineMemory(_labels)
_ENDINGS = frozenset(("s", "s:", "s ", "s\n", "s=", "n:", "n ", "et", "en", "ni", "si"))


def line_end(text: str, at: int) -> int:
    """Where the line of ``at`` ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def cell_end(text: str, at: int) -> int:
    """Where the cell of ``at`` ends: at a tab, or with its line."""
    end = line_end(text, at)
    tab = text.find("\t", at, end)
    return end if tab < 0 else tab
