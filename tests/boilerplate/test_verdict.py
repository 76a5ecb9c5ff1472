"""Which pages are articles: the short, the odd and the poor first, then those that are none."""

import pytest

from schemas.article import Reason
from schemas.block import Block
from schemas.config import Labels
from schemas.label import Decision, Label
from tasks.boilerplate.signs import ERROR, PRICE, SEARCH, SHOP_CONTROL, WALL
from tasks.boilerplate.verdict import judge_page
from tasks.boilerplate.view import PageView
from tasks.rejected import PageRejectedError

SENTENCE = "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said. "


def link(text):
    return Block(0, text, "li", link_chars=len(text))


def prose(sentences=1):
    return Block(0, (SENTENCE * sentences).strip(), "p")


def teasers(count):
    """A front: a linked headline, then a sentence, and so on."""
    return [item for _ in range(count) for item in (link("Storm hits the northern coast of the island"), prose())]


def caption():
    return Block(0, "The harbour at dawn, after the storm. (Jane Doe/AP)", "figcaption")


def judge(items, *, form="html", drop=(), **known):
    """Judge a page whose sentences, list items and plain lines are kept, and whose links and captions are not."""
    blocks = tuple(
        Block(index, b.text, b.tag, link_chars=b.link_chars, hidden=b.hidden) for index, b in enumerate(items)
    )
    page = PageView(form, blocks, **known)
    decisions = [Decision(b.index, _label(b), "test", "", 1.0) for b in blocks]
    judge_page(page, decisions, Labels(reject_non_articles="verdict" not in drop))


def _label(block):
    if block.tag == "figcaption":
        return Label.CAPTION
    return Label.BODY if block.link_density < 0.5 and not block.hidden else Label.NAVIGATION


NEWS = {"types": ("NewsArticle", "og:article")}
ARTICLES = [
    ("a plain article", [prose(3), prose(4)], {}),
    ("short, and it says what it is", [prose()], NEWS),
    ("short, undeclared", [prose(2)], {}),
    ("a single sentence of plain text", [prose()], {"form": "text"}),
    ("short, in Chinese", [Block(0, "从乡政府到最远的石门寨有三十八公里山路，汽车至今无法通行，骑马往返要走两天。", "p"), Block(1, "山路上三座木桥今年夏天都被洪水冲走，邮件只能改由马匹绕道送往各个村寨。", "p")], {}),
    ("a list without sentences", [Block(0, f"{n} cups of flour and a spoon of salt", "li") for n in range(20)], {}),
    ("a gallery of captions", [caption() for _ in range(8)], {}),
    ("among hundreds of links", [*(link("Storm hits the northern coast of the island") for _ in range(300)), prose(5)], {}),
    ("the open part of a paid article", [prose(2), Block(0, "Subscribe to unlock this article.", "h2")], NEWS),
    ("with a consent banner", [Block(0, "We value your privacy", "h2"), prose(4), prose(4)], {}),
    ("about walls", [Block(0, "Access denied", "p"), *[prose(2)] * 4], {"titles": ("Access denied: who may read court files",)}),
    ("about a search", [prose(4)], {"titles": ("Search for survivors goes on",)}),
    ("about a number", [prose(4)], {"titles": ("404 people were on board",)}),
    ("about results", [prose(4)], {"titles": ("Results for the third quarter disappoint",)}),
    ("a live blog of teasers", teasers(15), {"types": ("LiveBlogPosting",)}),
    ("dated, among many links", teasers(15), {"published": True}),
    ("with a few links to others", [*teasers(7), prose(2)], {"types": ("og:website",)}),
    ("of a site that calls all its pages its own", [*teasers(15), prose(4)], {"published": True, "types": ("og:website",)}),
    ("a review that declares its product", [prose(5)], {"types": ("Product",), "published": True}),
    ("a video with its story", [prose(8)], {"types": ("VideoObject", "og:video.other")}),
    ("with two prices", [prose(3), Block(0, "$42.99", "p"), Block(0, "$12", "p"), Block(0, "Add to cart", "button")], {}),
]  # fmt: skip


@pytest.mark.parametrize(("items", "known"), [row[1:] for row in ARTICLES], ids=[row[0] for row in ARTICLES])
def test_article(items, known):
    judge(items, **known)


GOODS = [
    Block(0, text, "p")
    for text in ("Kettle", "$42.99", "Add to cart", "Toaster", "$19", "Sort by: price", "Pan", "From $9")
]
OTHERS = [
    ("an empty shell", [Block(0, "The Courier", "h1")], {}, "0 characters of prose"),
    ("an empty shell that declares an article", [link("The Courier of the northern coast")], NEWS, "0 characters"),
    ("a single Chinese sentence", [Block(0, "从乡政府到最远的石门寨有三十八公里山路，汽车至今无法通行。", "p")], {}, "of prose"),
    ("plain text without a sentence", [Block(0, "Weather", "line"), Block(1, "Sport", "line")], {"form": "text"}, "0 characters"),
    ("a front", teasers(15), {}, "linked headlines"),
    ("a short front", teasers(9), {}, "linked headlines"),
    ("a front of dated teasers", teasers(15), {"published": True, "types": ("og:website",)}, "linked headlines"),
    ("a front of headlines", [link("Storm hits the northern coast of the island") for _ in range(40)], {}, "0 characters"),
    ("a consent wall", [Block(0, "We value your privacy", "h2"), prose(2), Block(0, "Accept all", "button")], {}, "a wall"),
    ("a consent wall over a declared article", [Block(0, "Before you continue", "h1"), Block(0, "You can accept all cookies, reject them, or choose for yourself under Settings. You may change your choices at any time, on every page of this site.", "p")], NEWS, "a wall"),
    ("a wall for robots", [Block(0, "Just a moment...", "h1"), Block(0, "Verify you are human", "p")], {}, "a wall"),
    ("a wall in the title", [prose(2)], {"titles": ("Access denied",)}, "a wall"),
    ("a page that needs scripts", [Block(0, "Please enable JavaScript to view this page.", "p")], {}, "a wall"),
    ("not found", [prose(2)], {"titles": ("Page not found - The Courier",)}, "an error page"),
    ("404", [prose(2)], {"titles": ("404 - The Courier",)}, "an error page"),
    ("not found, German", [prose(2)], {"titles": ("Seite nicht gefunden",)}, "an error page"),
    ("search results", [prose(9)], {"titles": ("Search results for “storm”",)}, "a list of other pages"),
    ("an archive", [prose(9)], {"titles": ("Category Archives: Weather",)}, "a list of other pages"),
    ("search results, Russian", [prose(9)], {"titles": ("Результаты поиска",)}, "a list of other pages"),
    ("a forum", [prose(9)], {"types": ("DiscussionForumPosting",)}, "declared as DiscussionForumPosting"),
    ("a collection", [prose(9)], {"types": ("CollectionPage",)}, "declared as CollectionPage"),
    ("a product", [prose(9)], {"types": ("og:product",)}, "declared as og:product"),
    ("goods without a date", [prose(9)], {"types": ("Product",)}, "declared as Product"),
    ("a video's shell", [prose(2)], {"types": ("og:video.other",)}, "declared as og:video.other"),
    ("a shop", [prose(9), *GOODS], {}, "a shop"),
]  # fmt: skip


@pytest.mark.parametrize(("items", "known", "saw"), [row[1:] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_no_article(items, known, saw):
    with pytest.raises(PageRejectedError) as caught:
        judge(items, **known)
    assert caught.value.reason is Reason.NOT_AN_ARTICLE
    assert saw in caught.value.detail


@pytest.mark.parametrize(("items", "known"), [row[1:3] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_nothing_is_rejected_where_that_is_switched_off(items, known):
    judge(items, drop=("verdict",), **known)


SIGNS = [
    (ERROR, "Not found: the missing verses of a poet", False),
    (ERROR, "The page that was torn out", False),
    (ERROR, "404 people were on board", False),
    (ERROR, "Error 404", True),
    (ERROR, "Oops! That page can’t be found.".replace("’", "'"), True),
    (ERROR, "Página no encontrada", True),
    (SEARCH, "Search for survivors goes on", False),
    (SEARCH, "Results for the third quarter", False),
    (SEARCH, "Archives of pain", False),
    (SEARCH, "You searched for storm", True),
    (SEARCH, "Tag Archives: storm", True),
    (SEARCH, "Suchergebnisse für Sturm", True),
    (WALL, "The enemy was at the wall", False),
    (WALL, "Checking your browser before accessing example.com", True),
    (WALL, "Mit Werbung weiterlesen", True),
]


@pytest.mark.parametrize(("sign", "text", "found"), SIGNS)
def test_signs(sign, text, found):
    assert bool(sign.match(text)) is found


@pytest.mark.parametrize(("text", "price"), [("42", False), ("$", False), ("$1 million was lost", False), ("$42.99", True), ("From $9", True), ("1.299,00 €", True), ("Now $19 - $25", True)])  # fmt: skip
def test_price(text, price):
    assert bool(PRICE.fullmatch(text)) is price


@pytest.mark.parametrize(("text", "control"), [("Add to the list of woes", False), ("Add to cart", True), ("Showing 48 results", True), ("In den Warenkorb", True)])  # fmt: skip
def test_shop_control(text, control):
    assert bool(SHOP_CONTROL.fullmatch(text)) is control
