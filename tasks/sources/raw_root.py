"""The raw root and the files under it, on whatever file system fsspec knows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, cast

from fsspec.core import url_to_fs

BLOCK = 256 * 1024
"""Bytes that `RawFile` reads at once."""


@dataclass(frozen=True)
class RawRoot:
    """A folder of raw files: a local path or a URL such as `s3://bucket/raw` or `memory://raw`."""

    filesystem: Any
    base: str
    """Without a slash at its end, as the file system spells it."""

    @classmethod
    def at(cls, raw_root: str | os.PathLike[str]) -> RawRoot:
        """The raw root at a path or URL; nothing is read yet."""
        filesystem, base = url_to_fs(os.fspath(raw_root))
        return cls(filesystem, str(base).rstrip("/"))

    def files(self) -> list[str]:
        """All files below, relative to the root with forward slashes, sorted by code point.

        Raises:
            NotADirectoryError: the raw root is a file.
            FileNotFoundError: there is nothing at its place.
        """
        self.filesystem.invalidate_cache()
        if self.filesystem.isfile(self.base):
            raise NotADirectoryError(f"the raw root {self.base} is a file; name the folder that holds it")
        if not self.filesystem.isdir(self.base or "/"):
            raise FileNotFoundError(f"there is no folder {self.base or '/'} to read raw pages from")
        start = len(self.base) + 1
        return sorted(path[start:] for path in self._walk(self.base or "/", (os.path.realpath(self.base),)))

    def _walk(self, folder: str, above: tuple[str, ...]) -> Iterator[str]:
        """Files below a folder. fsspec lists a link to a folder as a file: such links are followed, circles are not."""
        for path, info in self.filesystem.find(folder, detail=True).items():
            if not (info.get("islink") and self.filesystem.isdir(path)):
                yield path
            elif (target := os.path.realpath(path)) not in above:
                yield from self._walk(f"{path}/", (*above, target))

    def open(self, path: str) -> IO[bytes]:
        """A raw file for reading.

        Raises:
            OSError: it cannot be opened.
        """
        return cast("IO[bytes]", self.filesystem.open(f"{self.base}/{path}", "rb"))

    def has(self, path: str) -> bool:
        """Whether a file stands at this path."""
        return bool(self.filesystem.isfile(f"{self.base}/{path}"))


class RawFile:
    """Reads of an open file at any offset, through one cached block: recovery goes back and forth in small steps."""

    def __init__(self, handle: IO[bytes]) -> None:
        """Take a seekable file, which stays its opener's to close."""
        self._handle = handle
        self.size = handle.seek(0, os.SEEK_END)
        self._start = 0
        self._block = b""

    def read_at(self, offset: int, count: int) -> bytes:
        """`count` bytes from `offset` on, fewer only at the end of the file."""
        begin = offset - self._start
        ends_here = self._start + len(self._block) >= self.size
        if begin < 0 or begin > len(self._block) or (begin + count > len(self._block) and not ends_here):
            self._handle.seek(offset)
            self._start, begin = offset, 0
            self._block = self._handle.read(max(count, BLOCK))
        return self._block[begin : begin + count]
