"""The index follows the rows: new, faded, deleted, and after a crash at any step."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.errors import Cancelled
from services.index.codes import coded
from services.index.embedder import MiniLmEmbedder, Vectors
from services.index.indexer import BATCH, Indexer
from services.index.vectors import Grain, VectorIndex
from services.records import (
    DeleteRequest,
    NewCapture,
    NewSegment,
    SegmentId,
    Source,
    Tier,
    Trust,
)
from services.store import Store

KEY = bytes(range(32))


def said(number: int, text: str, thread: str = "chat") -> NewCapture:
    return NewCapture(
        source="chat",
        at_ms=1_000_000 + number * 1000,
        offset_min=0,
        trust=Trust.IMPORTED,
        segments=(NewSegment(text),),
        external_id=f"{thread}/{number}",
        thread=thread,
    )


def add(store: Store, *texts: str, start: int = 0) -> list[SegmentId]:
    batch = [said(start + n, text) for n, text in enumerate(texts)]
    return [segment for _, segments, _ in store.captures.add_many(batch) for segment in segments]


TEXTS = ("The roof leaks again.", "Call the roofer tomorrow.", "Plum jam needs no pectin.")


@pytest.fixture
def indexer(store: Store, embedder: MiniLmEmbedder, vectors: VectorIndex) -> Indexer:
    return Indexer(store, embedder, vectors)


def in_line(store: Store, vectors: VectorIndex, model: str) -> bool:
    hot = {row.id for row in store.tier_rows.every() if row.tier is Tier.HOT}
    expected = store.segments.embedded(model)
    in_chroma = vectors.ids() == vectors.ids(Grain.WINDOW) == expected
    asked = sorted({*hot, SegmentId(10**6)})
    in_memory = all(set(vectors.vectors(asked, grain)[0]) == hot for grain in Grain)
    kept: dict[str, set[SegmentId]] = {grain.value: set() for grain in Grain}
    for grain, ids, _codes, _scales in store.codes.load(model):
        kept[grain].update(ids)
    in_keeping = vectors._keeper is None or all(ids == hot for ids in kept.values())
    return hot == expected and in_chroma and in_memory and in_keeping


def test_what_is_new_is_embedded_once(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    ids = add(store, *TEXTS)
    seen: list[tuple[int, int, str]] = []
    report = indexer.catch_up(lambda done, total, what: seen.append((done, total, what)))
    assert report.embedded == 3
    assert report.cpu_s > 0
    assert seen[-1][:2] == (3, 3)
    assert in_line(store, vectors, embedder.model_id)
    question = embedder.embed(["who repairs water damage on top of the house?"])[0]
    assert vectors.search(question, 2)[0][0] in ids[:2]
    assert indexer.catch_up().embedded == 0
    assert store.counters.all()["vectors.embedded"] == 3


def test_a_window_holds_its_neighbours(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    ids = add(store, TEXTS[0])
    indexer.catch_up()
    lone = embedder.embed([TEXTS[0]])[0]
    assert vectors.search(lone, 1, grain=Grain.WINDOW)[0][1] > 0.995
    add(store, "I bought forty kilos of plums.", start=1)
    indexer.catch_up()
    both = embedder.embed([f"{TEXTS[0]}\nI bought forty kilos of plums."])[0]
    found = dict(vectors.search(both, 2, grain=Grain.WINDOW))
    assert found[ids[0]] > 0.995  # the earlier window was made anew
    alone = dict(vectors.search(lone, 2))
    assert alone[ids[0]] > 0.995  # the segment's own vector was not


def test_a_deleted_neighbour_leaves_every_window(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    ids = add(store, "Lunch at noon.", "The alarm code is on the fridge.", "See you there.")
    indexer.catch_up()
    captures = store.deletion.select(DeleteRequest(ids=("chat/1",)))
    store.deletion.delete(captures)
    report = indexer.catch_up()
    assert (report.removed, report.renewed) == (1, 2)
    assert vectors.ids() == {ids[0], ids[2]}
    clean = embedder.embed(["Lunch at noon.\nSee you there."])[0]
    found = dict(vectors.search(clean, 2, grain=Grain.WINDOW))
    assert min(found.values()) > 0.995
    assert in_line(store, vectors, embedder.model_id)


def test_long_and_lone_segments_are_their_own_window(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    long = "A very long page about bridges. " * 40
    ids = add(store, long, "short")
    indexer.catch_up()
    own = dict(vectors.search(embedder.embed([long])[0], 2, grain=Grain.WINDOW))
    assert own[ids[0]] > 0.999


def test_headings_are_part_of_the_meaning(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    capture = NewCapture(
        source="file", at_ms=5, offset_min=0, trust=Trust.FILE,
        segments=(NewSegment("Turn it off first.", heading="Dishwasher > Repair"),),
    )  # fmt: skip
    store.captures.add(capture)
    indexer.catch_up()
    wanted = embedder.embed(["Dishwasher > Repair\nTurn it off first."])[0]
    assert vectors.search(wanted, 1)[0][1] > 0.995


def test_faded_and_forgotten_leave_and_return(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    ids = add(store, *TEXTS)
    indexer.catch_up()
    store.segments.set_tier(ids[:2], Tier.WARM)
    assert indexer.catch_up().removed == 2
    assert vectors.ids() == {ids[2]}
    store.segments.set_tier(ids[:1], Tier.HOT)
    indexer.catch_up()
    assert vectors.ids() == {ids[0], ids[2]}
    assert in_line(store, vectors, embedder.model_id)


def test_more_than_a_batch_and_a_stop_in_between(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    add(store, *[f"Note {n}" for n in range(BATCH + 6)])
    cancel = CancelToken()

    def stop_after_the_first(done: int, total: int, what: str) -> None:
        assert total == BATCH + 6
        if done == 0:
            cancel.cancel()

    with pytest.raises(Cancelled):
        indexer.catch_up(stop_after_the_first, cancel)
    assert vectors.count() == BATCH
    assert indexer.catch_up().embedded == 6
    assert in_line(store, vectors, embedder.model_id)


class Killed(BaseException):
    """Stands for the end of the process at one step."""


STEPS = (
    "embedder.embed",
    "vectors.add",
    "vectors.remove",
    "vectors.vectors",
    "vectors.scrub",
    "codes.put",
    "codes.remove",
    "segments.mark_embedded",
    "removals.done",
)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("step", "nth"), [*((step, 1) for step in STEPS), ("vectors.add", 3), ("codes.put", 4)]
)
def test_a_kill_at_any_step_is_mended_at_the_next_start(
    step: str,
    nth: int,
    after: bool,
    store: Store,
    embedder: MiniLmEmbedder,
    vectors: VectorIndex,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = add(store, *TEXTS, *[f"Filler number {n}" for n in range(4)])
    Indexer(store, embedder, vectors).catch_up()
    store.segments.set_tier(ids[:1], Tier.WARM)
    store.deletion.delete(store.deletion.select(DeleteRequest(ids=("chat/3",))))
    add(store, "Something new.", "And something more.", start=20)

    owner_name, name = step.split(".")
    owners = {"embedder": embedder, "vectors": vectors}
    owner = owners.get(owner_name) or getattr(store, owner_name)
    real, calls = getattr(owner, name), [0]

    def killed(*args: object, **kwargs: object) -> object:
        calls[0] += 1
        if calls[0] < nth:
            return real(*args, **kwargs)
        if after:
            real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killed)
        try:
            Indexer(store, embedder, vectors).catch_up()
        except Killed:
            assert calls[0] == nth
    Indexer(store, embedder, vectors).catch_up()
    assert in_line(store, vectors, embedder.model_id)
    assert not store.removals.pending("vector")
    assert not store.removals.pending("window")


def test_a_lost_folder_is_filled_from_the_rows(
    store: Store, embedder: MiniLmEmbedder, tmp_path: Path
) -> None:
    add(store, *TEXTS)
    first = VectorIndex(tmp_path / "one", embedder.model_id, embedder.dim, KEY)
    Indexer(store, embedder, first).catch_up()
    first.close()
    empty = VectorIndex(tmp_path / "two", embedder.model_id, embedder.dim, KEY)
    empty.notice = "being set up again"
    assert Indexer(store, embedder, empty).catch_up().embedded == 3
    assert in_line(store, empty, embedder.model_id)
    assert empty.notice == ""
    empty.close()


class OtherModel:
    """The same directions under another name, as after a change of model."""

    model_id = "another-model.1"
    dim = 384

    def __init__(self, inner: MiniLmEmbedder) -> None:
        self._inner = inner

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._inner.embed(texts)


def test_a_new_model_embeds_everything_again(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder, tmp_path: Path
) -> None:
    add(store, *TEXTS)
    indexer.catch_up()
    vectors.close()
    other = OtherModel(embedder)
    again = VectorIndex(tmp_path / "vectors", other.model_id, other.dim, KEY, keeper=store.codes)
    assert Indexer(store, other, again).catch_up().embedded == 3
    assert not list(store.codes.load(embedder.model_id))
    assert in_line(store, again, other.model_id)
    again.close()


def test_an_id_given_out_again_is_embedded_anew(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    ids = add(store, *TEXTS)
    indexer.catch_up()
    store.deletion.delete(store.deletion.select(DeleteRequest(ids=("chat/2",))))
    (reused,) = add(store, "A tower crane stands by the river.", start=50)
    assert reused == ids[2]
    indexer.catch_up()
    found = dict(vectors.search(embedder.embed(["A tower crane stands by the river."])[0], 1))
    assert found[reused] > 0.995
    assert in_line(store, vectors, embedder.model_id)


def test_a_row_that_fades_while_it_is_embedded_keeps_no_vector(
    store: Store, indexer: Indexer, vectors: VectorIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = add(store, *TEXTS)
    real = vectors.add

    def add_then_fade(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)  # type: ignore[arg-type]
        store.segments.set_tier(ids[:1], Tier.WARM)
        store.deletion.delete(store.deletion.select(DeleteRequest(ids=("chat/1",))))

    monkeypatch.setattr(vectors, "add", add_then_fade)
    indexer.catch_up()
    assert vectors.ids() == vectors.ids(Grain.WINDOW) == {ids[2]}


def test_windows_of_the_screen_are_put_together_from_their_segments(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    texts = ("The roof leaks again, says the note from Ann.", "Forty kilos of plums for jam.")
    seen = [
        NewCapture(
            source=Source.SCREEN, at_ms=1_000 * n, offset_min=0, trust=Trust.SEEN,
            segments=(NewSegment(text),), app="Editor", title="notes",
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip
    ids = [own for _, segments, _ in store.captures.add_many(seen) for own in segments]
    asked: list[str] = []
    real = embedder.embed

    class Counting:
        model_id, dim = embedder.model_id, embedder.dim

        def embed(self, batch: Sequence[str]) -> Vectors:
            asked.extend(batch)
            return real(batch)

    Indexer(store, Counting(), vectors).catch_up()
    assert sorted(asked) == sorted(texts)
    whole = embedder.embed(["\n".join(texts)])[0]
    found = dict(vectors.search(whole, 2, grain=Grain.WINDOW))
    assert set(found) == set(ids)
    assert min(found.values()) > 0.85
    # the earlier one is found by what stands after it, which its own vector does not tell
    plums = embedder.embed(["plum jam"])[0]
    alone, window = (dict(vectors.search(plums, 2, grain=grain)) for grain in Grain)
    assert window[ids[0]] > alone[ids[0]] + 0.2
    assert in_line(store, vectors, embedder.model_id)


def test_a_screen_segment_without_its_neighbour_keeps_its_own_direction(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder
) -> None:
    texts = ("Lunch at noon.", "The alarm code is on the fridge.")
    for n, text in enumerate(texts):
        store.captures.add(
            NewCapture(
                source=Source.SCREEN,
                at_ms=n,
                offset_min=0,
                trust=Trust.SEEN,
                segments=(NewSegment(text),),
                app="Chat",
                external_id=f"s/{n}",
            )
        )
    indexer.catch_up()
    store.deletion.delete(store.deletion.select(DeleteRequest(ids=("s/1",))))
    assert indexer.catch_up().renewed == 1
    lunch = embedder.embed([texts[0]])[0]
    assert vectors.search(lunch, 1, grain=Grain.WINDOW)[0][1] > 0.999


def test_a_lost_folder_is_noticed_although_memory_serves(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder, tmp_path: Path
) -> None:
    ids = add(store, *TEXTS)
    indexer.catch_up()
    vectors.close()
    shutil.rmtree(tmp_path / "vectors")
    again = VectorIndex(
        tmp_path / "vectors", embedder.model_id, embedder.dim, KEY, keeper=store.codes
    )
    assert again.search(embedder.embed([TEXTS[2]])[0], 1)[0][0] == ids[2]
    assert Indexer(store, embedder, again).catch_up().embedded == 3
    assert in_line(store, again, embedder.model_id)
    again.close()


def test_lost_codes_are_made_again_without_the_model(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder, tmp_path: Path
) -> None:
    add(store, *TEXTS)
    indexer.catch_up()
    vectors.close()
    store.codes.remove(embedder.model_id, store.segments.embedded(embedder.model_id))
    again = VectorIndex(
        tmp_path / "vectors", embedder.model_id, embedder.dim, KEY, keeper=store.codes
    )
    assert Indexer(store, embedder, again).catch_up().embedded == 0
    assert in_line(store, again, embedder.model_id)
    again.close()


def test_a_deleted_memory_leaves_no_vector_in_any_file(
    store: Store, indexer: Indexer, vectors: VectorIndex, tmp_path: Path
) -> None:
    ids = add(store, *TEXTS, "Filler.", "More of it.")
    indexer.catch_up()
    secret: list[bytes] = []
    for grain in Grain:
        # the memory itself, and the windows beside it that were made with its words
        touched = ids[:3] if grain is Grain.WINDOW else ids[1:2]
        _, exact = vectors._shards.get(grain, touched)
        assert exact is not None
        secret += [row.tobytes() for row in exact]
        secret += [row.tobytes() for row in coded(exact)[0]]
    assert any(holding(tmp_path, piece) for piece in secret)  # while it is there, it is found
    store.deletion.delete(store.deletion.select(DeleteRequest(ids=("chat/1",))))
    indexer.catch_up()
    assert not [piece for piece in secret if holding(tmp_path, piece)]
    assert in_line(store, vectors, indexer._embedder.model_id)


def holding(folder: Path, piece: bytes) -> list[Path]:
    """The files below a folder that hold these bytes."""
    return [file for file in folder.rglob("*") if file.is_file() and piece in file.read_bytes()]


def test_what_is_kept_in_memory_is_searched_without_chroma(
    store: Store,
    indexer: Indexer,
    vectors: VectorIndex,
    embedder: MiniLmEmbedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = add(store, *TEXTS)
    indexer.catch_up()
    again = VectorIndex(
        tmp_path / "elsewhere", embedder.model_id, embedder.dim, KEY, keeper=store.codes
    )
    monkeypatch.setitem(sys.modules, "chromadb", None)  # an import would fail
    assert again.search(embedder.embed([TEXTS[2]])[0], 1)[0][0] == ids[2]
    assert again.count() == 3
    again.close()
    assert not (tmp_path / "elsewhere").exists()
