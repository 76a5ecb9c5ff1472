from __future__ import annotations

import pytest

from tasks.metadata.urls import canonical, normalised, registrable_domain

DOMAINS = [
    ("", None),
    ("not a url", None),
    ("https://localhost/x", None),
    ("https://127.0.0.1/x", None),
    ("https://[bad", None),
    ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
    ("https://example.com", "example.com"),
    ("http://a.b.example.com.au/x", "example.com.au"),
    ("https://jane.blogspot.com/x", "jane.blogspot.com"),
    ("https://例え.jp/", "例え.jp"),
]


@pytest.mark.parametrize(("url", "domain"), DOMAINS)
def test_domains(url, domain):
    assert registrable_domain(url) == domain


NORMAL = [
    ("", None),
    ("/relative", None),
    ("javascript:void(0)", None),
    ("https://[bad", None),
    ("https://example.com/a", "https://example.com/a"),
    ("https://EXAMPLE.com/A#top", "https://example.com/A"),
    ("https://example.com/a?utm_source=x&id=1", "https://example.com/a?id=1"),
]


@pytest.mark.parametrize(("url", "expected"), NORMAL)
def test_normal_form(url, expected):
    assert normalised(url) == expected


PAGE = "https://www.example.com/2024/storm"
CANONICAL = [
    (None, [], None),
    (PAGE, [], PAGE),
    (PAGE, ["https://www.example.com/news/storm"], "https://www.example.com/news/storm"),
    (PAGE, ["/news/storm"], "https://www.example.com/news/storm"),
    (PAGE, ["https://m.example.com/storm"], "https://m.example.com/storm"),
    (PAGE, ["https://other.org/storm"], PAGE),
    (PAGE, ["https://www.example.com/"], PAGE),
    (PAGE, ["https://[bad", "https://www.example.com/s"], "https://www.example.com/s"),
    (PAGE, ["javascript:void(0)"], PAGE),
    (None, ["https://other.org/storm"], "https://other.org/storm"),
    (None, ["/storm"], None),
]


@pytest.mark.parametrize(("url", "declared", "expected"), CANONICAL)
def test_canonical(url, declared, expected):
    assert canonical(url, tuple(declared)) == expected
