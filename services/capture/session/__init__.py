"""Whether the person is there: lock, sleep, another user's session, and how long nobody moved."""

from services.capture.session.presence import Away, NoSession, Presence, SessionSource

__all__ = ["Away", "NoSession", "Presence", "SessionSource"]
