"""Marks words of the engine that reach a person, so that the search for texts finds them.

Whole sentences and what an error says are found without it (``dev.py translations``); what is
shorter, such as a reason or the name of a check, is not known by its form.
"""

from typing import TypeVar

T = TypeVar("T", str, tuple[str, ...])


def said(words: T) -> T:
    """The words as they are; those of an f-string become a template with gaps."""
    return words
