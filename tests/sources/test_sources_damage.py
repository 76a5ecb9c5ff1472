"""Damaged WARC files: each damage costs the record it is in, every other record is read."""

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Reason, Step
from schemas.page import RawPage

COUNT = 6
FORMS = ["members", "plain"]


def pages_of(tools, *, digests=True):
    words = random.Random(7)  # noqa: S311 - the same words each time
    made = []
    for number in range(COUNT):
        body = " ".join(f"word{words.randrange(10**6)}" for _ in range(words.randrange(30, 1500)))
        one = tools.record(f"http://e.org/{number}", f"<p>{body}</p>".encode())
        made.append(one if digests else tools.bare(one))
    return made


def in_form(tools, form, *, digests=True):
    made = pages_of(tools, digests=digests)
    return [tools.pack(one) for one in made] if form == "members" else made


def starts_of(parts):
    return [sum(map(len, parts[:number])) for number in range(len(parts))]


def check(root, tools, data, lost, at, limit=10 * 2**20):
    """All pages but the lost ones are read, and the damages stand at these offsets."""
    pages, rejections, _ = tools.split(root.warc(data, limit, name="a.warc.gz"))
    assert [page.url for page in pages] == [f"http://e.org/{n}" for n in range(COUNT) if n not in lost]
    assert [(one.step, one.reason, one.input_offset) for one in rejections] == [
        (Step.LOAD, Reason.DAMAGED_RECORD, offset) for offset in at
    ]
    assert all(one.detail and one.payload_sha256 is None for one in rejections)
    assert len({one.id for one in rejections} | {page.id for page in pages}) == len(pages) + len(rejections)
    return rejections


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", range(COUNT))
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_flipped_byte(root, tools, form, number, share):
    parts = in_form(tools, form)
    place = int(len(parts[number]) * share)
    broken = bytearray(parts[number])
    broken[place] ^= 0x10
    at = starts_of(parts)[number]
    parts[number] = bytes(broken)
    check(root, tools, b"".join(parts), [number], [at])


@pytest.mark.parametrize("digests", [True, False])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", range(COUNT))
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_flipped_first_byte(root, tools, form, number, place, digests):
    parts = in_form(tools, form, digests=digests)
    broken = bytearray(parts[number])
    broken[place] ^= 0xE0
    at = starts_of(parts)[number]
    parts[number] = bytes(broken)
    check(root, tools, b"".join(parts), [number], [at])


@pytest.mark.parametrize("form", FORMS)
def test_every_other_record_is_damaged(root, tools, form):
    parts = in_form(tools, form)
    at = [start for number, start in enumerate(starts_of(parts)) if number % 2]
    for number in range(1, COUNT, 2):
        half = len(parts[number]) // 2
        parts[number] = parts[number][:half] + b"\xff\x00\xff" + parts[number][half + 3 :]
    check(root, tools, b"".join(parts), [1, 3, 5], at)


@pytest.mark.parametrize("form", FORMS)
def test_cut_anywhere(root, tools, form):
    parts = in_form(tools, form)
    data, starts = b"".join(parts), starts_of(parts)
    forgiven = 4 if form == "plain" else 0  # the line ends behind a record
    for cut in range(7, len(data), 397):
        whole = sum(start + len(part) - forgiven <= cut for start, part in zip(starts, parts, strict=True))
        at = [starts[whole]] if cut > starts[whole] else []
        check(root, tools, data[:cut], range(whole, COUNT), at)


def test_cut_in_the_line_ends_behind_the_last_record(root, tools):
    check(root, tools, b"".join(in_form(tools, "plain"))[:-3], [], [])


NOISE = random.Random(3).randbytes(300_000)  # noqa: S311 - the same each time
GARBAGE = [
    ("one byte", b"#"),
    ("zeros", b"\0" * 5000),
    ("a line", b"this is no record\r\n"),
    ("noise", NOISE),
    ("version lines", b"WARC/1.0\r\n" * 20_000),
    ("gzip magic numbers", b"\x1f\x8b\x08" * 50_000),
    ("a header without a length", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"),
    ("a header with a length that is none", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -7\r\n\r\n"),
    ("a header without a type", b"WARC/1.0\r\nContent-Length: 0\r\n\r\n"),
    ("a header without an end", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\nX: " + b"y" * 200_000),
    ("a web page", b"<html><p>Where the crawler's disk was full</p></html>\r\n\r\n"),
    ("a gzip member of something else", None),
]


@pytest.mark.parametrize("digests", [True, False])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("garbage", [pytest.param(garbage, id=case) for case, garbage in GARBAGE])
@pytest.mark.parametrize("number", [0, 2, COUNT])
def test_garbage_between_records(root, tools, form, garbage, number, digests):
    parts = in_form(tools, form, digests=digests)
    at = [*starts_of(parts), sum(map(len, parts))][number]
    parts.insert(number, garbage or tools.pack(b"This is no record. " * 100))
    check(root, tools, b"".join(parts), [], [at])


@pytest.mark.parametrize("form", FORMS)
def test_a_missing_record_between_is_nobodys_damage(root, tools, form):
    parts = in_form(tools, form)
    del parts[2]
    check(root, tools, b"".join(parts), [2], [])


def with_length(made, change):
    head, colon, rest = made.partition(b"\r\nContent-Length: ")
    length, end, body = rest.partition(b"\r\n")
    return head + colon + str(change(int(length))).encode() + end + body


LENGTHS = [
    ("a little too long", lambda n: n + 9),
    ("as long as two records", lambda n: 2 * n + 400),
    ("longer than the file", lambda n: n + 10**6),
    ("longer than any file", lambda n: n + 10**14),
    ("a little too short", lambda n: n - 9),
    ("far too short", lambda n: n // 3),
    ("nothing", lambda n: n - n),
]


@pytest.mark.parametrize("digests", [True, False])
@pytest.mark.parametrize("form", ["members", "plain", "one member"])
@pytest.mark.parametrize("change", [pytest.param(change, id=case) for case, change in LENGTHS])
@pytest.mark.parametrize("number", [0, 3, COUNT - 1])
def test_wrong_content_length(root, tools, form, digests, change, number):
    made = pages_of(tools, digests=digests)
    made[number] = with_length(made[number], change)
    at = starts_of(made)[number]
    if form == "members":
        made = [tools.pack(one) for one in made]
        at = starts_of(made)[number]
    data = tools.pack(b"".join(made)) if form == "one member" else b"".join(made)
    check(root, tools, data, [number], [at])


def test_a_wrong_length_above_the_size_limit_is_damage_too(root, tools):
    made = pages_of(tools)
    made[1] = with_length(made[1], lambda n: n + 20 * 2**20)
    at = starts_of(made)[1]
    check(root, tools, tools.pack(b"".join(made)), [1], [at], limit=2**20)


def test_one_member_cut_or_flipped_gives_what_stands_before(root, tools):
    """A file packed as one gzip member, as plain `gzip` makes it, cannot be entered behind a damage."""
    made = pages_of(tools, digests=False)
    packed = tools.pack(b"".join(made))
    ends = [start + len(one) for start, one in zip(starts_of(made), made, strict=True)]
    for place in range(40, len(packed) - 8, 211):
        plain = len(zlib.decompressobj(31).decompress(packed[:place]))
        before = sum(end <= plain for end in ends)
        pages, rejections, _ = tools.split(root.warc(packed[:place], name="a.warc.gz"))
        assert before - 1 <= len(pages) <= before
        assert len(rejections) == 1
        flipped = packed[:place] + bytes([packed[place] ^ 4]) + packed[place + 1 :]
        pages, rejections, _ = tools.split(root.warc(flipped, name="a.warc.gz"))
        assert [page.url for page in pages][:before] == [f"http://e.org/{n}" for n in range(before)]
        assert rejections


def test_one_member_whose_checksum_alone_is_wrong(root, tools):
    """With digests all records are known to be whole; the file's damage is one rejection all the same."""
    packed = tools.pack(b"".join(pages_of(tools)))
    flipped = packed[:-6] + bytes([packed[-6] ^ 1]) + packed[-5:]
    (rejection,) = check(root, tools, flipped, [], [len(b"".join(pages_of(tools)))])
    assert "checksum" in rejection.detail


HTTP = [
    ("no HTTP header", b"<html><p>Hello</p></html>", "no HTTP status line"),
    ("garbage for a status line", b"HTTP/1.1 OK 200\r\n\r\n<p>", "no HTTP status line"),
    ("binary for a status line", b"\x00\x01\x02\r\n\r\n<p>", "no HTTP status line"),
    ("nothing", b"", "no HTTP status line"),
    ("a header without an end", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Cut: of", "no end"),
    ("a status line without an end", b"HTTP/1.1 200 OK", "no HTTP status line"),
    ("an endless header", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 3_000_000 + b"\r\n\r\n<p>", "no end"),
]


@pytest.mark.parametrize(
    ("content", "detail"), [pytest.param(content, detail, id=case) for case, content, detail in HTTP]
)
def test_damaged_http(root, tools, content, detail):
    before, after = tools.record("http://e.org/before"), tools.record("http://e.org/after")
    got = root.warc(before + tools.block(content) + after)
    assert [type(one).__name__ for one in got] == ["RawPage", "Rejection", "RawPage"]
    assert (got[1].reason, got[1].url) == (Reason.DAMAGED_RECORD, "http://e.org/")
    assert detail in got[1].detail


def test_an_embedded_warc_is_not_torn_open_while_its_record_is_sound(root, tools):
    inner = tools.record("http://inner.org/")
    got = root.warc(tools.record("http://e.org/0", inner) + tools.record("http://e.org/1"))
    assert [page.url for page in got] == ["http://e.org/0", "http://e.org/1"]


def test_ids_of_damages_are_of_their_place(root, tools):
    (first,) = root.warc(b"garbage")
    (second,) = root.warc(b"other")
    assert first.id == second.id != root.warc(tools.record() + b"garbage")[-1].id
    assert len(first.id) == 32


damages = st.lists(
    st.tuples(
        st.integers(0, COUNT - 1),
        st.sampled_from(["flip", "delete", "insert", "overwrite"]),
        st.floats(0, 1),
        st.binary(min_size=1, max_size=60),
    ),
    min_size=1,
    max_size=4,
)


def harm(part, kind, share, noise):
    place = int(share * (len(part) - 1))
    if kind == "flip":
        return part[:place] + bytes([part[place] ^ (noise[0] or 1)]) + part[place + 1 :]
    if kind == "delete":
        return part[:place] + part[place + len(noise) :]
    end = place + (len(noise) if kind == "overwrite" else 0)
    return part[:place] + noise + part[end:]


@given(damages, st.sampled_from(FORMS), st.booleans())
def test_any_damage_leaves_the_others(tools_session, root_session, damage, form, digests):
    parts = in_form(tools_session, form, digests=digests)
    for number, kind, share, noise in damage:
        parts[number] = harm(parts[number] or b"\n", kind, share, noise)
    found = root_session.warc(b"".join(parts), name="a.warc.gz")
    untouched = set(range(COUNT)) - {number for number, *_ in damage}
    urls = {page.url for page in found if isinstance(page, RawPage)}
    assert {f"http://e.org/{number}" for number in untouched} <= urls
    offsets = [one.input_offset for one in found]
    assert offsets == sorted(offsets)
    assert len(set(offsets)) == len(offsets)


@given(st.binary(max_size=3000))
def test_any_bytes_at_all(root_session, data):
    for name in ("a.warc", "a.warc.gz"):
        assert not any(isinstance(one, RawPage) for one in root_session.warc(data, name=name))
