"""What a page says of itself: declared in its head and structured data, and visible in its text."""

from tasks.metadata.declared import read_declared
from tasks.metadata.gather import gather
from tasks.metadata.plaintext import find_title

__all__ = ["find_title", "gather", "read_declared"]
