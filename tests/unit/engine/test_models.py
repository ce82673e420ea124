"""Models through the engine and the command: listed, chosen, measured, downloaded, removed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import huggingface_hub.constants
import pytest

from app.cli.main import run
from services.engine import Engine
from services.engine import models as models_module
from services.engine.models import Models
from services.errors import ModelError, UsageError
from services.inference import catalog
from services.inference.downloads import Downloads
from tests.support.hub_server import serving
from tests.support.library import new_library
from tests.support.tiny_gguf import write_tiny_gguf


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    engine = new_library(folder / "lib")
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


def test_a_model_is_chosen_measured_and_told(engine: Engine, tiny: Path) -> None:
    with pytest.raises(UsageError, match="No model is chosen"):
        engine.models.measure()
    assert engine.models.found() == ()
    engine.models.choose(tiny)
    (found,) = engine.models.found()
    assert (found.program, found.chosen, found.path) == ("chosen file", True, str(tiny))
    speed = engine.models.measure()
    assert speed.name == "tiny-random"
    assert speed.read_per_s > 0
    assert speed.written_per_s > 0
    assert speed.load_ms > 0
    checks = {check.check: check.detail for check in engine.upkeep.doctor()}
    assert "tiny-random" in checks["model"]
    assert "process" in checks["model"], "it tells where the model computes"
    with pytest.raises(ModelError, match="not downloaded by"):
        engine.models.remove(tiny)


def test_offers_say_what_fits_here(engine: Engine) -> None:
    offers = engine.models.offers()
    assert sum(o.recommended for o in offers) <= 1
    assert all(o.fits for o in offers if o.recommended)
    assert all(o.path == "" for o in offers)
    with pytest.raises(UsageError, match="There is no model"):
        engine.models.download("no-such")


def test_a_downloaded_model_is_listed_chosen_and_removed(
    engine: Engine, tiny: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    small = replace(catalog.catalogue()[0], file="tiny.gguf", sha256="", revision="main")
    monkeypatch.setattr(models_module, "catalogue", lambda: (small,))
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    with serving({"tiny.gguf": tiny.read_bytes()}) as hub:
        models = engine.models
        own = Models(
            models._core, models._host, models._choose, Downloads(folder / "models", hub.url)
        )
        path = own.download(small.id)
    assert path.read_bytes() == tiny.read_bytes()
    assert own.offers()[0].path == str(path)
    own.choose(path)
    assert [(f.program, f.chosen) for f in own.found()] == [("Afterimage", True)]
    own.remove(path)
    assert own.found() == ()
    assert not engine.asking.model().available


def test_the_command_lists_and_chooses(
    folder: Path, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = folder / "key"
    key.write_text("a test\n")
    common = ["--data-dir", str(folder / "lib2"), "--key-file", str(key)]
    assert run([*common, "--json", "models", "--use", str(tiny)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["found"][0]["chosen"] is True
    assert any("smallthinker" in offer["id"] for offer in told["offers"])
    assert run([*common, "models"]) == 0
    words = capsys.readouterr().out
    assert "nothing is downloaded unless you ask" in words
    assert " * tiny" in words
    assert run([*common, "models", "--measure"]) == 0
    assert "tokens a second" in capsys.readouterr().out
    assert run([*common, "models", "--quote"]) == 0
    assert "No model was found" in capsys.readouterr().out
    assert run([*common, "models", "--remove", "none.gguf"]) == 2
    assert run([*common, "models", "--use", str(folder / "none.gguf")]) == 2
