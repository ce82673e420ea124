"""Phrases of time and the stretches they mean, read on Wednesday 18 March 2026, 10:00 at UTC+1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clock import parse_instant
from services.language.times import TimePhrase, find_time

NOW_MS, OFFSET_MIN = parse_instant("2026-03-18T10:00:00+01:00")


def read(text: str) -> TimePhrase | None:
    return find_time(text, NOW_MS, OFFSET_MIN)


def local(text: str) -> int:
    return parse_instant(f"{text}+01:00")[0]


@pytest.mark.parametrize(
    ("text", "phrase", "start", "end"),
    [
        ("what did I do yesterday?", "yesterday", "2026-03-17T00:00", "2026-03-18T00:00"),
        ("the day before yesterday", None, "2026-03-16T00:00", "2026-03-17T00:00"),
        ("today", None, "2026-03-18T00:00", "2026-03-19T00:00"),
        ("dinner last night", "last night", "2026-03-17T19:00", "2026-03-18T06:00"),
        ("this morning", None, "2026-03-18T05:00", "2026-03-18T12:00"),
        ("last Tuesday afternoon", None, "2026-03-17T12:00", "2026-03-17T18:00"),
        ("the plan on Friday", "on Friday", "2026-03-13T00:00", "2026-03-14T00:00"),
        ("on Wednesday", None, "2026-03-18T00:00", "2026-03-19T00:00"),
        ("last Wednesday", None, "2026-03-11T00:00", "2026-03-12T00:00"),
        ("next Friday", None, "2026-03-20T00:00", "2026-03-21T00:00"),
        ("yesterday evening", None, "2026-03-17T17:00", "2026-03-18T00:00"),
        ("in the afternoon of 3 March", None, "2026-03-03T12:00", "2026-03-03T18:00"),
        ("last week", None, "2026-03-09T00:00", "2026-03-16T00:00"),
        ("this week", None, "2026-03-16T00:00", "2026-03-23T00:00"),
        ("last weekend", None, "2026-03-14T00:00", "2026-03-16T00:00"),
        ("last month", None, "2026-02-01T00:00", "2026-03-01T00:00"),
        ("last year", None, "2025-01-01T00:00", "2026-01-01T00:00"),
        ("two weeks ago", None, "2026-03-01T00:00", "2026-03-08T00:00"),
        ("3 days ago", None, "2026-03-15T00:00", "2026-03-16T00:00"),
        ("a month ago", None, "2026-02-01T00:00", "2026-03-01T00:00"),
        ("in the last three days", None, "2026-03-15T00:00", "2026-03-18T10:00"),
        ("in March", None, "2026-03-01T00:00", "2026-04-01T00:00"),
        ("in November", None, "2025-11-01T00:00", "2025-12-01T00:00"),
        ("in May 2023", None, "2023-05-01T00:00", "2023-06-01T00:00"),
        ("mid-February", None, "2026-02-11T00:00", "2026-02-21T00:00"),
        ("late February", None, "2026-02-21T00:00", "2026-03-01T00:00"),
        ("on 7 May 2023", None, "2023-05-07T00:00", "2023-05-08T00:00"),
        ("December 24th", None, "2025-12-24T00:00", "2025-12-25T00:00"),
        ("the 2nd of March", None, "2026-03-02T00:00", "2026-03-03T00:00"),
        ("2026-01-31", None, "2026-01-31T00:00", "2026-02-01T00:00"),
        ("am 31.1.2026", "31.1.2026", "2026-01-31T00:00", "2026-02-01T00:00"),
        ("in 2024", None, "2024-01-01T00:00", "2025-01-01T00:00"),
        ("in the summer of 2022", None, "2022-06-01T00:00", "2022-09-01T00:00"),
        ("last summer", None, "2025-06-01T00:00", "2025-09-01T00:00"),
        ("in winter", None, "2025-12-01T00:00", "2026-03-01T00:00"),
        ("between 3 March and 10 March", None, "2026-03-03T00:00", "2026-03-11T00:00"),
        ("from January to March", None, "2026-01-01T00:00", "2026-04-01T00:00"),
        ("since Monday", None, "2026-03-16T00:00", "2026-03-18T10:00"),
        ("after 2024", None, "2025-01-01T00:00", "2026-03-18T10:00"),
        ("gestern", None, "2026-03-17T00:00", "2026-03-18T00:00"),
        ("vor zwei Wochen", None, "2026-03-01T00:00", "2026-03-08T00:00"),
        ("letzte Woche", None, "2026-03-09T00:00", "2026-03-16T00:00"),
        ("am Dienstag", None, "2026-03-17T00:00", "2026-03-18T00:00"),
        ("two weeks before Easter", None, "2026-03-17T00:00", "2026-03-24T00:00"),
        ("zwei Wochen vor Ostern", None, "2026-03-17T00:00", "2026-03-24T00:00"),
        ("deux semaines avant Pâques", None, "2026-03-17T00:00", "2026-03-24T00:00"),
        ("dos semanas antes de Pascua", None, "2026-03-17T00:00", "2026-03-24T00:00"),
    ],
)
def test_phrases(text: str, phrase: str | None, start: str, end: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.window.start_ms, found.window.end_ms) == (local(start), local(end))
    assert text[found.start : found.end].removeprefix("the ") == (phrase or text).removeprefix(
        "the "
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        # German
        ("letzten Dienstagnachmittag", "2026-03-17T12:00", "2026-03-17T18:00"),
        ("gestern Abend", "2026-03-17T17:00", "2026-03-18T00:00"),
        ("heute früh", "2026-03-18T05:00", "2026-03-18T12:00"),
        ("in den letzten drei Tagen", "2026-03-15T00:00", "2026-03-18T10:00"),
        ("im vergangenen Monat", "2026-02-01T00:00", "2026-03-01T00:00"),
        ("am 3. März 2025", "2025-03-03T00:00", "2025-03-04T00:00"),
        ("vom 3. bis 10. März", "2026-03-03T00:00", "2026-03-11T00:00"),
        ("Anfang Februar", "2026-02-01T00:00", "2026-02-11T00:00"),
        ("seit Ostern 2025", "2025-04-18T00:00", "2026-03-18T10:00"),
        ("zu Weihnachten", "2025-12-24T00:00", "2025-12-27T00:00"),
        ("im letzten Sommer", "2025-06-01T00:00", "2025-09-01T00:00"),
        ("am Nachmittag des 3. März", "2026-03-03T12:00", "2026-03-03T18:00"),
        ("der Tag nach Neujahr", "2026-01-02T00:00", "2026-01-03T00:00"),
        # French
        ("hier soir", "2026-03-17T17:00", "2026-03-18T00:00"),
        ("qu'est-ce que j'ai vu hier", "2026-03-17T00:00", "2026-03-18T00:00"),
        ("avant-hier", "2026-03-16T00:00", "2026-03-17T00:00"),
        ("mardi dernier dans l'après-midi", "2026-03-17T12:00", "2026-03-17T18:00"),
        ("en mars", "2026-03-01T00:00", "2026-04-01T00:00"),
        ("au mois de février 2025", "2025-02-01T00:00", "2025-03-01T00:00"),
        ("le 3 mars", "2026-03-03T00:00", "2026-03-04T00:00"),
        ("la semaine dernière", "2026-03-09T00:00", "2026-03-16T00:00"),
        ("l’année dernière", "2025-01-01T00:00", "2026-01-01T00:00"),
        ("il y a deux semaines", "2026-03-01T00:00", "2026-03-08T00:00"),
        ("les trois derniers jours", "2026-03-15T00:00", "2026-03-18T10:00"),
        ("cet été", "2025-06-01T00:00", "2025-09-01T00:00"),
        ("l'été dernier", "2025-06-01T00:00", "2025-09-01T00:00"),
        ("avant Noël", None, "2025-12-24T00:00"),
        ("depuis lundi", "2026-03-16T00:00", "2026-03-18T10:00"),
        ("du 3 au 10 mars", "2026-03-03T00:00", "2026-03-11T00:00"),
        ("entre janvier et mars", "2026-01-01T00:00", "2026-04-01T00:00"),
        ("début février", "2026-02-01T00:00", "2026-02-11T00:00"),
        # Spanish
        ("ayer por la tarde", "2026-03-17T12:00", "2026-03-17T20:00"),
        ("anteayer", "2026-03-16T00:00", "2026-03-17T00:00"),
        ("anoche", "2026-03-17T19:00", "2026-03-18T06:00"),
        ("el martes pasado por la mañana", "2026-03-17T05:00", "2026-03-17T12:00"),
        ("el pasado viernes", "2026-03-13T00:00", "2026-03-14T00:00"),
        ("en marzo", "2026-03-01T00:00", "2026-04-01T00:00"),
        ("en marzo de 2025", "2025-03-01T00:00", "2025-04-01T00:00"),
        ("el 3 de marzo", "2026-03-03T00:00", "2026-03-04T00:00"),
        ("hace dos semanas", "2026-03-01T00:00", "2026-03-08T00:00"),
        ("la semana pasada", "2026-03-09T00:00", "2026-03-16T00:00"),
        ("el año pasado", "2025-01-01T00:00", "2026-01-01T00:00"),
        ("los últimos tres días", "2026-03-15T00:00", "2026-03-18T10:00"),
        ("en el verano de 2022", "2022-06-01T00:00", "2022-09-01T00:00"),
        ("después de Año Nuevo", "2026-01-02T00:00", "2026-03-18T10:00"),
        ("desde el lunes", "2026-03-16T00:00", "2026-03-18T10:00"),
        ("entre el 3 y el 10 de marzo", "2026-03-03T00:00", "2026-03-11T00:00"),
        # feasts and distances
        ("at Easter 2024", "2024-03-29T00:00", "2024-04-02T00:00"),
        ("on Good Friday", "2025-04-18T00:00", "2025-04-19T00:00"),
        ("three days after Christmas", "2025-12-29T00:00", "2025-12-30T00:00"),
        ("the week before 3 March", "2026-02-21T00:00", "2026-02-28T00:00"),
        ("between Christmas and New Year", "2025-12-24T00:00", "2026-01-02T00:00"),
    ],
)
def test_phrases_of_other_languages_and_feasts(text: str, start: str | None, end: str) -> None:
    found = read(text)
    assert found is not None
    assert found.window.end_ms == local(end)
    assert found.window.start_ms == (local(start) if start else found.window.start_ms)


@pytest.mark.parametrize(
    "text",
    [
        "was steht hier?", "le dernier mot", "la mañana", "un tour de mars", "the fall of Rome",
        "a mi me gusta", "einmal im Leben", "once upon a time", "l'an", "Ostereier", "dans la nuit",
        "may I see the sun", "march on the capital", "Mondays are bad", "in 9999", "2026-02-30",
        "a second look", "he sat down", "version 2024", "May's garden",
        "", "between you and me",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", ["before 2024", "until March 2023", "before the 5 May 2023"])
def test_open_windows_reach_back_to_the_beginning(text: str) -> None:
    found = read(text)
    assert found is not None
    assert found.window.start_ms <= 0 < found.window.end_ms < NOW_MS
    assert found.label.startswith("until ")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("on Tuesday", "Tuesday 17 March 2026"),
        ("last Tuesday afternoon", "Tuesday 17 March 2026, 12:00 to 18:00"),
        ("in May 2023", "May 2023"),
        ("in 2024", "2024"),
        ("last week", "9 March 2026 to 15 March 2026"),
    ],
)
def test_labels(text: str, label: str) -> None:
    found = read(text)
    assert found is not None
    assert found.label == label


def test_relative_phrases_are_told_from_dates() -> None:
    yesterday, dated = read("yesterday"), read("in May 2023")
    assert yesterday is not None
    assert dated is not None
    assert (yesterday.relative, dated.relative) == (True, False)


_PIECES = st.sampled_from(
    ["last", "Tuesday", "in", "March", "two", "weeks", "ago", "since", "2023", "31", "between",
     "and", "afternoon", "winter", "999", "years", "before", "0", "day", "of", "the", "29", "Feb"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=8), st.integers(0, 4_102_444_800_000), st.integers(-720, 840))
def test_any_phrase_gives_a_stretch_of_time_or_none(
    pieces: list[str], now_ms: int, offset_min: int
) -> None:
    text = " ".join(pieces)
    found = find_time(text, now_ms, offset_min)
    if found is not None:
        assert found.window.start_ms < found.window.end_ms
        assert 0 <= found.start < found.end <= len(text)
        assert found.label


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    read(text)
