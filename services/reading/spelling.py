"""Settles letters that pixels leave open by the line they stand in: nothing else is corrected.

A cedilla and a comma, a bow and a bar above a letter differ by a pixel or none at the size of
running text; so do 1 and l. The rest of the line often tells which it was. Every replacement has
one character for one.
"""

import re
import unicodedata
from functools import lru_cache

# The accented letters of languages in Latin script as their own words have them. What two
# languages both cover is left alone, so those of rare loans are not listed.
_ALPHABETS = {
    "Albanian": "çë",
    "Azerbaijani": "çəğıöşü",
    "Catalan": "àçèéíïòóúü",
    "Croatian": "čćđšž",
    "Czech": "áčďéěíňóřšťúůýž",
    "Danish": "åæéø",
    "Dutch": "áéëèïíóöü",
    "Esperanto": "ĉĝĥĵŝŭ",
    "Estonian": "äõöšüž",
    "Finnish": "åäö",
    "French": "àâçéèêëîïôœùûü",
    "German": "äößü",
    "Hungarian": "áéíóöőúüű",
    "Icelandic": "áæðéíóöþúý",
    "Italian": "àèéìòù",
    "Latvian": "āčēģīķļņšūž",
    "Lithuanian": "ąčęėįšųūž",
    "Maltese": "àċġħż",
    "Polish": "ąćęłńóśźż",
    "Portuguese": "àáâãçéêíóôõú",
    "Romanian": "ăâîșț",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Spanish": "áéíñóúü",
    "Swedish": "åäéö",
    "Turkish": "âçğıîöşûü",
    "Vietnamese": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "Welsh": "âêîôûŵŷ",
}
# Marks that a few pixels cannot tell apart: flat ones, pointed ones, those below the letter.
_LOOKS = (
    "\u0304\u0306\u0303\u0308\u030b",  # macron, breve, tilde, diaeresis, double acute
    "\u0300\u0301\u0302\u030c\u0309",  # grave, acute, circumflex, caron, hook
    "\u0327\u0326\u0328",  # cedilla, comma, ogonek
)
_LIGATURES = "œæ"
_LEAST_TOLD = 1  # letters that must tell of a language for each that is changed for it

_LONE_ONE = re.compile(r"(?<!\S)l(?!\S)")
_NUMBER = re.compile(r"(?<!\S)\d+(?!\S)")
# words of code before a name
_CODE = frozenset(("for", "in", "if", "while", "let", "var", "return", "not", "and", "or"))
# Who may read and write a file, as listings tell: w looks the same large and small.
_MODE = re.compile(r"(?<!\S)[-dlbcps](?:[rR-][wW-][xXsS-]){2,3}(?!\w)")
_QUOTED = re.compile(r"“([^“”\"]+)\"|\"([^“”\"]+)”")


def settled(text: str) -> str:
    """The text with what its pixels left open settled by the rest of it; as long as before."""
    text = _MODE.sub(lambda found: found[0].lower(), text)
    if _NUMBER.search(text):
        text = _LONE_ONE.sub(lambda found: _as_one(text, found), text)
    if text.isascii():
        return text
    text = _QUOTED.sub(lambda found: f"“{found[1] or found[2]}”", text)
    letters = frozenset(
        letter for letter in text.lower() if letter.isalpha() and not letter.isascii()
    )
    exchange = _exchange(letters, _counts(text, letters)) if len(letters) > 1 else None
    return text.translate(exchange) if exchange else text


def _as_one(text: str, found: re.Match[str]) -> str:
    """A digit where a line stands alone among words; after a number it is a litre, in code a name.

    Its neighbours are words or who may read a file, and neither signs nor words of code.
    """
    before, after = text[: found.start()].split()[-1:], text[found.end() :].split()[:1]
    words = all(word.strip(".,;()").isalnum() or _MODE.fullmatch(word) for word in before + after)
    kept = not words or any(word in _CODE or word[-1].isdigit() for word in before)
    return found[0] if kept else "1"


def _counts(text: str, letters: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """How often each letter stands in the text, capitals too."""
    lower = text.lower()
    return tuple((letter, lower.count(letter)) for letter in sorted(letters))


@lru_cache(maxsize=2048)
def _exchange(
    letters: frozenset[str], counts: tuple[tuple[str, int], ...]
) -> dict[int, str] | None:
    """What to change the letters into so that one language has them all.

    None where a language has them all already, where none comes near, or where two would have
    them changed into different ones.
    """
    found: list[dict[str, str]] = []
    for alphabet in _ALPHABETS.values():
        strange = letters - set(alphabet)
        if not strange:
            return None
        changed = {letter: _likes(letter, alphabet) for letter in strange}
        told = sum(count for letter, count in counts if letter in alphabet)
        moved = sum(count for letter, count in counts if letter in strange)
        if told >= _LEAST_TOLD * moved and all(len(likes) == 1 for likes in changed.values()):
            found.append({letter: likes[0] for letter, likes in changed.items()})
    fewest = min((len(changes) for changes in found), default=0)
    found = [changes for changes in found if len(changes) == fewest]
    if not found or any(changes != found[0] for changes in found):
        return None
    pairs = [pair for pair in found[0].items() if all(len(one) == 1 for one in pair)]
    capitals = [(a.upper(), b.upper()) for a, b in pairs]
    return {ord(a): b for a, b in (*pairs, *capitals) if len(a) == len(b) == 1}


def _likes(letter: str, alphabet: str) -> list[str]:
    """The letters of an alphabet that are the same one with a mark that looks much the same."""
    return [other for other in alphabet if _parts(other) == _parts(letter)]


@lru_cache(maxsize=1024)
def _parts(letter: str) -> tuple[str, int | str]:
    """The letter without its mark and the kind of mark; all of it where no other looks like it."""
    if letter in _LIGATURES:
        return "", _LIGATURES
    parts = unicodedata.normalize("NFD", letter)
    looks = [at for at, kind in enumerate(_LOOKS) if len(parts) == 2 and parts[1] in kind]
    return parts[0], looks[0] if looks else letter
