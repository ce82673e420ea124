"""People, firms and small words that fill the frames of the made-up memories."""

PEOPLE = (
    "Ines", "Marek", "Yusuf", "Hanna", "Oluwaseun", "Mirela", "Callum", "Ottilie", "Renzo",
    "Saskia",
    "Tobias", "Noor", "Giulia", "Henrik", "Wanjiru", "Dmitri", "Leocadia", "Bastien", "Aroha",
    "Piotr",
    "Selma", "Tadeusz", "Maeve", "Rashid",
)  # fmt: skip
SURNAMES = (
    "Halvorsen", "Okafor", "Lindqvist", "Moreau", "Castellan", "Brandt", "Novak", "Iversen",
    "Ashdown",
    "Petrov", "Quiroga", "Sandhu",
)  # fmt: skip
SUPPLIERS = (
    "Brightwell & Sons", "Norvik GmbH", "Castor Works", "Helmond BV", "Tri-Delta",
    "Ottershaw Ltd", "Ferrum AG", "Bluebell Services", "Kestrel Systems", "Marlowe Partners",
    "Pinecrest", "Orbis Nord",
)  # fmt: skip
PLACES = (
    "room 204", "the glass room", "Rotterdam", "the north wing", "Gdansk", "the basement",
    "hall 3", "Leeds", "the archive", "the corner office", "Bilbao", "the old workshop",
    "cupboard 7", "Turku",
)  # fmt: skip
CAUSES = (
    "an expired certificate", "a full disk", "a loose cable", "a wrong time zone", "a torn belt",
    "water in the casing", "two jobs with the same name", "a missing seal", "an empty cartridge",
    "a bad firmware", "too much dust", "a swapped label",
)  # fmt: skip
CHANGES = (
    "dark mode and faster start", "undo works across files", "search in comments",
    "prices in several currencies", "offline maps", "a calmer colour scheme", "export as a table",
    "fewer wakeups at night", "checksums for every block", "keyboard control throughout",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# What a program shows around its text: words that stand in every picture of it.
CHROME = {
    "Firefox": "File Edit View History Bookmarks Tools Help",
    "Writer": "File Edit View Insert Format Styles Table Tools Window Help",
    "Terminal": "user@desk:~$",
    "Code": "Explorer Outline Timeline main* Ln 12, Col 8 Spaces: 4 UTF-8",
    "Thunderbird": "Inbox Drafts Sent Archive Junk Reply Forward",
    "Calc": "Sheet1 Sum Average Filter Insert Data Tools Window Help",
}
