"""What facts are about: how a slot is named, whether it holds one value, what a value may be."""

import re

_QUALIFIERS_TEXT = """
new newest latest current present old former previous ex own main primary usual regular trusty
second-hand brand
"""
_QUALIFIERS = frozenset(_QUALIFIERS_TEXT.split())
_CARRIERS_TEXT = """
membership account subscription contract policy plan provider supplier company firm registration
name named called practice
"""
_CARRIERS = frozenset(_CARRIERS_TEXT.split())  # "gym membership" and "gym" are one slot
_MANY_TEXT = """
friend colleague coworker teammate sister brother sibling child kid son daughter cousin aunt uncle
niece nephew neighbour neighbor roommate flatmate hobby interest skill language allergy pet cat dog
medication medicine client customer student instrument commitment goal ingredient member attendee
uses owns prefers speaks membership role task
"""
_MANY = frozenset(_MANY_TEXT.split())
_NO_SLOT_TEXT = """
life day morning evening afternoon night week weekend month year head heart mind point question
problem guess bad pleasure fault turn idea opinion thing issue understanding hope feeling feelings
dream plan answer advice favourite favorite concern worry impression take view bet gut reason time
way goal focus experience mood eyes eye thought thoughts god goodness work
"""
_NO_SLOT = frozenset(_NO_SLOT_TEXT.split())
_ANSWERS = {
    "mobile number": "phone number", "cell number": "phone number",
    "telephone number": "phone number",
    "mobile phone number": "phone number", "cell phone number": "phone number",
    "number": "phone number", "e-mail": "email", "email address": "email",
    "e-mail address": "email",
    "mail address": "email", "home address": "address", "postal address": "address",
    "boss": "manager", "line manager": "manager", "supervisor": "manager",
    "employer": "employer", "workplace": "employer", "place of work": "employer",
    "profession": "job", "occupation": "job", "job title": "job",
    "physician": "doctor", "gp": "doctor", "family doctor": "doctor",
    "date of birth": "birthday", "birth date": "birthday", "automobile": "car",
}  # fmt: skip
_RELATED = {
    "car": ("drive", "drives", "driving", "vehicle"),
    "bike": ("ride", "rides", "cycle", "bicycle"),
    "home": ("live", "lives", "living", "reside", "address", "moved", "town", "city", "where"),
    "address": ("live", "lives", "living", "home", "where"),
    "employer": ("work", "works", "working", "job", "company", "employed"),
    "job": ("work", "works", "profession", "occupation"),
    "phone number": ("phone", "call", "telephone", "mobile", "reach", "number"),
    "email": ("mail", "e-mail", "write", "reach"),
    "school": ("study", "studies", "university", "college"),
    "bank": ("bank", "account"),
    "spouse": ("married", "husband", "wife", "partner"),
    "manager": ("boss", "supervisor", "report"),
    "doctor": ("gp", "physician"),
    "birthday": ("born", "birth"),
    "birthplace": ("born", "birth"),
    "origin": ("from", "come"),
    "commitment": ("promise", "promised", "owe", "due", "deadline"),
    "allergy": ("allergic",),
}
# A state is no fact: "my phone is dead", "my brother is fine".
_STATES = re.compile(
    r"^(?:(?:so|very|too|really|quite|pretty|a bit|a little|rather|all|almost|nearly|totally"
    r"|completely"
    r"|not|never|no|always|still|also|just|back|up|out|off|on|here|there|over|down|away|gone|done"
    r"|about"
    r"|going|getting|being|doing|feeling|looking|coming|trying|making|\w+ing to)\b"
    r"|(?:good|bad|great|fine|ok|okay|nice|awesome|amazing|terrible|awful|late|early|ready|broken"
    r"|dead"
    r"|sick|ill|tired|busy|happy|sad|angry|hungry|full|empty|gone|lost|better|worse|best|worst"
    r"|wrong"
    r"|right|true|false|free|open|closed|cold|hot|warm|slow|fast|hard|easy|long|short|old|new|young"
    r"|safe|sore|sleepy|hurting|complicated|important|similar|different|same|perfect|beautiful"
    r"|lovely|wonderful|fantastic|excited|glad|sure|overdue|expired|cancelled|delayed|missing)\b)",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(
    r"^(?:it|that|this|these|those|he|she|they|him|her|them|we|us|you|me|i|what|which|who|whom"
    r"|whose"
    r"|how|why|when|where|whether|if|to|because|like|as|than|someone|something|somebody|anyone"
    r"|anything|everyone|everything|nothing|nobody|one|another|going|others?|same|mine|yours|in|at|by"
    r"|for|with|from|of|under|and|or|but|more|less|much|many|only|been|now)\b(?![.@])",
    re.IGNORECASE,
)
# what a thing may be said to be without being it: "my job is a nightmare"
_FIGURES = re.compile(
    r"\b(?:challenge|mess|blessing|dream|joy|disaster|nightmare|success|lot|bit|roller coaster"
    r"|thing|hobby|result|kid|child|teen|team|rule|favou?r"
    r"|moment|reminder|must|treat|focus|future|motivation|inspiration|passion|part|way|while|pain"
    r"|problem|priority|delight|gift|surprise|shame|pity|struggle|journey|blast|fan|good|great|bad"
    r"|big|little|huge|real|true|different|long|hard|nice|beautiful|wonderful|year|month|week|day)\b"
)
_ARTICLE = re.compile(
    r"^(?:an?|the|some|my|our|ein(?:e[nmrs]?)?|der|die|das|den|dem)\s+", re.IGNORECASE
)
_CUT = re.compile(
    r"""\s*(?:
      [;!?…\n]|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bMrs)(?<!\bProf)(?<!\b[A-Z])\.(?=\s|$)
        |\s[-–—]\s|\s\(|:\s
    | ,?\s(?:and|but|so|or|und|aber|sondern)\s(?![A-ZÀ-Þ0-9])
    | ,?\s(?:and|but|so|und|aber)\s(?=I\b|I'|Ich\b)
    | ,?\s(?:because|since|which|who|that|while|although|though|after|before|until|till|when|where
        |whom|whose
        |as\s(?:of|my|our|a|the|well|from)|starting|effective|instead|rather|these\sdays
        |at\sthe\smoment|for\snow
        |right\snow|now|today|tonight|yesterday|tomorrow|again|anymore|any\smore|already|soon
        |lately|recently
        |currently|nowadays|too|though|tho|please|btw|last\s(?:week|month|year|night)
        |next\s(?:week|month|year)
        |this\s(?:week|month|year|morning)|seit|weil|jetzt|ab)\b
    | ,?\s(?:for|to|by|if|with|at|on|in|from)\s(?=(?:a|an|the|my|our|me|us|it|that|this|good
        |better|now|about
        |work|free|all|everything|real|once|get|be|have|see|make|use|do|go)\b)
    )""",
    re.VERBOSE,
)
# "is in room 4", "is with Allianz": the preposition is not part of what is named
_LEAD = re.compile(r"^(?:in|at|on|with|by|near|from) (?=(?:the |a |an )?(?:\w+ )?[A-ZÀ-Þ0-9])")
_COMMA = re.compile(r",\s")
_OF = re.compile(r"^(.+?) of (?:the|my|our) (\w+)$")  # "the plate of my car" is "my car's plate"
_EDGE = " \t\"'“”‘’«»,.:;!?()[]*_–—-"


def slot_name(noun: str) -> str | None:
    """The name of a slot from a noun phrase, or None where the phrase names nothing lasting.

    Lower case, without qualifiers ("new"), and without a word that only carries another ("gym
    membership" is "gym"); common synonyms become one.
    """
    noun = _OF.sub(r"\2's \1", noun.lower().strip(_EDGE))
    words = [w for w in noun.split() if w]
    while words and words[0] in _QUALIFIERS | {"the", "a", "an"}:
        words.pop(0)
    while len(words) > 1 and words[-1] in _CARRIERS:
        words.pop()
    if not words or len(words) > 5 or words[-1] in _NO_SLOT | _QUALIFIERS:
        return None
    words[-1] = _without_possessive(words[-1])
    name = " ".join(words)
    return _ANSWERS.get(name, name)


def is_pronoun(text: str) -> bool:
    """Whether a word stands for something that was named elsewhere: "she", "it", "someone"."""
    return _PRONOUNS.match(text.strip().lower()) is not None


def _without_possessive(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def singular(noun: str) -> str:
    """A plural noun phrase in the singular: "banks" is "bank" (English, good enough for a key)."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x")):
        if noun.endswith(ending):
            return noun[: -len(ending)] + instead
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def is_single(slot: str) -> bool:
    """Whether a slot holds one value at a time (an employer) or several (friends)."""
    head = slot.rsplit(" ", maxsplit=1)[-1]
    return head not in _MANY and singular(head) not in _MANY


def related_words(slot: str) -> frozenset[str]:
    """Words by which a question may mean this slot: its own, and verbs that belong to it."""
    return frozenset(slot.split()) | frozenset(_RELATED.get(slot, ()))


def clean_value(raw: str, *, loose: bool, commas: bool = False) -> str | None:
    """The value at the start of a raw stretch of a sentence, or None where it is no value.

    ``loose`` accepts plain lower-case words ("decaf"), otherwise a value must name something:
    a capital, a digit, an address, or a thing with its article. ``commas`` keeps postal addresses
    whole. What is returned stands verbatim in ``raw``.
    """
    text = _LEAD.sub("", raw.lstrip())
    cut = _CUT.search(text)
    text = text[: cut.start()] if cut else text
    text = _until_comma(text, keep=commas or bool(re.match(r"\d+\w?\s[A-ZÀ-Þ]", text)))
    text = text.strip(_EDGE)
    article = _ARTICLE.match(text)
    if article:
        text = text[article.end() :].strip(_EDGE)
    if not text or len(text) > 90 or len(text.split()) > 10:
        return None
    if _PRONOUNS.match(text) and not text[0].isupper():
        return None
    names = bool(re.search(r"[A-ZÀ-Þ0-9@]", text))
    if not names and _STATES.match(text):
        return None
    one_of_them = article is not None and article.group().lower().startswith(("a", "ein"))
    short = len(text.split()) <= 5
    plain = short and (one_of_them or loose) and not (article and _FIGURES.search(text))
    return text if names or plain else None


def _until_comma(text: str, *, keep: bool) -> str:
    for match in _COMMA.finditer(text):
        follows = text[match.end() : match.end() + 1]
        if not keep or not (follows.isupper() or follows.isdigit()):
            return text[: match.start()]
    return text
