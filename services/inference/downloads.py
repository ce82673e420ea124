"""Downloads a model from the hub when a person asks for it: with progress, resumed, and checked."""

import fnmatch
import hashlib
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from services.cancel import CancelToken, Progress
from services.errors import Cancelled, ModelError
from services.inference.catalog import CatalogModel
from services.said import said

SPARE_BYTES = 500_000_000
"""Left free on the disk: a full one harms everything else."""
_CHUNK, _PIECE = 1 << 22, 1 << 18
_SHA256_DIGITS = 64


class Downloads:
    """Fetches models into one folder; ``endpoint`` is the hub's address, None: the public one."""

    def __init__(self, folder: Path, endpoint: str | None = None) -> None:
        self._folder = folder
        self._endpoint = endpoint

    @property
    def folder(self) -> Path:
        """Where downloaded models lie."""
        return self._folder

    def there(self, model: CatalogModel) -> Path | None:
        """Where a model lies that was downloaded, None where it was not.

        Files go by the repository they came from, which is noted beside them.
        """
        note = self._folder / f"{model.id}.name"
        try:
            path = self._folder / note.read_text("utf-8").strip()
        except OSError:
            return None
        return path if path.is_file() else None

    def fetch(self, model: CatalogModel, progress: Progress, cancel: CancelToken) -> Path:
        """Download a model and return its path; at once where it is there already.

        What came before a cancel or a broken connection stays and is gone on from. Raises
        ``Cancelled``, and ``ModelError`` with what to do: no connection, no room, a wrong checksum.
        """
        # plain HTTP: it goes on where it broke off, and can be stopped
        os.environ.setdefault("HF_HUB_DISABLE_XET", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        import huggingface_hub  # only now: nothing of it is loaded before somebody asks
        from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

        # its 10 MB would be lost with each broken connection, and be waited for at each stop
        huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE = _PIECE
        cancel.check()
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            name = self._name(huggingface_hub, model)
            told = self._told(huggingface_hub, model, name)
            target = self._folder / name
            if not target.exists() or target.stat().st_size != told.size:
                self._check_room(told.size or model.about_bytes, self._part(target, told))
                self._download(model, target, told, progress, cancel)
        except (HfHubHTTPError, OfflineModeIsEnabled, OSError, ValueError) as error:
            raise _problem(error, model) from None
        except Exception as error:
            # the library raises the errors of whichever HTTP client it uses, which share no base
            if not type(error).__module__.startswith(("httpx", "httpcore", "requests")):
                raise
            raise _problem(error, model) from None
        finally:
            huggingface_hub.close_session()  # no connection stays open behind a download
        self._check_sum(target, model.sha256 or _sha256(told.etag), progress, cancel)
        (self._folder / f"{model.id}.name").write_text(name, "utf-8")
        return target

    def remove(self, path: Path) -> None:
        """Delete a model of this folder, and what of its download is left."""
        if path.parent != self._folder:
            raise ModelError(
                f"{path.name} was not downloaded by Afterimage.", "Remove it where it came from."
            )
        path.unlink(missing_ok=True)
        for note in self._folder.glob("*.name"):
            if note.read_text("utf-8").strip() == path.name:
                note.unlink()
        for part in self._folder.glob(f"{path.name}.*.part"):
            part.unlink()

    def _name(self, hub: Any, model: CatalogModel) -> str:
        """The file of the repository that the model's pattern names."""
        if "*" not in model.file:
            return model.file
        files: list[str] = hub.HfApi(endpoint=self._endpoint).list_repo_files(
            model.repo, revision=model.revision
        )
        fitting = [f for f in files if fnmatch.fnmatch(f, model.file) and "/" not in f]
        fitting = [f for f in fitting if "powerinfer" not in f and "-of-0" not in f]
        if not fitting:
            raise ModelError(
                f"{model.repo} holds no such file any more.",
                "Choose another model, or a GGUF file.",
            )
        return min(fitting, key=len)

    def _told(self, hub: Any, model: CatalogModel, name: str) -> Any:
        """What the hub states of the file: its size, and its SHA-256 as the etag of large files."""
        url = hub.hf_hub_url(model.repo, name, revision=model.revision, endpoint=self._endpoint)
        return hub.get_hf_file_metadata(url, endpoint=self._endpoint)

    def _check_room(self, size: int, part: Path) -> None:
        there = part.stat().st_size if part.exists() else 0
        need, free = size - there + SPARE_BYTES, shutil.disk_usage(self._folder).free
        if need > free:
            raise ModelError(
                f"The model needs {need / 1e9:.1f} GB of free disk; there are {free / 1e9:.1f} GB.",
                "Free some room, or choose a smaller model.",
            )

    def _download(
        self, model: CatalogModel, target: Path, told: Any, progress: Progress, cancel: CancelToken
    ) -> None:
        """Fetch what is missing into a file beside, and move it to its place when it is whole.

        ``hf_hub_download`` itself begins anew at each call (since 2.x), so its inner part is used.
        """
        from huggingface_hub.file_download import http_get

        part = self._part(target, told)
        with part.open("ab") as file:
            http_get(
                told.location,
                file,
                resume_size=file.tell(),
                expected_size=told.size,
                tqdm_class=_reporting(progress, cancel, model.title),
            )
        part.replace(target)

    def _part(self, target: Path, told: Any) -> Path:
        """Where a download grows; another version of the file begins anew."""
        version = "".join(c for c in str(told.etag) if c.isalnum())[:16]
        return target.with_name(f"{target.name}.{version}.part")

    def _check_sum(
        self, path: Path, expected: str, progress: Progress, cancel: CancelToken
    ) -> None:
        if not expected:
            path.unlink(missing_ok=True)
            raise ModelError(
                "The hub states no checksum for this file, so it was not kept.",
                "Choose another model, or download the GGUF file yourself.",
            )
        size, done, digest = path.stat().st_size, 0, hashlib.sha256()
        for chunk in _chunks(path):
            cancel.check()
            digest.update(chunk)
            done += len(chunk)
            progress(done, size, said("Checking"))
        if digest.hexdigest() != expected:
            path.unlink()
            raise ModelError(
                f"{path.name} arrived damaged (its checksum is another) and was removed.",
                "Download it again.",
            )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _sha256(etag: str | None) -> str:
    """The checksum that an etag is for a large file; "" for another kind of etag."""
    text = (etag or "").strip('"').lower()
    fits = len(text) == _SHA256_DIGITS and all(c in "0123456789abcdef" for c in text)
    return text if fits else ""


def _reporting(progress: Progress, cancel: CancelToken, title: str) -> type[Any]:
    """A class in tqdm's place that reports to ours, and breaks off where a stop was asked for."""
    from tqdm.auto import tqdm

    base: Any = tqdm

    class Reporting(base):  # type: ignore[misc]  # a class without types
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.pop("name", None)  # the hub's own bars have one
            kwargs.update(disable=False, file=io.StringIO())  # it shows nothing itself
            super().__init__(*args, **kwargs)

        def update(self, n: float | None = 1) -> bool | None:
            """Take n more bytes."""
            cancel.check()
            shown: bool | None = super().update(n)
            progress(int(self.n), int(self.total or 0), title)
            return shown

    return Reporting


def _problem(error: Exception, model: CatalogModel) -> ModelError:
    if isinstance(error, ModelError):
        return error
    if isinstance(error, Cancelled):
        raise error
    if isinstance(error, OSError) and error.errno == 28:  # ENOSPC
        return ModelError("The disk is full.", "Free some room and go on: what came is kept.")
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status in (401, 403, 404):
        return ModelError(
            f"The hub does not give out {model.title} ({status}).", "Choose another model."
        )
    return ModelError(
        "The download broke off: the hub cannot be reached.",
        "Go on when you are connected: what came is kept.",
    )
