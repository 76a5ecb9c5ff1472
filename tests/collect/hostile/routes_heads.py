"""Heads: none, garbage, too long, too slow; statuses of every kind."""

import itertools

from hostile.talk import (
    PAGE,
    Outcome,
    Route,
    Validators,
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

FIELD = b"X-Filler: " + b"x" * 1000 + b"\r\n"

GARBAGE: dict[str, Route] = {
    "/head/nothing": failed(b"", Why.CONNECT),
    "/head/reset": failed(torn(b""), Why.CONNECT),
    "/head/garbage": failed(b"\x00\xff\x13garbage\r\n\r\n" + PAGE, Why.PROTOCOL),
    "/head/garbage-without-end": failed(b"no status line", Why.PROTOCOL),
    "/head/old-http": failed(PAGE, Why.PROTOCOL),
    "/head/ssh": failed(b"SSH-2.0-OpenSSH_9.9\r\n", Why.PROTOCOL),
    "/head/smtp": failed(b"220 mail.example ESMTP\r\n", Why.PROTOCOL),
    "/head/tls": failed(b"\x15\x03\x01\x00\x02\x02\x0a", Why.PROTOCOL),
    "/head/icy": failed(b"ICY 200 OK\r\n\r\n" + PAGE, Why.PROTOCOL),
    "/head/http-x": failed(b"HTTP/x.y 200 OK\r\n\r\n" + PAGE, Why.PROTOCOL),
    "/head/status-words": failed(head(status=b"twohundred OK") + PAGE, Why.PROTOCOL),
    "/head/status-short": failed(head(status=b"20 OK") + PAGE, Why.PROTOCOL),
    "/head/status-long": failed(head(status=b"2000 OK") + PAGE, Why.PROTOCOL),
    "/head/status-zero": failed(head(status=b"000 OK") + PAGE, Why.PROTOCOL),
    "/head/cut": failed(b"HTTP/1.1 200 OK\r\nContent-Type: text/h", Why.TRUNCATED),
    "/head/no-colon": failed(head(b"this is no field") + PAGE, Why.PROTOCOL),
    "/head/nul": failed(head(b"X-Nul: a\0b") + PAGE, Why.PROTOCOL),
    "/head/space-in-name": failed(head(b"X Y: z") + PAGE, Why.PROTOCOL),
    "/head/switching": failed(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", Why.PROTOCOL
    ),
    "/head/two-places": Route(
        reply(b"", b"Location: /whole/plain", b"Location: /whole/empty", status=b"302 Found"),
        Outcome.REFUSED,
        (Why.URL,),
    ),
}

LIMITS: dict[str, Route] = {
    "/head/endless": failed(endless(b"HTTP/1.1 200 OK\r\n", lambda: itertools.repeat(FIELD * 16)), Why.HEADER_LIMIT),
    "/head/ten-megabytes": failed(b"HTTP/1.1 200 OK\r\n" + FIELD * 10_000 + b"\r\n" + PAGE, Why.HEADER_LIMIT),
    "/head/one-field": failed(
        endless(b"HTTP/1.1 200 OK\r\nX: ", lambda: itertools.repeat(b"x" * 65536)), Why.HEADER_LIMIT
    ),
    "/head/many-fields": failed(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100_000 + b"\r\n", Why.HEADER_LIMIT),
    "/head/status-line": failed(endless(b"HTTP/1.1 200 ", lambda: itertools.repeat(b"O" * 4096)), Why.HEADER_LIMIT),
    "/head/no-line": failed(endless(b"", lambda: itertools.repeat(b"x" * 4096)), Why.HEADER_LIMIT, Why.PROTOCOL),
    "/head/a-little-too-long": failed(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + FIELD * 33 + b"\r\n" + PAGE, Why.HEADER_LIMIT
    ),
    "/head/interim": failed(
        endless(b"", lambda: itertools.repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 50)), Why.HEADER_LIMIT
    ),
    "/head/folded": failed(
        endless(b"HTTP/1.1 200 OK\r\nX: x\r\n", lambda: itertools.repeat(b" x\r\n" * 999)), Why.HEADER_LIMIT
    ),
    "/slow/head": failed(dripping(b"HTTP/1.1 200 OK\r\nX: "), Why.DEADLINE, seconds=1),
    "/slow/interim": failed(dripping(b"", itertools.cycle(b"HTTP/1.1 100 Continue\r\n\r\n")), Why.DEADLINE, seconds=2),
    "/hang/before-head": failed(hanging(b""), Why.DEADLINE, seconds=1),
    "/hang/in-head": failed(hanging(b"HTTP/1.1 200 OK\r\nContent-Type: te"), Why.DEADLINE, seconds=1),
}

KNOWN = Validators('"v1"', "Mon, 23 Nov 2026 10:00:00 GMT")


def retry_after(value: bytes, status: bytes = b"503 Busy") -> Route:
    return failed(
        reply(b"later", b"Retry-After: " + value, status=status),
        Why.CLIENT_ERROR if status.startswith(b"4") else Why.SERVER_ERROR,
    )


STATUSES: dict[str, Route] = {
    "/status/204": passed_over(b"HTTP/1.1 204 No Content\r\n\r\n", Why.NO_CONTENT),
    "/status/202": passed_over(reply(status=b"202 Accepted"), Why.NO_CONTENT),
    "/status/300": passed_over(reply(status=b"300 Multiple Choices"), Why.NO_CONTENT),
    "/status/302-to-nowhere": passed_over(reply(status=b"302 Found"), Why.NO_CONTENT),
    "/status/304": Route(
        b"HTTP/1.1 304 Not Modified\r\n\r\n", Outcome.UNCHANGED, (Why.NOT_MODIFIED,), validators=KNOWN
    ),
    "/status/304-coded": Route(
        b"HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\nContent-Length: 99\r\n\r\n",
        Outcome.UNCHANGED,
        (Why.NOT_MODIFIED,),
        validators=KNOWN,
    ),
    "/status/304-unasked": passed_over(b"HTTP/1.1 304 Not Modified\r\n\r\n", Why.NO_CONTENT),
    "/status/403": failed(reply(status=b"403 Forbidden"), Why.CLIENT_ERROR),
    "/status/404": failed(reply(status=b"404 Not Found"), Why.CLIENT_ERROR),
    "/status/500": failed(reply(status=b"500 Oops"), Why.SERVER_ERROR),
    "/status/599": failed(reply(status=b"599 Oops"), Why.SERVER_ERROR),
    "/status/999": failed(reply(status=b"999 Request denied"), Why.SERVER_ERROR),
    "/status/hang-in-error": failed(hanging(head(status=b"500 Oops")), Why.DEADLINE, seconds=1),
    "/retry/seconds": retry_after(b"120"),
    "/retry/seconds-429": retry_after(b"120", b"429 Too Many Requests"),
    "/retry/date": retry_after(b"Tue, 24 Nov 2099 10:00:00 GMT"),
    "/retry/past": retry_after(b"Sun, 06 Nov 1994 08:49:37 GMT"),
    "/retry/absurd": retry_after(b"9" * 400),
    "/retry/negative": retry_after(b"-5"),
    "/retry/words": retry_after(b"when pigs fly"),
    "/retry/year": retry_after(b"Fri, 31 Dec 9999 23:59:59 -2359"),
    "/head/bare-line-feeds": whole(
        b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n%s" % (len(PAGE), PAGE)
    ),
    "/head/interim-first": whole(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + reply()),
    "/head/http-1.0": whole(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE),
    "/head/no-reason": whole(head(status=b"200") + PAGE),
    "/head/large": whole(head(b"X: " + b"x" * 30_000) + PAGE),
    "/head/latin-1": whole(head("X-Caf\u00e9".encode("ascii", "replace").replace(b"?", b"e") + b": \xe9\xff") + PAGE),
}

ROUTES = GARBAGE | LIMITS | STATUSES
