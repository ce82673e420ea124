"""Corpora of people talking: two friends, and groups, over months."""

from datetime import datetime, timedelta

from tests.bench.corpora.frames import Frame, read_frames, read_lines
from tests.bench.corpora.model import NOW, Corpus
from tests.bench.corpora.words import PEOPLE

LEADS = (  # said before a fact
    "How is it going with the {name}?", "Any news about the {name}?",
    "So, tell me about the {name}!",
    "You said something about your {name} the other day.", "What became of the {name} in the end?",
)  # fmt: skip
# Answers that lean on the question before them.
SHORT = (
    "{v}! I still cannot believe it.", "It is {v} now, can you imagine?",
    "{v}, and no regrets so far.", "Well, {v}. It is a long story.",
)  # fmt: skip
REPLIES = (
    "A {thing}, wow, I would never have guessed.", "You and {thing}, that is a story.",
    "I once had something to do with {thing}, long ago.", "Send me a picture!", "How exciting!",
)  # fmt: skip


def talk(name: str, seed: int, people: int, sessions: int, facts: int) -> Corpus:
    """Sessions of ``people`` who tell each ``facts`` things about themselves, amid small talk."""
    corpus = Corpus(name, seed)
    chance = corpus.chance
    frames, chatter = read_frames("personal"), read_lines("chatter")
    who = chance.sample(PEOPLE, people)
    told: list[tuple[str, Frame, tuple[str, str]]] = []
    for person in who:
        every = [(frame, thing) for frame in frames for thing in frame.things]
        told += [(person, frame, thing) for frame, thing in chance.sample(every, facts)]
    chance.shuffle(told)
    gold: dict[tuple[str, str], list[tuple[str, tuple[str, str]]]] = {}
    share = -(-len(told) // sessions)
    for number in range(sessions):
        start = NOW - timedelta(days=6 * (sessions - number), minutes=chance.randrange(600))
        _session(
            corpus, number, start, who, told[number * share : (number + 1) * share], chatter, gold
        )
    _ask(corpus, {frame.name: frame for frame in frames}, gold)
    return corpus


def _session(
    corpus: Corpus,
    number: int,
    start: datetime,
    who: list[str],
    told: list[tuple[str, Frame, tuple[str, str]]],
    chatter: list[str],
    gold: dict[tuple[str, str], list[tuple[str, tuple[str, str]]]],
) -> None:
    chance, at = corpus.chance, start

    def say(person: str, text: str) -> str:
        nonlocal at
        at += timedelta(seconds=chance.randrange(20, 90))
        return corpus.add(at, text, "chat", thread=f"{corpus.name} {number}", author=person)

    for person, frame, thing in told:
        other = chance.choice([one for one in who if one != person])
        for _ in range(chance.randrange(0, 4)):
            say(chance.choice(who), chance.choice(chatter))
        leans = chance.random() < 0.4
        if leans or chance.random() < 0.3:
            say(other, chance.choice(LEADS).format(name=frame.name))
        wording = corpus.fill(chance.choice(SHORT if leans else frame.tells), thing)
        if chance.random() < 0.3:
            wording = f"{chance.choice(chatter)} {wording}"
        own = say(person, wording)
        gold.setdefault((person, frame.name), []).append((own, thing))
        if chance.random() < 0.5:
            say(other, chance.choice(REPLIES).format(thing=thing[0]))


def _ask(
    corpus: Corpus,
    frames: dict[str, Frame],
    gold: dict[tuple[str, str], list[tuple[str, tuple[str, str]]]],
) -> None:
    texts = {record["id"]: record["text"] for record in corpus.records}
    for (person, name), held in gold.items():
        frame = frames[name]
        ids = [own for own, _ in held]
        if len(held) == 1:
            own, thing = held[0]
            wording = corpus.quiz.choice(
                frame.asks if corpus.quiz.random() < 0.6 else frame.asks_thing
            )
            corpus.ask("content", corpus.asked(wording, thing, who=person), own)
            corpus.ask_keywords(texts[own], thing, own)
        elif frame.asks_all:
            wording = corpus.quiz.choice(frame.asks_all)
            corpus.ask("several", corpus.asked(wording, held[0][1], who=person), *ids)
    _ask_bridges(corpus, frames, gold)


def _ask_bridges(
    corpus: Corpus,
    frames: dict[str, Frame],
    gold: dict[tuple[str, str], list[tuple[str, tuple[str, str]]]],
) -> None:
    """Ask for one thing of the person who is known by another: two memories are needed."""
    single = {key: held[0] for key, held in gold.items() if len(held) == 1}
    known_by = {"instrument": "plays {q}", "sport": "does {q}", "language": "learns {q}",
                "helping": "helps at {q}", "job": "works as {q}"}  # fmt: skip
    for (person, name), (own, thing) in single.items():
        unique = sum(
            1 for key, held in gold.items() for _, t in held if key[1] == name and t == thing
        )
        if name not in known_by or unique > 1:
            continue
        others = [key for key in single if key[0] == person and key[1] != name]
        if not others:
            continue
        target = corpus.quiz.choice(others)
        one = "the one who " + known_by[name].format(q=thing[1])
        wording = corpus.quiz.choice(frames[target[1]].asks)
        corpus.ask("bridge", corpus.asked(wording, thing, who=one), own, single[target][0])
