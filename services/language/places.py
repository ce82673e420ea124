"""Reads where something was seen: "the PDF about …", "in the terminal", "im Chat mit …".

Words of English, German, French and Spanish name kinds of places, and a program the library knows
is a place by its own name. A kind counts only where the phrase says so: after a preposition
("in the terminal"), or before "about" and its like ("the spreadsheet with …").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.language.calendar_words import plain
from services.said import said


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place: its name, the sources and programs it stands for, and endings of files.

    ``programs`` are words of program names in lower case; ``endings`` are without the dot.
    """

    name: str
    sources: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """A place that a question names: its span there, and what it means."""

    start: int
    end: int
    kind: Kind


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


CHAT = Kind(
    said("chats"),
    _set("chat"),
    _set("signal slack telegram whatsapp teams discord element messenger zulip mattermost threema"),
)
MAIL = Kind(
    said("mail"),
    _set("mail"),
    _set("thunderbird outlook mail evolution geary kmail gmail mutt claws"),
)
TERMINAL = Kind(
    said("terminal"),
    programs=_set(
        "terminal console konsole xterm st alacritty kitty wezterm powershell cmd iterm iterm2"
        " tilix urxvt rxvt foot ghostty"
    ),
)
WEB = Kind(
    said("web pages"),
    _set("page"),
    _set("firefox chrome chromium edge safari brave opera vivaldi epiphany surf netsurf librewolf"),
)
PDF = Kind(said("PDF files"), endings=_set("pdf"))
SHEET = Kind(
    said("spreadsheets"),
    programs=_set("calc excel numbers gnumeric"),
    endings=_set("xlsx xls ods csv"),
)
SLIDES = Kind(
    said("slides"), programs=_set("impress powerpoint keynote"), endings=_set("pptx ppt odp")
)
LETTER = Kind(
    said("text documents"),
    programs=_set("writer word winword abiword"),
    endings=_set("docx doc odt rtf"),
)
FILE = Kind(said("files"), _set("file"))
NOTE = Kind(said("notes"), _set("note"), _set("obsidian joplin notes zettlr"))
CODE = Kind(
    said("code"),
    programs=_set("code vscode vscodium pycharm intellij vim nvim emacs geany kate zed"),
)
CLIPBOARD = Kind(said("clipboard"), _set("clipboard"))
SCREEN = Kind(said("screen"), _set("screen"))

_NOUNS = {
    CHAT: "chat chats chatverlauf nachricht nachrichten message messages conversation unterhaltung"
    " discussion mensaje mensajes conversacion",
    MAIL: "mail mails e-mail e-mails email emails courriel courriels correo correos mailbox inbox",
    TERMINAL: "terminal console shell konsole kommandozeile consola",
    WEB: "browser website webseite webpage site navigateur navegador internet web",
    PDF: "pdf pdfs pdf-datei pdf-dokument",
    SHEET: "spreadsheet spreadsheets tabelle tabellen excel-tabelle tableur tableau"
    " hoja-de-calculo",
    SLIDES: "slides slide presentation prasentation folien diapositives presentacion diapositivas",
    LETTER: "word-document word-datei word-dokument",
    FILE: "file files datei dateien fichier fichiers archivo archivos",
    NOTE: "note notes notiz notizen nota notas",
    CODE: "editor code source-code quelltext",
    CLIPBOARD: "clipboard zwischenablage presse-papiers portapapeles",
    SCREEN: "screen screenshot screenshots bildschirm bildschirmfoto ecran pantalla",
}
_LONGER = {
    "web page": WEB, "web pages": WEB, "web site": WEB, "page web": WEB, "pagina web": WEB,
    "sitio web": WEB, "pdf file": PDF, "pdf document": PDF, "fichier pdf": PDF,
    "archivo pdf": PDF, "excel sheet": SHEET, "excel file": SHEET, "hoja de calculo": SHEET,
    "feuille de calcul": SHEET, "word document": LETTER, "word file": LETTER,
    "document word": LETTER, "documento de word": LETTER, "command line": TERMINAL,
    "ligne de commande": TERMINAL, "linea de comandos": TERMINAL, "text message": CHAT,
    "text messages": CHAT, "correo electronico": MAIL, "source code": CODE,
    "captura de pantalla": SCREEN, "capture d'ecran": SCREEN,
}  # fmt: skip
_KINDS = {
    noun.replace("-", r"[\s-]?"): kind for kind, nouns in _NOUNS.items() for noun in nouns.split()
} | {noun.replace(" ", r"\s+"): kind for noun, kind in _LONGER.items()}
_NOUN = "|".join(sorted(_KINDS, key=len, reverse=True))
_DETERMINER = (
    r"(?:(?:the|a|an|my|our|this|that|some|der|die|das|dem|den|einer|einem|eine|einen|ein|meine[nmr]?|unsere[nmr]?"
    r"|le|la|les|un|une|mon|ma|mes|notre|el|los|las|una|mi|mis|nuestro)\s+|l')"
)
_PREPOSITION = r"(?:in|on|from|at|inside|within|im|auf|aus|am|vom|ins|dans|sur|en|del?|du|au|por)"
_ABOUT = (
    r"(?:about|on|with|that|where|which|saying|said|called|from|uber|mit|von|zu|wo|in|sur|avec|ou|que|qui"
    r"|dans|sobre|con|donde|de|del|du)"
)
_IN_PLACE = re.compile(
    rf"\b{_PREPOSITION}\s+{_DETERMINER}?(?P<noun>{_NOUN})(?![\w-])", re.IGNORECASE
)
_THE_ONE = re.compile(
    rf"\b(?:{_DETERMINER}|(?:which|what|welche[rsmn]?|quel|quelle|que|cual)\s+)(?P<noun>{_NOUN})"
    rf"\s+(?={_ABOUT}\b)",
    re.IGNORECASE,
)
_PROGRAM_WORD = re.compile(r"[^\W_]+")
SHORTEST_PROGRAM = 3


def find_place(text: str, programs: Iterable[str] = ()) -> PlacePhrase | None:
    """The first place that a question names, or None. ``programs`` are names the library knows."""
    text = plain(text)
    return _program(text, programs) or _kind(text, _IN_PLACE) or _kind(text, _THE_ONE)


def _kind(text: str, pattern: re.Pattern[str]) -> PlacePhrase | None:
    match = pattern.search(text)
    if match is None:
        return None
    for noun, kind in _KINDS.items():
        if re.fullmatch(noun, match["noun"], re.IGNORECASE):
            return PlacePhrase(match.start(), match.end(), kind)
    return None


def _program(text: str, programs: Iterable[str]) -> PlacePhrase | None:
    """Find "in Firefox": a program by its name, after a preposition."""
    for name in sorted(programs, key=len, reverse=True):
        if len(name) < SHORTEST_PROGRAM:
            continue
        wanted = re.escape(plain(name))
        pattern = rf"\b{_PREPOSITION}\s+{_DETERMINER}?{wanted}(?![\w-])"
        if match := re.search(pattern, text, re.IGNORECASE):
            words = frozenset(word.lower() for word in _PROGRAM_WORD.findall(name))
            return PlacePhrase(match.start(), match.end(), Kind(name, programs=words))
    return None


def is_program(kind: Kind, name: str) -> bool:
    """Whether a program's name stands for a kind of place."""
    return not kind.programs.isdisjoint(word.lower() for word in _PROGRAM_WORD.findall(name))
