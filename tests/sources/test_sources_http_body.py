"""Bodies as servers send them: chunks and content codings undone, bounded."""

import gzip
import zlib
from contextlib import suppress

import brotli
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Reason
from tasks.rejected import PageRejectedError
from tasks.sources.http_body import HttpAnswer

PAGE = b"<!doctype html><p>" + b"A page of news. " * 300 + b"</p>"
LIMIT = 100_000


def chunked(data, size=100, end=b"0\r\n\r\n"):
    parts = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + end


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def zstd(data):
    return pa.compress(data, codec="zstd", asbytes=True)


def answer(body, **fields):
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return HttpAnswer.parse(f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode("latin-1") + body)


BODIES = [
    ("as it is", PAGE, {}),
    ("gzip", gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
    ("x-gzip in capitals", gzip.compress(PAGE), {"Content_Encoding": "X-GZIP"}),
    ("two gzip members", gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:]), {"Content_Encoding": "gzip"}),
    ("gzip with bytes behind it", gzip.compress(PAGE) + b"junk", {"Content_Encoding": "gzip"}),
    ("deflate as the standard has it", zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
    ("deflate as others send it", raw_deflate(PAGE), {"Content_Encoding": "deflate"}),
    ("br", brotli.compress(PAGE), {"Content_Encoding": "br"}),
    ("zstd", zstd(PAGE), {"Content_Encoding": "zstd"}),
    ("two zstd frames", zstd(PAGE[:99]) + zstd(PAGE[99:]), {"Content_Encoding": "zstd"}),
    ("one coding in another", brotli.compress(gzip.compress(PAGE)), {"Content_Encoding": "gzip, br"}),
    ("chunked", chunked(PAGE), {"Transfer_Encoding": "chunked"}),
    ("chunks of line feeds alone", chunked(PAGE).replace(b"\r\n", b"\n"), {"Transfer_Encoding": "chunked"}),
    (
        "chunks with extensions",
        chunked(PAGE, 5000).replace(b"\r\n", b" ;name=value\r\n", 1),
        {"Transfer_Encoding": "chunked"},
    ),
    ("chunks and a trailer", chunked(PAGE, end=b"0\r\nExpires: never\r\n\r\n"), {"Transfer_Encoding": "chunked"}),
    ("no last chunk", chunked(PAGE, end=b""), {"Transfer_Encoding": "chunked"}),
    ("chunked gzip", chunked(gzip.compress(PAGE)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
    ("gzip for transfer", chunked(gzip.compress(PAGE)), {"Transfer_Encoding": "gzip, chunked"}),
    ("a coding that is none", PAGE, {"Content_Encoding": "identity"}),
    ("a charset for a coding", PAGE, {"Content_Encoding": "utf-8"}),
    ("an empty coding", PAGE, {"Content_Encoding": ""}),
    ("empty gzip", b"", {"Content_Encoding": "gzip"}),
    *[
        (f"stored unpacked under {coding}", PAGE, {"Content_Encoding": coding})
        for coding in ("gzip", "deflate", "br", "zstd")
    ],
    ("stored unchunked", PAGE, {"Transfer_Encoding": "chunked"}),
    ("plain text stored unpacked", "Crème brûlée".encode(), {"Content_Encoding": "br"}),
]


@pytest.mark.parametrize(("case", "body", "fields"), BODIES)
def test_bodies(case, body, fields):
    expected = "Crème brûlée".encode() if "plain text" in case else b"" if case == "empty gzip" else PAGE
    assert answer(body, **fields).payload(LIMIT) == expected


def cut(data):
    return data[: len(data) * 2 // 3]


BROKEN = [
    ("cut gzip", cut(gzip.compress(PAGE)), {"Content_Encoding": "gzip"}),
    ("cut deflate", cut(zlib.compress(PAGE)), {"Content_Encoding": "deflate"}),
    ("cut br", cut(brotli.compress(PAGE)), {"Content_Encoding": "br"}),
    ("cut zstd", cut(zstd(PAGE)), {"Content_Encoding": "zstd"}),
    ("cut chunks", chunked(PAGE)[:1000], {"Transfer_Encoding": "chunked"}),
    (
        "no chunk size where one must be",
        chunked(PAGE).replace(b"64\r\n", b"xyz\r\n").replace(b"xyz", b"64", 1),
        {"Transfer_Encoding": "chunked"},
    ),
    ("corrupt gzip", gzip.compress(PAGE)[:40] + b"\xff" * 9 + gzip.compress(PAGE)[49:], {"Content_Encoding": "gzip"}),
    ("noise for gzip", b"\x00\x01\x02" * 50, {"Content_Encoding": "gzip"}),
    ("noise for br", b"\x00\x01\x02\xff" * 50, {"Content_Encoding": "br"}),
]


@pytest.mark.parametrize(("case", "body", "fields"), BROKEN)
def test_broken_bodies(case, body, fields):
    with pytest.raises(PageRejectedError) as caught:
        answer(body, **fields).payload(LIMIT)
    assert caught.value.reason == Reason.DAMAGED_RECORD, case
    assert " body: " in caught.value.detail


@pytest.mark.parametrize(("case", "body", "fields"), [row for row in BROKEN if row[0].startswith("cut ")])
def test_bodies_that_the_crawler_cut_give_what_there_is(case, body, fields):
    got = answer(body, **fields).payload(LIMIT, cut=True)
    assert PAGE.startswith(got), case
    assert got or "br" in case or "zstd" in case


BOMBS = [
    ("gzip", gzip.compress(b"\0" * 30_000_000)),
    ("gzip", gzip.compress(b"\0" * 90_000) * 2),
    ("deflate", zlib.compress(b"\0" * 30_000_000)),
    ("br", brotli.compress(b"\0" * 30_000_000, quality=5)),
    ("zstd", zstd(b"\0" * 30_000_000)),
    ("gzip, gzip", gzip.compress(gzip.compress(b"\0" * 30_000_000))),
    ("identity", b"\0" * (LIMIT + 1)),
]


@pytest.mark.parametrize(("coding", "body"), BOMBS)
def test_bombs_meet_the_size_limit(coding, body):
    fields = {"Content_Encoding": coding}
    with pytest.raises(PageRejectedError) as caught:
        answer(body, **fields).payload(LIMIT)
    assert caught.value.reason == Reason.SIZE_LIMIT


def test_as_large_as_the_limit_is_not_too_large():
    for coding, body in (
        ("gzip", gzip.compress(b"x" * LIMIT)),
        ("br", brotli.compress(b"x" * LIMIT)),
        ("zstd", zstd(b"x" * LIMIT)),
    ):
        assert len(answer(body, Content_Encoding=coding).payload(LIMIT)) == LIMIT


HEADERS = [
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nx", 200, "text/html", b"x"),
    (b"HTTP/1.1 200\r\n\r\nx", 200, None, b"x"),
    (b"HTTP/2 200 \r\ncontent-type:text/html;charset=UTF-8\r\n\r\nx", 200, "text/html;charset=UTF-8", b"x"),
    (b"HTTP/1.0 404 Not Found\nContent-Type: a/b\n\nx\r\n\r\ny", 404, "a/b", b"x\r\n\r\ny"),
    (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx",
        200,
        None,
        b"x",
    ),
    (b"HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n\r\nx", 200, "c/d", b"x"),
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=utf-8\r\n\r\nx", 200, "text/html; charset=utf-8", b"x"),
    (b"HTTP/1.1 200 OK\r\nX-Caf\xe9: \xe9\r\n\r\nx", 200, None, b"x"),
]


@pytest.mark.parametrize(("block", "status", "content_type", "body"), HEADERS)
def test_headers(block, status, content_type, body):
    got = HttpAnswer.parse(block)
    assert (got.status, got.content_type, got.body) == (status, content_type, body)


codings = st.lists(st.sampled_from(["gzip", "deflate", "br", "zstd"]), max_size=3)
PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd}


@given(st.binary(max_size=2000), codings, st.integers(1, 500))
def test_what_was_coded_comes_back(data, names, size):
    body = data
    for name in names:
        body = PACKERS[name](body)
    assert (
        answer(chunked(body, size), Content_Encoding=", ".join(names), Transfer_Encoding="chunked").payload(10**6)
        == data
    )


@given(
    st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "br", "zstd", "chunked", "gzip, br"]), st.booleans()
)
def test_any_bytes_end_in_a_payload_or_a_rejection(data, coding, was_cut):
    for start in (b"", b"\x1f\x8b\x08\0", b"\x78\x9c", b"\x28\xb5\x2f\xfd", b"5\r\n"):
        field = "Transfer_Encoding" if coding == "chunked" else "Content_Encoding"
        with suppress(PageRejectedError):
            assert len(answer(start + data, **{field: coding}).payload(1000, cut=was_cut)) <= 1000


def test_the_record_says_that_it_was_cut(root, tools):
    packed = gzip.compress(PAGE)[:60]
    for warc, count in ({}, 0), ({"WARC-Truncated": "length"}, 1):
        pages, rejections, _ = tools.split(
            root.warc(tools.record(body=packed, http=[("Content-Encoding", "gzip")], warc=warc))
        )
        assert (len(pages), len(rejections)) == (count, 1 - count)
