"""What is worth remembering is told from what is not, by general rules, and explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.text import distance, fingerprint, same_shape, sentences, words
from services.memory.information import WordStatistics
from services.memory.salience import Situation, names_in, salience
from services.memory.statistics import RunningStatistics
from services.memory.telling import told
from services.records import Trust
from tests.support.worth_keeping import KINDS

PLAIN = WordStatistics()


def worth(text: str, **situation: object) -> float:
    return salience(text, Situation(**situation), PLAIN).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("I promised Priya Shah the budget of 40,000 euros by Friday.", "I went there with her."),
        ("We decided to postpone the release.", "The release, hm."),
        ("Meet Anna Berg at 14:30 on 3 May.", "Meet her some time later on."),
        ("The audit of Orion found three defects.", "What did the audit of Orion find?"),
        ("The key lies under the flower pot.", "Hi, good to see you!"),
        ("Torque the flange bolts to 45 Nm.", "Accept all cookies. Privacy policy."),
        ("Ich habe den Vertrag am 3. Mai gekündigt.", "Danke, bitte!"),
    ],
)
def test_order(more: str, less: str) -> None:
    assert worth(more) > worth(less) + 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_worth_keeping_comes_before_what_is_not(kind: str) -> None:
    own = KINDS[kind]
    seen: list[str] = []
    found: dict[bool, list[float]] = {True: [], False: []}
    for keep, text in own.texts:
        before = tuple(seen[-4:]) if own.thread else ()
        found[keep].append(worth(text, trust=own.trust, before=before))
        seen.append(text)
    pairs = [good > bad for good in found[True] for bad in found[False]]
    assert sum(pairs) >= 0.95 * len(pairs)


def test_what_answers_a_question_counts_and_what_repeats_it_does_not() -> None:
    text = "The key to the archive lies under the third stone."
    asked = worth(text, before=("Where is the key to the archive?",))
    assert asked > worth(text, before=("It rained.", "Where did you go then?", "Nowhere."))
    assert "answers a question" in salience(text, Situation(before=("Where?",)), PLAIN).why
    assert worth(text, before=(text,)) < worth(text) - 0.1


def test_what_was_copied_counts() -> None:
    text = "The torque of the flange is 45 Nm"
    assert worth(text, copied=True) == pytest.approx(worth(text) + 0.08)
    assert "you copied it" in salience(text, Situation(copied=True), PLAIN).why


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("Hey Mel! Good to see you! I painted the shed.", "I painted the shed."),
        ("Thanks, Tom! That's so sweet of you. How are you?", ""),
        ("Great, 14:30 at Carla's then", "14:30 at Carla's then"),
        ("You'll do great!", ""),
        ("You are booked on the 9:40 to Ghent.", "You are booked on the 9:40 to Ghent."),
        ("Ja, das klingt super. Ich war gestern in Köln.", "Ich war gestern in Köln."),
        ("Order 77 was shipped.\nAccept all cookies", "Order 77 was shipped."),
        ("I met her there, Anna!", "I met her there"),
        ("", ""),
    ],
)
def test_telling(text: str, telling: str) -> None:
    found = told(text)
    assert found.text == telling
    assert found.nothing is (not telling)


def test_typed_text_holds_no_page_furniture() -> None:
    assert told("subscribe to the newsletter", typed=True).text
    assert told("subscribe to the newsletter").furniture == 1


def test_typed_dwelt_on_and_titled_count() -> None:
    text = "The torque of the flange is 45 Nm"
    base = worth(text)
    assert worth(text, trust=Trust.TYPED) > base
    assert worth(text, dwell_ms=120_000) > base
    assert worth(text, title="Flange manual") > base
    assert worth(text, has_picture=True) > base


def test_it_says_why() -> None:
    found = salience(
        "I agreed with Priya Shah, Tom Baker and Ines Duarte on 40 units by Friday.",
        Situation(trust=Trust.TYPED, dwell_ms=60_000, title="units", has_picture=True),
        PLAIN,
    )
    for reason in ("3 people", "a date", "a number", "you typed it", "you stayed 60 s", "title"):
        assert reason in found.why
    assert salience("so it goes on", Situation(), PLAIN).why == "nothing stands out"
    assert "small talk" in salience("Hello!", Situation(), PLAIN).why
    assert "dates" in salience("from Monday until 4 May", Situation(), PLAIN).why


@given(st.text(max_size=400), st.sampled_from(list(Trust)))
def test_it_lies_between_zero_and_one(text: str, trust: Trust) -> None:
    assert 0 <= worth(text, trust=trust) <= 1


@given(st.lists(st.floats(0, 200), max_size=80), st.floats(0, 200), st.floats(0, 200))
def test_rank_grows_with_information(masses: list[float], a: float, b: float) -> None:
    statistics = PLAIN.with_masses(masses)
    low, high = sorted((a, b))
    assert 0 <= statistics.rank(low) <= statistics.rank(high) <= 1


def test_rare_words_weigh_more_than_common_ones() -> None:
    statistics = WordStatistics({"report": 900, "zyzzyva": 1}, total=2000)
    assert statistics.mass("zyzzyva") > statistics.mass("report") > 0
    assert statistics.mass("the and of") == 0
    assert WordStatistics(masses=()).rank(3) == 0.5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yesterday Anna Berg met NASA staff in Oslo.", ["Anna Berg", "NASA", "Oslo"]),
        ("Nothing here. Then it rained.", []),
        ("My dentist is Dr. Abernathy", ["Dr. Abernathy"]),
        ("On Monday I saw Tom.", ["Tom"]),
        ("Then I met Ann Monday.", ["Ann"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert names_in(text) == names


class Counts:
    """An index that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.size = 10

    def document_frequency(self, terms: object) -> dict[str, int]:
        found = list(terms)  # type: ignore[call-overload]
        self.asked += found
        return dict.fromkeys(found, 3)

    def total(self) -> int:
        return self.size


def test_the_index_is_asked_once_for_a_word_until_it_has_grown() -> None:
    counts = Counts()
    running = RunningStatistics(counts)

    def over(texts: list[str]) -> WordStatistics:
        return running.over(texts, texts)

    first = over(["apple pie", "apple tart"])
    assert sorted(counts.asked) == ["apple", "pie", "tart"]
    assert first.frequencies["apple"] == 3
    again = over(["apple cake"])
    assert counts.asked.count("apple") == 1
    assert again.frequencies["apple"] == 5
    over([f"word{n}" for n in range(3000)])
    over(["apple"])
    assert counts.asked.count("apple") == 2


def test_fingerprints_are_near_for_near_texts() -> None:
    text = "the quarterly invoice for the office on the second floor was paid in full and on time"
    assert distance(fingerprint(text), fingerprint(text.upper())) == 0
    other = "we booked a hall by the lake for the wedding of a cousin who lives in the mountains"
    assert distance(fingerprint(text), fingerprint(other)) > 10
    assert fingerprint("…") == 0
    assert -(2**63) <= fingerprint("anything") < 2**63


def test_shape() -> None:
    assert same_shape("paid 40 euros today", "paid 40 euros todav")
    assert not same_shape("paid 40 euros", "paid 41 euros")
    assert not same_shape("a b c", "a b c d e f g h i j")


def test_words_and_sentences() -> None:
    assert words("It’s Anna-Lena’s 3 pies!") == ["it’s", "anna-lena’s", "3", "pies"]
    assert sentences("Dr. Who came. He left!\nA line") == ["Dr. Who came.", "He left!", "A line"]
    assert sentences("  ") == []


def test_a_common_word_is_as_common_in_a_small_library_as_in_a_large_one() -> None:
    small = WordStatistics({"tree": 100, "quince": 1}, 400)
    large = WordStatistics({"tree": 2500, "quince": 25}, 10_000)
    assert small.inverse_frequency("tree") == pytest.approx(large.inverse_frequency("tree"), 0.01)
    assert small.inverse_frequency("quince") > 3 * small.inverse_frequency("tree")
    few = WordStatistics({"tree": 2}, 4)  # half of four texts say little
    assert small.inverse_frequency("tree") < few.inverse_frequency("tree")
    assert few.inverse_frequency("tree") < few.inverse_frequency("unheard")
