"""The slips of a reader of pictures, at a chosen rate of characters."""

import random

# What looks alike on a screen.
ALIKE = {
    "l": "1Ii", "I": "l1", "1": "lI", "O": "0", "0": "O", "o": "0c", "e": "c", "c": "e", "a": "o",
    "n": "ri", "m": "rn", "h": "b", "b": "h6", "u": "v", "v": "u", "g": "q9", "q": "g", "S": "5",
    "5": "S", "B": "8", "8": "B", "t": "f", "f": "t", "i": "l", "r": "n", ".": ",", ",": ".",
    "s": "5", "d": "cl", "w": "vv", "k": "lc", "y": "v", "p": "o",
}  # fmt: skip


def misread(text: str, rate: float, chance: random.Random) -> str:
    """The text with slips in about ``rate`` of its characters (0 to 1)."""
    made = []
    for sign in text:
        if sign == "\n" or chance.random() >= rate:
            made.append(sign)
        elif sign == " " or chance.random() < 0.2:
            continue  # lost; a lost space joins two words
        else:
            made.append(chance.choice(ALIKE.get(sign, sign)) if sign in ALIKE else sign * 2)
    return "".join(made)
