"""Content codings undone piece by piece, with a bound on every piece that comes out.

gzip: RFC 1952, deflate: RFC 1950 and 1951, br: RFC 7932, zstd: RFC 8878, its window bounded as RFC 9659 has it.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Any, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 64 * 1024
"""Bytes that are asked of a decoder at a time."""

GZIP_START = b"\x1f\x8b\x08"
"""The magic bytes and deflate, the only method there is."""

ZSTD_WINDOW_LOG = 23
"""8 MiB, the largest window of the content coding; a frame may ask for 2 GiB."""


class CodingError(Exception):
    """The bytes are not what the coding's standard describes."""


class Undoing(Protocol):
    """One coding being undone. `whole` tells whether what was fed so far may be all there is."""

    @property
    def whole(self) -> bool:
        """Whether the coded data has come to its end."""
        ...

    def feed(self, data: bytes) -> bytes:
        """Some of what the data decodes to, at most a few times `PIECE`; more is had by feeding nothing.

        Raises:
            CodingError: it cannot be decoded.
        """
        ...


class _Zlib:
    """gzip with all its members, or deflate with or without the header of zlib.

    What follows the end is not heard, as in browsers.
    """

    def __init__(self, window_bits: int | None) -> None:
        self._window_bits = window_bits  # None: deflate, told by its first two bytes
        self._inflater: Any = None
        self._held = b""
        self.whole = False

    def feed(self, data: bytes) -> bytes:
        """See `Undoing`."""
        self._held += data
        while self._inflater is not None or self._begin():
            piece = self._inflate()
            if self._inflater.eof:
                self._held, self._inflater, self.whole = self._inflater.unused_data, None, True
            elif not piece:
                break
            if piece:
                return piece
        return b""

    def _begin(self) -> bool:
        """Open the first member, or the next; False while too little is known, and for ever behind the end."""
        if self._window_bits is None:
            ready = len(self._held) > 1 and not self.whole
            window_bits = zlib.MAX_WBITS if _has_zlib_header(self._held) else -zlib.MAX_WBITS
        else:
            ready = self._another_member()
            window_bits = self._window_bits
        if ready:
            self._inflater, self.whole = zlib.decompressobj(window_bits), False
        elif self.whole:
            self._held = self._held[: len(GZIP_START)]
        return ready

    def _another_member(self) -> bool:
        start = self._held[: len(GZIP_START)]
        if not self.whole and not GZIP_START.startswith(start):
            raise CodingError("no gzip")
        return start == GZIP_START

    def _inflate(self) -> bytes:
        try:
            piece = self._inflater.decompress(self._held, PIECE)
        except zlib.error as error:
            raise CodingError(str(error).rpartition(": ")[2]) from error
        self._held = self._inflater.unconsumed_tail
        return bytes(piece)


def _has_zlib_header(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0


class _Brotli:
    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()
        self._held = b""
        self.whole = False

    def feed(self, data: bytes) -> bytes:
        """See `Undoing`."""
        self._held += data
        piece = b"" if self.whole else self._process(b"")
        while not (piece or self.whole) and self._held and self._decoder.can_accept_more_data():
            fed, self._held = self._held, b""
            piece = self._process(fed)
        return piece

    def _process(self, fed: bytes) -> bytes:
        try:
            piece = self._decoder.process(fed, output_buffer_limit=PIECE)
        except brotli.error as error:
            raise CodingError(str(error).rpartition(": ")[2]) from error
        self.whole = self._decoder.is_finished()
        return bytes(piece)


class _Zstd:
    """All frames; skippable ones decode to nothing."""

    def __init__(self) -> None:
        self._decoder = _zstd_decoder()
        self._held = b""
        self.whole = False

    def feed(self, data: bytes) -> bytes:
        """See `Undoing`."""
        self._held += data
        piece = b"" if self.whole else self._decompress()
        while not piece and self._held:
            if self.whole:
                self._decoder, self.whole = _zstd_decoder(), False
            piece = self._decompress()
        return piece

    def _decompress(self) -> bytes:
        fed, self._held = self._held, b""
        try:
            piece = self._decoder.decompress(fed, PIECE)
        except zstd.ZstdError as error:
            raise CodingError(str(error).rpartition(": ")[2]) from error
        if self._decoder.eof:
            self._held, self.whole = self._decoder.unused_data, True
        return piece


def _zstd_decoder() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG})


_CODINGS: dict[str, Callable[[], Undoing]] = {
    "gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "x-gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": lambda: _Zlib(None),
    "br": _Brotli,
    "zstd": _Zstd,
}


def undoing(coding: str) -> Undoing | None:
    """What undoes a coding of that name (lower case); None for a name that is none of ours."""
    make = _CODINGS.get(coding)
    return make() if make else None
