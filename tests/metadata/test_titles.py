from __future__ import annotations

import pytest

from schemas.block import Block
from schemas.metadata import Claim
from tasks.metadata.plaintext import find_title, title_like_address
from tasks.metadata.title import choose, without_site

SITES = [
    ("Storm hits coast", ["The Courier"], "Storm hits coast"),
    ("Storm - calm - storm", ["The Courier"], "Storm - calm - storm"),
    ("Couriers strike: what to know", ["The Courier"], "Couriers strike: what to know"),
    ("Redfin’s predictions: a great reset", ["Redfin"], "Redfin’s predictions: a great reset"),
    ("Storm hits coast - The Courier", ["The Courier"], "Storm hits coast"),
    ("Storm hits coast | World | The Courier", ["The Courier"], "Storm hits coast | World"),
    ("Storm hits coast | The Courier | The Courier", ["The Courier"], "Storm hits coast"),
    ("Storm hits coast – Courier.com", ["courier.com"], "Storm hits coast"),
    ("The Courier: Storm hits coast", ["The Courier"], "Storm hits coast"),
    ("The Courier » Storm hits coast", ["The Courier"], "Storm hits coast"),
    ("天気予報 | 毎日", ["毎日"], "天気予報"),
]


@pytest.mark.parametrize(("title", "sites", "expected"), SITES)
def test_the_name_of_the_site_leaves_the_title(title, sites, expected):
    assert without_site(title, sites) == expected


def _claims(**texts: str) -> list[Claim]:
    return [Claim(text, origin.split("__")[0].replace("_", "-")) for origin, text in texts.items()]


SEO = "Best Storm Tips 2024 to Stay Safe"
CHOICES = [
    ("nothing", {}, None, None),
    ("one", {"og": "Storm hits coast"}, None, "Storm hits coast"),
    ("the visible headline, as it is written", {"h1": "Storm hits coast", "og": "Storm hits Coast"}, None, "Storm hits coast"),
    ("not the search engine's", {"h1": "How to stay safe in a storm", "og": SEO, "twitter": SEO, "title_tag": SEO}, None, "How to stay safe in a storm"),
    ("a headline about something else is none", {"h1": "Our blog", "og": "Storm hits coast"}, None, "Storm hits coast"),
    ("nor is the site's", {"h1": "The Courier", "title_tag": "Storm hits coast - The Courier"}, None, "Storm hits coast"),
    ("nor what the title tag ends with", {"h1": "Human in the Loop", "og": "Storm hits coast", "title_tag": "Storm hits coast — Human in the Loop"}, None, "Storm hits coast"),
    ("of several the one that others name", {"h1": "Subscribe now", "h1__2": "Storm hits coast", "json_ld": "Storm hits the coast"}, None, "Storm hits coast"),
    ("the address speaks too", {"h1": "Heavy weather at sea", "og": "Read this"}, "https://example.com/news/heavy-weather-at-sea", "Heavy weather at sea"),
    ("structured data before a cut title tag", {"json_ld": "Storm hits coast", "title_tag": "Storm hits coast | News"}, None, "Storm hits coast"),
    ("without the line above it", {"h1": "Severe warning Storm hits coast", "h1_part": "Storm hits coast", "og": "Storm hits coast"}, None, "Storm hits coast"),
    ("nor the one below", {"h1": "Storm hits coast Forty roofs are lost", "h1_part": "Storm hits coast", "og": "Storm hits coast - The Courier"}, None, "Storm hits coast"),
    ("nor where a stroke parts it, and two name the rest", {"h1": "A warning / Storm hits coast", "og": "Storm hits coast", "json_ld": "Storm hits coast"}, None, "Storm hits coast"),
    ("but where one does", {"h1": "A warning / Storm hits coast", "og": "Storm hits coast", "json_ld": "Coast is hit"}, None, "A warning / Storm hits coast"),
    ("nor behind a colon", {"h1": "A warning: Storm hits coast", "og": "Storm hits coast", "json_ld": "Storm hits coast"}, None, "A warning: Storm hits coast"),
    ("a colon is part of it", {"h1": "Storm hits coast: forty roofs are lost", "og": "Storm hits coast"}, None, "Storm hits coast: forty roofs are lost"),
    ("a paragraph is no headline", {"h1": "The storm that hits the coast. " * 9, "og": "Storm hits coast", "json_ld": "Storm hits coast"}, None, "Storm hits coast"),
    ("generic names are none", {"h1": "Home", "title_tag": "Storm hits coast"}, None, "Storm hits coast"),
    ("but better than nothing", {"h1": "Home"}, None, "Home"),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "url", "expected"), [row[1:] for row in CHOICES], ids=[row[0] for row in CHOICES])
def test_choice(claims, url, expected):
    assert choose(_claims(**claims), ["The Courier"], url) == expected


PROSE = "The storm reached the coast on Friday night and tore the roofs off forty houses. " * 3
TEXTS = [
    ("nothing", [], None),
    ("only prose", [PROSE], None),
    ("only furniture", ["Share", "3 min read", "6 minutes ago", "Source: CNN"], None),
    ("before the prose", ["Storm hits the northern coast", PROSE], "Storm hits the northern coast"),
    ("twice", ["Storm hits coast again", "0", "Storm hits coast again", PROSE], "Storm hits coast again"),
    (
        "at the end of the trail",
        ["Home World Europe Storm hits coast again", "Storm hits coast again", "0", PROSE],
        "Storm hits coast again",
    ),
    (
        "a list of crumbs",
        ["HOME", "WORLD", "Storm hits coast again", "Storm hits coast again", PROSE],
        "Storm hits coast again",
    ),
    ("not the time", ["6 minutes ago", "Storm hits coast again", "6 minutes ago", PROSE], "Storm hits coast again"),
    ("not the byline", ["By Jane Doe of the Courier", "Storm hits coast again", PROSE], "Storm hits coast again"),
    ("not the date", ["Friday, March 5, 2024", "Storm hits coast again", PROSE], "Storm hits coast again"),
    (
        "not the caption",
        ["Storm hits coast again", "A house without a roof in the north. Photo: Jane Doe", PROSE],
        "Storm hits coast again",
    ),
    (
        "not the caption that an agency signs",
        ["Storm hits coast again", "Home", "The roofs of forty houses in the north (AFP)", PROSE],
        "Storm hits coast again",
    ),
    ("not who writes it", ["We should tax the wind", "The writer is a former storm", PROSE], "We should tax the wind"),
    ("not the sections", ["World | Asia", "A city learns to wait", PROSE], "A city learns to wait"),
    ("not the author", ["We tax the wind", "Gillian Frost", PROSE], "We tax the wind"),
    (
        "not the trail that ends with it",
        ["News / World / Storm hits coast again", "Storm hits coast again", PROSE],
        "Storm hits coast again",
    ),
    ("not the author's paper", ["Typhoon leaves us", "Ghio Santiago - The Manila Post", PROSE], "Typhoon leaves us"),
    (
        "not the caption of a paper's photographer",
        ["Herders turn to camels", "Herders water camels in the town of Lodwar. [Bakari Ngeno, Standard]", PROSE],
        "Herders turn to camels",
    ),
    ("not the paper", ["The Upland Review", "The dam nobody ordered", PROSE], "The dam nobody ordered"),
    ("opens with By", ["World", "By the river, a city learns to wait", PROSE], "By the river, a city learns to wait"),
    ("opens with Por", ["España", "Por qué sube el precio de la luz", PROSE], "Por qué sube el precio de la luz"),
    ("not a byline in capitals", ["BY HANNAH SLOANE", "Storm hits coast again", PROSE], "Storm hits coast again"),
    ("a question", ["Will the storm reach the coast?", PROSE], "Will the storm reach the coast?"),
]


@pytest.mark.parametrize(("lines", "title"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_title_of_plain_text(lines, title):
    blocks = [Block(index, line, "line") for index, line in enumerate(lines)]
    assert find_title(blocks) == title


URL = "https://example.com/news/storm-hits-northern-coast-again"
ADDRESSED = [
    ("no address", ["Storm hits the northern coast again", PROSE], None, "As found"),
    ("nothing like it", ["Roof of the church torn off", PROSE], URL, "As found"),
    ("an address of few words", ["Storm hits the northern coast again", PROSE], "https://example.com/storm", "As found"),
    ("not within the text", [PROSE, "Storm hits the northern coast again", PROSE], URL, "As found"),
    ("the line that says the same", ["Storm hits the northern coast again", "Roof torn off", PROSE], URL, "Storm hits the northern coast again"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "url", "title"), [row[1:] for row in ADDRESSED], ids=[row[0] for row in ADDRESSED])
def test_of_plain_text_the_address_knows_the_title(lines, url, title):
    blocks = [Block(index, line, "line") for index, line in enumerate(lines)]
    assert title_like_address(blocks, url, "As found") == title


def test_a_title_that_says_what_the_address_says_stays():
    blocks = [Block(0, "Storm hits the northern coast again", "line"), Block(1, PROSE, "line")]
    found = "Storm hits northern coast, again"
    assert title_like_address(blocks, URL, found) == found
