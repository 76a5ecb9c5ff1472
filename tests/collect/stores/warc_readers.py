"""WARC files as three readers find them: warcio, fastwarc, and the one that cleaning uses."""

import gzip
import io
from pathlib import Path

import brotli
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from tasks.sources import plan, read


def members(data):
    """The records of a file, each from a gzip member of its own, as they stand."""
    found, place = [], 0
    while place < len(data):
        end = next(
            (n for n in range(place + 18, len(data)) if data[n : n + 3] == b"\x1f\x8b\x08" and whole(data[place:n])),
            len(data),
        )
        found.append(gzip.decompress(data[place:end]))
        place = end
    return found


def whole(data):
    try:
        gzip.decompress(data)
    except (EOFError, OSError):
        return False
    return True


def with_warcio(path):
    """(type, address, body with its codings undone) of every record; a wrong digest raises."""
    found = []
    with Path(path).open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            url = record.rec_headers.get_header("WARC-Target-URI")
            packed = record.http_headers and record.http_headers.get_header("Content-Encoding") == "br"
            # warcio's own way with br fails for this brotli: it sets an attribute that the decoder does not take
            body = brotli.decompress(record.raw_stream.read()) if packed else record.content_stream().read()
            found.append((record.rec_type, url, body))
    return found


def with_fastwarc(path):
    """(type, address) of every record; every block digest is right."""
    found = []
    for record in FastIterator(io.BytesIO(Path(path).read_bytes()), parse_http=False):
        assert "WARC-Block-Digest" not in record.headers or record.verify_block_digest()
        found.append((str(record.record_type), record.headers.get("WARC-Target-URI")))
    for record in FastIterator(io.BytesIO(Path(path).read_bytes()), parse_http=True):
        assert record.reader.read() is not None
    return found


def with_ours(root):
    return [one for shard in plan(root) for one in read(shard, root)]


def fields(record):
    return dict(line.split(": ", 1) for line in record.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:])
