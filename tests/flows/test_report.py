from flows.report import Report, ShardFailure, closing_rows
from schemas.shard import Shard, ShardSummary

ONE = Shard("news-0001", "2026-11-23", "warc", ("capture_date=2026-11-23/news-0001.warc.gz",))
TWO = Shard("saved-0000", "undated", "files", ("saved/a.html", "saved/b.txt"))
SUMMARIES = (
    ShardSummary(
        ONE,
        pages=5,
        articles=3,
        rejections={"empty": 1, "not_an_article": 1},
        passed_over={"request": 5},
        removals={"share": 4, "byline": 3},
        removed_chars=90,
        repairs={"mojibake": 2},
        repaired_chars=6,
        sites={"b.example": (1, 2), "a.example": (2, 0)},
    ),
    ShardSummary(
        TWO, skipped=True, pages=2, articles=1, rejections={"empty": 1}, removals={"share": 1}, sites={"-": (1, 1)}
    ),
)


def test_an_empty_report_is_all_noughts():
    rows = dict(closing_rows(Report("data/clean")))
    assert rows == {
        "shards": "0 cleaned", "pages read": "0", "articles": "0", "rejections": "0",
        "characters repaired": "0", "repairs": "0", "blocks removed": "0",
    }  # fmt: skip


def test_closing_rows_add_up_the_shards_and_put_the_largest_first():
    failure = ShardFailure(TWO, "OSError: disk on fire")
    assert closing_rows(Report("data/clean", SUMMARIES, (failure,))) == [
        ("shards", "1 cleaned, 1 clean already, 1 not finished"),
        ("pages read", "7"),
        ("articles", "4"),
        ("rejections", "3"),
        ("  empty", "2"),
        ("  not_an_article", "1"),
        ("characters repaired", "6"),
        ("repairs", "2"),
        ("  mojibake", "2"),
        ("blocks removed", "8"),
        ("  share", "5"),
        ("  byline", "3"),
        ("records that hold no page", "5"),
    ]


def test_only_the_ten_rules_that_removed_most_are_shown():
    summary = ShardSummary(ONE, removals={f"rule{number:02}": number for number in range(1, 15)})
    shown = [name.strip() for name, _ in closing_rows(Report("x", (summary,))) if "rule" in name]
    assert shown == [f"rule{number:02}" for number in range(14, 4, -1)]


def test_sites_are_added_up_and_ordered_by_articles():
    report = Report("x", (*SUMMARIES, ShardSummary(TWO, sites={"b.example": (4, 0)})))
    assert report.sites == {"b.example": (5, 2), "a.example": (2, 0), "-": (1, 1)}
    assert list(report.sites) == ["b.example", "a.example", "-"]


def test_a_failure_names_its_shard_and_its_error():
    assert str(ShardFailure(ONE, "OSError: gone")) == "capture_date=2026-11-23/news-0001: OSError: gone"
