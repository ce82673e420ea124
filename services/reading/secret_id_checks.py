"""Check digits of national identity, insurance and tax numbers, each with its source."""

from collections.abc import Sequence

_VERHOEFF = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_TURN = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def weighted(digits: str, weights: Sequence[int]) -> int:
    """The sum of digits times weights, as far as both go."""
    return sum(int(ch) * weight for ch, weight in zip(digits, weights, strict=False))


def is_date(month: int, day: int) -> bool:
    """Whether month and day can be a date's; leap years are not looked at."""
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= longest[month - 1]


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B: personnummer (SE), SIN (CA), AMKA (GR), South Africa, Israel."""
    total = sum(sum(divmod(int(ch) * (1 + at % 2), 10)) for at, ch in enumerate(reversed(digits)))
    return total % 10 == 0


def verhoeff(digits: str) -> bool:
    """Verhoeff 1969, with the dihedral group of order ten: Aadhaar (IN, UIDAI)."""
    check = 0
    for at, ch in enumerate(reversed(digits)):
        check = int(_VERHOEFF[check][int(_VERHOEFF_TURN[at % 8][int(ch)])])
    return check == 0


def mod_11_10(digits: str) -> bool:
    """ISO 7064 mod 11,10: Steuer-ID (DE), OIB (HR)."""
    product = 10
    for ch in digits[:-1]:
        total = (int(ch) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[-1])


def german_tax_id(digits: str) -> bool:
    """Steuer-ID (§ 139b AO): mod 11,10, and one of the first ten stands two or three times."""
    counts = sorted(digits[:10].count(ch) for ch in set(digits[:10]))
    usual = counts[-1] in {2, 3} and counts[:-1] == [1] * (len(counts) - 1)
    return usual and mod_11_10(digits)


def spanish(bare: str) -> bool:
    """The letter of DNI and NIE: the number modulo 23 (Real Decreto 1553/2005); X, Y, Z are 0-2."""
    number = bare[:-1].translate(str.maketrans("XYZ", "012"))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == bare[-1]


def french(bare: str) -> bool:
    """The key of the NIR (INSEE): 97 minus the number modulo 97; 2A and 2B count as 19 and 18."""
    digits = bare.replace("2A", "19").replace("2B", "18")
    return 97 - int(digits[:13]) % 97 == int(digits[13:])


def italian(bare: str) -> bool:
    """The last letter of the codice fiscale (DM 23/12/1976); odd places have their own values."""
    odd = (
        1,
        0,
        5,
        7,
        9,
        13,
        15,
        17,
        19,
        21,
        2,
        4,
        18,
        20,
        11,
        3,
        6,
        8,
        12,
        14,
        16,
        10,
        22,
        25,
        24,
        23,
    )
    total = 0
    for at, ch in enumerate(bare[:15]):
        value = int(ch) if ch.isdigit() else ord(ch) - 65
        total += value if at % 2 else odd[value]
    return chr(65 + total % 26) == bare[15]


def belgian(digits: str) -> bool:
    """Rijksregister: 97 minus the first nine modulo 97, from the year 2000 on with a 2 in front."""
    check = int(digits[9:])
    born = is_date(int(digits[2:4]), int(digits[4:6]))
    return born and check in {97 - int(lead + digits[:9]) % 97 for lead in ("", "2")}


def swedish(digits: str) -> bool:
    """Personnummer: a date (or one plus 60 days) and Luhn over its last ten digits."""
    ten = digits[-10:]
    day = int(ten[4:6])
    return is_date(int(ten[2:4]), day - 60 if day > 60 else day) and luhn(ten)


def finnish(bare: str) -> bool:
    """Henkilötunnus: the nine digits modulo 31 give the last character (DVV)."""
    digits = bare[:6] + bare[-4:-1]
    born = is_date(int(digits[2:4]), int(digits[:2]))
    return born and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(digits) % 31] == bare[-1]


def norwegian(digits: str) -> bool:
    """Fødselsnummer (Skatteetaten): two check digits modulo 11; 40 is added for other series."""
    day, month = int(digits[:2]) % 40, int(digits[2:4]) % 40
    first = weighted(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11
    second = weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11
    return is_date(month, day) and first == second == 0


def danish(digits: str) -> bool:
    """CPR: a date; its check digit is no longer kept to."""
    return is_date(int(digits[2:4]), int(digits[:2]) % 60)


def swiss(digits: str) -> bool:
    """AHV number (eCH-0044): EAN-13 over thirteen digits that begin with 756."""
    return weighted(digits, (1, 3) * 6 + (1,)) % 10 == 0


def austrian(digits: str) -> bool:
    """Sozialversicherungsnummer: the fourth digit is the weighted sum of the others modulo 11."""
    return weighted(digits, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11 == int(digits[3])


def dutch(digits: str) -> bool:
    """BSN: the eleven test (Wet algemene bepalingen burgerservicenummer)."""
    padded = digits.zfill(9)
    return int(padded) > 0 and weighted(padded, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def polish(digits: str) -> bool:
    """PESEL: weights 1, 3, 7, 9; the month tells the century."""
    born = is_date(int(digits[2:4]) % 20, int(digits[4:6]))
    return born and weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def czech(digits: str) -> bool:
    """Rodné číslo: ten digits divisible by 11 (before 1985 also with remainder 10)."""
    month = int(digits[2:4])
    plain = next(month - off for off in (70, 50, 20, 0) if month > off or off == 0)
    last = int(digits[:9]) % 11 % 10 == int(digits[9])
    return is_date(plain, int(digits[4:6])) and (int(digits) % 11 == 0 or last)


def portuguese(digits: str) -> bool:
    """NIF: weights 9 to 2 modulo 11."""
    return (11 - weighted(digits, range(9, 1, -1)) % 11) % 11 % 10 == int(digits[8])


def british_nhs(digits: str) -> bool:
    """NHS number: weights 10 to 2 modulo 11; ten is never given out."""
    return (11 - weighted(digits, range(10, 1, -1)) % 11) % 11 == int(digits[9])


def american(digits: str) -> bool:
    """SSN: areas, groups and serials that are given out; the two that advertisements made known.

    Also ITIN: area 9 with its groups (IRS).
    """
    area, middle, serial = digits[:3], int(digits[3:5]), digits[5:]
    if digits in {"078051120", "219099999"} or serial == "0000":
        return False
    if area[0] == "9":
        return middle in {*range(50, 66), *range(70, 89), 90, 91, 92, *range(94, 100)}
    return area not in {"000", "666"} and middle > 0


def turkish(digits: str) -> bool:
    """T.C. kimlik no: two check digits (NVI)."""
    odd, even = (sum(map(int, digits[at:9:2])) for at in (0, 1))
    tenth = (7 * odd - even) % 10 == int(digits[9])
    return tenth and sum(map(int, digits[:10])) % 10 == int(digits[10])


def brazilian(digits: str) -> bool:
    """CPF (Receita Federal): two check digits modulo 11; not one digit only."""
    first = weighted(digits[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = weighted(digits[:10], range(11, 1, -1)) * 10 % 11 % 10
    return len(set(digits)) > 1 and digits[9:] == f"{first}{second}"


def argentine(digits: str) -> bool:
    """CUIT and CUIL: modulo 11."""
    return weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def chilean(bare: str) -> bool:
    """RUT: modulo 11 with weights 2 to 7 from the right; ten is K."""
    weights = (2, 3, 4, 5, 6, 7) * 2
    check = 11 - weighted(bare[-2::-1], weights) % 11
    return {10: "K", 11: "0"}.get(check, str(check)) == bare[-1].upper()


def chinese(bare: str) -> bool:
    """Resident identity number (GB 11643): a date and ISO 7064 mod 11-2; ten is X."""
    born = bare[6:8] in {"19", "20"} and is_date(int(bare[10:12]), int(bare[12:14]))
    total = sum(int(ch) * pow(2, 17 - at, 11) for at, ch in enumerate(bare[:17]))
    return born and "10X98765432"[total % 11] == bare[17].upper()


def korean(digits: str) -> bool:
    """Resident registration number: a date and weights 2 to 9, 2 to 5 modulo 11."""
    check = (11 - weighted(digits[:12], (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10
    return is_date(int(digits[2:4]), int(digits[4:6])) and check == int(digits[12])


def japanese(digits: str) -> bool:
    """My Number: weights 2 to 7, 2 to 6 from the right, modulo 11."""
    rest = weighted(digits[10::-1], (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)) % 11
    return (0 if rest <= 1 else 11 - rest) == int(digits[11])


def singaporean(bare: str) -> bool:
    """NRIC and FIN: a letter by weighted sum; T and G add four, M three."""
    total = weighted(bare[1:8], (2, 7, 6, 5, 4, 3, 2)) + {"T": 4, "G": 4, "M": 3}.get(bare[0], 0)
    letters = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "M": "XWUTRQPNJLK"}
    return letters.get(bare[0], "XWUTRQPNMLK")[total % 11] == bare[8]


def hongkong(bare: str) -> bool:
    """HKID: letters count from A = 10, a missing first one as a space (36), modulo 11."""
    letters, digits, check = bare[:-7], bare[-7:-1], bare[-1]
    values = [36] * (2 - len(letters)) + [ord(ch) - 55 for ch in letters] + [*map(int, digits)]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return (11 - total % 11) % 11 == (10 if check == "A" else int(check))


def mexican(bare: str) -> bool:
    """CURP: a date, and the sum of places times values, Ñ between N and O, modulo 10."""
    alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(alphabet.index(ch) * (18 - at) for at, ch in enumerate(bare[:17]))
    return is_date(int(bare[6:8]), int(bare[8:10])) and (10 - total % 10) % 10 == int(bare[17])


def romanian(digits: str) -> bool:
    """CNP: a date and weights modulo 11; ten becomes one."""
    rest = weighted(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return is_date(int(digits[3:5]), int(digits[5:7])) and rest - 9 * (rest == 10) == int(
        digits[12]
    )


def bulgarian(digits: str) -> bool:
    """EGN: weights modulo 11; ten becomes naught; months may have 20 or 40 added."""
    rest = weighted(digits, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10
    return is_date(int(digits[2:4]) % 20, int(digits[4:6])) and rest == int(digits[9])


def baltic(digits: str) -> bool:
    """Isikukood and asmens kodas: two rounds of weights modulo 11."""
    rest = weighted(digits, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if rest == 10:
        rest = weighted(digits, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return is_date(int(digits[3:5]), int(digits[5:7])) and rest == int(digits[10])


def australian_tax(digits: str) -> bool:
    """TFN: weights 1, 4, 3, 7, 5, 8, 6, 9, 10 modulo 11."""
    return weighted(digits, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def irish(bare: str) -> bool:
    """PPS number: a letter modulo 23; a second letter counts nine times."""
    extra = 9 * (ord(bare[8]) - 64) if len(bare) > 8 and bare[8] != "W" else 0
    total = weighted(bare[:7], range(8, 1, -1)) + extra
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == bare[7]
