"""One-time codes in the sentences that messages use for them, in many languages."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from services.reading.secret_folding import FoldedPage, fold
from services.reading.secret_lines import LineMemory, Place
from services.reading.secret_spans import MASK, ONE_TIME_CODE, Span

_CANDIDATE = re.compile(
    r"(?<![\w.,/@#$€£+-])(?:[A-Z]{1,2}-)?"
    r"(?:\d{3}[ -]\d{3}|\d{2}[ -]\d{2}[ -]\d{2}|\d{4}[ -]\d{4}|\d{4,8}"
    r"|(?=[A-Z]{0,7}\d)[A-Z0-9]{3,4}-[A-Z0-9]{3,4}|(?=[A-Z]{0,7}\d)[A-Z0-9]{5,8})"
    r"(?![\w%€$£]|[.,:/-]\w|[ ]?(?:[%€$£]|min|sec|hour|day|char))"
)


def _any(text: str) -> str:
    """A pattern for any of some words, folded; an underscore stands for a space."""
    return "(?:" + "|".join(re.escape(word).replace("_", " ") for word in fold(text).split()) + ")"


_NOUN = _any(
    "codes code kodem koden kodunuz kodun kodu kod codigo codice otp passcode tan kood clave "
    "кода код"
)
_NOUN_OR_PASSWORD = _any(
    "password passwort passe contrasena wachtwoord haslo losenord heslo sifreniz sifre"
).replace("(?:", f"(?:{_NOUN}|", 1)
# What makes a code one of this kind: the beginning of a word near it.
_KIND = re.compile(
    r"(?:^| )(?:[4-8]-)?"
    + _any(
        """verifi confirm authenti autent security sicherheit bestätig einmal anmelde zugangs
        freigabe secur sécur segur sicur sign-in login log-in inlog one-time onetime single-use 2fa
        two-factor sms otp activation activaci ativa attiva aktivi access acces acesso connexion
        usage un_solo_uso conferma monouso weryfik bezpiecz jednoraz potwierdz autoryz logowan
        ověřov bezpeč přihlaš potvrz doğrulama güvenlik onay giriş tek_kullan säkerhet vérif
        engång bekräft inlogg beveilig bevestig toegang подтвержд вход guard digit
        stellig chiffres dígitos cifre cijfer cyfrow siffrig místný haneli eenmalig
        temporary tymczas passcode"""
    )
)
_YOURS = re.compile(
    r"(?:^|[ (\"'])"
    + _any(
        """your ihr ihre ihrem ihren dein deine deinen euer votre vos ton tu su vuestro tuo suo seu
        teu sua uw je jouw
        twój         państwa pani din ditt er váš vas tvůj ваш твой kodunuz kodun my"""
    )
    + r"(?:$|[ :\"')])"
)
# Codes of another kind.
_OTHERS = re.compile(
    _any(
        """error exit status zip post area country source promo discount coupon gift voucher product
        bar qr dress booking order track reference swift sort response referr invit color colour hex
        item sku building air fehler rabatt gutschein produkt erreur remise descuento errore sconto
        erro desconto korting fout błąd rabat felkod chyb slev hata indirim review morse http
        machine         line base room door dial class team"""
    )
)
_IS = _any("is ist est es è é to je är on som")
_LINK = (
    rf"(?: ?[:：=→>-]{{1,2}}| (?:{_IS}|{_any('is_now lautet był foi')})"
    rf"(?: ?[:：]| {_any('folgender the_following')}:)?)"
)
_NOUN_ENDS = re.compile(rf"{_NOUN_OR_PASSWORD}(?!\w)")
_NOUN_BEGINS = re.compile(r"\w{0,24}\Z")
_FROM_NOUN = re.compile(
    rf"(?P<trail>(?: [^\s.!?:;]{{1,20}}){{0,5}}?){_LINK}?[ \n]?[\"'“„«(\[]{{0,2}}"
)
_SENTENCE_ENDS = re.compile(r"[.!?;\n\f]")
_AFTER = re.compile(
    rf"[\"'”)\]»]{{0,2}}(?P<link>,? ?(?:{_IS}|[–—:=-])? )"
    rf"(?P<lead>[^.!?;:\n\f]{{0,50}}?)(?P<noun>\w{{0,24}}{_NOUN})\b(?P<trail>[^.!?;\n\f]{{0,30}})"
)
_ENTER = """enter use type input geben gib verwenden nutzen saisissez utilisez entrez introduce
    introduzca usa utiliza ingresa ingrese inserisci digita digite insira voer gebruik wpisz użyj
    podaj ange använd zadejte použijte skriv"""
_ENTERS = tuple(fold(_ENTER).split())
_USE_BEFORE = re.compile(
    rf"\b{_any(_ENTER)}(?: {_any('sie in')})?"
    rf"(?: {_any('the den le el il o a het this de')})?(?: [a-z]{{0,12}}{_NOUN})?[ :]{{1,2}}\Z"
)
_USE_AFTER = re.compile(
    r"[\"'”)\]]{0,2}[ ,]{1,2}(?:(?:ein|in|k),? )?"
    rf"(?:{_any('to as for zur zum um als pour comme para como per come om aby do jako att in')}"
    r"\b[^.!?\n]{0,50})?"
    + _any(
        """sign log anzumeld verif vérif confirm anmeld bestätig connect connex acced accéd entrar
        iniciar access inlogg zalog potwierd přihlás ověř potvrd authent identi secur reset
        activ code kod
        código"""
    )
)
_CJK = re.compile(
    r"(?:验证码|校验码|動態碼|驗證碼|認証コード|確認コード|認証番号|ワンタイムパスワード"
    r"|인증번호|인증 ?코드|"
    r"رمز التحقق|קוד)[^\d\n]{0,8}?(?P<code>\d{3}[ -]?\d{3}|\d{4,8})(?!\d)"
)
_NOUNS = tuple(
    fold("cod kod otp tan код kood clave pass contras wacht hasło lösen heslo şifre").split()
)


def one_time_codes(page: FoldedPage) -> Iterator[Span]:
    """Codes that a sentence says are for signing in or for confirming something."""
    text = page.text
    if not text.isascii():
        for found in _CJK.finditer(text):
            yield Span(found.start("code"), found.end("code"), ONE_TIME_CODE)
    words = sorted(start for start, *_ in _WORDS.places(page))
    if not words:
        return
    if _AUTHENTICATOR in page.lowered:
        yield from _listed(page)
    for start, end, _ in _CANDIDATES.places(page):
        near = bisect_left(words, start - _BEFORE)
        if near == len(words) or words[near] >= end + _BEHIND:
            continue
        before = fold(text[max(0, start - _BEFORE) : start]).replace("\n", " ")
        after = fold(text[end : end + _BEHIND]).replace("\n", " ")
        if _told_before(before) or _told_after(after) or _is_used(before, after):
            yield Span(start, end, ONE_TIME_CODE)


def _candidates(text: str) -> Iterator[Place]:
    """What can be a code by its shape."""
    for found in _CANDIDATE.finditer(text):
        yield Place(found.start(), found.end(), 0)


def _stuck(ch: str) -> bool:
    """Whether a character before a word makes it a part of a longer one."""
    return ch.isalnum() or ch == "_"


def _words(text: str) -> Iterator[Place]:
    """Words for codes, and those that say to enter one."""
    folded = fold(text)
    for word in (*_NOUNS, *_ENTERS, _AUTHENTICATOR):
        at = folded.find(word)
        while at >= 0:
            if word in _NOUNS or not (at and _stuck(folded[at - 1])):
                yield Place(at, at + len(word), 0)
            at = folded.find(word, at + len(word))


_BEFORE, _BEHIND = 100, 110  # characters of a sentence that are looked at
_AUTHENTICATOR = "authenticator"
_CANDIDATES = LineMemory(_candidates)
_WORDS = LineMemory(_words)
_LISTED = re.compile(r"(?<![\w.,-])(?<!\d )\d{3} \d{3}(?=[ ]{0,3}(?:[\n\t]|\Z))")


def _listed(page: FoldedPage) -> Iterator[Span]:
    """Codes as programs that make them list them: two groups at an end, under their name."""
    for found in _LISTED.finditer(page.text):
        if _AUTHENTICATOR in page.lowered[max(0, found.start() - 400) : found.start()]:
            yield Span(found.start(), found.end(), ONE_TIME_CODE)


def _told_before(before: str) -> bool:
    """Whether words such as "your verification code is" end right here."""
    if MASK in before[-40:]:
        return False
    nouns = [found.span() for found in _NOUN_ENDS.finditer(before)]
    return any(_leads_here(before, start, end) for start, end in nouns[-3:])


def _leads_here(before: str, start: int, end: int) -> bool:
    """Whether a word for codes and what follows it lead to the end, and a code of this kind."""
    found = _FROM_NOUN.fullmatch(before, end)
    if found is None:
        return False
    begins = _NOUN_BEGINS.search(before, max(0, start - 24), start)
    first = begins.start() if begins else start
    noun, trail = before[first:end], found["trail"].strip()
    lead = _SENTENCE_ENDS.split(before[:first])[-1].split()[-5:]
    if _OTHERS.search(" ".join([*lead[-1:], noun])) and not _KIND.search(noun):
        return False
    if _KIND.search(" ".join([*lead[-2:], noun, trail])):
        return True
    yours = _YOURS.search(" ".join([*lead, noun])) is not None
    return yours and (not trail or trail.split()[0] in _FOR)


_FOR = frozenset(fold("for zu für pour para per voor dla för pro von de of").split())


def _told_after(after: str) -> bool:
    """Whether words such as "is your verification code" begin right here."""
    found = _AFTER.match(after)
    if found is None:
        return False
    lead, noun = found["lead"].split(), found["noun"]
    if _OTHERS.search(" ".join([*lead[-1:], noun])):
        return False
    yours = _YOURS.search(" ".join([*lead, noun])) is not None
    linked = bool(found["link"].strip(" ,"))
    kind = _KIND.search(" ".join([*lead, noun, found["trail"]])) is not None
    return (yours and (linked or kind)) or (linked and kind)


def _is_used(before: str, after: str) -> bool:
    """Whether it says to enter or to use something for signing in or confirming."""
    return _USE_BEFORE.search(before[-60:]) is not None and _USE_AFTER.match(after) is not None
