"""What a raw source is, and the three things its reading can give."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from schemas.article import Reason, Rejection, Step
from schemas.config import Config
from schemas.page import PassedOver, RawPage
from tasks.sources.raw_root import RawRoot

Loaded = RawPage | Rejection | PassedOver
"""A page, a page or stretch of bytes that cannot be read as one, or a record that holds none by its kind."""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of raw file: how its names end and how one such file is read."""

    kind: Literal["files", "warc", "dump"]
    suffixes: tuple[str, ...]
    """Lower case, each with its leading dot; names are compared without regard to case."""
    read: Callable[[RawRoot, str, Config], Iterator[Loaded]]
    """(raw root, path of one file below it, configuration) -> what the file holds, in its order."""

    def suffix_of(self, path: str) -> str | None:
        """The longest of our suffixes that the file's name ends with, None where none does."""
        return max((end for end in self.suffixes if path.lower().endswith(end)), key=len, default=None)


def unread(path: str, offset: int | None, reason: Reason, detail: str, url: str | None = None) -> Rejection:
    """The Rejection of something whose payload could not be read: its id is made of its place alone."""
    key = RawPage(path, b"", offset).source_key
    identity = hashlib.sha256(f"{key}\0".encode()).hexdigest()[:32]
    return Rejection(identity, path, Step.LOAD, reason, detail, url, offset)


def damaged(path: str, offset: int | None, detail: str, url: str | None = None) -> Rejection:
    """The Rejection of a damaged file, record, gzip member or row."""
    return unread(path, offset, Reason.DAMAGED_RECORD, detail, url)


def too_large(path: str, offset: int | None, limit: int, url: str | None = None) -> Rejection:
    """The Rejection of a page whose payload is larger than `limit` bytes."""
    return unread(path, offset, Reason.SIZE_LIMIT, f"larger than limits.page_bytes ({limit} bytes)", url)


def accepted(page: RawPage, limit: int) -> RawPage | Rejection:
    """The page, unless its payload is larger than `limit` bytes or its capture holds another status than 200."""
    if len(page.payload) > limit:
        return too_large(page.input_path, page.input_offset, limit, page.url)
    if page.status in (None, 200):
        return page
    detail = f"HTTP status {page.status}"
    place = (page.url, page.input_offset, page.payload_sha256)
    return Rejection(page.id, page.input_path, Step.LOAD, Reason.HTTP_STATUS, detail, *place)
