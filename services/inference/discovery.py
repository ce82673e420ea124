"""Finds GGUF models that other local programs have downloaded already."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.inference.gguf_header import NotGgufError, read_header

_DEEPEST, _MOST = 6, 400
_MANIFEST_BYTES = 1_000_000
_MODEL_LAYER = "application/vnd.ollama.image.model"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A model file on this computer and the program whose folder it lies in."""

    path: Path
    program: str
    name: str
    file_bytes: int


def found_models(
    home: Path | None = None, environ: Mapping[str, str] | None = None
) -> tuple[FoundFile, ...]:
    """Text models in the folders of LM Studio, Ollama, llama.cpp, GPT4All, Jan and the hub.

    A file that is damaged, incomplete, an embedder or one part of many is left out.
    """
    home, environ = home or Path.home(), os.environ if environ is None else environ
    seen: set[Path] = set()
    found: list[FoundFile] = []
    for program, path, name in (*_in_folders(home, environ), *_of_ollama(home, environ)):
        real = path.resolve()
        if real in seen or len(found) >= _MOST:
            continue
        seen.add(real)
        made = _checked(path, program, name)
        if made is not None:
            found.append(made)
    return tuple(sorted(found, key=lambda f: (f.program, f.name.lower())))


def _folders(home: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    cache = Path(environ.get("XDG_CACHE_HOME") or home / ".cache")
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    yield "LM Studio", home / ".lmstudio" / "models"
    yield "LM Studio", cache / "lm-studio" / "models"
    yield "llama.cpp", Path(environ.get("LLAMA_CACHE") or cache / "llama.cpp")
    hub = Path(environ.get("HF_HOME") or cache / "huggingface") / "hub"
    yield "Hugging Face", Path(environ.get("HF_HUB_CACHE") or hub)
    yield "GPT4All", data / "nomic.ai" / "GPT4All"
    yield "Jan", home / "jan" / "models"
    yield "Jan", data / "Jan" / "data" / "llamacpp" / "models"
    if sys.platform == "darwin":
        library = home / "Library"
        yield "llama.cpp", library / "Caches" / "llama.cpp"
        yield "GPT4All", library / "Application Support" / "nomic.ai" / "GPT4All"
        yield "Jan", library / "Application Support" / "Jan" / "data" / "llamacpp" / "models"
    if local := environ.get("LOCALAPPDATA"):
        yield "GPT4All", Path(local) / "nomic.ai" / "GPT4All"
        yield "llama.cpp", Path(local) / "llama.cpp"


def _in_folders(home: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, Path, str]]:
    for program, folder in _folders(home, environ):
        for path in _gguf_files(folder):
            if "-of-0" not in path.name and not path.name.startswith("mmproj"):
                yield program, path, path.stem


def _gguf_files(folder: Path) -> Iterator[Path]:
    top = len(folder.parts)
    for here, names, files in os.walk(folder):
        if len(Path(here).parts) - top >= _DEEPEST:
            names.clear()
        yield from (Path(here) / f for f in sorted(files) if f.lower().endswith(".gguf"))


def _of_ollama(home: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, Path, str]]:
    """Ollama keeps a manifest a model; its file lies among blobs, named by checksum."""
    models = Path(environ.get("OLLAMA_MODELS") or home / ".ollama" / "models")
    manifests = models / "manifests"
    for here, _names, files in os.walk(manifests):
        for file in sorted(files):
            manifest = Path(here) / file
            digest = _model_digest(manifest)
            if digest:
                name = f"{manifest.parent.name}:{manifest.name}"
                yield "Ollama", models / "blobs" / digest.replace(":", "-"), name


def _model_digest(manifest: Path) -> str:
    try:
        if manifest.stat().st_size > _MANIFEST_BYTES:
            return ""
        layers = json.loads(manifest.read_text("utf-8"))["layers"]
        digests = (str(x["digest"]) for x in layers if x["mediaType"] == _MODEL_LAYER)
        digest = next(digests, "")
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    plain = digest.removeprefix("sha256:")
    return digest if plain.isalnum() and digest != plain else ""


def _checked(path: Path, program: str, name: str) -> FoundFile | None:
    try:
        header = read_header(path)
    except (OSError, ValueError, NotGgufError):
        return None
    if header.incomplete or header.embedding:
        return None
    shown = header.name if program == "Hugging Face" and header.name else name
    return FoundFile(path, program, shown, header.file_bytes)
