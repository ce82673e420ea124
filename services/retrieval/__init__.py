"""From a question to what bears on it: reading it, finding candidates, and ranking them."""

from services.retrieval.retriever import Retriever

__all__ = ["Retriever"]
