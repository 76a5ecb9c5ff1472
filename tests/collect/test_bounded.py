"""Bodies decoded while they come in: the same whatever the pieces, and never more than they may be."""

import gzip
import itertools
import zlib
from collections import deque

import pytest
from hostile.packed import bent, bomb, cut, nothing, packed, wide_zstd
from hypothesis import given
from hypothesis import strategies as st

from tasks.codings import CodingError
from tasks.collect.bounded import BodyTooLargeError, BodyTruncatedError, BoundedDecoder

PAGE = b"A page of news, and of nothing else. " * 400
CODINGS = ("gzip", "x-gzip", "deflate", "raw deflate", "br", "zstd")
NESTED = ("gzip, gzip", "br, gzip", "gzip, br", "zstd, deflate", "deflate, br, zstd")
LIMIT = 100_000


def decoded(codings, data, limit=LIMIT, size=1000):
    decoder = BoundedDecoder(codings.replace("raw ", ""), limit)
    for start in range(0, len(data), size):
        decoder.feed(data[start : start + size])
    decoder.finish()
    return decoder.body


@pytest.mark.parametrize("header", ["", "identity", " , ", "none", "utf-8", "Identity, identity"])
def test_what_is_not_coded_stays_as_it_is(header):
    assert not BoundedDecoder(header, LIMIT).changes
    assert decoded(header, PAGE) == PAGE


@pytest.mark.parametrize("size", [1, 7, 1000, 10**6])
@pytest.mark.parametrize("codings", [*CODINGS, *NESTED])
def test_codings_are_undone_in_any_pieces(codings, size):
    assert decoded(codings, packed(codings, PAGE), size=size) == PAGE


WHOLE = [
    ("two members", "gzip", gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]), PAGE),
    (
        "an empty member between",
        "gzip",
        gzip.compress(PAGE[:50]) + gzip.compress(b"", mtime=0) + gzip.compress(PAGE[50:]),
        PAGE,
    ),
    ("bytes behind gzip", "gzip", gzip.compress(PAGE) + b"\x1f\x00junk" * 99, PAGE),
    ("one byte behind gzip", "gzip", gzip.compress(PAGE) + b"\x1f", PAGE),
    ("bytes behind deflate", "deflate", zlib.compress(PAGE) + b"junk" * 99, PAGE),
    ("two frames", "zstd", packed("zstd", PAGE[:50]) + packed("zstd", PAGE[50:]), PAGE),
    ("a frame to be skipped", "zstd", b"\x50\x2a\x4d\x18\x03\0\0\0abc" + packed("zstd", PAGE), PAGE),
    ("nothing at all", "gzip", b"", b""),
    ("nothing, packed", "gzip", gzip.compress(b"", mtime=0), b""),
    ("nothing, packed twice", "gzip, br", packed("gzip, br", b""), b""),
    ("capitals", "GZip", gzip.compress(PAGE), PAGE),
]


@pytest.mark.parametrize(("codings", "data", "expected"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE])
@pytest.mark.parametrize("size", [1, 1000, 10**6])
def test_whole_bodies(codings, data, expected, size):
    assert decoded(codings, data, size=size) == expected


@pytest.mark.parametrize("size", [1, 10**6])
@pytest.mark.parametrize("codings", [*CODINGS, *NESTED])
def test_a_body_that_is_cut_is_truncated(codings, size):
    data = packed(codings, PAGE)
    for end in (1, len(data) // 2, len(data) - 1):
        with pytest.raises(BodyTruncatedError):
            decoded(codings, data[:end], size=size)


def test_a_second_member_that_is_cut_is_truncated():
    with pytest.raises(BodyTruncatedError):
        decoded("gzip", gzip.compress(PAGE) + cut(gzip.compress(PAGE)))


CORRUPT = [
    ("gzip", bent(gzip.compress(bytes(range(256)) * 9))),
    ("gzip", PAGE),
    ("gzip", gzip.compress(PAGE)[:-8] + bytes(8)),
    ("deflate", b"\x78\x9c" + b"\xff" * 99),
    ("deflate", PAGE),
    ("br", b"\xff\x00" * 99),
    ("zstd", PAGE),
    ("zstd", packed("zstd", PAGE) + b"junk"),
    ("zstd", wide_zstd()),
    ("gzip, br", packed("br", PAGE)),
]


@pytest.mark.parametrize(("codings", "data"), CORRUPT)
def test_corrupt_is_not_truncated(codings, data):
    with pytest.raises(CodingError):
        decoded(codings, data)


@pytest.mark.parametrize(
    "header", ["rot13", "compress", "gzip, sdch", "gzip;q=1", "gzip, gzip, gzip, gzip", "br," * 999]
)
def test_codings_that_nobody_undoes(header):
    with pytest.raises(CodingError):
        BoundedDecoder(header, LIMIT)


@pytest.mark.parametrize("codings", ["identity", *CODINGS, *NESTED])
def test_as_large_as_the_limit_is_not_too_large(codings):
    data = PAGE if codings == "identity" else packed(codings, PAGE)
    assert decoded(codings, data, limit=len(PAGE)) == PAGE
    with pytest.raises(BodyTooLargeError):
        decoded(codings, data, limit=len(PAGE) - 1)


@pytest.mark.parametrize("codings", [*CODINGS, *NESTED])
def test_a_bomb_ends_at_the_limit_and_the_body_is_cut_there(codings):
    decoder = BoundedDecoder(codings.replace("raw ", ""), LIMIT)
    pieces = itertools.islice(bomb(codings), 50)
    with pytest.raises(BodyTooLargeError):
        deque(map(decoder.feed, pieces), maxlen=0)
    assert decoder.body == bytes(LIMIT)
    assert decoder.size < LIMIT + 2**20


@pytest.mark.parametrize("codings", ["gzip", "zstd", "deflate"])
def test_data_that_unpack_to_nothing_give_nothing(codings):
    decoder = BoundedDecoder(codings, LIMIT)
    for piece in itertools.islice(nothing(codings), 5):
        decoder.feed(piece)
    assert decoder.size == 0


def test_an_inner_coding_is_bounded_as_well():
    swollen = gzip.compress(b"", mtime=0) * 20_000  # 400 kB of members that hold nothing, under a second coding
    with pytest.raises(BodyTooLargeError):
        decoded("gzip, br", packed("br", swollen))


@given(st.binary(max_size=3000), st.sampled_from([*CODINGS, *NESTED]), st.data())
def test_what_was_coded_comes_back(content, codings, data):
    coded = packed(codings, content)
    assert decoded(codings, coded, size=data.draw(st.integers(1, len(coded)))) == content


@given(st.binary(max_size=600), st.sampled_from([*CODINGS, *NESTED]), st.integers(1, 100))
def test_any_bytes_end_in_a_body_or_a_named_error(data, codings, size):
    for start in (b"", b"\x1f\x8b\x08\0", b"\x78\x9c", b"\x28\xb5\x2f\xfd"):
        try:
            body = decoded(codings, start + data, limit=1000, size=size)
        except (CodingError, BodyTruncatedError, BodyTooLargeError):
            continue
        assert len(body) <= 1000
