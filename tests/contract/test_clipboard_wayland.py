"""Copies on a real compositor: as it is, by its protocol's later name, and with less to tell."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from Xlib.protocol.display import Display
from Xlib.protocol.event import event_class

from services.capture.clipboard import wayland as module
from services.capture.clipboard.base import Clipboard, Copied
from services.capture.clipboard.watcher import ClipboardLinks, ClipboardWatcher
from services.capture.clipboard.wayland import open_on_wayland
from services.capture.clipboard.x11 import X11Clipboard
from services.capture.linux import LinuxDesktop
from services.capture.session.presence import Permit
from services.capture.wayland.wire import Connection, socket_path
from services.clock import ManualClock
from services.errors import CaptureUnavailableError
from services.memory.ingest import Ingest
from services.reading.documents.parse import parse_content
from services.reading.jobs import ParsedDocument, ParseLimits
from services.settings import CaptureSettings, Settings
from tests.support.documents import NEEDLE, make_picture
from tests.support.storing import open_store_in
from tests.support.waiting import wait_until
from tests.support.wayland import PrivateWayland, start_wayland
from tests.support.wayland_copier import copied
from tests.support.wayland_proxy import between

MANAGER = "zwlr_data_control_manager_v1"
WINDOWS = "zwlr_foreign_toplevel_manager_v1"
TEXT = "text/plain;charset=utf-8"


@contextmanager
def opened(
    environ: Mapping[str, str], accepted: Callable[[], bool] = lambda: False
) -> Iterator[Clipboard]:
    clipboard = open_on_wayland(environ, accepted)
    try:
        yield clipboard
    finally:
        clipboard.close()


@contextmanager
def told_otherwise(
    wayland: PrivateWayland, folder: Path, names: Mapping[str, str | None]
) -> Iterator[dict[str, str]]:
    """The desktop's environment with a compositor that offers things under other names."""
    path = socket_path(wayland.environ)
    with between(path, folder / "wayland-7", names):
        yield {**wayland.environ, "XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "wayland-7"}


def read_text(clipboard: Clipboard) -> str:
    assert clipboard.wait(20)
    found = clipboard.read(pictures=True)
    assert found is not None
    return found.text


def test_each_copy_comes_with_the_window_that_was_in_front(wayland: PrivateWayland) -> None:
    with opened(wayland.environ) as clipboard:
        assert clipboard.window() is None
        with wayland.window("Plan"):
            wayland.copy("-t", "text/plain", content=b"of the plan")
            with wayland.window("https://vault.example/ - Passwords"):
                wayland.copy("-t", "text/plain", content=b"correct horse")
                assert read_text(clipboard) == "correct horse"
                window = clipboard.window()
                assert window is not None
                assert window.url == "https://vault.example/"
            wayland.copy("-t", "text/plain", content=b"of the plan again")
            assert read_text(clipboard) == "of the plan again"
            window = clipboard.window()
            assert window is not None
            assert (window.app, window.title) == ("editor", "Plan")


def test_what_was_there_before_is_no_news_but_can_be_read(wayland: PrivateWayland) -> None:
    wayland.copy("-t", "text/plain", content=b"from before")
    with opened(wayland.environ) as clipboard:
        assert not clipboard.wait(0.2)
        assert clipboard.read(pictures=True) == Copied("from before")
        wayland.copy("--clear")
        assert not clipboard.wait(0.2)
        assert clipboard.read(pictures=True) is None


def test_a_mark_beside_the_text_and_old_kinds_of_text(wayland: PrivateWayland) -> None:
    path = socket_path(wayland.environ)
    with opened(wayland.environ) as clipboard:
        with copied(path, {TEXT: b"horse", "x-kde-passwordManagerHint": b"secret"}):
            assert clipboard.wait(20)
            assert clipboard.read(pictures=True) == Copied(secret=True)
        with copied(path, {"STRING": "Grüße".encode("latin-1")}):
            assert read_text(clipboard) == "Grüße"
        with copied(path, {TEXT: b""}):
            assert clipboard.wait(20)
            assert clipboard.read(pictures=True) is None


def test_a_program_that_does_not_answer_is_not_waited_for(
    wayland: PrivateWayland, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ANSWER_S", 0.05)
    with (
        opened(wayland.environ) as clipboard,
        copied(socket_path(wayland.environ), {TEXT: None}),
    ):
        assert clipboard.wait(20)
        assert clipboard.read(pictures=True) is None


def test_the_protocol_by_its_later_name(wayland: PrivateWayland, tmp_path: Path) -> None:
    names = {MANAGER: "ext_data_control_manager_v1"}
    with (
        told_otherwise(wayland, tmp_path, names) as environ,
        opened(environ) as clipboard,
        wayland.window("Plan"),
    ):
        wayland.copy("-t", "text/plain", content=b"by another name")
        assert read_text(clipboard) == "by another name"


def test_where_windows_are_not_told_that_must_be_accepted(
    wayland: PrivateWayland, tmp_path: Path
) -> None:
    accepted = True
    with told_otherwise(wayland, tmp_path, {WINDOWS: None}) as environ:
        with pytest.raises(CaptureUnavailableError, match="excluded apps"):
            open_on_wayland(environ, lambda: False)
        with opened(environ, lambda: accepted) as clipboard:
            wayland.copy("-t", "text/plain", content=b"from somewhere")
            assert read_text(clipboard) == "from somewhere"
            assert clipboard.window() is None
            accepted = False
            with pytest.raises(CaptureUnavailableError, match="excluded apps"):
                clipboard.wait(20)


def test_without_a_protocol_x_programs_are_shown_what_is_copied(
    wayland: PrivateWayland, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # python-xlib keeps the events of extensions for all servers together; those number them apart
    monkeypatch.setattr(Display, "event_classes", event_class.copy())
    wayland.open_to_x_programs()
    with told_otherwise(wayland, tmp_path, {MANAGER: None}) as environ:
        with pytest.raises(CaptureUnavailableError, match="excluded apps"):
            open_on_wayland(environ, lambda: False)
        with opened(environ, lambda: True) as clipboard:
            assert isinstance(clipboard, X11Clipboard)
            # this compositor shows them to X programs while one is in front; GNOME does at any time
            with wayland.window("Plan", platform="xcb"):
                wayland.copy("-t", "text/plain", content=b"shown to X")
                assert read_text(clipboard) == "shown to X"
                window = clipboard.window()
                assert window is not None
                assert (window.app, window.title) == ("editor", "Plan")
        with pytest.raises(CaptureUnavailableError, match="does not tell"):
            open_on_wayland({**environ, "DISPLAY": ""}, lambda: True)


def test_a_compositor_that_goes_away_is_told() -> None:
    with start_wayland() as wayland:
        environ = wayland.environ | {"DISPLAY": ""}
        clipboard = open_on_wayland(environ, lambda: False)
    with pytest.raises(CaptureUnavailableError, match="ended"):
        clipboard.wait(20)
    clipboard.close()
    with pytest.raises(CaptureUnavailableError, match="cannot be reached"):
        Connection(socket_path(environ))
    with pytest.raises(CaptureUnavailableError, match="X11 session"):
        open_on_wayland(environ, lambda: True)


def test_what_the_compositor_does_not_understand_ends_the_connection(
    wayland: PrivateWayland,
) -> None:
    connection = Connection(socket_path(wayland.environ))
    connection.request(1, 99)
    with pytest.raises(CaptureUnavailableError, match="ended"):
        connection.catch_up()
    connection.close()


def test_what_is_copied_is_a_memory_and_what_is_excluded_is_none(
    wayland: PrivateWayland, tmp_path: Path, clock: ManualClock
) -> None:
    store = open_store_in(tmp_path / "library", clock)
    settings = Settings().with_value("sources.clipboard", True)

    def read_picture(file: bytes, limits: ParseLimits) -> ParsedDocument:
        return parse_content("copied.png", file, limits)

    desktop = LinuxDesktop(clock, CaptureSettings, wayland.environ, Permit())
    links = ClipboardLinks(
        clock=clock,
        settings=lambda: settings,
        allowed=lambda: True,
        open=desktop.open_clipboard,
        store=Ingest(store, clock, lambda: settings).add,
        note=store.ledger.add,
        read_picture=read_picture,
        hash_key=b"a key",
    )
    watcher = ClipboardWatcher(links)
    watcher.start()
    try:
        wait_until(lambda: watcher.state().watched, "the watch")
        with wayland.window("Passwords", app="org.keepassxc.KeePassXC"):
            wayland.copy("-t", "text/plain", content=b"correct horse")
            wait_until(lambda: store.ledger.recent(5), "the ledger")
        with wayland.window("Plan"):
            wayland.copy("-t", "text/plain", content=b"The copper bridge opens.")
            wait_until(lambda: store.captures.latest(5), "the memory of a text")
            wayland.copy("-t", "image/png", content=make_picture())
            wait_until(lambda: len(store.captures.latest(5)) == 2, "the memory of a picture")
    finally:
        watcher.close()
    assert [(line.kind, line.app) for line in store.ledger.recent(5)] == [
        ("app", "org.keepassxc.KeePassXC")
    ]
    kept = store.captures.latest(5)
    assert {(capture.app, capture.title) for capture in kept} == {("editor", "Plan")}
    texts = [s.text for capture in kept for s in store.segments.of_capture(capture.id)]
    assert "The copper bridge opens." in texts
    assert NEEDLE[:25].replace(" ", "") in "".join(texts).replace(" ", "")
    store.close()


def test_the_desktop_opens_it(wayland: PrivateWayland) -> None:
    desktop = LinuxDesktop(ManualClock(0), CaptureSettings, wayland.environ, Permit())
    desktop.open_clipboard().close()
