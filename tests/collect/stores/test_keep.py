"""What becomes of a page that was asked for: one call, after which archive and seen-store say the same."""

import pytest

from schemas.collect import Outcome, Why
from tasks.collect.keep import keep


def kinds(archive, raw_root):
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only here

    (name,) = archive.close()
    with (raw_root / name).open("rb") as file:
        return [record.rec_type for record in ArchiveIterator(file) if record.rec_type in ("response", "revisit")]


def test_a_new_page_is_stored(archive, seen, raw_root, make):
    assert keep(archive, seen, make.entry(), make.answered(), make.now).outcome is Outcome.FETCHED
    assert seen.known("http://e.org/1").stored.path.endswith("copydesk-run1-00000.warc.gz")
    assert kinds(archive, raw_root) == ["response"]


def test_a_changed_page_is_stored_again(archive, seen, raw_root, make):
    keep(archive, seen, make.entry(), make.answered(), make.now)
    first = seen.known("http://e.org/1").stored
    assert keep(archive, seen, make.entry(), make.answered(body=b"new"), make.now).outcome is Outcome.FETCHED
    assert seen.known("http://e.org/1").stored.offset > first.offset
    assert kinds(archive, raw_root) == ["response", "response"]


def test_a_page_that_came_anew_as_it_was(archive, seen, raw_root, make):
    keep(archive, seen, make.entry(), make.answered(), make.now)
    stored = seen.known("http://e.org/1").stored
    again = make.answered(raw=b"packed otherwise", head=make.head.replace(b'"1"', b'"2"'))
    got = keep(archive, seen, make.entry(), again, make.now)
    assert (got.outcome, got.why, got.exchanges) == (Outcome.UNCHANGED, Why.SAME_PAYLOAD, again.exchanges)
    known = seen.known("http://e.org/1")
    assert (known.stored, known.etag, known.outcome) == (stored, '"2"', "unchanged")
    assert kinds(archive, raw_root) == ["response", "revisit"]


def test_another_page_with_the_same_content_is_a_page(archive, seen, raw_root, make):
    keep(archive, seen, make.entry(), make.answered(), make.now)
    other = keep(archive, seen, make.entry("http://e.org/2"), make.answered("http://e.org/2"), make.now)
    assert other.outcome is Outcome.FETCHED
    assert kinds(archive, raw_root) == ["response", "response"]


def test_two_addresses_that_lead_to_one_page(archive, seen, raw_root, make):
    for old in ("http://e.org/old", "http://e.org/older"):
        got = keep(archive, seen, make.entry(old), make.answered("http://e.org/1", via=(old,)), make.now)
    assert got.outcome is Outcome.UNCHANGED
    assert not any(seen.due(make.entry(f"http://e.org/{n}"), make.source, make.now) for n in ("old", "older", "1"))
    assert kinds(archive, raw_root) == ["response", "revisit"]


def test_unchanged_where_nothing_was_stored_leaves_nothing(archive, seen, make):
    got = keep(archive, seen, make.entry(), make.unchanged(), make.now)
    assert got.outcome is Outcome.UNCHANGED
    assert archive.close() == ()
    assert seen.due(make.entry(), make.source, make.now)


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (Outcome.FAILED, Why.TRUNCATED),
        (Outcome.FORBIDDEN, Why.ROBOTS_DISALLOW),
        (Outcome.REFUSED, Why.ADDRESS),
        (Outcome.DEFERRED, Why.RETRY_AFTER),
        (Outcome.PASSED_OVER, Why.CONTENT_TYPE),
    ],
)
def test_what_is_not_stored_is_noted_and_its_claim_ends(archive, seen, make, outcome, why):
    assert seen.claim(make.entry(), make.source, make.now)
    for fetched in (make.failed(outcome=outcome, why=why), make.answered(outcome=outcome, why=why)):
        assert keep(archive, seen, make.entry(), fetched, make.now) == fetched
    assert archive.close() == ()
    assert seen.known("http://e.org/1").outcome == outcome
    later = make.now + make.hours(2)
    assert seen.claim(make.entry(), make.source, later) is (outcome is not Outcome.PASSED_OVER)
