"""The words by which browsers tell, in a window's title, that it is a private one.

Sources: Firefox's translations (``browser.ftl``, ``data-title-private`` and its older form
``browser-main-window-title [private]``), Chromium's (``IDS_NEW_INCOGNITO_TAB_TITLE`` and
``IDS_ACCESSIBLE_INCOGNITO_WINDOW_TITLE_FORMAT``; Chrome tells it in the accessible title only),
Edge's "[InPrivate]", which no language translates. Brave, Opera and Vivaldi say "private".
"""

from services.capture.matching import folded

# Two words or a made-up one: these mean a private window wherever they stand.
_PHRASES = (
    "Private Browsing", "InPrivate",
    "Privater Modus", "Privates Fenster",  # de
    "Navigation privée", "Fenêtre privée",  # fr
    "Navegación privada", "Ventana privada",  # es
    "Navigazione anonima", "Finestra anonima",  # it
    "Navegação privativa", "Navegação privada", "Navegação anónima", "Modo anônimo",  # pt
    "Navegació privada",  # ca
    "Privénavigatie", "Privévenster",  # nl
    "Tryb prywatny",  # pl
    "Приватный просмотр", "Приватный режим",  # ru
    "Приватний перегляд", "Анонімний перегляд",  # uk
    "Приватно прегледање", "Приватно прелистување", "Поверително разглеждане",  # sr, mk, bg
    "プライベートブラウジング", "プライベート ブラウジング", "シークレット モード",  # ja
    "隐私浏览", "隱私瀏覽", "无痕模式", "無痕模式",  # zh
    "사생활 보호 모드", "시크릿 모드",  # ko
    "Anonymní prohlížení", "Soukromé prohlížení", "Anonymní režim",  # cs
    "Súkromné prehliadanie",  # sk
    "Gizli Gezinti", "Gizli mod",  # tr
    "Privat surfning", "Privat browsing", "Privat nettlesing", "Huliðsstilling",  # sv da nb is
    "Yksityinen selaus",  # fi
    "Privát böngészés", "Inkognitó mód",  # hu
    "Privatno pregledavanje", "Privatno pretraživanje", "Privatno surfanje",  # hr sr sl
    "Navigare privată",  # ro
    "Privātā pārlūkošana", "Inkognito režīms", "Privatusis naršymas", "Privaatne lehitsemine",
    "Ιδιωτική περιήγηση", "Ανώνυμη περιήγηση",  # el
    "التصفح الخاص", "التصفح المتخفي", "גלישה פרטית", "גלישה בסתר",  # ar he
    "निजी ब्राउज़िंग", "การเรียกดูแบบส่วนตัว", "โหมดไม่ระบุตัวตน",  # hi th
    "Duyệt web riêng tư", "Penjelajahan Pribadi", "Privata retumo",  # vi id eo
)  # fmt: skip
# Words of everyday language: they mean it only in a browser's title, or a nameless window's.
_IN_BROWSERS = (
    "Incognito", "Inkognito", "Incógnito", "Incògnit", "Inkognitó", "Инкогнито", "Інкогніто",
    "Private Tab", "Private Window", "Private Mode", "Private with Tor",
    "Guia anônima", "Janela anônima", "Anonymní karta", "Anonymní okno", "Gizli Sekme",
    "Gizli Pencere", "シークレット", "无痕", "無痕", "시크릿", "Анонімна вкладка", "Ẩn danh",
    "Onglet privé", "Pestaña privada", "Privates Tab", "Privé-tabblad", "Prywatna karta",
    "Приватная вкладка", "Приватне вікно", "Приватное окно",
)  # fmt: skip
# How Chrome ends the accessible title: "Page - Google Chrome (Incognito)"; short, so only there.
_ENDINGS = (
    "(anonym)", "(anonimno)", "(anonimni način)", "(без архивирања)", "(ناشناس)", "(پوشیدگی)",
    "(गुप्त)", "(ছদ্মবেশী)", "(છૂપી)", "(samaran)", "(hali fiche)",
    "— Private", "— Privat", "— Privé", "— Privado", "— Privato",
)  # fmt: skip
# Always private, whatever the title tells.
_BROWSERS_ALWAYS_PRIVATE = ("tor browser", "torbrowser", "tor-browser", "mullvad browser",
                            "mullvadbrowser", "mullvad-browser", "firefox focus")  # fmt: skip
_BROWSERS = (
    "firefox", "navigator", "librewolf", "waterfox", "floorp", "zen", "iceweasel", "icecat",
    "chrome", "google-chrome", "chromium", "ungoogled-chromium", "microsoft-edge", "microsoft edge",
    "msedge", "brave", "opera", "vivaldi", "safari", "epiphany", "falkon", "konqueror", "midori",
    "arc", "duckduckgo", "yandex",
)  # fmt: skip

_FOLDED_PHRASES = tuple(folded(words) for words in _PHRASES)
_FOLDED_IN_BROWSERS = tuple(folded(words) for words in _IN_BROWSERS)
_FOLDED_ENDINGS = tuple(folded(words) for words in _ENDINGS)


def private_words(app: str, title: str) -> str | None:
    """The words by which a window shows to be private, or None; both given ``folded``."""
    for name in _BROWSERS_ALWAYS_PRIVATE:
        if name in app:
            return name
    for phrase in _FOLDED_PHRASES:
        if phrase in title:
            return phrase
    if not _is_browser(app):
        return None
    for phrase in _FOLDED_IN_BROWSERS:
        if phrase in title:
            return phrase
    for ending in _FOLDED_ENDINGS:
        if title.endswith(ending):
            return ending
    return None


def _is_browser(app: str) -> bool:
    """Whether a program is a browser, or may be one because nobody tells its name."""
    if not app or "browser" in app:
        return True
    return any(part.startswith(name) for name in _BROWSERS for part in (app, *app.split(".")))
