"""What every test shares: a private home, no way out, a clock to move, and a check for leaks.

The environment is set before any test module is imported, because keyring and Chroma read it when
they are imported, and Qt when its application is made.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psutil
import pytest

from services.clock import ManualClock
from tests.support.display import PrivateDisplay, start_display
from tests.support.leaks import leftover_processes, leftover_threads
from tests.support.secrets_bus import PrivateSecretService, start_secret_service
from tests.support.wayland import PrivateWayland, start_wayland

_PREFIX = "afterimage-tests-"


def _remove_homes_of_dead_runs() -> None:
    """A run that was killed could not clean up after itself."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        pid = folder.name.removeprefix(_PREFIX).split("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


_remove_homes_of_dead_runs()
_HOME = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))


def _isolate(home: Path) -> None:
    """Keep tests away from the person's own files, keyring, desktop and network."""
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        folder = home / name.lower()
        folder.mkdir()
        os.environ[f"XDG_{name}_HOME"] = str(folder)
    # what tests and their children make under the system's folder for that goes with the home,
    # but for what pytest keeps of the last runs
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
    temporary = home / "tmp"
    temporary.mkdir()
    os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
    os.environ.update(
        QT_QPA_PLATFORM="offscreen",
        # no desktop's own keyring is ever asked; `secret_service` brings a private one
        DBUS_SESSION_BUS_ADDRESS=f"unix:path={home}/no-session-bus",
        DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={home}/no-system-bus",  # no real lock stops a recorder
        PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
        ANONYMIZED_TELEMETRY="False",
        CHROMA_TELEMETRY_ENABLED="False",
        OTEL_SDK_DISABLED="true",
        HF_HUB_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        ORT_DISABLE_TELEMETRY="1",
        DO_NOT_TRACK="1",
        TOKENIZERS_PARALLELISM="false",
        LANGUAGE="en",  # the window speaks the system's language
        LC_ALL="C.UTF-8",  # Qt warns of a locale that is named but not installed
    )
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"):
        os.environ.pop(name, None)


_isolate(_HOME)

# Monday 2 March 2026, 10:00 where the user is (UTC+1): a working day inside no summer time change.
CLOCK_START_MS = 1_772_442_000_000

# A loaded two-core machine makes single examples slow now and then; that is no failure.
hypothesis.settings.register_profile(
    "afterimage", deadline=None, max_examples=60, database=None, print_blob=True
)
hypothesis.settings.load_profile("afterimage")


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still at ``CLOCK_START_MS`` until the test moves it."""
    return ManualClock(CLOCK_START_MS, offset_min=60)


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child of ``multiprocessing`` behind."""
    threads = leftover_threads(frozenset(), wait_s=0)
    processes = leftover_processes(frozenset(), wait_s=0)
    yield
    left = [
        *(f"thread {name!r}" for name in leftover_threads(frozenset(threads)).values()),
        *(f"process {name!r}" for name in leftover_processes(frozenset(processes)).values()),
    ]
    if left:
        pytest.fail(f"left running: {', '.join(left)}", pytrace=False)


@pytest.fixture(scope="session")
def shared_display() -> Iterator[PrivateDisplay]:
    """One Xvfb with a window manager for the whole run; ask for ``display`` instead."""
    with start_display() as display:
        yield display


@pytest.fixture
def display(
    shared_display: PrivateDisplay, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PrivateDisplay]:
    """A private 1920x1080 X display with openbox; ``DISPLAY`` is set for this test only.

    Somebody is there: after a minute without a hand on it nothing would be captured.
    """
    monkeypatch.setenv("DISPLAY", shared_display.name)
    shared_display.touch()
    yield shared_display
    shared_display.stop_programs()


@pytest.fixture
def secret_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateSecretService]:
    """A private session bus with an unlocked, empty gnome-keyring, set up as keyring's backend."""
    import keyring
    from keyring.backends import SecretService

    before = keyring.get_keyring()
    with start_secret_service() as service:
        for name, value in service.environ.items():
            monkeypatch.setenv(name, value)
        keyring.set_keyring(SecretService.Keyring())  # type: ignore[no-untyped-call]
        yield service
        keyring.set_keyring(before)


def pytest_unconfigure() -> None:
    """Remove the private home."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def wayland() -> Iterator[PrivateWayland]:
    """One private Wayland desktop for the whole run."""
    with start_wayland() as desktop:
        yield desktop
