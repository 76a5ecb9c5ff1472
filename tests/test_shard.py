from __future__ import annotations

import io
import json
import random
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import fsspec
import pandas as pd
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.article import CleanedPage
from schemas.config import ArticleLimits, Config, Limits
from schemas.page import RawPage
from schemas.shard import TABLES, Shard
from tasks.shard import clean_shard, fingerprint_of
from tasks.sources import plan
from tasks.store import is_current
from tasks.workers import Workers

HERE = Path(__file__).parent
CONFIG = Config(limits=Limits(page_seconds=2.0, page_bytes=200_000, worker_bytes=300 * 2**20))


@pytest.fixture(scope="module")
def workers():
    sys.path.insert(0, str(HERE))
    with Workers(2, CONFIG, "worker_pages:act") as running:
        yield running
    sys.path.remove(str(HERE))


@pytest.fixture(name="raw")
def raw_root(tmp_path):
    """Commands to the page function as raw pages: two folders of files and a WARC."""
    root = tmp_path / "raw"
    for folder, commands in {
        "capture_date=2026-11-22/town": ["say one", "exit 3", "say two", "say " + "x" * 200_001],
        "saved": ["say three", "raise 1", "say four"],
    }.items():
        (root / folder).mkdir(parents=True)
        for n, command in enumerate(commands):
            (root / folder / f"{n}.txt").write_text(command)
    (root / "capture_date=2026-11-23").mkdir()
    (root / "capture_date=2026-11-23" / "news.warc.gz").write_bytes(
        warc("say five", None, "say six", "segfault", "say seven")
    )
    return root


def warc(*commands: str | None) -> bytes:
    """Responses, each after its request; a damaged record where there is no command."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)

    def write(kind: str, url: str, head: str, payload: bytes) -> None:
        headers = StatusAndHeaders(head, [], protocol="HTTP/1.1" if kind == "response" else "")
        record = writer.create_warc_record(url, kind, io.BytesIO(payload), len(payload), http_headers=headers)
        writer.write_record(record)

    for n, command in enumerate(commands):
        url = f"http://news.example.org/{n}"
        write("request", url, "GET / HTTP/1.1", b"")
        start = out.tell()
        write("response", url, "200 OK", (command or "damaged " * 50).encode())
        if command is None:
            middle = (start + out.tell()) // 2
            out.getbuffer()[middle : middle + 30] = b"\0" * 30
    return out.getvalue()


def clean_all(raw, clean, workers, config=CONFIG, **options):
    return [clean_shard(shard, raw, clean, config, workers, **options) for shard in plan(raw, config)]


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def column(clean: Path, shard: Shard, table: str, name: str) -> list:
    return pq.ParquetFile(clean / shard.output(table)).read([name]).column(name).to_pylist()


def by_kind(raw) -> dict[str, Shard]:
    return {shard.capture_date: shard for shard in plan(raw, CONFIG)}


def test_loose_files_in_their_order(tmp_path, raw, workers):
    shard = by_kind(raw)["2026-11-22"]
    summary = clean_shard(shard, raw, tmp_path / "clean", CONFIG, workers)
    assert sorted(tree(tmp_path / "clean")) == sorted(shard.output(table) for table in TABLES)
    assert column(tmp_path / "clean", shard, "articles", "text") == ["one", "two"]
    assert column(tmp_path / "clean", shard, "rejections", "reason") == ["worker_crashed", "size_limit"]
    assert (summary.pages, summary.articles, summary.skipped) == (4, 2, False)
    assert summary.rejections == {"size_limit": 1, "worker_crashed": 1}
    assert summary.sites == {"-": (2, 2)}


def test_what_a_source_rejects_or_passes_over(tmp_path, raw, workers):
    shard = by_kind(raw)["2026-11-23"]
    summary = clean_shard(shard, raw, tmp_path / "clean", CONFIG, workers)
    assert column(tmp_path / "clean", shard, "articles", "text") == ["five", "six", "seven"]
    assert column(tmp_path / "clean", shard, "rejections", "reason") == ["damaged_record", "worker_crashed"]
    offsets = column(tmp_path / "clean", shard, "rejections", "input_offset")
    assert offsets == sorted(offsets)
    assert summary.passed_over == {"request": 5}
    assert summary.rejections == {"damaged_record": 1, "worker_crashed": 1}
    assert summary.pages == 5


class Slow:
    """Answers as late as it may, so that what a source rejects meanwhile has to wait for its place."""

    def clean(self, pages: Iterable[RawPage]) -> Iterator[CleanedPage]:
        import worker_pages  # noqa: PLC0415 - on the path only while workers are

        yield from [worker_pages.act(page, CONFIG) for page in pages]


def test_rejections_of_the_source_keep_their_place(tmp_path, workers):
    dump = tmp_path / "raw" / "pages.jsonl"
    dump.parent.mkdir()
    rows = [json.dumps({"url": "http://a.example/", "text": f"say {n}"}) if n % 3 else "{ damaged" for n in range(10)]
    dump.write_text("\n".join(rows) + "\n")
    (shard,) = plan(tmp_path / "raw", CONFIG)
    for name, cleaner in (("one", workers), ("two", Slow())):
        clean_shard(shard, tmp_path / "raw", tmp_path / name, CONFIG, cleaner)
        assert column(tmp_path / name, shard, "articles", "text") == [str(n) for n in range(10) if n % 3]
        assert len(column(tmp_path / name, shard, "rejections", "id")) == 4
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_clean_shard_is_skipped_and_still_reports(tmp_path, raw, workers):
    first = clean_all(raw, tmp_path / "clean", workers)
    before = tree(tmp_path / "clean")
    assert clean_all(raw, tmp_path / "clean", None) == [replace(summary, skipped=True) for summary in first]  # type: ignore[arg-type]
    assert [summary.skipped for summary in clean_all(raw, tmp_path / "clean", workers, force=True)] == [False] * 3
    assert tree(tmp_path / "clean") == before


def test_only_what_has_changed_is_cleaned_again(tmp_path, raw, workers):
    clean_all(raw, tmp_path / "clean", workers)
    (raw / "saved" / "0.txt").write_text("say changed")
    summaries = {summary.shard.capture_date: summary for summary in clean_all(raw, tmp_path / "clean", workers)}
    assert {date for date, summary in summaries.items() if not summary.skipped} == {"undated"}
    assert column(tmp_path / "clean", summaries["undated"].shard, "articles", "text") == ["changed", "four"]


def test_another_configuration_is_another_result(raw, workers, tmp_path):
    clean_all(raw, tmp_path / "clean", workers)
    other = CONFIG.model_copy(update={"article": ArticleLimits(short_words=1)})
    for shard in plan(raw, CONFIG):
        assert is_current(shard, tmp_path / "clean", fingerprint_of(shard, raw, CONFIG))
        assert not is_current(shard, tmp_path / "clean", fingerprint_of(shard, raw, other))


def test_one_missing_file_makes_the_shard_unfinished(tmp_path, raw, workers):
    clean_all(raw, tmp_path / "clean", workers)
    before = tree(tmp_path / "clean")
    (tmp_path / "clean" / by_kind(raw)["undated"].output("repairs")).unlink()
    assert sorted(summary.skipped for summary in clean_all(raw, tmp_path / "clean", workers)) == [False, True, True]
    assert tree(tmp_path / "clean") == before


# faults


def test_a_raw_file_that_has_gone_is_an_oserror(tmp_path, raw, workers):
    shard = by_kind(raw)["undated"]
    (raw / shard.paths[-1]).unlink()
    with pytest.raises(FileNotFoundError):
        clean_shard(shard, raw, tmp_path / "clean", CONFIG, workers)
    assert not (tmp_path / "clean").exists()


class Saboteur:
    """Workers during whose work something happens."""

    def __init__(self, workers, deed):
        self.workers, self.deed = workers, deed

    def clean(self, pages):
        for n, cleaned in enumerate(self.workers.clean(pages)):
            if n == 1:
                self.deed()
            yield cleaned


def test_a_raw_file_that_goes_meanwhile_leaves_nothing_behind(tmp_path, workers):
    raw = tmp_path / "raw" / "saved"
    raw.mkdir(parents=True)
    for n in range(100):
        (raw / f"{n:03}.txt").write_text(f"say {n}")
    (shard,) = plan(tmp_path / "raw", CONFIG)
    saboteur = Saboteur(workers, (raw / "090.txt").unlink)
    with pytest.raises(FileNotFoundError):
        clean_shard(shard, tmp_path / "raw", tmp_path / "clean", CONFIG, saboteur)
    assert tree(tmp_path / "clean") == {}


def test_a_clean_root_that_goes_meanwhile_is_an_oserror(tmp_path, raw, workers):
    folder = tmp_path / "clean" / "articles"
    saboteur = Saboteur(workers, lambda: folder.rename(tmp_path / "elsewhere"))
    with pytest.raises(FileNotFoundError):
        clean_shard(by_kind(raw)["undated"], raw, tmp_path / "clean", CONFIG, saboteur)
    assert (
        is_current(by_kind(raw)["undated"], tmp_path / "clean", fingerprint_of(by_kind(raw)["undated"], raw, CONFIG))
        is False
    )


def test_workers_go_on_after_a_fault(tmp_path, raw, workers):
    assert [summary.pages for summary in clean_all(raw, tmp_path / "clean", workers)] == [4, 5, 3]


# whatever happens, the same bytes


def test_the_same_bytes_with_one_worker_or_four_in_any_order(tmp_path, raw, workers):
    clean_all(raw, tmp_path / "first", workers)
    expected = tree(tmp_path / "first")
    assert len(expected) == 12
    clean_all(raw, tmp_path / "again", workers)
    assert tree(tmp_path / "again") == expected
    for count, seed in ((1, 1), (4, 2)):
        shards = list(plan(raw, CONFIG))
        random.Random(seed).shuffle(shards)  # noqa: S311 - no secret
        clean = tmp_path / f"with-{count}"
        with Workers(count, CONFIG, "worker_pages:act") as others, ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda shard: clean_shard(shard, raw, clean, CONFIG, others), shards))  # noqa: B023 - used up here
        assert tree(clean) == expected


def test_pages_that_are_all_rejected_make_readable_files(tmp_path, workers):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("exit 1")
    (summary,) = clean_all(tmp_path / "raw", tmp_path / "clean", workers)
    assert (summary.articles, summary.pages) == (0, 1)
    frame = pd.read_parquet(tmp_path / "clean" / "articles")
    assert len(frame) == 0
    assert "capture_date" in frame.columns


def test_object_stores_hold_raw_and_clean(tmp_path, raw, workers):
    memory = fsspec.filesystem("memory")
    try:
        for path, data in tree(raw).items():
            memory.pipe_file(f"/raw/{path}", data)
        clean_all(raw, tmp_path / "clean", workers)
        clean_all("memory://raw", "memory://clean", workers)
        stored = {path.removeprefix("/clean/"): memory.cat_file(path) for path in memory.find("/clean")}
        assert stored == tree(tmp_path / "clean")
        assert all(summary.skipped for summary in clean_all("memory://raw", "memory://clean", workers))
    finally:
        memory.rm("/raw", recursive=True)
        memory.rm("/clean", recursive=True)
