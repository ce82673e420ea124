"""Trains the small recogniser of screen text on lines rendered here."""
