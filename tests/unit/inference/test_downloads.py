"""Downloads from a server that speaks the hub's protocol on loopback: resumed, checked, stopped."""

import shutil
import threading
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import huggingface_hub.constants
import pytest

from services.cancel import CancelToken, no_progress
from services.errors import Cancelled, ModelError
from services.inference.catalog import CatalogModel, catalogue, recommended
from services.inference.downloads import Downloads
from tests.support.hub_server import Hub, serving

NAME = "small-Q4_0.gguf"
DATA = b"GGUF" + bytes(range(256)) * 40_000  # 10 MB: several chunks
MODEL = CatalogModel(
    "small", "Small", "maker/small-GGUF", "*Q4_0.gguf", "Apache-2.0", "English",
    0.01, 0.01, 4.5, 4, "fast",
)  # fmt: skip


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_DISABLE_XET", True)
    files = {"README.md": b"hello", NAME: DATA, "small-Q4_0.powerinfer.gguf": b"other"}
    with serving(files) as hub:
        yield hub


@pytest.fixture
def downloads(hub: Hub, tmp_path: Path) -> Downloads:
    return Downloads(tmp_path / "models", hub.url)


def test_a_model_is_fetched_checked_and_known(downloads: Downloads, hub: Hub) -> None:
    told: list[tuple[int, int, str]] = []
    assert downloads.there(MODEL) is None
    path = downloads.fetch(MODEL, lambda *step: told.append(step), CancelToken())
    assert path.read_bytes() == DATA
    assert path == downloads.folder / NAME == downloads.there(MODEL)
    assert {what for _, _, what in told} == {"Small", "Checking"}
    assert told[-1][:2] == (len(DATA), len(DATA))
    before = hub.requests
    assert downloads.fetch(MODEL, no_progress, CancelToken()) == path
    assert hub.requests - before <= 3, "only asked what it is, not fetched again"
    downloads.remove(path)
    assert downloads.there(MODEL) is None
    assert list(downloads.folder.iterdir()) == []


def test_a_broken_connection_is_gone_on_from(downloads: Downloads, hub: Hub) -> None:
    hub.drop_after = [4_000_000, 2_000_000]
    assert downloads.fetch(MODEL, no_progress, CancelToken()).read_bytes() == DATA
    assert len(hub.ranges) == 2
    starts = [int(r.removeprefix("bytes=").split("-")[0]) for r in hub.ranges]
    assert 0 < starts[0] < starts[1]


def test_a_stop_keeps_what_came(downloads: Downloads, hub: Hub) -> None:
    hub.hold, cancel = threading.Event(), CancelToken()

    def step(done: int, _total: int, _what: str) -> None:
        if done > 1_000_000:
            cancel.cancel()
            assert hub.hold is not None
            hub.hold.set()

    with pytest.raises(Cancelled):
        downloads.fetch(MODEL, step, cancel)
    assert downloads.there(MODEL) is None
    hub.hold = None
    assert downloads.fetch(MODEL, no_progress, CancelToken()).read_bytes() == DATA
    assert hub.ranges, "the rest was asked for, not all of it"
    with pytest.raises(Cancelled):
        downloads.fetch(MODEL, no_progress, cancel)


def test_other_bytes_than_stated_are_not_kept(downloads: Downloads, hub: Hub) -> None:
    hub.lie = True
    with pytest.raises(ModelError, match="arrived damaged"):
        downloads.fetch(MODEL, no_progress, CancelToken())
    assert downloads.there(MODEL) is None
    assert not (downloads.folder / NAME).exists()


def test_a_pinned_checksum_goes_before_the_hubs_word(hub: Hub, downloads: Downloads) -> None:
    pinned = CatalogModel(**{**_fields(MODEL), "sha256": "0" * 64})
    with pytest.raises(ModelError, match="arrived damaged"):
        downloads.fetch(pinned, no_progress, CancelToken())


def _fields(model: CatalogModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name in CatalogModel.__slots__}


def test_without_any_checksum_nothing_is_kept(downloads: Downloads, hub: Hub) -> None:
    hub.plain_etag = True
    with pytest.raises(ModelError, match="no checksum"):
        downloads.fetch(MODEL, no_progress, CancelToken())
    assert not (downloads.folder / NAME).exists()


def test_no_room_is_told_before(
    downloads: Downloads, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10, 10, 1000))
    with pytest.raises(ModelError, match="of free disk; there are"):
        downloads.fetch(MODEL, no_progress, CancelToken())


@pytest.mark.parametrize(
    ("status", "words"), [(404, "does not give out"), (401, "does not give out")]
)
def test_a_refusal_is_told(downloads: Downloads, hub: Hub, status: int, words: str) -> None:
    hub.status = status
    with pytest.raises(ModelError, match=words):
        downloads.fetch(MODEL, no_progress, CancelToken())


def test_a_file_that_is_gone_is_told(downloads: Downloads, hub: Hub) -> None:
    del hub.files[NAME]
    with pytest.raises(ModelError, match="no such file"):
        downloads.fetch(MODEL, no_progress, CancelToken())


def test_no_connection_is_told(tmp_path: Path, hub: Hub) -> None:
    named = CatalogModel(**{**_fields(MODEL), "file": NAME})  # a list is tried for much longer
    nowhere = Downloads(tmp_path, "http://127.0.0.1:9")
    with pytest.raises(ModelError, match="cannot be reached"):
        nowhere.fetch(named, no_progress, CancelToken())


def test_offline_is_told(downloads: Downloads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="cannot be reached"):
        downloads.fetch(MODEL, no_progress, CancelToken())


def test_only_what_was_downloaded_here_is_removed(downloads: Downloads, tmp_path: Path) -> None:
    other = tmp_path / "mine.gguf"
    other.write_bytes(b"GGUF")
    with pytest.raises(ModelError, match="not downloaded by"):
        downloads.remove(other)
    assert other.exists()


def test_the_catalogue_has_something_for_each_machine() -> None:
    models = catalogue()
    assert {m.memory_gb for m in models} >= {4, 8, 16, 32}
    assert any("smallthinker" in m.id for m in models)
    assert len({m.id for m in models}) == len(models)
    for model in models:
        assert model.licence in ("Apache-2.0", "MIT")
        assert model.speed in ("slow", "medium", "fast")
        assert model.about_bytes < model.memory_gb * 0.75e9
        assert len(model.sha256) in (0, 64)
        assert bool(model.sha256) == (model.revision != "main"), "a checksum is of a revision"


@pytest.mark.parametrize(
    ("memory", "cores", "wanted"),
    [
        (1e9, 8, None), (4e9, 2, "qwen3-1.7b"), (8e9, 2, "smallthinker-4b-a0.6b"),
        (16.5e9, 8, "qwen3-8b"), (34e9, 16, "qwen3-30b-a3b"), (34e9, 2, "smallthinker-4b-a0.6b"),
    ],
)  # fmt: skip
def test_the_recommendation_goes_by_memory_and_cores(
    memory: float, cores: int, wanted: str | None
) -> None:
    best = recommended(catalogue(), int(memory), cores)
    assert (None if best is None else best.id) == wanted
