"""Where the names of apps and windows come from, and whether anybody is at work."""

from services.capture.windows.base import WindowSource, clean_title, is_locker

__all__ = ["WindowSource", "clean_title", "is_locker"]
