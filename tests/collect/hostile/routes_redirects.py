"""Redirects: without an end, to where nobody may go, and in spellings that hide it."""

import itertools

from hostile.spellings import spellings
from hostile.talk import Route, Talk, Why, endless, failed, hanging, head, passed_over, refused, reply, whole

PORT = "{port}"


def to(place: str | bytes, status: bytes = b"302 Found", *fields: bytes):
    """A redirect; `{port}` in the place is the server's own."""
    raw = place if isinstance(place, bytes) else place.encode()

    async def answer(talk: Talk) -> None:
        location = b"Location: " + raw.replace(PORT.encode(), str(talk.port).encode())
        await talk.send(reply(b"moved", location, *fields, status=status))

    return answer


CHAINS: dict[str, Route] = {
    "/redirect/self": refused(to("/redirect/self"), Why.REDIRECTS),
    "/redirect/ping": refused(to("/redirect/pong"), Why.REDIRECTS),
    "/redirect/pong": refused(to("/redirect/ping"), Why.REDIRECTS),
    "/redirect/fragment": refused(to("/redirect/fragment#again"), Why.REDIRECTS),
    "/redirect/cookie-wall": refused(to("/redirect/cookie-wall", b"302 Found", b"Set-Cookie: seen=1"), Why.REDIRECTS),
    **{f"/redirect/{hops}": refused(to(f"/redirect/{hops - 1}"), Why.REDIRECTS) for hops in (7, 6)},
    **{f"/redirect/{hops}": whole(to(f"/redirect/{hops - 1}")) for hops in (5, 4, 3, 2)},
    "/redirect/1": whole(to("/whole/plain")),
    "/redirect/relative": whole(to("../whole/plain")),
    "/redirect/absolute": whole(to("http://127.0.0.1:{port}/whole/plain")),
    "/redirect/scheme-relative": whole(to("//127.0.0.1:{port}/whole/plain")),
    "/redirect/capitals": whole(to("HTTP://127.0.0.1:{port}/whole/plain")),
    "/redirect/307": whole(to("/whole/plain", b"307 Temporary Redirect")),
    "/redirect/308": whole(to("/whole/plain", b"308 Permanent Redirect")),
    "/redirect/300": passed_over(to("/whole/plain", b"300 Multiple Choices"), Why.NO_CONTENT),
    "/redirect/to-an-error": failed(to("/status/404"), Why.CLIENT_ERROR),
    "/redirect/to-a-bomb": failed(to("/bomb/br"), Why.BODY_LIMIT),
    "/redirect/empty": passed_over(to(""), Why.NO_CONTENT),
    "/redirect/with-endless-body": whole(
        endless(head(b"Location: /whole/plain", status=b"302 Found"), lambda: itertools.repeat(b"x" * 65536))
    ),
    "/redirect/with-hanging-body": failed(
        hanging(head(b"Location: /whole/plain", status=b"302 Found")), Why.DEADLINE, seconds=2
    ),
    "/redirect/with-lying-body": whole(
        reply(b"no gzip", b"Location: /whole/plain", b"Content-Encoding: gzip", status=b"301 Moved")
    ),
}

PLACES = (
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "gopher://127.0.0.1:{port}/_GET",
    "data:text/html,<p>hello</p>",
    "javascript:alert(1)",
    "ftp://127.0.0.1/",
    "ws://127.0.0.1:{port}/",
    "mailto:a@b.example",
    "view-source:http://127.0.0.1:{port}/",
    "about:blank",
    "jar:http://127.0.0.1:{port}/!/",
    "http://",
    "http:///whole/plain/\\evil",
    "http://127.0.0.1\\@127.66.6.6:{port}/",
    "http:\\\\127.66.6.6:{port}/",
    "\\\\127.66.6.6:{port}\\x",
    "http://a@b@127.66.6.6:{port}/",
    "http://127.66.6.6:0/",
    "http://127.66.6.6:22/",
    "http://127.0.0.1:25/",
    "http://127.0.0.1:6667/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:-1/",
    "http://127.0.0.1:8o/",
    "http://[::1/",
    "http://[127.0.0.1]/",
    "http://[v1.x]/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://127.0.0.08/",
    "http:whole/plain",
    "http://exa mple.test/",
    "http://a..b/",
    "http://%00/",
    "http://%ff.test/",
    "http://-a.test/",
    "http://" + "a" * 64 + ".test/",
    "http://" + "a." * 200 + "test/",
    "http://\u2602.test/",
    "/" + "x" * 20_000,
    "/a\tb",
    b"/a\x7fb",
)

SCHEMES: dict[str, Route] = {f"/place/{number}": refused(to(place), Why.URL) for number, place in enumerate(PLACES)}

PRIVATE = (
    "10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.2 127.255.255.254 168.63.129.16 169.254.169.254 169.254.170.2 "
    "172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 "
    "224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 0.0.0.0 [::] [::1] [fc00::1] [fd00:ec2::254] [fe80::1] "
    "[fe80::1%25lo] [fec0::1] [ff02::1] [100::1] [2001::1] [2001:db8::1] [2002:7f00:1::] [3fff::1] [5f00::1] "
    "[64:ff9b:1::7f00:1] [2606:4700::5efe:127.66.6.6] [2606:4700::200:5efe:10.0.0.1]"
).split()

ADDRESSES: dict[str, Route] = {
    **{
        f"/spelling/{number}": refused(to(f"http://{spelling}:{PORT}/secret"), Why.ADDRESS)
        for number, spelling in enumerate(spellings("127.66.6.6"))
    },
    **{
        f"/metadata/{number}": refused(to(f"http://{spelling}/latest/meta-data/"), Why.ADDRESS)
        for number, spelling in enumerate(spellings("169.254.169.254"))
    },
    **{f"/private/{number}": refused(to(f"http://{address}/"), Why.ADDRESS) for number, address in enumerate(PRIVATE)},
    "/private/userinfo": refused(to("http://127.0.0.1:{port}@127.66.6.6:{port}/secret"), Why.ADDRESS),
    "/private/name": refused(to("http://inside.test:{port}/secret"), Why.ADDRESS),
    "/private/mixed-name": refused(to("http://mixed.test:{port}/secret"), Why.ADDRESS),
    "/private/unknown-name": failed(to("http://nowhere.test:{port}/secret"), Why.DNS),
    "/private/ends-with-a-dot": refused(to("http://inside.test.:{port}/secret"), Why.ADDRESS),
    "/private/capitals": refused(to("http://INSIDE.tEst:{port}/secret"), Why.ADDRESS),
    "/private/full-width": refused(to("http://\uff49nside\u3002test:{port}/secret"), Why.ADDRESS),
}

HOSTS: dict[str, Route] = {
    "/across": whole(to("http://b.test:{port}/across/seen", b"302 Found", b"Set-Cookie: session=s3cret; Domain=test")),
    "/across/seen": whole(reply()),
    "/across/back": whole(to("http://b.test:{port}/across/back/1", b"302 Found", b"Set-Cookie: session=s3cret")),
    "/across/back/1": whole(to("http://a.test:{port}/across/seen")),
    "/across/port": whole(to("http://user:word@a.test:{port}/across/seen")),
    "/stay": whole(to("/across/seen", b"302 Found", b"Set-Cookie: session=s3cret; Path=/; HttpOnly")),
}

ROUTES = CHAINS | SCHEMES | ADDRESSES | HOSTS
