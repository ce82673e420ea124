"""What the text of a rule means: programs, titles, sites and private windows in many languages."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.capture.matching import Site, app_matcher, check_rule, folded, title_matcher
from services.capture.rules import Match, Rules
from services.errors import UsageError
from services.records import WindowInfo
from services.settings import CaptureSettings

# Whole titles as browsers write them: Firefox by its translations, Chrome's accessible titles,
# Edge's mark, the others' start pages.
PRIVATE_TITLES = [
    ("firefox", "News — Mozilla Firefox Private Browsing"),
    ("firefox", "Mozilla Firefox (Private Browsing)"),
    ("firefox", "Nachrichten – Mozilla Firefox Privater Modus"),
    ("firefox", "Actualités — Mozilla Firefox (Navigation privée)"),
    ("firefox", "Noticias — Mozilla Firefox (Navegación privada)"),
    ("firefox", "Notizie — Mozilla Firefox (Navigazione anonima)"),
    ("firefox", "Notícias — Mozilla Firefox (Navegação privativa)"),
    ("firefox", "Notícias — Mozilla Firefox (Navegação privada)"),
    ("firefox", "Nieuws — Mozilla Firefox (Privénavigatie)"),
    ("firefox", "Wiadomości — Mozilla Firefox (tryb prywatny)"),
    ("firefox", "Новости — Mozilla Firefox (Приватный просмотр)"),
    ("firefox", "Новини — Mozilla Firefox (Приватний перегляд)"),
    ("firefox", "ニュース — Mozilla Firefox (プライベートブラウジング)"),
    ("firefox", "뉴스 — Mozilla Firefox (사생활 보호 모드)"),
    ("firefox", "新聞 — Mozilla Firefox (隱私瀏覽)"),
    ("firefox", "Zprávy — Mozilla Firefox (Anonymní prohlížení)"),
    ("firefox", "Haberler — Mozilla Firefox (Gizli Gezinti)"),
    ("firefox", "Nyheter — Mozilla Firefox Privat nettlesing"),
    ("firefox", "Uutiset — Mozilla Firefox Yksityinen selaus"),
    ("librewolf", "Vijesti — LibreWolf privatno pregledavanje"),
    ("Google-chrome", "News - Google Chrome (Incognito)"),
    ("Google-chrome", "Nachrichten - Google Chrome (Inkognito)"),
    ("chromium", "Noticias - Chromium (Incógnito)"),
    ("Google-chrome", "Новости - Google Chrome (инкогнито)"),
    ("Google-chrome", "ニュース - Google Chrome（シークレット モード）"),
    ("Google-chrome", "新闻 - Google Chrome（无痕）"),
    ("Google-chrome", "新聞 - Google Chrome (無痕模式)"),
    ("Google-chrome", "뉴스 - Google Chrome (시크릿 모드)"),
    ("Google-chrome", "Haberler - Google Chrome (Gizli mod)"),
    ("Google-chrome", "Notícias - Google Chrome (Modo anônimo)"),
    ("Google-chrome", "Nyheder - Google Chrome (anonym)"),
    ("Google-chrome", "Hírek - Google Chrome (Inkognitó mód)"),
    ("Google-chrome", "Νέα - Google Chrome (Ανώνυμη περιήγηση)"),
    ("Google-chrome", "أخبار - Google Chrome (التصفح المتخفي)"),
    ("Microsoft-edge", "Neuer Tab – [InPrivate] – Microsoft Edge"),
    ("msedge.exe", "News and 2 more pages - [InPrivate] - Microsoft\u200b Edge"),
    ("Brave-browser", "New Private Tab - Brave"),
    ("Brave-browser", "New Private Window with Tor - Brave"),
    ("Opera", "Private window - Opera"),
    ("Vivaldi-stable", "Private Window - Vivaldi"),
    ("Safari", "Start Page — Private Browsing"),
    ("Tor Browser", "About Tor"),
    ("org.torproject.torbrowser", "News"),
    ("", "New Incognito Tab"),
]


@pytest.mark.parametrize(("app", "title"), PRIVATE_TITLES)
def test_private_windows_are_known_in_the_languages_of_browsers(app: str, title: str) -> None:
    match = Rules(CaptureSettings()).match(WindowInfo(app, title))
    assert match is not None
    assert match.kind == "private"
    off = Rules(CaptureSettings(exclude_private=False))
    assert off.match(WindowInfo(app, title)) is None


@pytest.mark.parametrize(
    ("app", "title"),
    [
        ("firefox", "News — Mozilla Firefox"),
        ("Google-chrome", "News - Google Chrome"),
        ("Editor", "Private tab design.md"),
        ("Gimp", "inkognito.png"),
        ("Files", "Privat"),
        ("firefox", "Torque converters — Mozilla Firefox"),
    ],
)
def test_other_windows_are_not_private(app: str, title: str) -> None:
    assert Rules(CaptureSettings()).match(WindowInfo(app, title)) is None


@pytest.mark.parametrize(
    "app",
    [
        "KeePassXC", "1Password", "com.bitwarden.desktop", "Bitwarden", "Dashlane", "Enpass",
        "QtPass", "Gopass-ui", "seahorse", "org.gnome.seahorse.Application", "Passwords",
        "com.apple.Passwords", "org.gnome.World.Secrets", "Pinentry-gtk-2", "pinentry-qt",
        "Gcr-prompter", "polkit-gnome-authentication-agent-1", "lxqt-policykit-agent",
        "org.kde.polkit-kde-authentication-agent-1", "CredentialUIBroker.exe", "SecurityAgent",
        "ksshaskpass", "KeePassXC.exe", "Ente Auth",
    ],
)  # fmt: skip
def test_password_managers_and_the_systems_prompts_are_left_out_from_the_start(app: str) -> None:
    match = Rules(CaptureSettings()).match(WindowInfo(app, "Title"))
    assert match is not None
    assert match.kind == "app"


@pytest.mark.parametrize("app", ["XTerm", "firefox", "consentomat", "Secretary", "Compass", "zoom"])
def test_other_programs_are_kept(app: str) -> None:
    assert Rules(CaptureSettings()).match(WindowInfo(app, "Title")) is None


@pytest.mark.parametrize(
    ("rule", "app", "fits"),
    [
        ("tele*", "TelegramDesktop", True),
        ("*desktop", "org.telegram.desktop", True),
        ("*ledger*", "My Ledger Live", True),
        ("ledger*", "My Ledger", False),
        ("Ｓｉｇｎａｌ", "signal", True),
        ("sig\u200bnal", "Signal", True),
    ],
)
def test_names_of_programs(rule: str, app: str, fits: bool) -> None:
    assert app_matcher(rule)(folded(app)) is fits


@pytest.mark.parametrize(
    ("rule", "title", "fits"),
    [
        ("pay*2026", "Payroll March 2026.xlsx", True),
        ("2026*pay", "Payroll March 2026.xlsx", False),
        ("*payroll*", "the PAYROLL", True),
        ("straße", "Karte der STRASSE", True),
        ("pay  roll", "pay\u00a0roll", True),
        ("payroll", "pay\u200broll", True),
    ],
)
def test_words_of_titles(rule: str, title: str, fits: bool) -> None:
    assert title_matcher(rule)(folded(title)) is fits


@pytest.mark.parametrize(
    ("rule", "url", "held"),
    [
        ("bank.com", "https://bank.com/", True),
        ("bank.com", "https://a.b.bank.com:8443/in?x=1#y", True),
        ("bank.com", "https://notbank.com/", False),
        ("bank.com", "https://bank.com.evil.org/", False),
        ("bank.com", "https://evil.org/bank.com", False),
        ("bank.com", "https://user:word@bank.com/", True),
        ("bank.com", "https://bank.com@evil.org/", False),
        ("bank.com", "https://BANK.COM./", True),
        ("bank.com", "view-source:https://bank.com/", True),
        ("bank.com", "bank.com", True),
        ("bank.com", "", False),
        ("bank.com", "about:blank", False),
        ("bank.com", "https://b%61nk.com.:x/", True),
        ("bank.com:8443", "https://bank.com:8443/", True),
        ("bank.com:8443", "https://bank.com/", False),
        ("bank.com:443", "https://bank.com/", True),
        ("https://bank.com:443/in/", "https://bank.com/in/mail", True),
        ("localhost:3000", "http://localhost:3000/x", True),
        ("localhost:3000", "http://localhost:4000/x", False),
        ("[::1]", "http://[0:0:0:0:0:0:0:1]/", True),
        ("10.0.0.1", "http://110.0.0.1/", False),
        ("bücher.example", "https://xn--bcher-kva.example/", True),
        ("xn--bcher-kva.example", "https://www.bücher.example/", True),
        ("BÜCHER.example", "https://shop.bücher.example/", True),
        ("bank.com", "https://bаnk.com/", False),  # a Cyrillic letter: another site
        ("bank.*", "https://www.bank.co.uk/", True),
        ("bank.*", "https://mybank.com/", False),
        ("*.bank.com", "https://bank.com/", True),
        ("my*.example", "https://mybank.example/", True),
        ("my*.example", "https://my.bank.example/", False),
        ("forum.example/u/*/inbox", "https://forum.example/u/ada/inbox", True),
        ("forum.example/u/*/inbox", "https://forum.example/u/ada/inboxes", False),
        ("forum.example/a", "https://forum.example/a?b", True),
        ("about:logins", "about:logins?filter=x", True),
        ("about:logins", "about:blank", False),
        ("about:", "about:blank", True),
        ("chrome://password-manager", "chrome://password-manager/passwords", True),
        ("chrome://password-manager", "chrome://settings", False),
        ("file:", "file:///home/a/b.html", True),
        ("file:///home/ada", "file:///home/ada/x.html", True),
        ("file:///home/ada", "file:///home/adam/x.html", False),
        ("moz-extension:", "moz-extension://1234/popup.html", True),
        ("bank.com", "https://[broken/", True),
        ("about:logins", "https://[broken/", False),
    ],
)
def test_sites(rule: str, url: str, held: bool) -> None:
    assert Site.read(check_rule("sites", rule)).holds(url) is held


@pytest.mark.parametrize(
    ("rule", "title", "named"),
    [
        ("bank.com", "Sign in - bank.com - Browser", True),
        ("bank.com", "www.bank.com", True),
        ("bank.com", "notbank.com", False),
        ("bank.com", "bank.com.evil.org", False),
        ("bank.com", "Read about bank.com.", True),
        ("bank.com", "bank.community", False),
        ("xn--bcher-kva.example", "Bücher.example · Startseite", True),
        ("about:logins", "about:logins", False),
        ("bank.*", "bank.de", False),
    ],
)
def test_a_site_is_looked_for_in_the_title_where_no_address_is_known(
    rule: str, title: str, named: bool
) -> None:
    chosen = Rules(CaptureSettings(excluded_sites=(rule,)))
    assert (chosen.match(WindowInfo("browser", title)) is not None) is named


@pytest.mark.parametrize(
    ("kind", "text", "remedy"),
    [
        ("apps", "   ", "Name a program"),
        ("apps", "*", "two letters"),
        ("titles", "a", "two letters"),
        ("titles", "**", "two letters"),
        ("titles", "x" * 301, "at most 300"),
        ("sites", "https://", "like bank.example"),
        ("sites", "two words", "like bank.example"),
        ("sites", "bank.com:99999", "port"),
        ("sites", "bank.com:0x50", "port"),
        ("sites", "ba..nk.com", "like bank.example"),
        ("sites", "[::1", "like bank.example"),
        ("sites", "-.-ab", "like bank.example"),
        ("sites", "[zz::1]", "like bank.example"),
        ("sites", "https://*.*/ab", "at least one part"),
    ],
)
def test_a_broken_rule_says_what_to_do(kind: str, text: str, remedy: str) -> None:
    with pytest.raises(UsageError, match=r"[.] ") as told:
        check_rule(kind, text)
    assert remedy in told.value.remedy


def test_one_character_of_an_east_asian_script_is_enough() -> None:
    assert check_rule("titles", " 薪 ") == "薪"


def test_an_entry_that_cannot_be_read_does_not_undo_the_others() -> None:
    chosen = Rules(CaptureSettings(excluded_sites=("https://", "bank.com"), excluded_apps=("*",)))
    assert chosen.broken == 2
    assert chosen.match(WindowInfo("browser", "Page", "https://bank.com")) == Match(
        "bank.com", "site", "browser"
    )
    assert chosen.match(WindowInfo("Editor", "Page")) is None


@given(st.text(max_size=80), st.text(max_size=120))
def test_no_text_breaks_reading_or_matching(rule: str, shown: str) -> None:
    window = WindowInfo(shown, shown, shown)
    for kind in ("apps", "titles", "sites"):
        with suppress(UsageError):
            check_rule(kind, rule)
    settings = CaptureSettings(
        excluded_apps=(rule,), excluded_titles=(rule,), excluded_sites=(rule,)
    )
    Rules(settings).match(window)


@given(st.from_regex(r"[a-z]{1,8}(\.[a-z]{2,6}){1,2}", fullmatch=True), st.data())
def test_a_site_holds_itself_and_below_and_no_look_alike(host: str, data: st.DataObject) -> None:
    site = Site.read(host)
    part = data.draw(st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True))
    bare = host.removeprefix("www.")
    assert site.holds(f"https://{host}/{part}")
    assert site.holds(f"https://{part}.{bare}")
    assert not site.holds(f"https://{part}{bare}/")
    assert not site.holds(f"https://{bare}.{part}x/")
