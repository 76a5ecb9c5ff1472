"""URLs: read once, in one spelling, or refused."""

import string

import pytest
from hostile.routes_redirects import PLACES
from hostile.spellings import spellings
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.addresses import AddressRefusedError, Admission
from tasks.collect.target import LONGEST, UrlRefusedError, parse

BASE = "http://h.test:8080/a/b?c"

AS_IT_IS = [
    "http://h.test/",
    "https://h.test/a/b.html?x=1&y=%20+2",
    "http://h.test:8080/",
    "http://xn--fa-hia.test/",
    "http://under_score.test/",
    "http://93.184.216.34/",
    "http://[2606:4700::1111]:8080/x",
    "http://h.test//double//slash",
    "http://h.test/%2e%2e/%00%zz",
    "http://h.test/a;b=c,d@e:f!g$h&i'j(k)l*m+n~o",
    "http://h.test/?q=[]{}|^`?/",
]


@pytest.mark.parametrize("url", AS_IT_IS)
def test_what_is_in_order_stays_as_it_is(url):
    assert parse(url).url == url


READ = [
    ("http://h.test", None, "http://h.test/"),
    ("  http://h.test/\r\n", None, "http://h.test/"),
    ("HTTP://H.TEST:80/A", None, "http://h.test/A"),
    ("https://h.test:443/", None, "https://h.test/"),
    ("https://h.test:80/", None, "https://h.test:80/"),
    ("http://h.test:/", None, "http://h.test/"),
    ("http://h.test./", None, "http://h.test/"),
    ("http://h.test/#part", None, "http://h.test/"),
    ("http://h.test?x", None, "http://h.test/?x"),
    ("http://user:word@h.test/", None, "http://h.test/"),
    ('http://h.test/a b/\u00e9"<>', None, "http://h.test/a%20b/%C3%A9%22%3C%3E"),
    ("http://h.test/?q=\u00e9 '\\", None, "http://h.test/?q=%C3%A9%20'%5C"),
    ("http://h.test/a/./b/../c", None, "http://h.test/a/c"),
    ("http://h.test/../../x/..", None, "http://h.test/"),
    ("http://fa\u00df.test/", None, "http://xn--fa-hia.test/"),
    ("http://\uff48\uff0e\uff54est/", None, "http://h.test/"),
    ("http://soft\u00adhyphen.test/", None, "http://softhyphen.test/"),
    ("http://%68.test/", None, "http://h.test/"),
    ("http://0x5db8d822/", None, "http://93.184.216.34/"),
    ("http://[2606:4700:0:0::1111]/", None, "http://[2606:4700::1111]/"),
    ("/x", BASE, "http://h.test:8080/x"),
    ("x", BASE, "http://h.test:8080/a/x"),
    ("?x", BASE, "http://h.test:8080/a/b?x"),
    ("../../x", BASE, "http://h.test:8080/x"),
    ("//o.test/x", BASE, "http://o.test/x"),
    ("https://o.test", BASE, "https://o.test/"),
]


@pytest.mark.parametrize(("url", "base", "expected"), READ)
def test_others_are_brought_to_one_spelling(url, base, expected):
    assert parse(url, base).url == expected
    assert parse(expected).url == expected


@pytest.mark.parametrize("place", PLACES)
def test_what_is_never_asked_for(place):
    text = place.decode() if isinstance(place, bytes) else place
    with pytest.raises(UrlRefusedError):
        parse(text.replace("{port}", "8080"), BASE)


@pytest.mark.parametrize(
    "url", ["", "h.test/", "//h.test/", "/x", "http://h.test/" + "x" * LONGEST, "http://h.test/\ud800"]
)
def test_what_is_no_url_by_itself(url):
    with pytest.raises(UrlRefusedError):
        parse(url)


@pytest.mark.parametrize("port", [1, 21, 22, 23, 25, 53, 110, 143, 465, 587, 993, 2049, 6000, 6667, 10080])
def test_ports_of_other_protocols(port):
    with pytest.raises(UrlRefusedError, match=f"port {port}"):
        parse(f"http://h.test:{port}/")


@pytest.mark.parametrize("spelling", spellings("127.0.0.1") + spellings("169.254.169.254") + spellings("10.1.2.3"))
def test_every_spelling_ends_at_the_check_of_addresses(spelling):
    with pytest.raises(AddressRefusedError):
        Admission().check_literal(parse(f"http://{spelling}/").host)


@pytest.mark.parametrize("spelling", spellings("93.184.216.34")[:22])
def test_every_spelling_of_an_open_address_is_read(spelling):
    assert parse(f"http://{spelling}/").host == "93.184.216.34"


def test_credentials_are_taken_apart():
    assert parse("http://us%65r:w%3Ard@h.test/").credentials == b"user:w:rd"
    assert parse("http://@h.test/").credentials == b""
    assert parse("http://h.test/").credentials is None


@given(
    st.text(max_size=60), st.sampled_from(["", "http://", "https://", "//", "http://[", "http://h:", "/", "http://1."])
)
def test_any_text_is_read_to_a_fixed_point_or_refused(text, start):
    try:
        target = parse(start + text, BASE)
    except UrlRefusedError:
        return
    assert parse(target.url) == parse(parse(target.url).url)
    assert parse(target.url).url == target.url
    assert set(target.url) <= set(string.printable) - set(string.whitespace)
    assert target.scheme in ("http", "https")
