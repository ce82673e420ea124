"""Tells the sentences of a text that say something from questions, greetings and applause.

Speech acts are told apart by how they open and close (Jurafsky et al., *Automatic detection of
discourse structure*, 1997: cue phrases, punctuation), in a few languages.
"""

import re
from dataclasses import dataclass

from services.language.lexicon import BOILERPLATE, CHIT_CHAT, DATE, FIRST_PERSON, NEVER_NAMES
from services.language.text import sentence_spans, words

_NAME = r"[A-ZÀ-Þ][\w'’\-]*"
# "Hey Mel, …", "Thanks, Tom! …", "Yeah, …": what comes after it may tell something
_GREETING = re.compile(
    r"^\W*(?:hi|hey|hello|dear|oh|wow|yes|yeah|yep|no|nope|well|so|thanks?(?: you)?(?: so much)?"
    r"|ok(?:ay)?|sure|cool|great|hallo|liebe[r]?|ja|nein|danke|bonjour|salut|merci|oui|non|hola"
    rf"|gracias|sí)(?:,? {_NAME})?(?:[,.!:–-]+\s+|[.!]*$)",
    re.IGNORECASE,
)
_CALLED = re.compile(rf",\s*{_NAME}\s*[!?.]*$")  # "…, Tom!"
_REACTION = re.compile(
    r"^\W*(?:(?:(?:i )?(?:totally |really |fully )?agreed?|wow|awesome|amazing|lovely"
    r"|absolutely|definitely|totally|exactly|true|right"
    r"|cool|great|nice|perfect|glad|congrat\w*|sounds?|good luck|good (?:to|for|job)|well done"
    r"|keep (?:it )?(?:up|going)|take care|see you|no problem|no worries|looking forward"
    r"|can['’]?t wait|let me know|how (?:cool|nice|sweet|lovely|exciting|wonderful)"
    r"|what a)\b|(?:that|it|this)(?:['’]s| is| was| sounds| looks| must be| seems)(?: \w+)? "
    r"(?:so |really |very |such |a |an |pretty |just |totally )*(?:great|good|awesome|amazing"
    r"|lovely|nice|cool|wonderful|fantastic|beautiful|incredible|inspiring|impressive|exciting"
    r"|sweet|fun|tough|hard|rough|sad|bad|terrible|awful|true|right|fine|perfect|interesting)\b"
    r"|(?:i['’]?m|i am|we['’]re) (?:so |really |very )?(?:glad|happy for|happy (?:to|that)|proud"
    r"|sorry|sure|excited for)\b|you(?:['’]re| are)(?: such| so| really| doing| very)\b"
    r"|(?:das )?(?:klingt|freut mich|ist (?:toll|super|schön|schade))\b|super\b|toll\b|genau\b"
    r"|c['’]est (?:super|génial|dommage)|qué (?:bien|bueno|lástima))",
    re.IGNORECASE,
)
# "You'll be great", "you can close this window": what is said about the reader, who knows it
_YOU = re.compile(
    r"\b(?:you|your|yours|yourself|you['’]\w+|du|dein\w*|dich|dir|vous|votre|vos|usted)\b",
    re.IGNORECASE,
)
_SHORT = 8  # words of a greeting that has nothing behind it
_LONG_REACTION = 24  # a longer sentence says more than that it was nice
_FURNITURE = 12  # words of a line of page furniture


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells: its telling sentences joined, and the shares of the others."""

    text: str
    sentences: int
    questions: int
    phrases: int  # greetings, thanks, applause, what is said of the one who reads it
    furniture: int  # fixed words of windows and pages

    @property
    def nothing(self) -> bool:
        """Whether no sentence tells anything."""
        return not self.text


def is_question(sentence: str) -> bool:
    """Whether a sentence ends in a question mark, quotes and brackets aside."""
    return sentence.rstrip(" \"'”’»)").endswith(("?", "？"))


def told(text: str, *, typed: bool = False) -> Told:
    """Part a text into what it tells and what only keeps a talk going.

    What was typed holds no page furniture. A number, a date or a name makes a phrase tell something
    after all ("Great, 14:30 at Carla's then").
    """
    telling: list[str] = []
    counts = {"questions": 0, "phrases": 0, "furniture": 0}
    spans = sentence_spans(text)
    for start, end in spans:
        sentence = text[start:end]
        kind = _kind(sentence, typed=typed)
        if kind:
            counts[kind] += 1
        else:
            telling.append(_CALLED.sub("", _after_greeting(sentence)))
    return Told(" ".join(filter(None, telling)), len(spans), **counts)


def _kind(sentence: str, *, typed: bool) -> str:
    if is_question(sentence):
        return "questions"
    count = len(words(sentence))
    if not typed and count <= _FURNITURE and BOILERPLATE.search(sentence):
        return "furniture"
    rest = _after_greeting(sentence)
    phrase = (
        (count <= _SHORT and CHIT_CHAT.search(sentence))
        or (count <= _LONG_REACTION and _REACTION.match(rest))
        or (not typed and _YOU.search(rest) and not FIRST_PERSON.search(rest))
    )
    return "phrases" if phrase and not _tells_still(rest) else ""


def _after_greeting(sentence: str) -> str:
    greeting = _GREETING.match(sentence)
    return sentence[greeting.end() :] if greeting else sentence


def _tells_still(sentence: str) -> bool:
    if re.search(r"\d", sentence) or DATE.search(sentence):
        return True
    inside = re.findall(rf"(?<=[a-zà-ÿ,] ){_NAME}", _CALLED.sub("", sentence))
    return any(re.sub(r"['’].*", "", name).lower() not in NEVER_NAMES for name in inside)
