"""However large a file, a record or what it inflates to: little of it is held at once."""

import gzip
import json
import tracemalloc

import pytest

from schemas.article import Reason
from schemas.page import PassedOver

MIB = 2**20
LIMIT = MIB


def held_while(work):
    """(what `work` gives, the most bytes that were held meanwhile)."""
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_many_records(root, tools):
    data = b"".join(tools.pack(tools.record(f"http://e.org/{n}", b"word " * 20_000)) for n in range(300))
    root.write("a.warc.gz", data)
    found, held = held_while(lambda: sum(1 for _ in root.stream("a.warc.gz", LIMIT)))
    assert found == 300
    assert held < 4 * MIB


def test_a_huge_record(root, tools):
    huge = tools.block(b"\0" * (64 * MIB), kind="resource")
    for name, data in (("a.warc.gz", tools.pack(huge)), ("b.warc", huge)):
        root.write(name, data + (tools.pack(tools.record()) if name == "a.warc.gz" else tools.record()))
        found, held = held_while(lambda name=name: list(root.stream(name, LIMIT)))
        assert found[0].reason == Reason.SIZE_LIMIT
        assert found[1].url == "http://e.org/"
        assert held < 8 * MIB


def test_a_huge_record_that_is_no_page(root, tools):
    root.write("a.warc.gz", tools.pack(tools.block(b"\0" * (64 * MIB), kind="metadata")))
    found, held = held_while(lambda: list(root.stream("a.warc.gz", LIMIT)))
    assert found == [PassedOver("metadata", 0)]
    assert held < 8 * MIB


@pytest.mark.parametrize("name", ["a.html.gz", "a.jsonl.gz"])
def test_bombs(root, name):
    root.write(name, gzip.compress(b"\0" * (64 * MIB)))
    (found,), held = held_while(lambda: root.all(limit=LIMIT))
    assert found.reason == Reason.SIZE_LIMIT
    assert held < 24 * MIB


def test_garbage_of_any_length(root, tools):
    root.write("a.warc.gz", tools.record() + b"\0" * (64 * MIB) + tools.record())
    root.write("b.warc.gz", tools.pack(b"WARC/1.0\r\nnothing\r\n" + b"\0" * (64 * MIB)) + tools.pack(tools.record()))
    for name in ("a.warc.gz", "b.warc.gz"):
        found, held = held_while(lambda name=name: list(root.stream(name, LIMIT)))
        assert [type(one).__name__ for one in found][-2:] == ["Rejection", "RawPage"]
        assert held < 8 * MIB


def test_many_lines(root):
    line = json.dumps({"html": "word " * 20_000}).encode() + b"\n"
    root.write("d.jsonl.gz", gzip.compress(line * 300))
    found, held = held_while(lambda: sum(1 for _ in root.stream("d.jsonl.gz", LIMIT, kind="dump")))
    assert found == 300
    assert held < 4 * MIB
