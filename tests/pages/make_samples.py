"""Builds those files of data/raw that nobody can read in an editor, from the pages in `sources/` beside this script.

    python tests/pages/make_samples.py [RAW_ROOT]

A WARC, a dump and two gzipped pages. No clock and no chance: dates and record ids are fixed, so the same sources give
the same bytes wherever zlib compresses alike.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
RAW = Path(__file__).parents[2] / "data" / "raw"
WARC = "capture_date=2026-11-02/news-0001.warc.gz"
DUMP = "capture_date=2026-11-03/scrape-0001.jsonl"
GZIPPED = ("saved-html/clock-tower-paywall.html", "saved-text/reservoir-analysis.txt")

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
HTML = "text/html; charset=utf-8"
CAPTURES: tuple[tuple[str, str, str, str, str], ...] = (
    # page in sources/2026-11-02, URL, status line, content type, how the body travelled
    ("ferry-timetable.html", "https://www.vessby-observer.example/transport/night-ferry-returns", "200 OK", HTML, ""),
    ("school-boat.html", "https://tarnferrypost.example/2026/10/30/school-boat.html", "200 OK", "text/html", "chunked"),
    ("island-radio.html", "https://ledger.example/culture/radio-skarne-one-listener", "200 OK", HTML, "gzip"),
    ("gone.html", "https://www.vessby-observer.example/transport/toll-bridge", "404 Not Found", HTML, ""),
    ("pixel", "https://ledger.example/img/radio.png", "200 OK", "image/png", ""),
    ("huitres.html", "https://www.courrier-du-port.example/economie/huitres-baie-de-selvain", "200 OK", HTML, ""),
    ("consent-wall.html", "https://estuary-today.example/news/eel-season-opens", "200 OK", HTML, ""),
    (
        "dialect-word.html",
        "http://chronicle.example/culture/story.php?id=5530",
        "200 OK",
        "text/html; charset=iso-8859-1",
        "",
    ),
    ("js-shell.html", "https://app.saltmarsh-echo.example/story/48213", "200 OK", HTML, ""),
)
ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    # page in sources/2026-11-03, the other columns of its row; None stands for a line that was cut in writing
    (
        "bee-hotel.html",
        {
            "url": "https://estuary-today.example/nature/fire-station-bees",
            "fetched_at": "2026-11-03T04:10:00Z",
            "content_type": HTML,
            "status": 200,
        },
    ),
    (
        "tram-archive.txt",
        {"url": "https://ledger.example/local/tram-no-9", "fetched_at": "2026-11-03T04:10:07+00:00", "status": 200},
    ),
    ("", {}),
    (
        "row-gone.html",
        {"url": "https://courier.example/region/old-page", "fetched_at": "2026-11-03T04:11:00Z", "status": 404},
    ),
    (
        "night-walkers.html",
        {"url": "https://www.saltmarsh-echo.example/news/lampmen", "fetched_at": "2026-11-03T04:11:30"},
    ),
    ("quarry-letter.txt", {"url": "https://gretley.example/quarry-sundays", "fetched_at": "2026-11-03T04:12:00Z"}),
    ("search-page.html", {"url": "https://courier.example/search?q=ferry", "fetched_at": "2026-11-03T04:12:20Z"}),
    ("row-empty.html", {"url": "https://app.saltmarsh-echo.example/story/48214", "fetched_at": "2026-11-03T04:12:40Z"}),
)
CUT_LINE = '{"url": "https://courier.example/region/gull-bend-wall", "fetched_at": "2026-11-03T04:10:40Z", "html": "<html><head><ti'


def build(raw_root: Path) -> None:
    """Writes the WARC, the dump and the gzipped pages under a raw root."""
    for name, data in contents():
        target = raw_root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def contents() -> Iterator[tuple[str, bytes]]:
    """Each built file's path below the raw root, and its bytes."""
    yield WARC, warc()
    yield DUMP, dump().encode()
    for name in GZIPPED:
        yield f"{name}.gz", _packed((SOURCES / name).read_bytes())


def warc() -> bytes:
    """A capture as crawlers write it (WARC/1.0, ISO 28500): warcinfo, then request, response and metadata records."""
    first = CAPTURES[0][1]
    records = [_record(0, "warcinfo", "", "application/warc-fields", b"software: copydesk sample\r\n")]
    records.append(_record(1, "request", first, "application/http; msgtype=request", _request(first)))
    for number, (page, url, status, content_type, travel) in enumerate(CAPTURES, start=2):
        body, headers = _body(page, travel)
        head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers, "", ""])
        records.append(_record(number, "response", url, "application/http; msgtype=response", head.encode() + body))
    records.append(_record(len(records), "metadata", first, "application/warc-fields", b"fetchTimeMs: 212\r\n"))
    return b"".join(_packed(record) for record in records)


def dump() -> str:
    """JSON lines as a scraper writes them, one of them cut off."""
    lines = []
    for page, columns in ROWS:
        if not page:
            lines.append(CUT_LINE)
            continue
        column = "text" if page.endswith(".txt") else "html"
        row = columns | {column: (SOURCES / "2026-11-03" / page).read_text(encoding="utf-8")}
        lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def _request(url: str) -> bytes:
    host, _, path = url.removeprefix("https://").partition("/")
    return f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: sample\r\n\r\n".encode()


def _record(number: int, kind: str, url: str, content_type: str, block: bytes) -> bytes:
    headers = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind}/{number}')}>",
        f"WARC-Date: 2026-11-02T03:{number:02d}:00Z",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"WARC-Block-Digest: sha1:{base64.b32encode(hashlib.sha1(block).digest()).decode()}",  # noqa: S324 - as WARC asks
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*headers, "", ""]).encode() + block + b"\r\n\r\n"


def _body(page: str, travel: str) -> tuple[bytes, list[str]]:
    data = PIXEL if page == "pixel" else (SOURCES / "2026-11-02" / page).read_bytes()
    if travel == "chunked":
        return _chunked(data), ["Transfer-Encoding: chunked"]
    if travel == "gzip":
        data = _packed(data, level=0)  # stored, not squeezed: the record's digest is then the same with every zlib
        return data, ["Content-Encoding: gzip", f"Content-Length: {len(data)}"]
    return data, [f"Content-Length: {len(data)}"]


def _packed(data: bytes, level: int = 9) -> bytes:
    """One gzip member without a time."""
    packer = zlib.compressobj(level, zlib.DEFLATED, wbits=31)
    return packer.compress(data) + packer.flush()


def _chunked(data: bytes, size: int = 700) -> bytes:
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else RAW)
