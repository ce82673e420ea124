"""Rules are checked before they hold, tried, and reach back to what was kept before them."""

import dataclasses

import pytest

from services.engine.changes import Changes
from services.engine.preferences import Preferences
from services.engine.recording import Recording
from services.errors import UsageError
from services.memory.forget import Forgetter
from services.records import Source, Trust
from services.store import Store
from tests.support.storing import capture, like


class OnlyRules(Recording):
    """Of the recording, what rules need: the store, the preferences and the forgetter."""

    def __init__(self, store: Store) -> None:
        self.preferences = Preferences(store.settings, Changes())
        self._core = self  # type: ignore[assignment]
        self.store = store
        self._forgetter = Forgetter(store, store.database.clock)


@pytest.fixture
def rules(store: Store) -> OnlyRules:
    made = OnlyRules(store)
    for at, (app, title, url) in enumerate(
        (
            ("Firefox", "Accounts", "https://online.bank.example/in"),
            ("Firefox", "Accounts", "https://online.bank.example/in"),
            ("Firefox", "Look-alike", "https://mybank.example/"),
            ("Diary", "Dear diary", ""),
            ("Editor", "plan.md", ""),
        )
    ):
        shape = dataclasses.replace(
            like("screen", Trust.SEEN, app=app, title=title, url=url), source=Source.SCREEN
        )
        store.captures.add(capture(f"text {at}", at=at, like=shape))
    store.captures.add(capture("a note about the diary", at=9, like=like(title="Dear diary")))
    return made


def test_a_rule_that_cannot_be_read_is_refused_and_changes_nothing(rules: OnlyRules) -> None:
    before = rules.preferences.current
    for wrong in ({"site": "https://"}, {"app": "*"}, {"title": "a"}, {}):
        with pytest.raises(UsageError) as told:
            rules.exclude(**wrong)
        assert told.value.remedy
    with pytest.raises(UsageError, match="no site"):
        rules.preferences.change("capture.excluded_sites", ("two words",))
    assert rules.preferences.current == before
    once = rules.exclude(site=" bank.example ")
    assert rules.exclude(site="bank.example") == once
    assert once.capture.excluded_sites == ("bank.example",)


def test_a_window_is_tried_on_the_rules(rules: OnlyRules) -> None:
    assert rules.try_window("Firefox", "Accounts", "https://online.bank.example").kept
    rules.exclude(site="bank.example")
    check = rules.try_window("Firefox", "Accounts", "https://online.bank.example")
    assert (check.kept, check.rule, check.kind) == (False, "bank.example", "site")
    assert rules.try_window("KeePassXC").kind == "app"
    assert [w.title for w in rules.recent_windows(2)] == ["plan.md", "Dear diary"]


def test_what_a_new_rule_would_have_kept_out_is_counted_and_deleted(
    rules: OnlyRules, store: Store
) -> None:
    assert rules.forget_excluded(site="bank.example", dry_run=True).captures == 2
    assert len(store.captures.latest(99)) == 6
    assert rules.forget_excluded(site="bank.example").captures == 2
    assert rules.forget_excluded(app="dia*").captures == 1
    titles = sorted(c.title for c in store.captures.latest(99))
    assert titles == ["Dear diary", "Look-alike", "plan.md"]  # the note stays
    assert rules.forget_excluded(title="nothing like it", dry_run=True).captures == 0
    with pytest.raises(UsageError):
        rules.forget_excluded()
    with pytest.raises(UsageError):
        rules.forget_excluded(site="https://")
