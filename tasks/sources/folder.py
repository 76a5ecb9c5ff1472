"""Loose files: one page a file, gzipped or not."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.config import Config
from schemas.page import RawPage
from tasks.sources.raw_root import RawFile, RawRoot
from tasks.sources.source import Loaded, accepted, damaged
from tasks.sources.streams import GzipDamagedError, GzipStream, is_gzip
from tasks.sources.text_like import looks_like_text

PLAIN = (".html", ".htm", ".xhtml", ".txt")
SUFFIXES = (*PLAIN, *(f"{suffix}.gz" for suffix in PLAIN))


def read_file(raw: RawRoot, path: str, config: Config) -> Iterator[Loaded]:
    """The one page of a loose file. Whether it is gzipped its bytes say, not its name.

    Raises:
        OSError: the file cannot be read.
    """
    limit = config.limits.page_bytes
    with raw.open(path) as handle:
        file = RawFile(handle)
        start = file.read_at(0, min(1024, limit + 1))
        if is_gzip(file):
            try:
                payload = GzipStream(file).read(limit + 1)
            except GzipDamagedError as damage:
                yield damaged(path, None, str(damage))
                return
        elif path.lower().endswith(".gz") and start and not looks_like_text(start):
            yield damaged(path, None, "named .gz, but it does not begin as gzip does")
            return
        else:
            payload = file.read_at(0, limit + 1)
    yield accepted(RawPage(path, payload), limit)
