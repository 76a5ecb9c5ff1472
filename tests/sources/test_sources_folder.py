"""Loose files: one page each, and no damaged one takes its neighbours along."""

import gzip

import pytest

from schemas.article import Reason
from schemas.page import RawPage

PAGE = b"<p>" + b"A page of news. " * 200 + b"</p>"


def test_files_as_they_are(root):
    root.write("saved/a.html", PAGE)
    root.write("saved/b.txt", b"Words.")
    assert root.all() == [RawPage("saved/a.html", PAGE), RawPage("saved/b.txt", b"Words.")]


PACKED = [
    ("one member", gzip.compress(PAGE), PAGE),
    ("two members", gzip.compress(PAGE) + gzip.compress(b"more"), PAGE + b"more"),
    ("an empty member", gzip.compress(b"", mtime=0) + gzip.compress(PAGE), PAGE),
    ("bytes behind the last member", gzip.compress(PAGE) + b"\0" * 512, PAGE),
    ("nothing packed", PAGE, PAGE),
    ("nothing packed, not ASCII", "Crème brûlée".encode(), "Crème brûlée".encode()),
    ("nothing at all", b"", b""),
]


@pytest.mark.parametrize(("case", "data", "expected"), PACKED)
def test_gzip(root, case, data, expected):
    root.write("a.html.gz", data)
    assert root.all() == [RawPage("a.html.gz", expected)], case


def test_gzip_under_a_plain_name(root):
    root.write("a.html", gzip.compress(PAGE))
    assert root.all() == [RawPage("a.html", PAGE)]


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]


SOUND = gzip.compress(PAGE, mtime=0)
DAMAGED = [
    ("cut in the middle", SOUND[: len(SOUND) // 2]),
    ("cut in its checksum", SOUND[:-3]),
    ("cut in its header", SOUND[:5]),
    ("wrong checksum", flipped(SOUND, len(SOUND) - 6)),
    ("wrong length", flipped(SOUND, len(SOUND) - 2)),
    ("flipped in the middle", flipped(SOUND, len(SOUND) // 2)),
    ("no magic number", flipped(SOUND, 0)),
    ("second member corrupt", SOUND + flipped(SOUND, len(SOUND) - 6)),
]


@pytest.mark.parametrize(("case", "data"), DAMAGED)
def test_damage_costs_one_page(root, tools, case, data):
    for name, content in (("a.html", PAGE), ("b.html.gz", data), ("c.html.gz", SOUND)):
        root.write(name, content)
    pages, rejections, _ = tools.split(root.all())
    assert [page.input_path for page in pages] == ["a.html", "c.html.gz"]
    assert [(one.input_path, one.reason, one.payload_sha256) for one in rejections] == [
        ("b.html.gz", Reason.DAMAGED_RECORD, None)
    ]
    assert rejections[0].detail, case


def test_size_limit(root, tools):
    root.write("a.html", b"x" * 1000)
    root.write("b.html", b"x" * 1001)
    root.write("c.html.gz", gzip.compress(b"x" * 1000))
    root.write("d.html.gz", gzip.compress(b"x" * 1001))
    root.write("e.html.gz", gzip.compress(b"\0" * 50_000_000))
    pages, rejections, _ = tools.split(root.all(limit=1000))
    assert [page.input_path for page in pages] == ["a.html", "c.html.gz"]
    assert {one.reason for one in rejections} == {Reason.SIZE_LIMIT}
    assert [one.input_path for one in rejections] == ["b.html", "d.html.gz", "e.html.gz"]
    assert "page_bytes (1000 bytes)" in rejections[0].detail
