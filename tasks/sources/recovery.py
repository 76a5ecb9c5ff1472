"""The records of a WARC file, and after any damage the next one.

A record's place is known only from the length that the one before it claims, and a gzip member's only from where the
one before it ended; so one wrong byte hides all the rest from a reader that goes strictly forward. This one goes on
from the next place where a record really begins: a gzip member whose content begins as a record does, or in plain
bytes a version line with a header behind it. What lies between is one damage.

WARC: ISO 28500. Gzip: RFC 1952.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from tasks.sources.fields import Fields
from tasks.sources.raw_root import RawFile
from tasks.sources.streams import (
    MAGIC,
    WRONG_CHECKSUM,
    GzipDamagedError,
    GzipStream,
    PlainStream,
    Stream,
    opens_with,
)

START = b"WARC/"
VERSION = re.compile(rb"WARC/\d\.\d{1,2}[ \t]{0,8}\r?\n")
LONGEST_VERSION = 24
HEADER_END = re.compile(rb"\r?\n(?:\r?\n|(WARC/\d\.\d))")
"""An empty line; or another version line, which no header holds."""
USUAL_HEADER = 4096
LONGEST_HEADER = 64 * 1024
SCANNED = 256 * 1024
RECORD_END = b"\r\n\r\n"
ALGORITHMS = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "md5": "md5"}


@dataclass(frozen=True, slots=True)
class Record:
    """A whole WARC record."""

    offset: int
    """Of its gzip member where it begins one, else of itself, in the file as it is without gzip."""
    fields: Fields
    content: bytes | None
    """Its block; None where it is larger than was asked for."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of the file that cannot be read as a record."""

    offset: int
    detail: str


def records(file: RawFile, largest: int, start: int = 0) -> Iterator[Record | Damage]:
    """The records of a WARC file in order, damages in their places.

    Args:
        file: the file, gzipped or not, which its bytes say and not its name.
        largest: bytes of a block, above which it is passed by unread.
        start: offset of a record, or of a gzip member, to begin with.
    """
    if _is_gzipped(file):
        yield from _gzip_records(file, largest, start)
    else:
        yield from _stream_records(PlainStream(file, start), largest)


def _is_gzipped(file: RawFile) -> bool:
    """As the file begins; where that is damaged, whether it holds any gzip member with a record."""
    return _header_in(file.read_at(0, LONGEST_HEADER), 0) is None and _next_member(file, 0) < file.size


def _gzip_records(file: RawFile, largest: int, offset: int) -> Iterator[Record | Damage]:
    position = 0
    while offset < file.size:
        if not opens_with(file, offset, START):
            yield Damage(offset, "no gzip member with a WARC record begins here")
            offset = _next_member(file, offset + 1)
            continue
        stream = GzipStream(file, offset, position, START)
        yield from _stream_records(stream, largest)
        position = stream.position
        offset = stream.end if stream.fault is None else _next_member(file, stream.member + 1)


def _next_member(file: RawFile, offset: int) -> int:
    """Offset of the next gzip member whose content begins as a WARC record does; the file's size if there is none."""
    while chunk := file.read_at(offset, SCANNED):
        place = chunk.find(MAGIC)
        while place >= 0:
            if opens_with(file, offset + place, START):
                return offset + place
            place = chunk.find(MAGIC, place + 1)
        offset += max(1, len(chunk) - len(MAGIC) + 1)
    return file.size


def _stream_records(stream: Stream, largest: int) -> Iterator[Record | Damage]:
    found: Record | Damage | None = None
    damaged = False
    while True:
        try:
            _skip_line_ends(stream)
            if not stream.peek(1):
                return
        except GzipDamagedError as damage:
            # A checksum that is wrong at the very end says nothing new where a record before was found to be damaged.
            known = isinstance(found, Damage) or (damaged and str(damage) == WRONG_CHECKSUM)
            if not known:
                yield Damage(stream.origin(stream.position), str(damage))
            return
        found = _next(stream, largest, alone=found is None)
        damaged = damaged or isinstance(found, Damage)
        yield found


def _next(stream: Stream, largest: int, *, alone: bool) -> Record | Damage:
    """The record that begins here, or the damage from here to where the next one does."""
    offset = stream.origin(stream.position)
    if (header := _header_here(stream)) is None:
        detail = stream.fault or "no WARC record with a valid header begins here"
        _seek(stream, 1)
        return Damage(offset, detail)
    stream.skip(header.size)
    before = stream.mark()
    found = _record(stream, Record(offset, header.fields, None), header.content_length, largest, alone=alone)
    if isinstance(found, Record):
        return found
    if not found.ends_here:
        stream.restore(before)
        _seek(stream, 0)
    return Damage(offset, found.detail)


class _Header(NamedTuple):
    fields: Fields
    size: int
    """Bytes, with the empty line."""
    content_length: int


def _header_here(stream: Stream) -> _Header | None:
    """The header at the stream's position, not consumed; None where no valid one stands."""
    return _header_in(stream.peek(USUAL_HEADER), 0) or _header_in(stream.peek(LONGEST_HEADER), 0)


def _header_in(data: bytes, start: int) -> _Header | None:
    version = VERSION.match(data, start)
    end = version and HEADER_END.search(data, version.end() - 2, start + LONGEST_HEADER)
    if not version or not end or end[1]:
        return None
    fields = Fields.parse(data[version.end() : end.start()], "utf-8")
    length = fields.last("content-length") or ""
    if not fields.last("warc-type") or not re.fullmatch("[0-9]{1,15}", length):
        return None
    return _Header(fields, end.end() - start, int(length))


class _Fault(NamedTuple):
    detail: str
    ends_here: bool
    """The record's end is where its length says; else it is anyone's guess."""


def _record(stream: Stream, record: Record, length: int, largest: int, *, alone: bool) -> Record | _Fault:
    """The record with its block, or what is wrong with it.

    A block whose digest is right is whole, whatever follows it; without a digest it is whole where an end of record
    follows. A gzip member's only record (`alone`) waits for the member's checksum; in a member of many a right digest
    will do.
    """
    try:
        content = stream.read(length) if length <= largest else None
        taken = stream.skip(length) if content is None else len(content)
    except GzipDamagedError as damage:
        return _Fault(str(damage), ends_here=False)
    if taken < length:
        return _Fault(f"the record is cut off: {taken} bytes of {length}", ends_here=False)
    record, end = replace(record, content=content), stream.position
    intact = _digest_matches(record)
    try:
        closed = _is_closed(stream)
        if alone and stream.fault and end > stream.verified and not VERSION.match(stream.peek(LONGEST_VERSION)):
            return _Fault(stream.fault, ends_here=False)
    except GzipDamagedError as damage:
        sound = intact is not False and (end <= stream.verified or (intact is True and not alone))
        return record if sound else _Fault(str(damage), ends_here=False)
    if intact is False:
        return _Fault("block digest does not match", closed)
    return record if intact or closed else _Fault(f"no record ends after its Content-Length ({length})", closed)


def _digest_matches(record: Record) -> bool | None:
    """Whether the block is the one its digest was made of; None where there is no digest that we can read."""
    label, _, value = (record.fields.last("warc-block-digest") or "").partition(":")
    algorithm = ALGORITHMS.get(label.strip().lower())
    if algorithm is None or record.content is None:
        return None
    digest = hashlib.new(algorithm, record.content, usedforsecurity=False).digest()
    hexadecimal, base32 = digest.hex(), base64.b32encode(digest).decode().rstrip("=")
    written = value.strip().rstrip("=")
    if len(written) == len(hexadecimal):
        return written.lower() == hexadecimal
    return written.upper() == base32 if len(written) == len(base32) else None


def _is_closed(stream: Stream) -> bool:
    """Whether a record ends here; line ends are consumed, and a gzip member that ends here has its checksum compared.

    Writers that leave out the two line ends are forgiven if the next record, or nothing, follows.
    """
    ended = stream.peek(len(RECORD_END)) == RECORD_END
    _skip_line_ends(stream)
    ahead = stream.peek(LONGEST_VERSION)
    return ended or not ahead or VERSION.match(ahead) is not None


def _skip_line_ends(stream: Stream) -> None:
    while ahead := stream.peek(256):
        rest = len(ahead.lstrip(b"\r\n"))
        stream.skip(len(ahead) - rest)
        if rest:
            return


def _seek(stream: Stream, skipped: int) -> None:
    """Consume `skipped` bytes and all up to the next valid header; to the end or the next damage if there is none."""
    try:
        stream.skip(skipped)
        while ahead := stream.peek(SCANNED):
            stream.skip(_start_in(ahead))
            if _header_here(stream):
                return
    except GzipDamagedError:
        return


def _start_in(ahead: bytes) -> int:
    """Where in these bytes a header stands, or a version line so late that its header may be cut.

    Where neither does, it is the count of bytes that need not be seen again.
    """
    for version in VERSION.finditer(ahead):
        cut = 0 < len(ahead) - LONGEST_HEADER < version.start()
        if cut or _header_in(ahead, version.start()):
            return version.start()
    return max(1, len(ahead) - LONGEST_VERSION)
