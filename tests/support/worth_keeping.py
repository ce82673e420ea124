"""Made-up texts of five kinds, each told by hand to be worth keeping or not.

Who wrote them asked: would somebody look for this in three months? Chats are read in order.
"""

from typing import NamedTuple

from services.records import Trust


class Kind(NamedTuple):
    """Texts of one kind with whether they are worth keeping, and how they come in."""

    trust: Trust
    thread: str
    texts: tuple[tuple[bool, str], ...]


CHAT = Kind(Trust.IMPORTED, "chat", (
    (False, "Hey Noor! Long time no see, how are things?"),
    (True, "Pretty busy, we moved to Ghent in April and the flat still has no curtains."),
    (False, "Oh wow, that's great news! You must be so happy!"),
    (False, "Haha yes, thanks!"),
    (False, "And how is work going?"),
    (True, "I handed in my notice at Delvaux, I start at the harbour authority on 1 June."),
    (False, "That sounds amazing, congrats! You'll do brilliantly there."),
    (True, "My sister Ilse had twins last week, a boy and a girl, Wout and Fien."),
    (False, "Aww, how lovely! Give her a hug from me."),
    (False, "Will do! What about you, any plans for the summer?"),
    (True, "We booked a cabin near Bergen for two weeks in August, with the kayak this time."),
    (False, "Nice, you always find the best places."),
    (False, "It is important to take a break now and then, isn't it?"),
    (True, "The doctor said my knee needs an operation, so I gave up running and swim instead."),
    (False, "I'm so sorry to hear that. Take care of yourself!"),
    (True, "Our old boiler broke in February and the new heat pump cost us 11,400 euros."),
    (False, "Ouch. Well, at least you are warm now."),
    (False, "True, true."),
    (True, "By the way I finished the bookshelf I'd been building since Christmas, in walnut."),
    (False, "You are so talented, I could never do that!"),
    (True, "I lent the belt sander to Pieter, he brings it back before Easter."),
    (False, "Ok, talk to you soon then!"),
    (False, "See you! Good night!"),
    (True, "Lena is allergic to hazelnuts, so please no nut cake on Sunday."),
    (False, "Sure, no problem."),
))  # fmt: skip

SCREEN = Kind(Trust.SEEN, "", (
    (False, "File Edit View History Bookmarks Tools Help"),
    (True, "Order 4471-B was shipped to Marseille on 12 March, tracking FR88 2041."),
    (False, "Accept all cookies\nManage preferences"),
    (True, "TypeError: cannot read 'total' of undefined at invoice.ts:214"),
    (False, "Sign in Sign up Forgot password?"),
    (True, "Flight KL1176 Amsterdam to Bergen, seat 14C, boarding 06:50 gate D22"),
    (False, "Home Feed Messages Notifications Profile Settings"),
    (True, "Consultation with Dr Haverkamp moved to Thursday 9 April at 15:20, room 3.11"),
    (False, "Loading… please wait"),
    (True, "The zoning committee rejected the plan for Quay 7 by five votes to four."),
    (False, "You can change your preferences at any time in your account."),
    (True, "Gross salary 4,215.00 Tax 861.40 Net pay 3,102.77 paid 28 February"),
    (False, "Share Like Comment Follow Subscribe"),
    (True, "Boil the quinces for forty minutes, then strain the juice through muslin overnight."),
    (False, "Untitled - Editor"),
    (True, "git revert 9f3c1aa fixes the crash that the cache of thumbnails brought into 2.8"),
    (False, "© 2026 All rights reserved. Privacy policy Terms of use"),
    (True, "Mrs Adeyemi confirmed the transfer of 2,300 pounds to the roofers."),
    (False, "New tab"),
    (False, "Skip to content"),
    (True, "The west wing's smoke alarms failed the test, Brandt replaces them on Monday."),
    (False, "Ok Cancel Apply"),
))  # fmt: skip

MAIL = Kind(Trust.SEEN, "", (
    (False, "Dear all,\nI hope this finds you well."),
    (True, "The board approved the purchase of the Lindholm site for 1.9 million."),
    (False, "Kind regards"),
    (True, "Please note that Anouk takes over the Nordic accounts from Sander."),
    (False, "Thanks in advance!"),
    (True, "We decided to end the contract with Bellweather Cleaning in June."),
    (False, "Let me know if you have any questions."),
    (True, "Attached is the lab report: the lead level in sample 17 is twice the limit."),
    (False, "You receive this because you are subscribed to our newsletter. Unsubscribe"),
    (True, "Our delegation arrives in Tallinn on Wednesday at 11:40, Ms Rebane collects us."),
    (False, "Looking forward to hearing from you."),
    (True, "The claim for the flooded cellar was settled at 7,250 euros, reference WZ-5518."),
    (False, "Did you have a chance to look at it?"),
    (True, "Ravi found that the pump was installed the wrong way round, which explains the noise."),
    (False, "Sounds good to me!"),
    (False, "Have a nice weekend everybody"),
    (True, "I have booked the Jasmine room from two to four for the interviews."),
    (False, "Sent from my phone"),
))  # fmt: skip

DOCUMENT = Kind(Trust.FILE, "", (
    (False, "This page is intentionally left blank."),
    (True, "The tenant shall give three months' notice in writing."),
    (False, "Table of contents"),
    (True, "The bridge of Karvonen was closed in 1987 after its northern cable had corroded."),
    (False, "Introduction"),
    (True, "In the trial, 41 of 63 patients who took ferroxidine recovered within nine days."),
    (False, "Page 3 of 12"),
    (True, "Torque the flange bolts to 45 Nm crosswise and again after the first warm run."),
    (False, "All rights reserved. No part may be reproduced."),
    (True, "The foundation was endowed by Countess Marit Oxholm with her vineyards at Lillesand."),
    (False, "See above."),
    (True, "Payment is due within fourteen days, afterwards interest of six per cent applies."),
    (False, "Notes"),
    (True, "Professor Achebe's survey counted 312 nesting pairs of avocets on the salt flats."),
    (False, "As mentioned before, this is important for many people."),
))  # fmt: skip

NOTE = Kind(Trust.TYPED, "", (
    (False, "hm"),
    (True, "Wifi at the cabin: network Fjordhytta, ask Solveig for the rest"),
    (False, "todo"),
    (True, "Gave the spare key to Mrs Okonjo in number 9"),
    (False, "nothing much today"),
    (True, "Paint for the hall was Farrow 231, matt, bought at Jensen's"),
    (False, "tired"),
    (True, "Ich habe den Stromvertrag bei Lichtblick zum 31.10. gekündigt"),
    (False, "ok"),
    (True, "Physio says: left shoulder, elastic band, 3 x 12, every second day"),
    (False, "test test"),
    (True, "Idea for Jon's birthday: the atlas of lighthouses he looked at in Porto"),
    (False, "back later"),
    (True, "Promised Farid the slides by Thursday"),
))  # fmt: skip

KINDS = {"chat": CHAT, "screen": SCREEN, "mail": MAIL, "document": DOCUMENT, "note": NOTE}
