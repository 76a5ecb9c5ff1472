"""A page by what a person calls it."""

import json
import re

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.sources.find import _comparable, find_page

LOOSE = b"<p>Loose</p>"


@pytest.fixture(name="raw_pages")
def raw_pages_fixture(root, tools):
    made = [tools.record(f"http://e.org/{n}", b"<p>%d</p>" % n) for n in range(7)]
    made.insert(1, tools.record("http://e.org/gone", status="404 Not Found"))
    made.insert(0, tools.record("", kind="warcinfo"))
    packed = [tools.pack(one) for one in made]
    root.write("capture_date=2026-11-23/n.warc.gz", b"".join(packed))
    root.write("whole.warc.gz", tools.pack(b"".join(made)))
    root.write("one.warc", tools.record("https://www.e.org/one/", b"<p>One</p>"))
    root.write(
        "d.jsonl",
        b"".join(json.dumps({"html": f"<p>D{n}", "url": f"http://d.org/{n}"}).encode() + b"\n" for n in range(3)),
    )
    root.write("saved/a.html", LOOSE)
    root.write("saved/odd#7.html", b"<p>Odd</p>")
    root.write("saved/a.html#3", b"no number, a name")
    root.write("saved/page.php", b"<p>PHP</p>")
    root.offsets = [sum(map(len, packed[:n])) for n in range(len(packed))]
    root.unpacked = [sum(map(len, made[:n])) for n in range(len(made))]
    return root


FILES = [
    ("saved/a.html", "saved/a.html"),
    ("./saved//a.html", "saved/a.html"),
    ("{root}/saved/a.html", "saved/a.html"),
    ("{root}/capture_date=2026-11-23/../saved/a.html", "saved/a.html"),
    ("saved/odd#7.html", "saved/odd#7.html"),
    ("saved/a.html#3", "saved/a.html#3"),
    ("saved/page.php", "saved/page.php"),
    ("one.warc", "one.warc#0"),
    ("one.warc#0", "one.warc#0"),
    ("{root}/one.warc#0", "one.warc#0"),
    ("d.jsonl#2", "d.jsonl#2"),
    ("http://e.org/3", "capture_date=2026-11-23/n.warc.gz#{3}"),
    ("https://e.org/3/", "capture_date=2026-11-23/n.warc.gz#{3}"),
    ("http://www.e.org/3#part", "capture_date=2026-11-23/n.warc.gz#{3}"),
    ("HTTP://E.ORG/3?utm_source=x", "capture_date=2026-11-23/n.warc.gz#{3}"),
    ("https://www.e.org/one/", "one.warc#0"),
    ("http://e.org/one", "one.warc#0"),
    ("www.e.org/one", "one.warc#0"),
    ("http://d.org/1", "d.jsonl#1"),
]


@pytest.mark.parametrize(("reference", "key"), FILES)
def test_references(raw_pages, reference, key):
    at = {"3": raw_pages.offsets[5]}
    expected = key.replace("{3}", str(at["3"]))
    assert find_page(raw_pages.root, reference.replace("{root}", str(raw_pages.root))).source_key == expected


def test_every_page_is_found_by_what_we_print(raw_pages, tools):
    pages, _, _ = tools.split(raw_pages.all())
    assert len(pages) == 7 + 7 + 1 + 3 + 2
    for page in pages:
        assert find_page(raw_pages.root, page.source_key) == page
        assert find_page(raw_pages.root, page.id) == page
        assert find_page(str(raw_pages.root), page.id.upper()) == page


def test_a_place_in_a_file_that_is_one_gzip_member(raw_pages):
    assert find_page(raw_pages.root, f"whole.warc.gz#{raw_pages.unpacked[4]}").url == "http://e.org/2"


def test_from_where_one_stands(raw_pages, monkeypatch):
    monkeypatch.chdir(raw_pages.root / "saved")
    assert find_page(raw_pages.root, "a.html").source_key == "saved/a.html"
    assert find_page("..", "a.html").source_key == "saved/a.html"
    assert find_page("../saved/..", "../saved/a.html").source_key == "saved/a.html"


def test_through_a_link(raw_pages, tmp_path):
    (tmp_path / "link").symlink_to(raw_pages.root)
    assert find_page(raw_pages.root, f"{tmp_path}/link/saved/a.html").source_key == "saved/a.html"
    assert find_page(tmp_path / "link", f"{raw_pages.root}/saved/a.html").source_key == "saved/a.html"


def test_a_file_elsewhere(raw_pages, tmp_path, tools):
    (tmp_path / "elsewhere.html").write_bytes(LOOSE)
    (tmp_path / "elsewhere.warc").write_bytes(tools.record() * 2)
    assert find_page(raw_pages.root, f"{tmp_path}/elsewhere.html").source_key == "elsewhere.html"
    assert find_page(tmp_path / "no-raw-root", f"{tmp_path}/elsewhere.html").payload == LOOSE
    assert find_page(raw_pages.root, f"{tmp_path}/elsewhere.warc#{len(tools.record())}").url == "http://e.org/"


FAILURES = [
    ("nothing.html", "is no file.*name a raw file, a place in one"),
    ("saved", "is no file"),
    ("nothing.warc.gz#12", "is no file"),
    ("capture_date=2026-11-23/n.warc.gz", r"more than one page; name one of them: .*n\.warc\.gz#\d+, .*, \.\.\.$"),
    ("d.jsonl", r"more than one page; name one of them: d\.jsonl#0, d\.jsonl#1, d\.jsonl#2$"),
    ("capture_date=2026-11-23/n.warc.gz#1", r"holds nothing at 1; its pages are .*n\.warc\.gz#\d+, "),
    ("capture_date=2026-11-23/n.warc.gz#0", "holds no page: its kind is warcinfo"),
    ("d.jsonl#3", "holds nothing at 3"),
    ("saved/page.php#3", "holds nothing at 3; its pages are saved/page.php$"),
    ("0" * 32, "has the id 0{32}"),
    ("http://nowhere.org/", "has a page of http://nowhere.org/.*loose files carry no URL"),
    ("http://e.org/gone", "http_status.*HTTP status 404"),
    ("http://[broken", "has a page of"),
    ("", "is no file"),
    ("http://e.org/" + "x" * 5000, "has a page of"),
    ("x" * 5000, "is no file"),
    ("a\0b", "is no file"),
    ("caf\udce9.html", "is no file"),
]


@pytest.mark.parametrize(("reference", "said"), FAILURES)
def test_failures_say_what_to_do(raw_pages, reference, said):
    with pytest.raises(LookupError, match=said):
        find_page(raw_pages.root, reference)


def test_a_damaged_record_is_named_as_such(raw_pages):
    raw_pages.write("b.warc", b"garbage")
    for reference in ("b.warc", "b.warc#0"):
        with pytest.raises(
            LookupError, match=r"^b\.warc#0 cannot be read as a page \(damaged_record\): no WARC record"
        ):
            find_page(raw_pages.root, reference)


def test_no_raw_root(tmp_path):
    with pytest.raises(FileNotFoundError):
        find_page(tmp_path / "nowhere", "http://e.org/")


def test_any_fsspec_file_system(tools):
    memory = fsspec.filesystem("memory")
    memory.pipe("/copydesk-find/a.warc", tools.record(body=LOOSE))
    memory.pipe("/copydesk-find/saved/a.html", LOOSE)
    for reference in ("a.warc", "a.warc#0", "http://e.org", "memory://copydesk-find/a.warc#0"):
        assert find_page("memory://copydesk-find", reference).source_key == "a.warc#0"
    assert find_page("memory://copydesk-find/", "memory://copydesk-find/saved/a.html").source_key == "saved/a.html"


@given(st.text(max_size=40))
def test_any_url_can_be_compared(text):
    for url in (text, f"http://{text}", f"http://e.org/{text}"):
        assert not re.match("https?://", _comparable(url)) or "http" in text
