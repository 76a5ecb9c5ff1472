"""What comes in: raw pages, what a source could not read as a page, and decoded text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as it was found: bytes, untouched, and what its container says of them."""

    input_path: str
    """Raw file relative to the raw root, with forward slashes."""
    payload: bytes
    """The body, transfer and content encodings undone, characters not decoded."""
    input_offset: int | None = None
    """Byte offset of the record in a WARC (of its gzip member, where it has one), row number (from 0) in a dump."""
    url: str | None = None
    content_type: str | None = None
    """The whole header or column value, such as `text/html; charset=iso-8859-1`."""
    fetched_at: datetime | None = None
    """With a time zone; UTC."""
    status: int | None = None
    """HTTP status of the capture, None where none was recorded."""
    reserving: tuple[tuple[str, str], ...] = ()
    """(name in lower case, value) of the headers by which a server reserves uses of the page, as captured:
    `x-robots-tag`, `tdm-reservation`, `content-usage`."""

    @property
    def source_key(self) -> str:
        """What `explain` takes: the path, with `#offset` for a record inside a file."""
        return self.input_path if self.input_offset is None else f"{self.input_path}#{self.input_offset}"

    @property
    def payload_sha256(self) -> str:
        """64 hex digits."""
        return hashlib.sha256(self.payload).hexdigest()

    @property
    def id(self) -> str:
        """32 hex digits of sha-256 over source key and payload digest: stable across reruns and versions."""
        return hashlib.sha256(f"{self.source_key}\0{self.payload_sha256}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A record that holds no page by its kind (request, warcinfo, metadata, revisit, ...): counted, not judged."""

    kind: str
    input_offset: int | None = None


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """A page's characters, decoded once, and how we know that these are the ones."""

    text: str
    """No byte-order mark, no NUL, no lone surrogate; line ends as they came."""
    form: Literal["html", "text"]
    """Decided by content, never by the file's name."""
    charset: str
    """Python's name of the codec, such as `utf-8` or `cp1252`."""
    evidence: str
    """One sentence: which of byte-order mark, HTTP header, meta, UTF-8 validity, windows-1252, guess decided."""
