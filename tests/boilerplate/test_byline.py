"""Lines that say who wrote, and headings and sentences that begin the same way."""

import pytest

from schemas.block import Block
from schemas.label import Label
from tasks.boilerplate.byline import byline, names_only

ROWS = [
    ("a heading amid the text", ["P", Block(1, ">>> By Any Means", "h2"), "P"], None),
    ("the same without a tag", ["P", ">>> By Any Means", "P"], None),
    ("a way to travel", ["P", ">>> By Train", "P"], None),
    ("a heading in German", ["P", Block(1, ">>> Von Neumann", "h3"), "P"], None),
    ("a sentence", [">>> By Friday the storm had passed.", "P"], None),
    ("lower case", [">>> by the end of the week", "P"], None),
    ("a noun without a colon", [">>> Editor Jane Doe resigns", "P"], None),
    ("a text", [">>> Text Messages Leak", "P"], None),
    ("an author in a sentence", ["P", ">>> Author: the novel took me ten years, and I would not write it again.", "P"], None),
    ("a table", [Block(0, ">>> By Region", "tr"), "P"], None),
    ("a caption", [Block(0, ">>> By Jane Doe", "figcaption"), "P"], None),
    ("who publishes, amid the text", ["P", ">>> Published by Helvetiq", "P"], None),
    ("one of many books", ["P", "Author: Ann Lee", "P", ">>> Author: Bo Ray", "P", "Author: Cy Fox", "P"], None),
    ("nothing behind it", [">>> By", "the end of the week nothing was left of it", "P"], None),
    ("words", ["P", ">>> Words fail me", "P"], None),
    ("a place and a date", [">>> London | 3 November 2026", "P"], None),
    ("a name and a sentence", [">>> Jane Doe | the end of the week", "P"], None),
    ("a name alone", [">>> Jane Doe", "P"], None),
    ("a city and a date", [">>> NEW YORK — 3 November 2026", "P"], None),
    ("a site and a date", ["By Jane Doe", ">>> Philippine Morning / 06:18 PM January 22, 2026", "P"], None),
    ("what was posted by hand", ["P", ">>> Posted by hand on every door", "P"], None),
    ("a date and a section", [">>> 14 April 2026 | World News", "P"], None),
    ("a date and a place", [">>> 14 April 2026 | London", "P"], None),
    ("a long line", [">>> By " + "Jane Doe, " * 30, "P"], None),
    ("behind the date", [">>> Posted on April 2, 2026 by Lucía Ferrer", "P"], Label.BYLINE),
    ("behind the age", [">>> Published 2 hours ago by Pieter Claes", "P"], Label.BYLINE),
    ("before a dash and the date", [">>> Rosa Almeida — 21 September 2025", "P"], Label.BYLINE),
    ("before a desk and the date", [">>> Meera Iyer / TNN / Updated: Feb 8, 2026, 08:14 IST", "P"], Label.BYLINE),
    ("a role behind a dash", [">>> By: Maricar Dela Peña - Correspondent / @marimar", "P"], Label.BYLINE),
    ("between bars", [">>> Kayla Dunphy · CBC News · Posted: Mar 30, 2026 6:00 AM ADT", "P"], Label.BYLINE),
    ("behind the date and a bar", [">>> 14. April 2026, 11:20 Uhr | Tobias Hartung, dpa", "P"], Label.BYLINE),
    ("before the date and the section", [">>> Marisol Vega · 7 December 2025 · Transport", "P"], Label.BYLINE),
    ("plain", [">>> By Jane Doe", "P"], Label.BYLINE),
    ("capitals", [">>> BY JANE DOE", "P"], Label.BYLINE),
    ("two", [">>> By Jane Doe and John Roe", "P"], Label.BYLINE),
    ("with an agency", [">>> Analysis by Nick Paton Walsh, CNN", "P"], Label.BYLINE),
    ("with a role", [">>> By Jane Doe, Political Editor", "P"], Label.BYLINE),
    ("with degrees", [">>> By Lizzie Streit, MS, RDN, LD", "P"], Label.BYLINE),
    ("with a date", [">>> By Jane Doe | March 3, 2026 | 5 min read", "P"], Label.BYLINE),
    ("a desk", [">>> By Courier Staff", "P"], Label.BYLINE),
    ("behind the text", ["P", ">>> Author: Caleb Jennings"], Label.BYLINE),
    ("before comments", ["P", ">>> Author: Caleb Jennings", "Fine.", "P"], Label.BYLINE),
    ("with its date behind a comma", [">>> Words by Josephine Tarrant, 31 October 2026", "P"], Label.BYLINE),
    ("amid the text, spelt out", ["P", ">>> Interview by Jane Doe", "P"], Label.BYLINE),
    ("written by", [">>> Written by: Jane Doe", "P"], Label.BYLINE),
    ("German", [">>> Von Anna Schmidt und Peter Müller, Berlin", "P"], Label.BYLINE),
    ("French", [">>> Par Claire Dubois", "P"], Label.BYLINE),
    ("Spanish", [">>> Por Juan Pérez", "P"], Label.BYLINE),
    ("Italian", [">>> di Mario Rossi", "P"], Label.BYLINE),
    ("Dutch", [">>> Door Jan de Vries", "P"], Label.BYLINE),
    ("Polish", [">>> Autor: Jan Kowalski", "P"], Label.BYLINE),
    ("Russian", [">>> Автор: Иван Петров", "P"], Label.BYLINE),
    ("the word alone, then the name", [">>> Written by", "Jane Doe", "P"], Label.BYLINE),
    ("the name behind the word alone", ["Written by", ">>> Jane Doe", "P"], Label.BYLINE),
    ("words, colon", [">>> Words: Thea Molander", "P"], Label.BYLINE),
    ("a name and a date", [">>> Lachlan Birch | October 30, 2026", "P"], Label.BYLINE),
    ("in a layout's cell", [Block(0, ">>> By Gordon Hesk", "td", path=("table", "tr")), "P"], Label.BYLINE),
    ("a handle", [">>> By Jane Doe @janedoe", "P"], Label.BYLINE),
]  # fmt: skip


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_byline(judged, items, label):
    found = judged(byline, items)
    assert (found and found.label) == label


BARE = [
    ("a section between", ["Storm hits the coast", ">>> Rift Valley", "By Lokwee Ekal | 2 months ago", "P"], None),
    (
        "a role behind the name",
        ["Storm hits the coast", ">>> Liam Prescott News Reporter", "3 March 2026", "P"],
        Label.BYLINE,
    ),
    ("no name, above a date", ["Storm hits the coast", ">>> Breaking News - The Times", "3 March 2026", "P"], None),
    ("a place, above a date", ["Storm hits the coast", ">>> Port Town, New York", "3 March 2026", "P"], None),
    ("a paper", ["Storm hits the coast", ">>> Jane Roe - The Port Town Post", "3 March 2026", "P"], Label.BYLINE),
    ("a station", ["Storm hits the coast", ">>> Jane Roe, KSTN News", "3 March 2026", "P"], Label.BYLINE),
    ("no title above", ["Weather", ">>> Jane Roe", "3 March 2026", "P"], None),
    ("no date below", ["Storm hits the coast", ">>> Jane Roe", "Weather", "P"], None),
    ("a section", ["Storm hits the coast", ">>> World News", "3 March 2026", "P"], None),
    ("one word", ["Storm hits the coast", ">>> Opinion", "3 March 2026", "P"], None),
    ("behind the text began", ["Storm hits the coast", "P", ">>> Jane Roe", "3 March 2026", "P"], None),
    ("above the site's own channel", ["Weather", ">>> Sign In", "BBC Homepage", "P"], None),
    ("with a role, above no date", ["Storm hits the coast", ">>> Jane Roe, Senior Reporter", "P"], None),
    (
        "with a role, above a date",
        ["Storm hits the coast", ">>> Jane Roe, Senior Reporter", "3 March 2026", "P"],
        Label.BYLINE,
    ),
    (
        "above a place and a date",
        ["Storm hits the coast", ">>> Jane Roe", "Cádiz | 8 de enero de 2026 - 07:00", "P"],
        Label.BYLINE,
    ),
    ("above the newsroom", ["Storm hits the coast", "Share", ">>> Jane Roe", "BBC Scotland", "P"], Label.BYLINE),
    (
        "above who that is",
        ["Storm hits the coast", ">>> Jane Roe", "The writer is a former minister", "P"],
        Label.BYLINE,
    ),
    ("between title and date", ["Storm hits the coast", ">>> Jane Roe", "3 March 2026", "P"], Label.BYLINE),
    ("above a role", ["Weather", ">>> Jane Roe", "Staff Writer", "P"], Label.BYLINE),
    ("above an address", ["Weather", ">>> Jane Roe", "jroe@courier.example", "P"], Label.BYLINE),
]


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in BARE], ids=[row[0] for row in BARE])
def test_a_bare_name(judged, items, label):
    found = judged(byline, items, titles=("Storm hits the coast",))
    assert (found and found.label) == label


def test_a_declared_author_is_claimed_outside_the_text_only(judged):
    assert judged(byline, [">>> Jane Doe", "P", "P"], authors=("Jane Doe",)).label is Label.BYLINE
    assert judged(byline, ["P", "P", ">>> JANE DOE"], authors=("Jane Doe",)).label is Label.BYLINE
    assert judged(byline, ["P", ">>> Jane Doe", "P"], authors=("Jane Doe",)) is None


NAMES = [
    ("", False),
    ("the end of the week", False),
    ("Storm hits the coast", False),
    ("Jane Doe said so", False),
    ("12", False),
    ("Jane Doe", True),
    ("Jan van der Berg", True),
    ("Seán O’Neill-Byrne", True),
    ("J. R. R. Tolkien", True),
    ("Jane Doe, Reuters", True),
    ("Jane Doe in London", True),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_only(text, names):
    assert names_only(text) is names
