"""Makes known text for windows of real programs: nonsense in many languages, code, figures.

The words are our own lists; what is made of them is decided by the seed alone.
"""

import random
from collections.abc import Callable

LANGUAGES = {
    "en": """harbour lantern quiet seventeen brother winter orchard copper window river jacket
        engine paper journey market yellow kitchen sixteen blanket valley summer thunder
        village bicycle quarter between without through always seldom carries follows opens
        writes keeps wonders fixed joined quickly would""",
    "de": """Straße Brücke Müller größer während täglich Überschuss Apfelbäume schließlich Fluss
        Kühlschrank zwölf Geräusch Frühstück Wörterbuch möglich Käse jährlich weiß Gemüse
        Österreich Schlüssel bleibt geht kommt über für müssen Ärzte zurück""",
    "fr": """forêt déjà garçon théâtre naïf œuvre château être élève août français hôpital
        préféré où voilà reçu même cœur dîner Noël après goût général très île leçon
        à ça été mère ancêtre maïs""",
    "es": """mañana niño corazón español árbol café jardín pingüino año difícil música también
        avión sueño montaña rápido último están allí según señora bebé había público
        él más qué útil""",
    "it": """città perché caffè libertà università più così lunedì virtù però già società
        giovedì qualità verità piano finestra giardino mercato cugino strada""",
    "pt": """coração avô avó pão não maçã irmã você três português açúcar ônibus vizinhança
        emoções lições água sábado família ótimo ação rápido saúde""",
    "pl": """źródło łódka święto książka żółty pięć ćma ośmiu jabłko ręka północ dźwięk gość
        mąż zażółć gęślą jaźń środa późno chłopiec krótki wąski cień""",
    "cs": """příliš žluťoučký kůň úpěl ďábelské ódy město řeka šťastný dům třída čtyři večer
        sníh švestka přítel žena růže běžet hřiště věž říjen""",
    "tr": """güneş çiçek ağaç İstanbul ışık öğrenci şeker yağmur dünya küçük büyük kız değil
        üzüm soğuk çocuk ırmak gümüş bahçe yıldız güç düş""",
    "hu": """őszi szőlő gyümölcs fűszer tűz erdő kérdés árvíz könyv hétfő nagyobb üdvözlet
        tükörfúrógép hűvös egyszerű örök vízcsepp útközben""",
    "ro": """țară știință mâine înainte școală bună pădure fântână știre brânză război oraș
        câine întrebare viață dimineață așa""",
    "sv": """sjö älskar över åker björk räkna smörgås förmiddag år från är påsk hjälp väg
        nästa små ö färg""",
    "vi": """đường nước người trường học bữa sáng mưa rừng cảm ơn một những được không phở
        quyển sách ngày thứ bảy Việt Nam tiếng gió biển xuống lớn hỏi đẹp""",
}

LATIN_1 = ("en", "de", "fr", "es", "it", "pt", "sv")
"""Languages whose letters the standard fonts of PDF hold."""

_NAMES = (
    "count", "total", "offset", "buffer", "index", "reader", "window", "handle", "parse_line",
    "load_page", "is_open", "max_width", "retry_after", "row_count", "queue", "lastSeen",
    "fileName", "toString", "userId",
)  # fmt: skip
_FOLDERS = (
    "home", "srv", "usr", "var", "opt", "data", "share", "local", "projects", "reports",
    "invoices", "2024", "build", "cache",
)  # fmt: skip
_ENDINGS = ("txt", "log", "py", "json", "csv", "html", "md", "conf", "tar.gz", "pdf")


class Texts:
    """Lines of text from one seed; each differs from all before."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._made: set[str] = set()

    def sentence(self, language: str, longest: int) -> str:
        """A sentence of at most ``longest`` characters, with marks and now and then a figure."""
        return self._fresh(lambda: self._sentence(language, longest))

    def line(self, longest: int) -> str:
        """A line of code, a path, a row of a log or figures, of at most ``longest`` characters."""
        return self._fresh(lambda: _cut(self._random.choice(_KINDS)(self), longest))

    def lines(self, count: int, longest: int, languages: tuple[str, ...]) -> list[str]:
        """Two thirds sentences in turn of language, one third technical lines."""
        made = []
        for at in range(count):
            if at % 3 == 2:
                made.append(self.line(longest))
            else:
                made.append(self.sentence(languages[at % len(languages)], longest))
        return made

    def words(self, count: int, language: str = "en") -> str:
        """So many words, as a label or the cell of a table has them."""
        return self._fresh(lambda: " ".join(self._words(language, count)).capitalize())

    def figure(self) -> str:
        """A number as tables show it."""
        return self._fresh(self._figure)

    def code(self) -> str:
        """A line of a program, without indentation."""
        return self._fresh(self._code)

    def _fresh(self, make: Callable[[], str]) -> str:
        while True:
            text = make()
            if text not in self._made:
                self._made.add(text)
                return text

    def _words(self, language: str, count: int) -> list[str]:
        words = LANGUAGES[language].split()
        return [self._random.choice(words) for _ in range(count)]

    def _sentence(self, language: str, longest: int) -> str:
        pick = self._random
        words = self._words(language, pick.randint(5, 14))
        if pick.random() < 0.3:
            words.insert(pick.randrange(1, len(words)), self._figure())
        if pick.random() < 0.3:
            words[pick.randrange(len(words) - 1)] += pick.choice([",", ";", ":"])
        if pick.random() < 0.15:
            at = pick.randrange(len(words))
            words[at] = pick.choice(["“{}”", '"{}"', "({})", "'{}'"]).format(words[at])
        while len(" ".join(words)) >= longest:
            words.pop()
        text = " ".join(words).rstrip(",;:")
        return text[:1].upper() + text[1:] + pick.choice([".", ".", ".", "!", "?"])

    def _figure(self) -> str:
        pick = self._random
        kind = pick.randrange(7)
        if kind == 0:
            return f"{pick.randint(1, 28):02}.{pick.randint(1, 12):02}.{pick.randint(1980, 2035)}"
        if kind == 1:
            return f"{pick.randint(0, 23):02}:{pick.randint(0, 59):02}"
        if kind == 2:
            return f"{pick.randint(1000, 99999999):,}"
        if kind == 3:
            return f"{pick.uniform(0, 900):.2f} {pick.choice(['€', '$', '%', 'kg', 'km', 'MB'])}"
        if kind == 4:
            return f"{pick.randint(2000, 2030)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
        if kind == 5:
            return f"-{pick.uniform(0, 10):.3f}"
        return str(pick.randint(1000, 999999))

    def _path(self) -> str:
        pick = self._random
        folders = "/".join(pick.choice(_FOLDERS) for _ in range(pick.randint(2, 4)))
        return f"/{folders}/{pick.choice(_NAMES)}-{pick.randint(1, 99)}.{pick.choice(_ENDINGS)}"

    def _listing(self) -> str:
        pick = self._random
        size, day = pick.randint(120, 9_999_999), pick.randint(10, 28)
        name = f"{pick.choice(_NAMES)}_{pick.randint(1, 999)}.{pick.choice(_ENDINGS)}"
        return f"-rw-r--r-- 1 root staff {size} Mar {day} {pick.randint(10, 23)}:07 {name}"

    def _log(self) -> str:
        pick = self._random
        level = pick.choice(["INFO", "WARN", "ERROR", "DEBUG"])
        clock = f"{pick.randint(10, 23)}:{pick.randint(10, 59)}:{pick.randint(10, 59)}"
        place = f"{pick.choice(_NAMES)}[{pick.randint(100, 9999)}]"
        return f"{clock} {level} {place}: {' '.join(self._words('en', 4))}"

    def _code(self) -> str:
        pick = self._random
        a, b, c = pick.sample(_NAMES, 3)
        number = pick.randint(0, 4096)
        return pick.choice(
            [
                f"if {a} > {number} and not {b}:",
                f"return {a}[{b} + {number}]",
                f"for {a} in range(len({b}), {number}):",
                f"def {a}(self, {b}: int = {number}) -> str:",
                f'{a} = "{self._words("en", 1)[0]}_{number}"',
                f"{a}.{b}({c}, {number})  # {' '.join(self._words('en', 3))}",
                f"{a} += 0x{number:04x} & ~{b}",
                f"const {a} = {{ {b}: {number}, {c}: null }};",
                f"while ({a} <= {b} && {c} != {number}) {{",
            ]
        )

    def _web(self) -> str:
        pick = self._random
        host = "-".join(self._words("en", 2))
        return f"https://{host}.example/{pick.choice(_FOLDERS)}?id={pick.randint(1, 9999)}"


def _cut(text: str, longest: int) -> str:
    """At most ``longest`` characters, whole words where there are any."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip()


_KINDS = (Texts._path, Texts._listing, Texts._log, Texts._code, Texts._web, Texts._code)
