"""The check of health: each result as it comes, stopped at any time, texts looked for at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cancel import CancelToken
from services.engine import Engine, doctor
from services.engine.doctor import Samples
from services.errors import Cancelled
from services.records import Check
from tests.support.library import new_library

SAID = "The spare key hangs behind the blue barometer in the hall."
BYTES = st.binary(min_size=24, max_size=64)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A library with one note."""
    with new_library(tmp_path / "library") as opened:
        opened.library.add_note(SAID)
        yield opened


@given(st.lists(BYTES, min_size=1, max_size=20), st.binary(max_size=90), st.binary(max_size=90))
def test_a_text_is_found_wherever_it_stands(
    texts: list[bytes], before: bytes, after: bytes
) -> None:
    samples = Samples(texts)
    for text in texts:
        assert samples.are_in(before + text + after)


@given(st.lists(BYTES, max_size=20), st.binary(max_size=400))
def test_nothing_else_is_found(texts: list[bytes], chunk: bytes) -> None:
    assert Samples(texts).are_in(chunk) == any(text in chunk for text in texts)


def test_a_part_of_a_text_is_no_find() -> None:
    text = SAID.encode()
    assert not Samples([text]).are_in(b"\0" * 64 + text[:-1] + b"\0" * 64)


@pytest.mark.parametrize("at", range(120, 136))
def test_readable_text_is_found_across_two_pieces_of_a_file(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(doctor, "_CHUNK", 128)
    made = engine._parts.upkeep._doctor
    told = made._leaks(lambda *_what: None, CancelToken())
    assert told.ok
    (engine.data_dir / "stray").write_bytes(b"x" * at + SAID.encode() + b"y" * 300)
    told = made._leaks(lambda *_what: None, CancelToken())
    assert (told.ok, "stray" in told.detail) == (False, True)


def test_each_result_is_told_as_it_comes(engine: Engine) -> None:
    told: list[Check] = []
    progress: list[tuple[int, int, str]] = []
    found = engine.upkeep.doctor(tell=told.append, progress=lambda *what: progress.append(what))
    assert tuple(told) == found
    assert [check.check for check in told][:3] == ["vault", "database", "full text"]
    assert {what for _, _, what in progress} == {"Reading every page", "Looking for readable text"}
    assert all(0 <= done <= total for done, total, _ in progress)


def test_a_check_that_is_stopped_stops(engine: Engine) -> None:
    cancel, told = CancelToken(), []

    def tell(check: Check) -> None:
        told.append(check)
        if len(told) == 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        engine.upkeep.doctor(tell=tell, cancel=cancel)
    assert [check.check for check in told] == ["vault", "database"]


def test_a_stop_interrupts_the_database(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    cancel = CancelToken()
    monkeypatch.setattr("services.store.database.CHECK_STEPS", 1)
    database = engine._core.store.database

    def progress(done: int, _total: int, _what: str) -> None:
        if done == 3:
            cancel.cancel()  # while this table is read

    with pytest.raises(Cancelled):
        database.check(progress, cancel)
    assert database.check() == []
