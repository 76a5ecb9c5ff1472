"""Sound WARC and WET files: which records are pages, and what is heard of their headers."""

import gzip
import io
from datetime import UTC, datetime

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Reason
from schemas.page import PassedOver, RawPage
from tasks.sources.raw_root import RawFile
from tasks.sources.recovery import records

FETCHED = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_a_response(root, tools):
    got = root.warc(
        tools.record("http://e.org/a?b=c#d", b"<p>Caf\xe9", http=[("Content-Type", "text/html; charset=iso-8859-1")])
    )
    assert got == [
        RawPage("a.warc", b"<p>Caf\xe9", 0, "http://e.org/a?b=c#d", "text/html; charset=iso-8859-1", FETCHED, 200)
    ]


def test_what_the_server_reserves(root, tools):
    http = [("Content-Type", "text/html"), ("X-Robots-Tag", "noai"), ("Via", "x"), ("x-robots-tag", "noarchive")]
    (got,) = root.warc(tools.record("http://e.org/", http=[*http, ("TDM-Reservation", "1")]))
    assert got.reserving == (("x-robots-tag", "noai"), ("x-robots-tag", "noarchive"), ("tdm-reservation", "1"))


def test_a_wet_conversion(root, tools):
    got = root.warc(
        tools.record("http://e.org/", "Crème".encode(), kind="conversion", content_type="text/plain"), name="a.wet"
    )
    assert got == [RawPage("a.wet", "Crème".encode(), 0, "http://e.org/", "text/plain", FETCHED)]


def test_a_resource(root, tools):
    got = root.warc(tools.record("file:///a.html", b"<p>", kind="resource", content_type="text/html"))
    assert got == [RawPage("a.warc", b"<p>", 0, "file:///a.html", "text/html", FETCHED)]


PASSED = [
    ({"kind": "warcinfo"}, "warcinfo"),
    ({"kind": "request"}, "request"),
    ({"kind": "metadata"}, "metadata"),
    ({"kind": "revisit", "body": b""}, "revisit"),
    ({"kind": "continuation"}, "continuation"),
    ({"kind": "Novelty"}, "novelty"),
    ({"kind": "resource", "url": "dns:e.org", "content_type": "text/dns"}, "dns"),
    (
        {"kind": "resource", "url": "metadata://gnu.org/software/wget/warc/MANIFEST.txt", "content_type": "text/plain"},
        "metadata",
    ),
]


@pytest.mark.parametrize(("made", "kind"), PASSED)
def test_records_without_a_page(root, tools, made, kind):
    assert root.warc(tools.record(**made)) == [PassedOver(kind, 0)]


def test_a_dns_response(root, tools):
    got = root.warc(tools.block(b"20261123100000\ne.org. 300 IN A 10.0.0.1\n", content_type="text/dns"))
    assert got == [PassedOver("dns", 0)]


@pytest.mark.parametrize("status", ["404 Not Found", "301 Moved", "500 Oh", "206 Partial Content", "999 No"])
def test_other_answers(root, tools, status):
    (got,) = root.warc(tools.record(status=status))
    assert (got.reason, got.detail) == (Reason.HTTP_STATUS, f"HTTP status {status[:3]}")
    assert got.url == "http://e.org/"
    assert got.id == RawPage("a.warc", b"<p>Hello</p>", 0).id
    assert got.payload_sha256 == RawPage("a.warc", b"<p>Hello</p>", 0).payload_sha256


def test_another_answer_with_a_broken_body_is_still_another_answer(root, tools):
    (got,) = root.warc(tools.record(status="404 No", body=b"\x1f\x8b\x08\x00\x01", http=[("Content-Encoding", "gzip")]))
    assert (got.reason, got.payload_sha256) == (Reason.HTTP_STATUS, None)


def test_an_image_is_a_page_until_decode_looks_at_it(root, tools):
    (got,) = root.warc(tools.record(body=b"\x89PNG\r\n", http=[("Content-Type", "image/png")]))
    assert (got.payload, got.content_type) == (b"\x89PNG\r\n", "image/png")


URIS = [
    ("<http://e.org/>", "http://e.org/"),
    (" http://e.org/ ", "http://e.org/"),
    ("http://e.org/\u00e9", "http://e.org/\u00e9"),
    ("", None),
]


@pytest.mark.parametrize(("written", "url"), URIS)
def test_target(root, tools, written, url):
    made = tools.block(b"x", kind="resource", content_type="text/plain").replace(b"http://e.org/", written.encode())
    assert root.warc(made)[0].url == url


DATES = [
    ("2026-11-23T10:00:00Z", FETCHED),
    ("2026-11-23T10:00:00.123456789Z", FETCHED.replace(microsecond=123456)),
    ("2026-11-23T11:00:00+01:00", FETCHED),
    ("2026-11-23T10:00:00", FETCHED),
    ("20261123100000", FETCHED),
    ("2026-13-40T10:00:00Z", None),
    ("yesterday", None),
]


@pytest.mark.parametrize(("written", "moment"), DATES)
def test_date(root, tools, written, moment):
    made = tools.block(b"x", kind="resource").replace(b"2026-11-23T10:00:00Z", written.encode())
    assert root.warc(made)[0].fetched_at == moment


SLOPPY = [
    ("line feeds alone", lambda made: made.replace(b"\r\n", b"\n")),
    ("no line ends behind the record", lambda made: made.rstrip(b"\r\n")),
    ("one line end behind the record", lambda made: made.rstrip(b"\r\n") + b"\r\n"),
    ("many line ends behind the record", lambda made: made + b"\r\n\r\n\r\n"),
    ("another version", lambda made: made.replace(b"WARC/1.0", b"WARC/1.1")),
    ("an early version", lambda made: made.replace(b"WARC/1.0", b"WARC/0.18")),
    ("a folded field", lambda made: made.replace(b"WARC-Date: ", b"WARC-Date:\r\n\t")),
    (
        "names in lower case",
        lambda made: made.replace(b"WARC-Type", b"warc-type").replace(b"Content-Length", b"content-length"),
    ),
    ("a line without a colon", lambda made: made.replace(b"WARC-Date", b"what is this\r\nWARC-Date")),
    (
        "a digest of a kind we do not know",
        lambda made: made.replace(b"WARC-Date", b"WARC-Block-Digest: blake3:abc\r\nWARC-Date"),
    ),
]


@pytest.mark.parametrize(("case", "change"), SLOPPY)
def test_sloppy_but_readable(root, tools, case, change):
    made = tools.block(b"Words.", kind="resource", content_type="text/plain")
    got = root.warc(change(made) + change(made))
    assert [(page.payload, page.fetched_at) for page in got] == [(b"Words.", FETCHED)] * 2, case


DIGESTS = ["sha1:{hex}", "SHA1:{HEX}", "sha-1:{hex}", "sha1:{base32}", "sha256:{hex256}", "md5:{md5}"]


@pytest.mark.parametrize("written", DIGESTS)
@pytest.mark.parametrize("right", [True, False])
def test_block_digests(root, tools, written, right):
    import base64  # noqa: PLC0415
    import hashlib  # noqa: PLC0415

    content = b"Words of the page"
    sha1 = hashlib.sha1(content if right else b"other", usedforsecurity=False)
    known = {
        "hex": sha1.hexdigest(),
        "HEX": sha1.hexdigest().upper(),
        "base32": base64.b32encode(sha1.digest()).decode(),
        "hex256": hashlib.sha256(content if right else b"other").hexdigest(),
        "md5": hashlib.md5(content if right else b"other", usedforsecurity=False).hexdigest(),
    }
    made = tools.block(content, kind="resource", extra=[f"WARC-Block-Digest: {written.format(**known)}"])
    pages, rejections, _ = tools.split(root.warc(made + tools.block(b"next", kind="resource")))
    assert [page.payload for page in pages] == ([content, b"next"] if right else [b"next"])
    assert [(one.reason, one.detail) for one in rejections] == (
        [] if right else [(Reason.DAMAGED_RECORD, "block digest does not match")]
    )


def test_a_wrong_payload_digest_alone_is_no_damage(root, tools):
    """Writers disagree on whether it is made before or after the codings are undone."""
    made = tools.block(b"x", kind="resource", extra=["WARC-Payload-Digest: sha1:" + "A" * 32])
    assert [page.payload for page in root.warc(made)] == [b"x"]


def three(tools):
    return [tools.record(f"http://e.org/{n}", b"<p>" + b"word " * 300 * n) for n in range(3)]


def test_offsets_are_those_of_the_gzip_members(root, tools):
    packed = [tools.pack(one) for one in three(tools)]
    got = root.warc(b"".join(packed), name="a.warc.gz")
    assert [page.input_offset for page in got] == [0, len(packed[0]), len(packed[0]) + len(packed[1])]
    assert [page.url for page in got] == [f"http://e.org/{n}" for n in range(3)]


def test_offsets_in_plain_files_and_in_one_member_are_those_in_the_plain_bytes(root, tools):
    plain = three(tools)
    expected = [0, len(plain[0]), len(plain[0]) + len(plain[1])]
    assert [page.input_offset for page in root.warc(b"".join(plain))] == expected
    assert [page.input_offset for page in root.warc(tools.pack(b"".join(plain)), name="a.warc.gz")] == expected


@pytest.mark.parametrize("size", [10, 100, 700, 5000])
def test_records_that_span_members(root, tools, size):
    plain = b"".join(three(tools))
    parts = b"".join(tools.pack(plain[start : start + size]) for start in range(0, len(plain), size))
    assert [page.url for page in root.warc(parts, name="a.warc.gz")] == [f"http://e.org/{n}" for n in range(3)]


@pytest.mark.parametrize("data", [b"", gzip.compress(b"", mtime=0), b"\r\n\r\n"])
def test_empty_files(root, data):
    assert root.warc(data, name="a.warc.gz") == []


def test_what_a_file_is_its_bytes_say(root, tools):
    made = tools.record()
    assert len(root.warc(tools.pack(made), name="a.warc")) == 1
    assert root.warc(made, name="a.warc.gz")[0].payload == b"<p>Hello</p>"


def test_segments_are_not_passed_off_as_pages(root, tools):
    (got,) = root.warc(tools.block(b"half", kind="resource", extra=["WARC-Segment-Number: 1"]))
    assert "segment" in got.detail


@pytest.mark.parametrize("packed", [False, True])
def test_size_limit(root, tools, packed):
    """Above the limit and a little room for headers a record is not even held in memory."""
    sizes = [1000, 1001, 3_000_000, 1000]
    made = [tools.record(f"http://e.org/{n}", b"x" * size) for n, size in enumerate(sizes)]
    data = b"".join(tools.pack(one) if packed else one for one in made)
    pages, rejections, _ = tools.split(root.warc(data, limit=1000))
    assert [page.url for page in pages] == ["http://e.org/0", "http://e.org/3"]
    assert [(one.url, one.reason) for one in rejections] == [
        ("http://e.org/1", Reason.SIZE_LIMIT),
        ("http://e.org/2", Reason.SIZE_LIMIT),
    ]


bodies = st.lists(st.binary(max_size=400), max_size=6)


@given(bodies, st.sampled_from(["plain", "members", "one member"]))
def test_sound_files_are_read_as_fastwarc_reads_them(tools_session, blocks, form):
    made = [tools_session.record(f"http://e.org/{n}", body) for n, body in enumerate(blocks)]
    data = {
        "plain": b"".join(made),
        "members": b"".join(map(tools_session.pack, made)),
        "one member": tools_session.pack(b"".join(made)),
    }[form]
    ours = [(one.fields.last("warc-target-uri"), one.content) for one in records(RawFile(io.BytesIO(data)), 2**20)]
    theirs = (
        [
            (one.headers["WARC-Target-URI"], one.reader.read())
            for one in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=False)
        ]
        if data
        else []
    )
    assert ours == theirs
