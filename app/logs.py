"""Where the program logs: a small rotating file in the data folder, without captured text."""

import logging
import logging.handlers
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES, _FILES = 1_000_000, 3


def begin(data_dir: Path, *, level: int = logging.INFO) -> None:
    """Log to ``logs/afterimage.log`` in the data folder; nowhere where it cannot be written."""
    root = logging.getLogger()
    root.setLevel(level)
    for noisy in ("chromadb", "apscheduler", "watchdog", "PIL", "urllib3", "rapidocr"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        folder = data_dir / "logs"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "afterimage.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8"
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
