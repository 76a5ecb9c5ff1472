"""JSON lines: one object a line, gzipped or not."""

from __future__ import annotations

import json
from collections.abc import Iterator

from schemas.article import Reason
from tasks.sources.raw_root import RawFile
from tasks.sources.row import Row, UnreadRow
from tasks.sources.streams import INFLATED, GzipDamagedError, GzipStream, PlainStream, Stream, is_gzip
from tasks.sources.text_like import looks_like_text

ESCAPED = 8
"""How many times longer than its payload a row may be: `\\u0041` is six bytes for one, and there are other columns."""
ROOM = 1024 * 1024


def read_json_lines(file: RawFile, named_gzip: bool, limit: int) -> Iterator[tuple[int, Row | UnreadRow]]:  # noqa: FBT001 - one caller
    """(line number from 0, row) of every line that is not blank.

    What a damaged gzip member still gives is read up to the damage.

    Args:
        file: the file; its first bytes say whether it is gzipped.
        named_gzip: whether its name says so.
        limit: bytes of a page; a line that must hold a larger one is passed by unread.
    """
    packed = is_gzip(file)
    if named_gzip and not packed and not looks_like_text(file.read_at(0, 1024)):
        yield 0, UnreadRow("named .gz, but it does not begin as gzip does")
        return
    stream = GzipStream(file) if packed else PlainStream(file)
    following = 0
    try:
        for number, line in _lines(stream, limit * ESCAPED + ROOM):
            if line is None:
                yield number, UnreadRow(f"the row is too long for limits.page_bytes ({limit} bytes)", Reason.SIZE_LIMIT)
            elif text := line.strip():
                yield number, _row(text.removeprefix(b"\xef\xbb\xbf") if number == 0 else text)
            following = number + 1
    except GzipDamagedError as damage:
        yield following, UnreadRow(f"{damage}; all rows from here on are lost")
    else:
        if isinstance(stream, GzipStream) and stream.end < file.size:
            yield following, UnreadRow("bytes that are not gzip follow the last row")


def _lines(stream: Stream, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) of every line; None for one that is too long, of which no more than `longest` bytes are held."""
    held: list[bytes] = []
    number, size = 0, 0
    while chunk := stream.peek(INFLATED):
        stream.skip(len(chunk))
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            size += len(end)
            yield number, b"".join([*held, end]) if size <= longest else None
            held, number, size = [], number + 1, 0
        size += len(rest)
        held.append(rest)
        if size > longest:
            held.clear()
    if size:
        yield number, b"".join(held) if size <= longest else None


def _row(line: bytes) -> Row | UnreadRow:
    try:
        value = json.loads(line.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as error:
        return UnreadRow(f"the line is not UTF-8: {error.reason} at byte {error.start}")
    except json.JSONDecodeError as error:
        return UnreadRow(f"the line is not JSON: {error.msg} (character {error.pos})")
    except ValueError as error:
        return UnreadRow(f"the line is not JSON that can be read: {error}")
    except RecursionError:
        return UnreadRow("the line is JSON nested too deeply")
    return value if isinstance(value, dict) else UnreadRow(f"the line is a JSON {type(value).__name__}, not an object")
