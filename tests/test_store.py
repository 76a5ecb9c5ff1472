from __future__ import annotations

import fcntl
import hashlib
import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import fsspec
import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Article, CleanedPage, Reason, Rejection, Removal, RepairRow, Step
from schemas.shard import TABLES, Shard, ShardSummary
from schemas.tables import SCHEMA_VERSION, SCHEMAS
from schemas.version import PIPELINE_VERSION
from tasks.store import (
    Fingerprint,
    ShardWriter,
    current_summary,
    foreign_files,
    foreign_message,
    is_current,
    prune,
)
from tasks.store import draft as draft_module
from tasks.store import table as table_module
from tasks.store.rows import to_batches

DATED = Shard("news-0001.warc.gz", "2026-11-23", "warc", ("capture_date=2026-11-23/news-0001.warc.gz",))
UNDATED = Shard("saved-0000", "undated", "files", ("saved/a.html", "saved/b.html"))
MADE_FROM = Fingerprint({"saved/a.html": "0" * 64}, "c0ffee")


def article(n: int, **changes) -> CleanedPage:
    row = Article(
        id=f"{n:032x}",
        input_path=f"saved/{n}.html",
        text=f"Paragraph one of {n}.\n\nParagraph “two”.",
        text_sha256=hashlib.sha256(str(n).encode()).hexdigest(),
        pipeline_version=PIPELINE_VERSION,
        word_count=6,
        paragraph_count=2,
        removed_chars=5,
        repair_count=1,
        url=f"https://www.example.com/{n}",
        domain="example.com",
        authors=("Ann Lee",),
        published_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    removal = Removal(row.id, 2, "Share", "share", "share_words", 'is "Share"', 0.5)
    repair = RepairRow(row.id, 1, 10, 10, "", "’", "contractions", 0.99)
    return CleanedPage(replace(row, **changes), (removal,), (repair,))


def rejection(n: int, url: str | None = "http://news.example.org/x") -> CleanedPage:
    return CleanedPage(
        Rejection(f"{n:032x}", f"saved/{n}.html", Step.LABEL, Reason.NOT_AN_ARTICLE, "section front", url)
    )


def write(root, shard, pages, fingerprint=MADE_FROM, passed_over=None) -> ShardSummary:
    with ShardWriter(shard, root, fingerprint) as writer:
        for page in pages:
            writer.add(page)
        return writer.finish(passed_over or {})


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def rows(root: Path, shard: Shard, table: str) -> list[dict]:
    return pq.ParquetFile(root / shard.output(table)).read().to_pylist()


# writing


def test_four_files_with_the_rows_in_order(tmp_path):
    summary = write(
        tmp_path,
        UNDATED,
        [article(1), rejection(2), article(3), rejection(4, url=None)],
        passed_over={"warcinfo": 1, "request": 4},
    )
    assert sorted(tree(tmp_path)) == [f"{table}/capture_date=undated/saved-0000.parquet" for table in sorted(TABLES)]
    assert [row["id"][-1] for row in rows(tmp_path, UNDATED, "articles")] == ["1", "3"]
    assert [row["id"][-1] for row in rows(tmp_path, UNDATED, "rejections")] == ["2", "4"]
    assert [row["rule"] for row in rows(tmp_path, UNDATED, "removals")] == ["share_words"] * 2
    assert [row["after"] for row in rows(tmp_path, UNDATED, "repairs")] == ["’"] * 2
    assert summary == ShardSummary(
        UNDATED,
        pages=4,
        articles=2,
        rejections={"not_an_article": 2},
        passed_over={"request": 4, "warcinfo": 1},
        removals={"share_words": 2},
        removed_chars=10,
        repairs={"contractions": 2},
        repaired_chars=2,
        sites={"-": (0, 1), "example.com": (2, 0), "example.org": (0, 1)},
    )


@pytest.mark.parametrize("table", TABLES)
def test_how_a_file_is_written(tmp_path, table):
    write(tmp_path, DATED, [article(n) for n in range(3)] + [rejection(9)])
    file = pq.ParquetFile(tmp_path / DATED.output(table))
    assert file.schema_arrow.remove_metadata().equals(SCHEMAS[table].remove_metadata(), check_metadata=True)
    group = file.metadata.row_group(0)
    columns = [group.column(n) for n in range(group.num_columns)]
    assert {column.compression for column in columns} == {"ZSTD"}
    without = {column.path_in_schema for column in columns if not column.is_stats_set}
    assert without == ({"text"} & {column.path_in_schema for column in columns})
    assert all(
        column.has_column_index for column in columns if column.is_stats_set and "list" not in column.path_in_schema
    )
    footer = file.metadata.metadata
    assert footer[b"schema_version"] == SCHEMA_VERSION.encode()
    assert footer[b"pipeline_version"] == PIPELINE_VERSION.encode()
    assert json.loads(footer[b"fingerprint"]) == {
        "inputs": {"saved/a.html": "0" * 64},
        "config_digest": "c0ffee",
        "pipeline_version": PIPELINE_VERSION,
    }
    assert json.loads(footer[b"summary"])["pages"] == 4


def test_row_groups_hold_2000_rows(tmp_path):
    write(tmp_path, UNDATED, (article(n) for n in range(4_100)))
    metadata = pq.read_metadata(tmp_path / UNDATED.output("articles"))
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [2_000, 2_000, 100]


def test_long_texts_make_small_row_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(table_module, "ROW_GROUP_BYTES", 2**20)
    write(tmp_path, UNDATED, (article(n, text="x" * 300_000) for n in range(40)))
    metadata = pq.read_metadata(tmp_path / UNDATED.output("articles"))
    assert metadata.num_rows == 40
    assert metadata.num_row_groups > 1


def test_same_rows_same_bytes(tmp_path):
    pages = [article(n) if n % 3 else rejection(n) for n in range(450)]
    for name in ("one", "two"):
        write(tmp_path / name, DATED, pages)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_nothing_is_seen_before_the_end(tmp_path):
    write(tmp_path, UNDATED, [article(1)])
    before = tree(tmp_path)
    with ShardWriter(UNDATED, tmp_path, MADE_FROM) as writer:
        for n in range(500):
            writer.add(article(n))
        assert {name: data for name, data in tree(tmp_path).items() if "/." not in name} == before
        assert list(readers(tmp_path)) == [{"undated": 1}] * 3
    assert tree(tmp_path) == before


def test_an_error_leaves_nothing_behind(tmp_path):
    def pages():
        yield article(1)
        raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        write(tmp_path, UNDATED, pages())
    assert tree(tmp_path) == {}


def test_articles_appear_last(tmp_path, monkeypatch):
    moved = []
    rename = os.replace

    def watched(source, target):
        moved.append(Path(target).parts[-3])
        rename(source, target)

    monkeypatch.setattr(os, "replace", watched)
    write(tmp_path, UNDATED, [article(1)])
    assert moved == ["rejections", "repairs", "removals", "articles"]


def test_a_full_disk_is_an_oserror_and_leaves_nothing(tmp_path):
    def pages(writer):
        with Path("/dev/full").open("wb", buffering=0) as full:
            os.dup2(full.fileno(), writer._drafts["articles"].sink.fileno())
        writer.add(article(1, text=os.urandom(2**20).hex()))
        writer.finish({})

    with ShardWriter(UNDATED, tmp_path, MADE_FROM) as writer, pytest.raises(OSError, match="No space left"):
        pages(writer)
    assert tree(tmp_path) == {}


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "removals").write_text("a file where a folder should be")
    with pytest.raises(OSError, match="removals"):
        write(tmp_path, UNDATED, [])
    assert list(tree(tmp_path)) == ["removals"]


# leftovers of killed runs


def test_stale_drafts_are_removed_and_live_ones_left(tmp_path):
    folder = (tmp_path / UNDATED.output("articles")).parent
    folder.mkdir(parents=True)
    stale = folder / f".saved-0000.parquet.{'0' * 16}.tmp"
    live = folder / f".saved-0000.parquet.{'1' * 16}.tmp"
    others = [folder / f".saved-0001.parquet.{'0' * 16}.tmp", folder / ".saved-0000.parquet.swp", folder / ".hidden"]
    for path in (stale, live, *others):
        path.write_bytes(b"half")
    with live.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        write(tmp_path, UNDATED, [article(1)])
    assert not stale.exists()
    assert all(path.exists() for path in (live, *others))


def test_a_draft_taken_away_before_it_was_locked_is_opened_anew(tmp_path, monkeypatch):
    locks = []
    lock = fcntl.flock

    def thief(file, flags):
        if not locks:
            Path(file.name).unlink()
        locks.append(flags)
        lock(file, flags)

    monkeypatch.setattr(draft_module.fcntl, "flock", thief)
    write(tmp_path, UNDATED, [article(1)])
    assert len(locks) == 5
    assert len(tree(tmp_path)) == 4


def test_two_writers_of_one_shard_at_once(tmp_path):
    with ShardWriter(UNDATED, tmp_path, MADE_FROM) as first, ShardWriter(UNDATED, tmp_path, MADE_FROM) as second:
        first.add(article(1))
        second.add(article(1))
        first.finish({})
        assert is_current(UNDATED, tmp_path, MADE_FROM)
        second.finish({})
    assert len(tree(tmp_path)) == 4
    assert [row["id"][-1] for row in rows(tmp_path, UNDATED, "articles")] == ["1"]


# bad rows

BAD = [
    ({"text": "lone \ud800"}, "articles.text: UnicodeEncodeError"),
    ({"word_count": 2**31}, "articles.word_count: ArrowInvalid"),
    (
        {"published_at": datetime(9999, 12, 31, 23, tzinfo=UTC).replace(tzinfo=None)},
        "articles.published_at: ValueError",
    ),
    ({"authors": None}, "articles.authors: null"),
]


@pytest.mark.parametrize(("change", "detail"), BAD)
def test_a_bad_row_becomes_a_rejection_and_its_neighbours_stay(tmp_path, change, detail):
    summary = write(tmp_path, UNDATED, [article(1), article(2, **change), article(3)])
    assert [row["id"][-1] for row in rows(tmp_path, UNDATED, "articles")] == ["1", "3"]
    assert [row["id"][-1] for row in rows(tmp_path, UNDATED, "removals")] == ["1", "3"]
    assert [row["id"][-1] for row in rows(tmp_path, UNDATED, "repairs")] == ["1", "3"]
    (rejected,) = rows(tmp_path, UNDATED, "rejections")
    assert rejected["detail"].startswith(detail)
    assert (rejected["step"], rejected["reason"]) == ("write", "bad_row")
    assert (rejected["id"][-1], rejected["input_path"], rejected["url"]) == (
        "2",
        "saved/2.html",
        "https://www.example.com/2",
    )
    assert (summary.articles, summary.rejections, summary.removals) == (2, {"bad_row": 1}, {"share_words": 2})


@pytest.mark.parametrize(
    ("page", "detail"),
    [
        (replace(article(2), removals=(Removal("2", 0, "\udfff", "share", "r", "e", 1.0),)), "removals.text: UnicodeEncodeError"),
        (replace(article(2), removals=(Removal("2", 2**40, "x", "share", "r", "e", 1.0),)), "removals.block_index: ArrowInvalid"),
        (replace(article(2), repairs=(RepairRow("2", None, 0, 1, "\ud83d", "’", "r", 1.0),)), "repairs.before: UnicodeEncodeError"),
    ],
)  # fmt: skip
def test_a_bad_removal_or_repair_takes_its_page_along(tmp_path, page, detail):
    write(tmp_path, UNDATED, [article(1), page, article(3)])
    assert [row["id"][-1] for row in rows(tmp_path, UNDATED, "articles")] == ["1", "3"]
    assert len(rows(tmp_path, UNDATED, "removals")) == len(rows(tmp_path, UNDATED, "repairs")) == 2
    (rejected,) = rows(tmp_path, UNDATED, "rejections")
    assert rejected["detail"].startswith(detail)


def test_a_rejection_that_does_not_fit_is_written_in_escapes(tmp_path):
    bad = Rejection("id", "caf\udce9.html", Step.LOAD, Reason.EMPTY, "saw \ud800", "http://\udc80/", 2**64, "f" * 64)
    write(tmp_path, UNDATED, [CleanedPage(bad), rejection(2)])
    first, second = rows(tmp_path, UNDATED, "rejections")
    assert first == {
        "id": "id",
        "url": "http://\\udc80/",
        "input_path": "caf\\udce9.html",
        "input_offset": None,
        "step": "load",
        "reason": "empty",
        "detail": "saw \\ud800",
        "payload_sha256": "f" * 64,
    }
    assert second["detail"] == "section front"


def test_a_file_name_that_is_no_utf8_costs_its_page_only(tmp_path):
    odd = replace(UNDATED, paths=("caf\udce9.html",))
    made_from = Fingerprint({"caf\udce9.html": "0" * 64}, "c0ffee")
    write(tmp_path, odd, [article(1, input_path="caf\udce9.html"), article(2)], made_from)
    assert [row["input_path"] for row in rows(tmp_path, odd, "rejections")] == ["caf\\udce9.html"]
    assert is_current(odd, tmp_path, made_from)


ANY_TEXT = st.text(st.characters(codec=None), max_size=8)  # lone surrogates too
ANY_INT = st.sampled_from([0, 1, -1, 2**31 - 1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1])
ANY_MOMENT = st.none() | st.datetimes(
    timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
)


@st.composite
def any_page(draw):
    page = article(draw(st.integers(0, 2**32)))
    changes = {
        "text": ANY_TEXT,
        "url": st.none() | ANY_TEXT,
        "input_offset": st.none() | ANY_INT,
        "word_count": ANY_INT,
        "published_at": ANY_MOMENT,
    }
    changes |= {"authors": st.lists(ANY_TEXT, max_size=2).map(tuple)}
    if draw(st.booleans()):
        outcome = replace(page.outcome, **{name: draw(values) for name, values in changes.items()})
        removal = Removal(outcome.id, draw(ANY_INT), draw(ANY_TEXT), "share", "r", "e", 1.0)
        return CleanedPage(outcome, (removal,), ())
    return CleanedPage(
        Rejection(
            page.outcome.id, draw(ANY_TEXT), Step.LOAD, Reason.EMPTY, draw(ANY_TEXT), draw(ANY_TEXT), draw(ANY_INT)
        )
    )


@given(st.lists(any_page(), max_size=6))
def test_every_page_ends_as_an_article_or_a_rejection(pages):
    written, batches = to_batches(pages)
    assert [page.outcome.id for page in written] == [page.outcome.id for page in pages]
    articles, rejections = (batches[table].column("id").to_pylist() for table in ("articles", "rejections"))
    assert sorted(articles + rejections) == sorted(page.outcome.id for page in pages)
    assert set(batches["removals"].column("id").to_pylist()) <= set(articles)
    assert len([page for page in pages if isinstance(page.outcome, Rejection)]) <= len(rejections)
    kept = {page.outcome.id for page in pages if page in written and isinstance(page.outcome, Article)}
    assert kept == set(articles)


# what the footer is for


def test_is_current_until_anything_differs(tmp_path):
    assert not is_current(UNDATED, tmp_path, MADE_FROM)
    write(tmp_path, UNDATED, [article(1)])
    assert is_current(UNDATED, tmp_path, MADE_FROM)
    assert not is_current(DATED, tmp_path, MADE_FROM)
    for other in (
        Fingerprint({"saved/a.html": "1" * 64}, "c0ffee"),
        Fingerprint({"saved/a.html": "0" * 64, "saved/b.html": "0" * 64}, "c0ffee"),
        Fingerprint({"saved/a.html": "0" * 64}, "decaf"),
        Fingerprint({"saved/a.html": "0" * 64}, "c0ffee", "9.9.9"),
    ):
        assert not is_current(UNDATED, tmp_path, other)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("damage", ["missing", "empty", "text", "cut", "holed", "older"])
def test_is_not_current_where_one_file_is_damaged(tmp_path, table, damage):
    write(tmp_path, UNDATED, [article(1)])
    path = tmp_path / UNDATED.output(table)
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "older":
        write(tmp_path / "older", UNDATED, [article(1)], Fingerprint({}, "c0ffee"))
        path.write_bytes((tmp_path / "older" / UNDATED.output(table)).read_bytes())
    else:
        path.write_bytes(
            {"empty": b"", "text": b"hello", "cut": data[:-9], "holed": data[:-3000] + b"\xff" * 2900 + data[-100:]}[
                damage
            ]
        )
    if damage == "holed":
        path.write_bytes(data[: len(data) // 8] + b"\xff" * (len(data) - len(data) // 8 - 8) + data[-8:])
    assert not is_current(UNDATED, tmp_path, MADE_FROM)


def test_a_skipped_shard_still_reports(tmp_path):
    summary = write(tmp_path, UNDATED, [article(1), rejection(2)], passed_over={"request": 2})
    assert current_summary(UNDATED, tmp_path, MADE_FROM) == replace(summary, skipped=True)


# readers


def readers(root: Path):
    """Each reader's answer as {capture_date: rows}."""
    folder = root / "articles"
    frame = pd.read_parquet(folder)
    counted = frame.groupby("capture_date", observed=True).size() if len(frame) else {}
    yield {str(key): int(value) for key, value in dict(counted).items()}
    found = pyarrow.dataset.dataset(folder, partitioning="hive").to_table().to_pandas()
    yield (
        {str(key): int(value) for key, value in dict(found.groupby("capture_date", observed=True).size()).items()}
        if len(found)
        else {}
    )
    table = duckdb.read_parquet(f"{folder}/**/*.parquet", hive_partitioning=True)
    yield {str(key): value for key, value in table.aggregate("capture_date, count(*)").fetchall()}


@pytest.mark.parametrize(
    ("shards", "expected"),
    [
        ([(DATED, 2)], {"2026-11-23": 2}),
        ([(UNDATED, 2)], {"undated": 2}),
        ([(UNDATED, 1), (DATED, 2)], {"2026-11-23": 2, "undated": 1}),
        ([(UNDATED, 0), (DATED, 2)], {"2026-11-23": 2}),
        ([(UNDATED, 2), (DATED, 0)], {"undated": 2}),
        ([(UNDATED, 0), (DATED, 0)], {}),
    ],
)
def test_readers_see_capture_date(tmp_path, shards, expected):
    for shard, count in shards:
        write(tmp_path, shard, [article(n) for n in range(count)] or [rejection(1)])
    assert list(readers(tmp_path)) == [expected] * 3


@pytest.mark.parametrize(
    "shards", [[DATED], [UNDATED], [DATED, UNDATED], [replace(DATED, capture_date="2026-11-24"), DATED]]
)
@pytest.mark.parametrize("table", TABLES)
def test_pandas_gives_capture_date_always_in_one_type(tmp_path, table, shards):
    for shard in shards:
        write(tmp_path, shard, [article(1), rejection(2)])
    frame = pd.read_parquet(tmp_path / table)
    assert frame["capture_date"].dtype == "category"
    assert sorted(set(frame["capture_date"])) == sorted({shard.capture_date for shard in shards})
    assert list(frame.columns) == [*SCHEMAS[table].names, "capture_date"]


def test_pandas_filters_on_capture_date(tmp_path):
    for shard in (DATED, UNDATED):
        write(tmp_path, shard, [article(1)])
    assert (
        len(
            pd.read_parquet(
                tmp_path / "articles", filters=[("capture_date", ">=", "2026-01-01"), ("capture_date", "<", "2027")]
            )
        )
        == 1
    )
    assert len(pd.read_parquet(tmp_path / "articles", filters=[("capture_date", "=", "undated")])) == 1


def test_years_at_the_calendar_s_ends_can_be_read(tmp_path):
    write(
        tmp_path,
        UNDATED,
        [
            article(1, published_at=datetime(9999, 12, 31, tzinfo=UTC)),
            article(2, published_at=datetime(1, 1, 1, tzinfo=UTC)),
        ],
    )
    frame = pd.read_parquet(tmp_path / "articles")
    assert [moment.year for moment in frame["published_at"]] == [9999, 1]


# object stores


def test_an_object_store_gets_the_same_bytes(tmp_path):
    memory = fsspec.filesystem("memory")
    pages = [article(1), rejection(2)]
    try:
        write("memory://clean", DATED, pages)
        write(tmp_path, DATED, pages)
        assert is_current(DATED, "memory://clean", MADE_FROM)
        stored = {path.removeprefix("/clean/"): memory.cat_file(path) for path in memory.find("/clean")}
        assert stored == tree(tmp_path)
        with pytest.raises(RuntimeError), ShardWriter(UNDATED, "memory://clean", MADE_FROM):
            raise RuntimeError
        assert len(memory.find("/clean")) == 4
        memory.pipe_file("/clean/articles/stray.csv", b"a,b")
        assert foreign_files("memory://clean") == ("articles/stray.csv",)
        assert len(prune("memory://clean", [])) == 4
        assert memory.find("/clean") == ["/clean/articles/stray.csv"]
    finally:
        memory.rm("/clean", recursive=True)


# tidying


def test_prune_lists_and_removes_what_has_no_raw_shard(tmp_path):
    gone = replace(DATED, name="news-0000.warc.gz")
    for shard in (DATED, UNDATED, gone):
        write(tmp_path, shard, [article(1)])
    before = tree(tmp_path)
    expected = tuple(sorted(gone.output(table) for table in TABLES))
    assert prune(tmp_path, [UNDATED, DATED], dry=True) == expected
    assert tree(tmp_path) == before
    assert prune(tmp_path, [UNDATED, DATED]) == expected
    assert tree(tmp_path) == {name: data for name, data in before.items() if name not in expected}
    assert prune(tmp_path, [UNDATED, DATED]) == ()


def test_nothing_to_prune_where_nothing_is(tmp_path):
    assert prune(tmp_path / "nowhere", [DATED]) == ()
    assert foreign_files(tmp_path / "nowhere") == ()


def strangers(root: Path) -> list[str]:
    """Puts files of other makers under the root and says where."""
    write(root / "elsewhere", UNDATED, [article(1)])
    ours = (root / "elsewhere" / UNDATED.output("articles")).read_bytes()
    pq.write_table(pa.table({"a": [1]}), root / "other.parquet")
    other = (root / "other.parquet").read_bytes()
    places = {
        "articles/notes.csv": b"a,b",
        "articles/capture_date=undated/notes.txt": b"hello",
        "articles/capture_date=undated/half.parquet": ours[: len(ours) // 2],
        "articles/capture_date=undated/other.parquet": other,
        "articles/capture_date=undated/saved-0000 (copy).parquet": ours,
        "articles/loose.parquet": ours,
        "removals/capture_date=undated/saved-0000.parquet": ours,
        "repairs/sub/folder/x.parquet": other,
    }
    for place, data in places.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(data)
    return sorted(places)


def test_foreign_files_are_listed_and_never_pruned(tmp_path):
    write(tmp_path, DATED, [article(1)])
    places = strangers(tmp_path)
    before = tree(tmp_path)
    assert foreign_files(tmp_path) == tuple(places)
    assert prune(tmp_path, [DATED]) == ()
    assert tree(tmp_path) == before


def test_what_readers_pass_over_is_not_foreign(tmp_path):
    write(tmp_path, DATED, [article(1)])
    (tmp_path / "README.md").write_text("beside the tables")
    (tmp_path / "articles" / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "articles" / "_SUCCESS").write_bytes(b"")
    (tmp_path / "articles" / "capture_date=2026-11-23" / ".news.parquet.tmp").write_bytes(b"half")
    (tmp_path / "articles" / ".hidden").mkdir()
    (tmp_path / "articles" / ".hidden" / "x.csv").write_text("a")
    assert foreign_files(tmp_path) == ()
    assert list(readers(tmp_path)) == [{"2026-11-23": 1}] * 3


def test_foreign_message(tmp_path):
    message = foreign_message(tmp_path, tuple(f"articles/{n}.csv" for n in range(12)))
    assert message.startswith(f"12 files under {tmp_path} that copydesk did not write:\n  articles/0.csv\n")
    assert "... and 2 more" in message
    assert message.endswith("run again.")
    assert foreign_message(tmp_path, ("articles/a.csv",)).startswith("1 file under")
