"""How the text of a rule is read, and what it matches: programs, titles and sites."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from services.errors import UsageError

LONGEST_RULE = 300
_LONGEST = 8_000
_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)")
_LABEL = re.compile(r"[a-z0-9_*]([a-z0-9_*-]*[a-z0-9_*])?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–", "-"))


def folded(text: str) -> str:
    """Text as it is compared: one case and width, no invisible characters, single spaces.

    Of a text of more than 8,000 characters, its beginning and its end.
    """
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} {text[-_LONGEST // 2 :]}"
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    shown = "".join(c for c in plain if unicodedata.category(c) not in {"Cc", "Cf"} or c.isspace())
    return " ".join(shown.split())


def check_rule(kind: str, text: str) -> str:
    """The rule's text as it is kept; ``kind`` is "apps", "titles" or "sites".

    Raises ``UsageError`` where it is empty, too long, would match everything, or is no site.
    """
    shown = " ".join(text.split())
    if not shown:
        raise UsageError("The rule is empty.", "Name a program, words of a title, or a site.")
    if len(shown) > LONGEST_RULE:
        raise UsageError(
            "The rule is too long.", f"Write at most {LONGEST_RULE} characters; use * for the rest."
        )
    if kind == "sites":
        Site.read(shown)
        return shown
    if not _telling(shown):
        raise UsageError(
            f"“{shown}” would leave out nearly everything.",
            "Write at least two letters or digits beside the *; to stop capture, pause it.",
        )
    return shown


def _telling(text: str) -> bool:
    letters = sum(c.isalnum() for c in text)
    return letters >= 2 or any(unicodedata.east_asian_width(c) == "W" for c in text)


def app_matcher(name: str) -> Callable[[str], bool]:
    """Whether a (folded) program goes by a name: it, or a part of its dotted id, begins with it.

    "keepass" means "keepassxc" and "org.keepassxc.KeePassXC"; "enpass" does not mean "openpass".
    With ``*`` the whole name or a whole part must fit.
    """
    wanted = folded(name)
    if "*" not in wanted:
        return lambda app: (
            app.startswith(wanted) or any(part.startswith(wanted) for part in app.split("."))
        )
    pattern = _pattern(wanted)
    return lambda app: (
        pattern.fullmatch(app) is not None
        or any(pattern.fullmatch(part) is not None for part in app.split("."))
    )


def title_matcher(words: str) -> Callable[[str], bool]:
    """Whether a (folded) title contains words; ``*`` stands for anything between them."""
    pieces = [piece.strip() for piece in folded(words).split("*") if piece.strip()]

    def fits(title: str) -> bool:
        at = 0
        for piece in pieces:
            found = title.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return bool(pieces)

    return fits


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(piece) for piece in text.split("*")), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Site:
    """A site's address in parts: a page lies at it or below it.

    ``scheme`` is "" for the web; ``host`` is in its ASCII form and stands for its subdomains too;
    ``port`` None stands for all; ``path`` has no slash at its end. Either may hold ``*``.
    """

    scheme: str
    host: str
    port: int | None
    path: str

    @classmethod
    def read(cls, text: str) -> "Site":
        """A rule's text, with or without scheme, port, path; raises ``UsageError``."""
        shown = folded(text)
        try:
            parts = _split(shown)
        except ValueError:
            raise _no_site(text, "Write it like bank.example or forum.example/private.") from None
        scheme = "" if parts.scheme in _PORTS else parts.scheme
        if scheme and scheme not in {"ftp", "ws", "wss"}:  # about:logins, chrome://settings, file:
            path = shown.split(":", 1)[1].lstrip("/").rstrip("/")
            return cls(scheme, "", None, path)
        try:
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise _no_site(
                text, "The number after the colon must be a port (1 to 65535)."
            ) from None
        host = host.removeprefix("*.").removeprefix("www.").rstrip(".")
        if " " in shown or not host:
            raise _no_site(text, "Write it like bank.example or forum.example/private.")
        ascii_host = ascii_name(host)
        if ascii_host is None:
            raise _no_site(text, "Write it like bank.example; * may stand for a part of the name.")
        if not any(c.isalnum() for c in ascii_host):
            raise _no_site(text, "Name at least one part of the site, such as *.example.")
        return cls(scheme, ascii_host, port, parts.path.rstrip("/"))

    def holds(self, url_text: str) -> bool:
        """Whether a page's address lies at this site or below it.

        An address that cannot be understood is not shown to be another site's: it is held.
        """
        shown = folded(url_text)
        while shown.startswith("view-source:"):
            shown = shown.removeprefix("view-source:")
        if not shown:
            return False
        try:
            parts = _split(shown)
            host = ascii_name((parts.hostname or "").rstrip("."))
            port = parts.port or _PORTS.get(parts.scheme)
        except ValueError:
            return not self.scheme
        if self.scheme:
            path = shown.split(":", 1)[-1].lstrip("/")
            return parts.scheme == self.scheme and _below(path, self.path)
        if host is None:
            return True
        if not host or (self.port is not None and port != self.port):
            return False
        return _is_host(host, self.host) and _below(parts.path.rstrip("/"), self.path)

    def named_in(self, title: str) -> bool:
        """Whether a (folded) title names the host as a word, where no address is known."""
        if not self.host or "*" in self.host:
            return False
        names = {self.host, unicode_name(self.host)}
        return any(
            re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-]|\.\w)", title) for name in names
        )


def ascii_name(host: str) -> str | None:
    """A host's name in ASCII (punycode), its ``*`` kept; None where it is none."""
    if ":" in host:  # an IPv6 address
        try:
            return str(ipaddress.ip_address(host.split("%", maxsplit=1)[0]))
        except ValueError:
            return None
    labels = []
    for label in host.split("."):
        try:
            ascii_label = label if label.isascii() else label.encode("idna").decode("ascii")
        except UnicodeError:
            return None
        if ascii_label and (len(ascii_label) > 63 or not _LABEL.fullmatch(ascii_label)):
            return None
        labels.append(ascii_label)
    return ".".join(labels) if all(labels) or not host else None


def unicode_name(host: str) -> str:
    """A host's name as people write it, from its ASCII form."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _split(text: str) -> SplitResult:
    """An address in parts; without a scheme it is a web page's."""
    has_scheme = "://" in text or _SCHEME.match(text) is not None
    return urlsplit(text if has_scheme else f"https://{text.removeprefix('//')}")


def _is_host(host: str, wanted: str) -> bool:
    """Whether a host is the wanted one or below it; a ``*`` stands within one label."""
    its, rule = host.split("."), wanted.split(".")
    if len(its) < len(rule):
        return False
    if "*" not in wanted:
        return its[-len(rule) :] == rule
    starts = [len(its) - len(rule)]
    if rule[-1] == "*":  # "bank.*" means bank.com and bank.co.uk
        starts = list(range(len(its) - len(rule) + 1))
    return any(
        all(_pattern(mine).fullmatch(label) for mine, label in zip(rule, its[at:], strict=False))
        for at in starts
    )


def _below(path: str, wanted: str) -> bool:
    if not wanted:
        return True
    if "*" in wanted:
        return re.match(_pattern(wanted).pattern + r"(?=$|[/?#])", path, re.DOTALL) is not None
    return path == wanted or path.startswith((f"{wanted}/", f"{wanted}?", f"{wanted}#"))


def _no_site(text: str, remedy: str) -> UsageError:
    return UsageError(f"“{text}” is no site.", remedy)
