"""Ways to read the screen: X11, a folder of pictures, and a made-up one for tests."""

from services.capture.screens.base import MonitorInfo, Pixels, ScreenBackend, Screenshot

__all__ = ["MonitorInfo", "Pixels", "ScreenBackend", "Screenshot"]
