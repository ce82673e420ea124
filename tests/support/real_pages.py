"""Windows of web browsers with known text."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.programs import find_program
from tests.support.real_text import Texts
from tests.support.real_windows import EXTENDED, Scene, font_settings


@dataclass(frozen=True)
class Look:
    """How a page is set; ``layout`` is one of plain, columns, table, rich."""

    layout: str
    face: str
    size: float
    paper: str = "#ffffff"
    ink: str = "#202124"
    extra: str = ""
    lcd: bool = False
    scale: float = 1.0

    @property
    def words(self) -> str:
        """The look in short."""
        dark = " dark" if self.paper[1] < "6" else " light"
        parts = [self.layout, self.face, f"{self.size:g} px{dark}"]
        parts += ["LCD"] if self.lcd else []
        parts += [f"{self.scale:.0%}"] if self.scale != 1 else []
        parts += [self.extra.split(":")[0]] if self.extra else []
        return " ".join(parts)


CHROMIUM = (
    Look("plain", "Roboto", 14, lcd=True),
    Look("plain", "DejaVu Sans", 11),
    Look("columns", "Liberation Serif", 16),
    Look("columns", "Open Sans", 13, "#1e1e2e", "#cdd6f4"),
    Look("table", "Cantarell", 14),
    Look("table", "Liberation Sans", 12, "#202124", "#e8eaed", lcd=True),
    Look("rich", "DejaVu Serif", 15),
    Look("rich", "Liberation Sans", 18, "#fff8e7", "#5a2d0c"),
    Look("plain", "Roboto", 13, scale=1.5),
    Look("plain", "Liberation Sans", 14, "#101010", "#b0b0b0", scale=2),
    Look("plain", "DejaVu Sans", 16, extra="letter-spacing: 1.5px"),
    Look(
        "plain", "Open Sans", 17, "#274690", "#ffffff",
        "background: linear-gradient(90deg, #274690, #7b2d8b)",
    ),
    Look("plain", "Liberation Sans Narrow", 15),
    Look("plain", "Nimbus Sans", 10),
    Look("rich", "Cantarell", 22),
    Look("plain", "URW Bookman", 16, extra="font-variant: small-caps"),
)  # fmt: skip
FIREFOX = (
    Look("plain", "Liberation Sans", 13, lcd=True),
    Look("columns", "DejaVu Serif", 14),
    Look("table", "Open Sans", 13, "#1c1b22", "#fbfbfe"),
    Look("rich", "Roboto", 16),
    Look("plain", "Cantarell", 12, scale=1.5),
)
SURF = (Look("plain", "Liberation Serif", 16), Look("rich", "DejaVu Sans", 13, lcd=True))
NETSURF = (Look("plain", "sans-serif", 14), Look("plain", "serif", 16))

_NO_NETWORK = 'user_pref("network.proxy.type", 1);user_pref("network.proxy.socks", "127.0.0.1");'
_QUIET = "".join(
    f'user_pref("{name}", {value});'
    for name, value in {
        "network.proxy.socks_port": "9",
        "browser.shell.checkDefaultBrowser": "false",
        "browser.aboutwelcome.enabled": "false",
        "datareporting.policy.dataSubmissionEnabled": "false",
        "toolkit.telemetry.reportingpolicy.firstRun": "false",
        "trailhead.firstrun.didSeeAboutWelcome": "true",
        "browser.startup.homepage_override.mstone": '"ignore"',
        "gfx.webrender.software": "true",
    }.items()
)


def browsers(folder: Path, texts: Texts, names: tuple[str, ...]) -> Iterator[Scene]:
    """Pages in those browsers that are asked for."""
    for name, looks, command in (
        ("chromium", CHROMIUM, _chromium),
        ("firefox", FIREFOX, _firefox),
        ("surf", SURF, _surf),
        ("netsurf", NETSURF, _netsurf),
    ):
        if name not in names:
            continue
        for at, look in enumerate(looks):
            title = f"{name}-{at:02}"
            page = folder / f"{title}.html"
            lines, rows, body = _body(look, texts)
            page.write_text(_document(title, look, body), encoding="utf-8")
            yield Scene(
                name,
                look.words,
                title,
                command(folder, page, look),
                lines,
                rows,
                frame_words=(
                    title,
                    f"{title} — Mozilla Firefox",
                    f"CGDISMFXT:- | {title}",
                    f"file://{page}",
                    str(page),
                    page.name,
                    *_FRAMES[name],
                ),
                environ=font_settings(folder, lcd=look.lcd),
            )


_FRAMES = {
    "chromium": ("File", "New Tab", "Chromium", "You are using an unsupported command-line flag"),
    "firefox": ("Mozilla Firefox", "file://", "Import bookmarks", "Getting Started"),
    "surf": (),
    "netsurf": ("File Edit View Navigate Tools Help", "NetSurf", "Web Search", "Done"),
}


def _chromium(folder: Path, page: Path, look: Look) -> tuple[str, ...]:
    return (
        find_program("chromium", "chromium"), "--no-sandbox", "--no-first-run", "--disable-gpu",
        "--disable-background-networking", "--disable-component-update", "--test-type",
        "--proxy-server=socks5://127.0.0.1:9", "--password-store=basic", "--disable-sync",
        f"--force-device-scale-factor={look.scale}", f"--user-data-dir={folder / 'chromium'}",
        "--window-position=20,40", "--window-size=1840,1000", "--new-window", f"file://{page}",
    )  # fmt: skip


def _firefox(folder: Path, page: Path, look: Look) -> tuple[str, ...]:
    profile = folder / f"firefox-{look.scale:g}"
    profile.mkdir(exist_ok=True)
    scale = f'user_pref("layout.css.devPixelsPerPx", "{look.scale:g}");'
    (profile / "user.js").write_text(_NO_NETWORK + _QUIET + scale, encoding="utf-8")
    program = find_program("firefox-esr", "firefox-esr")
    return (program, "--no-remote", "--profile", str(profile), f"file://{page}")


def _surf(_folder: Path, page: Path, _look: Look) -> tuple[str, ...]:
    return (find_program("surf", "surf"), "-K", f"file://{page}")


def _netsurf(_folder: Path, page: Path, _look: Look) -> tuple[str, ...]:
    return (find_program("netsurf-gtk", "netsurf-gtk"), f"file://{page}")


def _document(title: str, look: Look, body: str) -> str:
    extra = f"{look.extra};" if look.extra else ""
    return (
        f'<!doctype html><meta charset="utf-8"><title>{title}</title><style>'
        f"body {{ font: {look.size}px/1.5 '{look.face}'; color: {look.ink};"
        f" background: {look.paper}; margin: 20px; {extra} }}"
        "p, td { white-space: nowrap; margin: 0 } td { padding: 3px 24px 3px 0 }"
        "tr { border-bottom: 1px solid #888 } table { border-collapse: collapse }"
        f".two {{ display: flex; gap: {look.size * 4}px }}</style>{body}"
    )


def _body(look: Look, texts: Texts) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The lines, the rows of lines beside each other, and the page's body."""
    step = look.size * 1.5 * look.scale
    count = min(36, int((820 - 60 * look.scale) / step))
    room = int(1750 / (look.size * look.scale * 0.56))
    if look.layout == "columns":
        left = texts.lines(count, min(70, room // 2 - 6), EXTENDED)
        right = texts.lines(count, min(70, room // 2 - 6), EXTENDED[::-1])
        body = "".join(f"<div>{''.join(_paragraphs(part))}</div>" for part in (left, right))
        rows = tuple(f"{a} {b}" for a, b in zip(left, right, strict=True))
        return (*left, *right), rows, f'<div class="two">{body}</div>'
    if look.layout == "table":
        cells = [
            [texts.words(2), texts.figure(), texts.words(3, EXTENDED[at % 13]), texts.figure()]
            for at in range(int(count * 0.75))
        ]
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in cells
        )
        rows = tuple(" ".join(row) for row in cells)
        return tuple(cell for row in cells for cell in row), rows, f"<table>{body}</table>"
    lines = texts.lines(count, min(110, room), EXTENDED)
    rich = look.layout == "rich"
    return tuple(lines), (), "".join(_paragraphs(lines, rich=rich))


_MARKS = ("b", "i", "u", "code", "a", "mark", "small", "b")


def _paragraphs(lines: list[str], *, rich: bool = False) -> Iterator[str]:
    """One paragraph a line; the second half of every other one is set off, where ``rich``."""
    for at, line in enumerate(lines):
        words = line.split(" ")
        if rich and at % 2 and len(words) > 3:
            half, mark = len(words) // 2, _MARKS[at // 2 % len(_MARKS)]
            first, second = (html.escape(" ".join(part)) for part in (words[:half], words[half:]))
            target = " href='#'" if mark == "a" else ""
            yield f"<p>{first} <{mark}{target}>{second}</{mark}></p>"
        else:
            yield f"<p>{html.escape(line)}</p>"
