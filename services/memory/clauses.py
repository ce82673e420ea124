"""Shapes of clauses whose subject may be the speaker or anybody with a name, each written once.

Every template is compiled twice. ``{S}`` stands for who does something ("I have now", "Priya has"),
``{W}`` for whose something is ("my", "Priya's"). Verbs are given in all persons.
"""

import re

from services.memory.grammar import (
    ADVERBS,
    BECAME,
    CHANGE,
    CHANGED_TO,
    NAME,
    NAMED_VALUE,
    NOUN,
    NOUN_GREEDY,
    PLACE,
    VALUE,
    Rule,
)

_SELF = {
    "S": rf"\b(?:I|[Ww]e|and|so|but)(?:['’](?:ve|m|re|ll|d)| have| am| are| will| had| was)?,? "
    rf"{ADVERBS}(?:been )?",
    "W": r"\b(?:[Mm]y|[Oo]ur)",
    "ME": r"(?:me|us)",
}
_OTHER = {
    # "Priya has left Infosys and now works for …": the verb may come after an "and"
    "S": rf"(?P<owner>{NAME})(?:['’]s| is| has| was| will| had)?,?"
    rf"(?: [^.;?!,]{{1,50}}?,? and(?: is| has)?)? {ADVERBS}(?:been )?",
    "W": rf"(?P<owner>{NAME})['’]s?",
    "ME": r"(?:him|her|them)",
}
_WORK = (
    r"(?:works?|worked|working|employed|interns?|interning|starts?|started|starting|joins?|joined"
    r"|joining|signed(?: on)?|got (?:a|the|my|his|her) (?:new )?(?:job|position|post)"
    r"|took (?:a|the) (?:new )?(?:job|position|post)|(?:found|accepted) (?:a|the) (?:new )?job)"
)
_LEFT = (
    r"(?:left|leaves|leaving|quit|quits|resigned from|retired from"
    r"|stopped (?:at|working (?:at|for))|gave up|gives up|cancelled|canceled|dropped|sold"
    r"|got rid of|finished (?:at|with)|no longer with)"
)
_GONE = (
    r"(?:left|retired|quit|resigned|died|closed|moved(?: away| on)?|went"
    r"|is (?:on|gone|leaving|away)|has (?:left|retired|quit|gone|moved|closed|stopped)|stopped"
    r"|was (?:let go|fired|replaced)|broke(?: down)?|shut(?: down)?|can no longer"
    r"|does not|doesn['’]t|no longer)"
)
_ROLE = (
    r"(?P<value>(?:(?:head|senior|junior|chief|lead|deputy|assistant|trainee) )?"
    r"[a-z]{3,}(?: [a-z]{3,})?)"
)
_STARTS = (
    r"(?:now )?(?:starts?|begins?|opens?|meets?|costs?|takes place|is held|happens|comes to|leaves"
    r"|runs|falls|was (?:set|fixed)|is (?:due|scheduled|set|fixed|paid|held)|are (?:due|held))"
)

_HABIT = (
    r"(?:teach(?:es|ing)?|trains?|training|swims?|swimming|plays?|sings?|singing|danc(?:es?|ing)"
    r"|volunteers?|volunteering|climbs?|climbing|rows?|sails?|skates?|paints?|practi[sc](?:es?|ing)"
    r"|stud(?:ies|ying)|shops?|parks?|banks?|worships?|coach(?:es|ing)?|lectures?|cooks?|runs)"
)

_Template = tuple[str, dict[str, object]]
_TEMPLATES: tuple[_Template, ...] = (
    # I left X and joined Y · Priya has left X and now works for Y: whatever slot X was in
    (
        rf"{{S}}{_LEFT} (?:my |our |the )?(?P<old>{NAME}),? (?:and|to|so|but)(?: I| we| he| she)?"
        rf"(?: have| has| am| is)? {ADVERBS}(?:{_WORK}(?: (?:at|for|with|by))?|went to|goes? to|use"
        rf"|uses|subscribed? to|switched to|moved to|took|take|chose|got"
        rf"|(?:rents?|rented|hired?)(?: an?| the| my| our)? [a-z]+ (?:at|from|in)|drives?"
        rf"|rides?|sees?|(?:trains?|plays?|swims?|teach(?:es)?) (?:at|for|with|in))"
        rf" (?:the |an? )?{NAMED_VALUE}",
        {"slot": "employer", "changed": True},
    ),
    (
        rf"{{S}}{_WORK} (?:for|at|by|with) (?:the )?{NAMED_VALUE}",
        {"slot": "employer", "changed": True},
    ),
    (
        rf"{{W}} (?:first day|new job|new position|first week) (?:at|is at|is with|with) "
        rf"(?:the )?{NAMED_VALUE}",
        {"slot": "employer", "changed": True},
    ),
    (
        rf"{{S}}(?:lives?|living|resides?|residing|settled|based|staying for good) "
        rf"(?:in|at|on|near) (?=(?:the )?{PLACE}){VALUE}",
        {"slot": "home", "commas": True},
    ),
    (
        rf"{{S}}(?:moved|moves|moving|relocated|relocating)(?: (?:house|home|flat|back|over|out"
        rf"|from .{{1,40}}?))? (?:to|into) {NAMED_VALUE}",
        {"slot": "home", "changed": True},
    ),
    (
        rf"{{S}}(?:bought|rented|found|got|took) (?:an?|the|our|my) [\w\- ]{{2,24}}? "
        rf"(?:in|at|near) {NAMED_VALUE} and \b.{{0,20}}(?:live|moved|living|moving)",
        {"slot": "home", "changed": True},
    ),
    (
        rf"{{S}}(?:became|become|becomes|promoted to|(?:was|were|been) made|appointed"
        rf"|works? as|working as|hired as|started as) (?:an? |the |my )?{_ROLE}"
        r"(?= at| of| in| for|[.,;!]|$)",
        {"slot": "job", "loose": True, "changed": True},
    ),
    # Beate now teaches at X · I rent a desk at X
    (
        rf"{{S}}(?P<verb>{_HABIT}) (?:at|for|with|in|on) (?:the )?{NAMED_VALUE}",
        {},
    ),
    (
        rf"{{S}}(?:rents?|leases?|hires?|keeps?|stores?|plays?|takes?|teach(?:es)?|stud(?:y|ies)"
        rf"|learns?) (?:an? |the |my |our |his |her )?{NOUN_GREEDY} (?:at|with|from|in) (?:the )?"
        rf"{NAMED_VALUE}",
        {},
    ),
    # my shift now starts at 9:15 · Priya's course begins on Monday
    (
        rf"{{W}} {NOUN} {_STARTS}(?: (?:at|on|for|in|by|from|every))? {VALUE}",
        {"commas": False, "changed": True},
    ),
    # my supplier has changed, it is X now
    (
        rf"{{W}} {NOUN} (?:has |have |was |is )?(?:been )?(?:changed|moved|switched|replaced)"
        rf"[,;:.]? ?(?:and |– )?(?:it|that|he|she|they)(?:['’]s| is| are| will be| became)"
        rf"(?: now)? {VALUE}",
        {"changed": True},
    ),
    # the doctor switched my medication to X
    (
        rf"\b\w+ {ADVERBS}{CHANGE} {{W}}(?: new| current)? {NOUN}(?: over)?"
        rf"(?: from .{{1,40}}?)? {CHANGED_TO} {VALUE}",
        {"changed": True, "loose": True, "swapped": True},
    ),
    # the new plate of my car is X
    (
        rf"\b[Tt]he(?: new| current)? (?P<part>[a-z]+(?: [a-z]+)?) of {{W}} {NOUN_GREEDY} "
        rf"(?:is|was|has become|became|changed to)(?: now)? {VALUE}",
        {"changed": True},
    ),
    # we replaced X as our babysitter with Y
    (
        rf"{{S}}(?:replaced|swapped|exchanged) {NAME} as (?:(?:my|our|the|his|her|their) )?"
        rf"{NOUN_GREEDY} (?:with|by|for) {NAMED_VALUE}",
        {"changed": True},
    ),
    # I fired my accountant and hired X
    (
        rf"{{S}}(?:fired|left|dropped|sacked|lost|sold|cancelled) (?:(?:my|our|the|his|her) )"
        rf"{NOUN_GREEDY},? (?:and|so|then)(?: I| we| he| she)?(?: have| has)? {ADVERBS}"
        rf"(?:hired|took|got|found|chose|bought|signed with|went to|use) {NAMED_VALUE}",
        {"changed": True},
    ),
)

# X has left, so Y does it now: whatever slot of the speaker X was in
SUCCESSION: tuple[Rule, ...] = (
    Rule(
        re.compile(
            rf"(?P<old>{NAME}) {_GONE}\b[^.;]{{0,40}}?(?:,|;) ?(?:so|and|now|since then)? ?"
            rf"(?:now )?{NAMED_VALUE} (?!and\b)(?:\w+ ){{1,4}}?(?:me|my|us|our|now|instead)\b"
        ),
        slot="*",
        changed=True,
    ),
)
_TAKES_OVER = r"(?:takes|took|has taken|is taking|will take) over"
OF_THINGS: tuple[Rule, ...] = (
    # the deadline of Orion was moved to X
    Rule(
        re.compile(
            rf"\b[Tt]he {NOUN} (?:of|for|on) (?:the )?(?P<owner>{NAME}) "
            rf"(?:{BECAME}|(?:has been |was |is )?(?:moved|postponed|brought forward|set) to)"
            rf" {VALUE}"
        ),
        changed=True,
        loose=True,
    ),
    # X has taken over from Z as manager of Halden
    Rule(
        re.compile(
            rf"{NAMED_VALUE} {_TAKES_OVER}(?: from .{{1,30}}?)? as (?:the )?(?:new )?"
            rf"{NOUN_GREEDY} (?:of|for|at) (?:the )?(?P<owner>{NAME})"
        ),
        changed=True,
    ),
    # Tomasz is a nurse at Saint Luke
    Rule(
        re.compile(
            rf"(?P<owner>{NAME}) (?:is|was|['’]s) (?:now )?(?:an?|the) {_ROLE} (?:at|with|for|in) "
            r"(?=(?:the )?[A-ZÀ-Þ])"
        ),
        slot="job",
        loose=True,
    ),
)


def _compiled(words: dict[str, str]) -> tuple[Rule, ...]:
    made = []
    for template, options in _TEMPLATES:
        pattern = template
        for name, words_for in words.items():
            pattern = pattern.replace("{" + name + "}", words_for)
        made.append(Rule(re.compile(pattern), **options))  # type: ignore[arg-type]
    return tuple(made)


OF_SPEAKER = _compiled(_SELF)
OF_NAMED = _compiled(_OTHER)
