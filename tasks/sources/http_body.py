"""What a server answered, as a WARC record holds it: status, type, and the body with its codings undone.

Message format: RFC 9112. Codings: RFC 9110, gzip RFC 1952, deflate RFC 1950/1951, br RFC 7932, zstd RFC 8878.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass

import brotli
from fastwarc.stream_io import ZstdReader

from schemas.article import Reason
from tasks.rejected import PageRejectedError
from tasks.sources.fields import EMPTY_LINE, Fields
from tasks.sources.streams import GZIP, INFLATED, MAGIC
from tasks.sources.text_like import looks_like_text

STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t][^\r\n]*)?\r?\n")
LONGEST_HEADER = 1024 * 1024
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
    decoder = {
        "chunked": _unchunk,
        "gzip": _gunzip,
        "x-gzip": _gunzip,
        "deflate": _inflate,
        "br": _unbrotli,
        "zstd": _unzstd,
    }.get(coding)
    if decoder is None or not body:
        return body, None
    decoded, fault = decoder(body, limit)
    stored_uncoded = fault and coding != "chunked" and looks_like_text(body)
    return (body, None) if stored_uncoded else (decoded, fault)


def _unchunk(body: bytes, _limit: int) -> Decoded:
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


def _gunzip(body: bytes, limit: int) -> Decoded:
    """All members; what follows the last one is not heard, as in browsers."""
    pieces: list[bytes] = []
    left = limit + 1
    while body.startswith(MAGIC):
        piece, fault, body = _zlib(body, left, GZIP)
        pieces.append(piece)
        left -= len(piece)
        if fault or left <= 0:
            return b"".join(pieces), fault
    return b"".join(pieces), None if pieces else "no gzip"


def _inflate(body: bytes, limit: int) -> Decoded:
    """With the header of zlib as RFC 9110 has it, or without, as some servers send it."""
    has_header = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    piece, fault, _ = _zlib(body, limit + 1, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    return piece, fault


def _zlib(body: bytes, most: int, window_bits: int) -> tuple[bytes, str | None, bytes]:
    """Inflated bytes, fault, and what follows the end; `most` is at least 1."""
    inflater = zlib.decompressobj(window_bits)
    try:
        piece = inflater.decompress(body, most)
    except zlib.error as error:
        return b"", str(error).rpartition(": ")[2], b""
    fault = None if inflater.eof or len(piece) == most else "cut off"
    return piece, fault, inflater.unused_data


def _unbrotli(body: bytes, limit: int) -> Decoded:
    decoder, size, fed = brotli.Decompressor(), 0, body
    pieces: list[bytes] = []
    try:
        while not decoder.is_finished() and size <= limit:
            piece = decoder.process(fed, output_buffer_limit=INFLATED)
            pieces.append(piece)
            size, fed = size + len(piece), b""
            if not piece and decoder.can_accept_more_data() and not decoder.is_finished():
                return b"".join(pieces), "cut off"
    except brotli.error as error:
        return b"".join(pieces), str(error).rpartition(": ")[2]
    return b"".join(pieces), None


def _unzstd(body: bytes, limit: int) -> Decoded:
    reader, size = ZstdReader(io.BytesIO(body)), 0
    pieces: list[bytes] = []
    try:
        while size <= limit and (piece := reader.read(INFLATED)):
            pieces.append(piece)
            size += len(piece)
    except OSError as error:
        return b"".join(pieces), str(error)
    return b"".join(pieces), None
