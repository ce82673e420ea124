"""Search by meaning in a whole library: a server that goes and comes, a model of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.engine import Engine
from services.errors import ModelError
from services.records import Check, Query
from tests.support.chroma_server import chroma_server
from tests.support.library import new_library, reopened
from tests.support.tiny_gguf import write_tiny_embedder, write_tiny_gguf
from tests.support.waiting import wait_until


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with new_library(tmp_path / "library") as made:
        yield made


def vectors_check(engine: Engine) -> Check:
    return next(check for check in engine.upkeep.doctor() if check.check == "vectors")


def texts(engine: Engine, words: str) -> tuple[list[str], str]:
    result = engine.library.search(Query(words))
    return [hit.text for hit in result.hits], result.notice


def test_a_server_that_is_away_leaves_words_and_says_so(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as url:
        engine = new_library(tmp_path / "library", overrides={"index.server": url})
        engine.library.add_note("The plumber mended the pipe under the sink.")
        assert texts(engine, "who repaired the kitchen drain?")[0]
        assert vectors_check(engine).ok
    found, notice = texts(engine, "plumber")
    assert found == ["The plumber mended the pipe under the sink."]
    assert "Chroma server cannot be reached" in notice
    assert "only words" in notice
    check = vectors_check(engine)
    assert not check.ok
    assert url in check.remedy
    assert "server" in engine.upkeep.embedder().problem
    engine.library.add_note("The dentist moved the appointment.")  # kept, and found by words
    assert texts(engine, "dentist")[0]
    with chroma_server(tmp_path / "server", int(url.rsplit(":", 1)[1])):
        assert vectors_check(engine).ok
        engine.library.add_note("Third.")  # brings the second one's vector along
        found, notice = texts(engine, "tooth doctor")
        assert found[0] == "The dentist moved the appointment."
        assert notice == ""
        assert engine.upkeep.embedder().problem == ""
        engine.close()


def test_a_model_of_ones_own_is_prepared_in_the_background(engine: Engine, tmp_path: Path) -> None:
    engine.library.add_note("The plumber mended the pipe.")
    path = write_tiny_embedder(tmp_path / "mine.gguf")
    chat = write_tiny_gguf(tmp_path / "chat.gguf")
    with pytest.raises(ModelError, match=r"chat.gguf is not an embedding model"):
        engine.upkeep.choose_embedder(chat)
    assert engine.settings.index.embedder_path == ""
    engine._parts.indexing.start()
    engine.upkeep.choose_embedder(path)
    wait_until(lambda: engine.upkeep.embedder().name == "tiny-bert", "the model to take over")
    assert texts(engine, "the plumber mended the pipe")[0] == ["The plumber mended the pipe."]
    assert "by tiny-bert" in vectors_check(engine).detail
    path.unlink()
    engine.close()
    again = reopened(tmp_path / "library")  # the file is gone: words serve, and it is told
    found, notice = texts(again, "plumber")
    assert found == ["The plumber mended the pipe."]
    assert "mine.gguf" in notice
    again.upkeep.choose_embedder(None)
    again.library.add_note("Another one.")
    assert again.upkeep.embedder().name == "MiniLM (bundled)"
    assert texts(again, "who repaired the drain?")[1] == ""
    again.close()
