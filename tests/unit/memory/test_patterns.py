"""Facts are read from many shapes of sentence, and not from guesses, questions or states."""

import pytest

from services.memory.patterns import statements
from services.memory.slots import clean_value, is_single, related_words, singular, slot_name


def read(sentence: str) -> list[tuple[str, str, str]]:
    return [(s.subject, s.slot, s.value) for s in statements(sentence)]


@pytest.mark.parametrize(
    ("sentence", "slot", "value"),
    [
        ("My optician is Dr Hanna Vogel.", "optician", "Dr Hanna Vogel"),
        ("The roof leaks, so my plumber is now Stan Cole.", "plumber", "Stan Cole"),
        ("I picked Hanna Vogel as my new optician.", "optician", "Hanna Vogel"),
        ("Hanna Vogel is now my optician.", "optician", "Hanna Vogel"),
        ("Dr. Hanna Vogel took over as my optician last week.", "optician", "Dr. Hanna Vogel"),
        ("My optician's name is Vogel.", "optician", "Vogel"),
        ("We have a new cleaner, Maria Lopez.", "cleaner", "Maria Lopez"),
        ("I found a new physio called Ben Carter.", "physio", "Ben Carter"),
        ("My old tutor left, the new one is Elin Berg.", "tutor", "Elin Berg"),
        ("My vet retired and Kofi Mensah took over.", "vet", "Kofi Mensah"),
        ("Beatriz replaced Tom as our team lead.", "team lead", "Beatriz"),
        ("I decided to make Lloyds my bank.", "bank", "Lloyds"),
        ("They sent Marta Kowalski, my new case worker.", "case worker", "Marta Kowalski"),
        ("I joined the Riverside choir.", "choir", "Riverside"),
        ("I moved my choir membership to Hilltop.", "choir", "Hilltop"),
        ("I switched my energy contract from Eon to Octopus Energy.", "energy", "Octopus Energy"),
        ("I switched banks to Monzo.", "bank", "Monzo"),
        ("I replaced my laptop with a ThinkPad X1.", "laptop", "ThinkPad X1"),
        ("My pension was transferred to Nest.", "pension", "Nest"),
        ("My hourly rate went from 40 to 55 euros.", "hourly rate", "55 euros"),
        ("I am with Aviva for my car insurance.", "car insurance", "Aviva"),
        ("My new address is 12 Mill Road, Bristol.", "address", "12 Mill Road, Bristol"),
        ("My email is now jo.smith@example.org.", "email", "jo.smith@example.org"),
        ("You can reach me at +44 7700 900123.", "phone number", "+44 7700 900123"),
        ("Write to me at jo@example.org.", "email", "jo@example.org"),
        ("I live in Leeds.", "home", "Leeds"),
        ("Last month we moved to Bristol.", "home", "Bristol"),
        ("I started working at Acme Robotics.", "employer", "Acme Robotics"),
        ("I sold it and now ride a red Brompton.", "bike", "red Brompton"),
        ("My favourite colour is green.", "favourite colour", "green"),
        ("My desk is in room 4.12.", "desk", "room 4.12"),
        ("As of today, my supervisor will be Ines Duarte.", "manager", "Ines Duarte"),
        ("My sister Anna lives far away.", "sister", "Anna"),
        ("I'm allergic to peanuts.", "allergy", "peanuts"),
        ("Ines Duarte is taking over from Tom as my manager.", "manager", "Ines Duarte"),
        ("Switched gyms to Ironclad.", "gym", "Ironclad"),
        ("New dentist: Dr Lund.", "dentist", "Dr Lund"),
        ("Phone number changed to 030 5550 0999.", "phone number", "030 5550 0999"),
        ("Now working at Borealis.", "employer", "Borealis"),
        ("My phone broke, so I now have an iPhone 15.", "phone", "iPhone 15"),
        ("My usual cafe closed, so I go to Kaffa now.", "cafe", "Kaffa"),
        ("I changed doctors and now see Dr Lund.", "doctor", "Dr Lund"),
        ("I've switched physios, it's Ben Carter now.", "physio", "Ben Carter"),
        ("I get my hair cut at Salon Nine.", "hair cut", "Salon Nine"),
        ("I do yoga at Lotus Studio.", "yoga", "Lotus Studio"),
        ("I now swim at Dockside Pool.", "swim", "Dockside Pool"),
        ("My veg box comes from Riverford.", "veg box", "Riverford"),
        ("My rent went up to 990 euros.", "rent", "990 euros"),
        ("My Spanish teacher is Pilar.", "spanish teacher", "Pilar"),
        ("I'm a member of the Tideway Library.", "membership", "Tideway Library"),
        ("I have been promoted to lead engineer.", "job", "lead engineer"),
        ("I subscribed to Tidal.", "subscription", "Tidal"),
        ("Mein Zahnarzt ist jetzt Dr. Weber.", "zahnarzt", "Dr. Weber"),
        ("Ich wohne in Hamburg.", "home", "Hamburg"),
        ("Ich habe meinen Stromvertrag zu Lichtblick gewechselt.", "stromvertrag", "Lichtblick"),
    ],
)  # fmt: skip
def test_what_people_say_of_themselves(sentence: str, slot: str, value: str) -> None:
    assert ("", slot, value) in read(sentence)


@pytest.mark.parametrize(
    ("sentence", "subject", "slot", "value"),
    [
        ("Priya's manager is Tom Baker.", "Priya", "manager", "Tom Baker"),
        ("Priya works at Contoso.", "Priya", "employer", "Contoso"),
        ("Anna moved to Berlin in March.", "Anna", "home", "Berlin"),
        ("The deadline for Orion is 3 May.", "Orion", "deadline", "3 May"),
        ("Tom is the lead of Orion.", "Orion", "lead", "Tom"),
        ("Anna O'Brien's office is now room 12.", "Anna O'Brien", "office", "room 12"),
        ("Ben prefers tea.", "Ben", "prefers", "tea"),
    ],
)
def test_what_is_said_of_others(sentence: str, subject: str, slot: str, value: str) -> None:
    assert (subject, slot, value) in read(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Who is my manager?",
        "If my accountant is Tom, we will see.",
        "I wish my car was a Volvo and my boat is Blue.",
        "My day was good.",
        "My car is broken.",
        "My phone is dead.",
        "My point is that Tom left.",
        "She said my manager is great.",
        "My dentist is not far.",
        "I think my brother is right.",
        "Maybe my next manager is Tom.",
        "My flight is delayed.",
        "Hey Nate, my family is fine.",
        "Yeah, our trip got off to a bad start.",
        "I had a hard time with my business, Jon.",
        "I joined a gym last week!",
        "I want to stay in the moment.",
        "My family is my motivation.",
        "We put our hearts into our dreams.",
        "x" * 700,
        "",
    ],
)
def test_what_states_nothing(sentence: str) -> None:
    assert read(sentence) == []


def test_endings_and_replacements_are_told() -> None:
    (ended,) = statements("My doctor is no longer Dr Sand.")
    assert (ended.slot, ended.value, ended.ended) == ("doctor", "Dr Sand", True)
    (left,) = statements("I left the Tideway gym.")
    assert (left.slot, left.value, left.ended) == ("*", "Tideway", True)
    (swapped,) = statements("I switched from Vodafone to Fairphone.")
    assert (swapped.slot, swapped.value, swapped.replaces) == ("*", "Fairphone", "Vodafone")
    (new,) = statements("My tutor is now Elin.")
    assert new.changed


def test_a_note_in_telegraphic_style_keeps_its_places() -> None:
    sentence = "Switched gyms to Ironclad."
    (found,) = statements(sentence)
    assert sentence[found.start : found.end] == "Ironclad"


def test_without_a_speaker_only_others_are_told_of() -> None:
    found = list(statements("My tutor is Elin, Priya works at Contoso.", speaker=False))
    assert [(s.subject, s.slot) for s in found] == [("Priya", "employer")]


def test_values_and_quotes_stand_in_the_sentence() -> None:
    sentence = "I changed my internet provider from BT to Hyperoptic last year."
    (found,) = statements(sentence)
    assert sentence[found.start : found.end] == found.value == "Hyperoptic"


@pytest.mark.parametrize(
    ("noun", "slot"),
    [
        ("new gym membership", "gym"),
        ("mobile number", "phone number"),
        ("line manager", "manager"),
        ("membership", "membership"),
        ("sister's husband", "sister's husband"),
        ("vet's", "vet"),
        ("day", None),
        ("new", None),
        ("", None),
    ],
)
def test_slots_have_one_name(noun: str, slot: str | None) -> None:
    assert slot_name(noun) == slot


def test_slots_hold_one_value_or_several() -> None:
    assert is_single("employer")
    assert is_single("phone number")
    assert not is_single("friend")
    assert not is_single("best friends")
    assert not is_single("commitment")


def test_a_question_may_mean_a_slot_by_other_words() -> None:
    assert {"car", "drive"} <= related_words("car")
    assert related_words("swimming club") == {"swimming", "club"}


def test_plurals() -> None:
    assert [singular(w) for w in ("banks", "agencies", "boxes", "churches", "gas", "class")] == [
        "bank", "agency", "box", "church", "ga", "class",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "loose", "value"),
    [
        ("Stan and he is good", False, "Stan"),
        ("Stan and Sons", False, "Stan and Sons"),
        ("the Blue Door, near here", False, "Blue Door"),
        ("a mess", False, None),
        ("a hatchback", False, "hatchback"),
        ("the main focus", False, None),
        ("decaf", True, "decaf"),
        ("decaf", False, None),
        ("late", True, None),
        ("it", True, None),
        ("in 2 weeks", False, "2 weeks"),
        ("x" * 200, True, None),
        ("", True, None),
    ],
)
def test_values_are_cut_and_judged(raw: str, loose: bool, value: str | None) -> None:
    assert clean_value(raw, loose=loose) == value
