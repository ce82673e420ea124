"""Whether llama.cpp is here, or still being built in the background."""

import importlib
import importlib.util
import json
import os
from pathlib import Path

from services.said import said

BUILD_FILE_VARIABLE = "AFTERIMAGE_MODEL_BUILD"
"""Names a JSON file ``{"state", "percent", "detail"}`` that the installer keeps up to date."""


GPU_KINDS = ("cuda", "vulkan", "metal", "hip", "sycl", "opencl")


def llama_installed() -> bool:
    """Whether the llama.cpp bindings can be imported (by the child that is started next)."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("llama_cpp") is not None


def gpu_support() -> str:
    """Words on what the installed llama.cpp can compute on, "" where it is not installed.

    Told from the libraries that lie in the package: importing it would load them into this process.
    """
    found = importlib.util.find_spec("llama_cpp")
    if found is None or found.origin is None:
        return ""
    names = [path.name.lower() for path in (Path(found.origin).parent / "lib").glob("*ggml*")]
    kinds = [kind for kind in GPU_KINDS if any(kind in name for name in names)]
    if kinds:
        return said(f"this build can use the graphics processor ({', '.join(kinds)})")
    return said("this build uses the processor only")


def build_progress() -> str:
    """Words on a build of llama.cpp that is under way or has failed; "" where there is none."""
    name = os.environ.get(BUILD_FILE_VARIABLE, "")
    if not name or llama_installed():
        return ""
    try:
        told = json.loads(Path(name).read_text("utf-8"))
        state, percent = str(told["state"]), int(told.get("percent", 0))
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    if state == "building":
        return said(f"llama.cpp is being built: {percent} %")
    if state == "failed":
        return "llama.cpp could not be built; answers quote what you saw instead."
    return ""
