"""Secrets known by the label beside, left of or above them; what is no secret stays."""

import re
from collections.abc import Iterator

from services.reading import secret_words as words
from services.reading.secret_folding import fold, stem
from services.reading.secret_labels import Found, LabelledPage, cell_end, line_end
from services.reading.secret_spans import (
    ACCOUNT,
    CARD,
    DIGIT_CLASS,
    MASK,
    NATIONAL_ID,
    PASSWORD,
    PIN,
    SECRET,
    Span,
    count_digits,
)

_LONGEST = 400  # characters of a line in which the next label is looked for
_LONGEST_VALUE = (
    2_000  # of what has spaces in it, so that a line of labels is not read over and over
)
_NEXT_LABEL = re.compile(r"[ ;,&]{1,3}[\"']?[^\W\d_][\w.-]{1,24}[\"']?[ ]?[:=](?!\S{0,60}[:=])")
_GLYPHS = "•*·.●…○◦■▪⬤∙‧_-—–"
_QUOTES = "\"'`“”„«»"
_LITERAL = frozenset(map(fold, words.HINTS))
_PROSE = frozenset(map(fold, words.PROSE))
_LABELS = frozenset(map(stem, words.STRONG))
_CODE = re.compile(
    r"""(?:
      [A-Za-z_][\w.]{0,60}(?:::\w{1,40})?[(\[<].*+           # a call, an index, a type
    | [a-z_]{1,40}(?:\.[a-zA-Z_]{1,40}){1,6}[;,)]{0,3}      # req.body.password
    | [A-Za-z_]\w{0,40}[ ]?[|,=)].*+
    | [&*]{1,2}(?:'?\w{1,20}[ ])?(?:str|String|char|u8).*+   # &str, *const char
    | <[^>]{0,60}>.*+
    | [$]?[{][{]?[^}]{0,60}[}]{0,2}.*+ | \$\(.*+ | \$[A-Za-z_0-9]\w{0,60}["';,)]{0,3}
    | %(?:\(\w{1,40}\))?[sdr][\"';,)]{0,3} | !\w{1,20}.*+ | [\[{(][ ]{0,3}
    | 0x[0-9a-fA-F]{1,8}[;,]?
    )$""",
    re.VERBOSE | re.DOTALL,
)
# What an example has where a secret goes: "your-api-key-here", "sk-xxxxxxxxxxxx".
_PLACEHOLDER = re.compile(
    r"(?i)[\"'<\[{(]{0,2}"
    r"(?:(?:your|insert|replace|put)[a-z_ -]{2,40}|[\w-]{0,12}?x{8,}+)[\"'>\]})]{0,2}"
)
_DIGITS = re.compile(
    rf"[A-Z]{{0,2}}[{DIGIT_CLASS}{MASK}](?:[ \-.]{{0,2}}[{DIGIT_CLASS}{MASK}]){{0,60}}+"
)
_ACCOUNT = re.compile(r"[A-Z]{2}[0-9OIl]{2}(?:[ -]?[A-Z0-9]{1,4}){1,8}|[0-9](?:[ -]?[0-9]){6,30}")
_ID = re.compile(r"[A-Za-z0-9](?:[ \-./]{0,2}[A-Za-z0-9()]){0,24}")
_WORD = re.compile(r"[^\W\d_]++(?:['’-][^\W\d_]++)*+[.,!?]?")
_APART = re.compile(r"(?:^|[\n\t,;(—–]|--|[a-z]_)[ ]{0,2}-{0,2}\Z")
# "Your new password" before its value, where the cell holds nothing else.
_OWNED = re.compile(
    r"(?i)(?:^|[\n\t])[ ]{0,8}(?:(?:your|my|new|temporary|ihr|dein|neues|votre|ton|nouveau|tu"
    r"|su|nueva|tua|sua|nuova|nova|je|uw|nieuwe?|twoje|nowe|ditt|nytt|vaše|nové|yeni)[ ]){1,3}\Z"
)
# A path, a file or an address.
_PLACE = re.compile(r"/|\.[a-z]{2,4}$|@[^.]{1,60}\.")
# As in a .netrc: "login anna password X".
_ACCOUNT_BEFORE = re.compile(r"(?i)\b(?:login|user|username|account)[ ]\S{1,40}[ ]\Z")
_FOR_WHAT = re.compile(r"[a-z]{3,12}[ ](?=\d{4,8}(?:[\s.,;)]|\Z))")
_CARD_CODE = re.compile(r"\d{3}(?:[\s.,;)]|\Z)")
_USED = re.compile(
    r"(?i)\b(?:with|using|use|enter|type|mit|avec|con|com|met|z|med|s|ile|w|per|root|admin)"
    r"(?: (?:the|dem|das|le|la|el|il|o|a|het|hasłem|your|temporary|new)){0,2} $"
)


def labelled_beside(page: LabelledPage) -> Iterator[Span]:
    """Values beside a label; strong labels take the rest of their line or cell."""
    done = 0
    for found in page.labels:
        if found.start < done or _stands_alone(page.text, found):
            continue
        span = _beside(page, found)
        if span is not None:
            done = span.end
            yield span


def labelled_below(page: LabelledPage) -> Iterator[Span]:
    """Values on the lines under a label that stands alone."""
    done = 0
    for found in page.labels:
        if found.start < done or not _stands_alone(page.text, found):
            continue
        if _opens_cell(page.text, found.start):
            for span in _below(page, found.end, found.rule):
                done = span.end
                yield span


def _stands_alone(text: str, found: Found) -> bool:
    """Whether nothing follows a label on its line."""
    end = line_end(text, found.end)
    return found.after["spoken"] is None and not text[found.end : min(end, found.end + 80)].strip()


def _opens_cell(text: str, at: int) -> bool:
    """Whether at most two words stand before ``at`` in its cell, as in a form."""
    before = text[max(0, at - 60) : at]
    before = before[max(before.rfind("\n"), before.rfind("\t")) + 1 :]
    return len(before.split()) <= 2 and len(before) < 50


def _beside(page: LabelledPage, found: Found) -> Span | None:
    """The secret that one label points at on its own line, if any."""
    text, after = page.text, found.after
    if after["spoken"] is not None:
        return _spoken(text, found)
    if after["beside"] is not None and not _opens_cell(text, found.start):
        return None
    start, end = _rest(text, found.end)
    if after["space"] is not None:
        return _after_space(text, found, start, end)
    if after["named"] is not None:
        return _named(text, start, end, found.rule)
    if _plural(text, found) and (found.rule == PIN or count_digits(text[start:end]) == 0):
        return None
    sep = after["sep"] or ""
    if sep == ">":
        return _in_markup(text, found, start)
    if "==" in sep or ("," in sep and not _mixed(text[start:end])):
        return None
    itself = fold(text[start:end].rstrip(";,")) == page.folded[found.start : after.start()]
    return None if itself else _value(text, start, end, found.rule)


def _plural(text: str, found: Found) -> bool:
    """Whether several of a kind are named, as in a heading: "Passwords: a short history"."""
    return text[found.after.start() : found.after.start() + 1] in {"s", "S"}


def _rest(text: str, at: int) -> tuple[int, int]:
    """What is left of a cell from ``at``, bare: one quoted text, or all up to the next label."""
    end = cell_end(text, at)
    while at < end and text[at] == " ":
        at += 1
    if text[at : at + 1] in {'"', "'"}:
        closing = text.find(text[at], at + 1, end)
        if closing > 0:
            return at + 1, closing
    if end - at > _LONGEST_VALUE:
        space = text.find(" ", at + _LONGEST_VALUE, end)
        end = space if space > 0 else end
    following = _NEXT_LABEL.search(text, at, min(end, at + _LONGEST))
    if following is not None and following.start() > at:
        end = following.start()
    while end > at and text[end - 1].isspace():
        end -= 1
    return at, end


def _spoken(text: str, found: Found) -> Span | None:
    """Of "the password is X" only X, and only where it looks like no word or stands in quotes."""
    start, end = _rest(text, found.end)
    quoted = text[start - 1 : start] in _QUOTES if start else False
    chunk = re.match(r"\S+", text[start:end])
    if chunk is None:
        return None
    if found.rule not in {PASSWORD, SECRET}:
        return _value(text, start, end, found.rule)
    shown = chunk.group().rstrip(".,;!?" + _QUOTES).lstrip(_QUOTES)
    if not (secretive(shown) or quoted) or fold(shown) in words.TECHNICAL:
        return None
    return _value(text, start, end if quoted else start + chunk.end(), found.rule)


def _named(text: str, start: int, end: int, rule: str) -> Span | None:
    """After "password router: " a chunk that is made like a secret, and no file or address."""
    if rule == PIN:
        return _value(text, start, end, rule) if _four(text[start:end]) else None
    chunk = text[start:end].partition(" ")[0]
    made = _mixed(chunk) and count_digits(chunk) > 0 and _PLACE.search(chunk) is None
    if not made or rule not in {PASSWORD, SECRET}:
        return None
    return _value(text, start, start + len(chunk), rule)


def _after_space(text: str, found: Found, start: int, end: int) -> Span | None:
    """What only a space divides from its label: numbers, and what "with password X" names."""
    rule = found.rule
    if rule in {PASSWORD, SECRET}:
        chunk = re.match(r"\S+", text[start:end])
        if chunk is None or not _mixed(chunk.group()):
            return None
        rest = text[start + chunk.end() : end].lstrip(" ")
        before = text[max(0, found.start - 40) : found.start]
        apart = _APART.search(before) is not None and (not rest or rest[0] in "-.,;)&|")
        apart = apart or (not rest and _OWNED.search(before) is not None)
        apart = apart or _ACCOUNT_BEFORE.search(before) is not None
        if not apart and not _USED.search(before):
            return None
        return _value(text, start, start + chunk.end(), rule)
    label = text[found.start : found.after.start()]
    if rule == PIN and (worded := _FOR_WHAT.match(text, start, end)) and label.isupper():
        start = worded.end()
    if rule == PIN and len(label) <= 4 and not label[:2].isupper() and not _four(text[start:end]):
        printed = label.lower().startswith("cv") and _CARD_CODE.match(text, start, end)
        return Span(start, start + 3, rule) if printed else None
    return _value(text, start, end, rule)


def _in_markup(text: str, found: Found, start: int) -> Span | None:
    """The text of an element that is named like a secret: "<password>X</password>"."""
    opening = re.search(r"<[\w:.-]{0,40}\Z", text[max(0, found.start - 42) : found.start])
    end = text.find("<", start, start + _LONGEST)
    return _value(text, start, end, found.rule) if opening and end > start else None


def _four(value: str) -> bool:
    """Whether a value is four to eight digits and nothing else follows but an end."""
    return re.match(r"\d{4,8}(?:[\s.,;)]|\Z)", value) is not None


def _mixed(chunk: str) -> bool:
    """Whether a chunk of six and more has letters and digits or signs, and is no technical word."""
    bare = chunk.strip(".,;:!?()" + _QUOTES)
    kinds = (any(map(str.isalpha, bare)), any(not ch.isalpha() and ch not in "-’'/" for ch in bare))
    return len(bare) >= 6 and all(kinds) and fold(bare) not in _TECHNICAL and "(" not in bare


_TECHNICAL = frozenset(map(fold, words.TECHNICAL))


def secretive(chunk: str) -> bool:
    """Whether a chunk has a digit, a sign or capitals inside: no dictionary word."""
    return bool(chunk) and (_WORD.fullmatch(chunk) is None or chunk[1:] != chunk[1:].lower())


def _value(text: str, start: int, end: int, rule: str) -> Span | None:
    """The part of ``text[start:end]`` that is the secret by this rule."""
    value = text[start:end]
    if _is_masked(value):
        return None
    if rule == PIN:
        return _digits_at(text, start, end, 3, 10, rule)
    if rule == CARD:
        return _digits_at(text, start, end, 6, 40, rule)
    if rule == ACCOUNT:
        account = _ACCOUNT.match(text, start, end)
        return Span(start, account.end(), rule) if account else None
    if rule == NATIONAL_ID:
        return _identifier(text, start, end)
    if _says_nothing(value):
        return None
    if rule == SECRET:
        return _weak(value, start)
    return Span(start, end, rule)


def _is_masked(value: str) -> bool:
    """Whether dots or stars stand for the secret, whatever button follows."""
    chunk = value.split(maxsplit=1)[0] if value.strip() else ""
    dots = chunk.strip(_GLYPHS + MASK + _QUOTES + "()[]")
    return not dots or set(dots.lower()) <= set("x•*") or (len(dots) > 5 and set(dots) <= set("oe"))


def _says_nothing(value: str) -> bool:
    """Whether a value is a hint, a button, a type, code or a sentence, and no password."""
    chunks = value.split()
    first = fold(chunks[0].strip(".,:;!?()[]<>" + _QUOTES))
    bare = value.rstrip(",;")
    if first in _LITERAL or _CODE.fullmatch(bare) or _PLACEHOLDER.fullmatch(bare):
        return True
    if stem(first) in _LABELS and len(chunks) > 1:
        return True
    prose = sum(fold(chunk.strip(".,:;!?()" + _QUOTES)) in _PROSE for chunk in chunks)
    if len(chunks) > 1 and chunks[0].isdigit() and prose:
        return True
    told = first in _PROSE or 4 * prose > len(chunks)
    told = told and (prose > 1 or not any(map(str.isdigit, value)))
    return len(chunks) > 2 and told and not any(map(_odd, chunks))


def _odd(chunk: str) -> bool:
    """Whether a chunk of a sentence is secretive and no abbreviation, number or opening capital."""
    bare = chunk.strip(".,:;!?()" + _QUOTES)
    if bare.isupper() or (bare.isdigit() and len(bare) < 4):
        return False
    return secretive(bare) and fold(bare) not in _TECHNICAL


def _weak(value: str, start: int) -> Span | None:
    """After a weak label: chunks while they look like no words, where the first does so clearly."""
    pair = re.match(r"\S{1,40}(?: ?/ ?|:)(?=\S)", value)
    at = pair.end() if pair and _mixed(value[pair.end() :].split(maxsplit=1)[0]) else 0
    chunks = list(re.finditer(r"\S+", value[at:]))
    first = chunks[0].group().strip(".,;" + _QUOTES)
    letters, digits = any(map(str.isalpha, first)), any(map(str.isdigit, first))
    if not (letters and digits) or first.lower() in words.TECHNICAL or "(" in first:
        return None
    reach = chunks[0].end()
    for chunk in chunks[1:]:
        if not any(map(str.isdigit, chunk.group())):
            break
        reach = chunk.end()
    return Span(start + at, start + at + reach, SECRET) if reach >= 4 else None


def _digits_at(text: str, start: int, end: int, fewest: int, most: int, rule: str) -> Span | None:
    """A run of digits (look-alikes and spaces forgiven) at the start of a value."""
    start += text.startswith("#", start, end)
    found = _DIGITS.match(text, start, end)
    if found is None or text[found.end() : min(end, found.end() + 1)].isalpha():
        return None
    run = found.group()
    length = sum(ch.isalnum() or ch == MASK for ch in run)
    if not fewest <= length <= most or 2 * (count_digits(run) + run.count(MASK)) < length:
        return None
    return Span(start, found.end(), rule) if run.strip(MASK + " -.") else None


def _identifier(text: str, start: int, end: int) -> Span | None:
    """A number of a person beside its label: chunks with digits, seven in all."""
    found = _ID.match(text, start, end)
    if found is None:
        return None
    reach = 0
    for chunk in re.finditer(r"\S+", found.group()):
        shown = chunk.group()
        check = len(shown) < 3 and shown.isupper()
        if reach and not check and not any(map(str.isdigit, shown)):
            break
        reach = chunk.end()
    run = found.group()[:reach]
    return Span(start, start + reach, NATIONAL_ID) if count_digits(run) >= 7 else None


def _below(page: LabelledPage, at: int, rule: str) -> Iterator[Span]:
    """Values on the lines under a label that stands alone."""
    text, first = page.text, True
    column = text.count("\t", text.rfind("\n", max(0, at - 400), at) + 1, at)
    while (end := line_end(text, at)) < len(text):
        at = end + 1
        start, stop = _rest(text, _cell(text, at, column))
        value = text[start:stop]
        if not value or not _below_counts(value, first=first):
            return
        if (span := _value(text, start, stop, rule)) is not None:
            yield span
        first = False


def _cell(text: str, at: int, column: int) -> int:
    """Where the cell of that number begins on the line of ``at``; the last if there are fewer."""
    for _ in range(column):
        tab = text.find("\t", at, line_end(text, at))
        at = tab + 1 if tab >= 0 else at
    return at


def _below_counts(value: str, *, first: bool) -> bool:
    """Whether a line under a lone label is its value: one chunk, and no caption of its own."""
    chunks = value.split()
    if len(chunks) > 1:
        return len(chunks) <= 8 and any(ch.isdigit() for ch in value) and first
    caption = value[0].isupper() and value[1:].islower() and value.isalpha()
    if caption or value.endswith(":"):
        return False
    return first or (secretive(value) and count_digits(value) > 0)
