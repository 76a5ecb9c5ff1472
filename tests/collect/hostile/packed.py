"""Bodies in every content coding: whole, cut, corrupt, and without end."""

import gzip
import itertools
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZEROS = bytes(2**20)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw deflate": raw_deflate,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstd.compress,
}


def packed(codings: str, data: bytes) -> bytes:
    """The codings one after the other, as Content-Encoding names them."""
    for coding in codings.split(", "):
        data = PACK[coding](data)
    return data


Packer = Callable[[bytes], bytes]
"""Packs a piece so that its reader can unpack it before the next one comes."""


def _zlib_packer(window_bits: int) -> Packer:
    packer = zlib.compressobj(wbits=window_bits)
    return lambda data: packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)


def _brotli_packer() -> Packer:
    packer = brotli.Compressor(quality=5)
    return lambda data: packer.process(data) + packer.flush()


def _zstd_packer() -> Packer:
    packer = zstd.ZstdCompressor()
    return lambda data: packer.compress(data, packer.FLUSH_BLOCK)


PACKERS: dict[str, Callable[[], Packer]] = {
    "gzip": lambda: _zlib_packer(31),
    "x-gzip": lambda: _zlib_packer(31),
    "deflate": lambda: _zlib_packer(15),
    "raw deflate": lambda: _zlib_packer(-15),
    "br": _brotli_packer,
    "zstd": _zstd_packer,
}


def bomb(codings: str) -> Iterator[bytes]:
    """Zeros without end, packed."""
    packers = [PACKERS[coding]() for coding in codings.split(", ")]
    while True:
        piece = ZEROS
        for packer in packers:
            piece = packer(piece)
        yield piece


def nothing(codings: str) -> Iterator[bytes]:
    """Packed data without end that unpack to nothing at all."""
    empty = {
        "gzip": gzip.compress(b"", mtime=0) * 3000,
        "zstd": (b"\x50\x2a\x4d\x18" + (60_000).to_bytes(4, "little") + bytes(60_000)),  # a frame to be skipped
        "deflate": b"\x00\x00\x00\xff\xff" * 10_000,  # blocks of no bytes
    }[codings]
    start = b"\x78\x9c" if codings == "deflate" else b""
    return itertools.chain([start], itertools.repeat(empty))


def wide_zstd() -> bytes:
    """A frame whose window has 2 GiB, all of which a trusting decoder would lay out, for a hundred bytes."""
    window, block = bytes([(31 - 10) << 3]), (100 << 3 | 0b011).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd\x00" + window + block + b"x"


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def bent(data: bytes) -> bytes:
    """With wrong bytes in its middle."""
    middle = len(data) // 2
    return data[:middle] + bytes(255 - byte for byte in data[middle : middle + 12]) + data[middle + 12 :]


def chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """In the transfer coding, without a last one."""
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
