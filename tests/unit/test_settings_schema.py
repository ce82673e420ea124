"""The schema of settings: text comes in checked, values stay within limits, words are there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import UsageError
from services.settings import OPTIONS, Option, Settings, find_option, parse_value


@pytest.mark.parametrize("option", OPTIONS, ids=lambda o: o.key)
def test_every_option_explains_itself_and_accepts_its_default(option: Option) -> None:
    assert option.title
    assert option.help.endswith(".")
    assert Settings().get(option.key) == option.default
    assert Settings().with_value(option.key, option.default) == Settings()


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("memory.hot_limit", "500", 500),
        ("memory.search_warm", "false", False),
        ("memory.search_warm", "On", True),
        ("capture.tile_delta", "8", 8.0),
        ("look.theme", "dark", "dark"),
        ("files.folders", "/a\n\n /b c ", ("/a", "/b c")),
        ("answer.model_path", " /m.gguf ", "/m.gguf"),
    ],
)
def test_text_becomes_the_options_type(key: str, text: str, value: object) -> None:
    assert Settings().with_text(key, text).get(key) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("memory.hot_limit", "0"),
        ("memory.hot_limit", "many"),
        ("memory.search_warm", "perhaps"),
        ("capture.tile_delta", "100"),
        ("look.theme", "pink"),
        ("look.nothing", "1"),
        ("look", "1"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(key: str, text: str) -> None:
    with pytest.raises(UsageError) as told:
        Settings().with_text(key, text)
    assert told.value.remedy


def test_a_truth_value_is_no_number() -> None:
    with pytest.raises(UsageError):
        Settings().with_value("memory.hot_limit", True)


def test_lists_and_whole_numbers_are_taken_for_what_they_mean() -> None:
    settings = Settings().with_values(
        {"files.folders": ["/a"], "capture.tile_delta": 7, "gone.option": 1}  # type: ignore[dict-item]
    )
    assert settings.files.folders == ("/a",)
    assert isinstance(settings.capture.tile_delta, float)


@given(st.integers())
def test_numbers_stay_within_their_limits(number: int) -> None:
    option = find_option("look.text_scale")
    try:
        settings = Settings().with_value(option.key, parse_value(option, str(number)))
    except UsageError:
        assert not 80 <= number <= 200
    else:
        assert settings.look.text_scale == number
