"""The engine: everything that captures, keeps, fades, finds and answers, without a window."""
