"""Words, dates and amounts as a person reads them."""

from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QLocale

from ui.plain import one_line

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

T = TypeVar("T")


def marked(texts: T) -> T:
    """Tell the search for texts (``dev.py translations``) that these are shown through ``tr``."""
    return texts


def counted(rows: T) -> T:
    """Like ``marked``, for rows that end in the two forms that ``count_words`` takes."""
    return rows


DAYS = marked(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
MONTHS = marked((
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
))  # fmt: skip


SOURCE_WORDS = {
    "screen": "Screen", "file": "File", "note": "Your note", "chat": "Chat",
    "mail": "Mail", "page": "Page", "clipboard": "Clipboard", "": "Memory",
}  # fmt: skip
PROPER_NAMES = {
    "keepassxc": "KeePassXC", "keepass": "KeePass", "bitwarden": "Bitwarden",
    "1password": "1Password", "lastpass": "LastPass", "gnome-keyring": "GNOME Keyring",
    "kwalletmanager": "KWalletManager",
}  # fmt: skip


def tr(text: str) -> str:
    """The text in the window's language."""
    return QCoreApplication.translate("Afterimage", text)


def local(at_ms: int, offset_min: int) -> datetime:
    """The wall clock's time at an instant."""
    zone = timezone(timedelta(minutes=offset_min))
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)


def day_start_ms(at_ms: int, offset_min: int) -> int:
    """The instant at which the local day began."""
    shift = offset_min * MINUTE_MS
    return (at_ms + shift) // DAY_MS * DAY_MS - shift


def clock_words(at_ms: int, offset_min: int, *, seconds: bool = False) -> str:
    """Such as "14:02" or "14:02:16"."""
    return local(at_ms, offset_min).strftime("%H:%M:%S" if seconds else "%H:%M")


def day_words(at_ms: int, offset_min: int, now_ms: int) -> str:
    """Such as "Tuesday, 17 March", with the year where it is not this one."""
    moment = local(at_ms, offset_min)
    month = tr(MONTHS[moment.month - 1])
    text = tr("{weekday}, {day} {month}").format(
        weekday=tr(DAYS[moment.weekday()]), day=moment.day, month=month
    )
    return text if moment.year == local(now_ms, offset_min).year else f"{text} {moment.year}"


def short_date_words(moment: datetime) -> str:
    """Such as "17 Mar"."""
    month = tr(MONTHS[moment.month - 1])
    return tr("{day} {month}").format(day=moment.day, month=month[:3])


def short_day_words(at_ms: int, offset_min: int, now_ms: int) -> str:
    """Such as "17 Mar", with the year where it is not this one."""
    moment = local(at_ms, offset_min)
    text = short_date_words(moment)
    return text if moment.year == local(now_ms, offset_min).year else f"{text} {moment.year}"


def when_words(at_ms: int, offset_min: int, now_ms: int) -> str:
    """Such as "today 14:09", "yesterday 09:12", "17 Mar, 14:01" or "17 Mar 2024"."""
    days = (day_start_ms(now_ms, offset_min) - day_start_ms(at_ms, offset_min)) // DAY_MS
    time = clock_words(at_ms, offset_min)
    if days == 0:
        return f"{tr('today')} {time}"
    if days == 1:
        return f"{tr('yesterday')} {time}"
    short = short_day_words(at_ms, offset_min, now_ms)
    return (
        short
        if local(at_ms, offset_min).year != local(now_ms, offset_min).year
        else f"{short}, {time}"
    )


def duration_words(duration_ms: int) -> str:
    """Such as "14 min", "2 h 5 min" or "40 s"."""
    if duration_ms < MINUTE_MS:
        return f"{max(duration_ms // 1000, 1)} s"
    minutes = round(duration_ms / MINUTE_MS)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def bytes_words(count: float) -> str:
    """Such as "6.1 GB", "734 MB", "12 KB"."""
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    whole = abs(count - round(count)) < 0.05
    return f"{count:.0f} GB" if whole else f"{number_words(count, 1)} GB"


def number_words(value: float, digits: int) -> str:
    """A number with so many digits behind the point, or what the language has for one."""
    return QLocale().toString(float(value), "f", digits)


def count_words(count: int, one: str, many: str) -> str:
    """Such as "1 fact", "1 200 facts"."""
    word = QCoreApplication.translate("Afterimage", many, "counted", count)
    if word == many and count == 1:  # English has no file: its two forms stand in the code
        word = one
    return f"{grouped(count)} {word}"


def grouped(count: int) -> str:
    """Such as "1 200"."""
    return f"{count:,}".replace(",", " ")


def source_words(source: str) -> str:
    """A source's name as it is shown."""
    return tr(SOURCE_WORDS.get(source, source.capitalize() or SOURCE_WORDS[""]))


def proper_name(app: str) -> str:
    """A program's name as its makers write it, where that is known."""
    return PROPER_NAMES.get(app.casefold(), app.capitalize() if app.islower() else app)


def origin_words(source: str, app: str, title: str, author: str = "") -> str:
    """Where a memory is from: "Chat · Priya Raman", "notes.md", "Your note"."""
    app, title, author = one_line(app), one_line(title), one_line(author)
    first = app or source_words(source)
    second = (author if author.casefold() != "me" else "") or title
    if source == "file":
        return title or first
    return f"{first} · {second}" if second and second != first else first
