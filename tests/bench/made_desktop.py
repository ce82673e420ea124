"""Half a year at a made-up desk: screens, chats and mails, with needles, updates and duplicates.

Everything is drawn from word lists and templates; no text comes from anywhere else. Filler holds
names and numbers too, so that a needle is not told by them alone.
"""

import dataclasses
import random
from collections.abc import Iterator
from dataclasses import dataclass

from services.clock import DAY_MS, HOUR_MS
from services.records import NewCapture, NewSegment, Source, Trust

NEEDLES, UPDATED, DUPLICATES = 0.05, 0.2, 0.1
START_MS = 1_767_600_000_000  # a Monday, 08:00 UTC

_SYLLABLES = ("bar ken lo mi ra sol ten vi nor dal fer gun hal is jor lem mar ost pel rin").split()  # noqa: SIM905
_FIRST = ("Ada Bruno Celia Dario Edda Farid Greta Hugo Ilse Jonas Kira Leif Mara Nils Olga").split()  # noqa: SIM905
_THINGS_TEXT = """
boiler ladder invoice tent violin passport bicycle printer kayak contract greenhouse lawnmower
projector sofa telescope recipe drill trailer camera tractor piano carpet heater saddle
"""
_THINGS = _THINGS_TEXT.split()
_DEEDS = (
    "lent the {thing} to {name}", "sold the {thing} to {name} for {n} euros",
    "promised {name} the {thing}", "ordered a {thing} from {name}",
    "repaired the {thing} with {name}",
    "found the {thing} at {place}", "agreed with {name} on {n} euros for the {thing}",
    "took the {thing} to {place}", "returned the {thing} to {name} at {place}",
)  # fmt: skip
_TALK = (
    "Haha yes, exactly!", "How was your weekend?", "That sounds really great, {first}!",
    "See you!",
    "Thanks a lot, {first}!", "Good morning everybody", "No problem at all",
    "Are you coming later?",
    "I'm so happy for you!", "Let me know what you think", "What a day, honestly.",
    "Sounds good to me",
)  # fmt: skip
_CHROME = (
    "File Edit View Insert Format Tools Help", "Sign in to continue", "Accept all cookies",
    "Home Inbox Drafts Sent Spam Trash", "Loading, please wait", "New tab",
    "Subscribe to our newsletter",
    "Share Like Comment", "Page {n} of {m}", "Settings Account Privacy Log out", "Search results",
)  # fmt: skip
_ARTICLE = (
    "Many people think that {noun} is important for everyday life.",
    "The {noun} may also be used so.",
    "There are several kinds of {noun} and each has its own use.",
    "It is said to be good for {noun}.",
    "This section explains the basics of {noun}.", "In general, {noun} and {noun2} go together.",
)  # fmt: skip
_FEED = (
    "{name} and {n} others like this", "{name} posted {n} minutes ago",
    "Sale: {noun} now {n} euros",
    "{place} beats {place2} {n}:{m}", "Trending: {noun}", "{n} new messages in {place}",
)  # fmt: skip
_LOG = (
    "INFO worker-{n} done in {m} ms",
    "def {noun}_{noun2}(self): return {n}", "commit {n} {noun} fix",
    "WARN retry {n} of {m} for {noun}", "{noun} = {n} * {noun2}", "200 GET /{noun}/{n} {m} ms",
)  # fmt: skip
SLOTS = ("dentist landlord gym tutor plumber cleaner bank electrician physio locksmith").split()  # noqa: SIM905
_SAYS = (
    "My {slot} is {value}.", "My {slot} is now {value}.", "I switched to {value} as my {slot}.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Needle:
    """A segment that somebody looks for later, and the words they remember."""

    index: int
    question: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day's captures in order; ``needles`` count from the start of all days."""

    number: int
    captures: list[NewCapture]
    needles: list[Needle]


class Desk:
    """Draws the days; ``current`` holds what is true of each slot, ``said`` all that ever was."""

    def __init__(self, days: int, per_day: int, seed: int = 1) -> None:
        self.days, self.per_day = days, per_day
        self._rng = random.Random(seed)
        self.current: dict[str, str] = {}
        self.said: dict[str, list[str]] = {slot: [] for slot in SLOTS}
        self._count = 0
        self._recent: list[NewCapture] = []

    def __iter__(self) -> Iterator[Day]:
        for number in range(self.days):
            yield self._day(number)

    def _day(self, number: int) -> Day:
        rng, captures, needles = self._rng, list[NewCapture](), list[Needle]()
        step = 10 * HOUR_MS // self.per_day
        updates = set(rng.sample(range(self.per_day), self._updates(number)))
        for n in range(self.per_day):
            at_ms = START_MS + number * DAY_MS + n * step
            draw = rng.random()
            if n in updates:
                made = self._update(at_ms)
            elif draw < NEEDLES:
                made, words = self._needle(at_ms)
                needles.append(Needle(self._count, words))
            elif draw < NEEDLES + DUPLICATES and self._recent:
                made = self._again(at_ms)
            else:
                made = self._filler(at_ms)
            captures.append(made)
            self._count += 1
        self._recent = (self._recent + captures)[-2000:]
        return Day(number, captures, needles)

    def _updates(self, number: int) -> int:
        """Each slot is stated at the start, and one in five changes every month."""
        if number == 0:
            return len(SLOTS)
        return int(number % 30 == 15) * round(UPDATED * len(SLOTS))

    def _word(self) -> str:
        return "".join(self._rng.choice(_SYLLABLES) for _ in range(self._rng.randint(2, 3)))

    def _fill(self, template: str) -> str:
        rng = self._rng
        return template.format(
            thing=rng.choice(_THINGS),
            name=f"{rng.choice(_FIRST)} {self._word().capitalize()}",
            first=rng.choice(_FIRST),
            place=self._word().capitalize(),
            place2=self._word().capitalize(),
            noun=self._word(),
            noun2=self._word(),
            n=rng.randint(2, 900),
            m=rng.randint(2, 900),
        )

    def _needle(self, at_ms: int) -> tuple[NewCapture, str]:
        deed = self._fill(self._rng.choice(_DEEDS))
        form = self._rng.randrange(4)
        if form == 0:
            made = _capture(f"I {deed}.", at_ms, "chat", "Chat", author="me", thread="friends")
        elif form == 1:
            made = _capture(f"Yesterday we {deed}.", at_ms, "mail", "Mail", author="Edda Lund")
        elif form == 2:
            made = _capture(f"{deed[0].upper()}{deed[1:]}", at_ms, Source.NOTE, trust=Trust.TYPED)
        else:
            made = _capture(f"Minutes: Leif {deed}.", at_ms, Source.SCREEN, "Editor", "minutes.md")
        words = [w.strip(".,") for w in deed.split() if len(w) > 3 and w not in ("from", "with")]
        return made, " ".join(words)

    def _update(self, at_ms: int) -> NewCapture:
        unsaid = [slot for slot in SLOTS if slot not in self.current]
        slot = unsaid[0] if unsaid else self._rng.choice(SLOTS)
        value = f"{self._rng.choice(_FIRST)} {self._word().capitalize()}"
        says = _SAYS[0] if slot in unsaid else self._rng.choice(_SAYS[1:])
        self.current[slot] = value
        self.said[slot].append(value)
        text = says.format(slot=slot, value=value)
        return _capture(text, at_ms, Source.NOTE, trust=Trust.TYPED, author="me")

    def _again(self, at_ms: int) -> NewCapture:
        """Something seen before, once in a while with a slip of the reader."""
        old = self._rng.choice(self._recent)
        text = old.segments[0].text
        if self._rng.random() < 0.5 and len(text) > 30:
            at = self._rng.randrange(5, len(text) - 5)
            text = text[:at] + ("rn" if text[at] == "m" else text[at]) + text[at + 1 :]
        return dataclasses.replace(old, at_ms=at_ms, segments=(NewSegment(text),))

    def _filler(self, at_ms: int) -> NewCapture:
        kind = self._rng.choice((_TALK, _CHROME, _ARTICLE, _FEED, _LOG))
        text = self._fill(self._rng.choice(kind))
        if kind is _TALK:
            return _capture(text, at_ms, "chat", "Chat", author="Kira", thread="friends")
        app = "Mail" if kind is _CHROME else "Terminal" if kind is _LOG else "Browser"
        return _capture(text, at_ms, Source.SCREEN, app, f"{app} {at_ms // HOUR_MS % 7}")


def _capture(
    text: str,
    at_ms: int,
    source: str,
    app: str = "",
    title: str = "",
    *,
    trust: Trust = Trust.SEEN,
    author: str = "",
    thread: str = "",
) -> NewCapture:
    return NewCapture(
        source, at_ms, 0, trust, (NewSegment(text),), app=app, title=title, author=author,
        thread=thread,
    )  # fmt: skip
