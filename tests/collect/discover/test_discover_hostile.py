"""Documents that want to eat the machine, or to make it ask elsewhere: each ends soon, within bounds."""

import subprocess
import sys
import time

import pytest

from tasks.collect.discover.found import MAX_ENTRIES

PAGE = "<item><link>https://e.org/1</link></item>"
LAUGHS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'

ENTITIES = [
    BOMB + f"<rss><channel><title>&lol9;</title>{PAGE}</channel></rss>",
    BOMB + f"<rss><item><link>https://e.org/&lol9;</link></item>{PAGE}</rss>",
    BOMB + f"<feed><entry><link href='/x&lol9;'/></entry>{PAGE}</feed>",
    QUADRATIC + f"<rss><channel><title>{'&a;' * 50_000}</title>{PAGE}</channel></rss>",
    f'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/evil.dtd"><rss>{PAGE}</rss>',
    f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><item><link>https://e.org/&e;</link></item>{PAGE}</rss>',
    f'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p.dtd"> %p; ]><rss>{PAGE}</rss>',
    f'<!-- <!DOCTYPE --><!DOCTYPE x [<!-- ]> --><!ENTITY e "x">]><rss>{PAGE}</rss>',
    f'<!DOCTYPE x [<!ENTITY link "https://e.org/no">]><rss><item><link>&link;</link></item>{PAGE}</rss>',
    '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><item><link>https://e.org/1</link><xi:include href="file:///etc/passwd" parse="text"/></item></rss>',
]  # fmt: skip


@pytest.mark.parametrize("body", ENTITIES)
def test_entities_are_neither_resolved_nor_fetched(documents, body):
    pages, error = documents.read(body)
    assert error == ""
    assert [url for url, _ in pages] == ["https://e.org/1"]


def test_a_prolog_without_end(documents):
    assert documents.read("<!DOCTYPE x [" + "<!ENTITY a 'b'>" * 100_000) == ([], "no XML that can be read")
    assert documents.read("<!--" + "x" * 1_000_000) == ([], "no XML that can be read")


def test_nesting_without_end(documents):
    pages, error = documents.read(f"<rss>{PAGE}" + "<a>" * 200_000)
    assert [url for url, _ in pages] == ["https://e.org/1"]
    assert "nested too deep" in error
    assert documents.read("<rss>" + "<item>" * 200_000) == ([], error)


@pytest.mark.parametrize(
    "body",
    [
        "<rss>" + "<item>" * 100_000 + "</b>" * 10,
        "<rss></a>" + "<item></a>" * 100_000,
        "<rss></a>" + "<item" * 100_000,
        "<rss></a><item " + "a " * 500_000,
        "<rss>" + "&" * 1_000_000,
        "<rss>" + "&a" * 500_000,
        "<rss>" + "<![CDATA[" * 100_000,
        "<rss>" + "]]>" * 300_000,
        "<rss " + "a" * 1_000_000,
        "<rss " + "".join(f"a{n}='' " for n in range(100_000)) + ">",
        "<" * 1_000_000,
        "<?" * 500_000,
        "<!DOCTYPE" + " \"'" * 80_000,
        '<!DOCTYPE a "' * 10_000,
        "<rss>" + "".join(f"<n{n}:a xmlns:n{n}='x{n}'/>" for n in range(50_000)),
        '{"items": [' + "[" * 1_000_000,
        '{"items": [' + '{"url": "/1"},' * 100_000,
        '{"items": [' + "9" * 100_000 + "]}",
        "<rss><item><pubDate>" + "9" * 1_000_000 + "</pubDate><link>" + "/a" * 500_000 + "</link></item></rss>",
        "<rss>" + f"<item><link>/1</link><pubDate>{'Mon, ' * 11}</pubDate></item>" * 20_000,
    ],
)
def test_shapes_that_make_parsers_slow(documents, body):
    begin = time.process_time()
    pages, _ = documents.read(body)
    assert len(pages) <= 1
    assert time.process_time() - begin < 20  # seconds of work; most take less than one


MANY = r"""
import re, sys
from pathlib import Path
def megabytes():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024
sys.path.insert(0, {tests!r})
from conftest import Documents
before = megabytes()
entry = {entry!r}
body = ({start!r} + "".join(entry.replace("NUMBER", str(n)) for n in range(100_000)) + {end!r}).encode()
if {packed}:
    import gzip
    body = gzip.compress(body)
source = Documents.sitemap
pages, error = Documents.read(body, source=source)
print(len(pages), megabytes() - before, error)
"""
SHAPES = [
    ("<urlset>", "<url><loc>https://e.org/news/NUMBER.html</loc><lastmod>2026-11-23T10:00:00Z</lastmod></url>", "</urlset>", True),
    ("<rss><channel>", "<item><link>/NUMBER?a&b</link><description>" + "words " * 12 + "</description></item>", "</channel></rss>", False),
]  # fmt: skip


@pytest.mark.parametrize(("start", "entry", "end", "packed"), SHAPES, ids=["sitemap", "feed"])
def test_a_hundred_thousand_entries_in_little_memory(request, start, entry, end, packed):
    code = MANY.format(tests=str(request.path.parent), start=start, entry=entry, end=end, packed=packed)
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    count, megabytes, error = said.split(maxsplit=2)
    assert int(count) == MAX_ENTRIES
    assert int(megabytes) < 110  # with the document itself, and the strings it was made of
    assert error.strip() == f"it names more than {MAX_ENTRIES} pages; the rest is left"
