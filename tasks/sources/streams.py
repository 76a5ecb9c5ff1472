"""Bytes of a raw file in order: as they stand, or out of its gzip members, with all that stands before a damage."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

from tasks.sources.raw_root import RawFile

MAGIC = b"\x1f\x8b\x08"
"""RFC 1952: the two magic bytes and deflate, the only method there is."""
WRONG_CHECKSUM = "corrupt gzip: the checksum of the member is wrong, any of its records may be altered"
GZIP = 31
"""zlib's window bits for a gzip member with header and checksum."""
FED = 16 * 1024
INFLATED = 64 * 1024
FIRST_LOOK = 2048
"""Enough of a member for its header, its first Huffman tables and some content."""


class GzipDamagedError(Exception):
    """The bytes asked for lie behind a damage of the gzip member."""


class Stream(Protocol):
    """Bytes that can be looked ahead into, and gone back to."""

    @property
    def position(self) -> int:
        """Bytes given so far, counted from the start of the file as it is without gzip."""
        ...

    @property
    def fault(self) -> str | None:
        """What ended the stream before its time."""
        ...

    @property
    def verified(self) -> int:
        """The position up to which checksums have been compared."""
        ...

    def peek(self, count: int) -> bytes:
        """The next bytes, not consumed: `count` of them, fewer only before the end or a damage.

        Raises:
            GzipDamagedError: there are none before the damage.
        """
        ...

    def read(self, count: int) -> bytes:
        """The next bytes, consumed: `count` of them, fewer only at the end.

        Raises:
            GzipDamagedError: the damage comes before.
        """
        ...

    def skip(self, count: int) -> int:
        """Consume as `read` does and return the count alone."""
        ...

    def origin(self, position: int) -> int:
        """The offset of the gzip member that begins at a position; the position itself where none does."""
        ...

    def mark(self) -> Any:
        """What `restore` needs to come back here."""
        ...

    def restore(self, mark: Any) -> None:
        """Go back to where `mark` was taken."""
        ...


class PlainStream:
    """A file without gzip."""

    def __init__(self, file: RawFile, offset: int = 0) -> None:
        """Begin at `offset`."""
        self._file = file
        self.position = offset
        self.fault: str | None = None
        self.verified = file.size

    def peek(self, count: int) -> bytes:
        """See `Stream`."""
        return self._file.read_at(self.position, count)

    def read(self, count: int) -> bytes:
        """See `Stream`."""
        data = self.peek(count)
        self.position += len(data)
        return data

    def skip(self, count: int) -> int:
        """See `Stream`; costs nothing."""
        skipped = min(count, self._file.size - self.position)
        self.position += skipped
        return skipped

    def origin(self, position: int) -> int:
        """See `Stream`."""
        return position

    def mark(self) -> int:
        """See `Stream`."""
        return self.position

    def restore(self, mark: int) -> None:
        """See `Stream`."""
        self.position = mark


@dataclass
class _State:
    """Where inflating stands; copied whole by `mark`."""

    inflater: Any
    offset: int
    """Of the next compressed byte to feed."""
    member: int
    """Offset of the member being inflated."""
    position: int
    produced: int
    """Position behind the last inflated byte."""
    verified: int
    ahead: bytes = b""
    """Inflated, not consumed."""
    ended: bool = False
    fault: str | None = None

    def copy(self) -> Self:
        return replace(self, inflater=self.inflater.copy())


class GzipStream:
    """What a gzip member and those that follow it inflate to, up to a member whose content begins with `fence`.

    One member may hold many records and one record may span members: where the members meet is nobody's business but
    for the fence, which keeps a record that claims too much from eating the next member's.
    """

    def __init__(self, file: RawFile, offset: int = 0, position: int = 0, fence: bytes | None = None) -> None:
        """Begin with the member at `offset`, whose first byte counts as `position`; no fence: on to the last member."""
        self._file = file
        self._fence = fence
        self._state = _State(zlib.decompressobj(GZIP), offset, offset, position, position, position)
        self._members = {position: offset}

    @property
    def position(self) -> int:
        """See `Stream`."""
        return self._state.position

    @property
    def verified(self) -> int:
        """See `Stream`."""
        return self._state.verified

    @property
    def fault(self) -> str | None:
        """See `Stream`."""
        return self._state.fault

    @property
    def member(self) -> int:
        """Offset of the member being inflated: the damaged one, where there is a fault."""
        return self._state.member

    @property
    def end(self) -> int:
        """Offset behind the last member, once all is read without a fault."""
        return self._state.offset

    def peek(self, count: int) -> bytes:
        """See `Stream`."""
        state = self._state
        pieces, missing = [state.ahead], count - len(state.ahead)
        while missing > 0 and (piece := self._inflate()):
            pieces.append(piece)
            missing -= len(piece)
        if len(pieces) > 1:
            state.ahead = b"".join(pieces)
        if not state.ahead and state.fault and count:
            raise GzipDamagedError(state.fault)
        return state.ahead[:count]

    def read(self, count: int) -> bytes:
        """See `Stream`."""
        data = self.peek(count) if count else b""
        if len(data) < count and self._state.fault:
            raise GzipDamagedError(self._state.fault)
        self._consume(len(data))
        return data

    def skip(self, count: int) -> int:
        """See `Stream`."""
        left = count
        while left and (data := self.peek(min(left, INFLATED))):
            self._consume(len(data))
            left -= len(data)
        return count - left

    def origin(self, position: int) -> int:
        """See `Stream`."""
        return self._members.get(position, position)

    def mark(self) -> _State:
        """See `Stream`."""
        return self._state.copy()

    def restore(self, mark: _State) -> None:
        """See `Stream`."""
        self._state = mark.copy()

    def _consume(self, count: int) -> None:
        self._state.ahead = self._state.ahead[count:]
        self._state.position += count

    def _inflate(self) -> bytes:
        """Some more bytes, from further members where need be; none at the end or at a damage."""
        state = self._state
        data = b""
        while not (data or state.ended or state.fault):
            fed = self._file.read_at(state.offset, FED)
            data = self._feed(fed)
            state.produced += len(data)
            # At a member's end zlib may leave the same bytes in both places.
            left = state.inflater.unused_data if state.inflater.eof else state.inflater.unconsumed_tail
            state.offset += len(fed) - len(left)
            if state.inflater.eof:
                self._finish_member()
            elif not (fed or data or state.fault):
                state.fault = "corrupt gzip: the member is cut off"
        return data

    def _feed(self, fed: bytes) -> bytes:
        """Inflate; where that fails, all that comes before the place where it fails."""
        state = self._state
        before = state.inflater.copy()
        try:
            return bytes(state.inflater.decompress(fed, INFLATED))
        except zlib.error as error:
            state.fault = _fault(error)
        state.inflater, saved = before, bytearray()
        with suppress(zlib.error):
            for byte in fed:
                saved += before.decompress(bytes((byte,)))
        return bytes(saved)

    def _finish_member(self) -> None:
        """The checksum was right: go on with the next member, or end here."""
        state = self._state
        state.verified = state.produced
        follows = self._file.read_at(state.offset, len(MAGIC)) == MAGIC
        if not follows or (self._fence and opens_with(self._file, state.offset, self._fence)):
            state.ended = True
            return
        state.inflater, state.member = zlib.decompressobj(GZIP), state.offset
        self._members[state.produced] = state.offset


def _fault(error: zlib.error) -> str:
    """What follows the colon in `Error -3 while decompressing data: incorrect data check`."""
    said = str(error).rpartition(": ")[2]
    return WRONG_CHECKSUM if said in ("incorrect data check", "incorrect length check") else f"corrupt gzip: {said}"


def opens_with(file: RawFile, offset: int, start: bytes) -> bool:
    """Whether a gzip member stands at `offset` whose content begins with `start`, or is soundly empty."""
    inflater = zlib.decompressobj(GZIP)
    try:
        content = inflater.decompress(file.read_at(offset, FIRST_LOOK), len(start))
    except zlib.error:
        return False
    return content == start or (not content and inflater.eof)


def is_gzip(file: RawFile) -> bool:
    """Whether the file begins as a gzip member does."""
    return file.read_at(0, len(MAGIC)) == MAGIC
