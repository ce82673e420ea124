"""Word lists that salience and facts share: general words of several languages, no names."""

import re

MONTHS = (
    "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli"
    "|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
DAYS = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag"
    "|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes"
    "|miércoles|jueves|viernes|sábado|domingo"
)
DATE = re.compile(
    rf"\b(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}:\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{MONTHS})\b|(?:{MONTHS})\.? \d{{1,4}}"
    rf"|{DAYS}|tomorrow|yesterday|tonight|last (?:week|month|year|night)"
    r"|next (?:week|month|year)|(?:a|two|three|few) (?:days?|weeks?|months?|years?) ago"
    r"|morgen|gestern|heute|demain|hier|mañana|ayer|deadline|due)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<!\w)[#€$£]?\d[\d.,:/%-]*(?!\w)")
FIRST_PERSON = re.compile(
    r"\b(?:i|i'm|i've|i'll|i'd|my|me|mine|we|we're|we've|we'll|our|us|ich|mein\w*|wir|unser\w*"
    r"|je|j'ai|mon|nous|notre|yo|mi|nosotros|nuestr\w+)\b",
    re.IGNORECASE,
)
DECISION = re.compile(
    r"\b(?:decid\w+|agree[ds]?|promis\w+|plan(?:s|ned|ning)?|book(?:ed|ing)|order(?:ed)?|bought"
    r"|sold|sign(?:ed)?|start(?:ed)?|finish(?:ed)?|moved?|joined|quit|chang(?:e|ed)|switch(?:ed)?"
    r"|met|visit(?:ed)?|went|saw|made|got|won|lost|found|learn(?:ed|t)|passed|failed|applied"
    r"|accepted|rejected|approved|cancel(?:l?ed)?|postponed|must|will|going to|need(?:s|ed)? to"
    r"|prefer\w*|love[ds]?|hate[ds]?|hired|fired|released?|deploy(?:ed)?|fixed|broke|married|born"
    r"|died|entschied\w*|beschlossen|vereinbart|gekauft|verkauft|umgezogen|gewechselt|versproch\w+"
    r"|décid\w+|acheté|promis|decidi\w+|compr(?:é|amos))\b",
    re.IGNORECASE,
)
# "I just found", "we've been", "ich habe … gekauft": what the speaker did or lived through
HAPPENED = re.compile(
    r"\b(?:(?:i|we|(?:my|our) [\w'’-]+)(?:['’](?:ve|d|m))?"
    r"(?: (?:just|also|recently|finally|even|really|already|still|never|always|only|then|have|had"
    r"|was|were|has))* (?:\w{3,}ed|went|had|got|made|took|saw|met|gave|found|bought|came|did|felt"
    r"|told|said|spent|won|lost|left|began|was|were|been|ran|wrote|read|drove|flew|ate|sang"
    r"|taught|built|held|kept|brought|thought|knew|grew|broke|chose|caught|slept|swam|rode|sent"
    r"|sold|paid|put|set|cut|hit)"
    r"|(?:ich|wir) (?:habe|haben|bin|sind|hatten?|waren?) \b.{0,60}?\bge\w+(?:t|en)"
    r"|(?:ich|wir) (?:hatten?|waren?|gingen?|kam(?:en)?|sahe?n?)"
    r"|(?:j['’]ai|je suis|nous avons|nous sommes) \w+(?:é|i|u|s|t)e?s?"
    r"|(?:he|hemos) \w+(?:ado|ido))\b",
    re.IGNORECASE,
)
CHIT_CHAT = re.compile(
    r"^\W*(?:hi|hey|hello|bye|goodbye|thanks?|thank you|thx|ok(?:ay)?|yes|yeah|yep|no|nope|sure"
    r"|cool|great|nice|wow|awesome|lol|haha+|good (?:morning|night|evening|to (?:see|hear))"
    r"|see you|take care|sounds? good|no problem|you'?re welcome|congrat\w+|danke|bitte|hallo"
    r"|tschüss|merci|salut|hola|gracias)\b",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"\b(?:accept (?:all )?cookies|privacy policy|terms of (?:service|use)|all rights reserved"
    r"|sign (?:in|up)|log ?(?:in|out)|subscribe|unsubscribe|skip to content|loading|copyright"
    r"|newsletter|untitled|new tab|help|file edit view|cookie settings|datenschutz|impressum|agb"
    r"|anmelden)\b|©",
    re.IGNORECASE,
)

_NEVER_NAMES_TEXT = """
i i'm i've i'll i'd the a an and but so or if it is this that these those my we you he she they
there here what when where who why how yes no not ok okay hi hey hello thanks monday tuesday
wednesday thursday friday saturday sunday january february march april may june july august
september october november december ich der die das und aber wir sie er es ein eine
"""
NEVER_NAMES = frozenset(_NEVER_NAMES_TEXT.split())

_COMMON_TEXT = """
a about after all also an and any are as at be because been but by can could did do does for from
get had has have he her here him his how i if in into is it its just like me more my no not now of
on one only or our out over she so some than that the their them then there they this to too up us
very was we well were what when where which who will with would you your it's i'm don't that's
really good know think see yeah
der die das den dem ein eine und oder ist sind war ich du er sie es wir ihr mit von zu auf für im
in nicht auch
le la les un une et est de des du je tu il elle nous vous el los las y es en que no por con para
"""
COMMON = frozenset(_COMMON_TEXT.split())
_OPENERS_TEXT = """
yesterday today tomorrow tonight on at by with from for about after before during since until while
last next every each both either neither also then once when whenever because although though maybe
perhaps please let meet met met call ask tell see saw gestern heute morgen am im vom mit bei nach
"""
OPENERS = COMMON | NEVER_NAMES | frozenset(_OPENERS_TEXT.split())
_SELF = frozenset({"", "me", "myself", "i", "ich", "you (me)"})
# What a search by words leaves out of a question.
_STOP_WORDS_TEXT = """
a about after all also am an and any are as at be because been before being but by can could did do
does doing done for from get got had has have having he her here hers him his how i if in into is it
its just let me more most my no nor not of off on once or our out over own she should so some such
than that the their them then there these they this those through to too under until up us very was
we were what when where which while who whom whose why will with would you your yours i'm i've i'd
i'll it's that's what's who's don't didn't doesn't isn't wasn't weren't can't couldn't won't
aber als am an auch auf aus bei bin bis das dass dem den der des die doch du ein eine einem einen
einer er es für hat hatte ich ihr im in ist ja kann mein mit nach nicht noch nur oder sein sich sie
sind so über um und uns vom von vor war was wann wer wie wir wird wo zu zum zur
"""
STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())


def is_self(name: str) -> bool:
    """Whether an author's name stands for the person whose memory this is, as an empty one does."""
    return name.strip().lower() in _SELF
