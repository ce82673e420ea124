"""The chosen model reads for facts in an open library, and only where there is one and it may."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.engine import Engine
from services.engine.studying import ChosenModel
from services.errors import ModelError
from services.inference.client import ModelHost
from tests.support.library import new_library
from tests.support.tiny_gguf import write_tiny_gguf

SAID = "Marta Lund runs the ferry between Skarholm and Vadheim since 4 May 2019."


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with new_library(tmp_path / "library") as opened:
        opened.library.add_note(SAID)
        opened.memories.consolidate()
        yield opened


def test_without_a_model_nothing_is_read(engine: Engine) -> None:
    report = engine.memories.study()
    assert (report.read, report.left) == (0, 1)


def test_the_chosen_model_reads_what_is_worth_it(engine: Engine, tmp_path: Path) -> None:
    engine.change_setting("answer.model_path", str(write_tiny_gguf(tmp_path / "tiny.gguf")))
    engine.change_setting("memory.model_facts", False)
    assert engine.memories.study().read == 0
    engine.change_setting("memory.model_facts", True)
    heard: list[str] = []
    report = engine.memories.study(lambda _done, _all, what: heard.append(what))
    assert (report.read, report.left) == (1, 0)
    assert heard == ["reading for facts"]
    for fact in engine.memories.facts(all=True):
        assert all(source.quote in SAID for source in fact.sources)
    assert engine.memories.study().read == 0


def test_a_model_that_is_none_is_told(engine: Engine, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF and nothing more")
    engine.change_setting("answer.model_path", str(broken))
    with pytest.raises(ModelError):
        engine.memories.study()
    assert engine._core.store.segments.count_to_study(0.0) == 1, "it is read with another one"


def test_a_model_that_was_let_go_of_meanwhile_says_nothing(engine: Engine) -> None:
    host = ModelHost()
    chosen = ChosenModel(engine._core, host)
    chosen.prepare(CancelToken())
    assert chosen.facts(SAID, CancelToken()) == ()
    assert host.pid is None
