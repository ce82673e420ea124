"""A made-up person's memories with questions they answer and questions they do not.

Written for these tests alone: chats, mails, notes, pages and documents of a person who restores
bicycles, sings, and helps run an allotment. The unanswerable questions are of three kinds: about
nothing that was ever seen, about someone else than the memories tell of, and about a side of a
known thing that nobody told.
"""

from dataclasses import dataclass

from services.clock import DAY_MS
from services.records import Anchor, CaptureId, Hit, SegmentId, Tier, Trust

FIRST_DAY_MS = 1_772_442_000_000
"""Monday 2 March 2026, 10:00 at UTC+1."""


@dataclass(frozen=True)
class Told:
    """A memory: who wrote it ("" for the person's own notes), where, and the text."""

    author: str
    title: str
    text: str
    source: str = "chat"


MEMORIES: tuple[Told, ...] = (
    Told(
        "Marta",
        "Allotment group",
        "The water tap by the shed leaks again. I'll bring washers on Saturday.",
    ),
    Told(
        "Marta", "Allotment group", "I planted two rows of kohlrabi and the slugs got most of them."
    ),
    Told(
        "Jonas",
        "Allotment group",
        "Our lease for the plot runs out at the end of October, the council wants 140 a year.",
    ),
    Told(
        "Jonas",
        "Allotment group",
        "Can someone water the greenhouse while I'm in Lisbon next week?",
    ),
    Told(
        "Ines", "Choir", "We rehearse in the parish hall from now on, Tuesdays at half past seven."
    ),
    Told("Ines", "Choir", "The concert programme is Pärt, Byrd and two pieces by Holst."),
    Told(
        "Ines",
        "Choir",
        "My daughter broke her wrist on the trampoline, so I'll miss the rehearsal.",
    ),
    Told("Bertil", "Choir", "I sold my old piano and bought a harmonium from a chapel in Wales."),
    Told("Bertil", "Choir", "My train from Gothenburg arrives at 16:40, could anyone pick me up?"),
    Told(
        "Yusuf",
        "Workshop",
        "The Peugeot frame needs a new bottom bracket, French thread of course.",
    ),
    Told("Yusuf", "Workshop", "A customer paid 320 for the blue Dawes and left a tip."),
    Told("Yusuf", "Workshop", "I'm off gluten since the doctor found out about the coeliac thing."),
    Told("Yusuf", "Workshop", "My brother Emre opens his bakery in Leeds on the first of May."),
    Told(
        "", "Notes", "Landlord said the boiler will be swapped in the second week of April.", "note"
    ),
    Told(
        "", "Notes", "Gate code of the allotment is on the red card in the kitchen drawer.", "note"
    ),
    Told("", "Notes", "Idea: birthday present for mum, a day trip to the tram museum.", "note"),
    Told("", "Notes", "Slept badly, three coffees, tomorrow only one.", "note"),
    Told(
        "Dr. Osei's practice",
        "Your appointment",
        "Your dental check-up is confirmed for 14 April at 9:15.",
        "mail",
    ),
    Told(
        "Northern Rail",
        "Your ticket",
        "Seat 42, coach B, York to Newcastle, departing 08:12 on 21 March.",
        "mail",
    ),
    Told(
        "Council",
        "Parking permit",
        "Your resident parking permit expires on 30 June. The renewal fee is 65.",
        "mail",
    ),
    Told(
        "Anneke",
        "Re: translation",
        "I finished the translation of chapter nine; the publisher wants footnotes removed.",
        "mail",
    ),
    Told(
        "Anneke",
        "Re: translation",
        "My new flat is on the fourth floor without a lift, so bring no piano.",
        "mail",
    ),
    Told(
        "",
        "How to true a wheel",
        "Turn each spoke nipple by a quarter turn and check the rim between the brake pads.",
        "page",
    ),
    Told(
        "",
        "Sourdough basics",
        "Feed the starter with equal weights of flour and water twice a day before baking.",
        "page",
    ),
    Told(
        "",
        "Harbour Museum",
        "The Harbour Museum is closed on Mondays and free on the first Sunday of the month.",
        "page",
    ),
    Told(
        "",
        "Bank statement.pdf",
        "Standing order to Hilltop Housing 780.00, electricity 61.20, choir fee 25.00.",
        "file",
    ),
    Told(
        "",
        "Insurance.pdf",
        "The bicycle insurance covers theft up to 2,500 if the frame was locked to a fixed object.",
        "file",
    ),
    Told(
        "",
        "minutes.docx",
        "The committee agreed to replace the fence. Marta will ask for three quotes by June.",
        "file",
    ),
    Told(
        "",
        "minutes.docx",
        "Treasurer's report: 412 in the account, two members have not paid.",
        "file",
    ),
    Told(
        "",
        "paint.md",
        "Primer dries in four hours, then two coats of enamel, sanding between with 800 grit.",
        "file",
    ),
    Told(
        "Greta",
        "Family",
        "Grandpa's hip operation went well, he is already complaining about the food.",
    ),
    Told("Greta", "Family", "I got the job at the observatory! I start in September."),
    Told("Greta", "Family", "We named the puppy Quark, he chewed through a phone charger."),
    Told(
        "Paul",
        "Family",
        "The car failed its inspection because of the rear brakes, repair costs 430.",
    ),
    Told("Paul", "Family", "I'm taking the night ferry to Rotterdam with the boys."),
    Told(
        "Hausverwaltung",
        "Treppenhaus",
        "Das Treppenhaus wird ab dem 4. Mai gestrichen, bitte keine Räder abstellen.",
        "mail",
    ),
    Told(
        "Lena",
        "Werkstatt",
        "Die Schlüssel für die Werkstatt liegen jetzt bei der Nachbarin im Erdgeschoss.",
    ),
    Told("Lena", "Werkstatt", "Ich habe den Schweißkurs auf November verschoben."),
    Told(
        "",
        "Terminal",
        "error: could not compile `spokes`: mismatched types, expected u32, found usize",
        "screen",
    ),
    Told("", "Spreadsheet", "Hub gears sold in February: 11 units, margin 18 percent.", "screen"),
)

ANSWERABLE: tuple[tuple[str, int], ...] = (
    ("What is leaking near the shed?", 0),
    ("What did the slugs eat?", 1),
    ("When does the lease of the plot end?", 2),
    ("How much does the council want for the plot?", 2),
    ("Where is Jonas travelling?", 3),
    ("Where does the choir rehearse?", 4),
    ("What pieces will be sung at the concert?", 5),
    ("Whose daughter was injured?", 6),
    ("What instrument did Bertil buy?", 7),
    ("When does Bertil's train arrive?", 8),
    ("What part does the Peugeot need?", 9),
    ("How much did the Dawes sell for?", 10),
    ("Why can't Yusuf eat bread?", 11),
    ("When does Emre open his bakery?", 12),
    ("When will the boiler be replaced?", 13),
    ("Where did I put the gate code?", 14),
    ("What present did I think of for mum?", 15),
    ("How many coffees did I drink?", 16),
    ("When is my dentist appointment?", 17),
    ("Which seat do I have on the train to Newcastle?", 18),
    ("When does my parking permit run out?", 19),
    ("What does the publisher want from Anneke?", 20),
    ("On which floor is Anneke's flat?", 21),
    ("How do I straighten a wheel?", 22),
    ("How often should the sourdough starter be fed?", 23),
    ("When is the Harbour Museum closed?", 24),
    ("How much is the electricity?", 25),
    ("Does the insurance cover a stolen bicycle?", 26),
    ("Who asks for quotes for the fence?", 27),
    ("How much money is in the allotment account?", 28),
    ("How long does primer take to dry?", 29),
    ("How did grandpa's operation go?", 30),
    ("Where will Greta work?", 31),
    ("What is the puppy called?", 32),
    ("Why did Paul's car fail the inspection?", 33),
    ("Where is Paul going by ferry?", 34),
    ("Wann wird das Treppenhaus gestrichen?", 35),
    ("Wo sind die Schlüssel für die Werkstatt?", 36),
    ("Which course did Lena postpone?", 37),
    ("What was the compile error about?", 38),
    ("How many hub gears were sold?", 39),
)

NEVER_SEEN: tuple[str, ...] = (
    "What is the capital of Mongolia?",
    "Who won the chess tournament?",
    "What did the lawyer say about the inheritance?",
    "How tall is the lighthouse?",
    "When is the astronomy lecture?",
    "Which vaccine did I get?",
    "What is the password of the wifi router?",
    "How many guests come to the wedding?",
    "What was the score of the football match?",
    "Which hotel did we book in Vienna?",
    "What is the recipe for lentil soup?",
    "Who repaired the dishwasher?",
    "When does the swimming pool open?",
    "What colour are the curtains?",
    "How long was the marathon?",
    "Which film did we watch at the cinema?",
    "Wie heißt der Hund von Frau Becker?",
    "Wann beginnt der Yogakurs?",
    "What did the professor think of my thesis?",
    "What is the serial number of the laptop?",
    "Where did the elephant sleep?",
    "Who is the mayor?",
    "What is my blood type?",
    "How do I reset the thermostat?",
)

SOMEONE_ELSE: tuple[str, ...] = (
    "When does Oskar's train arrive?",
    "What instrument did Helena buy?",
    "Where is Dmitri travelling?",
    "On which floor is Valentina's flat?",
    "When does Ravi open his bakery?",
    "What did Sofia plant?",
    "Why did Hannah's car fail the inspection?",
    "What did Tobias name the puppy?",
    "Where will Mirela work?",
    "What part does the Bianchi need?",
    "How much did the Raleigh sell for?",
    "When is the Railway Museum closed?",
)

NOBODY_TOLD: tuple[str, ...] = (
    "What colour is Paul's car?",
    "How old is Emre?",
    "What is the name of Ines's daughter?",
    "Which school does Greta's brother attend?",
    "How much did Bertil pay for parking?",
    "What breed is the neighbour's cat?",
    "Who painted the shed?",
    "What is Marta's telephone number?",
    "Which hospital was grandpa in?",
    "What did Yusuf study?",
    "Who drove Anneke to the airport?",
    "How heavy is the harmonium?",
)

# Written after the thresholds were set, and never used to set them.
HELD_OUT: tuple[tuple[str, int | None], ...] = (
    ("Who will buy washers for the tap?", 0),
    ("How much rent goes to Hilltop Housing?", 25),
    ("Which chapter did Anneke translate?", 20),
    ("What did Quark destroy?", 32),
    ("When does my train to Newcastle leave?", 18),
    ("What sandpaper grit is used between coats of enamel?", 29),
    ("Is the museum open on Mondays?", 24),
    ("What will the repair of Paul's brakes cost?", 33),
    ("How many members still owe their fee?", 28),
    ("What did Ines' daughter break?", 6),
    ("Up to what value is bicycle theft insured?", 26),
    ("What does a renewed parking permit cost?", 19),
    ("Where is the bakery of Yusuf's brother?", 12),
    ("Wo dürfen keine Räder stehen?", 35),
    ("Where should I water plants for Jonas?", 3),
    ("What is the boarding gate of the flight?", None),
    ("Who lent me the drill?", None),
    ("How long is the tunnel?", None),
    ("When was the cathedral built?", None),
    ("What does Priscilla think of the programme?", None),
    ("Which dentist did Marcus recommend?", None),
    ("How much did the new roof cost?", None),
    ("What was the name of the waiter?", None),
    ("Where did Fatima's ferry go?", None),
    ("When is the tax return due?", None),
    ("What medicine does the dog take?", None),
    ("Was kostet der neue Fernseher?", None),
)


def hit_of(number: int) -> Hit:
    """The memory of that number as a hit with score 0, one memory a day."""
    told = MEMORIES[number]
    return Hit(
        segment_id=SegmentId(number + 1),
        capture_id=CaptureId(number + 1),
        external_id=f"m{number}",
        score=0.0,
        at_ms=FIRST_DAY_MS + number * DAY_MS,
        offset_min=60,
        source=told.source,
        app="",
        title=told.title,
        url="",
        thread="",
        author=told.author,
        text=told.text,
        anchor=Anchor(),
        tier=Tier.HOT,
        trust=Trust.TYPED if told.source == "note" else Trust.IMPORTED,
        strength=1.0,
    )
