"""A WARC file read to its end by gzip and by two readers that have nothing in common."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator


def records(path: Path) -> list[tuple[str, str]]:
    """(type, host and path of the page) of every record, in order."""
    gzip.decompress(path.read_bytes())
    with path.open("rb") as file:
        slow = []
        for one in ArchiveIterator(file, check_digests="raise"):
            one.raw_stream.read()  # not `content_stream`: it asks brotli for what newer ones do not have
            slow.append(_told(one.rec_headers.get_header))
    with path.open("rb") as file:
        fast = []
        for one in FastIterator(file, parse_http=True):
            one.reader.read()
            fast.append(_told(one.headers.get))
    assert slow == fast
    return slow


def _told(field) -> tuple[str, str]:
    page = urlsplit(field("WARC-Target-URI") or "")
    return field("WARC-Type"), f"{page.hostname}{page.path}" if page.hostname else ""


def captures(raw: Path, kind: str = "response") -> list[str]:
    """Host and path of every capture of a kind under a raw folder in which nothing is left open."""
    assert not list(raw.rglob("*.open"))
    return [page for path in sorted(raw.rglob("*.warc.gz")) for record, page in records(path) if record == kind]
