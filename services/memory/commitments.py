"""Notices what somebody promises to do, and by when: "I'll send it by Friday".

What has a day is taken from whoever says it; without one only from the person's own words, where
they promise, owe or remind themselves, or will do something for somebody.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from services.clock import DAY_MS, MINUTE_MS
from services.language.calendar_words import WEEKDAYS
from services.language.dates import TimePhrase, time_phrases

SLOT = "commitment"
_WHAT = r"(?P<what>(?:[^.!?\n;]|\.(?=\d)){3,140})"
_PROMISES = tuple(
    re.compile(pattern)
    for pattern in (
        # firm: a promise, a debt, a reminder
        r"\b(?:I|[Ww]e)(?:['’]ve| have)? (?:promised?|agreed|committed|undertook|pledged|offered)"
        rf"(?: (?!to\b|that\b)[\w ]{{2,30}}?)? "
        rf"(?:to|that (?:I|we)(?:['’]ll| will|['’]d| would)) {_WHAT}",
        r"\b(?:[Rr]emind me|[Dd]on['’]t (?:let me )?forget|[Rr]emember|[Nn]ote to self:?)"
        rf" (?:to )?{_WHAT}",
        rf"^\W*(?:[Tt]o-?[Dd]o|TODO|[Aa]ction(?: item)?|[Oo]pen)\s?[:–-] ?{_WHAT}",
        rf"^\W*\[ \] ?{_WHAT}",
        r"\b(?:I|[Ww]e) (?:still )?owe (?P<what>[A-ZÀ-Þ\w][^.!?\n;]{3,100})",
        rf"\b[Ii]ch (?:habe|hatte) (?:\w+ ){{0,2}}(?:versprochen|zugesagt),? (?:dass ich )?{_WHAT}",
        rf"\b(?:[Nn]icht vergessen|[Ee]rinner(?:e)? mich(?: daran)?|[Zz]u erledigen)[:,]? {_WHAT}",
    )
)
_INTENTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:I|[Ww]e)(?:['’]ll| will| shall| must| have to| need to|['’]m going to| am going to"
        rf"|['’]re going to| are going to| can) {_WHAT}",
        r"\b[Ii]ch (?P<what>(?:schicke|sende|bringe|rufe|zahle|überweise|schreibe|liefere|kümmere"
        r"|erledige|mache|gebe|besorge|hole|buche|prüfe|melde|bereite|reiche|stelle)\b[^.!?\n;]{3,120})",
        r"\b(?:[Ii]ch|[Ww]ir) (?:werden?|muss|müssen|soll(?:en)?|will|wollen) "
        rf"{_WHAT}",
    )
)
# what one does for somebody, so that it is a promise without a day too
_DEEDS = re.compile(
    r"(?:then |also |just |gladly |definitely |still )*(?:send|bring|call|phone|ring|pay|return"
    r"|give|book|order|fix|repair|write|finish|review|email|mail|forward|prepare|deliver|submit"
    r"|pick up|collect|water|feed|lend|translate|print|scan|transfer|reserve|cancel|renew|upload"
    r"|share|draft|invite|schicke|sende|bringe|rufe|zahle|überweise|schreibe|besorge|hole|buche|reiche)\b"
    r"(?=.*\b(?:you|him|her|them|back|over|to [A-ZÀ-Þ]|for [A-ZÀ-Þ]|[A-ZÀ-Þ]\w+|dir|dich|ihm|ihr"
    r"|ihnen|euch|zurück)\b)"
)
_QUESTION = re.compile(r"\?[\"'”’)\s]*$")
_HEDGE = re.compile(
    r"\b(?:if|unless|whether|wish|maybe|perhaps|might|could|would|should|thought|think|say|says|said"
    r"|hope|guess|not|never|don['’]t|vielleicht|wenn|falls|ob)\b[^,;.]*$",
    re.IGNORECASE,
)
_NO_TASK = re.compile(
    r"^(?:be|have to be|not|never|probably|maybe|see|think|try|get over|miss|love|feel|always|keep"
    r"|admit|say|nicht|vielleicht|mal sehen)\b",
    re.IGNORECASE,
)
_DUE = re.compile(r"\b(?:by|before|until|till|due|on|bis|vor|am)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"\W*\b(?:by|before|until|till|due|on|this|bis|vor|am|spätestens|at the latest|no later than"
    r"|the end of|zum|end of)\s*(?:spätestens|the|zum)?\s*$"
)
_CLAUSE = re.compile(
    r",? (?:because|since|although|though|but|so that|weil|damit|aber)\b|,? and I\b"
)
_ENDING_VERB = re.compile(r"(?:zu )?[a-zäöüß]{3,}(?:en|ern|eln)")
_MARK = re.compile(r"\(due (\d{4}-\d\d-\d\d)\)$")


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised and, where it is said, the day it is due (ISO)."""

    task: str
    due: str = ""

    @property
    def value(self) -> str:
        """As the value of a fact."""
        return f"{self.task} (due {self.due})" if self.due else self.task


def promise_in(sentence: str, said_ms: int, offset_min: int, *, own: bool) -> Promise | None:
    """What the speaker of a sentence promises; ``own`` where that is the user.

    ``said_ms`` is when (UTC milliseconds): "Friday" is the next one from then.
    """
    if _QUESTION.search(sentence) or len(sentence) > 400:
        return None
    for firm, patterns in ((True, _PROMISES), (False, _INTENTIONS)):
        for pattern in patterns:
            for match in pattern.finditer(sentence):
                if not firm and _HEDGE.search(sentence[max(0, match.start() - 60) : match.start()]):
                    continue
                found = _read(match["what"], said_ms, offset_min, firm=firm and own, own=own)
                if found is not None:
                    return found
    return None


def _read(what: str, said_ms: int, offset_min: int, *, firm: bool, own: bool) -> Promise | None:
    if _NO_TASK.match(what):
        return None
    due = [
        phrase
        for phrase in time_phrases(what, said_ms, offset_min, ahead=True)
        if _DUE.search(what[: phrase.start]) or phrase.at_ms > said_ms
    ]
    if due:
        task = _task(what, due[0])
        day = day_of(due[0].at_ms, offset_min)
        if (
            day == day_of(said_ms, offset_min)
            and what[due[0].start : due[0].end].lower() in WEEKDAYS
        ):
            day = day_of(due[0].at_ms + 7 * DAY_MS, offset_min)  # "by Monday", said on a Monday
        return Promise(task, day) if task else None
    if firm or (own and _DEEDS.match(what)):
        task = _trimmed(what)
        return Promise(task) if len(task.split()) > 1 else None
    return None


def _task(what: str, due: TimePhrase) -> str:
    """What is to be done, without its day; a verb at the end stays ("die Miete … überweisen")."""
    before, after = _trimmed(_TAIL.sub("", what[: due.start])), _trimmed(what[due.end :])
    if before and not _ENDING_VERB.fullmatch(after):
        return before
    return f"{before} {after}".strip()


def _trimmed(words: str) -> str:
    cut = _CLAUSE.search(words)
    return (words[: cut.start()] if cut else words).strip(" ,:–-")[:120]


def due_ms(value: str) -> int | None:
    """The end of the day on which a commitment is due, UTC milliseconds; None for other values."""
    match = _MARK.search(value)
    if match is None:
        return None
    day = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    return int(day.timestamp() * 1000) + DAY_MS


def task_of(value: str) -> str:
    """A commitment's value without its day."""
    return _MARK.sub("", value).rstrip()


def day_of(at_ms: int, offset_min: int) -> str:
    """The local day of an instant, ISO."""
    local = datetime.fromtimestamp((at_ms + offset_min * MINUTE_MS) / 1000, UTC)
    return local.date().isoformat()
