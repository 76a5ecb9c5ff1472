"""Dumps: JSON lines and Parquet, row by row."""

import gzip
import io
import json
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Reason
from schemas.page import RawPage

FETCHED = datetime(2026, 11, 23, 10, tzinfo=UTC)
UTF8_HTML = "text/html; charset=utf-8"
UTF8_TEXT = "text/plain; charset=utf-8"
RESERVED = (("tdm-reservation", "1"), ("x-robots-tag", "noai"))


def lines(*rows):
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def parquet(rows=None, **columns):
    out = io.BytesIO()
    pq.write_table(pa.table(columns) if rows is None else pa.Table.from_pylist(rows), out)
    return out.getvalue()


ROWS = [
    ({"html": "<p>A"}, RawPage("d", b"<p>A", 0, None, UTF8_HTML)),
    ({"text": "A"}, RawPage("d", b"A", 0, None, UTF8_TEXT)),
    ({"html": "<p>A", "text": "A"}, RawPage("d", b"<p>A", 0, None, UTF8_HTML)),
    ({"html": "", "text": "A"}, RawPage("d", b"A", 0, None, UTF8_TEXT)),
    ({"html": None, "text": "A"}, RawPage("d", b"A", 0, None, UTF8_TEXT)),
    ({"html": "<p>caf\u00e9"}, RawPage("d", "<p>caf\u00e9".encode(), 0, None, UTF8_HTML)),
    ({"html": "A", "url": " http://e.org/ "}, RawPage("d", b"A", 0, "http://e.org/", UTF8_HTML)),
    ({"html": "A", "url": ""}, RawPage("d", b"A", 0, None, UTF8_HTML)),
    ({"html": "A", "content_type": "text/html"}, RawPage("d", b"A", 0, None, UTF8_HTML)),
    ({"html": "A", "content_type": "text/html; charset=iso-8859-1"}, RawPage("d", b"A", 0, None, UTF8_HTML)),
    (
        {"html": "A", "content_type": "application/xhtml+xml;x=y"},
        RawPage("d", b"A", 0, None, "application/xhtml+xml; charset=utf-8"),
    ),
    ({"html": "A", "content_type": "image/png"}, RawPage("d", b"A", 0, None, "image/png; charset=utf-8")),
    ({"html": "A", "status": 200}, RawPage("d", b"A", 0, None, UTF8_HTML, None, 200)),
    ({"html": "A", "status": 200.0}, RawPage("d", b"A", 0, None, UTF8_HTML, None, 200)),
    ({"html": "A", "status": "200"}, RawPage("d", b"A", 0, None, UTF8_HTML, None, 200)),
    ({"html": "A", "status": "fine"}, RawPage("d", b"A", 0, None, UTF8_HTML)),
    ({"html": "A", "status": None}, RawPage("d", b"A", 0, None, UTF8_HTML)),
    ({"html": "A", "fetched_at": "2026-11-23T10:00:00Z"}, RawPage("d", b"A", 0, None, UTF8_HTML, FETCHED)),
    ({"html": "A", "fetched_at": 1795428000}, RawPage("d", b"A", 0, None, UTF8_HTML, FETCHED)),
    ({"html": "A", "x_robots_tag": "", "tdm_reservation": None}, RawPage("d", b"A", 0, None, UTF8_HTML)),
    ({"html": "A", "x_robots_tag": ["noai"]}, RawPage("d", b"A", 0, None, UTF8_HTML)),
    (
        {"html": "A", "x_robots_tag": "noai", "tdm_reservation": 1},
        RawPage("d", b"A", 0, None, UTF8_HTML, reserving=RESERVED),
    ),
    (
        {"html": "A", "x_robots_tag": "noai", "tdm_reservation": "1"},
        RawPage("d", b"A", 0, None, UTF8_HTML, reserving=RESERVED),
    ),
    ({"html": "A", "more": "columns", "title": "left alone"}, RawPage("d", b"A", 0, None, UTF8_HTML)),
]


@pytest.mark.parametrize(("row", "page"), ROWS)
def test_rows_of_json(root, row, page):
    root.write("d.jsonl", lines(row))
    assert [repr(one) for one in root.all()] == [repr(page).replace("'d'", "'d.jsonl'")]


@pytest.mark.parametrize(("row", "page"), ROWS)
def test_rows_of_parquet(root, row, page):
    root.write("d.parquet", parquet([row]))
    assert [repr(one) for one in root.all()] == [repr(page).replace("'d'", "'d.parquet'")]


EMPTY = [{"html": ""}, {"text": ""}, {"html": "", "text": ""}, {"html": "", "text": None}]


@pytest.mark.parametrize("row", EMPTY)
def test_an_empty_page_is_a_page(root, row):
    root.write("d.jsonl", lines(row))
    root.write("e.parquet", parquet([row]))
    assert [one.payload for one in root.all()] == [b"", b""]


MOMENTS = [
    ("2026-11-23T10:00:00Z", FETCHED),
    ("2026-11-23T10:00:00", FETCHED),
    ("2026-11-23 10:00:00", FETCHED),
    ("2026-11-23 10:00:00 UTC", FETCHED),
    ("2026-11-23T11:00:00.000+01:00", FETCHED),
    ("2026-11-23", FETCHED.replace(hour=0)),
    ("20261123100000", FETCHED),
    ("Mon, 23 Nov 2026 10:00:00 GMT", FETCHED),
    ("Mon, 23 Nov 2026 10:00:00 -0000", FETCHED),
    (1795428000, FETCHED),
    (1795428000.0, FETCHED),
    (1795428000.25, FETCHED.replace(microsecond=250000)),
    (1795428000000, FETCHED),
    (1795428000000000, FETCHED),
    (1795428000000000000, FETCHED),
    ("1795428000", FETCHED),
    ("1795428000000", FETCHED),
    (0, datetime(1970, 1, 1, tzinfo=UTC)),
    ("yesterday", None),
    ("", None),
    (None, None),
    (True, None),
    ([2026], None),
    ({"$date": 1}, None),
    (float("nan"), None),
    (float("inf"), None),
    (10**40, None),
    ("0001-01-01T00:00:00+14:00", None),
    ("9999-12-31T23:59:59-14:00", None),
    ("2026-11-23T10:00:00 \u0664", None),
]


@pytest.mark.parametrize(("written", "moment"), MOMENTS)
def test_moments(root, written, moment):
    root.write("d.jsonl", lines({"html": "A", "fetched_at": written}))
    (page,) = root.all()
    assert page.fetched_at == moment
    assert moment is None or page.fetched_at.utcoffset().total_seconds() == 0


BAD_LINES = [
    (b"{", "not JSON"),
    (b"not json", "not JSON"),
    (b'{"html": "cut off', "not JSON"),
    (b'{"html": "A"} {"html": "B"}', "not JSON"),
    (b'["html", "A"]', "JSON list, not an object"),
    (b'"html"', "JSON str, not an object"),
    (b"7", "JSON int, not an object"),
    (b"null", "JSON NoneType, not an object"),
    (b"\x00\x01\x02", "not JSON"),
    (b'{"html": "caf\xe9"}', "not UTF-8"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"html": ' + b"1" * 10_000 + b"}", "not JSON that can be read"),
    (b"{}", "neither html nor text, but nothing"),
    (b'{"body": "<p>", "url": "http://e.org/"}', "neither html nor text, but body, url"),
    (b'{"html": null, "text": null}', "neither html nor text"),
    (b'{"html": 7, "text": ["A"]}', "neither html nor text"),
]


@pytest.mark.parametrize(("line", "detail"), BAD_LINES)
def test_a_bad_line_costs_itself(root, tools, line, detail):
    root.write("d.jsonl", lines({"html": "A"}) + line + b"\n" + lines({"html": "C"}))
    pages, rejections, _ = tools.split(root.all())
    assert [(page.input_offset, page.payload) for page in pages] == [(0, b"A"), (2, b"C")]
    assert [(one.reason, one.input_offset) for one in rejections] == [(Reason.DAMAGED_RECORD, 1)]
    assert detail in rejections[0].detail


def test_other_answers(root):
    for name, made in (("a.jsonl", lines), ("b.parquet", lambda *rows: parquet(list(rows)))):
        root.write(
            name, made({"html": "A", "status": 404, "url": "http://e.org/"}, {"html": "B", "status": 200, "url": None})
        )
    found = root.all()
    assert [getattr(one, "detail", "page") for one in found] == ["HTTP status 404", "page"] * 2
    assert found[0].id == RawPage("a.jsonl", b"A", 0).id


LINE_ENDS = [
    (b'{"html": "A"}', [0]),
    (b'{"html": "A"}\n{"html": "B"}', [0, 1]),
    (b'{"html": "A"}\r\n{"html": "B"}\r\n', [0, 1]),
    (b'\n{"html": "A"}\n  \n\n{"html": "B"}\n\n', [1, 4]),
    (b'\xef\xbb\xbf{"html": "A"}\n', [0]),
    ('{"html": "A\u2028B\u0085C"}\n'.encode(), [0]),
    (b"", []),
    (b"\n\n", []),
]


@pytest.mark.parametrize(("data", "numbers"), LINE_ENDS)
def test_row_numbers_are_line_numbers(root, data, numbers):
    for name, stored in (("d.jsonl", data), ("d.jsonl.gz", gzip.compress(data)), ("e.jsonl.gz", data)):
        root.write(name, stored)
    assert [one.input_offset for one in root.all()] == numbers * 3


def test_lone_surrogates_are_kept_for_decode_and_leave_what_tables_hold(root):
    root.write("d.jsonl", b'{"html": "<p>\\ud83d", "url": "http://e.org/\\ud83d", "content_type": "a/\\ud83d"}\n')
    (page,) = root.all()
    assert page.payload == b"<p>\xed\xa0\xbd"
    assert (page.url, page.content_type) == ("http://e.org/?", "a/?; charset=utf-8")


MANY = lines(*({"html": f"<p>{number} " + "word " * 100, "url": f"http://e.org/{number}"} for number in range(500)))


def test_a_gzip_that_is_cut_gives_the_rows_before(root, tools):
    packed = gzip.compress(MANY, mtime=0)
    for place in (30, len(packed) // 2, len(packed) - 20, len(packed) - 2):
        root.write("d.jsonl.gz", packed[:place])
        pages, rejections, _ = tools.split(root.all())
        assert [page.input_offset for page in pages] == list(range(len(pages)))
        assert [(one.reason, one.input_offset) for one in rejections] == [(Reason.DAMAGED_RECORD, len(pages))]
        assert "cut off" in rejections[0].detail
        assert len(pages) >= (place / len(packed)) * 500 - 80


def test_a_gzip_that_is_corrupt_gives_the_rows_before(root, tools):
    packed = gzip.compress(MANY[: len(MANY) // 2], mtime=0) + gzip.compress(MANY[len(MANY) // 2 :], mtime=0)
    place = len(packed) - 6
    root.write("d.jsonl.gz", packed[:place] + bytes([packed[place] ^ 1]) + packed[place + 1 :])
    pages, rejections, _ = tools.split(root.all())
    assert len(pages) == 500
    assert ["checksum" in one.detail for one in rejections] == [True]


def test_bytes_that_are_no_gzip(root, tools):
    root.write("a.jsonl.gz", b"\x00\x01noise" * 100)
    root.write("b.jsonl.gz", gzip.compress(lines({"html": "A"})) + b"noise")
    pages, rejections, _ = tools.split(root.all())
    assert [page.source_key for page in pages] == ["b.jsonl.gz#0"]
    assert [(one.input_path, one.input_offset) for one in rejections] == [("a.jsonl.gz", 0), ("b.jsonl.gz", 1)]


def test_size_limits(root, tools):
    """A row may be longer than its page, but not without bounds."""
    rows = [{"html": "x" * 1000}, {"html": "x" * 1001}, {"html": "A", "other": "x" * 3_000_000}, {"html": "A"}]
    root.write("d.jsonl", lines(*rows))
    root.write("e.jsonl", lines({"html": "\x01" * 1000}, {"html": "A"}))
    root.write("f.parquet", parquet([{"html": row["html"]} for row in rows]))
    pages, rejections, _ = tools.split(root.all(limit=1000))
    assert [page.source_key for page in pages] == [
        *("d.jsonl#0", "d.jsonl#3", "e.jsonl#0", "e.jsonl#1"),
        *("f.parquet#0", "f.parquet#2", "f.parquet#3"),
    ]
    assert [(one.input_path, one.input_offset, one.reason) for one in rejections] == [
        ("d.jsonl", 1, Reason.SIZE_LIMIT),
        ("d.jsonl", 2, Reason.SIZE_LIMIT),
        ("f.parquet", 1, Reason.SIZE_LIMIT),
    ]


def test_a_long_last_line_without_an_end(root):
    root.write("d.jsonl", b"x" * 5_000_000)
    assert [one.reason for one in root.all(limit=1000)] == [Reason.SIZE_LIMIT]


STRINGS = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
BYTES = [pa.binary(), pa.large_binary(), pa.binary_view(), pa.dictionary(pa.int32(), pa.binary())]


@pytest.mark.parametrize("kind", STRINGS)
def test_string_columns(root, kind):
    values = ["<p>caf\u00e9", None, "<p>B"]
    root.write(
        "d.parquet",
        parquet(html=pa.array(values, kind), text=pa.array(["x", "y", "z"]), url=pa.array(["u", None, "w"], kind)),
    )
    assert [(p.payload, p.url, p.content_type) for p in root.all()] == [
        ("<p>caf\u00e9".encode(), "u", UTF8_HTML),
        (b"y", None, UTF8_TEXT),
        (b"<p>B", "w", UTF8_HTML),
    ]


@pytest.mark.parametrize("kind", BYTES)
def test_byte_columns_are_undecoded_pages(root, kind):
    values = [b"<p>caf\xe9", b"<p>B"]
    root.write("d.parquet", parquet(html=pa.array(values, kind), content_type=["text/html; charset=latin-1", None]))
    assert [(p.payload, p.content_type) for p in root.all()] == [
        (b"<p>caf\xe9", "text/html; charset=latin-1"),
        (b"<p>B", None),
    ]


def test_a_string_that_is_no_utf8_spoils_no_other(root):
    bad = pa.array([b"<p>A", b"<p>caf\xe9", b"<p>C"]).view(pa.string())
    root.write("d.parquet", parquet(html=bad, url=["u", "v", "w"]))
    assert [(p.payload, p.content_type) for p in root.all()] == [
        (b"<p>A", UTF8_HTML),
        (b"<p>caf\xe9", None),
        (b"<p>C", UTF8_HTML),
    ]


TIMES = [
    pa.array([datetime(2026, 11, 23, 10)], pa.timestamp("s")),  # noqa: DTZ001 - naive is the case
    pa.array([datetime(2026, 11, 23, 10)], pa.timestamp("ms")),  # noqa: DTZ001
    pa.array([1795428000 * 10**9 + 1], pa.timestamp("ns")),
    pa.array([FETCHED], pa.timestamp("us", "UTC")),
    pa.array([FETCHED], pa.timestamp("ns", "Europe/Berlin")),
    pa.array(["2026-11-23T10:00:00Z"]),
    pa.array([b"2026-11-23T10:00:00Z"]),
    pa.array([1795428000]),
    pa.array([1795428000.0]),
]


@pytest.mark.parametrize("column", TIMES)
def test_times_in_parquet(root, column):
    root.write("d.parquet", parquet(html=["A"], fetched_at=column))
    assert [page.fetched_at for page in root.all()] == [FETCHED]


def test_days_in_parquet(root):
    root.write("d.parquet", parquet(html=["A"], fetched_at=pa.array([FETCHED.date()])))
    assert [page.fetched_at for page in root.all()] == [FETCHED.replace(hour=0)]


def test_a_time_that_python_has_not(root):
    root.write("d.parquet", parquet(html=["A", "B"], fetched_at=pa.array([2**60, 0], pa.timestamp("us"))))
    assert [page.fetched_at for page in root.all()] == [None, datetime(1970, 1, 1, tzinfo=UTC)]


LACKING = [
    ({"body": ["<p>"], "url": ["u"]}, "found body (string), url (string)"),
    ({"html": [1]}, "found html (int64)"),
    ({"html": [["A"]]}, "found html (list<"),
    ({"HTML": ["<p>"]}, "found HTML (string)"),
    ({}, "found no column"),
]


@pytest.mark.parametrize(("columns", "found"), LACKING)
def test_parquet_without_our_columns(root, columns, found):
    root.write("d.parquet", parquet(**columns))
    (rejection,) = root.all()
    assert (rejection.reason, rejection.input_offset) == (Reason.DAMAGED_RECORD, 0)
    assert "needs a column html or text" in rejection.detail
    assert found in rejection.detail


def test_parquet_of_no_rows(root):
    root.write("d.parquet", parquet(html=pa.array([], pa.string())))
    assert root.all() == []


@pytest.mark.parametrize("data", [b"", b"PAR1", b"no parquet at all", parquet(html=["A"])[:-9]])
def test_parquet_that_is_none(root, data):
    root.write("d.parquet", data)
    root.write("e.jsonl", lines({"html": "A"}))
    found = root.all()
    assert [one.reason for one in found[:1]] == [Reason.DAMAGED_RECORD]
    assert "damaged Parquet" in found[0].detail
    assert found[1].payload == b"A"


def test_a_damaged_row_group_costs_no_other(root, tools):
    out = io.BytesIO()
    table = pa.table({"html": [f"<p>{number}" + "word" * number for number in range(90)]})
    pq.write_table(table, out, row_group_size=30, write_page_checksum=True, compression="snappy", use_dictionary=False)
    data = bytearray(out.getvalue())
    column = pq.read_metadata(io.BytesIO(bytes(data))).row_group(1).column(0)
    data[column.data_page_offset + column.total_compressed_size // 2] ^= 0xFF
    root.write("d.parquet", bytes(data))
    pages, rejections, _ = tools.split(root.all())
    assert [page.input_offset for page in pages] == [*range(30), *range(60, 90)]
    assert [(one.input_offset, "row group 1" in one.detail) for one in rejections] == [(30, True)]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = ("url", "html", "text", "fetched_at", "content_type", "status", "other")


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), json_values, max_size=7), max_size=5))
def test_any_row_ends_as_a_page_or_a_rejection(root_session, tools_session, rows):
    root_session.write("d.jsonl", lines(*rows))
    found = list(root_session.stream("d.jsonl", 10**6, kind="dump"))
    assert [one.input_offset for one in found] == list(range(len(rows)))
    pages, _, _ = tools_session.split(found)
    for page in pages:
        assert (page.url or "").encode() is not None
        assert (page.content_type or "").encode() is not None
        assert page.fetched_at is None or page.fetched_at.tzinfo is UTC


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_any_damage_to_parquet_ends_in_pages_and_rejections(root_session, place, noise):
    data = bytearray(parquet(html=["<p>" + "word " * 50] * 40, url=[f"http://e.org/{n}" for n in range(40)]))
    place %= len(data)
    data[place : place + len(noise)] = noise
    root_session.write("d.parquet", bytes(data))
    found = list(root_session.stream("d.parquet", 10**6, kind="dump"))
    assert len(found) <= 41
