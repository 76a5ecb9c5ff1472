"""The title's echoes and the crumbs that lead to it, and later lines that say the same for good reason."""

import pytest

from schemas.block import Block
from schemas.label import Label
from tasks.boilerplate.titles import breadcrumb, title_echo

TITLE = "Storm hits the northern coast"
ECHOES = [
    ("a sentence of the text", ["P", ">>> Storm hits the northern coast.", "P"], None),
    ("a heading of the text", ["P", Block(1, f">>> {TITLE}", "h2"), "P"], None),
    ("another line", [">>> Storm leaves the southern coast", "P"], None),
    ("a short beginning", [">>> Storm hits", "P"], None),
    ("a longer sentence", [">>> Storm hits the northern coast and nobody can say how long it will stay there", "P"], None),
    ("a first paragraph", [f">>> {TITLE}, and forty houses lose their roofs on a night that nobody will soon forget."], None),
    ("the title", [f">>> {TITLE}", "P"], Label.TITLE_ECHO),
    ("in capitals", [">>> STORM HITS THE NORTHERN COAST", "P"], Label.TITLE_ECHO),
    ("with other quotes and signs", [">>> “Storm hits the northern coast”", "P"], Label.TITLE_ECHO),
    ("doubled", [TITLE, "0", f">>> {TITLE}", "P"], Label.TITLE_ECHO),
    ("as h1", [Block(0, f">>> {TITLE}", "h1"), "P"], Label.TITLE_ECHO),
    ("cut short", [">>> Storm hits the northern…", "P"], Label.TITLE_ECHO),
    ("with the site's name", [f">>> {TITLE} - The Courier", "P"], Label.TITLE_ECHO),
    ("in a list behind the text", ["P", "P", "Most read", f">>> {TITLE}"], Label.TITLE_ECHO),
    ("in a crumb", [Block(0, "Home", "li"), Block(1, f">>> {TITLE}", "li"), "P"], Label.TITLE_ECHO),
]  # fmt: skip


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in ECHOES], ids=[row[0] for row in ECHOES])
def test_title_echo(judged, items, label):
    found = judged(title_echo, items, titles=(TITLE,))
    assert (found and found.label) == label


def test_a_short_title_is_no_title(judged):
    assert judged(title_echo, [">>> News", "P"], titles=("News",)) is None


def test_a_page_of_a_single_line_is_not_emptied_by_its_title(judged):
    assert (
        judged(title_echo, [">>> Storm hits the coast", "P"], titles=("Storm hits the coast again and again",)) is None
    )


CRUMBS = [
    ("a sentence", [">>> Home is where the heart is", "P"], None),
    ("behind the text began", ["P", ">>> Home > World"], None),
    ("a heading", [Block(0, ">>> Home > Garden", "h2"), "P"], None),
    ("a list of a menu", [Block(0, "Home", "li"), Block(1, ">>> World", "li"), Block(2, "Sport", "li"), "P"], None),
    ("a list of prose", [Block(0, "First", "li"), Block(1, ">>> Second", "li"), "P"], None),
    ("a section that nobody named", [">>> WORLD", "P"], None),
    ("a menu with bars", [">>> Home | Local | Farm | Sport | Weather | Classifieds", TITLE, "P"], None),
    ("bars, but no title below", [">>> Home | Sport", "Weather", "P"], None),
    ("capitals, but no title below", [">>> FEATURES", "Weather", "P"], None),
    ("a phrase in capitals above the title", [">>> SUBSCRIBE", TITLE, "P"], None),
    ("a shouted sentence above the title", [">>> THE STORM OF THE CENTURY", TITLE, "P"], None),
    ("a comparison", [">>> 5 > 3", "P"], None),
    ("signs without a front page", [">>> Jane Doe | Senior Writer | July 2, 2026", "P"], None),
    ("a list of another kind behind the crumbs", [Block(0, "HOME", "li", marker="1."), Block(1, TITLE, "li", marker="2."), Block(2, ">>> 99 Views", "li", marker="•"), "P"], None),
    ("to the title", [f">>> Home World Europe {TITLE}", "P"], Label.BREADCRUMB),
    ("with signs", [">>> Home > World > Europe", "P"], Label.BREADCRUMB),
    ("with angles", [">>> Home » World » Africa", "P"], Label.BREADCRUMB),
    ("with slashes", [">>> HOME / WORLD", "P"], Label.BREADCRUMB),
    ("a few bars, above the title", [">>> Home | Sport | Football", TITLE, "P"], Label.BREADCRUMB),
    ("names without a front page", [">>> News › Courts", "P"], Label.BREADCRUMB),
    ("a section in capitals above the title", [">>> FEATURES", TITLE, "P"], Label.BREADCRUMB),
    ("German", [">>> Startseite > Politik > Bundestag", "P"], Label.BREADCRUMB),
    ("French", [">>> Accueil › International", "P"], Label.BREADCRUMB),
    ("Russian", [">>> Главная » Новости", "P"], Label.BREADCRUMB),
    ("a numbered list", [Block(0, "HOME", "li", marker="1."), Block(1, ">>> WORLD", "li", marker="2."), Block(2, TITLE, "li", marker="3."), "P"], Label.BREADCRUMB),
    ("a list on an HTML page, to the title", [Block(0, ">>> Home", "li"), Block(1, "World", "li"), Block(2, TITLE, "li"), "P"], Label.BREADCRUMB),
    ("a step named again", [Block(0, "HOME", "li", marker="1."), Block(1, "WORLD", "li", marker="2."), Block(2, TITLE, "li", marker="3."), Block(3, ">>> WORLD", "li", marker="•"), "P"], Label.BREADCRUMB),
]  # fmt: skip


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in CRUMBS], ids=[row[0] for row in CRUMBS])
def test_breadcrumb(judged, items, label):
    form = "text" if any(isinstance(item, Block) and item.marker for item in items) else None
    found = judged(breadcrumb, items, titles=(TITLE,), form=form)
    assert (found and found.label) == label


def test_a_declared_section_is_a_crumb_near_the_title(judged):
    assert judged(breadcrumb, [">>> World", TITLE, "P"], titles=(TITLE,), trail=("World",)).label is Label.BREADCRUMB
    assert judged(breadcrumb, [">>> World", TITLE, "P"], titles=(TITLE,)) is None
    assert judged(breadcrumb, ["P", ">>> World", "P"], titles=(TITLE,), trail=("World",)) is None
