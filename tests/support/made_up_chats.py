"""Made-up chats of two people, with questions they answer and the same questions about the other.

Each item is something that one of the two tells of themselves, what the other says to it, and a
question in other words. Who tells it, in which order and on which day is drawn from a seed, so that
a question asked of the wrong person differs from a right one by nothing but the name. Written for
these tests alone.
"""

import random
from dataclasses import dataclass

from services.clock import DAY_MS
from services.records import Anchor, CaptureId, Hit, SegmentId, Tier, Trust

ECHOED = 0.7  # of the told things
FIRST_MS = 1_767_258_000_000
"""Thursday 1 January 2026, 9:00 UTC."""

PAIRS = (
    ("Sanna", "Piet"), ("Odile", "Tamsin"), ("Radek", "Ulla"), ("Keiko", "Bruno"),
    ("Amara", "Lorcan"), ("Vesna", "Hamish"),
)  # fmt: skip

# What one tells, what the other says to it, the question about who told it, what it is about.
ITEMS: tuple[tuple[str, str, str, str], ...] = (
    (
        "I finally passed my sailing exam last Saturday, the knots nearly cost me the badge.",
        "Congratulations! Your knots were always terrible.",
        "When did {name} pass the sailing exam?",
        "sailing exam",
    ),
    (
        "My grandmother left me her sewing machine, I cried when I opened the case.",
        "What a lovely thing to have from her.",
        "What did {name} get from a grandmother?",
        "grandmother's sewing machine",
    ),
    (
        "We adopted a three-legged greyhound called Biscuit from the rescue in Hexham.",
        "Biscuit! I need pictures of him.",
        "What is {name}'s dog called?",
        "three-legged greyhound",
    ),
    (
        "I'm allergic to hazelnuts, so no praline for me please.",
        "Noted, I'll bring fruit instead.",
        "What is {name} allergic to?",
        "hazelnut allergy",
    ),
    (
        "Started pottery classes at the old brewery, my first bowl looks like a shoe.",
        "A shoe can hold soup too.",
        "What class did {name} take up?",
        "pottery classes",
    ),
    (
        "My brother moved to Tromsø to study reindeer, can you believe it?",
        "Your family never does anything ordinary.",
        "Where did {name}'s brother move?",
        "brother's move to Tromsø",
    ),
    (
        "I ran the half marathon in Utrecht in one hour fifty-two.",
        "That is faster than my bicycle.",
        "How fast did {name} run the half marathon?",
        "half marathon in Utrecht",
    ),
    (
        "The bakery offered me the early shift and I said yes, I start at four every morning.",
        "Four! You will be asleep at dinner.",
        "What time does {name}'s shift begin?",
        "early shift at the bakery",
    ),
    (
        "I've read The Leopard by Lampedusa three times, it gets sadder each time.",
        "I never got past the ball.",
        "Which book has {name} read several times?",
        "Lampedusa novel",
    ),
    (
        "My sister and I painted the kitchen dark green on Sunday.",
        "Green is brave for a kitchen.",
        "What colour did {name} paint the kitchen?",
        "green kitchen",
    ),
    (
        "I broke my collarbone falling off the climbing wall, six weeks in a sling.",
        "Ouch, who carries your shopping now?",
        "How did {name} get injured?",
        "broken collarbone",
    ),
    (
        "I volunteer at the food bank every second Wednesday, mostly sorting tins.",
        "That explains the tin jokes.",
        "Where does {name} volunteer?",
        "food bank",
    ),
    (
        "We booked two weeks in the Azores for whale watching in June.",
        "Whales in June sounds like a dream.",
        "Where is {name} going on holiday?",
        "trip to the Azores",
    ),
    (
        "My mum taught me to make pierogi with plums when I was seven.",
        "Plums! You must cook them for us.",
        "Which dish did {name} learn as a child?",
        "plum pierogi",
    ),
    (
        "I sold my motorbike to a dentist for two thousand.",
        "A dentist on a motorbike, good luck to him.",
        "Who bought {name}'s motorbike?",
        "motorbike",
    ),
    (
        "I joined a brass band, they needed a second euphonium.",
        "Since when do you play brass?",
        "Which instrument does {name} play in the band?",
        "brass band",
    ),
    (
        "My therapist suggested that I write a letter to my younger self.",
        "Did it help you at all?",
        "What did the therapist recommend to {name}?",
        "letter to a younger self",
    ),
    (
        "I planted forty tulip bulbs with the neighbours' kids for the spring contest.",
        "Forty! The whole street will be red.",
        "How many bulbs did {name} plant?",
        "tulip bulbs",
    ),
    (
        "My daughter lost her first tooth in a toffee apple.",
        "Classic. Did you save the tooth?",
        "How did {name}'s child lose a tooth?",
        "daughter's first tooth",
    ),
    (
        "I've been vegan since March, mostly because of a film about octopuses.",
        "That octopus changed you.",
        "Why did {name} become vegan?",
        "vegan cooking",
    ),
    (
        "The landlord is raising my rent by ninety a month from May.",
        "That's outrageous, talk to the tenants' union.",
        "How much more rent must {name} pay?",
        "rent increase",
    ),
    (
        "I got a scholarship to study glaciers in Innsbruck.",
        "You deserve that so much.",
        "What subject will {name} study?",
        "glacier scholarship",
    ),
    (
        "I taught the parrot next door to say good night in Welsh.",
        "Poor neighbours.",
        "What did {name} teach the parrot?",
        "Welsh parrot",
    ),
    (
        "We celebrated our tenth wedding anniversary in a lighthouse.",
        "Romantic and windy.",
        "Where did {name} celebrate the anniversary?",
        "wedding anniversary",
    ),
    (
        "My car was towed from the station, it cost me a hundred and eighty to get back.",
        "They tow everything there.",
        "What happened to {name}'s car?",
        "towed car",
    ),
    (
        "I won the village chess cup against the priest.",
        "Did he forgive you?",
        "Whom did {name} beat at chess?",
        "chess cup",
    ),
    (
        "Our choir sings the Fauré requiem at the cathedral on 12 April.",
        "I will sit in the front row.",
        "When is {name}'s concert at the cathedral?",
        "Fauré requiem at the cathedral",
    ),
    (
        "I want to open a repair café in the old post office next year.",
        "I can lend you my soldering iron.",
        "What does {name} plan to open?",
        "repair café",
    ),
    (
        "My dad had his cataract operation and reads everything aloud now.",
        "Even the cereal box?",
        "Which operation did {name}'s father have?",
        "dad's cataract operation",
    ),
    (
        "I collect postcards of bridges, I have about six hundred.",
        "So that is what the boxes were.",
        "What does {name} collect?",
        "postcards of bridges",
    ),
    (
        "I've decided to become a foster parent, the course starts in autumn.",
        "You'll be wonderful at it.",
        "What decision did {name} take about fostering?",
        "foster parent course",
    ),
    (
        "I slept in a hammock in the forest to see the badgers.",
        "Did they show up?",
        "Why did {name} sleep outdoors?",
        "night with the badgers",
    ),
    (
        "My laptop died in the middle of the tax return.",
        "Maybe it wanted to help you.",
        "When did {name}'s computer break?",
        "tax return",
    ),
    (
        "I volunteered as a guide at the textile museum, Thursdays only.",
        "Do you explain the looms?",
        "On which day does {name} work at the museum?",
        "textile museum",
    ),
    (
        "I proposed to Ellis on the ferry and the whole deck clapped.",
        "I am so happy for you both!",
        "Where did {name} propose?",
        "proposal on the ferry",
    ),
    (
        "I make candles from leftover beeswax, the kitchen smells of honey.",
        "Save me two for the balcony.",
        "What does {name} make from beeswax?",
        "beeswax candles",
    ),
    (
        "I failed my driving test again because of a pigeon.",
        "A pigeon is no excuse, or is it?",
        "Why did {name} fail the driving test?",
        "driving test",
    ),
    (
        "My nephew stayed with us for half term and ate nothing but noodles.",
        "Children live on noodles.",
        "Who visited {name} during half term?",
        "nephew's visit at half term",
    ),
    (
        "I keep bees on the roof of the library since last summer.",
        "Do the readers mind?",
        "Where does {name} keep bees?",
        "bees on the roof",
    ),
    (
        "I have a job interview with the water board on Monday at ten.",
        "Fingers crossed for Monday.",
        "With whom does {name} have an interview?",
        "interview with the water board",
    ),
    (
        "I restored a 1962 Rolleiflex and shot two rolls at the harbour.",
        "Did the shutter hold?",
        "Which camera did {name} repair?",
        "old Rolleiflex",
    ),
    (
        "I moved into a houseboat near the lock, it rocks a little at night.",
        "You always wanted to live on water.",
        "What kind of home does {name} live in?",
        "houseboat",
    ),
    (
        "I quit smoking on New Year's Day and I chew liquorice instead.",
        "Liquorice is worse for your friends.",
        "What habit did {name} give up?",
        "smoking",
    ),
    (
        "We lost the quiz by one point because nobody knew the capital of Bhutan.",
        "Thimphu! You should have called.",
        "Why did {name}'s team lose the quiz?",
        "quiz",
    ),
    (
        "I learned to weave baskets from a man of ninety in the next valley.",
        "Ninety and still weaving.",
        "Who taught {name} basket weaving?",
        "baskets",
    ),
    (
        "My flight was cancelled, so I took the night train through Lyon.",
        "I love that train.",
        "How did {name} travel after the cancelled flight?",
        "night train through Lyon",
    ),
    (
        "I'm writing a crime novel set in a mushroom farm.",
        "The murderer is the compost.",
        "What is {name}'s novel about?",
        "crime novel",
    ),
    (
        "I swim in the lake every morning before work, even with ice on it.",
        "You are made of something else.",
        "How often does {name} swim?",
        "swim in the lake",
    ),
    (
        "I inherited four clocks and none of them agree.",
        "Then it is always tea time.",
        "How many clocks did {name} inherit?",
        "four clocks",
    ),
    (
        "I coach the girls' football team, we are third in the league.",
        "Third is splendid.",
        "Which team does {name} coach?",
        "girls' football team",
    ),
)  # fmt: skip
FILLERS = (
    "Good morning! How was your week?", "It has been raining here since Tuesday.",
    "I'm so tired today, work was endless.", "Did you see the moon last night?",
    "Thanks for listening, it really means a lot.", "What are you up to this weekend?",
    "I had soup for lunch and soup for dinner.", "Talk soon, take care!",
    "That reminds me, I still owe you a coffee.", "How is everybody at home?",
    "I keep forgetting to call the plumber.", "We should meet before the holidays.",
)  # fmt: skip


# What the other one says that echoes the words of what was told.
ECHOES = (
    "Wow, the {topic}! That sounds amazing, how did you feel about it?",
    "I was thinking about your {topic} all day, you must be so proud.",
    "That's great news about the {topic}! I'd love to hear more.",
    "Your {topic} really made me smile, thanks for sharing that with me.",
    "The {topic} must have been quite something. I admire how you do all that!",
)


@dataclass(frozen=True)
class Asked:
    """A question, and the number of the turn that answers it; None where it asks of the other."""

    question: str
    gold: int | None


@dataclass(frozen=True)
class Chat:
    """Turns in order of time and what is asked of them."""

    turns: tuple[Hit, ...]
    asked: tuple[Asked, ...]


def chat(seed: int, items: int = 24) -> Chat:
    """A chat of about ``3 * items`` turns."""
    draw = random.Random(seed)
    pair = PAIRS[seed % len(PAIRS)]
    turns: list[Hit] = []
    asked: list[Asked] = []
    for told, reply, question, topic in draw.sample(ITEMS, items):
        teller = draw.randrange(2)
        if draw.random() < 0.7:
            turns.append(_turn(len(turns), pair[draw.randrange(2)], draw.choice(FILLERS)))
        gold = len(turns)
        turns.append(_turn(gold, pair[teller], told))
        turns.append(_turn(gold + 1, pair[1 - teller], reply))
        if draw.random() < ECHOED:
            echo = draw.choice(ECHOES).format(topic=topic)
            turns.append(_turn(gold + 2, pair[1 - teller], echo))
        asked.append(Asked(question.format(name=pair[teller]), gold))
        asked.append(Asked(question.format(name=pair[1 - teller]), None))
    return Chat(tuple(turns), tuple(asked))


def _turn(number: int, author: str, text: str) -> Hit:
    return Hit(
        segment_id=SegmentId(number + 1),
        capture_id=CaptureId(number + 1),
        external_id=f"t{number}",
        score=0.0,
        at_ms=FIRST_MS + (number // 6) * DAY_MS + (number % 6) * 30_000,
        offset_min=0,
        source="chat",
        app="",
        title="",
        url="",
        thread=f"day {number // 6}",
        author=author,
        text=text,
        anchor=Anchor(),
        tier=Tier.HOT,
        trust=Trust.IMPORTED,
        strength=1.0,
    )
