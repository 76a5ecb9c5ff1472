"""Whole runs: from sources to WARC files, against a newsstand on loopback."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from both_readers import captures, records

from bench.newsstand import Answer, Newsstand
from bench.papers import Papers, at, sources_of, story
from schemas.collect import NewsSource, Outcome, Why
from tasks.collect.collect import collect
from tasks.collect.seen import SeenStore

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


class Town:
    """A newsstand, and runs over it on one raw folder."""

    def __init__(self, stand, papers, folder):
        self.stand = stand
        self.papers = papers
        self.base = folder
        self.raw = folder / "raw"
        self.now = NOW
        self.ends = []

    def source(self, name, **told):
        if not {"feed", "urls", "sitemap"} & set(told):
            told["feed"] = self.stand.url(f"{name}.example", "/feed.xml")
        return NewsSource(name=name, **told)

    def collect(self, *sources, run=None, **collecting):
        self.ends = []
        return collect(
            sources_of(sources or [self.source("daily")], **{"delay": 0.01, "attempts": 1, **collecting}),
            self.base,
            self.raw,
            **{"watch": self._watch, "resolver": at(), "clock": lambda: self.now, **(run or {})},
        )

    def _watch(self, fetched, source):
        self.ends.append((source, fetched.url, fetched.outcome, fetched.why))

    def stored(self, kind="response"):
        return Counter(page.partition("/")[2] for page in captures(self.raw, kind))


@pytest.fixture
def town(tmp_path):
    papers = Papers(5)
    with Newsstand(papers) as stand:
        yield Town(stand, papers, tmp_path)


def stories(*numbers):
    return Counter(story(number).lstrip("/") for number in numbers)


def test_pages_of_a_feed_are_stored(town):
    summary = town.collect()
    (tally,) = summary.tallies
    assert (tally.listed, tally.fresh, tally.counts, tally.error) == (5, 5, {"fetched": 5}, "")
    assert town.stored() == stories(*range(5))
    assert [kind for kind, _ in records(town.raw / summary.warcs[0])].count("warcinfo") == len(summary.warcs) == 1
    assert (
        (town.raw / summary.warcs[0]).parent.name == "capture_date=2026-11-23" == f"capture_date={summary.capture_date}"
    )
    assert len(town.ends) == 5


def test_a_second_run_fetches_only_what_is_new(town):
    town.collect()
    town.papers.stories = 7
    before = len(town.stand.visits)
    (tally,) = town.collect().tallies
    assert (tally.listed, tally.fresh, tally.counts) == (7, 2, {"fetched": 2})
    assert town.stand.asked()[before:] == ["/feed.xml", story(5), story(6)]
    assert town.stored() == stories(*range(7))


def test_a_run_with_nothing_new_leaves_no_file(town):
    town.collect()
    before = len(town.stand.visits)
    assert town.collect().warcs == ()
    assert [visit.status for visit in town.stand.visits[before:]] == [304]


def test_what_is_old_is_asked_for_again_and_costs_a_304(town):
    source = town.source("daily", refetch_after_hours=1)
    town.collect(source)
    town.now += timedelta(hours=2)
    town.papers.special[story(1)] = Answer(b"<html><body><p>Another story by now.</p></body></html>")
    before = len(town.stand.visits)
    (tally,) = town.collect(source).tallies
    assert tally.counts == {"fetched": 1, "unchanged": 4}
    assert sorted(visit.status for visit in town.stand.visits[before:]) == [200, 304, 304, 304, 304, 304]
    assert town.stored() == stories(*range(5)) + stories(1)
    assert town.stored("revisit") == stories(0, 2, 3, 4)


def test_a_page_that_comes_anew_with_nothing_new_is_a_revisit(town):
    page = Answer(b"<html><body><p>The same, whoever asks and however.</p></body></html>")  # without validators
    town.papers.special[story(0)] = page
    source = town.source("daily", urls=(town.stand.url("daily.example", story(0)),), refetch_after_hours=1)
    town.collect(source)
    town.now += timedelta(hours=2)
    (tally,) = town.collect(source).tallies
    assert tally.counts == {"unchanged": 1}
    assert town.ends[0][3] is Why.SAME_PAYLOAD
    assert (town.stored(), town.stored("revisit")) == (stories(0), stories(0))


def test_two_sources_on_one_host_share_its_turns_and_its_pages(town):
    first = town.source("daily", delay=0.05)
    second = town.source("again", urls=tuple(town.stand.url("daily.example", story(n)) for n in (3, 4, 5, 6)))
    town.papers.special[story(5)] = town.papers.special[story(6)] = Answer(
        b"<html><body><p>Elsewhere.</p></body></html>"
    )
    summary = town.collect(first, second)
    assert min(town.stand.gaps()["daily.example"]) >= 0.05
    assert sum(tally.counts["fetched"] for tally in summary.tallies) == 7
    assert town.stored() == stories(*range(7))
    assert town.stand.asked().count("/robots.txt") == 1


def test_hosts_are_asked_at_the_same_time(town):
    town.papers.special.update({story(n): Answer(b"<html>slow</html>", hang=0.2) for n in range(5)})
    town.collect(*(town.source(f"paper-{number}") for number in range(4)))
    spans = [(visit.request.began, visit.ended) for visit in town.stand.visits if visit.request.path == story(0)]
    assert max(began for began, _ in spans) < min(ended for _, ended in spans)


def test_a_source_has_no_more_captures_than_its_limit(town):
    one, other = town.source("daily", limit=2), town.source("weekly")
    tallies = town.collect(one, other).tallies
    assert [(tally.fresh, tally.counts) for tally in tallies] == [(5, {"fetched": 2}), (5, {"fetched": 5})]
    assert town.collect(one, other, run={"limit": 1}).tallies[0].counts == {"fetched": 1}
    tallies = town.collect(one, other).tallies  # the feed has not changed, and what was left is still due
    assert [(tally.fresh, tally.counts) for tally in tallies] == [(2, {"fetched": 2}), (0, {})]


def test_what_cannot_be_had_takes_no_place_of_the_limit(town):
    town.papers.special[story(0)] = Answer(b"", 404)
    town.papers.special[story(1)] = Answer(b"%PDF", content_type="application/pdf")
    (tally,) = town.collect(town.source("daily", limit=2)).tallies
    assert tally.counts == {"failed": 1, "fetched": 2, "passed_over": 1}
    assert tally.reasons == {"client_error": 1, "content_type": 1}


def test_a_source_of_dead_pages_is_not_asked_for_all_of_them(town):
    town.papers.stories = 70
    town.papers.special.update({story(number): Answer(b"", 404) for number in range(50)})
    source = town.source("daily", limit=7)
    assert town.collect(source).tallies[0].counts == {"failed": 20}
    assert town.collect(source).tallies[0].counts == {"failed": 20}  # the same: it may have been bad luck
    assert town.collect(source).tallies[0].counts == {"failed": 20}
    assert len(set(town.stand.asked("daily.example"))) == 2 + 40


def test_a_source_may_have_a_contact_of_its_own(town):
    town.collect(town.source("daily", contact="library@e.example"), town.source("weekly"), contact="desk@e.example")
    agents = {(one.request.host, one.request.path): one.request.headers["user-agent"] for one in town.stand.visits}
    library = {page for page, agent in agents.items() if agent.endswith(" (+library@e.example)")}
    assert library == {("daily.example", path) for path in ("/feed.xml", *map(story, range(5)))}
    assert {agents[page].partition(" ")[2] for page in agents.keys() - library} == {"(+desk@e.example)"}


def test_what_was_noted_is_on_the_disk_before_a_file_is_completed(town, monkeypatch):
    settle, left_open = SeenStore.settle, []

    def noting(seen):
        left_open.append(len(list(town.raw.rglob("*.open"))))
        settle(seen)

    monkeypatch.setattr(SeenStore, "settle", noting)
    summary = town.collect(warc_bytes=2_000)
    assert left_open == [1] * len(summary.warcs)
    assert len(summary.warcs) > 1


def test_a_limit_counts_over_all_hosts_of_a_source(town):
    urls = tuple(town.stand.url(f"paper-{number}.example", story(0)) for number in range(6))
    (tally,) = town.collect(town.source("many", urls=urls, limit=4)).tallies
    assert tally.counts == {"fetched": 4}


def test_what_robots_txt_forbids_is_counted_and_not_asked_for(town):
    town.papers.robots = Answer(b"User-agent: *\nDisallow: /story-1\n", content_type="text/plain")
    (tally,) = town.collect().tallies
    assert (tally.counts, tally.reasons) == ({"fetched": 4, "forbidden": 1}, {"robots_disallow": 1})
    assert story(1) not in town.stand.asked()


def test_a_source_that_robots_txt_forbids_is_not_read(town):
    town.papers.robots = Answer(b"User-agent: *\nDisallow: /feed\n", content_type="text/plain")
    (tally,) = town.collect().tallies
    assert "robots_disallow" in tally.error
    assert town.stand.asked() == ["/robots.txt"]


def test_a_source_that_fails_leaves_the_others_alone(town):
    town.papers.special["/gone.xml"] = Answer(b"", 410)
    bad = town.source("bad", feed=town.stand.url("bad.example", "/gone.xml"))
    tallies = town.collect(bad, town.source("daily")).tallies
    assert [bool(tally.error) for tally in tallies] == [True, False]
    assert tallies[1].counts == {"fetched": 5}


def test_a_host_that_asks_for_an_hour_is_put_off_to_later_runs(town):
    town.papers.special[story(1)] = Answer(b"", 503, headers={"Retry-After": "3600"})
    (tally,) = town.collect().tallies
    assert (tally.counts, tally.reasons) == ({"deferred": 4, "fetched": 1}, {"retry_after": 4})
    before = len(town.stand.visits)
    (tally,) = town.collect().tallies
    assert "retry_after" in tally.error  # the feed is on that host too
    assert len(town.stand.visits) == before
    town.now += timedelta(hours=1, minutes=1)
    town.papers.special.clear()
    assert town.collect().tallies[0].counts == {"fetched": 4}
    assert town.stored() == stories(*range(5))


def test_a_dry_run_lists_and_fetches_no_page(town):
    town.papers.robots = Answer(b"User-agent: *\nDisallow: /story-1\n", content_type="text/plain")
    summary = town.collect(town.source("daily", limit=3), run={"dry_run": True})
    assert summary.tallies[0].counts == {"deferred": 3, "forbidden": 1}
    assert Counter(end[3] for end in town.ends) == {Why.DRY_RUN: 3, Why.ROBOTS_DISALLOW: 1}
    assert town.stand.asked() == ["/robots.txt", "/feed.xml"]
    assert (summary.warcs, list(town.raw.rglob("*.warc.gz*"))) == ((), [])
    assert town.collect().tallies[0].counts == {"fetched": 4, "forbidden": 1}


def test_a_run_that_is_stopped_closes_its_files_and_says_what_is_left(town):
    stop = threading.Event()
    ends = []

    def watch(fetched, _source):
        ends.append(fetched)
        if len(ends) == 2:
            stop.set()

    summary = town.collect(delay=0.3, run={"stop": stop, "watch": watch})
    assert summary.tallies[0].counts == {"deferred": 3, "fetched": 2}
    assert summary.tallies[0].reasons == {"cancelled": 3}
    assert len(ends) == 5
    assert len(summary.warcs) == 1
    assert town.stored() == stories(0, 1)
    assert town.collect().tallies[0].counts == {"fetched": 3}


def test_a_run_that_is_stopped_before_it_begins_asks_for_nothing(town):
    stop = threading.Event()
    stop.set()
    summary = town.collect(run={"stop": stop})
    assert (summary.warcs, summary.tallies[0].counts) == ((), {})


def test_a_failing_disk_ends_the_run(town):
    town.raw.mkdir()
    (town.raw / "capture_date=2026-11-23").write_bytes(b"no folder")
    with pytest.raises(OSError, match="capture_date"):
        town.collect()
    (town.raw / "capture_date=2026-11-23").unlink()
    assert town.collect().tallies[0].counts == {"fetched": 5}


def test_a_source_that_gives_far_less_than_it_used_to_is_flagged(town):
    for _ in range(6):
        assert not town.collect().tallies[0].low_yield
        town.now += timedelta(minutes=30)
    town.papers.stories = 1
    assert town.collect().tallies[0].low_yield
    town.papers.stories = 5
    assert not town.collect().tallies[0].low_yield


def test_a_source_whose_new_pages_all_fail_is_flagged(town):
    for number in range(6):
        town.papers.stories = 5 + number
        assert not town.collect().tallies[0].low_yield
        town.now += timedelta(minutes=30)
    town.papers.stories = 14
    town.papers.special.update({story(number): Answer(b"", 403) for number in range(11, 14)})
    town.papers.special[story(10)] = Answer(b"", 403)
    assert town.collect().tallies[0].low_yield
    with SeenStore.of(town.raw) as seen:
        assert len(seen.yields("daily")) == 7


@pytest.mark.parametrize("share", [True, False])
def test_two_runs_at_once_ask_for_every_page_once(town, share):
    names = ["daily", "weekly"]
    mine = [town.source(name, delay=0.02) for name in names]
    others = mine if share else [town.source(f"{source.name}-again", feed=source.feed, delay=0.02) for source in mine]
    summaries = []
    runs = [threading.Thread(target=lambda told=told: summaries.append(town.collect(*told))) for told in (mine, others)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    fetched = [tally.counts.get("fetched", 0) for summary in summaries for tally in summary.tallies]
    assert sum(fetched) == 10
    assert town.stored() == stories(*range(5)) + stories(*range(5))
    assert min(gap for gaps in town.stand.gaps().values() for gap in gaps) >= 0.02


def test_every_url_ends_once(town):
    town.papers.special.update(
        {
            story(0): Answer(b"", 404),
            story(1): Answer(b"", 302, headers={"Location": "gopher://daily.example/"}),
            story(2): Answer(b"<html>half", cut=True),
            story(3): Answer(b"", 204),
        }
    )
    (tally,) = town.collect().tallies
    assert [end[1] for end in town.ends] == [town.stand.url("daily.example", story(number)) for number in range(5)]
    assert [end[2] for end in town.ends] == [
        Outcome.FAILED, Outcome.REFUSED, Outcome.FAILED, Outcome.PASSED_OVER, Outcome.FETCHED,
    ]  # fmt: skip
    assert sum(tally.counts.values()) == tally.fresh == 5
