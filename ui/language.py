"""The window's language, chosen or the system's: its texts, Qt's own, numbers and direction."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from resources import ROOT
from ui import engine_words

I18N = ROOT / "i18n"
ENGLISH = "en"


def languages() -> tuple[str, ...]:
    """What the window can speak; English needs no file."""
    return (ENGLISH, *sorted(file.stem for file in I18N.glob("*.qm")))


def chosen(choice: str, system: tuple[str, ...] = ()) -> str:
    """The language of a choice: its own, or the first of the system's that the window speaks."""
    if choice != "system":
        return choice if choice in languages() else ENGLISH
    wanted = system or tuple(QLocale.system().uiLanguages())
    spoken = languages()
    return next((code for w in wanted if (code := w.split("-")[0]) in spoken), ENGLISH)


class Language:
    """Installs translators in the application, and takes them out when another is chosen."""

    def __init__(self, application: QApplication) -> None:
        self._app = application
        self._installed: list[QTranslator] = []
        self.code = ENGLISH
        QLocale.setDefault(QLocale(ENGLISH))

    def speak(self, choice: str) -> bool:
        """Speak another language from now on; tells whether it is another than before."""
        code = chosen(choice)
        if code == self.code:
            return False
        self.close()
        self.code = code
        locale = QLocale(code)
        QLocale.setDefault(locale)
        self._app.setLayoutDirection(locale.textDirection())
        if code != ENGLISH:
            engine_words.speak(I18N / f"{code}.ts")
            own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            for name, folder in ((code, str(I18N)), (f"qtbase_{code}", own)):
                made = QTranslator()
                if made.load(name, folder):
                    self._app.installTranslator(made)
                    self._installed.append(made)
        return True

    def close(self) -> None:
        """Speak English again."""
        for made in self._installed:
            self._app.removeTranslator(made)
        self._installed = []
        engine_words.speak(None)
        self.code = ENGLISH
        QLocale.setDefault(QLocale(ENGLISH))
