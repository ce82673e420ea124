"""Facts follow whole lives, in many wordings and slots that nobody listed."""

import random
from pathlib import Path

import pytest

from services.memory.facts import FactLearner
from services.records import Fact
from services.store import Store
from tests.support.lives import FILLER, FIRST, SECOND, THIRD, Changing
from tests.support.storing import capture, open_store_in

DAY_S = 86_400
LIVES = {"first": FIRST, "second": SECOND, "third": THIRD}
Truth = list[tuple[int, int, str]]  # day, number of the thing, value


def live(store: Store, things: tuple[Changing, ...], rng: random.Random) -> Truth:
    """Say everything in turn, at random times among filler, and learn from it."""
    learner = FactLearner(store)
    plan = [
        (i + rng.random() * 0.8, n, i) for n, t in enumerate(things) for i in range(len(t.said))
    ]
    day, truth = 0, list[tuple[int, int, str]]()
    for _, n, i in sorted(plan):
        day += rng.randint(5, 20)
        sentence, value = things[n].said[i]
        truth.append((day, n, value))
        said = [capture(sentence, at=day * DAY_S)]
        said += [capture(rng.choice(FILLER), at=day * DAY_S + k * 20_000 + 10) for k in range(3)]
        ids = [own for _, segments, _ in store.captures.add_many(said) for own in segments]
        for row in store.segments.hits(ids).values():
            learner.learn(row)
    return truth


def about(facts: list[Fact], thing: Changing, value: str) -> list[Fact]:
    """The facts that say a value of a thing's subject."""
    return [f for f in facts if f.subject == thing.subject and value in f.value]


@pytest.mark.parametrize("name", LIVES)
def test_what_changes_is_followed(tmp_path: Path, name: str) -> None:
    things = LIVES[name]
    store = open_store_in(tmp_path)
    truth = live(store, things, random.Random(len(name)))
    facts = store.facts.all(include_closed=True)
    missed = [value for _, n, value in truth if not about(facts, things[n], value)]
    assert len(missed) <= 1, missed
    current = {n: value for _, n, value in truth}
    for n, value in current.items():
        assert any(f.valid_to_ms is None for f in about(facts, things[n], value)), value
    still_open = [
        (fact.slot, fact.value)
        for _, n, value in truth
        for fact in about(facts, things[n], value)
        if value != current[n] and current[n] not in fact.value and fact.valid_to_ms is None
    ]
    assert len(still_open) <= 1, still_open
    store.close()


@pytest.mark.parametrize("name", LIVES)
def test_what_held_then_is_told(tmp_path: Path, name: str) -> None:
    things = LIVES[name]
    store = open_store_in(tmp_path)
    truth = live(store, things, random.Random(7 * len(name)))
    middle = truth[len(truth) // 2][0] + 1
    then = {n: value for day, n, value in truth if day < middle}
    first_ms = min(f.valid_from_ms for f in store.facts.all(include_closed=True))
    at_ms = first_ms + (middle - truth[0][0]) * DAY_S * 1000
    held = store.facts.all(at=at_ms)
    missed = [value for n, value in then.items() if not about(held, things[n], value)]
    assert len(missed) <= 1, missed
    store.close()


def test_old_values_are_ended_where_only_they_are_named(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    said = [
        "My accountant is Tobias Renner.", "I work at Nordfisk.", "I'm allergic to cats.",
        "My heart medication is Ramipril.", "Tobias left, so Yuki Arai does my accounts now.",
        "I left Nordfisk and joined Skagen.",
        "The doctor switched my heart medication to Bisoprolol.",
    ]  # fmt: skip
    store.captures.add_many([capture(text, at=n * DAY_S) for n, text in enumerate(said)])
    learner = FactLearner(store)
    for row in store.segments.latest(10)[::-1]:
        learner.learn(row)
    assert {(f.slot, f.value) for f in store.facts.all()} == {
        ("accountant", "Yuki Arai"), ("employer", "Skagen"), ("allergy", "cats"),
        ("heart medication", "Bisoprolol"),
    }  # fmt: skip
    store.close()
