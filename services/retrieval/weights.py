"""The weights of ranking, all in one place, and how they were chosen.

The shape is that of DESIGN §8: a convex sum of four scaled lists, a share of the better neighbour,
factors for person, time and strength; comparison token by token comes on top. The values were
chosen by ``dev.py bench search_weights``, which measures them over corpora made up for this project
(friends, groups, handbooks, screens, mail, a desk) with one corpus left out at a time, and takes a
value only where it gains on the corpora it was not chosen on. No other data has a say.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign that a memory answers a question counts for.

    The first four are shares that sum to 1. ``tokens`` is that of the comparison token by token,
    against their sum; ``neighbour`` the share of the better neighbour's score. The others multiply.
    """

    words: float = 0.2
    words_window: float = 0.15
    meaning: float = 0.4
    meaning_window: float = 0.25
    tokens: float = 0.8
    neighbour: float = 0.25
    person: float = 1.5
    in_time: float = 1.8
    in_place: float = 1.8
    unwanted: float = 0.5
    asks: float = 0.85
    strength_share: float = 0.3
    warm: float = 0.7
    archived: float = 0.6
    at_end: float = 0.3


CHOSEN = Weights()
