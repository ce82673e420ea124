"""Secrets known by the label beside, left of or above them, in many languages."""

import re
import unicodedata
from collections.abc import Iterator

from services.reading.secret_spans import DIGIT_CLASS, MASK, Span, count_digits

# Labels whose value is a secret whatever it looks like.
_STRONG = (
    "password", "passwd", "passwort", "passphrase", "passcode", "passkey", "pass phrase", "pwd",
    "kennwort", "zugangscode", "kontrasena", "contrasena", "mot de passe", "mdp", "code secret",
    "senha", "palavra passe", "parola d'ordine", "parola chiave", "wachtwoord", "losenord",
    "adgangskode", "passord", "salasana", "haslo", "heslo", "jelszo", "sifre", "parola",
    "пароль", "密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "סיסמה", "كلمة المرور",
    "api key", "apikey", "access key", "secret key", "private key", "client secret",
    "access token", "auth token", "refresh token", "session token", "bearer token", "api token",
    "api schlussel", "clave api", "cle api", "chave api", "recovery key", "recovery code",
    "backup code", "wiederherstellungscode", "seed phrase", "recovery phrase", "encryption key",
    "signing key", "webhook secret", "shared secret", "secret access key", "geheimer schlussel",
)  # fmt: skip
# Labels that are also ordinary words: their value counts only where it looks like a secret.
_WEAK = (
    "token", "secret", "geheimnis", "clave", "credential", "credentials", "passe", "geheim",
    "segredo", "segreto", "chiave",
)  # fmt: skip
# Labels of short numbers.
_NUMBER = (
    "pin", "pin code", "pin number", "geheimzahl", "geheimnummer", "nip", "cvv", "cvc", "cvv2",
    "cvc2", "cvn", "security code", "card verification", "kartenprufnummer", "prufziffer",
    "otp", "one time code", "one time password", "verification code", "bestatigungscode",
    "sicherheitscode", "codigo de seguridad", "codigo de verificacion", "code de securite",
    "code de verification", "tan", "puk", "2fa code", "login code",
)  # fmt: skip
_CARD_NUMBER = (
    "card number", "card no", "credit card", "debit card", "kartennummer", "kreditkarte",
    "numero de tarjeta", "tarjeta de credito", "numero de carte", "carte bancaire",
    "numero do cartao", "numero carta", "carta di credito", "kaartnummer", "iban",
)  # fmt: skip

_SAME = str.maketrans(
    {"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "$": "s", "@": "a"}
)


def _fold(ch: str) -> str:
    """One character without accent and case, look-alikes made one; always one character.

    A capital L stays: it is never taken for an i, and amounts in PLN are no PIN.
    """
    if ch == "L":
        return ch
    base = unicodedata.normalize("NFD", ch)[:1].lower() if ch.isalpha() else ch
    return base.translate(_SAME) if len(base) == 1 else ch


def fold(text: str) -> str:
    """``text`` folded for label matching; every character keeps its place."""
    return "".join(map(_fold, text))


def _alternatives(labels: tuple[str, ...]) -> str:
    """A pattern for folded labels, longest first, with false or missing spaces inside forgiven."""
    parts = []
    for word in sorted(set(labels), key=len, reverse=True):
        letters = [_letter(ch) for ch in word if ch != " "]
        spaced = r"[ _\-.]?" if len(letters) > 4 else ""
        parts.append(spaced.join(letters))
    return "(?:" + "|".join(parts) + ")"


def _letter(ch: str) -> str:
    """A pattern for one folded letter, with or without an accent of its own after it."""
    return ("[iL]" if ch == "l" else re.escape(fold(ch))) + "[\u0300-\u036f]?"


# Between a label and its value: "(again)", "for bob@example.org", then a separator or a line end.
_QUALIFIER = (
    r"(?:[ _-]?(?:hash|again|new|o[iL]d|fie[iL]d|va[iL]ue|repeat|key|code|number|no|nr|nummer)\.?)?"
    r"(?:[ ]*\([^()\n]{0,24}\))?"
    r"(?:[ ](?:for|of|fur|von|de|pour|para|di|to|user)[ ][^\s:=]+(?:[ ][^\s:=]+)?)?"
)
_SEPARATOR = r"[\"'*]{0,2}[ \t]*(?:[:=：＝]+>?|->|→|»)[ \t]*"
_SPOKEN = r"[ ]+(?:is|was|ist|[iL]autet|war|est|es|e|era|jest|ar)[ ]+"
_EDGE = r"(?<![a-z])"

_KINDS = (("password", _STRONG), ("secret", _WEAK), ("pin", _NUMBER), ("card", _CARD_NUMBER))
_BEFORE = {"password": "", "secret": _EDGE, "pin": _EDGE, "card": _EDGE}
_PATTERNS = {
    rule: re.compile(
        f"{_BEFORE[rule]}(?P<label>{_alternatives(labels)})"
        f"{'' if rule == 'secret' else 's?'}{_QUALIFIER}"
        f"(?:(?P<sep>{_SEPARATOR}{'|[ ]+' if rule == 'pin' else ''})|(?P<spoken>{_SPOKEN})"
        r"|(?P<beside>[ ]*\*?\t)|(?P<below>[ ]*\*?(?=\n|$)))"
    )
    for rule, labels in _KINDS
}
_NEXT_LABEL = re.compile(r"[ \t]+[^\W\d_][\w.-]{1,24}[ ]?[:=](?!\S*[:=])")

# What stands after a label where there is no secret: hints, buttons, code.
_HINTS = (
    "required optional must should needs forgot forgotten change changed reset enter show hide "
    "incorrect wrong invalid none null nil true false undefined str string int bool bytes please "
    "copy edit cancel ok login save sign set unset expired policy manager strength vergessen "
    "andern anzeigen eingeben erforderlich kopieren bearbeiten olvidada cambiar oublie modifier "
    "afficher esqueci alterar dimenticata"
)
_OPENERS = "your the a an new old ihr das ein and or und oder y et"
_CODE = re.compile(
    r"(?:[A-Za-z_][\w.]*\(.*\)[;,:]?|(?:os|self|cls|this|process|config|settings|args|request)\.[\w.\[\]\"']+"
    r"|[A-Za-z_]\w*(?:\[\w+\])?\s*[|,=)].*|<[a-z-]+/?>|[{[(]\s*)$"
)
_CHUNK = re.compile(r"[\"'„“»]?(\S+)")
_DIGITS = re.compile(rf"[A-Z]{{0,2}}[{DIGIT_CLASS}{MASK}](?:[ \-.]{{0,2}}[{DIGIT_CLASS}{MASK}])*")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[.,!?]?")


def labelled_beside(text: str) -> Iterator[Span]:
    """Values beside a label; strong labels take the rest of their line or cell."""
    for found, rule in _labels(text):
        if not _stands_alone(text, found):
            yield from _beside(text, found, rule)


def labelled_below(text: str) -> Iterator[Span]:
    """Values on the lines under a label that stands alone."""
    for found, rule in _labels(text):
        if _stands_alone(text, found) and _opens_line(text, found.start()):
            yield from _below(text, found.end(), rule)


def _labels(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every label with its rule."""
    folded = fold(text)
    for rule, pattern in _PATTERNS.items():
        for found in pattern.finditer(folded):
            yield found, rule


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """Whether nothing follows a label on its line."""
    return not text[found.end() : _line_end(text, found.end())].strip()


def _beside(text: str, found: re.Match[str], rule: str) -> Iterator[Span]:
    """The secret that one label points at on its own line, if any."""
    if found["spoken"] is not None:
        yield from _spoken(text, found.end(), rule)
        return
    if found["beside"] is not None and not _opens_line(text, found.start()):
        return
    start, end = _rest(text, found.end())
    tab = text.find("\t", start, end)
    end = end if tab < 0 else tab
    itself = fold(text[start:end]) == found["label"]  # `password = password` is code
    if not itself and (span := _value(text, start, end, rule)) is not None:
        yield span


def _line_end(text: str, at: int) -> int:
    """Where the line of ``at`` ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _rest(text: str, at: int) -> tuple[int, int]:
    """What is left of a line from ``at`` without outer spaces, up to the next label."""
    end = _line_end(text, at)
    following = _NEXT_LABEL.search(text, at, end)
    if following is not None and following.start() > at:
        end = following.start()
    part = text[at:end]
    return at + len(part) - len(part.lstrip()), at + len(part.rstrip())


def _opens_line(text: str, at: int) -> bool:
    """Whether at most two words stand before ``at`` in its cell, as in a form."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return len(before.split("\t")[-1].split()) <= 2


def _spoken(text: str, at: int, rule: str) -> Iterator[Span]:
    """Of "the password is X" only X, and only where it looks like no word."""
    found = _CHUNK.match(text, at)
    if found is None or not _secretive(found.group(1).rstrip(".,;!?\"'“”«")):
        return
    if (span := _value(text, found.start(1), found.end(1), rule)) is not None:
        yield span


def _secretive(chunk: str) -> bool:
    """Whether a chunk has a digit, a sign or capitals inside: no dictionary word."""
    return _WORDS.fullmatch(chunk) is None or chunk[1:] != chunk[1:].lower()


def _value(text: str, start: int, end: int, rule: str) -> Span | None:
    """The part of ``text[start:end]`` that is the secret by this rule."""
    value = text[start:end]
    if not value.strip(MASK + " \t•*·.●…\"'"):
        return None
    if rule == "pin":
        return _digits_at(text, start, end, 3, 10, "pin")
    if rule == "card":
        return _digits_at(text, start, end, 6, 40, "card")
    first = fold(value.split()[0]).replace("L", "i").strip(".,:;!?\"'()")
    plain = value.rstrip(",;")
    if first in _NO_SECRET or _CODE.fullmatch(plain) or (first in _ARTICLES and _prose(value)):
        return None
    if rule == "secret":
        chunk = value.split()[0]
        reach = _grown(value)
        if not _secretive(chunk.strip("\"'.,;")) or reach < 4:
            return None
        return Span(start, start + reach, rule)
    return Span(start, end, rule)


_ARTICLES = frozenset(map(fold, _OPENERS.split()))
_NO_SECRET = frozenset(map(fold, _HINTS.split()))


def _prose(value: str) -> bool:
    """Whether a value is three words or more and none of them odd."""
    chunks = value.split()
    return len(chunks) > 2 and not any(map(_secretive, chunks))


def _grown(value: str) -> int:
    """How far a weakly labelled value reaches: over chunks while they look like no words."""
    reach = 0
    for chunk in re.finditer(r"\S+", value):
        if reach and not _secretive(chunk.group()):
            break
        reach = chunk.end()
    return reach


def _digits_at(text: str, start: int, end: int, fewest: int, most: int, rule: str) -> Span | None:
    """A run of digits (look-alikes and spaces forgiven) at the start of a value."""
    found = _DIGITS.match(text, start, end)
    if found is None:
        return None
    run = found.group()
    length = sum(ch.isalnum() or ch == MASK for ch in run)
    if not fewest <= length <= most or 2 * (count_digits(run) + run.count(MASK)) < length:
        return None
    return Span(start, found.end(), rule) if run.strip(MASK + " -.") else None


def _below(text: str, at: int, rule: str) -> Iterator[Span]:
    """Values on the lines under a label that stands alone."""
    first = True
    while (end := _line_end(text, at)) < len(text):
        at = end + 1
        start, stop = _rest(text, at)
        tab = text.find("\t", start, stop)
        stop = stop if tab < 0 else tab
        value = text[start:stop]
        if not value or not _below_counts(value, first=first):
            return
        if (span := _value(text, start, stop, rule)) is not None:
            yield span
        first = False


def _below_counts(value: str, *, first: bool) -> bool:
    """Whether a line under a lone label is its value: one chunk, and no caption of its own."""
    chunks = value.split()
    if len(chunks) > 1:
        return len(chunks) <= 4 and any(ch.isdigit() for ch in value) and first
    caption = value[0].isupper() and value[1:].islower() and value.isalpha()
    if caption or value.endswith(":"):
        return False
    return first or (_secretive(value) and count_digits(value) > 0)
