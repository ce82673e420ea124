"""The engine's front door on a real library: bring in, find, answer, fade, delete, restore."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.compose import restore
from services.clock import DAY_MS, ManualClock
from services.engine import Engine, foresight
from services.errors import (
    AlreadyRunningError,
    DataDirError,
    UsageError,
    VaultError,
    WorldError,
    WrongPassphraseError,
)
from services.memory.feedback import Feedback
from services.records import (
    CachedLine,
    CaptureMode,
    ChangeKind,
    DeleteRequest,
    Fading,
    Outcome,
    Query,
    SegmentId,
    Signal,
    Tier,
)
from services.vault.keysources import Passphrase
from tests.support.library import CHEAP, new_library, opening, reopened, write_records
from tests.support.waiting import wait_until

RECORDS = (
    {"id": "a", "at": "2026-02-20T09:00:00Z", "source": "chat", "app": "Chat", "thread": "t",
     "author": "Mira", "text": "The lighthouse tour starts at 7:45 on pier 12."},
    {"id": "b", "at": "2026-02-20T09:01:00Z", "source": "chat", "app": "Chat", "thread": "t",
     "author": "Jonas", "text": "I will bring the binoculars and two thermos flasks."},
    {"id": "c", "at": "2026-02-24T18:00:00Z", "source": "page", "app": "Browser",
     "url": "https://cooking.example/quince", "title": "Quince jelly",
     "text": "Simmer the quince peel for forty minutes before straining the juice."},
)  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A library with three memories."""
    with new_library(tmp_path / "library") as engine:
        report = engine.library.import_jsonl(write_records(tmp_path / "in.jsonl", RECORDS))
        assert report.imported == 3
        yield engine


def first(engine: Engine, text: str) -> SegmentId:
    return engine.library.search(Query(text, 1)).hits[0].segment_id


def test_finds_what_was_brought_in(engine: Engine) -> None:
    hits = engine.library.search(Query("when does the lighthouse tour begin", 3)).hits
    assert hits[0].external_id == "a"
    assert hits[0].why
    assert engine.library.hit(hits[0].segment_id).text == hits[0].text
    assert set(engine.library.apps()) == {"Chat", "Browser"}


def test_answers_with_a_verbatim_citation_or_not_at_all(engine: Engine) -> None:
    answer = engine.asking.ask("What does Jonas bring?", extractive=True)
    assert answer.outcome is Outcome.ANSWERED
    assert any(c.quote in RECORDS[1]["text"] for c in answer.citations)
    nothing = engine.asking.ask("Who won the chess championship in Reykjavik?", extractive=True)
    assert nothing.outcome is Outcome.NOT_FOUND
    assert engine.asking.history()[0].question.startswith("Who won")
    engine.asking.forget_question(engine.asking.history()[0].id)
    assert len(engine.asking.history()) == 1
    engine.asking.clear_history()
    assert engine.asking.history() == ()


@pytest.mark.parametrize("question", ["", "   "])
def test_a_question_must_be_one(engine: Engine, question: str) -> None:
    with pytest.raises(UsageError):
        engine.asking.ask(question)


def test_notes_are_kept_and_counted(engine: Engine) -> None:
    heard: list[ChangeKind] = []
    unsubscribe = engine.subscribe(heard.append)
    engine.library.add_note("The spare key hangs behind the blue barometer.")
    unsubscribe()
    assert ChangeKind.CAPTURES in heard
    assert engine.library.search(Query("where is the spare key", 1)).hits[0].source == "note"
    assert engine.upkeep.stats().captures == 4
    with pytest.raises(UsageError):
        engine.library.add_note("  ")
    with pytest.raises(UsageError):
        engine.library.add_note("x" * 100_001)


def test_feedback_renews_strength(engine: Engine) -> None:
    before = engine.memories.strengths([first(engine, "quince")])
    told = engine.memories.feedback("c", Signal.OPENED)
    assert told.retrievability > next(iter(before.values())).retrievability
    assert engine.memories.feedback(str(told.segment_id), Signal.PIN).pinned
    assert len(engine.memories.curve(told.segment_id)) > 2
    with pytest.raises(UsageError):
        engine.memories.feedback("nothing", Signal.OPENED)
    with pytest.raises(WorldError):
        engine.memories.curve(SegmentId(999_999))


def test_nightly_work_makes_events_and_facts(engine: Engine) -> None:
    engine.library.add_note("My physiotherapist is Amelie Roux.")
    report = engine.memories.consolidate()
    assert report.events > 0
    assert report.tiers[Tier.HOT] == 4
    facts = engine.memories.facts()
    assert any("Amelie Roux" in f.value for f in facts)
    answer = engine.asking.ask("Who is my physiotherapist?", extractive=True)
    assert "Amelie Roux" in answer.text.split(";")[0]
    assert engine.memories.subjects()
    assert engine.memories.fading() == ()


def test_facts_can_be_edited_and_forgotten(engine: Engine) -> None:
    engine.library.add_note("My physiotherapist is Amelie Roux.")
    engine.memories.consolidate()
    fact = next(f for f in engine.memories.facts() if "Amelie" in f.value)
    assert engine.memories.edit_fact(fact.id, "Amélie Roux").value == "Amélie Roux"
    assert engine.memories.settle(fact.id).value == "Amélie Roux"
    with pytest.raises(UsageError):
        engine.memories.edit_fact(fact.id, " ")
    engine.memories.forget_fact(fact.id)
    assert not [f for f in engine.memories.facts() if f.id == fact.id]
    assert engine.memories.restore_fact(fact.id).value == "Amélie Roux"
    assert [f.id for f in engine.memories.facts() if f.id == fact.id]


def test_commitments_stay_until_they_end(engine: Engine) -> None:
    engine.library.add_note("I'll return the ladder to Edda by Friday. My vet is Dr Lund.")
    engine.memories.consolidate()
    assert all(0 < s.strength <= 1 for s in engine.memories.subjects())
    (promise,) = engine.memories.commitments()
    assert (promise.who, promise.task, promise.open) == ("me", "return the ladder to Edda", True)
    assert promise.due_ms is not None
    ended = engine.memories.end_commitment(promise.fact_id, "done")
    assert (ended.outcome, ended.open) == ("done", False)
    assert engine.memories.commitments() == ()
    assert engine.memories.commitments(ended=True) == (ended,)
    assert engine.memories.end_commitment(promise.fact_id, "").open
    with pytest.raises(UsageError):
        engine.memories.end_commitment(promise.fact_id, "eaten")
    other = next(f for f in engine.memories.facts() if f.slot == "vet")
    with pytest.raises(UsageError):
        engine.memories.end_commitment(other.id, "done")


def test_deletion_goes_everywhere_and_a_dry_run_nowhere(engine: Engine) -> None:
    request = DeleteRequest(site="cooking.example")
    told = engine.memories.delete(request, dry_run=True)
    assert (told.captures, told.dry_run) == (1, True)
    assert engine.library.search(Query("quince jelly", 1)).hits[0].external_id == "c"
    done = engine.memories.delete(request)
    assert done.captures == 1
    assert "c" not in [h.external_id for h in engine.library.search(Query("quince", 5)).hits]


def test_the_timeline_tells_what_happened(engine: Engine) -> None:
    engine.memories.consolidate()
    span = engine.timeline.span()
    assert span is not None
    density = engine.timeline.density(span, 10)
    assert sum(density.total) == 3
    assert set(density.lanes) == {"Chat", "Browser"}
    assert all(0 <= s <= 1 for s in density.strength)
    assert engine.timeline.events(span)
    nearest = engine.timeline.nearest(span.start_ms)
    assert nearest is not None
    moment = engine.timeline.moment(nearest)
    assert moment.segments[0].text == RECORDS[0]["text"]
    assert moment.curve
    assert moment.event is not None
    day = engine.timeline.day(span.start_ms)
    assert (day.captures, day.events) == (2, 1)
    assert day.lines
    assert len(engine.timeline.captures(span, 10)) == 3
    assert engine.timeline.film(span, 5) == ()
    assert engine.timeline.withheld(span) == ()


def test_an_empty_library_has_empty_answers(tmp_path: Path) -> None:
    with new_library(tmp_path / "library") as engine:
        assert engine.timeline.span() is None
        assert engine.timeline.nearest(0) is None
        assert engine.library.search(Query("anything", 3)).hits == ()
        assert engine.asking.ask("Anything?", extractive=True).outcome is Outcome.NOT_FOUND
        assert engine.upkeep.forecast()[0][1] >= 0
        assert engine.recording.state().mode is CaptureMode.NO_CONSENT
        with pytest.raises(WorldError):
            engine.library.hit(SegmentId(1))


def test_settings_are_kept_but_overrides_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with new_library(folder, overrides={"memory.hot_limit": "7"}) as engine:
        assert engine.settings.memory.hot_limit == 7
        engine.change_setting("look.theme", "dark")
        engine.change_setting_text("capture.idle_after_s", "90")
        engine.reset_setting("look.theme")
        with pytest.raises(UsageError):
            engine.change_setting("memory.hot_limit", 0)
        engine.recording.exclude(app="Ledger Live")
        with pytest.raises(UsageError):
            engine.recording.exclude()
    with reopened(folder) as engine:
        assert engine.settings.memory.hot_limit == 100_000
        assert engine.settings.capture.idle_after_s == 90
        assert engine.settings.look.theme == "system"
        assert "Ledger Live" in engine.settings.capture.excluded_apps


def test_consent_is_asked_before_anything_and_can_be_withdrawn(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with new_library(folder) as engine:
        assert not engine.recording.consent_given()
        engine.recording.give_consent()
    with reopened(folder) as engine:
        assert engine.recording.consent_given()
        engine.recording.withdraw_consent()
        assert not engine.recording.consent_given()


def test_a_backup_comes_back_whole(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "safe.afterimage"
    assert engine.upkeep.backup(file)["files"] >= 2
    restored = tmp_path / "restored"
    restore(file, restored)
    with reopened(restored) as copy:
        assert copy.library.search(Query("lighthouse tour", 1)).hits[0].external_id == "a"
    with pytest.raises(DataDirError):
        restore(file, restored)
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(WorldError, match="damaged"):
        restore(file, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_an_export_can_be_imported_again(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    counts = engine.upkeep.export(folder)
    assert counts["memories"] == 3
    assert counts["days"] == 2
    assert "lighthouse" in (folder / "days" / "2026-02-20.md").read_text()
    with new_library(tmp_path / "second") as second:
        assert second.library.import_jsonl(folder / "memories.jsonl").imported == 3
    with pytest.raises(UsageError):
        engine.upkeep.export(folder)


def test_the_doctor_finds_a_healthy_library_healthy(engine: Engine) -> None:
    checks = {c.check: c for c in engine.upkeep.doctor(repair=True)}
    assert set(checks) >= {"database", "full text", "vectors", "reading", "leaks", "permissions"}
    bad = [c for c in checks.values() if not c.ok and c.check != "screen"]
    assert bad == []


def test_two_programs_cannot_open_one_library(engine: Engine) -> None:
    with pytest.raises(AlreadyRunningError, match="already"):
        reopened(engine.data_dir)


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    new_library(folder).close()
    before = (folder / "vault.json").read_bytes()
    wrong = opening(folder)
    wrong = type(wrong)(folder, Passphrase("another", CHEAP), ManualClock(0))
    from app.compose import create_library, open_library

    with pytest.raises(WrongPassphraseError):
        open_library(wrong)
    with pytest.raises(VaultError):
        create_library(wrong)
    assert (folder / "vault.json").read_bytes() == before
    reopened(folder).close()


def test_closing_twice_is_once(tmp_path: Path) -> None:
    engine = new_library(tmp_path / "library")
    engine.close()
    engine.close()


def test_fading_is_told_before_it_happens(tmp_path: Path) -> None:
    with new_library(tmp_path / "library", overrides={"memory.hot_limit": "2"}) as engine:
        engine.library.import_jsonl(write_records(tmp_path / "in.jsonl", RECORDS))
        told = engine.memories.fading()
        assert [f.from_tier for f in told] == [Tier.HOT]
        engine.memories.keep([told[0].segment_id])
        report = engine.memories.consolidate()
        assert report.tiers.get(Tier.HOT, 0) <= 3


def test_what_fades_is_not_looked_for_each_time_in_a_large_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foresight, "SMALL", 2)
    looked: list[int] = []
    decide = Feedback.fading

    def fading(own: Feedback, limit: int = 50) -> list[Fading]:
        looked.append(limit)
        return decide(own, limit)

    monkeypatch.setattr(Feedback, "fading", fading)
    with new_library(tmp_path / "library", overrides={"memory.hot_limit": "1"}) as engine:
        engine.library.import_jsonl(write_records(tmp_path / "in.jsonl", RECORDS))
        told = engine.memories.fading(10)
        assert len(told) == 2
        assert engine.memories.fading(1) == told[:1]
        assert len(looked) == 1
        engine.memories.keep([told[0].segment_id])
        assert told[0].segment_id not in {f.segment_id for f in engine.memories.fading(10)}
        engine.memories.delete(DeleteRequest(ids=(str(told[1].segment_id),)))
        assert told[1].segment_id not in {f.segment_id for f in engine.memories.fading(10)}
        assert len(looked) == 3
        clock = engine.clock
        assert isinstance(clock, ManualClock)
        clock.advance(foresight.KEPT_MS)
        engine.memories.fading(10)
        assert len(looked) == 4
        engine.change_setting("memory.hot_limit", 100)
        assert engine.memories.fading(10) == ()
        assert len(looked) == 4, "there is room for all: nothing is looked at"


def test_a_day_is_the_local_one(engine: Engine) -> None:
    span = engine.timeline.span()
    assert span is not None
    assert engine.timeline.day(span.start_ms + DAY_MS).captures == 0


def test_a_folder_is_followed_from_the_moment_it_is_watched(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "oven.txt").write_text("The tile oven burns beech logs of thirty centimetres.")
    with new_library(tmp_path / "library") as engine:
        engine.start()
        engine.library.watch(papers)
        engine.library.watch(papers)

        def names() -> list[str]:
            return [h.text for h in engine.library.search(Query("beech logs", 3)).hits]

        wait_until(names, "the first pass over the folder")
        (papers / "more.txt").write_text("Beech logs dry for two years under the eaves.")
        wait_until(lambda: any("eaves" in text for text in names()), "the new file")
        (state,) = engine.library.folders()
        assert state.present
        assert state.documents == 2
        assert engine.library.unwatch(papers).files.folders == ()
        with pytest.raises(UsageError):
            engine.library.watch(papers / "oven.txt")
        broken = papers / "broken.pdf"
        broken.write_bytes(b"%PDF-1.4 nothing")
        assert engine.library.add_paths([broken]).failed
        assert engine.library.failures()
        assert engine.library.retry(broken).failed


def test_lines_that_no_reader_will_be_given_are_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.compose.PRELOADED_LINES", 3)
    with new_library(tmp_path / "library") as engine:
        lines = engine._core.store.lines
        lines.put(CachedLine(bytes([n]) * 8, f"line {n}", 1.0) for n in range(5))
        assert "trim lines" in engine._parts.schedule.run_due()
        assert len(lines.recent(10)) == 3
