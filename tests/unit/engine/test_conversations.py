"""Conversations: follow-ups understood, kept in the vault, searched and deleted."""

from collections.abc import Iterator

import pytest

from services.engine import Engine
from services.records import Outcome
from tests.support.library import new_library, write_records

RECORDS = [
    {"id": "a", "at": "2026-02-24T09:00:00Z", "source": "chat", "author": "Marta",
     "text": "The dentist moved my appointment to ten o'clock."},
    {"id": "b", "at": "2026-02-25T09:00:00Z", "source": "chat", "author": "Jonas",
     "text": "The dentist wants to see me again about the bridge."},
    {"id": "c", "at": "2026-02-26T09:00:00Z", "source": "chat", "author": "Jonas",
     "text": "The greenhouse needs new panes before the frost."},
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("talk")
    engine = new_library(folder / "lib")
    engine.library.import_jsonl(write_records(folder / "r.jsonl", RECORDS))
    engine.settle()
    yield engine
    engine.close()


def test_a_follow_up_is_answered_in_its_conversation(engine: Engine) -> None:
    first = engine.asking.ask("What did Marta say about the dentist?", extractive=True)
    assert first.outcome is Outcome.ANSWERED
    assert first.understood == ""
    second = engine.asking.ask("And Jonas?", extractive=True, conversation=first.conversation_id)
    assert second.understood == "What did Jonas say about the dentist?"
    assert second.conversation_id == first.conversation_id
    assert second.citations[0].hit.external_id == "b"
    assert first.conversation_id is not None
    turns = engine.asking.conversation(first.conversation_id)
    assert [t.question for t in turns] == ["What did Marta say about the dentist?", "And Jonas?"]
    assert turns[1].understood == second.understood
    alone = engine.asking.ask("And Jonas?", extractive=True)
    assert alone.conversation_id != first.conversation_id


def test_history_is_searched_and_deleted(engine: Engine) -> None:
    asked = engine.asking.ask("Who spoke of the greenhouse?", extractive=True)
    assert [q.question for q in engine.asking.history(10, "SPOKE OF THE GREEN")] == [
        "Who spoke of the greenhouse?"
    ]
    assert engine.asking.history(10, "no such words") == ()
    assert asked.conversation_id is not None
    engine.asking.forget_conversation(asked.conversation_id)
    assert engine.asking.history(10, "spoke of the green") == ()


def test_nothing_is_read_ahead_without_a_model(engine: Engine) -> None:
    assert not engine.asking.read_ahead("What did Marta say about")
    assert not engine.asking.read_ahead("short")
