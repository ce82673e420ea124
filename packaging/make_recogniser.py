#!/usr/bin/env python3
"""Makes the bundled recogniser of screen text again: trains a small net on lines rendered here.

    python3 packaging/make_recogniser.py
    python3 packaging/make_recogniser.py --continue 1200

The second form goes on from the recogniser that is there, on lines drawn as programs draw them,
and replaces it. Typefaces and word lists come from Debian's packages, fetched with ``apt-get
download`` and unpacked into the work folder (nothing is installed). Torch and the ONNX tools live
in an environment of their own there. The lines are the same for the same seed; sums in another
order on another processor make the weights differ in their last digits. An interrupted run goes on
where it was. The program itself needs neither torch nor ``onnx``.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

from model_making import cache_folder, environment

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "recogniser"

TOOLS = (
    "torch==2.13.0",
    "numpy==2.4.6",
    "pillow==13.0.0",
    "opencv-python-headless==5.0.0.93",
    "fonttools==4.68.0",
    "onnx==1.23.2",
    "onnxruntime==1.31.1",
    "freetype-py==2.5.1",
)
FONTS = (
    "fonts-agave",
    "fonts-anonymous-pro",
    "fonts-b612",
    "fonts-cantarell",
    "fonts-clear-sans",
    "fonts-courier-prime",
    "fonts-crosextra-caladea",
    "fonts-crosextra-carlito",
    "fonts-croscore",
    "fonts-dejavu-core",
    "fonts-dejavu-extra",
    "fonts-droid-fallback",
    "fonts-ebgaramond",
    "fonts-fantasque-sans",
    "fonts-firacode",
    "fonts-freefont-ttf",
    "fonts-go",
    "fonts-hack",
    "fonts-inconsolata",
    "fonts-inter",
    "fonts-jetbrains-mono",
    "fonts-junicode",
    "fonts-karla",
    "fonts-lato",
    "fonts-league-mono",
    "fonts-liberation",
    "fonts-linuxlibertine",
    "fonts-manrope",
    "fonts-monofur",
    "fonts-monoid",
    "fonts-mononoki",
    "fonts-noto-core",
    "fonts-noto-mono",
    "fonts-oldstandard",
    "fonts-open-sans",
    "fonts-paratype",
    "fonts-play",
    "fonts-quicksand",
    "fonts-roboto-unhinted",
    "fonts-sil-charis",
    "fonts-terminus-otb",
    "fonts-urw-base35",
    "fonts-vollkorn",
    "xfonts-base",
)
WORDS = (
    "wamerican",
    "wdanish",
    "wdutch",
    "wfrench",
    "witalian",
    "wngerman",
    "wnorwegian",
    "wpolish",
    "wportuguese",
    "wspanish",
    "wswedish",
    "hunspell-ca",
    "hunspell-cs",
    "hunspell-eu",
    "hunspell-hr",
    "hunspell-hu",
    "hunspell-id",
    "hunspell-is",
    "hunspell-lt",
    "hunspell-lv",
    "hunspell-ro",
    "hunspell-sk",
    "hunspell-sl",
    "hunspell-tr",
    "hunspell-vi",
    "myspell-et",
)

ORIGIN = """\
# Where the screen recogniser comes from

`screen.onnx` was trained from nothing by `packaging/make_recogniser.py`, on lines of text that
the script renders itself; anyone can run it again. No picture and no text of any person is in it.
The typefaces and the word lists were used to draw those lines and are not part of the file. It is
under the licence of this project.

| | |
|---|---|
| `screen.onnx`, SHA-256 | `{sha256}` |
| bytes | {bytes:,} |
| parameters | {parameters:,} |
| steps, seed | {training} |
| lines seen | about {lines:,} |
| made with | {tools} |
| typefaces and words (Debian) | {packages} |
| held out of the training | {held_out} |
| character error on {measured:,} lines in those | {character_error:.2%} |
| lines without any error | {exact:.1%} |
| expected calibration error of the confidence | {calibration_error:.3f} |

Three of four held-out lines are running text in one of thirty languages, 10 to 24 pixels tall; the
fourth is harder than a screen: random letters, rare accents, strikes, selections, coloured words,
gradients. What it does on windows of real programs stands in `docs/PERFORMANCE.md`.

Input `pictures`: bytes, n × 1 × 32 × w, as `services/reading/line_image.py` makes them, w a
multiple of 4. Outputs `classes` (int32) and `shares` (float32), n × w/2: the best class of each
column and its probability. Class 0 is the CTC blank, class i is character i of the metadata's
`characters`; U+FFFD stands for a run of another script. `calibration` holds the weights from the
features of `services/reading/screen_net.py` to the chance that a line has no error.
"""


def main() -> int:
    """Fetch, train, export, measure and write; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--work", type=Path, default=cache_folder("afterimage-recogniser"), help="where to build"
    )
    parser.add_argument(
        "--continue",
        dest="further",
        metavar="STEPS",
        type=int,
        help="go on from the recogniser that is there, for so many steps",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the lines that are drawn")
    arguments = parser.parse_args()
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    python = environment(work / "environment", TOOLS, "training")
    versions = _unpack(work)
    TARGET.mkdir(parents=True, exist_ok=True)
    model = TARGET / "screen.onnx"
    before = _steps_so_far() if arguments.further is not None else []
    command = [str(python), str(Path(__file__).with_name("recogniser_run.py"))]
    command += [str(work / "fonts"), str(work / _state(model, arguments)), str(TARGET)]
    command += ["--seed", str(arguments.seed)]
    if arguments.further is not None:
        command += ["--continue", str(arguments.further)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    report = json.loads(done.stdout.splitlines()[-1])
    taken = [*before, (int(report["steps"]), int(report["seed"]))]
    text = ORIGIN.format(
        sha256=hashlib.sha256(model.read_bytes()).hexdigest(),
        bytes=model.stat().st_size,
        tools=", ".join(TOOLS),
        packages=", ".join(versions),
        training="; then ".join(f"{steps:,}, {seed}" for steps, seed in taken),
        lines=64 * sum(steps for steps, _ in taken),
        **report,
    )
    (TARGET / "ORIGIN.md").write_text(text, encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0


def _state(model: Path, arguments: argparse.Namespace) -> str:
    """The file of an unfinished training; one that goes on belongs to the model it began with."""
    if arguments.further is None:
        return "state.pt"
    began = hashlib.sha256(model.read_bytes()).hexdigest()[:12]
    return f"further-{began}-{arguments.seed}.pt"


def _steps_so_far() -> list[tuple[int, int]]:
    """Steps and seed of each training that the recogniser has had, as its origin tells."""
    told = re.search(r"^\| steps, seed \| (.+) \|$", (TARGET / "ORIGIN.md").read_text(), re.M)
    if told is None:
        raise SystemExit("ORIGIN.md does not say how the recogniser was trained.")
    trainings = (part.rsplit(", ", 1) for part in told[1].split("; then "))
    return [(int(steps.replace(",", "")), int(seed)) for steps, seed in trainings]


def _unpack(work: Path) -> list[str]:
    """Fetch the packages and unpack them below ``fonts``; returns their names with versions."""
    archives = work / "packages"
    archives.mkdir(exist_ok=True)
    for name in (*FONTS, *WORDS):
        if not list(archives.glob(f"{name}_*.deb")):
            subprocess.run(
                ["apt-get", "download", name], cwd=archives, check=True, stdout=subprocess.DEVNULL
            )
    versions = []
    for archive in sorted(archives.glob("*.deb")):
        if not (work / "fonts" / f".{archive.stem}").exists():
            subprocess.run(["dpkg", "-x", str(archive), str(work / "fonts")], check=True)
            (work / "fonts" / f".{archive.stem}").touch()
        name, version, _ = archive.stem.split("_")
        versions.append(f"{name} {version}")
    return versions


if __name__ == "__main__":
    sys.exit(main())
