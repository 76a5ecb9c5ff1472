"""The seen-store: what one run notes the next one knows, and of two runs at once only one gets a page."""

import multiprocessing
import os
import signal
import sqlite3
import threading
from datetime import timedelta

import pytest

from schemas.collect import Outcome, Stored, Validators, Why
from tasks.collect.seen import SeenStore

FORK = multiprocessing.get_context("fork")
URLS = [f"http://e.org/{n}" for n in range(60)]


def stored(url="http://e.org/1"):
    return Stored(
        "capture_date=2026-11-23/x.warc.gz", 7, url, "2026-11-23T12:00:00.000000Z", "<urn:uuid:1>", "sha1:A", "b"
    )


def test_nothing_is_known_of_what_was_never_asked_for(seen, make):
    assert seen.known("http://e.org/1") is None
    assert seen.validators("http://e.org/1") == Validators()
    assert seen.due(make.entry(), make.source, make.now)
    assert seen.host_until("e.org", make.now) is None
    assert seen.yields("a") == ()


def test_what_was_noted_is_known_to_the_next_run_by_any_spelling(raw_root, make):
    with SeenStore.of(raw_root) as seen:
        seen.record(make.answered(), make.entry(changed_at=make.now), make.now, stored())
    with SeenStore.of(raw_root) as seen:
        known = seen.known("HTTP://E.org:80/1?utm_source=x#y")
        assert known.stored == stored()
        assert (known.url, known.outcome, known.status, known.etag) == ("http://e.org/1", "fetched", 200, '"1"')
        assert known.changed_at == known.fetched_at == known.asked_at == make.now.timestamp()
        assert seen.validators("http://e.org/1#z") == Validators('"1"', None)
        assert not seen.due(make.entry("http://e.org/1?fbclid=2"), make.source, make.now)


def test_a_page_is_known_where_it_was_listed_and_where_it_was_found(seen, make):
    answer = make.answered("http://e.org/new", via=("http://e.org/old", "http://e.org/between"))
    seen.record(answer, make.entry("http://e.org/old"), make.now, stored("http://e.org/new"))
    assert not seen.due(make.entry("http://e.org/old"), make.source, make.now)
    assert not seen.due(make.entry("http://e.org/new"), make.source, make.now)
    assert seen.due(make.entry("http://e.org/between"), make.source, make.now)


def test_nothing_is_asked_conditionally_of_what_is_not_stored(seen, make):
    seen.record(make.answered(outcome=Outcome.PASSED_OVER, why=Why.CONTENT_TYPE), make.entry(), make.now)
    assert seen.validators("http://e.org/1") == Validators()


def test_a_claim_is_had_once_and_ends_with_the_record(seen, make):
    assert seen.claim(make.entry(), make.source, make.now)
    assert not seen.claim(make.entry(), make.source, make.now)
    assert not seen.claim(make.entry("http://e.org/1?utm_source=x"), make.source, make.now)
    assert seen.claim(make.entry("http://e.org/2"), make.source, make.now)
    seen.record(make.failed(), make.entry(), make.now)
    assert seen.claim(make.entry(), make.source, make.now)
    seen.release(make.entry())
    assert seen.claim(make.entry(), make.source, make.now)
    seen.record(make.answered(), make.entry(), make.now, stored())
    assert not seen.claim(make.entry(), make.source, make.now)  # no longer due


def test_another_run_at_work_keeps_its_claims(raw_root, make):
    with SeenStore.of(raw_root) as one, SeenStore.of(raw_root) as other:
        assert one.claim(make.entry(), make.source, make.now)
        assert not other.claim(make.entry(), make.source, make.now)
        other.release(make.entry())  # not its own
        assert not other.claim(make.entry(), make.source, make.now)
        one.release(make.entry())
        assert other.claim(make.entry(), make.source, make.now)


def test_a_claim_ends_with_its_run(raw_root, make):
    with SeenStore.of(raw_root) as other:
        with SeenStore.of(raw_root) as one:
            assert one.claim(make.entry(), make.source, make.now)
        assert other.claim(make.entry(), make.source, make.now)
    assert list((raw_root / ".copydesk" / "runs").iterdir()) == []


def test_a_claim_ends_with_its_time(raw_root, make):
    path = raw_root / "seen.sqlite3"
    with SeenStore(path, claim_seconds=60) as one, SeenStore(path) as other:
        assert one.claim(make.entry(), make.source, make.now)
        assert not other.claim(make.entry(), make.source, make.now + timedelta(seconds=59))
        assert other.claim(make.entry(), make.source, make.now + timedelta(seconds=60))
        one.record(make.failed(), make.entry(), make.now)  # its claim is another's by now
        assert not one.claim(make.entry(), make.source, make.now + timedelta(seconds=61))


def claim_and_die(raw_root, make, when):
    seen = SeenStore.of(raw_root)
    assert seen.claim(make.entry(), make.source, make.now)
    when.set()
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("opened_before", [True, False])
def test_a_claim_ends_with_a_killed_process(raw_root, make, opened_before):
    before = SeenStore.of(raw_root) if opened_before else None
    child = FORK.Process(target=claim_and_die, args=(raw_root, make, FORK.Event()))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    with before or SeenStore.of(raw_root) as seen:
        assert seen.claim(make.entry(), make.source, make.now)
    SeenStore.of(raw_root).close()
    assert list((raw_root / ".copydesk" / "runs").iterdir()) == []


def claim_all(raw_root, make, start, mine):
    with SeenStore.of(raw_root) as seen:
        start.wait(60)
        for url in URLS:
            if seen.claim(make.entry(url), make.source, make.now):
                mine.put(url)
                seen.record(make.answered(url), make.entry(url), make.now, stored(url))


def test_four_processes_at_once_get_every_page_once(raw_root, make):
    start, mine = FORK.Event(), FORK.Queue()
    children = [FORK.Process(target=claim_all, args=(raw_root, make, start, mine)) for _ in range(4)]
    for child in children:
        child.start()
    start.set()
    got = [mine.get(timeout=60) for _ in URLS]
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0] * 4
    assert sorted(got) == sorted(URLS)
    assert mine.empty()


def test_four_runs_in_threads_of_one_process_get_every_page_once(raw_root, make):
    got, barrier = [], threading.Barrier(4)

    def run():
        with SeenStore.of(raw_root) as seen:
            barrier.wait(60)
            got.extend(url for url in URLS if seen.claim(make.entry(url), make.source, make.now))
            barrier.wait(60)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(got) == sorted(URLS)


def test_threads_may_share_one_store(seen, make):
    got = []

    def run(part):
        for url in URLS[part::2] + URLS:
            if seen.claim(make.entry(url), make.source, make.now):
                got.append(url)
                seen.record(make.answered(url), make.entry(url), make.now, stored(url))

    threads = [threading.Thread(target=run, args=(part,)) for part in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(got) == sorted(URLS)


def test_hosts_are_left_alone_until_the_latest_moment_named(seen, make):
    later = make.now + timedelta(hours=2)
    seen.defer_host("e.org", later)
    seen.defer_host("e.org", make.now + timedelta(hours=1))
    assert seen.host_until("e.org", make.now) == later
    assert seen.host_until("e.org", later) is None
    assert seen.host_until("other.org", make.now) is None


def test_yields_are_kept_in_order(seen, make):
    for hour, value in enumerate([5, 4, 3.5, 2, 1]):
        seen.note_yield("a", f"run{hour}", make.now + timedelta(hours=hour), value)
    seen.note_yield("b", "run0", make.now, 9)
    seen.note_yield("a", "run4", make.now + timedelta(hours=4), 0)
    assert seen.yields("a") == (5, 4, 3.5, 2, 0)
    assert seen.yields("a", last=2) == (2, 0)


def test_what_is_entered_from_a_file_does_not_replace_what_is_newer(seen, make):
    early, late = make.now, make.now + timedelta(hours=1)
    assert seen.enter(make.answered(at=early), make.entry(), stored())
    assert not seen.enter(make.answered(at=early), make.entry(), stored())
    assert seen.enter(make.answered(at=late), make.entry(), stored())
    assert not seen.enter(make.answered(at=early), make.entry(), stored())
    assert seen.known("http://e.org/1").fetched_at == late.timestamp()


def test_nothing_half_is_noted(seen, make, monkeypatch):
    def broken(*_):
        raise sqlite3.OperationalError("database or disk is full")

    assert seen.claim(make.entry(), make.source, make.now)
    with monkeypatch.context() as patched:
        patched.setattr(seen, "_unclaim", broken)
        with pytest.raises(sqlite3.OperationalError):
            seen.record(make.answered(), make.entry(), make.now, stored())
    assert seen.known("http://e.org/1") is None
    seen.record(make.answered(), make.entry(), make.now, stored())
    assert seen.known("http://e.org/1") is not None


def test_a_file_of_a_newer_version_is_left_alone(raw_root):
    path = raw_root / "seen.sqlite3"
    SeenStore(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(sqlite3.DatabaseError, match="newer copydesk"):
        SeenStore(path)


def test_what_is_settled_stands_in_the_file_itself(raw_root, make, tmp_path):
    with SeenStore.of(raw_root) as seen:
        seen.record(make.answered(), make.entry(), make.now, stored())
        seen.settle()
        copy = tmp_path / "copy" / "seen.sqlite3"
        copy.parent.mkdir()
        copy.write_bytes((raw_root / ".copydesk" / "seen.sqlite3").read_bytes())
    with SeenStore(copy) as copied:
        assert copied.known("http://e.org/1").stored == stored()
