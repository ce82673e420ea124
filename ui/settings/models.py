"""The card of language models: on offer, on this computer, downloading, and how fast."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from services.records import FoundModel, ModelOffer, ModelSpeed
from ui.design.progress import show_share
from ui.design.widgets import Card, ElidedLabel, chip, clear_layout, label, row
from ui.engine_words import engine_words
from ui.words import bytes_words, number_words, tr

SPEED_WORDS = {"fast": "fast", "medium": "middling", "slow": "slow"}


def offer_words(offer: ModelOffer) -> str:
    """Such as "about 2.4 GB · from 8 GB of memory · fast · Apache-2.0 · English"."""
    parts = [
        tr("about {size}").format(size=bytes_words(offer.about_bytes)),
        tr("from {size} GB of memory").format(size=offer.memory_gb),
        tr(SPEED_WORDS[offer.speed]),
        offer.licence,
        engine_words(offer.languages),
    ]
    return " · ".join(parts)


def speed_words(speed: ModelSpeed) -> str:
    """A measure in one sentence."""
    return tr("{name} reads {read} and writes {written} tokens a second {device}.").format(
        name=speed.name, read=number_words(speed.read_per_s, 0),
        written=number_words(speed.written_per_s, 1), device=engine_words(speed.device),
    )  # fmt: skip


def downloaded_words(path: Path) -> str:
    """What to do with a model that has come."""
    return tr("{name} is here now. Press Use to answer with it.").format(name=path.name)


class ModelsCard(Card):
    """Every model that could answer; nothing is fetched before its button is pressed."""

    download = Signal(str)  # the id of an offer
    use = Signal(object)  # Path
    remove = Signal(object)  # Path
    measure = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Models"))
        hint = tr(
            "A download comes from the model's maker on the Hugging Face Hub, only when you press"
            " its button, and is checked. It may be stopped and gone on with."
        )
        self.add(label(hint, "second", wrap=True))
        self._found, self._offers = _list(), _list()
        self.found_heading = label(tr("ON THIS COMPUTER"), "section")
        self.add(self.found_heading)
        self.add(self._found)
        self.add(label(tr("ON OFFER"), "section"))
        self.add(self._offers)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Download"))
        self.words = label("", "second", wrap=True)
        self.stop_chip = chip(tr("Stop"), self.stop.emit, name=tr("Stop the download"))
        self.measure_chip = chip(tr("Measure speed"), self.measure.emit)
        self.add(self.bar)
        self.add(self.words)
        self.add(row(self.measure_chip, self.stop_chip, None))
        self._buttons: list[QWidget] = []
        self.show_busy(False)

    def show_models(self, offers: tuple[ModelOffer, ...], found: tuple[FoundModel, ...]) -> None:
        """Show other lists."""
        self._buttons = []
        for holder in (self._found, self._offers):
            layout = holder.layout()
            if layout is not None:
                clear_layout(layout)
        for model in found:
            self._add(self._found, self._found_row(model))
        for offer in offers:
            if not offer.path:
                self._add(self._offers, self._offer_row(offer))
        self.found_heading.setVisible(bool(found))
        self.measure_chip.setEnabled(any(m.chosen for m in found))

    def _add(self, holder: QWidget, made: QWidget) -> None:
        layout = holder.layout()
        if layout is not None:
            layout.addWidget(made)

    def _found_row(self, model: FoundModel) -> QWidget:
        path = Path(model.path)
        title = f"{model.name} · {tr('in use')}" if model.chosen else model.name
        below = f"{engine_words(model.program)} · {bytes_words(model.file_bytes)}"
        buttons = []
        if not model.chosen:
            buttons.append(self._button(tr("Use"), model.name, lambda: self.use.emit(path)))
        if model.program == "Afterimage":
            buttons.append(self._button(tr("Remove"), model.name, lambda: self.remove.emit(path)))
        return _line(title, below, buttons)

    def _offer_row(self, offer: ModelOffer) -> QWidget:
        title = f"{offer.title} · {tr('recommended')}" if offer.recommended else offer.title
        made = self._button(tr("Download"), offer.title, partial(self.download.emit, offer.id))
        made.setEnabled(offer.fits)
        if not offer.fits:
            self._buttons.remove(made)
        below = offer_words(offer)
        if not offer.fits:
            below = f"{tr('too large for this machine')} · {below}"
        return _line(title, below, [made])

    def _button(self, words: str, of: str, act: Callable[[], object]) -> QWidget:
        made = chip(words, act, name=f"{words}: {of}")
        self._buttons.append(made)
        return made

    def show_busy(self, busy: bool, words: str = "") -> None:
        """Show that something is being fetched or measured, or what came of it."""
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.stop_chip.setVisible(busy)
        for button in self._buttons:
            button.setEnabled(not busy)
        self.measure_chip.setVisible(not busy)
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how far it is."""
        show_share(self.bar, done, total)
        of = f" {tr('of')} {bytes_words(total)}" if total else ""
        self.words.setText(f"{what}: {bytes_words(done)}{of}")
        self.words.show()


def _list() -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    return holder


def _line(title: str, below: str, buttons: list[QWidget]) -> QWidget:
    made = QWidget()
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElidedLabel(title, "strong"))
    words.addWidget(label(below, "second", wrap=True))
    outer = row(words, *buttons, spacing=8)
    outer.setStretch(0, 1)
    made.setLayout(outer)
    return made
