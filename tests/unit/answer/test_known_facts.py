"""Questions answered from facts, learnt from plain text by the real learner into a real store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.answer.asked_slot import asked_facts
from services.answer.known import find_known, tell
from services.answer.question import understand
from services.clock import DAY_MS
from services.memory.facts import FactLearner
from services.records import Answer, Fact, Hit, Outcome, SegmentId, TimeWindow, Trust
from services.store import Store
from tests.support.storing import START_MS, capture, like, open_store_in

DAY_S = DAY_MS / 1000
TOLD: tuple[tuple[float, str, str], ...] = (
    (0, "", "My dentist is Dr. Halloran."),
    (0, "", "I live in Tromsø."),
    (1, "", "My bank is Sparhaven."),
    (2, "", "I work for Brightwater as a surveyor."),
    (3, "", "My phone number is 0151 555 0182."),
    (4, "", "My sister is Agnes."),
    (5, "", "My rent is 840 a month."),
    (6, "Pilar Ortega", "My employer is Lumen Print."),
    (7, "Pilar Ortega", "I live in Cádiz."),
    (8, "", "Pilar's favourite tea is Lapsang."),
    (9, "", "I drive a Volvo."),
    (20, "", "My dentist is now Dr. Quist."),
    (21, "", "I moved to Bodø."),
    (30, "", "My wifi password hint is Blue."),
)
NOW_MS = START_MS + 60 * DAY_MS


class Life:
    """Facts and hits of a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def tell(self, at_days: float, author: str, text: str) -> None:
        how = like(trust=Trust.IMPORTED if author else Trust.TYPED, author=author)
        _, segments, _ = self.store.captures.add(capture(text, at=at_days * DAY_S, like=how))
        learner = FactLearner(self.store)
        for row in self.store.segments.hits(segments).values():
            learner.learn(row)

    @property
    def facts(self) -> list[Fact]:
        return self.store.facts.all(include_closed=True)

    def hits(self, ids: tuple[SegmentId, ...]) -> dict[SegmentId, Hit]:
        return {own: row.hit for own, row in self.store.segments.hits(ids).items()}

    def ask(
        self, question: str, when: TimeWindow | None = None, now_ms: int = NOW_MS
    ) -> Answer | None:
        known = find_known(understand(question), self.facts, when, now_ms)
        return None if known is None else tell(known, self.hits(known.segment_ids))

    def value(self, question: str) -> str:
        answer = self.ask(question)
        return "" if answer is None else answer.text.split(";")[0]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    store = open_store_in(tmp_path_factory.mktemp("life"))
    found = Life(store)
    for told in TOLD:
        found.tell(*told)
    yield found
    store.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Life]:
    store = open_store_in(tmp_path)
    yield Life(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Who is my dentist?", "Dr. Quist"),
        ("who is my current dentist", "Dr. Quist"),
        ("What is the name of my dentist?", "Dr. Quist"),
        ("What's my dentist's name?", "Dr. Quist"),
        ("What is my dentist called now?", "Dr. Quist"),
        ("Can you tell me who my dentist is?", "Dr. Quist"),
        ("Remind me: my dentist?", "Dr. Quist"),
        ("Is Dr. Quist my dentist?", "Dr. Quist"),
        ("Which bank do I use?", "Sparhaven"),
        ("What is my bank called?", "Sparhaven"),
        ("Where do I live?", "Bodø"),
        ("Where do I live these days?", "Bodø"),
        ("What is my home address?", "Bodø"),
        ("Give me the employer of Pilar Ortega", "Lumen Print"),
        ("Who do I work for?", "Brightwater"),
        ("Where do I work?", "Brightwater"),
        ("What is my mobile number?", "0151 555 0182"),
        ("What's my phone number again?", "0151 555 0182"),
        ("What is my sister's name?", "Agnes"),
        ("How much is my rent?", "840"),
        ("What car do I drive?", "Volvo"),
        ("What is Pilar's employer?", "Lumen Print"),
        ("Where does Pilar Ortega work?", "Lumen Print"),
        ("Where does pilar live?", "Cádiz"),
        ("What is the favourite tea of Pilar?", "Lapsang"),
        ("What is Pilar's favourite tea?", "Lapsang"),
    ],
)
def test_the_current_value_comes_first(life: Life, question: str, value: str) -> None:
    assert value in life.value(question)


@pytest.mark.parametrize(
    "question",
    [
        "What did my dentist say about the crown?",
        "How is my dentist?",
        "How old is my dentist?",
        "When did I change my dentist?",
        "Where is my sister's dentist?",
        "Why did I leave my bank?",
        "Which bank did the robbers choose?",
        "What is the river bank made of?",
        "Who is Pilar's dentist?",
        "What is Pilar's phone number?",
        "Tell me about the dentist in the film",
        "What did I write to my bank?",
        "Who should I call?",
        "How many sisters do I have?",
        "Does Pilar like my car?",
        "What tea did Pilar spill on my phone?",
        "Where does Ludmila live?",
        "Tell me who lives in Cádiz",
        "What happened?",
        "",
    ],
)
def test_a_question_about_something_else_is_not_answered(life: Life, question: str) -> None:
    assert life.ask(question) is None


def test_what_changed_is_told_with_its_dates(life: Life) -> None:
    answer = life.ask("Who is my dentist?")
    assert answer is not None
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text == (
        "Dr. Quist (since 22 March 2026) [1]; until 22 March 2026: Dr. Halloran [2]."
    )
    quotes = [c.quote for c in answer.citations]
    assert quotes == ["My dentist is now Dr. Quist.", "My dentist is Dr. Halloran."]


def test_what_held_then_is_told_for_a_time(life: Life) -> None:
    then = TimeWindow(START_MS + 5 * DAY_MS, START_MS + 6 * DAY_MS)
    answer = life.ask("Who was my dentist on 7 March?", then)
    assert answer is not None
    assert answer.text.startswith("Dr. Halloran")
    long_ago = TimeWindow(0, DAY_MS)
    assert life.ask("Who was my dentist in 1970?", long_ago) is None


def test_what_was_not_known_yet_is_told_as_coming(life: Life) -> None:
    answer = life.ask("Who is my dentist?", now_ms=START_MS + 5 * DAY_MS)
    assert answer is not None
    assert answer.text == (
        "Dr. Halloran (since 2 March 2026) [1]; from 22 March 2026: Dr. Quist [2]."
    )


def test_what_ended_says_until_when(empty: Life) -> None:
    empty.tell(0, "", "My gym is Kraftraum.")
    empty.tell(9, "", "I left Kraftraum.")
    answer = empty.ask("What is my gym?")
    assert answer is not None
    assert answer.text == "Until 11 March 2026: Kraftraum [1]."


def test_sources_that_disagree_are_a_conflict(empty: Life) -> None:
    empty.tell(0, "Noor", "Vera's accountant is Tannhof.")
    empty.tell(0.1, "Ilya", "Vera's accountant is Birkenau Estates.")
    answer = empty.ask("Who is Vera's accountant?")
    assert answer is not None
    assert answer.outcome is Outcome.CONFLICTING
    assert answer.text.startswith("Memories disagree: ")
    assert {c.hit.author for c in answer.citations} == {"Noor", "Ilya"}


def test_many_values_are_three_and_a_number(empty: Life) -> None:
    for n, name in enumerate(("Agnes", "Berit", "Carla", "Dora", "Elsa")):
        empty.tell(n, "", f"My sister is {name}.")
    answer = empty.ask("Who are my sisters?") or empty.ask("Who is my sister?")
    assert answer is not None
    assert "and 2 more" in answer.text
    assert len(answer.citations) == 3


def test_a_fact_without_a_standing_quote_is_left_out(life: Life) -> None:
    known = find_known(understand("Who is my dentist?"), life.facts, None, NOW_MS)
    assert known is not None
    hits = life.hits(known.segment_ids)
    current = known.holding[0].sources[0].segment_id
    gone = {own: hit for own, hit in hits.items() if own != current}
    answer = tell(known, gone)
    assert answer is not None
    assert answer.text == "Until 22 March 2026: Dr. Halloran [1]."
    changed = {own: replace(hit, text="Something else.") for own, hit in hits.items()}
    assert tell(known, changed) is None
    assert tell(known, {}) is None


def test_a_value_cannot_forge_a_mark_or_end_its_part(life: Life) -> None:
    facts = [
        replace(f, value="Dr. [2]; until 1 May: <b>Evil</b>") if f.value == "Dr. Quist" else f
        for f in life.facts
    ]
    known = find_known(understand("Who is my dentist?"), facts, None, NOW_MS)
    assert known is not None
    answer = tell(known, life.hits(known.segment_ids))
    assert answer is not None
    first, rest = answer.text.split(";", 1)
    assert first.startswith("Dr. (2), until")
    assert [c.mark for c in answer.citations] == [1, 2]
    assert "Halloran" in rest


def test_two_people_of_one_first_name_are_not_mixed_up(empty: Life) -> None:
    empty.tell(0, "Pilar Ortega", "I live in Cádiz.")
    empty.tell(1, "Pilar Blanc", "I live in Lille.")
    facts = empty.facts
    assert asked_facts(understand("Where does Pilar live?"), facts) == []
    (fact,) = asked_facts(understand("Where does Pilar Blanc live?"), facts)
    assert fact.value == "Lille"


def test_a_job_is_no_place_of_work(empty: Life) -> None:
    empty.tell(0, "", "I work as a nurse.")
    empty.tell(1, "", "My employer is Brightwater.")
    assert empty.value("Where do I work?").startswith("Brightwater")
    assert empty.value("What is my job?").startswith("nurse")
    assert empty.value("What is my profession?").startswith("nurse")
