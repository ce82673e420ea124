"""Moving to another embedding model: the old one serves, nothing mixes, what fails is told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from services.cancel import CancelToken
from services.errors import Cancelled, ModelError
from services.index.embedder import Embedder, MiniLmEmbedder, Vectors
from services.index.gguf import GgufEmbedder, id_of
from services.index.meaning import Choice, Meaning, MeaningLinks
from services.index.vectors import Grain, VectorIndex
from services.inference.embedding import EmbeddingModel
from services.records import DeleteRequest, NewCapture, NewSegment, SegmentId, Tier, Trust
from services.store import Store
from tests.support.storing import KEY
from tests.support.tiny_gguf import write_tiny_embedder

BUNDLED = Choice("", MiniLmEmbedder.model_id, MiniLmEmbedder.dim, "bundled")


class Turned:
    """A model of its own: MiniLM's numbers in another order, under another id."""

    dim = MiniLmEmbedder.dim

    def __init__(self, inner: MiniLmEmbedder, model_id: str) -> None:
        self._inner = inner
        self.model_id = model_id
        self.before: Callable[[], None] = lambda: None

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.before()
        return np.ascontiguousarray(self._inner.embed(texts)[:, ::-1])


@dataclass
class World:
    """A library whose wanted model can be changed; files named bad.* are no models."""

    store: Store
    embedder: MiniLmEmbedder
    folder: Path
    wanted: str = ""
    changes: int = 0
    made: dict[str, Embedder] = field(default_factory=dict)
    released: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def identify(self, path: str) -> Choice:
        if path.startswith("bad"):
            raise ModelError("This is no model.", "Choose another.")
        return Choice(path, f"model of {path}", MiniLmEmbedder.dim, path)

    def open(self, choice: Choice) -> tuple[Embedder, VectorIndex]:
        if choice.path:
            made: Embedder = self.made.setdefault(
                choice.path, Turned(self.embedder, choice.model_id)
            )
        else:
            made = self.embedder
        vectors = VectorIndex(
            self.folder / "vectors", choice.model_id, choice.dim, KEY, keeper=self.store.codes
        )
        return made, vectors

    def changed(self) -> None:
        self.changes += 1

    def start(self) -> Meaning:
        links = MeaningLinks(
            BUNDLED,
            lambda: self.wanted,
            self.identify,
            self.open,
            lambda embedder: self.released.append(embedder.model_id),
            self.changed,
        )
        meaning = Meaning(self.store, links)
        meaning.subscribe(lambda embedder, vectors: self.used.append(embedder.model_id))
        return meaning


@pytest.fixture
def world(store: Store, embedder: MiniLmEmbedder, tmp_path: Path) -> World:
    return World(store, embedder, tmp_path)


@pytest.fixture
def meaning(world: World) -> Iterator[Meaning]:
    made = world.start()
    yield made
    made.close()


def add(store: Store, *texts: str, start: int = 0) -> list[SegmentId]:
    batch = [
        NewCapture(
            source="chat",
            at_ms=1000 * (start + n),
            offset_min=0,
            trust=Trust.IMPORTED,
            segments=(NewSegment(text),),
            external_id=f"chat/{start + n}",
            thread="chat",
        )
        for n, text in enumerate(texts)
    ]
    return [own for _, segments, _ in store.captures.add_many(batch) for own in segments]


TEXTS = ("The roof leaks again.", "Call the roofer tomorrow.", "Plum jam needs no pectin.")


def found(meaning: Meaning, text: str) -> SegmentId:
    return meaning.vectors.search(meaning.embedder.embed([text])[0], 1)[0][0]


def in_line(meaning: Meaning, world: World) -> bool:
    model = meaning.embedder.model_id
    hot = {row.id for row in world.store.tier_rows.every() if row.tier is Tier.HOT}
    every = [meaning.vectors.ids(grain) for grain in Grain]
    every.append(world.store.segments.embedded(model))
    return all(ids == hot for ids in every) and world.store.next_embeddings.count() == 0


def test_the_other_model_takes_over_once_it_is_whole(meaning: Meaning, world: World) -> None:
    ids = add(world.store, *TEXTS)
    meaning.catch_up()
    world.wanted = "other.gguf"
    progress: list[tuple[int, int]] = []
    meaning.catch_up(lambda done, total, _words: progress.append((done, total)))
    assert progress[-1] == (0, 3)
    assert meaning.embedder.model_id == "model of other.gguf"
    assert world.used == ["model of other.gguf"]
    assert found(meaning, TEXTS[2]) == ids[2]
    assert in_line(meaning, world)
    assert not list(world.store.codes.load(BUNDLED.model_id))
    assert (meaning.state().name, meaning.state().coming) == ("other.gguf", "")
    assert world.changes


def test_the_old_one_serves_while_the_other_is_prepared(meaning: Meaning, world: World) -> None:
    ids = add(world.store, *TEXTS, *[f"Filler number {n}" for n in range(80)])
    meaning.catch_up()
    world.wanted = "other.gguf"
    other = Turned(world.embedder, "model of other.gguf")
    world.made["other.gguf"] = other
    late: list[SegmentId] = []
    seen: list[tuple[str, int]] = []

    def meanwhile() -> None:
        state = meaning.state()
        seen.append((state.coming, state.total))
        assert meaning.embedder.model_id == BUNDLED.model_id
        assert found(meaning, TEXTS[2]) == ids[2]
        if not late:
            late.extend(add(world.store, "A crane stands by the river.", start=200))
            gone = world.store.deletion.select(DeleteRequest(ids=("chat/1", "chat/82")))
            world.store.deletion.delete(gone)

    other.before = meanwhile
    meaning.catch_up()
    other.before = lambda: None
    assert ("other.gguf", 83) in seen
    assert meaning.embedder.model_id == "model of other.gguf"
    meaning.catch_up()
    assert found(meaning, "A crane stands by the river.") == late[0]
    assert in_line(meaning, world)


def test_a_stop_on_the_way_is_gone_on_from(world: World) -> None:
    add(world.store, *[f"Filler number {n}" for n in range(70)])
    meaning = world.start()
    meaning.catch_up()
    world.wanted = "other.gguf"
    cancel = CancelToken()
    other = Turned(world.embedder, "model of other.gguf")
    other.before = cancel.cancel
    world.made["other.gguf"] = other
    with pytest.raises(Cancelled):
        meaning.catch_up(cancel=cancel)
    assert world.store.next_embeddings.count() == 64
    meaning.close()
    other.before = lambda: None
    again = world.start()
    assert again.embedder.model_id == BUNDLED.model_id
    progress: list[int] = []
    again.catch_up(lambda done, _total, _words: progress.append(done))
    assert progress == [64]
    assert in_line(again, world)
    again.close()
    third = world.start()  # the choice is remembered
    assert third.embedder.model_id == "model of other.gguf"
    assert third.catch_up().embedded == 0
    third.close()


def test_a_change_of_mind_drops_what_was_prepared(meaning: Meaning, world: World) -> None:
    ids = add(world.store, *[f"Filler number {n}" for n in range(70)])
    meaning.catch_up()
    other = Turned(world.embedder, "model of other.gguf")
    world.made["other.gguf"] = other
    world.wanted = "other.gguf"

    def back() -> None:
        world.wanted = ""

    other.before = back
    meaning.catch_up()
    assert meaning.embedder.model_id == BUNDLED.model_id
    assert not list(world.store.codes.load(other.model_id))
    assert world.released == [other.model_id]
    assert found(meaning, "Filler number 7") == ids[7]
    assert in_line(meaning, world)


def test_a_bad_file_is_told_and_all_stays(meaning: Meaning, world: World) -> None:
    ids = add(world.store, *TEXTS)
    world.wanted = "bad.gguf"
    meaning.catch_up()
    assert meaning.state().problem == "This is no model. Choose another."
    assert found(meaning, TEXTS[2]) == ids[2]
    meaning.catch_up()
    with pytest.raises(ModelError):
        meaning.check("bad.gguf")
    world.wanted = ""
    meaning.catch_up()
    assert meaning.state().problem == ""


def test_a_model_that_fails_on_the_way_is_given_up(meaning: Meaning, world: World) -> None:
    add(world.store, *TEXTS)
    meaning.catch_up()
    world.wanted = "other.gguf"

    class Broken:
        def embed(self, texts: Sequence[str]) -> Vectors:
            raise ModelError("The model broke.", "Choose another.")

        def close(self) -> None:
            pass

    world.made["other.gguf"] = GgufEmbedder(Broken(), "model of other.gguf", MiniLmEmbedder.dim)
    meaning.catch_up()
    assert meaning.state().problem == "The model broke. Choose another."
    assert meaning.embedder.model_id == BUNDLED.model_id
    assert in_line(meaning, world)


def test_a_real_gguf_model_and_back_again(world: World, tmp_path: Path) -> None:
    """The whole way with llama.cpp, to another number of dimensions."""
    path = write_tiny_embedder(tmp_path / "tiny.gguf")
    embedders: list[GgufEmbedder] = []

    def identify(given: str) -> Choice:
        model = EmbeddingModel(Path(given))
        dim = model.info().dim
        model.close()
        return Choice(given, id_of(Path(given)), dim, "tiny")

    def make(choice: Choice) -> tuple[Embedder, VectorIndex]:
        made, vectors = World.open(world, choice)
        if choice.path:
            made = GgufEmbedder(EmbeddingModel(path), choice.model_id, choice.dim)
            embedders.append(made)
        return made, vectors

    world.identify, world.open = identify, make  # type: ignore[method-assign, assignment]
    meaning = world.start()
    ids = add(world.store, *TEXTS)
    meaning.catch_up()
    world.wanted = str(path)
    meaning.catch_up()
    assert (meaning.vectors.dim, meaning.embedder.model_id) == (32, id_of(path))
    assert found(meaning, TEXTS[1]) == ids[1]
    assert in_line(meaning, world)
    world.wanted = ""
    meaning.catch_up()
    assert meaning.vectors.dim == MiniLmEmbedder.dim
    assert found(meaning, TEXTS[1]) == ids[1]
    assert in_line(meaning, world)
    meaning.close()
    for embedder in embedders:
        embedder.close()


def test_an_id_follows_the_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(b"one")
    (tmp_path / "c").write_bytes(b"two")
    assert id_of(tmp_path / "a") == id_of(tmp_path / "b") != id_of(tmp_path / "c")
    with pytest.raises(ModelError, match="cannot be read"):
        id_of(tmp_path / "missing")
