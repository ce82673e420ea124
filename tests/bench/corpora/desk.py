"""Corpora of a desktop: screens, files, chats and mails, and documents with headings."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.bench.corpora.frames import Frame, read_frames, read_lines
from tests.bench.corpora.model import NOW, Corpus
from tests.bench.corpora.noise import misread
from tests.bench.corpora.words import CHROME, MONTHS, PEOPLE, SURNAMES

# How a question names where something was seen.
PLACES = {
    "chat": ("in the chat", "in a message"),
    "mail": ("in the mail", "in an e-mail"),
    "terminal": ("in the terminal", "in the console"),
    "web": ("on a web page", "in Firefox"),
    "pdf": ("in a PDF", "in the PDF document"),
    "sheet": ("in the spreadsheet", "in Calc"),
    "note": ("in my notes", "in a note"),
}
PARTS = {"morning": (8, 11), "afternoon": (13, 17), "evening": (18, 22)}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Wording = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact as it was seen: its frame, thing, place, person, time, record and own text."""

    frame: Frame
    thing: tuple[str, str]
    place: str
    person: str
    at: datetime
    id: str
    text: str


class Desk:
    """Writes memories of a desk as they would be captured."""

    def __init__(self, corpus: Corpus, noise: float) -> None:
        self._corpus = corpus
        self._chance = corpus.chance
        self._noise = noise
        self._office, self._chatter = read_lines("office"), read_lines("chatter")
        # a clock of its own for slips, so that each rate of noise has the same world
        self._slips = random.Random(99)

    def show(
        self, frame: Frame, thing: tuple[str, str], place: str, at: datetime, person: str
    ) -> Seen:
        """Remember a fact as it stands at a place; its name is the only one in it."""
        text = self._corpus.fill(self._chance.choice(frame.tells), thing, name=person)
        own = self.write(text, place, at, person)
        return Seen(frame, thing, place, person, at, own, text)

    def fill_up(self, at: datetime) -> None:
        """Something of no interest."""
        place = self._chance.choice([*PLACES])
        lines = self._chatter if place == "chat" else self._office
        self.write(self._chance.choice(lines), place, at, self._chance.choice(PEOPLE))

    def write(self, text: str, place: str, at: datetime, person: str) -> str:
        """Put a text into one of the places, with what stands around it there."""
        pick, add = self._chance.choice, self._corpus.add
        day = f"{at:%y%m%d}"
        if place == "chat":
            other = pick(SURNAMES)
            return add(
                at,
                text,
                "chat",
                app="Signal",
                author=f"{person} {other}",
                thread=f"{person} {other}",
            )
        if place == "mail":
            body = f"{text}\n{pick(self._office)}\nBest regards\n{person}"
            return add(
                at,
                body,
                "mail",
                app="Thunderbird",
                title=f"Re: {pick(('news', 'question', 'as discussed', 'your message'))}",
                author=person,
            )
        if place == "pdf":
            heading = pick(("Summary", "Section 4", "Notes", "Decisions", "Annex B"))
            return add(
                at, f"{text} {pick(self._office)}", "file", title=f"scan-{day}.pdf", image=heading
            )
        if place == "note":
            return add(at, text, "note", author="me")
        return self._screen(text, place, at)

    def _screen(self, text: str, place: str, at: datetime) -> str:
        pick = self._chance.choice
        app = {"terminal": "Terminal", "sheet": "Calc", "web": "Firefox"}[place]
        before, after = pick(self._office), pick(self._office)
        lines = [CHROME[app], before, text, after]
        if place == "terminal":
            lines = [
                f"{CHROME[app]} cat {pick(('todo', 'log', 'info', 'memo'))}.txt",
                text,
                CHROME[app],
            ]
        shown = misread("\n".join(lines), self._noise, self._slips)
        title = {
            "terminal": "~",
            "sheet": f"table-{at:%m}.ods",
            "web": pick(("Intranet", "Wiki", "Board")),
        }[place]
        return self._corpus.add(at, shown, "screen", app=app, title=title)


def desktop(noise: float, seed: int = 7, scale: int = 1) -> Corpus:
    """The desk of one person over a year: at least 500 questions by content, time, place, person.

    ``noise`` is the share of characters of screens that are misread.
    """
    corpus = Corpus(f"desktop-{100 * noise:g}", seed)
    desk = Desk(corpus, noise)
    seen: list[Seen] = []
    things = [(frame, thing) for frame in read_frames("work") for thing in frame.things]
    for frame, thing in things * scale:
        seen += _twice(desk, corpus.chance, frame, thing)
    for _ in range(6 * len(seen)):
        desk.fill_up(_moment(corpus.chance))
    _ask_all(corpus, seen)
    corpus.records.sort(key=lambda record: record["at"])
    return corpus


def _moment(chance: random.Random) -> datetime:
    day = NOW.replace(hour=0) - timedelta(days=chance.randrange(1, 360))
    return day + timedelta(hours=chance.randrange(8, 21), minutes=chance.randrange(60))


def _twice(desk: Desk, chance: random.Random, frame: Frame, thing: tuple[str, str]) -> list[Seen]:
    """The same thing at two places, by two people, at two times far apart."""
    first, second = chance.sample([*PLACES], 2)
    one, two = chance.sample(PEOPLE, 2)
    early, late = _moment(chance), _moment(chance)
    while abs(early - late) < timedelta(days=40):
        late = _moment(chance)
    return [
        desk.show(frame, thing, first, early, one),
        desk.show(frame, thing, second, late, two),
    ]


def _ask_all(corpus: Corpus, seen: list[Seen]) -> None:
    pairs = list(zip(seen[::2], seen[1::2], strict=True))
    for number, (one, two) in enumerate(pairs):
        asked = corpus.asked(corpus.quiz.choice(one.frame.asks), one.thing)
        corpus.ask("content", asked, one.id, two.id)
        reworded = corpus.questions[-1].reworded
        this, that = corpus.quiz.sample((one, two), 2)
        corpus.ask_keywords(this.text, this.thing, this.id)
        _ask_time(corpus, this)
        (_ask_person if that.place in ("chat", "mail") else _ask_place)(corpus, that)
        other = corpus.quiz.choice(pairs)[0]
        if other.frame is not one.frame and number % 3:
            more = corpus.asked(corpus.quiz.choice(other.frame.asks), other.thing)
            both = f"{_bare(asked)}, and {more[:1].lower()}{more[1:]}"
            golds = [
                s.id for pair in pairs if pair[0].thing in (one.thing, other.thing) for s in pair
            ]
            corpus.ask("two", both, *golds, reworded=reworded)
    _ask_bridges(corpus, seen)


def _bare(asked: str) -> str:
    return asked.rstrip("?")


def _ask_time(corpus: Corpus, this: Seen) -> None:
    asked = corpus.asked(corpus.quiz.choice(this.frame.asks), this.thing)
    corpus.ask("time", f"What did I see {when(this.at, corpus.quiz)} about this: {asked}", this.id)


def when(at: datetime, chance: random.Random) -> str:
    """A phrase for a moment, as one would say it at ``NOW``."""
    back = (NOW.date() - at.date()).days
    part = next((name for name, (first, last) in PARTS.items() if first <= at.hour <= last), "")
    if back == 1:
        return f"yesterday {part}".strip()
    if 2 <= back <= 6:
        return f"last {WEEKDAYS[at.weekday()]} {part}".strip()
    if back % 7 == 0 and back <= 56:
        return f"{back // 7} weeks ago"
    exact = f"on {at.day} {MONTHS[at.month - 1]}"
    return chance.choice(
        (exact, f"in {MONTHS[at.month - 1]}" + (" 2025" if at.year < NOW.year else ""))
    )


def _ask_place(corpus: Corpus, this: Seen) -> None:
    asked = corpus.asked(corpus.quiz.choice(this.frame.asks), this.thing)
    where = corpus.quiz.choice(PLACES[this.place])
    corpus.ask("place", f"{_bare(asked)}, as it stood {where}?", this.id)


def _ask_person(corpus: Corpus, this: Seen) -> None:
    wording = corpus.quiz.choice(
        ("What did {who} write to me about {q}?", "Which message of {who} was about {q}?")
    )
    corpus.ask("person", corpus.asked(wording, this.thing, who=this.person), this.id)


def _ask_bridges(corpus: Corpus, seen: list[Seen]) -> None:
    """Ask about the person who is known by a post: the post's memory names the person."""
    wordings = {
        "policy": "What needs the permission of the person hired as {q}?",
        "meeting": "What did the person hired as {q} want to be later?",
        "survey": "Which poll was run by the person hired as {q}?",
        "place": "What did the person hired as {q} put away?",
    }
    # two people were hired for each post: whoever asks for "the" one means either
    gold: dict[tuple[str, str], set[str]] = {}
    for hired in (one for one in seen if one.frame.name == "hire"):
        others = [
            o
            for o in seen
            if o.person == hired.person and o.frame.name in wordings and o.person in o.text
        ]
        for other in others:
            gold.setdefault((other.frame.name, hired.thing[1]), set()).update((hired.id, other.id))
    for (frame, post), ids in gold.items():
        corpus.ask("bridge", wordings[frame].format(q=post), *sorted(ids), reworded=True)


def documents(seed: int = 11) -> Corpus:
    """Handbooks: files of several sections under headings, one fact in some of them."""
    corpus = Corpus("documents", seed)
    chance, office = corpus.chance, read_lines("office")
    frames = read_frames("work")
    every = [(frame, thing) for frame in frames for thing in frame.things]
    chance.shuffle(every)
    for number in range(0, len(every), 4):
        at = _moment(chance)
        for frame, thing in every[number : number + 4]:
            heading = f"{chance.choice(('Part', 'Chapter'))} {number // 4 + 1} > {thing[0].title()}"
            for text in chance.sample(office, 2):
                corpus.add(
                    at,
                    f"{text} {chance.choice(office)}",
                    "file",
                    title=f"handbook-{number // 4}.pdf",
                    thread=f"handbook {number // 4}",
                    image=heading,
                )
            told = corpus.hint if chance.random() < 0.5 else corpus.fill
            text = f"{chance.choice(office)} {told(chance.choice(frame.tells), thing)}"
            own = corpus.add(
                at,
                text,
                "file",
                title=f"handbook-{number // 4}.pdf",
                thread=f"handbook {number // 4}",
                image=heading,
            )
            corpus.ask("content", corpus.asked(corpus.quiz.choice(frame.asks), thing), own)
            corpus.ask_keywords(text, thing, own)
    return corpus


def screens(noise: float = 0.01, seed: int = 13) -> Corpus:
    """Windows read from pictures: the fact is one line among those of the program."""
    corpus = Corpus("screens", seed)
    desk, chance = Desk(corpus, noise), corpus.chance
    for frame in read_frames("work"):
        for thing in frame.things:
            seen = desk.show(
                frame,
                thing,
                chance.choice(("terminal", "sheet", "web")),
                _moment(chance),
                chance.choice(PEOPLE),
            )
            corpus.ask("content", corpus.asked(corpus.quiz.choice(frame.asks), thing), seen.id)
            corpus.ask_keywords(seen.text, thing, seen.id)
    for _ in range(500):
        place = chance.choice(("terminal", "sheet", "web"))
        desk.write(chance.choice(read_lines("office")), place, _moment(chance), "")
    corpus.records.sort(key=lambda record: record["at"])
    return corpus


def mails(seed: int = 17) -> Corpus:
    """Threads of mail: a question, an answer with the fact, and thanks."""
    corpus = Corpus("mails", seed)
    chance, office = corpus.chance, read_lines("office")
    for frame in read_frames("work"):
        for number, thing in enumerate(frame.things):
            one, two = chance.sample(PEOPLE, 2)
            at, thread = _moment(chance), f"{frame.name} {number}"
            more = {"app": "Thunderbird", "thread": thread, "title": f"Re: {frame.name}"}
            corpus.add(
                at,
                f"Dear {two},\nis there anything new on the {thing[0]}?\nRegards\n{one}",
                "mail",
                author=one,
                **more,
            )
            told = corpus.hint if chance.random() < 0.5 else corpus.fill
            fact = told(chance.choice(frame.tells), thing)
            own = corpus.add(
                at + timedelta(hours=2),
                f"Hello {one},\n{fact}\n{chance.choice(office)}\nBest\n{two}",
                "mail",
                author=two,
                **more,
            )
            corpus.add(
                at + timedelta(hours=3),
                f"Thank you, {two}. {chance.choice(office)}",
                "mail",
                author=one,
                **more,
            )
            wording = corpus.asked(corpus.quiz.choice(frame.asks), thing)
            corpus.ask("content", wording, own)
            corpus.ask_keywords(fact, thing, own)
    return corpus
