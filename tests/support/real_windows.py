"""Opens windows of real programs that show known text, in many faces, sizes and colours."""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import mss
import numpy as np

from services.reading.lines import Image, find_lines
from tests.support.display import PrivateDisplay
from tests.support.waiting import wait_until

EXTENDED = ("en", "de", "fr", "es", "pl", "cs", "tr", "vi", "hu", "ro", "it", "pt", "sv")
WIDTH, HEIGHT = 1840, 1000
_STILL = 4
"""Grabs in a row without a difference before a window counts as drawn."""
_CARET = 200
"""Pixels that may differ all the same."""


@dataclass(frozen=True)
class Scene:
    """A window to be opened: ``lines`` is the text that it shows, as a person sees lines.

    ``rows`` are the same words where some lines stand beside each other and may be found as one.
    ``frame_words`` is what the program itself writes around them.
    """

    program: str
    style: str
    title: str
    command: tuple[str, ...]
    lines: tuple[str, ...]
    rows: tuple[str, ...] = ()
    frame_words: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    resize: bool = True


def open_scene(display: PrivateDisplay, scene: Scene) -> Image:
    """Start the program, wait until its window stands still, and return the screen's pixels."""
    settings = [f"{name}={value}" for name, value in scene.environ.items()]
    display.start("env", *settings, *scene.command)
    window = display.wait_for_window(scene.title, timeout_s=60)
    if scene.resize:
        display.ask("xdotool", "windowsize", "--sync", window, str(WIDTH), str(HEIGHT))
        display.ask("xdotool", "windowmove", window, "20", "40")
    display.ask("xdotool", "mousemove", "1919", "1079")
    return still_picture(display, len(scene.lines) // 3)


def still_picture(display: PrivateDisplay, least_lines: int, timeout_s: float = 40.0) -> Image:
    """The screen once it shows so many lines and has not changed for a moment, carets aside."""
    deadline = time.monotonic() + timeout_s
    with mss.MSS(display=display.name) as grabber:
        grabs = _grabs(grabber)
        before, same = next(grabs), 0
        while same < _STILL and time.monotonic() < deadline:
            time.sleep(0.12)
            now = next(grabs)
            few = int((now != before).any(axis=2).sum()) < _CARET
            same = same + 1 if few else 0
            if same == _STILL and len(find_lines(now).lines) < least_lines:
                same = 0
            before = now
        return before


def _grabs(grabber: mss.MSS) -> Iterator[Image]:
    while True:
        shot = grabber.grab(grabber.monitors[0])
        pixels = np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)
        yield np.ascontiguousarray(pixels[:, :, 2::-1])


def close_scene(display: PrivateDisplay, scene: Scene) -> None:
    """End the program and wait until its window is gone."""
    display.stop_programs()
    query = ("xdotool", "search", "--onlyvisible", "--name", scene.title)
    wait_until(lambda: not display.ask(*query), "the window to close")


def font_settings(folder: Path, *, lcd: bool, hinting: str = "hintslight") -> dict[str, str]:
    """Environment in which fontconfig and GTK draw with or without sub-pixels."""
    name = f"fonts-{'lcd' if lcd else 'gray'}-{hinting}"
    config, gtk = folder / f"{name}.conf", folder / name
    rgba = "rgb" if lcd else "none"
    edits = f"""
        <edit name="antialias" mode="assign"><bool>true</bool></edit>
        <edit name="hinting" mode="assign"><bool>true</bool></edit>
        <edit name="hintstyle" mode="assign"><const>{hinting}</const></edit>
        <edit name="lcdfilter" mode="assign"><const>lcddefault</const></edit>
        <edit name="rgba" mode="assign"><const>{rgba}</const></edit>"""
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f'<match target="font">{edits}</match><match target="pattern">{edits}</match>'
        "</fontconfig>",
        encoding="utf-8",
    )
    (gtk / "gtk-3.0").mkdir(parents=True, exist_ok=True)
    (gtk / "gtk-3.0" / "settings.ini").write_text(
        "[Settings]\ngtk-xft-antialias=1\ngtk-xft-hinting=1\n"
        f"gtk-xft-hintstyle={hinting}\ngtk-xft-rgba={rgba}\n",
        encoding="utf-8",
    )
    return {
        "FONTCONFIG_FILE": str(config),
        "XDG_CONFIG_HOME": str(gtk),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/no-bus",
        "NO_AT_BRIDGE": "1",
        "PATH": os.environ["PATH"],
    }
