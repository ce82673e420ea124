"""Conversations: follow-ups understood, kept in the vault, searched and deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.engine import Engine
from services.records import Outcome
from tests.support.library import new_library, write_records
from tests.support.tiny_gguf import write_tiny_gguf

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


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf", context=8192)


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


def test_a_very_long_question_is_read_as_far_as_it_goes(engine: Engine) -> None:
    asked = "What did Jonas say about the greenhouse panes? " + "And so on and on. " * 1200
    answer = engine.asking.ask(asked, extractive=True)
    assert answer.outcome is Outcome.ANSWERED
    assert "characters the first 4,000 were read" in answer.notice


def test_the_model_reads_ahead_and_is_interrupted_by_the_question(
    engine: Engine, tiny: Path
) -> None:
    engine.asking.choose_model(tiny)
    try:
        assert engine.asking.read_ahead("What did Marta say about the dentist")
        assert engine.asking.read_ahead("What is this about, and that?"), (
            "nothing to read is no fault"
        )
        stopped = CancelToken()
        stopped.cancel()
        assert not engine.asking.read_ahead("What did Jonas say about the dentist", cancel=stopped)
        answer = engine.asking.ask("What did Marta say about the dentist?")
        assert answer.outcome is Outcome.ANSWERED
        follow = engine.asking.ask("How is it?", conversation=answer.conversation_id)
        assert follow.conversation_id == answer.conversation_id
    finally:
        engine.asking.choose_model(None)


def test_a_broken_model_is_no_fault_while_typing(
    engine: Engine, tiny: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.gguf"
    copy.write_bytes(tiny.read_bytes())
    engine.asking.choose_model(copy)
    try:
        copy.write_bytes(b"GGUF")
        engine.asking._host.close()
        assert not engine.asking.read_ahead("What did Marta say about the dentist")
        answer = engine.asking.ask("What did Marta say about the dentist?")
        assert answer.outcome is Outcome.ANSWERED
        assert "copy.gguf" in answer.notice
    finally:
        engine.asking.choose_model(None)
