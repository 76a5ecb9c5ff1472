from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.page import DecodedPage, RawPage
from tasks.clean import clean_page
from tasks.metadata import read_declared
from tasks.metadata.reservations import LIMITS, PLAIN, USAGES, reservations
from tasks.segment import segment

RULES = [
    ("x-robots-tag", "", []),
    ("x-robots-tag", "all", []),
    ("x-robots-tag", "index, follow", []),
    ("x-robots-tag", "nofollow", []),
    ("x-robots-tag", "max-snippet:-1, max-image-preview:large, max-video-preview:-1", []),
    ("x-robots-tag", "otherbot: noindex, noarchive", []),
    ("x-robots-tag", "noindexing is no rule: noarchive", []),
    ("tdm-reservation", "0", []),
    ("tdm-reservation", "yes", []),
    ("content-usage", "train-ai=y, search=y", []),
    ("content-usage", "unknown=n", []),
    ("x-robots-tag", "noarchive", ["noarchive"]),
    ("x-robots-tag", "NoArchive,NOAI , noimageai", ["noai", "noarchive", "noimageai"]),
    ("robots", "noai noimageai", ["noai", "noimageai"]),
    ("robots", "none", ["noindex"]),
    ("x-robots-tag", "max-snippet: 0, max-image-preview:none", ["max-image-preview:none", "max-snippet:0"]),
    ("x-robots-tag", "googlebot: noarchive, otherbot: noindex, nosnippet", ["noarchive"]),
    ("x-robots-tag", "otherbot: noindex, copydesk: noai, noml", ["noai", "noml"]),
    ("x-robots-tag", "unavailable_after: 25 Jun 2010 15:00:00 PST, noarchive", ["noarchive", "unavailable_after"]),
    ("x-robots-tag", "unavailable_after: Friday, 25-Jun-10 15:00:00 PST, noai", ["noai", "unavailable_after"]),
    ("x-robots-tag", "DisallowAITraining", ["disallowaitraining"]),
    ("tdm-reservation", " 1 ", ["tdm-reservation"]),
    ("content-usage", "train-ai=n, search=y", ["train-ai=n"]),
]


@pytest.mark.parametrize(("name", "value", "found"), RULES)
def test_rules(name, value, found):
    assert list(reservations([(name, value)])) == found


def test_each_once_from_all_that_reserve():
    given_twice = [("x-robots-tag", "noarchive"), ("robots", "noarchive, noai"), ("tdm-reservation", "1")]
    assert reservations(given_twice) == ("noai", "noarchive", "tdm-reservation")


def _declared(head: str) -> tuple[str, ...]:
    text = f"<html><head>{head}</head><body><p>The storm reached the coast.</p></body></html>"
    return read_declared(segment(DecodedPage(text, "html", "utf-8", "test"))).reservations


HEADS = [
    ("", ()),
    ("<meta name='robots' content='index,follow,max-image-preview:large'>", ()),
    ("<meta name='otherbot' content='noarchive'>", ()),
    ("<meta name='description' content='noarchive'>", ()),
    ("<meta name='ROBOTS' content='NOARCHIVE'>", ("noarchive",)),
    ("<meta name='googlebot' content='noai'><meta name='copydesk' content='nosnippet'>", ("noai", "nosnippet")),
    ("<meta http-equiv='X-Robots-Tag' content='noimageai'>", ("noimageai",)),
    ("<meta name='tdm-reservation' content='1'>", ("tdm-reservation",)),
]


@pytest.mark.parametrize(("head", "found"), HEADS)
def test_what_the_head_reserves(head, found):
    assert _declared(head) == found


PAGE = (
    "<html><head><title>Storm hits coast</title><meta name='robots' content='noarchive'></head><body><article>"
    "<h1>Storm hits coast</h1>"
    + "".join(
        f"<p>The storm reached {town} on Friday night and tore the roofs off forty houses, the mayor of {town} said.</p>"
        for town in ("Port Town", "Brackenholt", "the coast", "Northwire", "Marrow", "Coast End")
    )
    + "</article></body></html>"
)


def test_headers_and_head_meet_in_the_article():
    reserving = (("x-robots-tag", "noai, noarchive"), ("tdm-reservation", "1"))
    noted = clean_page(RawPage("a.html", PAGE.encode(), reserving=reserving)).outcome
    assert noted.reservations == ("noai", "noarchive", "tdm-reservation")
    assert noted.text == clean_page(RawPage("a.html", PAGE.encode())).outcome.text


@given(
    st.lists(st.tuples(st.sampled_from(["x-robots-tag", "tdm-reservation", "content-usage"]), st.text(max_size=200)))
)
def test_the_list_is_closed(headers):
    known = PLAIN | {f"{name}:{value}" for name, value in LIMITS.items()} | {f"{usage}=n" for usage in USAGES}
    found = reservations(headers)
    assert set(found) <= known | {"tdm-reservation", "unavailable_after"}
    assert list(found) == sorted(set(found))
