"""Two recognisers as one: a quick one reads every crop, a thorough one what that is unsure of."""

from collections.abc import Callable, Sequence

from services.reading.lines import Image
from services.reading.recognise import LineRecogniser, Recognised, Recogniser
from services.reading.screen_net import FOREIGN, ScreenRecogniser

SURE = 0.05
"""The chance of no error below which a crop is read again: 2 % of those of real windows. Above it
reading twice takes longer and mends nothing."""

_LIKELY_TEXT = 0.5
"""The thorough recogniser's mean probability of a character below which it saw no text."""


class Cascade:
    """Made for one thread. ``read_again`` counts the crops that both have read.

    The thorough recogniser (RapidOCR's) is loaded when it is first needed: mostly never.
    """

    def __init__(
        self,
        quick: LineRecogniser | None = None,
        make_thorough: Callable[[], LineRecogniser] = Recogniser,
        sure: float = SURE,
    ) -> None:
        self._quick = quick or ScreenRecogniser()
        self._make_thorough = make_thorough
        self._thorough: LineRecogniser | None = None
        self._sure = sure
        self.read_again = 0

    def read(self, crops: Sequence[Image]) -> list[Recognised]:
        """The text of each crop, in the order given."""
        results = self._quick.read(crops)
        unsure = [at for at, result in enumerate(results) if self._is_unsure(result)]
        if not unsure:
            return results
        if self._thorough is None:
            self._thorough = self._make_thorough()
        self.read_again += len(unsure)
        for at, again in zip(
            unsure, self._thorough.read([crops[at] for at in unsure]), strict=True
        ):
            results[at] = _better(results[at], again)
        return results

    def _is_unsure(self, result: Recognised) -> bool:
        """Whether a crop is to be read again."""
        return FOREIGN in result.text or result.confidence < self._sure


def _better(first: Recognised, again: Recognised) -> Recognised:
    """What the thorough recogniser read, unless it found nothing where there were known letters.

    Its mean probability stands beside the other's chance of no error: both only tell text from
    what is none, so what is hardly text gets none.
    """
    if not again.text and FOREIGN not in first.text:
        return first
    return again if again.confidence >= _LIKELY_TEXT else Recognised(again.text, 0.0)
