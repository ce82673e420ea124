"""The shapes of sentences in which people state facts: the grammar that ``patterns`` reads with.

The rules know how people say who or what something is, that it changed, and that it ended; they
know nothing of any particular slot. A rule's pattern names ``value`` and, where the sentence says
them, ``noun`` (the slot), ``owner`` (whose) and ``old`` (the value that is replaced).
"""

import re
from dataclasses import dataclass
from typing import TypedDict, Unpack

# --- the pieces that rules are made of -----------------------------------------------------------
_NO_NOUN = (
    r"(?!(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|can|could|should"
    r"|may|might"
    r"|must|said|says|told|thinks?|thought|his|her|their|my|our|your|its|that|which|who|whom|and|or"
    r"|but|to|in|on|at|with|for|from|the|a|an|it|he|she|they|we|i|you|if|when|because|so|as|by|not"
    r"|now|from|than|then|just|also|still|really|being|got|gets?|went|goes|comes?|came|ones?"
    r"|last|next|this|today|yesterday|tomorrow|since|again|instead|yet|soon|recently|lately|already"
    r"|anymore|until|till|starting|effective|retired|left|quit|died|resigned|moved|called|named"
    r"|while|after|before|during|because|and|either|too|closed|broke|stopped|expired|ended|moves"
    r"|switched|changed|joined|sold|lost|replaced|\w+ed (?:from|to|with|at|by|for))\b)"
)
_W = rf"{_NO_NOUN}(?:[a-zäöüß][\w'’\-]*|[A-Z]{{2,5}}(?!\w))"
# "my Spanish teacher": a capital may come before the noun
NOUN = (
    rf"(?P<noun>(?:[A-ZÄÖÜ][a-zäöü]+ (?={_W}))?{_W}(?: {_W}){{0,3}}?"
    rf"(?: (?:of|at|for|in) (?:the |my |our )?{_W}(?: {_W})?)?)"
)
NOUN_GREEDY = rf"(?P<noun>{_W}(?: {_W}){{0,2}})"
AT_PRESENT = (
    r"(?:,? (?:these days|at the moment|right now|nowadays|at present|for now|currently|presently"
    r"|since \w+(?: \w+)?|as of \w+(?: \w+)?|from \w+ on),?)?"
)
_NAME_WORD = r"[A-ZÀ-Þ][\w&\-]*(?:['’](?!s\b)\w+)?(?:\.(?=\w))?"
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|St|Herr|Frau)\.? )?"
_NAME_TAIL = (
    rf"(?: (?:(?:of|de|da|di|van|von|der|den|del|la|le|el|the|and|y|&) ){{0,2}}"
    rf"(?:{_NAME_WORD}|\d[\w\-]*))*"
)
_NO_NAME = (
    r"(?!(?:I|My|Our|The|A|An|It|He|She|We|They|This|That|Hey|Hi|Hello|Yeah|Yes|Yep|No|Oh|Ok|Okay"
    r"|Well|And|But|So|Thanks|Last|Next|When|If|In|On|At|For|To|Since|As|Also|Then|Now|Wow"
    rf"|Thankfully"
    r"|Luckily|Sadly|Finally|Together|Maybe|There|Here|What|Who|How|Why|Because|Although"
    rf"|\w{2, 6}day|January|February"
    r"|March|April|June|July|August|September|October|November|December)\b)"
)
NAME = rf"{_TITLE}{_NO_NAME}{_NAME_WORD}{_NAME_TAIL}"
PLACE = r"[A-ZÀ-Þ0-9]"  # how a place begins
VALUE = r"(?P<value>\S.*)"
NAMED_VALUE = rf"(?P<value>{NAME})"
MY = r"(?<!\bof )\b(?:[Mm]y|[Oo]ur)"  # "the plate of my car" says nothing of the car
ADVERBS = (
    r"(?:(?:now|currently|recently|finally|just|also|still|always|usually|mostly|mainly|officially"
    r"|actually|already|since|today|again|both|normally|typically|generally|permanently|happily"
    r"|only|then|therefore|apparently) )*"
)
_I = rf"\b(?:I|[Ww]e|and|so)(?:['’](?:ve|m|re|ll|d)| have| am| are| will| had)?,? {ADVERBS}"
_AUX = r"(?:['’](?:ve|m|re|ll)| have| am| are| will)?"
_SPEAKER = rf"\b(?:I|[Ww]e){_AUX} {ADVERBS}(?:been )?"
_GOING = rf"(?:{_SPEAKER}|\b(?:and|but|so|then)(?: I| we)? {ADVERBS})"
_BE = (
    r"(?:(?:is|are|['’]s|['’]re)(?: (?:going to be|set to be|still|called|named|based (?:in|at|on)"
    r"|registered (?:with|at|in)|located (?:in|at)|known as|handled by|run by|provided by|with))?"
    r"|will be|became|becomes|goes by|turns out to be|= ?|remains|stays)"
)
BECAME = (
    r"(?:(?:has |have |is |was |were |been |will )*(?:chang|switch|mov|transferr?|updat|shift|port"
    r"|reassign|upgrad|renam|migrat|relocat|mov)(?:e|ed|es|ing|s|ched|ches)?"
    r"(?: over| across)?(?: from .{1,40}?)? (?:to|for|into)|went from .{1,40}? to|got changed to"
    r"|(?:went|gone|(?:is )?going|goes) (?:up|down) to|rose to|fell to|dropped to|climbed to"
    r"|(?:(?:has |have )?(?:was|were|been|is) )?(?:raised|increased|reduced|lowered|cut|set|bumped)"
    r"(?: from .{1,40}?)? to)"
)
CHANGE = (
    r"(?:moved|changed|switched|transferred|updated|ported|upgraded|renamed|shifted"
    r"|migrated|swapped"
    r"|converted|relocated|exchanged|rebooked|reset|(?:moving|changing|switching|transferring)"
    r"|traded(?: in)?|replaced|trade|replace|move|change|switch)"
)
CHANGED_TO = r"(?:to|for|with|over to|across to|into|by)"
_JOINED = (
    r"(?:joined|join|go to|going to|attend|attending|train at|training at|am (?:a "
    r")?(?:member|part) of"
    r"|a (?:member|part) of|belong to|signed up (?:for|at|with|to)|enrolled (?:in|at|with)"
    r"|registered (?:at|with|for)"
    r"|subscribed to|subscribe to|play(?:ing)? for|sing(?:ing)? in|volunteer(?:ing)? (?:at"
    r"|for|with)|chose|picked"
    r"|use|using|take|taking)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape of sentence. Without ``noun`` in the pattern the slot is ``slot``."""

    pattern: re.Pattern[str]
    slot: str = ""
    changed: bool = False
    ended: bool = False
    loose: bool = False
    plural: bool = False  # the noun stands in the plural: "switched banks"
    commas: bool = False
    many: bool = False
    swapped: bool = False  # one value took the place of another


class _Options(TypedDict, total=False):
    slot: str
    changed: bool
    ended: bool
    loose: bool
    plural: bool
    commas: bool
    many: bool
    swapped: bool


def _rule(pattern: str, **options: Unpack[_Options]) -> Rule:
    return Rule(re.compile(pattern), **options)


_NEW = r"(?: (?:new|current|latest|own))?"
OF_MINE: tuple[Rule, ...] = (
    # I no longer use X as my Y · my Y is no longer X
    _rule(
        rf"{MY} {NOUN} (?:is|are) (?:no longer|not .{{0,12}}anymore) {VALUE}",
        ended=True,
        loose=True,
    ),
    _rule(rf"{MY} {NOUN}(?:['’]s)? {BECAME} {VALUE}", changed=True, loose=True, commas=True),
    # my Y's name is X · the name of my Y is X · my Y is now X · my Y: X
    _rule(rf"\b[Tt]he (?:name|address|number) of (?:my|our) {NOUN} {_BE} {VALUE}"),
    _rule(
        rf"{MY} {NOUN}(?: {_BE}| ?[:=])? (?:now|from now on|currently|presently) {VALUE}",
        changed=True,
        loose=True,
        commas=True,
    ),
    _rule(rf"{MY} {NOUN}(?:['’]s name)?{AT_PRESENT} {_BE},? {ADVERBS}{VALUE}", commas=True),
    # the kids' school is now X · the dog's vet is X
    _rule(
        rf"\b[Tt]he (?P<noun>{_W}['’]s? {_W}(?: {_W})?) (?:is|was)(?: now)? {VALUE}", commas=True
    ),
    _rule(rf"{MY} {NOUN} ?[:=] ?{VALUE}", commas=True),
    # X is my Y · X took over from Z as my Y · X has become our Y
    _rule(
        rf"{NAMED_VALUE},? (?:is|['’]s|has been|became|has become"
        rf"|will be|(?:takes|took|is taking|will take) over(?: from .{{1,30}}?)? as"
        rf"|was made|acts as"
        rf"|started as|was (?:appointed|assigned|named) (?:as )?){{1}} ?{ADVERBS}(?:my"
        rf"|our){_NEW} {NOUN_GREEDY}",
        changed=True,
    ),
    # I registered with X as my Y
    _rule(
        rf"{_I}[\w'’\- ]{{2,40}}? (?:with |to |at |for |on |by )?{NAMED_VALUE} (?:as|for|to "
        rf"be) (?:my|our){_NEW} {NOUN_GREEDY}",
        changed=True,
    ),
    _rule(rf"\b(?:with|by|to|from) {NAMED_VALUE} as (?:my|our){_NEW} {NOUN_GREEDY}", changed=True),
    # I moved my Y from A to X · I replaced my Y with X · I switched from A to X for my Y
    _rule(
        rf"{_GOING}{CHANGE} (?:my|our|the){_NEW} {NOUN}(?: over| across)?"
        rf"(?: from (?:(?P<old>{NAME})|.{{1,40}}?))? {CHANGED_TO} {VALUE}",
        changed=True,
        swapped=True,
        loose=True,
        commas=True,
    ),
    _rule(
        rf"{_GOING}(?:switched|changed|moved|went)(?: from .{{1,40}}?)? to {NAMED_VALUE} (?:as"
        rf"|for) (?:(?:my|our|the) )?{NOUN_GREEDY}",
        changed=True,
    ),
    _rule(
        rf"{_GOING}(?:switched|changed|moved|swapped) {NOUN}(?: from .{{1,40}}?)? to {VALUE}",
        changed=True,
        plural=True,
    ),
    # I have a new Y, X · I found a new Y called X · we hired X as ..., our new Y, X
    _rule(
        rf"\b(?:[Aa]n?|[Mm]y|[Oo]ur|[Tt]he) (?:new|better|different|good|great) {NOUN}"
        rf"(?:,| is| was|:| called| named|, called|, named| ?[–—-])(?: now)? {VALUE}",
        changed=True,
        commas=True,
    ),
    # use my new Y x@y · here is my new Y 0123
    _rule(rf"{MY} new {NOUN_GREEDY}:? (?P<value>\S*[@\d]\S*(?: \d[\d ]*\d)?)", changed=True),
    # X replaced Z as my Y · my Y retired and X took over · my Y left, the new one is X
    _rule(
        rf"{NAMED_VALUE} (?:replaced|replaces|is replacing|succeeded|succeeds) .{{1,40}}? as "
        rf"(?:my|our){_NEW} {NOUN_GREEDY}",
        changed=True,
    ),
    _rule(
        rf"{MY}{_NEW} {NOUN_GREEDY}\b.{{1,60}}?\b{NAMED_VALUE} (?:took|takes|has taken|is "
        rf"taking) over",
        changed=True,
    ),
    _rule(
        rf"{MY}{_NEW} {NOUN_GREEDY}\b.{{1,60}}?\b(?:the|my) new one (?:is|will be|is called"
        rf"|['’]s) {VALUE}",
        changed=True,
    ),
    # make X my Y · assigned to X, my new Y
    _rule(rf"\b[Mm](?:ade|ake|aking) {NAMED_VALUE} (?:my|our){_NEW} {NOUN_GREEDY}", changed=True),
    _rule(rf"(?<=\w ){NAMED_VALUE}, (?:my|our){_NEW} {NOUN_GREEDY}(?=[.,;!?)]|$)"),
    # X is the new Y
    _rule(rf"{NAMED_VALUE} is (?:now )?(?:the|a) new {NOUN_GREEDY}", changed=True),
    # I joined the X Y
    _rule(rf"{_GOING}{_JOINED} (?:the |a |an |my )?{NAMED_VALUE} (?!and\b|as\b){NOUN_GREEDY}"),
    # I go to X for my Y
    _rule(
        rf"{_GOING}(?:go to|see|use|visit|pay|hired?|trust|rely on|bank with|am with|went with"
        rf"|signed (?:up )?with|chose) {NAMED_VALUE} for (?:(?:my|our|the|all my) "
        rf")?{NOUN_GREEDY}"
    ),
    # my Y X (apposition)
    _rule(rf"{MY}{_NEW} {NOUN_GREEDY} {NAMED_VALUE}(?=[\s.,;!?)]|$)"),
)
_THEN = rf"(?:,|;| and| so)+(?: (?:I|[Ww]e))?(?: have|['’]ve)?,? {ADVERBS}"
_VISIT = (
    r"(?:see|go to|use|have|sit in|work (?:in|from)|am with|got|bought|chose|picked|went with"
    r"|switched to|moved to|drive|found|hired|ordered|signed (?:up )?with|joined)"
)
# what people do somewhere, again and again
_HABIT = (
    r"(?:swim|train|climb|dance|shop|worship|pray|park|teach|volunteer|practi[sc]e|exercise"
    r"|work out|run|row|sail|ski|skate|sing|paint|play|study|camp|fish|box|cycle|ride|eat|lunch)"
)
HABITS: tuple[Rule, ...] = (
    # I do yoga at X · I take lessons with X · I took out home insurance with X
    _rule(
        rf"{_GOING}(?:(?:do|doing|play|playing|practi[sc]e|practi[sc]ing|study|studying|learn"
        rf"|learning|took out) (?:an? |my |the |our )?|(?:take|taking|have|having|signed"
        rf"|opened|started|get|getting) (?:an? |my |our )){NOUN_GREEDY} (?:at|with|in|from"
        rf"|through) (?:the )?"
        rf"{NAMED_VALUE}"
    ),
    # I get my hair cut at X · I rent my flat from X · my veg box comes from X
    _rule(
        rf"{_GOING}(?:get|getting|buy|buying|order|ordering|rent|renting|lease|leasing|have|had"
        rf"|bring|take) (?:my|our) {NOUN_GREEDY}(?: (?:cut|done|fixed|serviced|repaired|cleaned"
        rf"|delivered|checked|printed|made))? (?:at|from|by|through|with|to) (?:the )?{NAMED_VALUE}"
    ),
    _rule(rf"{MY} {NOUN} (?:comes|come|is delivered|is supplied) (?:from|by) {NAMED_VALUE}"),
    _rule(
        rf"{_GOING}(?P<noun>{_HABIT}) (?:at|with|in|for|on) (?:the )?"
        rf"(?P<value>{NAME}|[a-z]+ \d\w*)",
    ),
    # my Y broke, so I now have X · I changed doctors and now see X
    _rule(
        rf"{MY} {NOUN_GREEDY}\b[^.;]{{0,50}}?{_THEN}{_VISIT} {VALUE}",
        changed=True,
    ),
    _rule(
        rf"{_GOING}(?:switched|changed|swapped|moved) {NOUN_GREEDY}{_THEN}{_VISIT} {VALUE}",
        changed=True,
        plural=True,
    ),
    _rule(
        rf"{_GOING}(?:switched|changed|swapped|moved) {NOUN_GREEDY}[,;:] ?"
        rf"(?:it['’]s|it is|now|the new one is)(?: now)? {VALUE}",
        changed=True,
        plural=True,
    ),
    _rule(rf"{_SPEAKER}promoted to {VALUE}", slot="job", loose=True, changed=True),
    _rule(rf"{MY} (?:job )?(?:title|role|position) is{AT_PRESENT} {VALUE}", slot="job", loose=True),
    _rule(
        rf"{_SPEAKER}an? (?:member|part) of (?:the )?{NAMED_VALUE}", slot="membership", many=True
    ),
    _rule(
        rf"{_GOING}(?:subscribed to|subscribe to|signed up (?:for|to)) {NAMED_VALUE}",
        slot="subscription",
        many=True,
    ),
)
DOING: tuple[Rule, ...] = (
    _rule(
        rf"{_GOING}(?:live|living|reside|settled|based) (?:in|at|on|near) "
        rf"(?=(?:the )?{PLACE}){VALUE}",
        slot="home",
        commas=True,
    ),
    _rule(
        rf"{_SPEAKER}(?:moved|moving|relocated|relocating)(?: (?:house|home|flat|back|over|out"
        rf"|from .{{1,40}}?))? (?:to|into) {NAMED_VALUE}",
        slot="home",
        changed=True,
    ),
    _rule(
        rf"{_GOING}(?:work|working|employed|started(?: work(?:ing)?| a(?: new)? job| my new "
        rf"job)?|(?:got|took|accepted|have) a(?: new)? (?:job|position|role)|interning) (?:at"
        rf"|for|with) {NAMED_VALUE}",
        slot="employer",
    ),
    _rule(
        rf"{_GOING}(?:joined|joining|signed with) {NAMED_VALUE} as (?:an?|the|their) ",
        slot="employer",
        changed=True,
    ),
    _rule(
        rf"{_GOING}(?:work|working|employed|(?:joined|started|hired)[\w ]{{0,30}}?) as an? {VALUE}",
        slot="job",
        loose=True,
    ),
    _rule(
        rf"{_GOING}(?:drive|driving) (?:to work in )?(?:an?|the|my) {VALUE}", slot="car", loose=True
    ),
    _rule(
        rf"{_GOING}(?:ride|riding|cycle|cycling)(?: to \w+)? (?:on )?an? {VALUE}",
        slot="bike",
        loose=True,
    ),
    _rule(rf"{_GOING}(?:bank|banking) (?:with|at) {NAMED_VALUE}", slot="bank"),
    _rule(rf"{_GOING}(?:study|studying|studied|enrolled) (?:at|in) {NAMED_VALUE}", slot="school"),
    _rule(rf"{_GOING}(?:report|reporting) to {NAMED_VALUE}", slot="manager"),
    _rule(rf"{_GOING}(?:rent|renting) from {NAMED_VALUE}", slot="landlord"),
    _rule(rf"{_SPEAKER}(?:married to|engaged to) {NAMED_VALUE}", slot="spouse"),
    _rule(rf"{_SPEAKER}allergic to {VALUE}", slot="allergy", loose=True, many=True),
    _rule(rf"{_SPEAKER}(?:was |were )?born in {NAMED_VALUE}", slot="birthplace"),
    _rule(rf"\bI was born on {VALUE}", slot="birthday"),
    _rule(rf"{_SPEAKER}(?:speak|speaking) {NAMED_VALUE}", slot="speaks", many=True),
    _rule(rf"{_SPEAKER}own (?:an?|the) {VALUE}", slot="owns", loose=True, many=True),
    _rule(rf"{_SPEAKER}(?:prefer) {VALUE}", slot="prefers", loose=True, many=True),
    _rule(rf"{_SPEAKER}(?:use|using) {NAMED_VALUE}", slot="uses", many=True),
    _rule(
        r"\b(?i:reach|call|phone|text|ring) me (?:now )?(?:at|on|under) "
        r"(?P<value>\+?[\d(][\d ()/.\-]{5,}\d)",
        slot="phone number",
    ),
    _rule(
        r"\b(?i:reach|write to|email|e-mail|mail|contact) me (?:now )?(?:at|on|under) "
        r"(?P<value>[\w.+-]+@[\w-]+\.[\w.]*\w)",
        slot="email",
    ),
    _rule(
        rf"{_GOING}(?:left|quit|cancelled|canceled|gave up|dropped|stopped (?:going to|using"
        rf"|working (?:at|for))|no longer (?:go to|use|work (?:at|for)|live in|drive|own|have"
        rf"|see|bank with)) (?:my |our |the |a )?{NAMED_VALUE}",
        slot="*",
        ended=True,
    ),
    _rule(
        rf"{_GOING}(?:traded(?: in)?|swapped|exchanged|replaced|switched|changed|moved) "
        rf"(?:from )?(?:my |our |the )?(?:[a-z]+ )?(?P<old>{NAME}) (?:for|with|to|by) {VALUE}",
        slot="*",
        changed=True,
    ),
    _rule(rf"{_GOING}sold (?:my|our|the) {NAMED_VALUE}", slot="*", ended=True),
    _rule(
        rf"{_SPEAKER}[\w ]{{2,25}}?\b{NAMED_VALUE} (?:instead of|rather than) (?:the )?"
        rf"(?P<old>{NAME})",
        slot="*",
        changed=True,
    ),
)
GERMAN: tuple[Rule, ...] = (
    _rule(
        rf"\b[MmUu](?:ein|nser)e?[rnms]? (?:neue[rnms]? )?(?P<noun>[A-ZÄÖÜ][\wäöüß\-]+) (?:ist"
        rf"|heißt|lautet|wohnt in)(?: (?:jetzt|nun|ab heute|seit .{{1,20}}?))? {VALUE}"
    ),
    _rule(
        rf"{NAMED_VALUE} ist (?:jetzt |nun )?(?:mein|unser)e?[rnms]? (?:neue[rnms]? "
        rf")?(?P<noun>[A-ZÄÖÜ][\wäöüß\-]+)",
        changed=True,
    ),
    _rule(
        r"\b[Ii]ch (?:habe|bin) (?:mit )?(?:mein|unser)e?[rnms]? "
        r"(?P<noun>[A-ZÄÖÜ][\wäöüß\-]+) (?:auf|zu|nach|in) (?P<value>.+?) (?:gewechselt"
        r"|umgestellt|geändert|umgezogen|übertragen)",
        changed=True,
        loose=True,
    ),
    _rule(
        rf"\b[Ii]ch wohne(?: jetzt| nun| in der| im)* (?:in|an|am) {VALUE}",
        slot="home",
        commas=True,
    ),
    _rule(rf"\b[Ii]ch arbeite(?: jetzt| nun)* (?:bei|für) {VALUE}", slot="employer"),
    _rule(rf"\b[Ii]ch fahre(?: jetzt| nun)* (?:eine?n?) {VALUE}", slot="car"),
)
_OTHER = rf"(?P<owner>{NAME})"
OF_OTHERS: tuple[Rule, ...] = (
    _rule(rf"{_OTHER}['’]s? {NOUN} {BECAME} {VALUE}", changed=True, loose=True, commas=True),
    _rule(rf"{_OTHER}['’]s? {NOUN} {_BE} now {VALUE}", changed=True, loose=True, commas=True),
    _rule(rf"{_OTHER}['’]s? {NOUN} (?:{_BE}|[:=]),? {ADVERBS}{VALUE}", commas=True),
    _rule(
        rf"{_OTHER} {ADVERBS}(?:works|started(?: working| a(?: new)? job)?|is working) (?:at|for"
        rf"|with) {NAMED_VALUE}",
        slot="employer",
    ),
    _rule(
        rf"{_OTHER} (?:has )?{ADVERBS}joined {NAMED_VALUE}(?=[\s.,;!?]|$)",
        slot="employer",
        changed=True,
    ),
    _rule(
        rf"{_OTHER} (?:has )?{ADVERBS}(?:lives|is living|is based|moved|has moved|relocated)(?: "
        rf"back)? (?:in|to|at) {NAMED_VALUE}",
        slot="home",
    ),
    _rule(rf"{_OTHER} {ADVERBS}(?:drives|is driving) an? {VALUE}", slot="car", loose=True),
    _rule(rf"{_OTHER} {ADVERBS}(?:works|is working) as an? {VALUE}", slot="job", loose=True),
    _rule(
        rf"{_OTHER} (?:is|got|has been) (?:now )?(?:married|engaged) to {NAMED_VALUE}",
        slot="spouse",
    ),
    _rule(rf"{_OTHER} is allergic to {VALUE}", slot="allergy", loose=True, many=True),
    _rule(rf"{_OTHER} {ADVERBS}prefers {VALUE}", slot="prefers", loose=True, many=True),
    _rule(
        rf"\b[Tt]he(?: new| current)? {NOUN} (?:of|for|on) (?:the )?(?P<owner>{NAME}) {_BE},? "
        rf"{ADVERBS}{VALUE}"
    ),
    _rule(
        rf"{NAMED_VALUE} is (?:now )?the(?: new)? {NOUN_GREEDY} (?:of|for|at|on) (?:the "
        rf")?(?P<owner>{NAME})"
    ),
)
