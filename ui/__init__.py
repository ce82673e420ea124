"""The window: Qt and nothing else; it talks to the engine only."""
