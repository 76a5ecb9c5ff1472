"""Shard names: safe as file names on every system, and no two alike in one partition."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

LONGEST = 160
"""Bytes of a name: file systems allow 255, and a suffix and a temporary prefix come on top."""

UNSAFE = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')
"""What some file system or URL does not allow in a name."""


def stem_of(folders: Iterable[str], name: str) -> str:
    """The name of a shard from the folders above it and its own: `cc-segment1-news-0001`."""
    stem = UNSAFE.sub("-", "-".join([*folders, name]))
    if len(stem.encode()) <= LONGEST:
        return stem
    return f"{stem.encode()[:LONGEST].decode(errors='ignore')}-{_digest(stem, 8)}"


def distinct_names(wishes: Iterable[tuple[str, str, str]]) -> list[str]:
    """One name for each (partition, wished-for name, path): the first keeps its wish, later ones add a digest.

    Names that differ only in case or in Unicode composition are one file on some systems, and so count as alike.
    """
    taken: set[tuple[str, str]] = set()
    names = []
    for partition, wish, path in wishes:
        name, digits = wish, 8
        while (partition, _folded(name)) in taken:
            name, digits = f"{wish}-{_digest(path, digits)}", digits * 2
        taken.add((partition, _folded(name)))
        names.append(name)
    return names


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
