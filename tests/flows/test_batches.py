import pytest

from flows.batches import AT_ONCE, batches
from schemas.collect import Collecting, NewsSource, SourcesFile


def sources(*given, concurrency=20):
    made = [
        NewsSource(name=f"s{number}", feed=feed, domains=tuple(domains))
        for number, (feed, *domains) in enumerate(given)
    ]
    return SourcesFile(collect=Collecting(contact="desk@example.org", concurrency=concurrency), sources=tuple(made))


CASES = [
    # feed and domains of each source; which sources go together, by number
    ([("https://one.example/feed",)], [[0]]),
    ([("https://one.example/feed",), ("https://two.example/feed",)], [[0], [1]]),
    ([("https://one.example/a",), ("https://one.example/b",)], [[0, 1]]),
    ([("https://www.one.example/a",), ("https://news.one.example/b",)], [[0, 1]]),
    ([("https://one.example/a",), ("https://two.example/b", "one.example")], [[0, 1]]),
    ([("https://a.example/",), ("https://b.example/",), ("https://c.example/", "A.example", "b.example")], [[0, 1, 2]]),
    ([("http://127.0.0.1:81/",), ("http://127.0.0.1:82/",), ("http://127.0.0.2/",)], [[0, 1], [2]]),
    ([("http://localhost/a",), ("http://localhost:8080/b",)], [[0, 1]]),
    ([("http://[::1]:81/",), ("http://[0::1]/",)], [[0, 1]]),
    ([("https://one.co.uk/a",), ("https://two.co.uk/b",)], [[0], [1]]),
]


@pytest.mark.parametrize(("given", "together"), CASES)
def test_sources_with_a_common_domain_go_together(given, together, tmp_path):
    parts = batches(sources(*given), tmp_path)
    assert sorted([int(source.name[1:]) for source in part.sources] for part in parts) == together


def test_a_file_of_urls_counts(tmp_path):
    (tmp_path / "list.txt").write_text("# a comment\nhttps://one.example/1\n\nhttps://two.example/2\n")
    listed = NewsSource(name="list", urls_file="list.txt")
    parts = batches(sources(("https://two.example/feed",)).model_copy(update={"sources": (listed,)}), tmp_path)
    assert [source.name for part in parts for source in part.sources] == ["list"]
    both = SourcesFile(
        collect=Collecting(contact="desk@example.org"),
        sources=(listed, NewsSource(name="feed", feed="https://two.example/feed")),
    )
    assert len(batches(both, tmp_path)) == 1


def test_many_sources_are_cut_into_few_batches_which_share_the_concurrency(tmp_path):
    given = sources(*((f"https://site{number}.example/feed",) for number in range(50)))
    parts = batches(given, tmp_path)
    assert [len(part.sources) for part in parts] == [13, 13, 12, 12]
    assert len(parts) == AT_ONCE
    assert sorted(source.name for part in parts for source in part.sources) == sorted(s.name for s in given.sources)
    assert sum(part.collect.concurrency for part in parts) == 20
    assert [source.name for source in parts[0].sources] == sorted(
        (source.name for source in parts[0].sources), key=lambda name: int(name[1:])
    )


def test_every_batch_may_ask_at_least_one_host(tmp_path):
    given = sources(*((f"https://site{number}.example/feed",) for number in range(9)), concurrency=1)
    assert {part.collect.concurrency for part in batches(given, tmp_path)} == {1}


def test_one_batch_keeps_the_configuration_as_it_is(tmp_path):
    given = sources(("https://one.example/feed",), concurrency=7)
    assert batches(given, tmp_path) == (given,)
