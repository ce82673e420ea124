"""Coverage sees what threads and child processes run, or its figures would mean nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.places import ROOT

WORK = """\
import sys
import threading


def in_thread():
    return "a thread was here"


def in_child(pipe):
    pipe.send("a spawned child was here")
    if pipe.recv() == "end":
        return
    raise AssertionError


def until_terminated(pipe):
    pipe.send("started")
    threading.Event().wait()  # may be ended before it gets here


def in_program():
    print("a program was here")


if __name__ == "__main__":
    in_program()
"""

TEST = """\
import multiprocessing
import subprocess
import sys
import threading

from services import work


def test_all():
    thread = threading.Thread(target=work.in_thread)
    thread.start()
    thread.join()
    spawn = multiprocessing.get_context("spawn")
    for target in (work.in_child, work.until_terminated):
        ours, theirs = spawn.Pipe()
        child = spawn.Process(target=target, args=(theirs,))
        child.start()
        theirs.close()
        ours.recv()
        if target is work.in_child:
            ours.send("end")
        else:
            child.terminate()
        child.join()
        ours.close()
    subprocess.run([sys.executable, "-m", "services.work"], check=True)
"""


def test_threads_children_and_terminated_children_are_measured(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("app", "ui", "services", "resources"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "services" / "work.py").write_text(WORK, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_work.py").write_text(TEST, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--cov",
            "--cov-report=json:report.json",
            "-p",
            "no:randomly",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    functions = report["files"]["services/work.py"]["functions"]
    missed = {name: each["missing_lines"] for name, each in functions.items()}
    raised = WORK.splitlines().index("    raise AssertionError") + 1
    assert len(missed.pop("until_terminated")) <= 1
    assert missed == {
        "": [],
        "in_thread": [],
        "in_child": [raised],
        "in_program": [],
    }
