"""Which files make which shard, under which name."""

import hashlib
from datetime import date

import fsspec
import pytest

from schemas.config import Config
from schemas.page import RawPage
from schemas.shard import Shard
from tasks.sources import SOURCES, plan, read, select, unclaimed_files
from tasks.sources.naming import stem_of
from tasks.sources.planning import plan_files


def shards(paths, shard_pages=500):
    return [(s.capture_date, s.name, s.kind, s.paths) for s in plan_files(paths, SOURCES, shard_pages)]


def names(paths, shard_pages=500):
    return [(s.capture_date, s.name) for s in plan_files(paths, SOURCES, shard_pages)]


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:8]


NAMES = [
    ([], []),
    (["notes.md", "picture.png", "a.json", "b.warc.zst", "c.warc.wat.gz", "d.html.bz2"], []),
    ([".hidden.html", "_x.html", ".git/a.html", "a/_tmp/b.html", "a.warc.gz.open", "b.html.OPEN"], []),
    (["capture_date=2026-11-23/news-0001.warc.gz"], [("2026-11-23", "news-0001")]),
    (["capture_date=2026-11-23/cc/seg1/a.warc.gz"], [("2026-11-23", "cc-seg1-a")]),
    (["cc/capture_date=2026-11-23/a.warc.gz"], [("2026-11-23", "cc-a")]),
    (["capture_date=undated/a.warc"], [("undated", "a")]),
    (["a.warc", "b.warc.gz", "c.wet", "d.wet.gz", "e.warc.wet.gz", "f.warc.wet"], [("undated", x) for x in "abcdef"]),
    (["dump.jsonl", "more.jsonl.gz", "old.parquet"], [("undated", x) for x in ("dump", "more", "old")]),
    (["UPPER.WARC.GZ", "Page.HTML"], [("undated", "UPPER"), ("undated", "pages-0000")]),
    (["page.html"], [("undated", "pages-0000")]),
    (["capture_date=2026-11-23/page.html"], [("2026-11-23", "pages-0000")]),
    (["saved/a.html", "saved/b.htm", "saved/c.xhtml", "saved/d.txt", "saved/e.txt.gz"], [("undated", "saved-0000")]),
    (["a/b/x.html", "a/c/x.html"], [("undated", "a-b-0000"), ("undated", "a-c-0000")]),
    (["a.b.c.warc.gz"], [("undated", "a.b.c")]),
    (["odd:name?.warc"], [("undated", "odd-name-")]),
]


@pytest.mark.parametrize(("paths", "expected"), NAMES)
def test_names(paths, expected):
    assert names(paths) == expected


def test_loose_files_are_grouped_by_folder_and_sorted():
    paths = [f"saved/{n}.html" for n in (3, 1, 2)] + ["saved.html", "saved/deep/1.html"]
    assert shards(paths, 2) == [
        ("undated", "pages-0000", "files", ("saved.html",)),
        ("undated", "saved-0000", "files", ("saved/1.html", "saved/2.html")),
        ("undated", "saved-0001", "files", ("saved/3.html",)),
        ("undated", "saved-deep-0000", "files", ("saved/deep/1.html",)),
    ]


COLLISIONS = [
    ["dump.jsonl", "dump.parquet", "dump.warc"],
    ["a-b.warc", "a/b.warc"],
    ["News.warc", "news.warc"],
    ["caf\u00e9.warc", "cafe\u0301.warc"],
    ["a-b/x.html", "a/b/x.html"],
    ["saved-0000.warc", "saved/x.html"],
]


@pytest.mark.parametrize("paths", COLLISIONS)
def test_no_two_shards_share_a_name(paths):
    got = [name for _, name in names(paths)]
    assert len({name.casefold() for name in got}) == len(paths)


def test_the_later_one_carries_the_digest_of_its_path():
    assert {s.paths[0]: s.name for s in plan_files(["dump.parquet", "dump.jsonl"], SOURCES, 500)} == {
        "dump.jsonl": "dump",
        "dump.parquet": f"dump-{digest('dump.parquet')}",
    }


def test_a_name_that_looks_like_a_mended_one_is_no_collision():
    paths = ["dump.jsonl", "dump.parquet", f"dump-{digest('dump.parquet')}.warc"]
    assert len({name for _, name in names(paths)}) == 3


def test_the_same_name_on_two_days_is_no_collision():
    paths = ["capture_date=2026-11-22/n.warc", "capture_date=2026-11-23/n.warc"]
    assert names(paths) == [("2026-11-22", "n"), ("2026-11-23", "n")]


def test_names_are_short_enough_for_any_file_system():
    name = stem_of(["folder"] * 60, "\u00e9" * 100)
    assert len(name.encode()) <= 180
    assert name != stem_of(["folder"] * 60, "\u00e8" * 100)


def test_the_order_of_the_listing_does_not_matter():
    paths = [path for case, _ in NAMES for path in case] + [path for case in COLLISIONS for path in case]
    paths = sorted(set(paths))
    assert shards(paths) == shards(reversed(paths))


BAD_DATES = ["2026-13-40", "2026-02-30", "2026-1-2", "20261123", "2026-W03", "yesterday", "", "2026-11-23T00:00"]


@pytest.mark.parametrize("value", BAD_DATES)
def test_a_folder_that_holds_no_date_is_named(value):
    with pytest.raises(ValueError, match=f"capture_date={value} is no date.*YYYY-MM-DD"):
        names([f"capture_date={value}/a.warc"])


def test_two_dates_above_one_file():
    with pytest.raises(ValueError, match="two dates: 2026-11-22 and 2026-11-23"):
        names(["capture_date=2026-11-22/capture_date=2026-11-23/a.html"])


def test_files_of_no_known_kind_are_listed(root):
    for path in ("a.html", "b.pdf", "c/notes.md", ".hidden", "_skip/x.bin", "d.warc.gz.open"):
        root.write(path, b"x")
    assert unclaimed_files(root.root) == ("b.pdf", "c/notes.md")
    assert [s.paths for s in root.plan()] == [("a.html",)]


def test_a_name_that_is_no_utf8_is_listed_and_not_read():
    path = "caf\udce9.html"
    assert names([path]) == []


def test_links_to_folders_are_followed_and_circles_are_not(root, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/b.html").write_bytes(b"x")
    (tmp_path / "elsewhere/back").symlink_to(root.root)
    root.write("a.html", b"x")
    (root.root / "link").symlink_to(tmp_path / "elsewhere")
    assert [s.paths for s in root.plan()] == [("link/b.html",), ("a.html",)]
    assert [page.payload for page in root.all()] == [b"x", b"x"]


def test_no_raw_root(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        plan(tmp_path / "nowhere")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError, match="file"):
        plan(tmp_path / "file")


def test_an_empty_raw_root_has_no_shards(root):
    assert root.plan() == ()


DAYS = [Shard("s", day, "warc", ("x",)) for day in ("2026-11-21", "2026-11-22", "2026-11-23", "undated")]
SELECTIONS = [
    (None, None, False, "21 22 23 ed"),
    (None, None, True, "21 22 23 ed"),
    (22, None, False, "22 23"),
    (22, None, True, "22 23 ed"),
    (None, 22, False, "21 22"),
    (22, 22, False, "22"),
    (24, 30, False, ""),
]


@pytest.mark.parametrize(("since", "until", "undated", "expected"), SELECTIONS)
def test_select(since, until, undated, expected):
    day = {None: None, **{n: date(2026, 11, n) for n in range(20, 31)}}
    got = select(DAYS, day[since], day[until], include_undated=undated)
    assert " ".join(s.capture_date[-2:] for s in got) == expected


def test_select_backwards():
    with pytest.raises(ValueError, match="2026-11-23 is after until 2026-11-22"):
        select(DAYS, date(2026, 11, 23), date(2026, 11, 22))


def test_any_fsspec_file_system(tools):
    memory = fsspec.filesystem("memory")
    packed = b"".join(tools.pack(tools.record(f"http://e.org/{n}")) for n in range(3))
    memory.pipe("/copydesk-raw/capture_date=2026-11-23/n.warc.gz", packed)
    memory.pipe("/copydesk-raw/saved/a.html", b"<p>A</p>")
    memory.pipe("/copydesk-raw/d.jsonl", b'{"url": "http://e.org/", "html": "<p>D</p>"}\n')
    planned = plan("memory://copydesk-raw")
    assert [s.name for s in planned] == ["n", "d", "saved-0000"]
    found = [one for shard in planned for one in read(shard, "memory://copydesk-raw", Config())]
    assert all(isinstance(one, RawPage) for one in found)
    assert [one.source_key for one in found[3:]] == ["d.jsonl#0", "saved/a.html"]
