"""The encrypted store: every row the program keeps, and the sealed files beside them."""

from services.store.blobs import BlobStore
from services.store.database import Database
from services.store.deletion import Deletion, Reach
from services.store.documents import FileMark, NewDocument
from services.store.frames import BaseFrameGoneError
from services.store.rows import HitRow
from services.store.search_filter import SearchFilter, written_by
from services.store.segments import MemoryChange
from services.store.store import Sizes, Store
from services.store.tier_rows import TierRow
from services.store.upkeep import Job
from services.store.words import phrase

__all__ = [
    "BaseFrameGoneError",
    "BlobStore",
    "Database",
    "Deletion",
    "FileMark",
    "HitRow",
    "Job",
    "MemoryChange",
    "NewDocument",
    "Reach",
    "SearchFilter",
    "Sizes",
    "Store",
    "TierRow",
    "phrase",
    "written_by",
]
