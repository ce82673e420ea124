"""The weights of ranking, all in one place, and how they were chosen.

The shape is that of DESIGN §8: a convex sum of four scaled lists, a share of the better neighbour,
factors for person, time and strength; the comparison token by token comes on top. The values were
chosen by ``dev.py bench search_weights`` over corpora made up for this project (friends, groups,
handbooks, screens, mail, a desk), with one corpus left out at a time to see whether the choice
holds. Of the values within a standard error of the best the one nearest to the hand-set start was
taken, for made-up corpora are not the world: words, tokens and person moved. Time, place and the
kind of answer were measured on the questions that name one; the window's share of meaning was
raised for threads (three of six groups gain 0.4 to 0.8 points, one loses 0.3). ``unwanted`` and
what stands below ``strength_share`` was set by hand. No other data had a say.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign that a memory answers a question counts for.

    The first four are shares that sum to 1. ``tokens`` is that of the comparison token by token,
    against their sum; ``neighbour`` the share of the better neighbour's score. The others multiply.
    """

    words: float = 0.14
    words_window: float = 0.14
    meaning: float = 0.26
    meaning_window: float = 0.46
    tokens: float = 1.5
    neighbour: float = 0.25
    person: float = 1.75
    in_time: float = 2.2
    in_place: float = 2.2
    answer: float = 1.35
    unwanted: float = 0.5
    strength_share: float = 0.3
    warm: float = 0.7
    archived: float = 0.6
    at_end: float = 0.3


CHOSEN = Weights()
