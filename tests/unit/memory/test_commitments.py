"""Promises are noticed with their day, and nothing that only sounds like one."""

from collections.abc import Callable

import pytest

from services.clock import DAY_MS, ManualClock
from services.memory.commitments import Promise, promise_in, task_of
from services.memory.facts import FactLearner
from services.records import CaptureId, Source, Trust
from services.store import Store
from tests.support.storing import START_MS

Tell = Callable[..., CaptureId]


def promised(sentence: str, *, own: bool = True) -> tuple[str, str] | None:
    found = promise_in(sentence, START_MS, 60, own=own)
    return None if found is None else (found.task, found.due)


@pytest.mark.parametrize(
    ("sentence", "task", "due"),
    [
        # the clock stands at Monday 2 March 2026
        ("I'll send it by Friday.", "send it", "2026-03-06"),
        ("I will call the plumber tomorrow.", "call the plumber", "2026-03-03"),
        ("We agreed to deliver the boards before 20 March.", "deliver the boards", "2026-03-20"),
        ("I promised Anna to water her plants.", "water her plants", ""),
        ("I promised that I'll return the drill.", "return the drill", ""),
        ("Remind me to renew the passport in 3 weeks", "renew the passport", "2026-03-23"),
        ("TODO: order new toner", "order new toner", ""),
        ("[ ] book the ferry by 10 April", "book the ferry", "2026-04-10"),
        ("I owe Tom 20 euros.", "Tom 20 euros", ""),
        ("I'll bring you the keys.", "bring you the keys", ""),
        ("I must hand in the form by the end of the month.", "hand in the form", "2026-03-31"),
        ("Ich schicke dir die Folien bis Freitag.", "schicke dir die Folien", "2026-03-06"),
        ("Ich werde die Miete bis 15.3.2026 überweisen.", "die Miete überweisen", "2026-03-15"),
        ("Ich habe Jonas versprochen, das Rad zu reparieren.", "das Rad zu reparieren", ""),
        ("Nicht vergessen: Blumen für Oma", "Blumen für Oma", ""),
    ],
)
def test_what_is_promised(sentence: str, task: str, due: str) -> None:
    assert promised(sentence) == (task, due)


@pytest.mark.parametrize(
    "sentence",
    [
        "I will think about it.", "I'll be fine.", "Would you say I'll send it by Friday?",
        "Maybe I'll call you tomorrow.", "If it rains I'll cancel by Friday.",
        "She said I will pay by Monday.", "It rained on Friday.", "I will never forget you.",
        "I'll see.", "I sent it on Friday.", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_promise(sentence: str) -> None:
    assert promised(sentence) is None


def test_without_a_day_only_ones_own_words_count() -> None:
    assert promised("I'll bring you the keys.", own=False) is None
    assert promised("I promised Anna to water her plants.", own=False) is None
    assert promised("I'll bring you the keys by Friday.", own=False) is not None


def test_values_are_read_back() -> None:
    assert Promise("send it", "2026-03-06").value == "send it (due 2026-03-06)"
    assert task_of("send it (due 2026-03-06)") == task_of("send it") == "send it"


def test_what_is_done_is_not_taken_up_again(store: Store, tell: Tell, clock: ManualClock) -> None:
    tell("I'll send the slides to Priya by Friday.")
    learner = FactLearner(store)
    for row in store.segments.latest(5):
        learner.learn(row)
    (known,) = store.facts.in_slot("commitment", open_only=True)
    store.facts.finish(known.id, "done", clock.now_ms())
    clock.advance(DAY_MS // 8)
    tell("I'll send the slides to Priya by Friday.", source=Source.CHAT, author="me")
    for row in store.segments.latest(5):
        learner.learn(row)
    (still,) = store.facts.in_slot("commitment")
    assert (still.outcome, len(still.sources)) == ("done", 2)
    assert store.facts.in_slot("commitment", open_only=True) == []


def test_others_promise_too(store: Store, tell: Tell) -> None:
    tell("I'll send you the draft by Monday.", author="Priya", trust=Trust.IMPORTED, source="chat")
    for row in store.segments.latest(5):
        FactLearner(store).learn(row)
    (known,) = store.facts.in_slot("commitment")
    assert (known.subject, known.value) == ("Priya", "send you the draft (due 2026-03-09)")
