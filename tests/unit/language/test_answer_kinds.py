"""Which kind of answer a question asks for, and which texts hold one."""

import pytest

from services.language.answer_kinds import AnswerKind, asked_kind, tells

TIME, NUMBER = AnswerKind.TIME, AnswerKind.NUMBER


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When is the audit?", TIME),
        ("until when can we return it", TIME),
        ("At what time does the train leave?", TIME),
        ("What did I read in May about this: when did we book the hut?", TIME),
        ("How long did the repair take?", TIME),
        ("Bis wann gilt das Angebot?", TIME),
        ("Um wie viel Uhr beginnt es?", TIME),
        ("À quelle heure part le bac ?", TIME),
        ("¿Cuándo llega el paquete?", TIME),
        ("How much is the heat pump?", NUMBER),
        ("What would the new roof cost?", NUMBER),
        ("Under which code is the table reserved?", NUMBER),
        ("Wie viele Stühle fehlen?", NUMBER),
        ("Combien coûte le toit ?", NUMBER),
        ("¿Cuántas sillas faltan?", NUMBER),
        ("What did she say when I called?", None),
        ("Who repairs the lift?", None),
        ("whenever it rains", None),
        ("", None),
    ],
)
def test_what_a_question_asks_for(question: str, kind: AnswerKind | None) -> None:
    assert asked_kind(question) is kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The audit is on 12 May.", {TIME, NUMBER}),
        ("We leave at 7:30.", {TIME, NUMBER}),
        ("It was built in 1987.", {TIME, NUMBER}),
        ("That was three weeks ago.", {TIME, NUMBER}),
        ("See you next week.", {TIME}),
        ("I saw him yesterday.", {TIME}),
        ("Am Donnerstag geht es nicht.", {TIME}),
        ("On se voit la semaine dernière.", {TIME}),
        ("He asks 640 euros for it.", {NUMBER}),
        ("She has two greyhounds.", {NUMBER}),
        ("The lift is slow.", set()),
        ("Mondays-only is no word, nor is twofold.", set()),
        ("", set()),
    ],
)
def test_what_a_text_tells(text: str, kinds: set[AnswerKind]) -> None:
    assert {kind for kind in AnswerKind if tells(kind, text)} == kinds
