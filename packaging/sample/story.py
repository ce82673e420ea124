"""What happens in the sample: a week in March of Nora Lindqvist, who plans parks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from sample.screens import chat, page, sheet


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture and what the window system would say of it. Times are UTC."""

    at: str
    app: str
    title: str
    image: Image.Image
    url: str = ""


Messages = Sequence[tuple[str, str, str]]

PRIYA: Messages = (
    ("Priya Raman", "13:58", "Finance asked for one more day, they want the quay numbers in."),
    (
        "Priya Raman",
        "14:01",
        "So the quarterly budget meeting moved to Thursday 14:30, room B-12.",
    ),
    ("You", "14:02", "Fine with me. I'll send you the new draft by Wednesday evening."),
    ("Priya Raman", "14:05", "Perfect. Tomas will bring the soil report."),
)
ELIAS: Messages = (
    ("Elias", "19:10", "Train on Saturday? There is one at 9:42 from platform 6."),
    ("You", "19:12", "Yes, the 9:42. Mum's birthday table is at Osteria Lupa at 13:00."),
    ("Elias", "19:13", "I am bringing the ceramic bowl she liked, the green one from Aveiro."),
)
CONTRACT = (
    "# Agreement on the Kestrel Quay promenade",
    "> page 4 of 11",
    "",
    "7. The contractor plants 140 trees, of which 60 are field maples and 80 are black alders.",
    "8. The warranty on plants runs for three growing seasons after acceptance.",
    "9. Final acceptance takes place on 30 September 2026 at the latest.",
    "10. For each week of delay the fee is reduced by one half of one percent.",
)
HEAT_PUMPS = (
    "# Heat pumps for small houses compared",
    "> www.warmhouse.example/heat-pumps",
    "",
    "Nordvik A8 draws 1.9 kW, costs 7,400 euros and hums at 46 decibels.",
    "Solena Terra draws 1.6 kW, costs 9,100 euros and needs two boreholes.",
    "Brise 5 is the quietest of the test at 38 decibels, but only up to 90 square metres.",
    "",
    "Our advice: below 100 square metres take the Brise 5.",
)
DRAFT = (
    "# Budget draft, second quarter",
    "",
    "Quay promenade: 212,000 euros, of which 64,000 for trees.",
    "Playground at Mill Lane: 38,500 euros.",
    "Soil report by Tomas Berg: 4,200 euros.",
)
LOG = (
    "nora@studio:~/quay$ make maps",
    "rendering contours ........ done",
    "rendering trees ........... 140 placed",
    "warning: tile 7-12 has no elevation, using neighbours",
    "nora@studio:~/quay$ scp out/quay.pdf print@plotter:/queue",
)
SOIL = (
    "# Soil report, Kestrel Quay",
    "> Tomas Berg, 12 March 2026",
    "",
    "Borings B1 to B6 show sandy fill down to 2.4 metres.",
    "Lead stays below 80 milligrams per kilogram everywhere but at B4, where it is 210.",
    "The ground at B4 has to be exchanged before anything is planted.",
)
RECIPE = (
    "# Leek and chestnut soup",
    "> www.potandspoon.example/leek-chestnut",
    "",
    "Sweat three leeks in butter for ten minutes, add 200 g of cooked chestnuts.",
    "Pour on one litre of stock, simmer for twenty minutes, blend, finish with nutmeg.",
)
INVITATION = (
    "# Quarterly budget",
    "> from Priya Raman, 10 March",
    "",
    "Wednesday 18 March, 10:00, room A-3.",
    "Please bring your figures for the second quarter.",
)
TREES = (
    ("Tree", "Count", "Price each", "Nursery"),
    ("Field maple", "60", "410", "Holm & Daughter"),
    ("Black alder", "80", "385", "Brakel"),
    ("Rowan (spare)", "6", "295", "Brakel"),
)


TIMETABLE = (
    "# Tram 12, towards Harbour",
    "> www.citytram.example/line-12",
    "",
    "Weekdays every eight minutes from 5:48 until 20:12, then every quarter of an hour.",
    "From 13 April the stop Fish Market is closed, use Old Crane instead.",
)
PLAN = (
    "# Planting plan, first notes",
    "",
    "Maples in the northern half, they stand the wind better than lindens.",
    "Alders along the water, six and a half metres apart.",
    "No trees within three metres of the gas main between pier 2 and pier 3.",
    "Ask the school at Mill Lane about the benches.",
)
INES: Messages = (
    ("Ines Duarte", "11:02", "The lamp supplier wants 1,240 euros a piece, twice what they said."),
    ("You", "11:04", "Then we take the lower model, 890 euros, eighteen metres apart."),
    ("Ines Duarte", "11:07", "Agreed. I'll order 26 of them on Friday."),
)
CHECKOUT = (
    "# Checkout",
    "> www.nightrail.example/pay",
    "",
    "Vienna and back, 16 and 19 April, compartment for one: 218.40 euros.",
    "Card number: 4111 1111 1111 1111",
    "The ticket is sent to the address of your account.",
)
PASSWORDS = ("# Passwords", "", "nightrail.example    nora.l    S3agull-Umbrella-92")
NOVEL = (
    "# The Lighthouse Keeper's Ledger",
    "> chapter 4",
    "",
    "The keeper counted the ships by their lamps and wrote them down as if they were guests.",
    "On the ninth of October there was one lamp too many.",
)
RELEASE = (
    "# Letter to the neighbours",
    "",
    "From 26 October trees are planted between Kestrel Quay and the old crane.",
    "Parking along the quay is not possible until 20 November.",
    "Questions: Nora Lindqvist, Mondays from 14:00 to 16:00.",
)
MAPS = (
    "nora@studio:~/quay$ python check_distance.py out/trees.geojson",
    "140 trees read",
    "closest pair: 6.48 m (tree 61, tree 62)",
    "2 trees within 3 m of the gas main: tree 88, tree 89",
)
ELENA: Messages = (
    ("Elena", "12:40", "The choir rehearses in the chapel of Saint Roch from now on."),
    ("You", "12:42", "Same time? Wednesday at 19:30?"),
    ("Elena", "12:44", "Half an hour earlier, 19:00. Bring the alto score."),
)


def screens() -> Iterator[Screen]:
    """Every picture of the week, in order of time."""
    yield from sorted(_week(), key=lambda screen: screen.at)


def _week() -> Iterator[Screen]:
    yield from _growing("2026-03-16T08:05", "Mail", "Quarterly budget", INVITATION, 3)
    yield from _growing("2026-03-16T09:10", "Reader", "soil-report.pdf", SOIL, 6)
    yield from _growing("2026-03-16T13:20", "Editor", "budget-q2.md", DRAFT, 8)
    tram = "https://www.citytram.example/line-12"
    yield from _growing("2026-03-17T07:50", "Browser", "Tram 12", TIMETABLE, 3, tram)
    yield from _growing("2026-03-17T08:30", "Terminal", "quay", LOG, 6)
    yield from _growing("2026-03-17T09:20", "Editor", "planting-plan.md", PLAN, 12)
    yield from _talk("2026-03-17", "Ines Duarte", INES)
    yield from _talk("2026-03-17", "Priya Raman", PRIYA)
    yield from _growing("2026-03-17T15:10", "Reader", "kestrel-quay-contract.pdf", CONTRACT, 9)
    yield from _growing("2026-03-17T16:20", "Terminal", "quay", MAPS, 4)
    yield from _growing("2026-03-17T17:05", "KeePassXC", "Passwords", PASSWORDS, 4)
    rail = "https://www.nightrail.example/pay"
    yield from _growing("2026-03-17T17:25", "Browser", "Night train: checkout", CHECKOUT, 3, rail)
    yield from _growing("2026-03-17T18:50", "Reader", "lighthouse-ledger.epub", NOVEL, 7)
    yield from _growing("2026-03-18T09:15", "Editor", "letter-to-neighbours.md", RELEASE, 7)
    yield from _talk("2026-03-18", "Elena", ELENA)
    heat = "https://www.warmhouse.example/heat-pumps"
    yield from _growing("2026-03-18T18:15", "Browser", "Heat pumps compared", HEAT_PUMPS, 5, heat)
    widths = (240, 120, 160, 240)
    for n, rows in enumerate((3, 4, 4)):
        at = f"2026-03-19T08:3{n * 3}:00"
        yield Screen(at, "Sheet", "trees.ods", sheet("trees.ods", TREES[:rows], widths))
    yield from _talk("2026-03-19", "Elias", ELIAS)
    soup = "https://www.potandspoon.example/leek-chestnut"
    yield from _growing("2026-03-20T17:30", "Browser", "Leek and chestnut soup", RECIPE, 4, soup)


_STEP_S = 240  # between two pictures of a page, so that an evening's reading is one event


def _growing(
    start: str, app: str, title: str, content: Sequence[str], steps: int, url: str = ""
) -> Iterator[Screen]:
    """A page that fills step by step."""
    hour, minute = (int(part) for part in start[11:].split(":"))
    for step in range(1, steps + 1):
        shown = content[: max(4, round(len(content) * step / steps))]
        seconds = (step - 1) * _STEP_S
        minutes = minute + seconds // 60
        at = f"{start[:11]}{hour + minutes // 60:02}:{minutes % 60:02}:{seconds % 60:02}"
        yield Screen(at, app, title, page(app, title, shown, step), url)


def _talk(day: str, title: str, messages: Messages) -> Iterator[Screen]:
    """A conversation, a picture each message, at the minute it was sent."""
    for n in range(1, len(messages) + 1):
        at = f"{day}T{messages[n - 1][1]}:{10 * n:02}"
        yield Screen(at, "Chat", title, chat(title, messages[:n]))


_MAIL = {"source": "mail"}
_NOTE = {"source": "note", "author": "me"}
_QUAY = {"source": "chat", "app": "Chat", "thread": "quay"}

RECORDS: tuple[dict[str, str], ...] = (
    {
        "id": "mail-1",
        "at": "2026-03-16T08:02:00Z",
        **_MAIL,
        "title": "Plotter paper",
        "author": "Ines Duarte",
        "thread": "mail-plotter",
        "text": "The plotter paper has arrived, two rolls of 90 cm."
        " They are in the cupboard by the stairs.",
    },
    {
        "id": "note-1",
        "at": "2026-03-16T20:30:00Z",
        **_NOTE,
        "text": "My piano teacher is Ondine Varga. Lessons are on Tuesdays at 18:00.",
    },
    {
        "id": "chat-1",
        "at": "2026-03-17T10:12:00Z",
        **_QUAY,
        "author": "Tomas Berg",
        "text": "The lab confirmed it: the ground at boring B4 must be exchanged, 45 cubic metres.",
    },
    {
        "id": "chat-2",
        "at": "2026-03-17T10:14:00Z",
        **_QUAY,
        "author": "Ines Duarte",
        "text": "Brakel can deliver the alders in week 43, not before.",
    },
    {
        "id": "chat-3",
        "at": "2026-03-17T10:15:00Z",
        **_QUAY,
        "author": "Nora Lindqvist",
        "text": "Then planting starts on 26 October. I'll tell the harbour office.",
    },
    {
        "id": "note-2",
        "at": "2026-03-18T07:45:00Z",
        **_NOTE,
        "text": "Idea: let the children of Mill Lane school choose the colour of the benches.",
    },
    {
        "id": "note-3",
        "at": "2026-03-19T21:05:00Z",
        **_NOTE,
        "text": "My piano teacher is now Leif Sandoval, because Ondine moved to Bergen.",
    },
    {
        "id": "note-4",
        "at": "2026-03-20T09:00:00Z",
        **_NOTE,
        "text": "I prefer the window seat, rows 10 to 14, on the night train to Vienna.",
    },
    {
        "id": "mail-2",
        "at": "2026-03-20T11:20:00Z",
        **_MAIL,
        "title": "Re: acceptance",
        "author": "Harbour office",
        "thread": "mail-acceptance",
        "text": "We confirm that acceptance of the promenade can be held on 24 September"
        " at 11:00, pier 3.",
    },
)

FILES = {
    "minutes-budget-meeting.md": (
        "# Minutes: quarterly budget, 19 March 2026\n\n"
        "Present: Priya Raman, Tomas Berg, Nora Lindqvist.\n\n"
        "## Decisions\n\n"
        "- The quay promenade gets 205,000 euros instead of 212,000.\n"
        "- The playground at Mill Lane is postponed to the third quarter.\n"
        "- Ground at boring B4 is exchanged before planting, paid from the reserve.\n\n"
        "## To do\n\n"
        "- Nora sends the new planting plan to the harbour office by 27 March.\n"
        "- Tomas asks two more companies for the removal of soil.\n"
    ),
    "travel/vienna.txt": (
        "Vienna, 17 to 19 April\n\n"
        "Night train leaves at 21:18, car 264, compartment 7.\n"
        "Congress on urban trees: Friday 9:30, Palais Ferstel, Strauchgasse 4.\n"
        "Hotel Drei Linden, two nights, breakfast included, booking K7-2291.\n"
    ),
    "trees.csv": (
        "tree,count,price,nursery,delivery\n"
        "Field maple,60,410,Holm & Daughter,week 42\n"
        "Black alder,80,385,Brakel,week 43\n"
        "Rowan,6,295,Brakel,week 43\n"
    ),
}
LETTER = (
    "Kestrel Quay promenade: planting plan",
    "The promenade is 460 metres long. Maples stand in the northern half, alders along the water.",
    "The distance between two trees is six and a half metres.",
    "Benches stand at every fourth tree; the lamps are spaced at eighteen metres.",
)

QUESTIONS: tuple[dict[str, str], ...] = (
    {"question": "When is the quarterly budget meeting?", "expect": "Thursday 14:30"},
    {"question": "Who is my piano teacher?", "expect": "Leif Sandoval"},
    {"question": "How many trees does the contractor plant?", "expect": "140"},
    {"question": "What is the name of the dolphin trainer in Lisbon?", "expect": ""},
)
NOW = "2026-03-22T10:00:00Z"
