"""Texts that only look as if a secret were in them, made with fixed seeds; none may be touched."""

import random
import string
from collections.abc import Callable, Iterator

from tests.support import secret_numbers as make
from tests.support.near_miss_texts import CODE, PROSE

HEX = "0123456789abcdef"
BASE64 = string.ascii_letters + string.digits + "+/"


def _hex(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(HEX, k=count))


def orders(rng: random.Random) -> Iterator[str]:
    """Numbers of cards and orders whose check digit is wrong."""
    places = ("Order {}", "order no. {} shipped", "{}", "Ref {} / May", "Invoice {} is due",
              "ticket #{}", "Bestellung {}", "Commande n° {}")  # fmt: skip
    for at in range(200):
        number = make.not_a_card(rng)
        shown = number if at % 2 else make.grouped(number, rng.choice(" -"))
        yield rng.choice(places).format(shown)


def phones(rng: random.Random) -> Iterator[str]:
    d = make.digits
    for _ in range(34):
        yield f"Tel. +49 {rng.randint(30, 999)} {d(rng, 7)}"
        yield f"call ({d(rng, 3)}) 555-{d(rng, 4)} after six"
        yield f"Phone: +1-{d(rng, 3)}-{d(rng, 3)}-{d(rng, 4)}"
        yield f"Tél. 0{rng.randint(1, 9)} {d(rng, 2)} {d(rng, 2)} {d(rng, 2)} {d(rng, 2)}"
        yield f"+44 20 7946 0{d(rng, 3)} or 020 7946 0{d(rng, 3)}"
        yield f"mobile 07{d(rng, 3)} {d(rng, 6)}"


def dates(rng: random.Random) -> Iterator[str]:
    for _ in range(40):
        y, m, day = rng.randint(1990, 2030), rng.randint(1, 12), rng.randint(1, 28)
        h, minute, s = rng.randint(0, 23), rng.randint(0, 59), rng.randint(0, 59)
        yield f"{y}-{m:02d}-{day:02d} {h:02d}:{minute:02d}:{s:02d}"
        yield f"backup_{y}{m:02d}{day:02d}_{h:02d}{minute:02d}{s:02d}.tar.gz"
        yield f"due {day:02d}.{m:02d}.{y}, sent {m:02d}/{day:02d}/{y}"
        yield f"[{y}-{m:02d}-{day:02d}T{h:02d}:{minute:02d}:{s:02d}.{day:03d}Z] started"
        yield f"timestamp {rng.randint(1_500_000_000, 1_900_000_000)}"
        yield f"at {rng.randint(1_500_000_000_000, 1_900_000_000_000)} ms"


def books(rng: random.Random) -> Iterator[str]:
    for _ in range(50):
        twelve = "978" + make.digits(rng, 9)
        check = -sum(int(ch) * (1 + 2 * (at % 2)) for at, ch in enumerate(twelve)) % 10
        yield f"ISBN {twelve[:3]}-{twelve[3]}-{twelve[4:7]}-{twelve[7:]}-{check}"
        yield f"ISBN-13: {twelve}{check}"
        ean = "4" + make.digits(rng, 11)
        check = -sum(int(ch) * (1 + 2 * (at % 2)) for at, ch in enumerate(ean)) % 10
        yield f"EAN {ean}{check}"


def hashes(rng: random.Random) -> Iterator[str]:
    for _ in range(30):
        yield f"commit {_hex(rng, 40)}"
        yield f"{_hex(rng, 7)} The window keeps its place"
        yield f"sha256:{_hex(rng, 64)}"
        yield f"MD5 ({rng.choice(('a', 'b'))}.iso) = {_hex(rng, 32)}"
        yield f"index {_hex(rng, 7)}..{_hex(rng, 7)} 100644"
        yield f'integrity="sha512-{"".join(rng.choices(BASE64, k=86))}=="'


def uuids(rng: random.Random) -> Iterator[str]:
    for at in range(120):
        shown = "-".join(_hex(rng, n) for n in (8, 4, 4, 4, 12))
        yield ("{}", "id: {}", "request {} done", "{{{}}}")[at % 4].format(shown)


def versions(rng: random.Random) -> Iterator[str]:
    for _ in range(25):
        a, b, c = (rng.randint(0, 40) for _ in range(3))
        yield f"python {a}.{b}.{c}"
        yield f"release v{a}.{b}.{c}-rc{rng.randint(1, 9)}+build.{rng.randint(100, 99999)}"
        yield f"Chrome/{rng.randint(90, 140)}.0.{rng.randint(4000, 7000)}.{rng.randint(10, 200)}"
        yield f"numpy=={a}.{b}.{c} --hash=sha256:{_hex(rng, 64)}"


def prices(rng: random.Random) -> Iterator[str]:
    for _ in range(30):
        n = rng.randint(100, 9_999_999)
        yield f"Total: {n / 100:,.2f} EUR"
        yield f"${n:,} in 2024, up from ${n // 2:,}"
        yield f"PLN {n}"
        yield f"{n} kr. inkl. moms"
        yield f"CHF {n // 100}'{n % 1000:03d}.{n % 100:02d}"


def parcels(rng: random.Random) -> Iterator[str]:
    for _ in range(30):
        yield f"Tracking 1Z{make.letters(rng, 3)}{make.digits(rng, 13)}"
        yield "USPS 9400 1" + " ".join(make.digits(rng, n) for n in (3, 4, 4, 4, 2))
        yield f"RR{make.digits(rng, 9)}DE"
        yield f"Sendung 00340434{make.digits(rng, 12)}"
        yield f"DHL {make.digits(rng, 10)}"


def images(rng: random.Random) -> Iterator[str]:
    for at in range(30):
        body = "".join(rng.choices(BASE64, k=400))
        yield f'<img src="data:image/png;base64,iVBORw0KGgo{body}">'
        lines = "\n".join(body[at : at + 76] for at in range(0, 380, 76))
        yield f"Content-Transfer-Encoding: base64\n\n{lines}"
        if at % 2:
            lines = "\n".join(body[at : at + 64] for at in range(0, 384, 64))
            yield f"-----BEGIN CERTIFICATE-----\nMIID\n{lines}\n-----END CERTIFICATE-----"
        yield f"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{body[:120]} ines@host"


def places(rng: random.Random) -> Iterator[str]:
    for _ in range(40):
        yield ":".join(_hex(rng, 2) for _ in range(6))
        yield f"{rng.uniform(-90, 90):.6f}, {rng.uniform(-180, 180):.6f}"
        yield ".".join(str(rng.randint(1, 254)) for _ in range(4)) + ":8080"
        yield ":".join(_hex(rng, 4) for _ in range(8))


def tables(rng: random.Random) -> Iterator[str]:
    """Columns of figures, cells divided by tabs or spaces."""
    for at in range(100):
        width, joint = rng.randint(3, 7), rng.choice(("\t", "   ", " "))
        low, high = rng.choice(((1990, 2030), (1000, 9999), (10, 999999), (0, 99)))
        rows = [
            joint.join(str(rng.randint(low, high)) for _ in range(width))
            for _ in range(rng.randint(3, 8))
        ]
        yield "\n".join(["\t".join(("Year", "Units", "Net")), *rows] if at % 2 else rows)
    for _ in range(40):
        yield "\n".join(str(rng.randint(1000, 9999)) for _ in range(rng.randint(3, 12)))


def accounts(rng: random.Random) -> Iterator[str]:
    """Account numbers of which a digit is wrong, and numbers of persons that do not hold."""
    for _ in range(60):
        number = make.iban(rng)
        at = rng.randint(8, 12)
        wrong = number[:at] + str((int(number[at]) + 1) % 10 if number[at].isdigit() else 7)
        yield f"to {wrong}{number[at + 1 :]}" if wrong[-1] != number[at] else "to nobody"
        yield f"part {rng.randint(10_000_000, 99_999_999)}{rng.choice('IOUÑ')}"
        yield f"{rng.randint(100, 999)}.{rng.randint(100, 999)}.{rng.randint(100, 999)} people"


def articles(rng: random.Random) -> Iterator[str]:
    for at in range(40):
        yield f"SKU {make.letters(rng, 3)}-{make.digits(rng, 5)}-{make.letters(rng, 2)}"
        yield f"Art.-Nr. {make.digits(rng, 7)}"
        yield f"flight {make.letters(rng, 2)}{make.digits(rng, 4)}, seat {rng.randint(1, 40)}C"
        yield f"pid={rng.randint(100, 99999)} tid={rng.randint(100, 999)} mem={at}"
        yield f"HTTP 200 {rng.randint(100, 99999)} bytes in {rng.randint(1, 900)} ms"
        yield f"error code {make.digits(rng, 6)}, see line {rng.randint(1, 9999)}"
        yield f"postal code {make.digits(rng, 5)}, exit code {rng.randint(1, 255)}"


def misses(seed: int = 1) -> list[tuple[str, str]]:
    """Kind and text of every near miss, always the same for a seed."""
    rng = random.Random(seed)
    kinds: tuple[Callable[[random.Random], Iterator[str]], ...] = (
        orders, phones, dates, books, hashes, uuids, versions, prices, parcels, images, places,
        tables, accounts, articles,
    )  # fmt: skip
    made = [(kind.__name__, text) for kind in kinds for text in kind(rng)]
    return [*made, *(("prose", text) for text in PROSE), *(("code", text) for text in CODE)]
