"""The page as rules see it: which of its names are its own, and where a block stands."""

import pytest

from schemas.metadata import Claim, Declared, PageDate
from tasks.boilerplate.keys import key
from tasks.boilerplate.view import PageView

KEYS = [("", ""), ("— · —", ""), ("The Storm’s Eye!", "thestormseye"), ("Straße 12", "strasse12"), ("Гроза", "гроза")]


@pytest.mark.parametrize(("text", "expected"), KEYS)
def test_key(text, expected):
    assert key(text) == expected


TITLE = "Storm hits the northern coast"
TITLES = [
    ("nothing", [], set()),
    ("the head's own", [("og", TITLE)], {TITLE}),
    ("the first heading where the head is silent", [("h1", TITLE), ("h1", "Weather tomorrow")], {TITLE}),
    ("not the headings of parts", [("h1", TITLE), ("h1", "What the mayor said"), ("og", f"{TITLE} - The Courier")], {TITLE, f"{TITLE} - The Courier"}),
    ("not the site's name", [("title-tag", f"{TITLE} | The Courier"), ("title-part", TITLE), ("title-part", "The Courier")], {TITLE, f"{TITLE} | The Courier"}),
    ("not a short name", [("og", "Weather")], set()),
    ("plain text's", [("text", TITLE)], {TITLE}),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "expected"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_titles_of_the_page_itself(claims, expected):
    declared = Declared(titles=tuple(Claim(text, origin) for origin, text in claims))
    page = PageView.of("html", (), declared)
    assert page.title_keys == {key(text) for text in expected}


def test_what_the_page_declares_is_at_hand(some_day):
    declared = Declared(
        authors=(Claim("Jane Doe", "meta"),),
        sections=(Claim("World", "meta"),),
        crumbs=("Home", "World", "Africa"),
        published=(PageDate(some_day, "day", "meta"),),
    )
    page = PageView.of("html", (), declared)
    assert page.author_keys == {"janedoe"}
    assert page.trail_keys == {"home", "world", "africa"}
    assert page.published
    assert not PageView.of("html", (), Declared()).published


def test_where_a_block_stands(view):
    page = view(["Weather", "P", "What then?", "P", "Most read"])
    assert (page.first_prose, page.last_prose, page.main_run) == (1, 3, (1, 4))
    assert [page.amid(block) for block in page.blocks] == [False, False, True, False, False]
    assert [page.heads_prose(block) for block in page.blocks] == [True, False, True, False, False]
    assert page.before(page.blocks[0]) is None
    assert page.after(page.blocks[-1]) is None
    assert page.after(page.blocks[0], 2) is page.blocks[2]


def test_a_page_without_prose(view):
    page = view(["Weather", "Sport"])
    assert (page.first_prose, page.last_prose) == (2, -1)
    assert not any(page.amid(block) for block in page.blocks)


def test_trafilatura_is_heard_where_it_was_asked(view):
    assert not view(["Weather"]).keeps(view(["Weather"]).blocks[0])
    page = view(["Weather", "Sport"], heard=(0.5, 0.49))
    assert [page.keeps(block) for block in page.blocks] == [True, False]
