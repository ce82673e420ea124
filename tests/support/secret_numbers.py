"""Makes valid numbers of cards, accounts and persons, apart from the code that finds them."""

import random
import string

DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # what a doubled digit adds by Luhn's rule


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(string.digits, k=count))


def letters(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(string.ascii_uppercase, k=count))


def luhn_sum(number: str) -> int:
    """From the left: those digits are doubled that have an odd number behind them."""
    return sum(
        DOUBLED[int(ch)] if (len(number) - at) % 2 == 0 else int(ch) for at, ch in enumerate(number)
    )


def with_luhn(body: str) -> str:
    return body + str(-luhn_sum(body + "0") % 10)


def card(rng: random.Random) -> str:
    prefix, length = rng.choice(
        (("4", 16), ("51", 16), ("55", 16), ("2223", 16), ("2720", 16), ("34", 15), ("37", 15),
         ("6011", 16), ("65", 16), ("3530", 16), ("36", 14), ("305", 14), ("6221", 19),
         ("6304", 16))
    )  # fmt: skip
    return with_luhn(prefix + digits(rng, length - len(prefix) - 1))


def not_a_card(rng: random.Random) -> str:
    """Sixteen digits of which the last is wrong."""
    number = card(rng)
    return number[:-1] + str((int(number[-1]) + rng.randint(1, 9)) % 10)


def grouped(number: str, joint: str = " ") -> str:
    if len(number) == 15:
        return joint.join((number[:4], number[4:10], number[10:]))
    if len(number) == 14:
        return joint.join((number[:4], number[4:10], number[10:]))
    return joint.join(number[at : at + 4] for at in range(0, len(number), 4))


ACCOUNTS = {
    "DE": "n18", "AT": "n16", "CH": "n17", "FR": "n10 x11 n2", "ES": "n20", "IT": "a1 n10 x12",
    "NL": "a4 n10", "BE": "n12", "PT": "n21", "PL": "n24", "SE": "n20", "DK": "n14", "NO": "n11",
    "FI": "n14", "IE": "a4 n14", "GB": "a4 n14", "CZ": "n20", "TR": "n22", "LU": "n16", "HU": "n24",
    "GR": "n23", "RO": "a4 x16", "SK": "n20", "MT": "a4 n5 x18", "SI": "n15",
}  # fmt: skip


def iban(rng: random.Random) -> str:
    country, parts = rng.choice(tuple(ACCOUNTS.items()))
    account = ""
    for part in parts.split():
        kind, count = part[0], int(part[1:])
        alphabet = {"n": string.digits, "a": string.ascii_uppercase}.get(
            kind, string.digits + string.ascii_uppercase
        )
        account += "".join(rng.choices(alphabet, k=count))
    rest = 0
    for ch in account + country + "00":  # long division, a character at a time
        value = string.digits.find(ch)
        rest = (rest * 10 + value) % 97 if value >= 0 else (rest * 100 + ord(ch) - 55) % 97
    return f"{country}{98 - rest:02d}{account}"


def date6(rng: random.Random, order: str = "ymd") -> str:
    parts = {
        "y": f"{rng.randint(40, 99):02d}",
        "m": f"{rng.randint(1, 12):02d}",
        "d": f"{rng.randint(1, 28):02d}",
    }
    return "".join(parts[part] for part in order)


def ssn(rng: random.Random) -> str:
    area = rng.choice([each for each in range(1, 900) if each != 666])
    return f"{area:03d}-{rng.randint(1, 99):02d}-{rng.randint(1, 9999):04d}"


def dni(rng: random.Random) -> str:
    number = rng.randint(10_000_000, 99_999_999)
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def nir(rng: random.Random) -> str:
    body = f"{rng.choice('12')}{date6(rng)[:4]}{rng.randint(1, 95):02d}{digits(rng, 6)}"
    return f"{body}{97 - int(body) % 97:02d}"


def steuer_id(rng: random.Random) -> str:
    ten = rng.sample("0123456789", 9)
    ten.insert(rng.randrange(10), rng.choice(ten))
    while ten[0] == "0":
        rng.shuffle(ten)
    product = 10
    for ch in ten:
        whole = int(ch) + product
        whole -= 10 * (whole > 10)
        product = (whole if whole else 10) * 2
        product -= 11 * (product >= 11)
    return "".join(ten) + str((11 - product) % 10)


def cpf(rng: random.Random) -> str:
    nine = digits(rng, 8) + rng.choice("123456789")
    first = sum(int(ch) * (at + 1) for at, ch in enumerate(nine)) % 11 % 10
    ten = nine + str(first)
    second = sum(int(ch) * at for at, ch in enumerate(ten)) % 11 % 10
    number = ten + str(second)
    return f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}"


def pesel(rng: random.Random) -> str:
    ten = date6(rng) + digits(rng, 4)
    return ten + str(sum(int(ch) * (9, 7, 3, 1)[at % 4] for at, ch in enumerate(ten)) % 10)


def bsn(rng: random.Random) -> str:
    while True:
        eight = rng.choice("123456789") + digits(rng, 7)
        last = sum(int(ch) * (9 - at) for at, ch in enumerate(eight)) % 11
        if last < 10:
            return f"{eight}{last}"


def rijksregister(rng: random.Random) -> str:
    nine = date6(rng) + f"{rng.randint(1, 997):03d}"
    number = f"{nine}{97 - int(nine) % 97:02d}"
    return f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"


def personnummer(rng: random.Random) -> str:
    number = with_luhn(date6(rng) + digits(rng, 3))
    return f"{number[:6]}-{number[6:]}"


def hetu(rng: random.Random) -> str:
    born, serial = date6(rng, "dmy"), f"{rng.randint(2, 899):03d}"
    rest = int(born + serial) - int(born + serial) // 31 * 31
    return f"{born}-{serial}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[rest]}"


def ahv(rng: random.Random) -> str:
    twelve = "756" + digits(rng, 9)
    check = -sum(int(ch) * (3 if at % 2 else 1) for at, ch in enumerate(twelve)) % 10
    return f"756.{twelve[3:7]}.{twelve[7:11]}.{twelve[11]}{check}"


def rodne_cislo(rng: random.Random) -> str:
    while True:
        nine = date6(rng) + digits(rng, 3)
        if int(nine) % 11 < 10:
            return f"{nine[:6]}/{nine[6:]}{int(nine) % 11}"


def sin(rng: random.Random) -> str:
    number = with_luhn(rng.choice("1234567") + digits(rng, 7))
    return f"{number[:3]} {number[3:6]} {number[6:]}"


ADVANCE = {"0": "1", "1": "5", "5": "8", "8": "9", "9": "4", "4": "2", "2": "7", "7": "0",
           "3": "6", "6": "3"}  # fmt: skip


def aadhaar(rng: random.Random) -> str:
    """Verhoeff by the dihedral group itself: turns of a pentagon, and a turn of digits a place."""

    def product(first: int, second: int) -> int:
        turn = (first % 5 + second % 5) if first < 5 else (first % 5 - second % 5)
        return turn % 5 + (5 if (first < 5) != (second < 5) else 0)

    eleven = rng.choice("23456789") + digits(rng, 10)
    for check in string.digits:
        state = 0
        for at, ch in enumerate(reversed(eleven + check)):
            shown = ch
            for _ in range(at):
                shown = ADVANCE[shown]
            state = product(state, int(shown))
        if state == 0:
            number = eleven + check
            return f"{number[:4]} {number[4:8]} {number[8:]}"
    raise AssertionError(eleven)


def codice_fiscale(rng: random.Random) -> str:
    fifteen = (
        letters(rng, 6) + f"{rng.randint(30, 99)}{rng.choice('ABCDEHLMPRST')}"
        f"{rng.randint(1, 28):02d}{rng.choice('ABCDEFGHIL')}{digits(rng, 3)}"
    )
    places = "BAKPLCQDREVOSFTGUHMINJWZYX"  # values of the odd places, least first
    total = 0
    for at, ch in enumerate(fifteen):
        value = int(ch) if ch.isdigit() else ord(ch) - ord("A")
        total += places.index(chr(ord("A") + value)) if at % 2 == 0 else value
    return fifteen + chr(ord("A") + total % 26)


def nhs(rng: random.Random) -> str:
    while True:
        nine = digits(rng, 9)
        check = (sum(int(ch) * (at + 1) for at, ch in enumerate(nine))) % 11
        if check < 10 and nine[0] != "0":
            return f"{nine[:3]} {nine[3:6]} {nine[6:]}{check}"


def nino(rng: random.Random) -> str:
    pair = rng.choice(("AB", "CE", "JG", "LK", "PW", "SR", "TM", "YX"))
    return f"{pair} {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)} {rng.choice('ABCD')}"


def kimlik(rng: random.Random) -> str:
    nine = rng.choice("123456789") + digits(rng, 8)
    ones = [int(ch) for ch in nine]
    tenth = (sum(ones[::2]) * 7 + sum(ones[1::2]) * 9) % 10
    return f"{nine}{tenth}{(sum(ones) + tenth) % 10}"
