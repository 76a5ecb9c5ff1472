"""A body decoded while it comes in, and never to more bytes than it may have."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.codings import CodingError, Undoing, undoing
from tasks.collect.pieces import Pieces

DEEPEST = 3
"""Codings on top of each other; servers use one, by accident two."""

NO_CODINGS = frozenset({"", "identity", "none", "utf-8"})
"""What servers write who mean that nothing is coded."""


class BodyTooLargeError(Exception):
    """A body has more bytes than it may have, as it is or after one of its codings."""


class BodyTruncatedError(Exception):
    """A coded body ends before its end."""


class BoundedDecoder:
    """The content codings of one body, undone as its bytes come.

    Args:
        content_encoding: the header's value; several are parted by commas, the last applied stands last.
        limit: bytes that may come out of each coding.

    Raises:
        CodingError: a coding that is unknown, or more than `DEEPEST` of them.
    """

    def __init__(self, content_encoding: str, limit: int) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        codings = [name for name in names if name not in NO_CODINGS]
        if len(codings) > DEEPEST:
            raise CodingError(f"{len(codings)} codings on top of each other")
        self._layers = [_Layer(name, limit) for name in reversed(codings)]
        self._limit = limit
        self._body = Pieces()

    @property
    def changes(self) -> bool:
        """Whether the body comes out other than it came in."""
        return bool(self._layers)

    @property
    def size(self) -> int:
        """Bytes decoded so far."""
        return len(self._body)

    @property
    def body(self) -> bytes:
        """What was decoded so far, `limit` bytes at most."""
        return self._body.joined(self._limit)

    def feed(self, data: bytes) -> None:
        """Decode further bytes of the body.

        Raises:
            CodingError: they cannot be decoded.
            BodyTooLargeError: they decode to more than the limit; `body` is then cut there.
        """
        for _ in self.steps(data):
            pass

    def steps(self, data: bytes) -> Iterator[int]:
        """`feed`, a piece at a time: the size of what was decoded, after each.

        Raises:
            CodingError, BodyTooLargeError: as `feed`.
        """
        for piece in self._undone(0, data):
            self._body.add(piece)
            if len(self._body) > self._limit:
                raise BodyTooLargeError(f"more than {self._limit} bytes")
            yield len(self._body)

    def finish(self) -> None:
        """Say that all bytes were fed.

        Raises:
            BodyTruncatedError: a coding waits for more; one that was fed nothing at all does not.
        """
        for layer in self._layers:
            if layer.unfinished:
                raise BodyTruncatedError(f"the {layer.name} data is cut off")

    def _undone(self, depth: int, data: bytes) -> Iterator[bytes]:
        """What the data come to, from this layer on."""
        if depth == len(self._layers):
            yield data
            return
        layer = self._layers[depth]
        while piece := layer.feed(data):
            data = b""
            yield from self._undone(depth + 1, piece)


class _Layer:
    def __init__(self, name: str, limit: int) -> None:
        undoer = undoing(name)
        if undoer is None:
            raise CodingError(f"unknown content coding {name[:40]!r}")
        self.name = name
        self._undoing: Undoing = undoer
        self._limit = limit
        self._fed = self._given = 0

    @property
    def unfinished(self) -> bool:
        return self._fed > 0 and not self._undoing.whole

    def feed(self, data: bytes) -> bytes:
        """The next piece, as `Undoing.feed`; none any more once they were more than the limit together."""
        if self._given > self._limit:
            raise BodyTooLargeError(f"{self.name} data decodes to more than {self._limit} bytes")
        piece = self._undoing.feed(data)
        self._fed += len(data)
        self._given += len(piece)
        return piece
