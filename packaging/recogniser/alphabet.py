"""The characters the recogniser knows: every Latin script, digits, code and what screens show."""

FOREIGN = "\ufffd"
"""What a run of characters of any other script is read as."""

BLANK = 0
"""The class of "nothing new here" (Graves et al. 2006, connectionist temporal classification)."""

_ASCII = "".join(chr(code) for code in range(0x21, 0x7F))
_LATIN_1 = "".join(chr(code) for code in range(0xA1, 0x100) if code != 0xAD)
_RARE = {0x132, 0x133, 0x138, 0x13F, 0x140, 0x149, 0x17F}  # ligatures and letters out of use
_EXTENDED_A = "".join(chr(code) for code in range(0x100, 0x180) if code not in _RARE)
_EXTENDED_B = "ƏəƠơƯưǍǎǏǐǑǒǓǔǦǧǪǫȘșȚț"
_VIETNAMESE = "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
_FURTHER = "ḌḍḤḥḲḳẀẁẂẃẄẅẞṬṭṢṣŻ"
_SYMBOLS = "–—‘’‚“”„†‡•…‰′″‹›€₹₺₽₿№™←↑→↓↔⇒√∞≈≠≤≥─│┌┐└┘├┤┬┴┼═║█░▒■□▪▲△▶►▼◀◆○●★☆☐☑☒✓✔✕✗✘⌘⌥⇧⏎"

CHARACTERS = " " + "".join(
    dict.fromkeys(
        _ASCII + _LATIN_1 + _EXTENDED_A + _EXTENDED_B + _VIETNAMESE + _FURTHER + _SYMBOLS + FOREIGN
    )
)
"""Class ``i + 1`` is the character at ``i``; class 0 is the blank."""


def classes_of(text: str) -> list[int]:
    """The classes of a text. Raises ``KeyError`` for a character that has none."""
    return [_CLASS[character] for character in text]


_CLASS = {character: at + 1 for at, character in enumerate(CHARACTERS)}
