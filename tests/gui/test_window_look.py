"""The theme: contrast, one scale of strength, one stylesheet for every size."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui.design.icons import FOLDER, pixmap
from ui.design.strength import (
    contrast,
    faded_text,
    readable_on,
    strength_alpha,
    strength_color,
    strength_fill,
)
from ui.design.stylesheet import stylesheet
from ui.design.tokens import DARK, LIGHT, Tokens
from ui.theme import Theme

THEMES = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
GROUNDS = ("window", "rail", "card", "selection")


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["text", "muted", "accent_text", "good_text", "problem_text"])
def test_text_is_readable_on_every_ground(tokens: Tokens, ground: str, text: str) -> None:
    assert contrast(QColor(getattr(tokens, text)), QColor(getattr(tokens, ground))) >= 4.5


@THEMES
def test_text_is_readable_on_a_mark_and_focus_can_be_seen(tokens: Tokens) -> None:
    assert contrast(QColor(tokens.text), QColor(tokens.mark)) >= 4.5
    for ground in GROUNDS:
        assert contrast(QColor(tokens.focus), QColor(getattr(tokens, ground))) >= 3.0


@THEMES
def test_names_fade_but_stay_readable(tokens: Tokens) -> None:
    for ground in GROUNDS:
        onto = getattr(tokens, ground)
        for step in range(11):
            assert contrast(faded_text(tokens, step / 10, onto=onto), QColor(onto)) >= 4.5


@THEMES
def test_titles_are_readable_on_blocks_of_every_strength(tokens: Tokens) -> None:
    for step in range(3, 11):
        fill = strength_fill(tokens, step / 10)
        assert contrast(readable_on(fill), fill) >= 4.5


@THEMES
def test_strength_runs_from_vivid_to_faded(tokens: Tokens) -> None:
    assert strength_color(tokens, 1.0) == QColor(tokens.vivid)
    assert strength_color(tokens, 0.6) == QColor(tokens.fading)
    assert strength_color(tokens, 0.0) == QColor(tokens.faded)
    alphas = [strength_alpha(step / 20) for step in range(21)]
    assert alphas == sorted(alphas)
    assert alphas[0] > 0.2


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_stylesheet_is_complete_and_takes_its_colours_from_the_palette(scale: float) -> None:
    sheet = stylesheet(scale, "folder")
    assert "$" not in sheet
    assert "#" not in sheet
    sizes = {int(size) for size in re.findall(r"font-size: (\d+)px", sheet)}
    assert sizes == {round(size * scale) for size in (11, 12, 13, 15, 20)}


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    names = [file.stem for file in FOLDER.glob("*.svg")]
    assert len(names) > 25
    for name in names:
        image = pixmap(name, "#ff0000", 18).toImage()
        assert any(
            image.pixelColor(x, y).alpha()
            for x in range(image.width())
            for y in range(image.height())
        ), name


def test_theme_changes_live(qapp: QApplication, theme: Theme) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.tokens.name))
    theme.apply(qapp, "light")
    assert told == ["light"]
    assert qapp.palette().window().color() == QColor(LIGHT.window)
    theme.apply(qapp, "dark", 200)
    assert theme.px(13) == 26
    assert "font-size: 26px" in qapp.styleSheet()
    theme.apply(qapp, "dark", 100)
