import pytest

from flows.tally import Counted, Tally, weigh
from schemas.article import Article, CleanedPage, Reason, Rejection, Step
from schemas.page import RawPage
from schemas.shard import Shard, ShardSummary

FILES = Shard("saved-0000", "undated", "files", ("saved/a.html", "saved/b.html"))
WARC = Shard("news", "2026-11-23", "warc", ("news.warc.gz",))
DUMP = Shard("dump", "2026-11-23", "dump", ("dump.jsonl",))


def article(offset=None):
    text = dict.fromkeys(("id", "input_path", "text", "text_sha256", "pipeline_version"), "x")
    counts = dict.fromkeys(("word_count", "paragraph_count", "removed_chars", "repair_count"), 0)
    return CleanedPage(Article(**text, **counts, input_offset=offset))


REJECTED = CleanedPage(Rejection("x", "saved/a.html", Step.DECODE, Reason.EMPTY, "nothing"))


class Pool:
    """Stands in for the workers: what is counted is what passes, whoever cleans it."""

    def __init__(self, *cleaned):
        self.cleaned = cleaned

    def clean(self, pages):
        for _, cleaned in zip(pages, self.cleaned, strict=True):
            yield cleaned


def test_nothing_done_is_nothing():
    tally = Tally({FILES: 10, WARC: 30})
    assert (tally.pages, tally.rejected, tally.share, tally.finished, tally.shards) == (0, 0, 0.0, 0, 2)
    assert Tally({}).share == 0


@pytest.mark.parametrize(
    ("shard", "pages", "share"),
    [
        (FILES, [article()], 0.5 * 0.25),
        (FILES, [article(), REJECTED], 0.25),
        (WARC, [article(offset=0)], 0.0),
        (WARC, [article(offset=0), article(offset=15)], 0.5 * 0.75),
        (WARC, [article(offset=99)], 0.75),  # a record number beyond the file's end is no more than all of it
        (DUMP, [article(offset=0), article(offset=1)], 0.0),  # rows of how many is not known
    ],
)
def test_pages_are_counted_as_they_pass(shard, pages, share):
    tally = Tally({FILES: 10, WARC: 30} if shard is not DUMP else {DUMP: 5})
    counted = Counted(Pool(*pages), tally, shard)
    assert list(counted.clean(RawPage("x", b"") for _ in pages)) == pages
    assert tally.pages == len(pages)
    assert tally.rejected == sum(page is REJECTED for page in pages)
    assert tally.share == pytest.approx(share)


def test_a_second_attempt_does_not_count_twice():
    tally = Tally({FILES: 10})
    for _ in range(2):
        list(Counted(Pool(REJECTED), tally, FILES).clean([RawPage("x", b"")]))
    assert (tally.pages, tally.rejected) == (1, 1)


def test_a_finished_shard_counts_what_its_summary_says():
    tally = Tally({FILES: 10, DUMP: 10})
    tally.done(DUMP, ShardSummary(DUMP, pages=7, articles=5, rejections={"damaged_record": 2}))
    assert (tally.pages, tally.rejected, tally.share, tally.finished) == (7, 2, 0.5, 1)


def test_a_shard_that_failed_is_over_too():
    tally = Tally({FILES: 10})
    tally.done(FILES, None)
    assert (tally.share, tally.finished) == (1.0, 1)


def test_weigh_adds_file_sizes_and_takes_a_lost_file_for_nothing(tmp_path):
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "a.html").write_bytes(b"12345")
    assert weigh(str(tmp_path), [FILES]) == {FILES: 5}
