"""Whole answers over a list of memories, with and without a real llama.cpp and a tiny model."""

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from services.answer.answerer import NOT_BORNE_OUT, NOTHING_THEN, Answerer, Asked
from services.answer.cite import MARK
from services.answer.extract import NOTHING_FOUND
from services.answer.followup import Before
from services.answer.passages import Passage
from services.answer.prompt import NOT_FOUND
from services.answer.writer import Writer
from services.cancel import CancelToken
from services.clock import DAY_MS
from services.errors import Cancelled, ModelError
from services.index.embedder import MiniLmEmbedder
from services.inference.client import Generation, ModelHost
from services.inference.turns import Priority
from services.inference.wire import Generate
from services.records import Answer, Fact, FactId, FactSource, Hit, Outcome, TimeWindow
from services.settings import AnswerSettings, Settings
from tests.support.tiny_gguf import write_tiny_gguf
from tests.unit.answer.fake_memory import FakeMemory
from tests.unit.answer.made_up_memories import FIRST_DAY_MS, MEMORIES, hit_of

SETTINGS = Settings().answer
SHORT = replace(SETTINGS, prompt_tokens=256, answer_tokens=48)
TAP = "What is leaking near the shed?"
ALL = [hit_of(n) for n in range(len(MEMORIES))]


class ScriptedHost(ModelHost):
    """Says what it is told to: the checks behind a model need sentences no random weights write."""

    def __init__(self, text: str = "", error: ModelError | None = None) -> None:
        super().__init__()
        self.text, self.error = text, error
        self.requests: list[Generate] = []

    def load(
        self,
        path: Path,
        *,
        gpu_layers: int = -1,
        cancel: CancelToken | None = None,
        priority: Priority = Priority.QUESTION,
    ) -> None:
        if self.error:
            raise self.error

    def count(
        self,
        texts: tuple[str, ...],
        *,
        cancel: CancelToken | None = None,
        priority: Priority = Priority.QUESTION,
    ) -> tuple[int, ...]:
        return tuple(len(text.split()) for text in texts)

    def generate(
        self,
        request: Generate,
        on_text: object = None,
        cancel: CancelToken | None = None,
        priority: Priority = Priority.QUESTION,
    ) -> Generation:
        self.requests.append(request)
        return Generation(self.text, True, 9, 9, 4.0, 9.0)


def ask(
    memory: FakeMemory,
    question: str,
    host: ModelHost | None = None,
    model: Path | None = None,
    settings: AnswerSettings = SETTINGS,
) -> Answer:
    answerer = Answerer(memory, memory.read, host or ModelHost())
    return answerer.ask(Asked(question, FIRST_DAY_MS + 50 * DAY_MS, 60, model), settings)


@pytest.fixture
def memory(embedder: MiniLmEmbedder) -> FakeMemory:
    return FakeMemory(list(ALL), embedder.embed_tokens)


def test_the_answer_is_the_sentence_dated_and_with_its_speaker(memory: FakeMemory) -> None:
    memory.notice = "Search by words only."
    answer = ask(memory, TAP)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text.startswith(
        "Marta, Monday 2 March 2026: The water tap by the shed leaks again. [1]"
    )
    assert answer.citations[0].quote == "The water tap by the shed leaks again."
    assert answer.notice == "Search by words only."
    assert 0 < answer.ms.retrieve <= answer.ms.total


def test_a_heading_is_not_quoted_where_its_text_says_more(memory: FakeMemory) -> None:
    text = "# Minutes: autumn fair, 19 March\n\nThe fair opens at ten and closes at six.\n"
    memory.known = [replace(headed(1, text), title="Minutes: autumn fair, 19 March")]
    answer = ask(memory, "When does the autumn fair open?")
    assert [c.quote for c in answer.citations] == ["The fair opens at ten and closes at six."]
    memory = FakeMemory([replace(memory.known[0], text=text.splitlines()[0])], memory.read)
    assert len(ask(memory, "When does the autumn fair open?").citations) == 1


def test_what_came_nearest_is_told_beside_an_answer_that_was_not_found(memory: FakeMemory) -> None:
    answer = ask(memory, "What does Yusuf plant on the balcony?")
    assert (answer.outcome, answer.text, answer.citations) == (
        Outcome.NOT_FOUND,
        NOTHING_FOUND,
        (),
    )
    assert [c.quote for c in answer.nearest] == [
        "I planted two rows of kohlrabi and the slugs got most of them."
    ]
    assert ask(memory, "What is the capital of Mongolia?").nearest == ()


def headed(number: int, text: str, app: str = "Post") -> Hit:
    return replace(hit_of(number), text=text, title="", author="", app=app)


def test_a_heading_that_only_repeats_the_question_is_not_shown(memory: FakeMemory) -> None:
    memory.known = [
        headed(1, "Autumn fair committee"),
        headed(2, "Autumn fair committee — Post"),
        headed(3, "The autumn fair committee meets on Friday at 18:15."),
        headed(4, "Autumn fair committee, 18:15"),
    ]
    answer = ask(memory, "When does the autumn fair committee meet?")
    shown = {c.quote for c in answer.citations}
    assert "The autumn fair committee meets on Friday at 18:15." in shown
    assert shown.isdisjoint({memory.known[0].text, memory.known[1].text})
    memory = FakeMemory(memory.known[:2], memory.read)
    assert ask(memory, "When does the autumn fair committee meet?").outcome is Outcome.NOT_FOUND


def test_a_sentence_that_confirms_is_shown_though_it_repeats_the_question(
    memory: FakeMemory,
) -> None:
    memory.known = [headed(1, "The ferry is cancelled."), headed(2, "Ferry cancelled")]
    assert [c.quote for c in ask(memory, "Is the ferry cancelled?").citations] == [
        "The ferry is cancelled."
    ]
    memory = FakeMemory([headed(1, "We have two ferries.")], memory.read)
    counted = ask(memory, "How many ferries have we?")
    assert [c.quote for c in counted.citations] == ["We have two ferries."]


def test_nothing_is_found_in_an_empty_memory(embedder: MiniLmEmbedder) -> None:
    assert ask(FakeMemory([], embedder.embed_tokens), TAP).outcome is Outcome.NOT_FOUND


def test_a_question_that_only_names_a_time_gets_the_hits_of_that_time(memory: FakeMemory) -> None:
    start = FIRST_DAY_MS + 4 * DAY_MS
    memory.window = TimeWindow(start, start + 2 * DAY_MS)
    memory.known = ALL[3:7]
    for question in ("What did I do last Friday?", "What happened on 6 March?", "and yesterday?"):
        answer = ask(memory, question)
        assert [c.hit.external_id for c in answer.citations] == ["m4", "m5"]
    memory.window = TimeWindow(0, DAY_MS)
    answer = ask(memory, "What did I do in January?")
    assert (answer.outcome, answer.text) == (Outcome.NOT_FOUND, NOTHING_THEN)


def test_a_fact_answers_before_any_search(memory: FakeMemory) -> None:
    quote = "The water tap by the shed leaks again."
    fact = Fact(
        FactId(1), "me", "plumber", "Wim", FIRST_DAY_MS, None, FIRST_DAY_MS,
        (FactSource(ALL[0].segment_id, quote),),
    )  # fmt: skip
    memory.stored_facts = [fact]
    answer = ask(memory, "Who is my plumber?")
    assert answer.text == "Wim (since 2 March 2026) [1]."
    assert answer.citations[0].quote == quote
    assert memory.asked == []


def test_a_long_text_without_stops_is_cut_at_a_word(memory: FakeMemory) -> None:
    text = "the shed tap is leaking " + "and the hose drips " * 60
    memory.known = [replace(ALL[0], text=text)]
    quote = ask(memory, TAP).citations[0].quote
    assert 200 < len(quote) <= 400
    assert text[len(quote)] == " "
    memory.known = [replace(ALL[0], text="leaking shed " + "x" * 900)]
    assert len(ask(memory, TAP).citations[0].quote) == 400


def test_a_disputed_memory_comes_later(memory: FakeMemory) -> None:
    twin = replace(
        hit_of(1), text="The gas tap by the shed leaks again.", author="Marta", disputed=True
    )
    memory.known = [twin, ALL[0]]
    assert ask(memory, TAP).citations[0].hit.external_id == "m0"


def test_a_cancelled_question_raises(memory: FakeMemory) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        Answerer(memory, memory.read, ModelHost()).ask(
            Asked(TAP, FIRST_DAY_MS, 60), SETTINGS, cancel=cancel
        )


# --- with a real model of random weights ---------------------------------------------------------


def test_random_weights_write_under_the_grammar_and_are_not_believed(
    memory: FakeMemory, host: ModelHost, tiny_model: Path
) -> None:
    streamed: list[str] = []
    answer = Answerer(memory, memory.read, host).ask(
        Asked(TAP, FIRST_DAY_MS, 60, tiny_model), SHORT, streamed.append
    )
    text = "".join(streamed)
    assert text
    evidence = len(MEMORIES)
    assert text.startswith("Not") or all(1 <= int(m) <= evidence for m in MARK.findall(text))
    if answer.outcome is Outcome.ANSWERED:
        assert all(c.quote in c.hit.text for c in answer.citations)
        assert answer.notice == NOT_BORNE_OUT or answer.model == "tiny-random"


def test_a_cancel_ends_generation(memory: FakeMemory, host: ModelHost, tmp_path: Path) -> None:
    """How soon it does is measured in docs/PERFORMANCE.md."""
    model = write_tiny_gguf(tmp_path / "slow.gguf", layers=2, width=256)
    cancel, heard = CancelToken(), list[str]()

    def stop(text: str) -> None:
        heard.append(text)
        cancel.cancel()

    host.load(model)
    long = replace(SETTINGS, answer_tokens=2000, prompt_tokens=256)
    with pytest.raises(Cancelled):
        Answerer(memory, memory.read, host).ask(
            Asked(TAP, FIRST_DAY_MS, 60, model), long, stop, cancel
        )
    assert 0 < len("".join(heard)) < 2000, "it ended in the midst of it"


def test_a_cancel_ends_loading(host: ModelHost, tiny_model: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        host.load(tiny_model, cancel=cancel)
    later = CancelToken()
    timer = threading.Timer(0.1, later.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        host.load(tiny_model, cancel=later)  # starting the child alone takes longer
    timer.join()
    host.load(tiny_model)
    assert host.count(("ab",))[0] > 0


@pytest.mark.parametrize("damage", ["missing", "text", "cut"])
def test_a_bad_model_is_told_and_the_quote_comes(
    memory: FakeMemory, host: ModelHost, tiny_model: Path, tmp_path: Path, damage: str
) -> None:
    model = tmp_path / "bad.gguf"
    if damage == "text":
        model.write_text("hello")
    elif damage == "cut":
        model.write_bytes(tiny_model.read_bytes()[:9000])
    answer = ask(memory, TAP, host, model)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations[0].hit.external_id == "m0"
    assert answer.model == ""
    assert "bad.gguf" in answer.notice


def test_a_crash_while_writing_is_told_and_the_quote_comes(
    memory: FakeMemory, host: ModelHost, tiny_model: Path
) -> None:
    def kill(_text: str) -> None:
        if host.pid is not None:
            os.kill(host.pid, signal.SIGKILL)

    long = replace(SETTINGS, prompt_tokens=256, answer_tokens=600)
    for _ in range(8):  # where this side is held up, the child may have said all before it is ended
        answer = Answerer(memory, memory.read, host).ask(
            Asked(TAP, FIRST_DAY_MS, 60, tiny_model), long, kill
        )
        if "ended by the system" in answer.notice:
            break
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations[0].hit.external_id == "m0"
    assert answer.notice.startswith("The language model was ended by the system")
    assert answer.model == ""


def test_a_prompt_stays_inside_the_context(memory: FakeMemory, tiny_model: Path) -> None:
    """The tiny model has a token for each letter, so one piece of evidence fits, or none."""
    memory.known = [
        replace(h, text=f"Is the shed leaking near {n}? " * 20) for n, h in enumerate(ALL)
    ]
    small = replace(SETTINGS, prompt_tokens=30_000, answer_tokens=16)
    for context in (2048, 1024):
        host = ModelHost(context_tokens=context)
        answer = ask(memory, TAP, host, tiny_model, small)
        host.close()
        assert answer.outcome is Outcome.ANSWERED
        assert answer.notice == NOT_BORNE_OUT
        assert answer.model == ""


# --- with sentences that a good model writes -----------------------------------------------------

MODEL = Path("any.gguf")


def number_of(host: ScriptedHost, words: str) -> int:
    lines = host.requests[-1].messages[1].content.splitlines()
    line = next(line for line in lines if words in line)
    return int(line[1 : line.index("]")])


def test_supported_sentences_are_kept_and_renumbered(memory: FakeMemory) -> None:
    memory.known = [ALL[0], ALL[1]]
    host = ScriptedHost("Marta planted two rows of kohlrabi [2]. The tap by the shed leaks [1].")
    answer = ask(memory, "What did Marta say about the shed and the slugs?", host, MODEL)
    assert number_of(host, "kohlrabi") == 2
    assert answer.text == "Marta planted two rows of kohlrabi [1]. The tap by the shed leaks [2]."
    assert [c.hit.external_id for c in answer.citations] == ["m1", "m0"]
    assert answer.ms.first_token == 4.0
    assert answer.notice == ""


def test_unsupported_sentences_are_left_out_with_a_notice(memory: FakeMemory) -> None:
    memory.known = [ALL[0]]
    host = ScriptedHost("The tap by the shed leaks [1]. It cost Marta 900 [1].")
    answer = ask(memory, TAP, host, MODEL)
    assert "900" not in answer.text
    assert answer.notice == "1 unsupported sentence was left out."


def test_an_answer_without_support_is_quoted_instead(memory: FakeMemory) -> None:
    answer = ask(memory, TAP, ScriptedHost("The moon is made of cheese [1]."), MODEL)
    assert answer.notice == NOT_BORNE_OUT
    assert answer.model == ""
    assert answer.citations[0].hit.external_id == "m0"


def test_the_model_may_say_that_nothing_answers(memory: FakeMemory) -> None:
    answer = ask(memory, TAP, ScriptedHost(f" {NOT_FOUND} "), MODEL)
    assert (answer.outcome, answer.text) == (Outcome.NOT_FOUND, NOTHING_FOUND)
    assert answer.ms.first_token == 4.0


def test_a_failing_model_is_told(memory: FakeMemory) -> None:
    host = ScriptedHost(error=ModelError("The language model failed.", "Ask again."))
    answer = ask(memory, TAP, host, MODEL)
    assert answer.notice == "The language model failed. Ask again."
    assert answer.outcome is Outcome.ANSWERED


def test_at_most_three_memories_are_cited(memory: FakeMemory) -> None:
    memory.known = [
        replace(h, text=f"The shed leaks at corner {n}.", author="") for n, h in enumerate(ALL[:5])
    ]
    said = " ".join(f"The shed leaks at corner {n} [{n + 1}]." for n in range(5))
    answer = ask(memory, "Where is the shed leaking?", ScriptedHost(said), MODEL)
    assert len(answer.citations) == 3
    assert answer.notice == "2 unsupported sentences were left out."


def test_evidence_fits_the_budget_and_stands_in_order_of_time(memory: FakeMemory) -> None:
    memory.known = [
        replace(h, text=f"The shed leaks, part {h.external_id}." + " and so on" * 30)
        for h in ALL[:8]
    ]
    host = ScriptedHost("")
    ask(memory, TAP, host, MODEL, replace(SETTINGS, prompt_tokens=256))
    lines = [x for x in host.requests[0].messages[1].content.splitlines() if x.startswith("[")]
    assert 1 <= len(lines) < 4
    parts = [line.split("part ")[1].split(".")[0] for line in lines]
    assert parts == sorted(parts)


def test_without_evidence_nothing_is_generated(memory: FakeMemory) -> None:
    host = ScriptedHost("x [1].")
    found: list[Passage] = []
    asked = Asked(TAP, FIRST_DAY_MS, 60, MODEL)
    writer = Writer(host, memory.hits)
    written = writer.write(asked, MODEL, found, SETTINGS, lambda _t: None, CancelToken())
    assert written is None
    assert host.requests == []


def test_hits_are_never_changed(memory: FakeMemory) -> None:
    before: list[Hit] = list(memory.known)
    ask(memory, TAP)
    assert memory.known == before


@pytest.mark.parametrize("author", ["me", "Me", "I"])
def test_what_the_person_wrote_is_theirs(memory: FakeMemory, author: str) -> None:
    memory.known = [replace(ALL[0], author=author)]
    assert ask(memory, TAP).text.startswith("You, Monday 2 March 2026: ")


# --- follow-ups in the model's words -------------------------------------------------------------


def rewritten(memory: FakeMemory, host: ModelHost) -> str:
    asked = Asked("How long is it?", FIRST_DAY_MS, 60, MODEL)
    last = Before("When does the lease of the plot end?", "At the end of October. [1]")
    return Answerer(memory, memory.read, host).rewritten(asked, last, SETTINGS, CancelToken())


def test_a_follow_up_is_rewritten_with_words_that_stand_there(memory: FakeMemory) -> None:
    assert rewritten(memory, ScriptedHost("How long is the lease?")) == "How long is the lease?"


def test_a_rewriting_with_words_of_its_own_is_not_taken(memory: FakeMemory) -> None:
    assert rewritten(memory, ScriptedHost("How long is the bridge?")) == "How long is it?"
    failing = ScriptedHost(error=ModelError("It failed."))
    assert rewritten(memory, failing) == "How long is it?"


LEASE = "When does the lease of the plot run out?"


def prompt_of(host: ScriptedHost) -> str:
    return host.requests[-1].messages[-1].content


def test_a_rewriting_begins_with_what_the_model_has_read(memory: FakeMemory) -> None:
    host = ScriptedHost("At the end of October [1].")
    answerer = Answerer(memory, memory.read, host)
    answerer.ask(Asked(LEASE, FIRST_DAY_MS + DAY_MS, 60, MODEL), SETTINGS)
    read = prompt_of(host).partition("Today is")[0]
    assert "Our lease for the plot runs out" in read
    asked = Asked("How long is it?", FIRST_DAY_MS + DAY_MS, 60, MODEL)
    answerer.rewritten(asked, Before(LEASE, "In October."), SETTINGS, CancelToken())
    assert prompt_of(host).startswith(read)
    assert host.requests[-1].messages[0] == host.requests[-2].messages[0]


def test_what_was_deleted_since_stands_in_no_other_prompt(memory: FakeMemory) -> None:
    host = ScriptedHost("At the end of October [1].")
    answerer = Answerer(memory, memory.read, host)
    asked = Asked("Who waters the greenhouse?", FIRST_DAY_MS + DAY_MS, 60, MODEL)
    told = ("Ruth waters the greenhouse on Mondays.", "Emil waters the greenhouse on Fridays.")
    memory.known = [replace(hit_of(n), text=text) for n, text in enumerate(told)]
    answerer.ask(asked, SETTINGS)
    gone, *others = [h for h in memory.known if h.text in prompt_of(host)]
    assert others
    memory.forget(gone)
    answerer.ask(asked, SETTINGS)
    assert gone.text not in prompt_of(host)
    assert others[0].text in prompt_of(host)
    memory.forget(others[0])
    answerer.rewritten(asked, Before(LEASE, "In October."), SETTINGS, CancelToken())
    assert others[0].text not in prompt_of(host)
