"""What a fetch gives, says and carries along."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import httpcore
import pytest
from hostile.names import Names
from hostile.packed import packed
from hostile.routes_redirects import to
from hostile.server import ALLOWED, FORBIDDEN
from hostile.talk import PAGE, head, reply

from schemas.collect import Collecting, Expect, Fetched, Outcome, Validators, Why
from schemas.version import __version__
from tasks.collect.fetch import Fetcher

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def fetch(collecting, names):
    """Fetch a URL, and see how it ended."""

    def fetched(url, expect=Expect.PAGE, validators=Validators(), admit=None, **more):  # noqa: B008 - frozen
        async def go():
            async with Fetcher(collecting, names, clock=lambda: NOW, **more) as fetcher:
                return await fetcher.fetch(url, expect, validators, admit)

        return asyncio.run(go())

    return fetched


def ended(fetched):
    return fetched.outcome, fetched.why


def test_a_page_is_put_on_record_as_it_was_sent(hostile, fetch):
    body = packed("gzip", PAGE)
    hostile.routes["/record"] = head(b"Content-Encoding: gzip", b"X-Odd:  spaced ", b"Transfer-Encoding: chunked") + (
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    )
    fetched = fetch(hostile.url("/record"))
    assert ended(fetched) == (Outcome.FETCHED, Why.COMPLETE)
    (exchange,) = fetched.exchanges
    assert exchange.url == fetched.url == hostile.url("/record")
    assert exchange.head == hostile.routes["/record"].partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert (exchange.raw, exchange.body, exchange.status) == (body, PAGE, 200)
    assert (exchange.peer, exchange.asked_at, exchange.protocol) == (ALLOWED, NOW, "HTTP/1.1")
    assert exchange.request_head == hostile.asked("/record")[-1].head
    assert exchange.header("x-odd") == "spaced"


def test_we_say_who_we_are(hostile, fetch):
    fetch(hostile.url("/whole/plain"))
    asked = hostile.asked("/whole/plain")[-1]
    assert asked.header("User-Agent") == f"copydesk/{__version__} (+tests@example.org)"
    assert asked.header("Accept-Encoding") == "gzip, deflate, br, zstd"
    assert asked.header("Host") == f"{ALLOWED}:{hostile.port}"


@pytest.mark.parametrize("contact", ["Redaktion K\u00f6ln\r\nX-Injected: yes", "a\0b\x7fc"])
def test_a_contact_cannot_forge_a_header(hostile, names, collecting, contact):
    told = collecting.model_copy(update={"contact": contact})
    fetched = asyncio.run(Fetcher(told, names).fetch(hostile.url("/whole/plain")))
    assert ended(fetched) == (Outcome.FETCHED, Why.COMPLETE)
    assert hostile.asked("/whole/plain")[-1].header("X-Injected") is None


def test_validators_are_sent_and_forged_ones_are_not(hostile, fetch):
    known = Validators('W/"v1"', "Mon, 23 Nov 2026 10:00:00 GMT")
    assert ended(fetch(hostile.url("/status/304"), validators=known)) == (Outcome.UNCHANGED, Why.NOT_MODIFIED)
    asked = hostile.asked("/status/304")[-1]
    assert (asked.header("If-None-Match"), asked.header("If-Modified-Since")) == (known.etag, known.last_modified)
    fetch(hostile.url("/status/304"), validators=Validators('"a"\r\nX-Injected: yes', "\u4e00"))
    asked = hostile.asked("/status/304")[-1]
    assert (asked.header("If-None-Match"), asked.header("X-Injected")) == (None, None)


def test_redirects_come_first_and_the_page_last(hostile, fetch):
    fetched = fetch(hostile.url("/redirect/2"))
    assert [exchange.url for exchange in fetched.exchanges] == [
        hostile.url(path) for path in ("/redirect/2", "/redirect/1", "/whole/plain")
    ]
    assert [exchange.status for exchange in fetched.exchanges] == [302, 302, 200]
    assert fetched.last.body == PAGE


def test_every_request_is_admitted_first(hostile, fetch):
    asked = []

    async def admit(url):
        asked.append(url)

    fetch(hostile.url("/redirect/2#part"), admit=admit)
    assert asked == [hostile.url(path) for path in ("/redirect/2", "/redirect/1", "/whole/plain")]


def test_what_admit_returns_ends_the_fetch(hostile, fetch):
    async def admit(url):
        if url.endswith("/never"):
            return Fetched(url, Outcome.FORBIDDEN, Why.ROBOTS_DISALLOW, "said so", retry_at=NOW)
        return None

    hostile.routes["/to-never"] = to("/never")
    hostile.routes["/never"] = reply()
    fetched = fetch(hostile.url("/to-never"), admit=admit)
    assert ended(fetched) == (Outcome.FORBIDDEN, Why.ROBOTS_DISALLOW)
    assert (fetched.url, fetched.detail, fetched.retry_at) == (hostile.url("/to-never"), "said so", NOW)
    assert [exchange.status for exchange in fetched.exchanges] == [302]
    assert not hostile.asked("/never")


def test_admit_may_take_its_time(hostile, collecting, names):
    async def admit(_url):
        await asyncio.sleep(0.7)

    told = collecting.model_copy(update={"page_seconds": 1.0})
    fetched = asyncio.run(Fetcher(told, names).fetch(hostile.url("/redirect/2"), admit=admit))
    assert ended(fetched) == (Outcome.FETCHED, Why.COMPLETE)


def test_a_forbidden_address_is_refused_before_anybody_is_bothered(hostile, fetch):
    async def admit(url):
        raise AssertionError(url)

    assert ended(fetch(hostile.url("/", host=FORBIDDEN), admit=admit)) == (Outcome.REFUSED, Why.ADDRESS)


def test_credentials_and_cookies_stay_with_their_origin(hostile, fetch):
    def seen(start, path="/across/seen"):
        assert ended(fetch(start)) == (Outcome.FETCHED, Why.COMPLETE)
        asked = hostile.asked(path)[-1]
        return asked.header("Authorization"), asked.header("Cookie")

    mine = f"http://user:word@a.test:{hostile.port}"
    basic = "Basic dXNlcjp3b3Jk"
    assert seen(f"{mine}/across/seen") == (basic, None)
    assert seen(f"{mine}/stay") == (basic, "session=s3cret")
    assert seen(f"{mine}/across") == (None, None)
    assert seen(f"{mine}/across/back") == (None, None)
    assert seen(f"http://b.test:{hostile.port}/across/port") == (None, None)
    assert seen(f"http://a.test:{hostile.port}/across/seen") == (None, None)


def test_credentials_go_into_no_record(hostile, fetch):
    fetched = fetch(f"http://user:word@a.test:{hostile.port}/stay")
    for exchange in fetched.exchanges:
        assert exchange.url.startswith("http://a.test:")
        assert b"uthorization" not in exchange.request_head
        assert exchange.request_head.endswith(b"\r\n\r\n")


def test_no_fetch_leaves_cookies_for_the_next(hostile, names, collecting):
    async def twice():
        async with Fetcher(collecting, names) as fetcher:
            await fetcher.fetch(f"http://a.test:{hostile.port}/stay")
            return await fetcher.fetch(f"http://a.test:{hostile.port}/across/seen")

    asyncio.run(twice())
    assert hostile.asked("/across/seen")[-1].header("Cookie") is None


def test_a_site_that_sends_a_cookie_and_back_is_read(hostile, fetch):
    async def wall(talk):
        known = talk.request.header("Cookie") == "seen=1"
        await talk.send(
            reply() if known else reply(b"", b"Location: /wall", b"Set-Cookie: seen=1", status=b"302 Found")
        )

    hostile.routes["/wall"] = wall
    assert ended(fetch(hostile.url("/wall"))) == (Outcome.FETCHED, Why.COMPLETE)


COOKIES = [b"a=b\x01c", b"a=b, c=d\x7f", b"=x", b"x", b"a b=c", b"a=" + b"x" * 5000, b"a=\xe9"]


@pytest.mark.parametrize("cookie", COOKIES)
def test_cookies_that_could_forge_a_header_are_not_kept(hostile, fetch, cookie):
    hostile.routes["/forge"] = to("/across/seen", b"302 Found", b"Set-Cookie: " + cookie)
    fetch(hostile.url("/forge"))
    asked = hostile.asked("/across/seen")[-1]
    assert asked.header("Cookie") is None


def test_cookies_of_a_whole_chain_stay_small(hostile, fetch):
    for hop, onward in ((1, b"/fat/2"), (2, b"/fat/3"), (3, b"/across/seen")):
        jar = [b"Set-Cookie: c%d%d=%s" % (hop, number, b"x" * 900) for number in range(3)]
        hostile.routes[f"/fat/{hop}"] = reply(b"", b"Location: " + onward, *jar, status=b"302 Found")
    fetched = fetch(hostile.url("/fat/1"))
    assert ended(fetched) == (Outcome.FETCHED, Why.COMPLETE)
    assert len(hostile.asked("/across/seen")[-1].header("Cookie")) == 4 * 904 + 3 * 2
    assert all(len(exchange.request_head) < 2**15 for exchange in fetched.exchanges)


RETRY = [
    ("/retry/seconds", NOW + timedelta(seconds=120)),
    ("/retry/seconds-429", NOW + timedelta(seconds=120)),
    ("/retry/date", NOW + timedelta(days=7)),
    ("/retry/past", NOW),
    ("/retry/absurd", NOW + timedelta(days=7)),
    ("/retry/negative", None),
    ("/retry/words", None),
    ("/retry/year", None),
    ("/status/500", None),
]


@pytest.mark.parametrize(("path", "expected"), RETRY)
def test_when_the_server_asks_us_to_come_back(hostile, fetch, path, expected):
    fetched = fetch(hostile.url(path))
    assert fetched.outcome is Outcome.FAILED
    assert fetched.retry_at == expected
    assert fetched.last.status in (429, 500, 503)


def test_a_name_is_looked_up_once_and_connected_to_where_it_was_checked(hostile, fetch, names):
    before = len(hostile.trespasses)
    assert ended(fetch(f"http://turning.test:{hostile.port}/whole/plain")) == (Outcome.FETCHED, Why.COMPLETE)
    assert names.asked == ["turning.test"]
    assert ended(fetch(f"http://turning.test:{hostile.port}/whole/plain")) == (Outcome.REFUSED, Why.ADDRESS)
    assert len(hostile.trespasses) == before


class Astray(httpcore.AsyncNetworkBackend):
    """A network that connects to another address than it was told."""

    def __init__(self, address):
        self.address = address
        self.inner = httpcore.AnyIOBackend()

    async def connect_tcp(self, _host, port, *more, **named):
        return await self.inner.connect_tcp(self.address, port, *more, **named)


@pytest.mark.parametrize("address", [FORBIDDEN, "127.0.0.3"])
def test_who_is_at_the_other_end_is_checked_again(collecting, names, address):
    both = collecting.model_copy(update={"allow_networks": (ip_network("127.0.0.1/32"), ip_network("127.0.0.3/32"))})

    async def nobody(_reader, writer):
        writer.close()

    async def go():
        async with await asyncio.start_server(nobody, address, 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await Fetcher(both, names, connector=Astray(address)).fetch(f"http://a.test:{port}/")

    assert ended(asyncio.run(go())) == (Outcome.REFUSED, Why.ADDRESS)


def test_the_next_address_is_tried_where_one_does_not_answer(hostile, collecting):
    more = collecting.model_copy(update={"allow_networks": (ip_network("127.0.0.0/8"),)})
    found = Names({"many.test": ("127.0.0.9", ALLOWED)})
    fetched = asyncio.run(Fetcher(more, found).fetch(f"http://many.test:{hostile.port}/whole/plain"))
    assert fetched.last.peer == ALLOWED


def test_the_environment_is_not_asked(hostile, fetch, monkeypatch, tmp_path):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.66.6.6:9")
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine a.test login user password word\n", encoding="ascii")
    monkeypatch.setenv("NETRC", str(netrc))
    assert ended(fetch(f"http://a.test:{hostile.port}/across/seen")) == (Outcome.FETCHED, Why.COMPLETE)
    assert hostile.asked("/across/seen")[-1].header("Authorization") is None


def test_robots_is_cut_and_not_given_up(hostile, fetch):
    hostile.routes["/robots.txt"] = reply(b"Disallow: /x\n" * 200_000, kind=b"application/octet-stream")
    fetched = fetch(hostile.url("/robots.txt"), Expect.ROBOTS)
    assert ended(fetched) == (Outcome.FETCHED, Why.COMPLETE)
    assert len(fetched.last.body) == 500 * 1024
    hostile.routes["/robots.txt"] = reply(packed("gzip", b"Disallow: /x\n" * 200_000), b"Content-Encoding: gzip")
    assert len(fetch(hostile.url("/robots.txt"), Expect.ROBOTS).last.body) == 500 * 1024


TYPES = [
    (Expect.PAGE, b"text/html; charset=utf-8", True),
    (Expect.PAGE, b"Text/HTML", True),
    (Expect.PAGE, b"application/xhtml+xml", True),
    (Expect.PAGE, b"text/plain", True),
    (Expect.PAGE, b"application/pdf", False),
    (Expect.PAGE, b"application/rss+xml", False),
    (Expect.PAGE, b"image/svg+xml", False),
    (Expect.FEED, b"application/rss+xml", True),
    (Expect.FEED, b"application/feed+json", True),
    (Expect.FEED, b"text/html", True),
    (Expect.FEED, b"audio/mpeg", False),
    (Expect.SITEMAP, b"application/xml", True),
    (Expect.SITEMAP, b"application/x-gzip", True),
    (Expect.SITEMAP, b"image/png", False),
    (Expect.ROBOTS, b"image/png", True),
]


@pytest.mark.parametrize(("expect", "kind", "fits"), TYPES)
def test_the_type_must_fit(hostile, fetch, expect, kind, fits):
    hostile.routes["/kind"] = reply(kind=kind)
    fetched = fetch(hostile.url("/kind"), expect)
    assert ended(fetched) == ((Outcome.FETCHED, Why.COMPLETE) if fits else (Outcome.PASSED_OVER, Why.CONTENT_TYPE))
    assert bool(fetched.exchanges) == fits


def test_as_large_as_the_limit_is_not_too_large(hostile, collecting, names):
    for size, outcome in ((5000, Outcome.FETCHED), (5001, Outcome.FAILED)):
        body = b"x" * size
        for answer in (reply(body), head() + body, reply(packed("br", body), b"Content-Encoding: br")):
            hostile.routes["/size"] = answer
            told = collecting.model_copy(update={"page_bytes": 5000})
            assert asyncio.run(Fetcher(told, names).fetch(hostile.url("/size"))).outcome is outcome


def test_nobody_answers(collecting, names):
    with socket.socket() as free:
        free.bind((ALLOWED, 0))
        port = free.getsockname()[1]
    fetched = asyncio.run(Fetcher(collecting, names).fetch(f"http://{ALLOWED}:{port}/"))
    assert ended(fetched) == (Outcome.FAILED, Why.CONNECT)


def test_a_run_that_ends_ends_its_fetches(hostile, collecting, names):
    async def go():
        task = asyncio.create_task(Fetcher(collecting, names).fetch(hostile.url("/hang/before-head")))
        await asyncio.sleep(0.3)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(go())


def test_many_at_once(hostile, collecting, names):
    async def go():
        async with Fetcher(collecting, names) as fetcher:
            urls = [f"http://{number}.example.test:{hostile.port}/whole/br" for number in range(60)]
            return await asyncio.gather(*map(fetcher.fetch, urls))

    assert [fetched.last.body for fetched in asyncio.run(go())] == [PAGE] * 60


def test_names_that_cannot_be_looked_up(collecting):
    async def broken(_host, _port):
        raise TimeoutError("the name server is away")

    fetched = asyncio.run(Fetcher(collecting, broken).fetch("http://a.test/"))
    assert ended(fetched) == (Outcome.FAILED, Why.DNS)


def test_contact_is_asked_for():
    with pytest.raises(ValueError, match="contact"):
        Collecting.model_validate({})
