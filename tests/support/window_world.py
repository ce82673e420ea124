"""A made-up week for the window's tests: captures, frames with text, events, facts."""

import random
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from services.records import (
    Anchor,
    Box,
    Capture,
    CaptureId,
    Commitment,
    DocumentId,
    Event,
    EventId,
    Fact,
    FactId,
    FactSource,
    FrameId,
    FramePicture,
    Hit,
    PictureState,
    Segment,
    SegmentId,
    Tier,
    Trust,
)

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
NOW_MS = 1_773_756_000_000  # Tuesday 17 March 2026, 15:00 at UTC+1
OFFSET = 60
WIDTH, HEIGHT = 1280, 720

APPS = ("Editor", "Browser", "Chat", "Reader", "Mail")
TITLES = {
    "Editor": ("Harvest plan draft", "Reply to Lindgren", "Release notes", "Harvest plan v4"),
    "Browser": ("Ferry timetable", "Boiler comparison", "Recipe: rye bread", "Train strike news"),
    "Chat": ("Ines: review moved", "Team room", "Ines: numbers", "Weekend"),
    "Reader": ("Contract Quay Street.pdf", "Survey results.pdf", "Manual chapter 3"),
    "Mail": ("Invitation: review", "Invoice 2210", "Re: keys"),
}
CHAT = (
    ("Ines Carvalho  13:58", False),
    ("Accounting asked for one more day, they want the ferry numbers in.", False),
    ("Ines Carvalho  14:01", False),
    (
        "So the harvest review moved to Thursday 14:30 in room K-7. Can you bring the new draft?",
        True,
    ),
    ("You  14:02", False),
    ("Yes. I will send it by Wednesday evening.", False),
)
WHY = ("words: review", "time: 16 March 2026 to 22 March 2026")
QUOTE = "the harvest review moved to Thursday 14:30 in room K-7"
MAIL_QUOTE = "Wednesday 18 March, 10:00"
DOCUMENT = "\n".join(
    f"Section {n}\n\nThe quay is inspected every {n + 2} months by the harbour office, and the"
    f" findings are kept for {n + 4} years.\n"
    for n in range(1, 30)
)
NOTE = "send draft v4 to Ines by Wednesday evening"


@lru_cache(maxsize=4)
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def line_box(at: int) -> Box:
    return Box(60, 90 + at * 64, 1100, 30)


@lru_cache(maxsize=64)
def frame_picture(frame_id: FrameId, state: PictureState = PictureState.FULL) -> FramePicture:
    """A drawn page: the chat for frame 1, grey lines for the others."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#fbfaf7")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 48), fill="#e8e4da")
    draw.text(
        (24, 12),
        "Chat – Ines Carvalho" if frame_id == 1 else "Document",
        fill="#333",
        font=font(20),
    )
    if frame_id == 1:
        for at, (text, _main) in enumerate(CHAT):
            box = line_box(at)
            draw.text((box.left, box.top), text, fill="#222", font=font(22))
    else:
        rand = random.Random(frame_id)
        for at in range(12):
            draw.rectangle(
                (60, 90 + at * 48, 300 + rand.randrange(800), 106 + at * 48), fill="#b9b6ae"
            )
    if state is PictureState.THUMBNAIL:
        image = image.resize((320, 180))
    return FramePicture(frame_id, image.width, image.height, image.tobytes(), state)


@dataclass
class World:
    """Everything there is, by id."""

    captures: dict[CaptureId, Capture] = field(default_factory=dict)
    segments: dict[SegmentId, Segment] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    forgotten: dict[FactId, Fact] = field(default_factory=dict)
    pictures: dict[FrameId, PictureState] = field(default_factory=dict)
    strengths: dict[SegmentId, float] = field(default_factory=dict)
    whys: dict[SegmentId, tuple[str, ...]] = field(default_factory=dict)

    def hit(self, segment_id: SegmentId) -> Hit:
        segment = self.segments[segment_id]
        capture = self.captures[segment.capture_id]
        return Hit(
            segment.id, capture.id, None, 1.0, segment.at_ms, OFFSET, capture.source, capture.app,
            capture.title, capture.url, capture.thread, capture.author, segment.text,
            segment.anchor,
            segment.tier, capture.trust, self.strengths.get(segment_id, 0.7),
            self.whys.get(segment_id, WHY), segment.pinned, segment.disputed,
        )  # fmt: skip

    def add(
        self,
        source: str,
        at_ms: int,
        app: str,
        title: str,
        texts: tuple[tuple[str, Anchor], ...],
        *,
        author: str = "",
        frame_id: FrameId | None = None,
        document_id: DocumentId | None = None,
        strength: float = 0.8,
        event_id: int | None = None,
    ) -> CaptureId:
        capture_id = CaptureId(len(self.captures) + 1)
        trust = Trust.TYPED if source == "note" else Trust.SEEN
        self.captures[capture_id] = Capture(
            capture_id, source, at_ms, OFFSET, trust, None, app, title, "", "", author, 0,
            frame_id, document_id,
        )  # fmt: skip
        if frame_id is not None:
            self.pictures[frame_id] = PictureState.FULL
        for ordinal, (text, anchor) in enumerate(texts):
            segment_id = SegmentId(len(self.segments) + 1)
            self.segments[segment_id] = Segment(
                segment_id, capture_id, ordinal, text, at_ms, anchor,
                salience=0.9 - 0.1 * ordinal, stability_days=12.0, reinforced_at_ms=at_ms,
                tier=Tier.HOT, event_id=event_id,
            )  # fmt: skip
            self.strengths[segment_id] = strength
        return capture_id


def chat_texts() -> tuple[tuple[str, Anchor], ...]:
    """The chat's lines: the cited one stands first, so that it is the most salient."""
    order = (3, 1, 5)
    return tuple((CHAT[at][0], Anchor(frame_id=FrameId(1), boxes=(line_box(at),))) for at in order)


def cited_places(world: World) -> None:
    """The chat, an invitation, a note and a document that answers cite."""
    world.add("screen", NOW_MS - HOUR + 2 * MINUTE, "Chat", "Ines: review moved", chat_texts(),
              author="Ines Carvalho", frame_id=FrameId(1), strength=0.97, event_id=1)  # fmt: skip
    mail = f"Harvest review, {MAIL_QUOTE}, room A-3"
    world.add(
        "mail",
        NOW_MS - 7 * DAY - 6 * HOUR,
        "Mail",
        "invitation.ics",
        ((mail, Anchor()),),
        strength=0.58,
    )
    world.add("note", NOW_MS - 50 * MINUTE, "", "", ((NOTE, Anchor()),), strength=0.92)
    start = DOCUMENT.index("Section 12")
    end = DOCUMENT.index("Section 13")
    anchor = Anchor(document_id=DocumentId(1), start=start, end=end, place="page 4")
    world.add("file", NOW_MS - 2 * DAY, "", "quay-inspection.pdf", ((DOCUMENT[start:end], anchor),),
              document_id=DocumentId(1), strength=0.8)  # fmt: skip
    for segment, why in (
        (1, ("words: review, harvest", "person: Ines Carvalho", "meaning")),
        (4, ("beside a match",)),
        (5, ("seen 3 times",)),
    ):
        world.whys[SegmentId(segment)] = why


def week(world: World) -> None:
    """Events of eight days with captures and frames, weaker the older they are."""
    rand = random.Random(7)
    frame = 1
    for day in range(8):
        at = NOW_MS - day * DAY - 7 * HOUR
        while at < NOW_MS - day * DAY + (0 if day == 0 else 4 * HOUR):
            length = rand.randrange(8, 75) * MINUTE
            app = rand.choice(APPS)
            strength = max(min(1.0 - day * 0.11 - rand.random() * 0.25, 1.0), 0.12)
            event_id = EventId(len(world.events) + 10)
            title = rand.choice(TITLES[app])
            people = ("Ines Carvalho",) if app == "Chat" else ()
            world.events.append(
                Event(event_id, at, at + length, OFFSET, app, title, people,
                      (f"{title}: read and answered", "Two things were left open"), strength, 3)
            )  # fmt: skip
            for step in range(2):
                frame += 1
                text = f"{title}, part {step + 1}"
                boxes = (Box(60, 90 + step * 96, 700, 16),)
                world.add("screen", at + step * length // 2 + MINUTE, app, title,
                          ((text, Anchor(frame_id=FrameId(frame), boxes=boxes)),),
                          frame_id=FrameId(frame), strength=strength,
                          event_id=event_id)  # fmt: skip
            at += length + rand.randrange(2, 50) * MINUTE
    start = NOW_MS - HOUR - 5 * MINUTE
    world.events.append(
        Event(EventId(1), start, start + 14 * MINUTE, OFFSET, "Chat",
              "Ines: review moved to Thursday",
              ("Ines Carvalho",), (CHAT[3][0],), 0.97, 2)
    )  # fmt: skip


def known_facts(world: World) -> None:
    """Facts of six subjects; one value was replaced, two contradict each other."""
    rows: tuple[tuple[str, str, str, int, int | None, bool, tuple[int, ...]], ...] = (
        ("Ines Carvalho", "harvest review", "Wednesday 18 March, 10:00, A-3", 30, 1, False, (4,)),
        ("Ines Carvalho", "harvest review", "Thursday 19 March, 14:30, K-7", 1, None, False, (1,)),
        ("Ines Carvalho", "works with", "Gunnar Ek, Chloé Petit", 200, None, False, (1, 4, 6)),
        ("Ines Carvalho", "owes me", "The ferry numbers, by Friday", 2, None, False, (2,)),
        ("Ines Carvalho", "phone", "0555 0112", 400, 120, False, (7,)),
        ("Ines Carvalho", "phone", "0555 0873", 120, None, False, (8, 9)),
        ("Ines Carvalho", "lives in", "Quay Street", 260, None, True, (10,)),
        ("Ines Carvalho", "lives in", "Northgate", 250, None, True, (11,)),
        ("Quay Street", "contract", "runs until May 2027", 90, None, False, (6,)),
        ("Me", "prefers", "The window seat; tea, not coffee", 300, None, False, (5,)),
        ("Gunnar Ek", "role", "Accounting", 150, None, False, (12,)),
        ("Boiler", "chosen model", "none yet", 40, None, False, (13,)),
        ("Ferry 12", "leaves at", "7:10 and 7:40", 350, None, False, (14,)),
    )
    for number, (subject, slot, value, since, until, conflict, segments) in enumerate(rows, 1):
        sources = tuple(
            FactSource(SegmentId(s), world.segments[SegmentId(s)].text[:60]) for s in segments
        )
        world.facts.append(
            Fact(FactId(number), subject, slot, value, NOW_MS - since * DAY,
                 None if until is None else NOW_MS - until * DAY, NOW_MS - since * DAY, sources,
                 edited=subject == "Me", conflicting=conflict)
        )  # fmt: skip


def open_commitments(world: World) -> None:
    """Promises of two people: overdue, due, and without a day."""
    rows: tuple[tuple[int, str, str, int, int | None], ...] = (
        (101, "me", "send Ines the new draft", 3, -1),
        (102, "Ines Carvalho", "send you the ferry numbers", 1, 2),
        (103, "me", "return Gunnar's drill", 9, None),
    )
    for number, who, task, said, due in rows:
        due_ms = None if due is None else NOW_MS + due * DAY
        source = FactSource(SegmentId(1), f"I'll {task}.")
        world.commitments.append(
            Commitment(FactId(number), who, task, NOW_MS - said * DAY, due_ms, sources=(source,))
        )


def make_world() -> World:
    """The whole made-up week."""
    world = World()
    cited_places(world)
    week(world)
    known_facts(world)
    open_commitments(world)
    return world


def curve_points(start_ms: int) -> tuple[tuple[int, float], ...]:
    """A curve that falls, is lifted once, and falls again."""
    points = []
    for step in range(41):
        days = step * 0.75
        since = days if days < 3 else days - 3
        stability = 6.0 if days < 3 else 16.0
        points.append((round(start_ms + days * DAY), (1 + 0.9803 * since / stability) ** -0.1542))
    return tuple(points)
