"""Made-up lives in which facts change: what is said, what holds from then on, what it replaces.

Three sets of slots. The first two were used to mend the grammar; the third was written afterwards
and measured before anything was mended with it: 21 of 31 values found, 9 of 15 current ones open.
"""

from typing import NamedTuple


class Changing(NamedTuple):
    """A thing that changes: what is said in turn, and the value that holds after each."""

    subject: str
    said: tuple[tuple[str, str], ...]  # (sentence, value)


FIRST: tuple[Changing, ...] = (
    Changing("me", (
        ("My hairdresser is Ornella at Studio Rosso.", "Ornella"),
        ("Ornella retired, my hairdresser is now Kwame.", "Kwame"),
        ("Found a better hairdresser: Saskia Blum.", "Saskia Blum"),
    )),
    Changing("me", (
        ("Our internet comes from Telenor.", "Telenor"),
        ("We changed our internet provider to Altibox.", "Altibox"),
        ("Internet is with Telia from now on.", "Telia"),
    )),
    Changing("me", (
        ("I park in bay 14.", "bay 14"),
        ("My parking bay is now 22.", "22"),
        ("They gave me a new parking bay, number 31.", "31"),
    )),
    Changing("me", (
        ("My blood pressure medication is Ramipril 5 mg.", "Ramipril 5 mg"),
        ("The doctor switched my blood pressure medication to Amlodipine.", "Amlodipine"),
    )),
    Changing("me", (
        ("I bank with Handelsbanken.", "Handelsbanken"),
        ("I moved my account from Handelsbanken to Bunq.", "Bunq"),
        ("As of this week we bank at Triodos.", "Triodos"),
    )),
    Changing("me", (
        ("My office is room 2.31.", "2.31"),
        ("We moved offices, I sit in room 4.07 now.", "4.07"),
        ("New office: room 1.12.", "1.12"),
    )),
    Changing("me", (
        ("My accountant is Mrs Delacroix.", "Delacroix"),
        ("I fired my accountant and hired Tobias Renner instead.", "Tobias Renner"),
        ("Tobias left the firm, so Yuki Arai does my accounts now.", "Yuki Arai"),
    )),
    Changing("me", (
        ("My piano lesson is on Tuesdays.", "Tuesdays"),
        ("My piano lesson moved to Thursdays.", "Thursdays"),
        ("From September my piano lesson is on Mondays.", "Mondays"),
    )),
    Changing("me", (
        ("I work at Nordfisk.", "Nordfisk"),
        ("I left Nordfisk and joined Skagen Shipping.", "Skagen Shipping"),
        ("Yesterday was my first day at Borealis Energy.", "Borealis Energy"),
    )),
    Changing("me", (
        ("I'm living in Trondheim.", "Trondheim"),
        ("We moved from Trondheim to Aarhus.", "Aarhus"),
        ("We bought a house in Malmö and live there now.", "Malmö"),
    )),
    Changing("me", (
        ("My locker number is 118.", "118"),
        ("My locker number changed to 240.", "240"),
    )),
    Changing("me", (
        ("Meine Hausärztin ist Dr. Seidel.", "Dr. Seidel"),
        ("Meine neue Hausärztin heißt Dr. Brandt.", "Dr. Brandt"),
    )),
    Changing("me", (
        ("I read the Guardian on Sundays, my newspaper is the Guardian.", "Guardian"),
        ("I cancelled the Guardian and subscribe to Le Monde.", "Le Monde"),
    )),
    Changing("Priya", (
        ("Priya works for Infosys.", "Infosys"),
        ("Priya has left Infosys and now works for Zalando.", "Zalando"),
    )),
    Changing("Jonas", (
        ("Jonas lives in Graz.", "Graz"),
        ("Jonas has moved to Linz.", "Linz"),
        ("Jonas now lives in Innsbruck.", "Innsbruck"),
    )),
    Changing("Orion", (
        ("The deadline of Orion is 14 March.", "14 March"),
        ("The deadline of Orion was moved to 2 April.", "2 April"),
    )),
)  # fmt: skip

SECOND: tuple[Changing, ...] = (
    Changing("me", (
        ("Our babysitter is called Freya Lund.", "Freya Lund"),
        ("Freya went abroad; our new babysitter is Mads.", "Mads"),
        ("We replaced Mads as our babysitter with Carla Nunes.", "Carla Nunes"),
    )),
    Changing("me", (
        ("My mobile contract is with Lebara.", "Lebara"),
        ("I switched my mobile contract over to Giffgaff.", "Giffgaff"),
        ("Mobile contract: now with Spusu.", "Spusu"),
    )),
    Changing("me", (
        ("I take my coffee from Rösterei Vier.", "Rösterei Vier"),
        ("These days I get my coffee from Kaffebrenneriet.", "Kaffebrenneriet"),
    )),
    Changing("me", (
        ("My supervisor at university is Professor Imoto.", "Imoto"),
        ("Professor Imoto is on leave, so Dr Falk supervises me now.", "Dr Falk"),
    )),
    Changing("me", (
        ("My shift starts at 7:30.", "7:30"),
        ("My shift now starts at 9:15.", "9:15"),
    )),
    Changing("me", (
        ("Our electricity supplier is Bulb.", "Bulb"),
        ("Our electricity supplier has changed, it is Good Energy now.", "Good Energy"),
        ("We have signed with Ecotricity as our electricity supplier.", "Ecotricity"),
    )),
    Changing("me", (
        ("My running shoes are Saucony Ride.", "Saucony Ride"),
        ("I bought Brooks Ghost as my new running shoes.", "Brooks Ghost"),
    )),
    Changing("me", (
        ("I am employed by Fjordkraft.", "Fjordkraft"),
        ("I quit Fjordkraft and started at Equinor.", "Equinor"),
        ("I now work for the Port of Rotterdam.", "Port of Rotterdam"),
    )),
    Changing("me", (
        ("My email address is ida@lumen.example.", "ida@lumen.example"),
        ("Please use my new email address ida.holm@fern.example.", "ida.holm@fern.example"),
    )),
    Changing("me", (
        ("My car's licence plate is KA-NB 502.", "KA-NB 502"),
        ("The new licence plate of my car is KA-ZZ 77.", "KA-ZZ 77"),
    )),
    Changing("me", (
        ("Mein Vermieter ist Herr Pohl.", "Herr Pohl"),
        ("Mein Vermieter ist jetzt Frau Kessler.", "Frau Kessler"),
    )),
    Changing("me", (
        ("Ich fahre einen Golf.", "Golf"),
        ("Ich fahre jetzt einen Polestar.", "Polestar"),
    )),
    Changing("Amara", (
        ("Amara's doctor is Dr Quist.", "Dr Quist"),
        ("Amara's doctor is now Dr Vale.", "Dr Vale"),
    )),
    Changing("Tomasz", (
        ("Tomasz is a nurse at Saint Luke.", "nurse"),
        ("Tomasz has become head nurse at Saint Luke.", "head nurse"),
    )),
    Changing("Halden", (
        ("The manager of Halden is Ottilie.", "Ottilie"),
        ("Ruben has taken over from Ottilie as manager of Halden.", "Ruben"),
    )),
)  # fmt: skip

THIRD: tuple[Changing, ...] = (
    Changing("me", (
        ("My cleaner is Rosa Lima.", "Rosa Lima"),
        ("Rosa Lima has stopped, so Hedda cleans for us now.", "Hedda"),
    )),
    Changing("me", (
        ("The kids go to the Montessori school, their school is Elvebakken.", "Elvebakken"),
        ("The kids' school is now Lakkegata.", "Lakkegata"),
    )),
    Changing("me", (
        ("I see Dr Ferrante for my back.", "Dr Ferrante"),
        ("I now see Dr Okafor for my back.", "Dr Okafor"),
    )),
    Changing("me", (
        ("Our car insurance is with Gjensidige.", "Gjensidige"),
        ("We moved our car insurance to Tryg.", "Tryg"),
        ("Our car insurance is through If since yesterday.", "If"),
    )),
    Changing("me", (
        ("My student number is 209113.", "209113"),
        ("I was given a new student number, 310774.", "310774"),
    )),
    Changing("me", (
        ("I rent a desk at Mesh.", "Mesh"),
        ("I gave up Mesh and rent a desk at Spaces.", "Spaces"),
    )),
    Changing("me", (
        ("My title is junior analyst.", "junior analyst"),
        ("I was made senior analyst.", "senior analyst"),
    )),
    Changing("me", (
        ("My favourite bakery is Åpent.", "Åpent"),
        ("My favourite bakery these days is Godt Brød.", "Godt Brød"),
    )),
    Changing("me", (
        ("I drive to work in a Polo.", "Polo"),
        ("I traded the Polo for a Leaf.", "Leaf"),
    )),
    Changing("me", (
        ("My wife's name is Sunniva.", "Sunniva"),
    )),
    Changing("me", (
        ("Our meeting room is Fjord.", "Fjord"),
        ("Our meeting room was changed to Skagen.", "Skagen"),
    )),
    Changing("me", (
        ("Unsere Katzensitterin ist Frau Baum.", "Frau Baum"),
        ("Unsere Katzensitterin ist ab heute Frau Zöller.", "Frau Zöller"),
    )),
    Changing("Beate", (
        ("Beate teaches at Lysaker school.", "Lysaker"),
        ("Beate now teaches at Bygdøy school.", "Bygdøy"),
    )),
    Changing("Viktor", (
        ("Viktor drives a Volvo.", "Volvo"),
        ("Viktor sold the Volvo and drives a Kia.", "Kia"),
    )),
    Changing("Atlas", (
        ("The budget of Atlas is 40,000 euros.", "40,000 euros"),
        ("The budget of Atlas was raised to 55,000 euros.", "55,000 euros"),
        ("The budget for Atlas has been cut to 48,000 euros.", "48,000 euros"),
    )),
)  # fmt: skip

FILLER = (
    "Dinner was late.", "The tram was full again.", "I watched the rain for a while.",
    "Swept the terrace.", "The film was long.", "My day was quiet.", "Slept badly.",
    "The neighbours had a party.", "I need new socks.", "It got dark early.",
)  # fmt: skip
