"""What a server answered, as a WARC record holds it: status, type, and the body with its codings undone.

Message format: RFC 9112. Codings: RFC 9110 and `tasks/codings.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.article import Reason
from tasks.codings import CodingError, undoing
from tasks.rejected import PageRejectedError
from tasks.sources.fields import EMPTY_LINE, Fields
from tasks.sources.text_like import looks_like_text

STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t][^\r\n]*)?\r?\n")
LONGEST_HEADER = 1024 * 1024
FED = 16 * 1024
"""Bytes of a coded body that are handed on at a time: what a member leaves is copied, and there may be thousands."""
CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An HTTP response whose body is still coded as it was sent."""

    status: int
    fields: Fields
    body: bytes

    @classmethod
    def parse(cls, block: bytes) -> HttpAnswer:
        """Read the block of a response record; interim answers (status 100 to 199) before the final one are passed by.

        Raises:
            PageRejectedError: DAMAGED_RECORD, where no whole HTTP header stands at its beginning.
        """
        start, status = 0, 0
        while status < 200:
            line = STATUS_LINE.match(block, start)
            if line is None:
                raise _damage("no HTTP status line at the beginning of the response")
            end = EMPTY_LINE.search(block, line.end() - 2, start + LONGEST_HEADER)
            if end is None:
                raise _damage("the HTTP header has no end")
            status, start, fields_at = int(line[1]), end.end(), (line.end(), end.start())
        return cls(status, Fields.parse(block[slice(*fields_at)], "latin-1"), block[start:])

    @property
    def content_type(self) -> str | None:
        """The whole value of the header that browsers hear."""
        return self.fields.last("content-type")

    def payload(self, limit: int, *, cut: bool = False) -> bytes:
        """The body with transfer and content codings undone, in the order opposite to the one they were applied in.

        A body that was stored uncoded under the header of a coded one is returned as it is.

        Args:
            limit: bytes that the body may have, after each coding.
            cut: the record says that the crawler cut it: what can be decoded is then all there is.

        Raises:
            PageRejectedError: SIZE_LIMIT, or DAMAGED_RECORD where a coding is broken.
        """
        body = self.body
        for coding in reversed([*self._codings("content-encoding"), *self._codings("transfer-encoding")]):
            decoded, fault = _decode(coding, body, limit)
            if len(decoded) > limit:
                raise PageRejectedError(Reason.SIZE_LIMIT, f"larger than limits.page_bytes ({limit} bytes)")
            if fault and not cut:
                raise _damage(f"{coding} body: {fault}")
            body = decoded
        return body

    def _codings(self, name: str) -> list[str]:
        values = ",".join(self.fields.all(name)).lower().split(",")
        return [coding.strip() for coding in values if coding.strip()]


def _damage(detail: str) -> PageRejectedError:
    return PageRejectedError(Reason.DAMAGED_RECORD, detail)


Decoded = tuple[bytes, str | None]
"""What could be decoded, at most a little more than the limit, and what was wrong behind it."""


def _decode(coding: str, body: bytes, limit: int) -> Decoded:
    """Undo one coding; a name that is none (`identity`, `utf-8`, ...) and an uncoded body change nothing."""
    if coding == "chunked":
        return _unchunk(body)
    decoded, fault = _undone(coding, body, limit) if body else (body, None)
    return (body, None) if fault and looks_like_text(body) else (decoded, fault)


def _undone(coding: str, body: bytes, limit: int) -> Decoded:
    """A content coding undone, as far as it goes; a name that is none of them changes nothing."""
    decoder = undoing(coding)
    if decoder is None:
        return body, None
    decoded = bytearray()
    try:
        for start in range(0, len(body), FED):
            fed = body[start : start + FED]
            while len(decoded) <= limit and (piece := decoder.feed(fed)):
                decoded += piece
                fed = b""
    except CodingError as error:
        return bytes(decoded), str(error)
    return bytes(decoded), None if decoder.whole or len(decoded) > limit else "cut off"


def _unchunk(body: bytes) -> Decoded:
    """Chunks never grow; a last chunk that was not sent is no loss."""
    pieces: list[bytes] = []
    place = 0
    while place < len(body):
        size = CHUNK_SIZE.match(body, place)
        if size is None:
            fault = f"no chunk size at byte {place}"
            return (b"".join(pieces), fault) if place else (body, None)
        length, start = int(size[1], 16), size.end()
        if not length:
            break
        pieces.append(body[start : start + length])
        if start + length > len(body):
            return b"".join(pieces), "the last chunk is cut off"
        place = start + length
        place += 2 if body.startswith(b"\r\n", place) else body.startswith(b"\n", place)
    return b"".join(pieces), None
