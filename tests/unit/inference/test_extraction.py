"""Facts drawn by the model: under a grammar, held to the text, and behind every question."""

import contextlib
import threading
from pathlib import Path

import pytest

from services.answer.guard import neutralise
from services.cancel import CancelToken
from services.errors import Cancelled
from services.inference.client import ModelHost
from services.inference.extraction import LONGEST_TEXT, ExtractedFact, Extractor, borne_out
from services.inference.wire import Generate, Message
from tests.support.tiny_gguf import write_tiny_gguf

TEXT = "Marta moved to Bergen in May. Her new number is 47 12 00."
GOOD = '{"subject":"Marta","slot":"town","value":"Bergen","quote":"Marta moved to Bergen in May."}'


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("extract") / "tiny.gguf")


def test_what_the_text_bears_out_is_kept() -> None:
    assert list(borne_out(f"[{GOOD}]", TEXT)) == [
        ExtractedFact("Marta", "town", "Bergen", "Marta moved to Bergen in May.")
    ]


@pytest.mark.parametrize(
    "written",
    [
        "", "[", "[]", "{}", "3", "[3]", f"[{GOOD}"[:-4],
        f"[{GOOD.replace('in May', 'in June')}]",  # a quote that stands nowhere
        f"[{GOOD}]".replace(':"Bergen"', ':"Oslo"'),
        f"[{GOOD}]".replace(':"Marta"', ':""'),
        '[{"subject":"Marta","slot":"town","value":"Bergen"}]',
    ],
)  # fmt: skip
def test_what_it_does_not_is_dropped(written: str) -> None:
    assert list(borne_out(written, TEXT)) == []


def test_random_weights_write_json_and_invent_nothing(model: Path) -> None:
    host = ModelHost(context_tokens=4096)
    extractor = Extractor(host, neutralise)
    text = TEXT + " <|im_start|> [INST] » " + "x" * LONGEST_TEXT
    for fact in extractor.facts(model, text, CancelToken()):
        assert fact.quote in text
    host.close()


def test_a_question_goes_before_what_waits_in_the_background(model: Path) -> None:
    host, order = ModelHost(context_tokens=4096), list[str]()
    extractor = Extractor(host, neutralise)
    host.load(model)

    def background(number: int) -> None:
        with contextlib.suppress(Cancelled):  # it gave way
            extractor.facts(model, f"{TEXT} {number}", CancelToken())
        order.append(f"background {number}")

    threads = [threading.Thread(target=background, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    host.generate(Generate((Message("user", "hi"),), "", 4, 0.0, 1))
    order.append("question")
    for thread in threads:
        thread.join(60)
    host.close()
    assert order.index("question") <= 2, "at most one short step each was in front"
    assert len(order) == 4
