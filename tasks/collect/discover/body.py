"""A fetched document in pieces; one that is a gzip file of itself (`sitemap.xml.gz`) is inflated on the way."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

GZIP_MAGIC = b"\x1f\x8b\x08"
GZIP = 16 + zlib.MAX_WBITS
PIECE = 64 * 1024
LARGEST = 50 * 2**20
"""Bytes of a document once inflated: what the sitemap protocol allows."""


class BodyError(ValueError):
    """The gzip file is corrupt, cut off, or larger than is read. What came before stands."""


def pieces(body: bytes) -> Iterator[bytes]:
    """The bytes of a document, inflated if they are gzip.

    Raises:
        BodyError: at the place that cannot be read on.
    """
    if not body.startswith(GZIP_MAGIC):
        yield from (body[place : place + PIECE] for place in range(0, len(body), PIECE))
        return
    size = 0
    for piece in _members(body):
        size += len(piece)
        if size > LARGEST:
            raise BodyError(f"larger than {LARGEST // 2**20} MB once inflated; the rest is left")
        yield piece


def _members(body: bytes) -> Iterator[bytes]:
    place = 0
    while body.startswith(GZIP_MAGIC, place):
        inflater = zlib.decompressobj(GZIP)
        while not inflater.eof:
            fed = inflater.unconsumed_tail
            if not fed:
                fed = body[place : place + PIECE]
                place += len(fed)
            if not fed:
                raise BodyError("the gzip file is cut off")
            yield _inflated(inflater, fed)
        place -= len(inflater.unused_data)


def _inflated(inflater: zlib._Decompress, fed: bytes) -> bytes:
    try:
        return inflater.decompress(fed, PIECE)
    except zlib.error as error:
        raise BodyError(f"the gzip file is corrupt: {str(error).rpartition(': ')[2]}") from error
