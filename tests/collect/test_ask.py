"""robots.txt, turns, accidents and deferrals, with a real client and a server on loopback that notes what it is asked."""

import asyncio
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bench.newsstand import Answer, Newsstand
from bench.papers import Papers, at, sources_of
from schemas.collect import Expect, NewsSource, Outcome, Validators, Why
from tasks.collect.ask import PATIENCE, Asker
from tasks.collect.clock import Time
from tasks.collect.fetch import Fetcher
from tasks.collect.polite import Gate
from tasks.collect.seen import SeenStore

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
HOST = "daily.example"
STORY = "/story-1.html"
PRIVATE = Answer(b"User-agent: *\nDisallow: /private\n", content_type="text/plain")


class Desk:
    """An asker over a newsstand; each `ask` is a run of its own on the same state folder."""

    def __init__(self, stand, papers, folder, **collecting):
        self.stand = stand
        self.papers = papers
        self.folder = folder
        self.collecting = sources_of([NewsSource(name="x", urls=("http://x.example/",))], **collecting).collect
        self.now = NOW
        self.pauses = []

    async def _sleep(self, seconds):
        self.pauses.append(seconds)
        await asyncio.sleep(min(seconds, 0.5))

    async def _asked(self, urls, within):
        with SeenStore(self.folder / "seen.sqlite3") as seen:
            async with Fetcher(self.collecting, at(), clock=lambda: self.now) as fetcher:
                gate = Gate(self.folder / "hosts", self.collecting.delay, self.collecting.concurrency)
                time = Time(lambda: self.now, self._sleep)
                asker = Asker(fetcher, gate, seen, self.folder / "robots", self.collecting, time)
                return [await asker.ask(url, Expect.PAGE, Validators(), within) for url in urls]

    def ask(self, *paths, host=HOST, within=lambda _: True):
        urls = [path if path.startswith("http") else self.stand.url(host, path) for path in paths]
        ends = asyncio.run(self._asked(urls, within))
        return [(end.outcome, end.why) for end in ends]


FETCHED = (Outcome.FETCHED, Why.COMPLETE)
DISALLOWED = (Outcome.FORBIDDEN, Why.ROBOTS_DISALLOW)
UNREACHABLE = (Outcome.FORBIDDEN, Why.ROBOTS_UNREACHABLE)
LATER = (Outcome.DEFERRED, Why.RETRY_AFTER)


@pytest.fixture
def desk(tmp_path):
    @contextmanager
    def opened(**collecting):
        papers = Papers(5)
        with Newsstand(papers) as stand:
            yield Desk(stand, papers, tmp_path, **{"delay": 0.01, "attempts": 1, **collecting})

    return opened


def text(rules):
    return Answer(rules.encode(), content_type="text/plain")


def moved(place):
    return Answer(b"", 301, headers={"Location": place})


ROBOTS = {
    "200": (text("User-agent: *\nDisallow: /private\n"), FETCHED),
    "200 that forbids": (text("User-agent: *\nDisallow: /\n"), DISALLOWED),
    "200 that forbids us": (text("User-agent: copydesk\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), DISALLOWED),
    "200 that forbids others": (text("User-agent: gptbot\nDisallow: /\n"), FETCHED),
    "200 as HTML": (Answer(b"User-agent: *\nDisallow: /story\n"), DISALLOWED),
    "200 with a byte order mark": (text("\ufeffUser-agent: *\nDisallow: /\n"), DISALLOWED),
    "200 and empty": (text(""), FETCHED),
    "204": (Answer(b"", 204), FETCHED),
    "401": (Answer(b"who?", 401), FETCHED),
    "403": (Answer(b"no", 403), FETCHED),
    "404": (Answer(b"no", 404), FETCHED),
    "404 with a long page": (Answer(b"no " * 200_000, 404), FETCHED),
    "410": (Answer(b"no", 410), FETCHED),
    "429": (Answer(b"slow", 429), LATER),
    "500": (Answer(b"oh", 500), UNREACHABLE),
    "503": (Answer(b"oh", 503), UNREACHABLE),
    "cut off": (Answer(b"User-agent: *\nAllow: /\n", cut=True), UNREACHABLE),
    "2 MB, forbidden at the top": (text("User-agent: *\nDisallow: /\n" + "# filler\n" * 230_000), DISALLOWED),
    "2 MB, forbidden at the end": (text("# filler\n" * 230_000 + "User-agent: *\nDisallow: /\n"), FETCHED),
}


@pytest.mark.parametrize("name", ROBOTS)
def test_what_robots_txt_comes_to(desk, name):
    answer, expected = ROBOTS[name]
    with desk() as one:
        one.papers.robots = answer
        assert one.ask(STORY) == [expected]
        assert one.stand.asked() == ["/robots.txt", STORY][: 1 + (expected == FETCHED)]


def test_robots_txt_that_hangs_forbids_for_now(desk):
    with desk(page_seconds=0.3) as one:
        one.papers.robots = Answer(b"", hang=5)
        assert one.ask(STORY, "/story-2.html") == [UNREACHABLE] * 2
        one.papers.robots = Answer(b"", 404)
        assert one.ask(STORY) == [FETCHED]  # the next run asks again


@pytest.mark.parametrize(("hops", "expected"), [(1, DISALLOWED), (5, DISALLOWED), (6, FETCHED), (7, FETCHED)])
def test_robots_txt_over_redirects(desk, hops, expected):
    with desk() as one:
        for hop in range(hops):
            path = "/robots.txt" if hop == 0 else f"/moved-{hop}"
            one.papers.special[path] = moved(f"/moved-{hop + 1}")
        one.papers.special[f"/moved-{hops}"] = text("User-agent: *\nDisallow: /\n")
        assert one.ask(STORY) == [expected]


def test_robots_txt_on_another_host_holds_for_the_one_that_was_asked(desk):
    with desk() as one:
        one.papers.special["/robots.txt"] = moved(one.stand.url("other.example", "/rules"))
        one.papers.special["/rules"] = text("User-agent: *\nDisallow: /story\n")
        assert one.ask(STORY, "/private") == [DISALLOWED, (Outcome.FAILED, Why.CLIENT_ERROR)]


def test_a_forbidden_address_is_named_as_the_reason(desk):
    with desk(allow_networks=[]) as one:
        assert one.ask(STORY) == [(Outcome.REFUSED, Why.ADDRESS)]
        assert one.stand.asked() == []


def test_robots_txt_that_leads_to_a_forbidden_address_forbids_for_now(desk):
    with desk() as one:
        one.papers.robots = moved("http://169.254.169.254/robots.txt")
        assert one.ask(STORY) == [UNREACHABLE]


def test_robots_txt_is_asked_for_once_a_server_and_day(desk):
    with desk() as one:
        one.papers.robots = PRIVATE
        assert one.ask(STORY, "/private/1", STORY) == [FETCHED, DISALLOWED, FETCHED]
        one.now += timedelta(hours=23, minutes=59)
        one.ask(STORY)
        assert one.stand.asked().count("/robots.txt") == 1
        one.now += timedelta(minutes=2)
        one.papers.robots = text("User-agent: *\nDisallow: /\n")
        assert one.ask(STORY) == [DISALLOWED]
        assert one.stand.asked().count("/robots.txt") == 2
        one.ask(STORY, host="other.example")
        assert one.stand.asked().count("/robots.txt") == 3


def test_a_kept_robots_txt_that_was_damaged_is_asked_for_again(desk):
    with desk() as one:
        one.papers.robots = PRIVATE
        one.ask(STORY)
        for path in (one.folder / "robots").iterdir():
            path.write_bytes(path.read_bytes()[:20])
        assert one.ask("/private/1") == [DISALLOWED]
        assert one.stand.asked().count("/robots.txt") == 2


def test_robots_txt_of_a_server_that_fails_is_asked_for_again_after_an_accident(desk):
    with desk(attempts=3) as one:
        one.papers.robots = Answer(b"", 500)
        assert one.ask(STORY) == [UNREACHABLE]
        assert one.stand.asked() == ["/robots.txt"] * 3


def test_every_hop_of_a_redirect_obeys_the_robots_txt_where_it_leads(desk):
    with desk() as one:
        one.papers.robots = PRIVATE
        one.papers.special["/here"] = moved("/private/1")
        one.papers.special["/there"] = moved(one.stand.url("other.example", STORY))
        assert one.ask("/here", "/there") == [DISALLOWED, FETCHED]
        assert one.stand.asked("other.example") == ["/robots.txt", STORY]
        assert "/private/1" not in one.stand.asked()


def test_a_redirect_out_of_the_sources_domains_is_refused(desk):
    with desk() as one:
        one.papers.special["/there"] = moved(one.stand.url("other.example", STORY))
        ends = one.ask("/there", within=lambda url: "other" not in url)
        assert ends == [(Outcome.REFUSED, Why.DOMAIN)]
        assert one.stand.asked("other.example") == []


def test_the_pause_holds_for_robots_pages_redirects_and_attempts(desk):
    with desk(delay=0.05, attempts=2) as one:
        one.papers.special["/here"] = moved(STORY)
        one.papers.special["/oh"] = Answer(b"", 500)
        one.ask(STORY, "/here", "/oh", "/story-2.html")
        assert one.stand.asked() == ["/robots.txt", STORY, "/here", STORY, "/oh", "/oh", "/story-2.html"]
        assert min(one.stand.gaps()[HOST]) >= 0.05


def test_a_crawl_delay_is_kept_where_it_is_longer(desk):
    with desk(delay=0.01) as one:
        one.papers.robots = text("User-agent: *\nCrawl-delay: 0.1\n")
        one.ask(STORY, "/story-2.html", "/story-3.html")
        assert min(one.stand.gaps()[HOST]) >= 0.1


def test_too_long_a_crawl_delay_is_not_waited_for(desk):
    slow = (Outcome.DEFERRED, Why.CRAWL_DELAY)
    with desk(crawl_delay_cap=5) as one:
        one.papers.robots = text("User-agent: *\nCrawl-delay: 6\n")
        assert one.ask(STORY, "/story-2.html") == [slow, slow]
        assert one.ask(STORY) == [slow]
        assert one.stand.asked() == ["/robots.txt"]


def test_a_long_retry_after_leaves_the_host_alone_in_later_runs_too(desk):
    later = (Outcome.DEFERRED, Why.RETRY_AFTER)
    with desk(attempts=3, retry_after_cap=30) as one:
        one.papers.special["/busy"] = Answer(b"", 503, headers={"Retry-After": "3600"})
        assert one.ask("/busy", STORY) == [later, later]
        assert one.ask(STORY, host="other.example") == [FETCHED]
        one.now += timedelta(minutes=59)
        assert one.ask(STORY) == [later]
        assert one.stand.asked(HOST) == ["/robots.txt", "/busy"]
        one.now += timedelta(minutes=2)
        assert one.ask(STORY) == [FETCHED]


def test_a_long_retry_after_of_robots_txt_counts_too(desk):
    with desk(attempts=3) as one:
        one.papers.robots = Answer(b"", 503, headers={"Retry-After": "3600"})
        assert one.ask(STORY, STORY) == [(Outcome.DEFERRED, Why.RETRY_AFTER)] * 2
        assert one.stand.asked() == ["/robots.txt"]


def test_a_redirect_to_a_host_that_is_left_alone_does_not_put_off_the_one_it_came_from(desk):
    with desk(attempts=3) as one:
        one.papers.special["/busy"] = Answer(b"", 503, headers={"Retry-After": "3600"})
        one.papers.special["/there"] = moved(one.stand.url("other.example", STORY))
        one.ask("/busy", host="other.example")
        assert one.ask("/there", STORY) == [(Outcome.DEFERRED, Why.RETRY_AFTER), FETCHED]


def test_a_short_retry_after_is_waited_for(desk):
    with desk(attempts=2, retry_after_cap=30) as one:
        one.papers.special["/busy"] = Answer(b"", 429, headers={"Retry-After": "1"})
        assert one.ask("/busy") == [(Outcome.DEFERRED, Why.RETRY_AFTER)]
        assert one.pauses == [1]
        assert one.stand.asked() == ["/robots.txt", "/busy", "/busy"]


def test_a_host_that_fails_again_and_again_is_left_alone_for_the_run(desk):
    with desk(page_seconds=0.2) as one:
        paths = [f"/hang-{number}" for number in range(PATIENCE + 2)]
        one.papers.special.update(dict.fromkeys(paths, Answer(b"", hang=5)))
        deadline, unwell = (Outcome.FAILED, Why.DEADLINE), (Outcome.DEFERRED, Why.HOST_UNWELL)
        assert one.ask(*paths) == [deadline] * PATIENCE + [unwell] * 2
        assert one.ask(STORY) == [FETCHED]


def test_pages_that_fail_for_themselves_do_not_count_against_their_host(desk):
    with desk() as one:
        assert one.ask(*["/not-there"] * 5, STORY)[-1] == FETCHED
