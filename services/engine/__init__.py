"""The one front door to everything behind the window."""

from services.cancel import CancelToken, Progress, no_progress
from services.engine.engine import Engine

__all__ = ["CancelToken", "Engine", "Progress", "no_progress"]
