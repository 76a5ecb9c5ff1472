import pytest

from flows.report import Report
from flows.samples import SHOWN, Sample, samples
from schemas.article import Article, CleanedPage, Removal, RepairRow
from schemas.shard import Shard, ShardSummary
from tasks.store import Fingerprint, ShardWriter

SHARD = Shard("saved-0000", "undated", "files", ("a.html",))


def article(number, text):
    return Article(
        number, "a.html", text, "0" * 64, "1", word_count=1, paragraph_count=1, removed_chars=0, repair_count=1
    )


def removal(number, block, rule="share", text="Share this"):
    return Removal(number, block, text, "share", rule, 'says "Share"', 0.9)


def repair(number, block, start, before, after, rule="lost"):
    return RepairRow(number, block, start, start + len(before), before, after, rule, 0.9)


@pytest.fixture
def written(tmp_path):
    def write(*pages, skipped=False):
        with ShardWriter(SHARD, tmp_path, Fingerprint({}, "x")) as writer:
            for page in pages:
                writer.add(page)
            writer.finish({})
        return samples(Report(str(tmp_path), (ShardSummary(SHARD, skipped=skipped),)))

    return write


def test_nothing_cleaned_shows_nothing(tmp_path, written):
    assert samples(Report(str(tmp_path))) == written()
    assert not written().repaired
    assert not written().removed


def test_a_repair_is_shown_with_the_words_around_it(written):
    # block 1 was cut: the second paragraph is block 2
    page = CleanedPage(
        article("a", "Its first line.\n\nIt’s the town’s purse."),
        (removal("a", 1),),
        (repair("a", 2, 2, "", "’"), repair("a", 2, 12, "\x92", "’", "control")),
    )
    assert written(page).repaired == (
        Sample("Its the town’s purse.", "It’s the town’s purse.", "lost"),
        Sample("It’s the town\x92s purse.", "It’s the town’s purse.", "control"),
    )


def test_repairs_of_removed_blocks_and_of_metadata_are_passed_over(written):
    page = CleanedPage(
        article("a", "One line."),
        (removal("a", 1, text="Don’t share"),),
        (repair("a", 1, 3, "", "’"), RepairRow("a", None, 0, 0, "", "’", "lost", 0.9)),
    )
    assert not written(page).repaired


def test_a_removal_is_shown_with_label_and_evidence(written):
    (shown,) = written(CleanedPage(article("a", "One line."), (removal("a", 1),))).removed
    assert shown == Sample("Share this", 'share: says "Share"', "share")


def test_every_rule_comes_once_before_any_comes_twice(written):
    pages = [
        CleanedPage(article(f"{number:03}", "One line."), (removal(f"{number:03}", 1, rule=rule),))
        for number, rule in enumerate(["share"] * 20 + ["byline", "counter"])
    ]
    shown = [sample.rule for sample in written(*pages).removed]
    assert len(shown) == SHOWN
    assert shown[:3] == ["share", "byline", "counter"]


def test_where_all_was_clean_already_samples_come_from_there(written):
    assert len(written(CleanedPage(article("a", "One line."), (removal("a", 1),)), skipped=True).removed) == 1
