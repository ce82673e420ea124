"""Texts with a secret in each, made with fixed seeds: what must never be read again."""

import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.support import secret_numbers as make


@dataclass(frozen=True)
class Planted:
    """A text, the part of it that must go, and the kind it is counted under."""

    text: str
    secret: str
    kind: str


ALNUM = string.ascii_letters + string.digits
LOWER = string.ascii_lowercase + string.digits
HEX = "0123456789abcdef"


def some(rng: random.Random, alphabet: str, count: int) -> str:
    """Random characters with at least one digit and one letter among them."""
    while True:
        made = "".join(rng.choices(alphabet, k=count))
        if any(map(str.isdigit, made)) and any(map(str.isalpha, made)):
            return made


CARD_PLACES = (
    "Card {}", "Please charge {} for the deposit", "Visa: {}", "Nr. {} gültig bis 07/28",
    "{}", "3 items, paid with {} on 12.05.2024", "Numéro de carte : {}", "VISA {} 09/27 123",
    "Tarjeta {} caduca 11/29", "carta di credito n. {}", "old card {} new card pending",
)  # fmt: skip
IBAN_PLACES = (
    "IBAN {}", "Bitte auf {} überweisen", "{}", "Konto: {} bei der Sparkasse", "Virement vers {}.",
    "Cuenta {} a nombre de Ines", "Transfer 120.00 EUR to {} today", "Conto corrente {}, intestato",
)  # fmt: skip


def cards(rng: random.Random) -> Iterator[Planted]:
    for at in range(66):
        number = make.card(rng)
        shown = (number, make.grouped(number), make.grouped(number, "-"))[at % 3]
        yield Planted(rng.choice(CARD_PLACES).format(shown), shown, "card")


def misread(rng: random.Random, text: str, twins: dict[str, str]) -> str:
    """One character as OCR may read it."""
    places = [at for at, ch in enumerate(text) if ch in twins]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + twins[text[at]] + text[at + 1 :]


TWINS = {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z"}


def misread_numbers(rng: random.Random) -> Iterator[Planted]:
    for _ in range(24):
        shown = misread(rng, make.grouped(make.card(rng)), TWINS)
        yield Planted(f"Card {shown} ok", shown, "card")
    for _ in range(16):
        number = make.iban(rng)
        shown = number[:4] + misread(rng, number[4:], {"0": "O", "1": "I"})
        shown = " ".join(shown[at : at + 4] for at in range(0, len(shown), 4))
        yield Planted(f"IBAN {shown}", shown, "bank account")
    for _ in range(12):
        number = make.card(rng)
        at = rng.randint(2, 9)
        shown = f"{number[:at]} {number[at:]}"
        yield Planted(f"My card is {shown}", shown, "card")


def ibans(rng: random.Random) -> Iterator[Planted]:
    for at in range(60):
        number = make.iban(rng)
        spaced = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
        shown = number if at % 3 == 0 else spaced
        yield Planted(rng.choice(IBAN_PLACES).format(shown), shown, "bank account")


IDS: tuple[tuple[Callable[[random.Random], str], str], ...] = (
    (make.ssn, "SSN: {}"), (make.ssn, "Social Security Number {}"),
    (make.ssn, "applicant {}, Ohio"),
    (make.dni, "DNI {}"), (make.dni, "con documento {} expedido en Lugo"),
    (make.nir, "N° de sécurité sociale : {}"), (make.nir, "assuré {} depuis mai"),
    (make.steuer_id, "Steuer-ID: {}"), (make.steuer_id, "unter {} beim Finanzamt"),
    (make.cpf, "CPF: {}"), (make.cpf, "cliente {} em Recife"), (make.pesel, "PESEL: {}"),
    (make.pesel, "Numer PESEL {} wpisano"), (make.bsn, "BSN {}"),
    (make.bsn, "burgerservicenummer: {}"),
    (make.rijksregister, "Rijksregisternummer: {}"), (make.rijksregister, "nr {} te Gent"),
    (make.personnummer, "Personnummer: {}"), (make.personnummer, "född {} i Lund"),
    (make.hetu, "Henkilötunnus {}"), (make.hetu, "asiakas {} Turku"), (make.ahv, "AHV-Nr. {}"),
    (make.ahv, "versichert {} Bern"), (make.rodne_cislo, "Rodné číslo: {}"),
    (make.rodne_cislo, "pacient {} Brno"), (make.sin, "SIN: {}"), (make.aadhaar, "Aadhaar: {}"),
    (make.aadhaar, "Aadhaar number {}"), (make.codice_fiscale, "Codice fiscale: {}"),
    (make.codice_fiscale, "intestato a {} di Pavia"), (make.nhs, "NHS number: {}"),
    (make.nino, "National Insurance number: {}"), (make.nino, "NI no {}"),
    (make.kimlik, "T.C. Kimlik No: {}"),
)  # fmt: skip


def national_ids(rng: random.Random) -> Iterator[Planted]:
    for maker, place in IDS * 2:
        shown = maker(rng)
        yield Planted(place.format(shown), shown, "national id")


def token_values(rng: random.Random) -> Iterator[str]:
    """One of each of the common kinds, put together from their documentation."""
    yield "ghp_" + some(rng, ALNUM, 36)
    yield "gho_" + some(rng, ALNUM, 36)
    yield "github_pat_" + some(rng, ALNUM, 22) + "_" + some(rng, ALNUM, 59)
    yield "glpat-" + some(rng, ALNUM, 20)
    yield "AKIA" + some(rng, string.ascii_uppercase + "234567", 16)
    yield "ASIA" + some(rng, string.ascii_uppercase + "234567", 16)
    yield "AIza" + some(rng, ALNUM, 35)
    yield "ya29." + some(rng, ALNUM, 60)
    yield "GOCSPX-" + some(rng, ALNUM, 28)
    yield "xoxb-" + make.digits(rng, 12) + "-" + make.digits(rng, 12) + "-" + some(rng, ALNUM, 24)
    yield "xoxp-" + make.digits(rng, 11) + "-" + some(rng, ALNUM, 32)
    yield "https://hooks.slack.com/services/T" + some(rng, ALNUM, 8) + "/B" + some(rng, ALNUM, 24)
    yield "sk_live_" + some(rng, ALNUM, 24)
    yield "rk_live_" + some(rng, ALNUM, 24)
    yield "whsec_" + some(rng, ALNUM, 32)
    yield "sk-" + some(rng, ALNUM, 20) + "T3BlbkFJ" + some(rng, ALNUM, 20)
    yield "sk-proj-" + some(rng, ALNUM, 48)
    yield "sk-ant-api03-" + some(rng, ALNUM, 80)
    yield "npm_" + some(rng, ALNUM, 36)
    yield "pypi-AgEIcHlwaS5vcmc" + some(rng, ALNUM, 60)
    yield f"eyJ{some(rng, ALNUM, 33)}.eyJ{some(rng, ALNUM, 60)}.{some(rng, ALNUM, 43)}"
    yield "SG." + some(rng, ALNUM, 22) + "." + some(rng, ALNUM, 43)
    yield "SK" + some(rng, HEX, 32)
    yield make.digits(rng, 10) + ":AA" + some(rng, ALNUM, 33)
    yield "M" + some(rng, ALNUM, 23) + "." + some(rng, ALNUM, 6) + "." + some(rng, ALNUM, 38)
    yield "hf_" + some(rng, ALNUM, 34)
    yield "dop_v1_" + some(rng, HEX, 64)
    yield "shpat_" + some(rng, HEX, 32)
    yield "glsa_" + some(rng, ALNUM, 32) + "_" + some(rng, HEX, 8)
    yield "hvs." + some(rng, ALNUM, 90)
    yield "dapi" + some(rng, HEX, 32)
    yield "figd_" + some(rng, ALNUM, 40)
    yield "AGE-SECRET-KEY-1" + some(rng, string.ascii_uppercase + "234567", 58)


TOKEN_PLACES = ("{}", "use {} here", "token is {} until May", "$ curl -u {}: host", "key={}")


def tokens(rng: random.Random) -> Iterator[Planted]:
    for _ in range(2):
        for value in token_values(rng):
            shown = rng.choice(TOKEN_PLACES).format(value)
            yield Planted(shown, value.removeprefix("https://"), "key or token")
    for place in (
        "Authorization: Bearer {}", "-H 'Authorization: token {}'", "AWS_SECRET_ACCESS_KEY={}",
        "aws_secret_access_key = {}", "AccountKey={}==;EndpointSuffix=core", "X-Api-Key: {}",
        "DISCORD_TOKEN={}", "export SESSION_SECRET='{}'", '"client_secret": "{}"', "api_key: {}",
        "https://bob:{}@git.example.org/x.git", "postgres://app:{}@db:5432/main",
        "mongodb+srv://root:{}@cluster0.example.net/", "redis://:{}@cache:6379/0",
        "Server=db;User Id=sa;Password={};Encrypt=yes", "refresh_token={}&grant_type=x",
        "Cookie: sessionid={}; theme=dark", "//registry.example.org/:_authToken={}",
        "Access token: {}", "Client-Secret: {}", "secret: {}", "token = '{}'",
    ):  # fmt: skip
        for length in (24, 40):
            value = some(rng, ALNUM, length)
            yield Planted(place.format(value), value, "key or token")


PASSWORD_LABELS = {
    "en": ("Password", "Your password", "Passphrase", "Wi-Fi password"),
    "de": ("Passwort", "Kennwort", "WLAN-Passwort", "Ihr Kennwort"),
    "fr": ("Mot de passe", "Votre mot de passe", "MOT DE PASSE"),
    "es": ("Contraseña", "Tu contraseña", "CONTRASEÑA"),
    "it": ("Parola d'ordine", "Password di rete", "La password"),
    "pt": ("Senha", "Palavra-passe", "Sua senha"),
    "nl": ("Wachtwoord", "Uw wachtwoord", "Wifi-wachtwoord"),
    "pl": ("Hasło", "Twoje hasło", "HASŁO"),
    "sv": ("Lösenord", "Ditt lösenord", "LÖSENORD"),
    "cs": ("Heslo", "Vaše heslo", "Heslo k účtu"),
    "tr": ("Şifre", "Parola", "Şifreniz"),
    "da": ("Adgangskode", "Din adgangskode"),
    "fi": ("Salasana",),
}
BESIDE = ("{}: {}", "{} : {}", "{} = {}", "{}\t{}", "{}\n{}", "{}:\n{}", "{} -> {}")
SPOKEN = {
    "en": "The password is {}", "de": "Das Passwort lautet {}", "fr": "Le mot de passe est {}",
    "es": "La contraseña es {}", "it": "La password è {}", "pt": "A senha é {}",
    "nl": "Het wachtwoord is {}", "pl": "Hasło to {}", "sv": "Lösenordet är {}",
    "cs": "Heslo je {}", "tr": "Şifreniz: {}",
}  # fmt: skip
PLAIN = ("sunshine", "dragonfly", "Sommer", "liberte", "kaffee")


def passwords(rng: random.Random) -> Iterator[Planted]:
    signs = ALNUM + "!#%&+?"
    for labels in PASSWORD_LABELS.values():
        for label in labels:
            for place in rng.sample(BESIDE, 3):
                value = some(rng, signs, rng.randint(7, 14))
                yield Planted(place.format(label, value), value, "password")
    for place in SPOKEN.values():
        for _ in range(2):
            value = some(rng, LOWER, 10)
            yield Planted(place.format(value), value, "password")
    for value in PLAIN:
        yield Planted(f"Password: {value}", value, "password")
        yield Planted(f"Passwort\n{value.lower()}", value.lower(), "password")
    yield Planted("Passphrase: correct horse battery staple", "battery", "password")


PINS = ("PIN: {}", "PIN {}", "Geheimzahl: {}", "CVV: {}", "CVC {}", "Code PIN : {}", "PUK: {}",
        "Security code: {}", "Código de seguridad: {}", "Codice di sicurezza: {}")  # fmt: skip
CODES = (
    "Your verification code is {}", "{} is your login code.", "Your Acme code: {}",
    "Use {} to sign in to Acme.", "Enter {} to verify your account",
    "G-{} is your Acme verification code",
    "One-time password: {}", "OTP: {}", "Your security code is {}. Do not share it.",
    "Ihr Bestätigungscode lautet {}", "{} ist dein Sicherheitscode", "Dein Code: {}",
    "Ihre TAN: {}", "Geben Sie {} ein, um sich anzumelden",
    "Votre code de vérification est {}", "{} est votre code de connexion",
    "Code de confirmation : {}",
    "Tu código de verificación es {}", "{} es tu código de acceso", "Su código es {}",
    "Il tuo codice di verifica è {}", "{} è il tuo codice di accesso", "Codice di conferma: {}",
    "Seu código de verificação é {}", "{} é o seu código de acesso",
    "Je verificatiecode is {}", "{} is je inlogcode", "Uw code is {}",
    "Twój kod weryfikacyjny to {}", "{} to twój kod logowania", "Kod autoryzacyjny: {}",
    "Din verifieringskod är {}", "{} är din engångskod",
    "Váš ověřovací kód je {}", "Přihlašovací kód: {}",
    "Doğrulama kodunuz: {}", "{} onay kodunuz", "Ваш код подтверждения: {}",
    "您的验证码是{}", "認証コードは{}です", "인증번호 [{}]",
)  # fmt: skip


def numbers(rng: random.Random) -> Iterator[Planted]:
    for place in PINS:
        value = make.digits(rng, 3 if "CV" in place else 4)
        yield Planted(place.format(value), value, "PIN or security code")
    for place in CODES:
        value = make.digits(rng, 6)
        yield Planted(place.format(value), value, "one-time code")
        shown = f"{value[:3]} {value[3:]}"
        yield Planted(place.format(shown), shown, "one-time code")


def key_blocks(rng: random.Random) -> Iterator[Planted]:
    for name in ("RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY",
                 "ENCRYPTED PRIVATE KEY", "PGP PRIVATE KEY BLOCK"):  # fmt: skip
        lines = [some(rng, ALNUM + "+/", 64) for _ in range(6)]
        begin, end = f"-----BEGIN {name}-----", f"-----END {name}-----"
        whole = "\n".join((begin, *lines, "aB3=", end))
        yield Planted(f"see below\n{whole}\nthat is all", lines[3], "private key")
        yield Planted("\n".join((begin, *lines)), lines[5], "private key")
        yield Planted("\n".join((*lines, "aB3=", end)), lines[0], "private key")
        yield Planted("\n".join(lines), lines[2], "private key")


def planted(seed: int = 1) -> list[Planted]:
    """Every kind, always the same for a seed."""
    rng = random.Random(seed)
    kinds = (
        cards, misread_numbers, ibans, national_ids, tokens, passwords, numbers, key_blocks,
    )  # fmt: skip
    return [case for kind in kinds for case in kind(rng)]
