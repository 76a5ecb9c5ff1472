"""The four Parquet files of a shard: written whole or not at all, and telling in their footers what they are."""

from tasks.store.footer import Fingerprint, current_summary, is_current
from tasks.store.tidy import foreign_files, foreign_message, prune
from tasks.store.writer import ShardWriter

__all__ = [
    "Fingerprint",
    "ShardWriter",
    "current_summary",
    "foreign_files",
    "foreign_message",
    "is_current",
    "prune",
]
