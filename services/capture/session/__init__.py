"""Whether the person is there: lock, sleep, another user's session, and how long nobody moved."""

from services.capture.session.presence import Away, NoSession, Permit, Presence, SessionSource

__all__ = ["Away", "NoSession", "Permit", "Presence", "SessionSource"]
