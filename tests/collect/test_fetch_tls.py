"""Encryption: always verified; HTTP/2 where it is offered, and whatever can come in its frames."""

import asyncio
import ssl
from datetime import UTC, datetime

import pytest
import trustme
from hostile.binary import ROUTES, BinaryServer
from hostile.server import ALLOWED, HostileServer
from hostile.talk import PAGE

from schemas.collect import Outcome, Why
from tasks.collect.client import tls_context
from tasks.collect.fetch import Fetcher

AUTHORITY = trustme.CA()


def offering(*hosts, authority=AUTHORITY, **more):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*hosts, **more).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def ca_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    AUTHORITY.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def fetch(collecting, names, ca_file):
    def fetched(url, ca=ca_file, **changes):
        async def go():
            async with Fetcher(collecting.model_copy(update=changes), names, ca_file=ca) as fetcher:
                return await fetcher.fetch(url)

        return asyncio.run(go())

    return fetched


@pytest.fixture(scope="module")
def binary():
    with BinaryServer(offering("a.test", ALLOWED)) as server:
        yield server


def test_a_trusted_host_is_read_in_http_1(fetch):
    with HostileServer(offering("a.test")) as server:
        fetched = fetch(server.url("/whole/gzip", host="a.test"))
        assert (fetched.last.body, fetched.last.protocol) == (PAGE, "HTTP/1.1")
        assert fetched.last.head.startswith(b"HTTP/1.1 200 OK\r\n")
        assert fetched.last.request_head.startswith(b"GET /whole/gzip HTTP/1.1\r\n")


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

UNTRUSTED = [
    ("another host's certificate", lambda: offering("b.test")),
    ("another authority", lambda: offering("a.test", authority=trustme.CA())),
    ("expired", lambda: offering("a.test", not_after=LONG_AGO, not_before=datetime(2019, 1, 1, tzinfo=UTC))),
]


@pytest.mark.parametrize(("case", "context"), UNTRUSTED)
def test_nobody_else_is_trusted(fetch, case, context):
    with HostileServer(context()) as server:
        fetched = fetch(server.url("/whole/plain", host="a.test"))
        assert (fetched.outcome, fetched.why) == (Outcome.FAILED, Why.TLS), case
        assert not server.requests or not server.requests[-1].head


def test_no_environment_adds_an_authority(fetch, monkeypatch, ca_file):
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    monkeypatch.setenv("SSL_CERT_DIR", str(ca_file.parent))
    with HostileServer(offering("a.test")) as server:
        assert fetch(server.url("/whole/plain", host="a.test"), ca=None).why is Why.TLS


def test_certificates_and_names_are_always_verified(ca_file):
    for context in (tls_context(), tls_context(ca_file)):
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
        assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize("said", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x15\x03\x01\x00\x02\x02\x28", b""])
def test_a_server_that_speaks_no_tls(fetch, said):
    async def speak(_reader, writer):
        writer.write(said)
        writer.close()

    async def go():
        async with await asyncio.start_server(speak, ALLOWED, 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await asyncio.to_thread(fetch, f"https://a.test:{port}/")

    assert asyncio.run(go()).why is Why.TLS


def test_a_handshake_that_hangs(fetch):
    async def hang(reader, writer):
        await reader.read()
        writer.close()

    async def go():
        async with await asyncio.start_server(hang, ALLOWED, 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await asyncio.to_thread(fetch, f"https://a.test:{port}/", page_seconds=1.0)

    assert asyncio.run(go()).why is Why.DEADLINE


def test_http_2_is_put_on_record_as_http_1_would_be(binary, fetch):
    fetched = fetch(binary.url("/gzip", host="a.test"))
    assert (fetched.last.protocol, fetched.last.body) == ("HTTP/2", PAGE)
    assert fetched.last.head == b"HTTP/2 200\r\ncontent-type: text/html\r\ncontent-encoding: gzip\r\n\r\n"
    assert fetched.last.request_head.startswith(b"GET /gzip HTTP/2\r\nHost: a.test:")
    assert fetched.last.request_head.endswith(b"\r\n\r\n")
    assert fetched.last.header("Content-Encoding") == "gzip"


def test_credentials_are_sent_in_http_2_and_not_recorded(binary, fetch):
    fetched = fetch(f"https://user:word@a.test:{binary.port}/plain")
    assert binary.asked("/plain")[-1].header("authorization") == "Basic dXNlcjp3b3Jk"
    assert b"uthorization" not in fetched.last.request_head


@pytest.mark.parametrize("path", ROUTES)
def test_route_in_http_2(binary, fetch, path):
    route = ROUTES[path]
    fetched = fetch(binary.url(path, host="a.test"), page_seconds=route.seconds or 25.0)
    assert fetched.outcome == route.outcome, fetched
    assert fetched.why in route.why, fetched
