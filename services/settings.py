"""Every setting, declared once: its type, default, limits and the words that explain it.

A setting's key is the path of its field, e.g. ``memory.hot_limit``. Settings are frozen; a change
makes a new value. Text comes in through ``Settings.with_text`` and nowhere else.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from services.errors import UsageError
from services.seeds import SEEDED_APPS

Value = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """What is known of one setting: enough to draw, check and explain it."""

    key: str
    kind: type
    default: Value
    title: str
    help: str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    advanced: bool = False
    entry: str = ""  # a pattern that each entry of a list must match


def option(
    default: Value,
    title: str,
    help_text: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    choices: tuple[str, ...] = (),
    advanced: bool = False,
    entry: str = "",
) -> Any:
    """Declare a field of a settings group with its default, limits and words."""
    words = {
        "title": title,
        "help": help_text,
        "minimum": minimum,
        "maximum": maximum,
        "choices": choices,
        "advanced": advanced,
        "entry": entry,
    }
    return field(default=default, metadata=words)


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """What is taken from the screen and when."""

    enabled: bool = option(
        True, "Capture the screen", "Off keeps files and notes, without looking."
    )
    interval_ms: int = option(
        2000, "Look at most every", "Milliseconds between two looks.", minimum=500, maximum=60_000
    )
    idle_after_s: int = option(
        60, "Idle after", "Seconds without a key or the mouse.", minimum=10, maximum=3600
    )
    cpu_percent: float = option(
        10.0, "Computing for capture",
        "Percent of one core, as a mean over ten minutes; what is over waits.",
        minimum=1, maximum=100,
    )  # fmt: skip
    battery_cpu_percent: float = option(
        50.0, "On battery", "Percent of that budget while not on mains power.",
        minimum=5, maximum=100,
    )  # fmt: skip
    battery_low_percent: float = option(
        15.0, "Pause below", "Percent of battery below which nothing is captured.",
        minimum=0, maximum=90,
    )  # fmt: skip
    disk_low_mb: int = option(
        1000, "Pause when the disk is full",
        "Megabytes of free disk (never over 2 % of it) below which nothing is captured.",
        minimum=10, maximum=100_000,
    )  # fmt: skip
    memory_low_mb: int = option(
        300, "Pause when memory is short",
        "Megabytes of free memory below which nothing is captured.",
        minimum=0, maximum=100_000, advanced=True,
    )  # fmt: skip
    backlog_mb: int = option(
        64, "Room for what waits", "Megabytes of memory for pictures that are still to be read.",
        minimum=16, maximum=2000, advanced=True,
    )  # fmt: skip
    tile_delta: float = option(
        6.0, "Tile change", "Mean difference from which a tile changed (0-255).",
        minimum=1, maximum=64, advanced=True,
    )  # fmt: skip
    min_changed_tiles: int = option(
        3, "Tiles for a new frame", "Fewer changed tiles are a caret or a clock.",
        minimum=1, maximum=500, advanced=True,
    )  # fmt: skip
    without_windows: bool = option(
        False,
        "Capture although windows are not known",
        "Wayland tells no program which windows are open: excluded apps, titles, sites and private"
        " windows are then captured like all others.",
    )
    excluded_apps: tuple[str, ...] = option(
        SEEDED_APPS, "Excluded apps", "Windows of these programs are never captured."
    )
    exclude_private: bool = option(
        True, "Leave out private windows", "Private, incognito and InPrivate windows, Tor Browser."
    )
    excluded_titles: tuple[str, ...] = option(
        (),
        "Excluded titles",
        "Windows whose title contains one of these are not captured; * stands for anything.",
    )
    excluded_sites: tuple[str, ...] = option(
        (), "Excluded sites", "Pages of these sites (or below them) are not captured."
    )
    accessibility: bool = option(
        True, "Read what programs tell",
        "The text of the window in front as its program tells it to assistive technology: exact "
        "where pixels are hard to read, with the page's address; fields for passwords are painted "
        "over. Used where the desktop has it switched on.",
    )  # fmt: skip
    accessibility_switch: bool = option(
        False, "Switch it on for all programs",
        "Switches on assistive technology for the desktop while Afterimage runs, since most "
        "programs tell nothing otherwise. Programs may become slower; restart those that are open.",
        advanced=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilesSettings:
    """Which folders are watched and what of them is read."""

    folders: tuple[str, ...] = option(
        (), "Watched folders", "Documents in these folders are indexed."
    )
    ignored: tuple[str, ...] = option(
        (".git", "node_modules", "__pycache__", ".venv", ".cache"),
        "Left out",
        "Rules as in a .gitignore file, one a line: a name, “*.log”, “/drafts/”, “!keep.log”."
        " Hidden and system folders are left out anyway.",
    )
    gitignore: bool = option(
        True, "Follow .gitignore files", "What they leave out in a watched folder is not read."
    )
    ignored_types: tuple[str, ...] = option(
        (), "Types left out", "Endings of names, one a line, such as “log” or “csv”.",
        entry=r"\.?\w+",
    )  # fmt: skip
    pictures: bool = option(
        True, "Read pictures and scans",
        "The text in pictures, and in scanned pages of PDF files, is recognised.",
    )  # fmt: skip
    archives: bool = option(
        True, "Read inside archives", "Documents in ZIP and TAR files are read as well."
    )
    cpu_percent: float = option(
        50.0, "Computing for files",
        "Percent of one core for watched folders, as a mean over ten minutes; what is over waits.",
        minimum=1, maximum=400,
    )  # fmt: skip
    max_bytes: int = option(
        50_000_000,
        "Largest file",
        "Bytes; a larger file is reported and passed over.",
        minimum=1000,
    )
    parse_timeout_s: int = option(
        60, "Time for one file", "Seconds after which a file is set aside.",
        minimum=1, maximum=3600, advanced=True,
    )  # fmt: skip
    parse_memory_mb: int = option(
        1024, "Memory for one file", "Megabytes a parser may use.", minimum=256, advanced=True
    )
    keep_deleted: bool = option(
        True, "Keep text of deleted files", "Off forgets a file's text once the file is gone."
    )


@dataclass(frozen=True, slots=True)
class SourcesSettings:
    """What is taken from other places than the screen and files; all off until asked for."""

    clipboard: bool = option(
        False, "Keep what you copy",
        "Text and pictures that are copied, from programs that you do not exclude. What programs"
        " mark as a password is left alone, and secrets are blacked out.",
    )  # fmt: skip
    clipboard_pictures: bool = option(
        True, "Copied pictures as well", "Their text is recognised; the picture is not kept."
    )

    browsers: bool = option(
        False, "Read browser histories",
        "Titles, addresses and descriptions of pages, and searches, from the histories of Firefox"
        " and Chromium's family. The texts of pages do not stand there and are not fetched. What"
        " you exclude is left out, and private windows stand in no history.",
    )  # fmt: skip
    browser_days: int = option(
        90, "Days of history", "How far back a history is read the first time.",
        minimum=1, maximum=3650,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemorySettings:
    """How memory is kept, ranked and allowed to fade."""

    hot_limit: int = option(
        100_000, "Vivid memories", "How many segments keep a vector (the hot tier).", minimum=1
    )
    warm_limit: int = option(
        5_000_000, "Searchable memories", "How many segments stay searchable by words.", minimum=1
    )
    hot_mb: int = option(
        1_000, "Space for vivid memories",
        "Megabytes that their texts, words and vectors may take together; 0: no limit.",
        minimum=0, advanced=True,
    )  # fmt: skip
    warm_mb: int = option(
        10_000, "Space for searchable memories",
        "Megabytes that the texts and words of faded memories may take; 0: no limit.",
        minimum=0, advanced=True,
    )  # fmt: skip
    search_warm: bool = option(True, "Search faded memories", "Also look through the warm tier.")
    pixels_days: int = option(
        7,
        "Keep pictures for",
        "Days before full pictures become thumbnails.",
        minimum=1,
        maximum=3650,
    )
    disk_budget_mb: int = option(
        20_000, "Disk budget", "Megabytes Afterimage may use.", minimum=100
    )
    half_lives: tuple[str, ...] = option(
        (), "Half-lives",
        "Days until half is left of what an app or a kind brings, one a line, as in “Terminal: 30”"
        " or “page: 90”. Kinds are screen, page, chat, mail, file, note, clipboard.",
        advanced=True, entry=r".*\S\s*:\s*\d+(?:\.\d+)?",
    )  # fmt: skip
    thumbnails_days: int = option(
        0, "Keep small pictures for", "Days before they go as well; 0 keeps them.",
        minimum=0, maximum=36_500,
    )  # fmt: skip
    text_days: int = option(
        0, "Keep text of the screen for",
        "Days before what was seen is forgotten, but for what you pinned; 0 keeps it for good.",
        minimum=0, maximum=36_500,
    )  # fmt: skip
    text_over_budget: bool = option(
        False, "Forget old text over the budget",
        "When no picture is left and the disk budget is still passed, the oldest text goes.",
    )  # fmt: skip
    idle_cut_s: int = option(
        300,
        "Event ends after idle",
        "Seconds of idleness that end an event.",
        minimum=30,
        advanced=True,
    )
    nightly_hour: int = option(
        3, "Nightly work at", "Hour of the day for consolidation.", minimum=0, maximum=23
    )
    pause_on_battery: bool = option(True, "Spare the battery", "Heavy work waits for mains power.")
    model_facts: bool = option(
        True, "Learn facts with the model",
        "While nobody uses the computer, the language model, where one is chosen, reads what is"
        " worth most and notes what it states, with the words that say so.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Where vectors live, and what makes them."""

    embedder_path: str = option(
        "", "Embedding model",
        "A GGUF file that turns texts into meanings; empty is the bundled one. After a change all "
        "vivid memories are read again in the background, while the old model serves.",
        advanced=True,
    )  # fmt: skip

    server: str = option(
        "", "Chroma server", "URL of a Chroma server for sealed vectors; empty keeps them here.",
        advanced=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """How questions are answered."""

    model_path: str = option("", "Language model", "A GGUF file; empty answers by quoting.")
    prompt_tokens: int = option(
        1200,
        "Prompt budget",
        "Tokens of question and evidence.",
        minimum=256,
        maximum=32_768,
        advanced=True,
    )
    answer_tokens: int = option(
        256, "Answer length", "Most tokens of one answer.", minimum=16, maximum=4096, advanced=True
    )
    gpu_layers: int = option(
        -1, "GPU layers", "-1 lets llama.cpp decide; 0 stays on the CPU.", minimum=-1, advanced=True
    )
    idle_unload_min: int = option(
        15,
        "Free the model after",
        "Minutes without a question.",
        minimum=1,
        maximum=1440,
        advanced=True,
    )


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """What is kept out of everything stored."""

    redact: bool = option(True, "Remove secrets", "Cards, keys and passwords are blacked out.")


@dataclass(frozen=True, slots=True)
class LookSettings:
    """How the window looks, and how it comes up."""

    theme: str = option(
        "system", "Theme", "Light, dark, or as the system.", choices=("system", "light", "dark")
    )
    language: str = option(
        "system", "Language", "Of the window; as the system where it is spoken.",
        choices=("system", "en", "de"),
    )  # fmt: skip
    text_scale: int = option(100, "Text size", "Percent.", minimum=80, maximum=200)
    hotkey: str = option(
        "Ctrl+Alt+Space", "Ask from anywhere",
        "Keys that bring up the box to ask in, whichever program is in front; empty for none.",
    )  # fmt: skip
    notifications: str = option(
        "problems", "Notifications",
        "When capture stops by itself; “all” also tells in the morning what is due. They never show"
        " what was captured.",
        choices=("off", "problems", "all"),
    )  # fmt: skip
    autostart: bool = option(
        False, "Start at login", "Waits in the tray, and captures as soon as you log in."
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; immutable. ``Settings()`` holds the defaults."""

    capture: CaptureSettings = CaptureSettings()
    files: FilesSettings = FilesSettings()
    sources: SourcesSettings = SourcesSettings()
    memory: MemorySettings = MemorySettings()
    index: IndexSettings = IndexSettings()
    answer: AnswerSettings = AnswerSettings()
    privacy: PrivacySettings = PrivacySettings()
    look: LookSettings = LookSettings()

    def get(self, key: str) -> Value:
        """The value under a dotted key; raises ``UsageError`` where there is none."""
        find_option(key)
        group, name = key.split(".")
        value: Value = getattr(getattr(self, group), name)
        return value

    def with_value(self, key: str, value: Value) -> "Settings":
        """A copy with one checked value changed; raises ``UsageError`` where it does not fit."""
        checked = check_value(find_option(key), value)
        group, name = key.split(".")
        changed = dataclasses.replace(getattr(self, group), **{name: checked})
        return dataclasses.replace(self, **{group: changed})

    def with_text(self, key: str, text: str) -> "Settings":
        """A copy with one value read from text (``--set KEY=VALUE``, the settings page)."""
        return self.with_value(key, parse_value(find_option(key), text))

    def with_values(self, values: Mapping[str, Value]) -> "Settings":
        """A copy with several values; unknown keys (of another version) are left out."""
        known = {o.key for o in OPTIONS}
        settings = self
        for key, value in values.items():
            if key in known:
                settings = settings.with_value(key, value)
        return settings


def _declared_options() -> Iterable[Option]:
    for group in dataclasses.fields(Settings):
        kind = get_type_hints(Settings)[group.name]
        hints = get_type_hints(kind)
        defaults = kind()
        for item in dataclasses.fields(kind):
            meta = item.metadata
            hint = hints[item.name]
            yield Option(
                key=f"{group.name}.{item.name}",
                kind=hint if isinstance(hint, type) else tuple,
                default=getattr(defaults, item.name),
                title=meta["title"],
                help=meta["help"],
                minimum=meta["minimum"],
                maximum=meta["maximum"],
                choices=meta["choices"],
                advanced=meta["advanced"],
                entry=meta["entry"],
            )


OPTIONS: tuple[Option, ...] = tuple(_declared_options())
_BY_KEY = {o.key: o for o in OPTIONS}


def find_option(key: str) -> Option:
    """The declared option of a key; raises ``UsageError`` where there is none."""
    try:
        return _BY_KEY[key]
    except KeyError:
        raise UsageError(
            f"There is no setting “{key}”.", "The settings page and `settings` list them all."
        ) from None


_TRUE, _FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


def parse_value(declared: Option, text: str) -> Value:
    """Read text into the option's type; raises ``UsageError`` where it does not fit."""
    text = text.strip()
    try:
        if declared.kind is bool:
            if text.lower() not in _TRUE | _FALSE:
                raise ValueError(text)
            return text.lower() in _TRUE
        if declared.kind is int:
            return int(text)
        if declared.kind is float:
            return float(text)
    except ValueError:
        raise UsageError(
            f"“{text}” is no value for {declared.key}.", f"It takes {_kind_words(declared)}."
        ) from None
    if declared.kind is tuple:
        return tuple(part.strip() for part in text.splitlines() if part.strip())
    return text


def check_value(declared: Option, value: Value) -> Value:
    """The value, if it has the option's type and lies within its limits; else ``UsageError``."""
    if isinstance(value, list):
        value = tuple(value)
    if declared.kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    fits = isinstance(value, declared.kind) and not (
        declared.kind is int and isinstance(value, bool)
    )
    if fits and isinstance(value, int | float) and not isinstance(value, bool):
        low, high = declared.minimum, declared.maximum
        fits = (low is None or value >= low) and (high is None or value <= high)
    if fits and declared.choices:
        fits = value in declared.choices
    if fits and declared.entry and isinstance(value, tuple):
        fits = all(re.fullmatch(declared.entry, one) for one in value)
    if not fits:
        raise UsageError(
            f"“{value}” is no value for {declared.key}.", f"It takes {_kind_words(declared)}."
        )
    return value


def _kind_words(declared: Option) -> str:
    if declared.choices:
        return "one of " + ", ".join(declared.choices)
    words = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
    text = words.get(declared.kind, "one entry a line")
    if declared.entry:
        text += ", such as “Terminal: 30”"
    if declared.minimum is not None:
        text += f" from {declared.minimum:g}"
    if declared.maximum is not None:
        text += f" to {declared.maximum:g}"
    return text
