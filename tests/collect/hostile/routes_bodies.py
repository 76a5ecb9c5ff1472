"""Bodies: bombs, bodies without an end, bodies that are not whole, codings and types that lie."""

import hashlib
import itertools

from hostile.packed import bent, bomb, chunks, cut, nothing, packed, wide_zstd
from hostile.talk import (
    PAGE,
    Expect,
    Route,
    Why,
    dripping,
    endless,
    failed,
    hanging,
    head,
    passed_over,
    reply,
    torn,
    whole,
)

LONG = PAGE * 200 + hashlib.shake_128(b"noise").hexdigest(20_000).encode()
CHUNKED = b"Transfer-Encoding: chunked"
CODINGS = ("gzip", "x-gzip", "deflate", "raw deflate", "br", "zstd")
NESTED = ("gzip, gzip", "gzip, br", "br, gzip", "deflate, zstd", "zstd, br", "gzip, gzip, gzip", "br, zstd, deflate")


def told(codings: str) -> bytes:
    return b"Content-Encoding: " + codings.removeprefix("raw ").encode()


def name(codings: str) -> str:
    return codings.replace(", ", "-in-").replace(" ", "-")


BOMBS: dict[str, Route] = {
    f"/bomb/{name(codings)}": failed(
        endless(head(told(codings)), lambda codings=codings: bomb(codings)), Why.BODY_LIMIT
    )
    for codings in (*CODINGS, *NESTED)
} | {
    "/bomb/chunked-gzip": failed(endless(head(told("gzip"), CHUNKED), lambda: chunks(bomb("gzip"))), Why.BODY_LIMIT),
    "/bomb/finite": failed(reply(packed("gzip, gzip", bytes(200_000_000)), told("gzip, gzip")), Why.BODY_LIMIT),
    "/bomb/empty-gzip-members": failed(endless(head(told("gzip")), lambda: nothing("gzip")), Why.BODY_LIMIT),
    "/bomb/zstd-frames-to-skip": failed(endless(head(told("zstd")), lambda: nothing("zstd")), Why.BODY_LIMIT),
    "/bomb/deflate-blocks-of-nothing": failed(
        endless(head(told("deflate")), lambda: nothing("deflate")), Why.BODY_LIMIT
    ),
    "/bomb/zstd-window": failed(reply(wide_zstd(), told("zstd")), Why.ENCODING),
    "/bomb/of-an-error": failed(
        endless(head(told("gzip"), status=b"404 Not Found"), lambda: bomb("gzip")), Why.CLIENT_ERROR
    ),
}

ENDLESS: dict[str, Route] = {
    "/endless/plain": failed(endless(head(), lambda: itertools.repeat(b"x" * 65536)), Why.BODY_LIMIT),
    "/endless/chunked": failed(endless(head(CHUNKED), lambda: chunks(itertools.repeat(b"x" * 65536))), Why.BODY_LIMIT),
    "/endless/tiny-chunks": failed(
        endless(head(CHUNKED), lambda: itertools.repeat(b"1\r\nx\r\n" * 1000)), Why.BODY_LIMIT, Why.DEADLINE, seconds=5
    ),
    "/endless/chunk-size": failed(endless(head(CHUNKED), lambda: itertools.repeat(b"0" * 4096)), Why.PROTOCOL),
    "/endless/chunk-extension": failed(
        endless(head(CHUNKED) + b"5;", lambda: itertools.repeat(b"x" * 4096)), Why.PROTOCOL
    ),
    "/endless/trailer": failed(
        endless(head(CHUNKED) + b"5\r\nhello\r\n0\r\n", lambda: itertools.repeat(b"X-More: of the same\r\n" * 99)),
        Why.PROTOCOL,
    ),
    "/endless/of-an-error": failed(
        endless(head(status=b"500 Oops"), lambda: itertools.repeat(b"x" * 65536)), Why.SERVER_ERROR
    ),
    "/endless/of-a-film": passed_over(
        endless(head(kind=b"video/mp4"), lambda: itertools.repeat(b"x" * 65536)), Why.CONTENT_TYPE
    ),
    "/endless/robots": whole(
        endless(head(kind=b"image/png"), lambda: itertools.repeat(b"Disallow: /x\n" * 999)), expect=Expect.ROBOTS
    ),
    "/slow/body": failed(dripping(head()), Why.DEADLINE, seconds=1),
    "/slow/body-with-length": failed(dripping(head(b"Content-Length: 100")), Why.DEADLINE, seconds=1),
    "/slow/chunks": failed(dripping(head(CHUNKED), itertools.cycle(b"1\r\nx\r\n")), Why.DEADLINE, seconds=1),
    "/slow/gzip": failed(dripping(head(told("gzip")), packed("gzip", PAGE)), Why.DEADLINE, seconds=1),
    "/hang/after-head": failed(hanging(head(b"Content-Length: 100")), Why.DEADLINE, seconds=1),
    "/hang/in-body": failed(hanging(head(b"Content-Length: 999999") + PAGE), Why.DEADLINE, seconds=1),
    "/hang/before-last-chunk": failed(hanging(head(CHUNKED) + b"5\r\nhello\r\n"), Why.DEADLINE, seconds=1),
    "/hang/without-length": failed(hanging(head() + PAGE), Why.DEADLINE, seconds=1),
}

CUT: dict[str, Route] = {
    f"/cut/{name(codings)}": failed(reply(cut(packed(codings, LONG)), told(codings)), Why.TRUNCATED)
    for codings in (*CODINGS, "gzip, br")
} | {
    "/cut/length": failed(head(b"Content-Length: 999") + PAGE, Why.TRUNCATED),
    "/cut/length-of-gzip": failed(head(told("gzip"), b"Content-Length: 9999") + packed("gzip", PAGE), Why.TRUNCATED),
    "/cut/chunk": failed(head(CHUNKED) + b"ff\r\nonly this", Why.TRUNCATED),
    "/cut/last-chunk": failed(head(CHUNKED) + b"5\r\nhello\r\n", Why.TRUNCATED),
    "/cut/chunk-size": failed(head(CHUNKED) + b"5\r\nhello\r\nf", Why.TRUNCATED),
    "/cut/reset": failed(torn(head(b"Content-Length: 999") + PAGE), Why.TRUNCATED),
    "/cut/reset-without-length": failed(torn(head() + PAGE), Why.TRUNCATED),
    "/cut/gzip-without-length": failed(head(told("gzip")) + cut(packed("gzip", LONG)), Why.TRUNCATED),
    "/cut/second-gzip-member": failed(
        reply(packed("gzip", PAGE) + cut(packed("gzip", LONG)), told("gzip")), Why.TRUNCATED
    ),
    "/cut/partial-content": failed(reply(status=b"206 Partial Content"), Why.TRUNCATED),
    "/cut/of-an-error": failed(head(b"Content-Length: 999", status=b"503 Busy") + PAGE, Why.SERVER_ERROR),
}

LIES: dict[str, Route] = {
    f"/corrupt/{name(codings)}": failed(reply(bent(packed(codings, LONG)), told(codings)), Why.ENCODING)
    for codings in ("gzip", "deflate", "gzip, br")
} | {
    "/corrupt/br": failed(reply(b"\xff\x00" * 400, told("br")), Why.ENCODING),
    "/corrupt/zstd": failed(reply(b"\x28\xb5\x2f\xfd" + b"\xff" * 400, told("zstd")), Why.ENCODING),
    "/corrupt/checksum": failed(reply(packed("gzip", LONG)[:-8] + bytes(8), told("gzip")), Why.ENCODING),
    "/corrupt/plain-as-gzip": failed(reply(PAGE, told("gzip")), Why.ENCODING),
    "/corrupt/unknown-coding": failed(reply(PAGE, told("rot13")), Why.ENCODING),
    "/corrupt/four-codings": failed(
        reply(packed("gzip, gzip, gzip, gzip", PAGE), told("gzip, gzip, gzip, gzip")), Why.ENCODING
    ),
    "/corrupt/thousand-codings": failed(reply(PAGE, told(", ".join(["gzip"] * 1000))), Why.ENCODING),
    "/corrupt/chunk-size": failed(head(CHUNKED) + b"5\r\nhello\r\nxyz\r\n", Why.PROTOCOL),
    "/corrupt/negative-chunk": failed(head(CHUNKED) + b"-5\r\nhello\r\n", Why.PROTOCOL),
    "/corrupt/huge-chunk": failed(head(CHUNKED) + b"fffffffffffffffffff\r\nhello", Why.TRUNCATED, Why.PROTOCOL),
    "/corrupt/length-negative": failed(head(b"Content-Length: -5") + PAGE, Why.PROTOCOL),
    "/corrupt/length-words": failed(head(b"Content-Length: many") + PAGE, Why.PROTOCOL),
    "/corrupt/length-twice": failed(head(b"Content-Length: 5", b"Content-Length: 6") + PAGE, Why.PROTOCOL),
    "/corrupt/length-huge": failed(head(b"Content-Length: 99999999999") + PAGE, Why.BODY_LIMIT),
    "/corrupt/length-digits": failed(head(b"Content-Length: " + b"9" * 5000) + PAGE, Why.PROTOCOL),
    "/corrupt/transfer-coding": failed(head(b"Transfer-Encoding: gzip, chunked") + PAGE, Why.PROTOCOL),
    "/type/image": passed_over(reply(b"\x89PNG\r\n", kind=b"image/png"), Why.CONTENT_TYPE),
    "/type/feed-for-a-page": passed_over(reply(b"<rss/>", kind=b"application/rss+xml"), Why.CONTENT_TYPE),
    "/type/none-and-noise": passed_over(
        b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n\x89PNG\r\n\x1a\n", Why.CONTENT_TYPE
    ),
    "/type/rubbish": passed_over(reply(b"\0\1\2\3", kind=b";;;=,,/"), Why.CONTENT_TYPE),
}

WHOLE: dict[str, Route] = {
    f"/whole/{name(codings)}": whole(reply(packed(codings, PAGE), told(codings))) for codings in (*CODINGS, *NESTED)
} | {
    "/whole/plain": whole(reply()),
    "/whole/without-length": whole(head() + PAGE),
    "/whole/chunked": whole(head(CHUNKED) + b"".join(chunks([PAGE[:50], PAGE[50:]])) + b"0\r\n\r\n"),
    "/whole/empty": whole(reply(b"")),
    "/whole/empty-gzip": whole(reply(b"", told("gzip"))),
    "/whole/gzip-and-junk": whole(reply(packed("gzip", PAGE) + b"\0" * 512, told("gzip"))),
    "/whole/two-gzip-members": whole(reply(packed("gzip", PAGE[:50]) + packed("gzip", PAGE[50:]), told("gzip"))),
    "/whole/identity": whole(reply(PAGE, told("identity"))),
    "/whole/more-than-told": whole(head(b"Content-Length: %d" % len(PAGE)) + PAGE + b"HTTP/1.1 200 OK\r\n\r\nmore"),
    "/whole/no-type": whole(b"HTTP/1.1 200 OK\r\n\r\n" + PAGE),
    "/whole/two-types": whole(reply(PAGE, b"Content-Type: text/html", kind=b"image/png")),
    "/charset/unknown": whole(reply(kind=b"text/html; charset=klingon")),
    "/charset/utf-7": whole(reply(b"+ADw-p+AD4-", kind=b"text/html; charset=utf-7")),
    "/charset/lies": whole(reply(PAGE + "\u00e9\u4e00".encode("utf-16"), kind=b"text/html; charset=utf-8")),
    "/charset/long": whole(reply(kind=b"text/html; charset=" + b"x" * 9000)),
    "/charset/base64": whole(reply(kind=b"text/html; charset=base64")),
}

ROUTES = BOMBS | ENDLESS | CUT | LIES | WHOLE
