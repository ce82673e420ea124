"""From a question to what bears on it: reading it, finding candidates, and ranking them."""

from services.retrieval.retriever import Retriever
from services.retrieval.tokens import Coder

__all__ = ["Coder", "Retriever"]
