"""Keys and tokens that are known by their shape, by their header, or by the name they are given."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from services.reading.secret_keys import looks_random
from services.reading.secret_lines import LinedPage, LineMemory, Place
from services.reading.secret_spans import KEY, MASK, PASSWORD, VARIABLE, Page, Span
from services.reading.secret_token_shapes import SHAPES, Shape

_REACH = 600  # characters of a token that are looked at; what follows is taken by `_grown`
_TAIL = re.compile(r" ?[\w+/=.-]++")
_DISCORD = re.compile(r"\b[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,80}")
_AWS_SECRET = re.compile(r"(?<![\w+/=])[\w+/]{40}(?![\w+/=])")
_HEADERS = (
    ("authorization", re.compile(
        r"authorization[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?(?:bearer|basic|token|digest|apikey)"
        r"[ \t]{1,3}([^\s\"',]{6,}+[^\n\"'\t]{0,40})")),
    ("bearer", re.compile(r"\bbearer[ \t]{1,3}([\w.~+/=-]{16,}+)")),
    ("cookie", re.compile(
        r"\bcookie[\"']?[ \t]{0,2}:[^\n]{0,80}?(?:sess|sid|auth|token)[\w.-]{0,20}="
        r"([\w%.+/=:-]{12,}+)")),
)  # fmt: skip
_COMMANDS = (
    ("sshpass", re.compile(r"\bsshpass -p ?[\"']?([^\s\"']+)")),
    ("mysql", re.compile(r"\bmysql(?:dump|admin)?\b[^\n]{0,80}? -p[\"']?([^\s\"'-][^\s\"']+)")),
    (
        "curl",
        re.compile(r"\bcurl\b[^\n]{0,120}? (?:-u|--user)[ =]?[\"']?[^\s:\"']{1,60}:([^\s\"']+)"),
    ),
    ("net use", re.compile(r"\bnet use\b[^\n]{0,120}? /user:\S{1,60}+ ([^\s/]\S+)")),
    ("type=", re.compile(r"\btype=[\"']?password\b[^>\n]{0,120}? value=[\"']?([^\s\"'>]+)")),
    ("docker", re.compile(r"\bdocker login\b[^\n]{0,80}? -p ?[\"']?([^\s\"']+)")),
)
_URL_PASSWORD = re.compile(r"://[^\s/:@\"'<>]{0,80}:([^\s@\"'<>]{1,200}?)@[\w\[]")
_PLACEHOLDER = re.compile(
    r"[<{\[$%*•x.]|(?:pass(?:word|wd)?|pwd|passwort|secret|token|your\w*+|xxx\w*+)\Z", re.IGNORECASE
)
_ASSIGNMENT = re.compile(
    r"(?m)^[ \t]{0,40}+(?:[$>#%][ \t]{0,4}+)?(?:(?:export|setx?|ENV|env|ARG)[ \t]{1,4}+)?"
    r"([A-Z][A-Z0-9_]{2,60}+)[ \t]?[=:][ \t]?[\"']?([^\s\"']{16,}+)"
)
_SECRET_NAME = re.compile(r"KEY|SECRET|TOKEN|PASS|PWD|CRED|AUTH|SALT|PRIVATE|SIGN|DSN")
_OPAQUE = frozenset("/:.,@")  # in a value that no name calls a secret: an address, not a token
_PUBLIC_NAME = re.compile(
    r"\ASHA\d|\AMD5|PUBLIC|_SHA|SHA_|COMMIT|DIGEST|CHECKSUM|HASH|_ID\Z|UUID|VERSION|_REV"
)


def entropy_bits(text: str) -> float:
    """Shannon entropy a character of ``text``, in bits."""
    total = len(text)
    return -sum(n / total * math.log2(n / total) for n in Counter(text).values())


def tokens(page: LinedPage) -> Iterator[Span]:
    """Keys and tokens by shape, header, command, address or name, and what belongs to them."""
    for start, end, rule in _TOKENS.places(page):
        yield Span(start, end, _RULES[rule])
    yield from _beside_aws_ids(page.text)


_RULES = (KEY, PASSWORD, VARIABLE)


def _in_lines(text: str) -> Iterator[Place]:
    """All that a line shows by itself."""
    page = Page(text)
    for find in (_shapes, _headers, _commands, _url_passwords, _assignments):
        for span in find(page):
            yield Place(span.start, span.end, _RULES.index(span.rule))


_TOKENS = LineMemory(_in_lines)


def _shapes(page: Page) -> Iterator[Span]:
    """Keys and tokens by their published shape, with false spaces inside forgiven."""
    text = page.text
    for shape in SHAPES:
        at = text.find(shape.stem)
        while at >= 0:
            span, done = _shaped(text, shape, at)
            if span is not None:
                yield span
            at = text.find(shape.stem, done)
    for found in _DISCORD.finditer(text):
        if looks_random(found.group()):
            yield Span(found.start(), found.end(), KEY)


def _shaped(text: str, shape: Shape, at: int) -> tuple[Span | None, int]:
    """The token at a stem, if it is one, and where to look on."""
    look = shape.pattern.search if shape.before else shape.pattern.match
    found = look(text, max(0, at - shape.before), at + _REACH)
    if found is None or found.start() > at:
        return None, at + 1
    body = found.group()[len(shape.stem) if found.start() == at else 0 :]
    random = len(set(body)) >= 6 and looks_random(body)
    if not (shape.sure or random) or MASK in body:
        return None, found.end()
    end = _grown(text, found.end())
    return Span(found.start(), end, KEY), end


def _grown(text: str, end: int) -> int:
    """The end of a token, past chunks that a false space cut off."""
    while (tail := _TAIL.match(text, end)) is not None:
        chunk = tail.group()
        if chunk[0] == " " and not looks_random(chunk.strip(" .")):
            break
        end = tail.end()
    return end


def _beside_aws_ids(text: str) -> Iterator[Span]:
    """The forty characters of the secret that stands with an access key of Amazon's."""
    at = text.find("AKIA")
    while at >= 0:
        for found in _AWS_SECRET.finditer(text, at, at + 200):
            if looks_random(found.group()) and entropy_bits(found.group()) > 4:
                yield Span(found.start(), found.end(), KEY)
        at = text.find("AKIA", at + 160)


def _headers(page: Page) -> Iterator[Span]:
    """What stands in headers that let a request in."""
    for word, pattern in _HEADERS:
        if word in page.lowered:
            for found in pattern.finditer(page.lowered):
                shown = page.text[found.start(1) : found.end(1)]
                if len(set(shown) - {MASK, " ", "*", "•", ".", "x"}) > 3 and shown[0] not in "<{$":
                    yield Span(found.start(1), found.end(1), KEY)


def _commands(page: Page) -> Iterator[Span]:
    """Passwords among the arguments of commands."""
    text = page.text
    for name, pattern in _COMMANDS:
        if name in text:
            for found in pattern.finditer(text):
                if _PLACEHOLDER.match(found[1]) is None and MASK not in found[1]:
                    yield Span(found.start(1), found.end(1), PASSWORD)


def _url_passwords(page: Page) -> Iterator[Span]:
    """Passwords inside addresses; nothing that stands for one in an example."""
    text = page.text
    at = text.find("://")
    while at >= 0:
        found = _URL_PASSWORD.match(text, at)
        if found is not None and _PLACEHOLDER.match(found[1]) is None and MASK not in found[1]:
            yield Span(found.start(1), found.end(1), KEY)
        at = text.find("://", at + 3)


def _assignments(page: Page) -> Iterator[Span]:
    """Values of environment assignments that are too random to be words."""
    for found in _ASSIGNMENT.finditer(page.text):
        name, value = found.groups()
        named = _SECRET_NAME.search(name) is not None
        plain_hex = re.fullmatch(r"[0-9a-fA-F-]+", value) is not None
        path = value[0] in "/.~$" or "://" in value or value.count("/") > 2 or ":/" in value
        random = MASK not in value and entropy_bits(value[:200]) >= 3.5 and looks_random(value)
        public = not named and (
            plain_hex or not _OPAQUE.isdisjoint(value) or _PUBLIC_NAME.search(name) is not None
        )
        if random and not path and not public:
            yield Span(found.start(2), found.end(2), VARIABLE)
