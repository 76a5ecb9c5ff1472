"""What a page's own markup and the blocks around say of a block."""

import pytest

from schemas.block import Block
from schemas.label import Label
from tasks.boilerplate.place import (
    after_comment_form,
    after_related,
    blank,
    hidden,
    hinted,
    landmark,
    menu,
    overlaid,
    phrase,
)

PHRASES = [
    ("a sentence that mentions one", ["P", ">>> He asked them to leave a reply on the door, and went.", "P"], None),
    ("a doubtful one before prose", ["P", ">>> Comments", "P"], None),
    ("a doubtful one amid plain text", ["P", ">>> More", "Storm leaves", "P"], None),
    ("a network that heads a part", ["P", Block(1, ">>> Twitter", "h2"), "P"], None),
    ("a heading", ["P", Block(1, ">>> Related work", "h2"), "P"], None),
    ("a conclusion", ["P", ">>> Conclusion", "P"], None),
    ("questions", ["P", ">>> Frequently asked questions", "P"], None),
    ("certain", ["P", ">>> LEAVE A REPLY"], Label.COMMENT_FORM),
    ("certain amid the text", ["P", ">>> Advertisement", "P"], Label.ADVERTISEMENT),
    ("doubtful behind the text", ["P", ">>> Comments", "Jane", "Fine."], Label.COMMENT_FORM),
    ("doubtful before the text", [">>> Facebook", "Twitter", "P"], Label.SHARE),
    ("a pointer amid the text", ["P", ">>> Read more: How a dam changed a river", "P"], Label.RELATED),
]


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in PHRASES], ids=[row[0] for row in PHRASES])
def test_phrase(judged, items, label):
    found = judged(phrase, items)
    assert (found and found.label) == label


def test_trafilatura_saves_a_doubtful_phrase_and_no_certain_one(judged):
    doubtful, certain = [Block(0, ">>> Further reading", "p"), "x", "x"], [Block(0, ">>> Cancel reply", "p"), "x", "x"]
    assert judged(phrase, doubtful, heard=(1.0, 0.0, 0.0)) is None
    assert judged(phrase, doubtful, heard=(0.0, 0.0, 0.0)).label is Label.RELATED
    assert judged(phrase, certain, heard=(1.0, 0.0, 0.0)).label is Label.COMMENT_FORM


@pytest.mark.parametrize(("text", "nothing"), [("x", False), ("…", False), ("", True), (" ", True)])
def test_blank(judged, text, nothing):
    assert (judged(blank, [text]) is not None) is nothing


def test_a_drawn_rule_is_blank_and_stars_between_scenes_are_not(judged):
    assert judged(blank, ["P", ">>> ___", "P"]).label is Label.OTHER
    assert judged(blank, ["P", ">>> ----------", "P"]).label is Label.OTHER
    assert judged(blank, ["P", ">>> (END)"]).label is Label.OTHER
    for text in ("***", "---", "* * *", "— —", "End", "30"):
        assert judged(blank, ["P", f">>> {text}", "P"]) is None


AFTER_FORM = [
    ("before the last prose", ["Leave a reply", ">>> Name", "P"], None),
    ("no form", ["P", "Weather", ">>> Name"], None),
    ("too far", ["P", "Leave a reply", *["x"] * 8, ">>> Name"], None),
    ("a long line", ["P", "Leave a reply", ">>> " + "word " * 40], None),
    ("a field", ["P", "Leave a reply", ">>> Nickname"], Label.COMMENT_FORM),
    ("a field further down", ["P", "Leave a reply", "x", "y", ">>> Website"], Label.COMMENT_FORM),
]


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in AFTER_FORM], ids=[row[0] for row in AFTER_FORM])
def test_after_comment_form(judged, items, label):
    found = judged(after_comment_form, items)
    assert (found and found.label) == label


def link(text, **known):
    return Block(0, text, "li", link_chars=len(text.removeprefix(">>> ")), **known)


ROW = [link("Politics"), link("Business"), link("Science")]
MENUS = [
    ("three links", [*ROW[:2], link(">>> Theatre"), "P"], None),
    ("no links", ["Politics", "Business", "Science", ">>> Theatre", "P"], None),
    ("a list of links in the text", ["P", "P", *ROW, link(">>> Theatre"), "P", "P"], None),
    ("half of a line linked", [*ROW, Block(0, ">>> Theatre today", "li", link_chars=7), "P"], None),
    ("under a heading of related links", ["P", "Related articles", *ROW, link(">>> Theatre")], None),
    ("a phrase amid the links", [*ROW, link(">>> Share on Facebook"), "P"], None),
    ("before the text", [*ROW, link(">>> Theatre"), "P"], Label.NAVIGATION),
    ("behind the text", ["P", *ROW, link(">>> Theatre")], Label.NAVIGATION),
]


BOX = {"path": ("body", "div"), "hints": ("post-body",)}
LIST = {"path": ("body", "div", "ul"), "hints": ("tools", "post-body")}
NAMELESS = {"path": ("body", "div", "ul")}
SAYS_NOTHING = Block(0, "x", "p")
LISTS = [
    ("in the box of the prose", BOX, LIST, None),
    ("in a box without a name", {"path": ("body", "div")}, NAMELESS, Label.NAVIGATION),
    (
        "in a box inside of it",
        BOX,
        {"path": ("body", "div", "div", "ul"), "hints": ("more", "post-body")},
        Label.NAVIGATION,
    ),
    ("in another box", BOX, {"path": ("body", "div", "ul"), "hints": ("tags",)}, Label.NAVIGATION),
]


@pytest.mark.parametrize(("box", "of_list", "label"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS])
def test_a_list_of_links_amid_the_prose(judged, box, of_list, label):
    links = [link(text, **of_list) for text in ("Awl", "Hammer", "Pliers", ">>> Saw")]
    prose = Block(0, "P", "p", **box)
    found = judged(menu, [prose, prose, *[SAYS_NOTHING] * 12, *links, *[SAYS_NOTHING] * 12, prose])
    assert (found and found.label) == label


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in MENUS], ids=[row[0] for row in MENUS])
def test_menu(judged, items, label):
    found = judged(menu, items)
    assert (found and found.label) == label


def test_a_link_that_trafilatura_keeps_amid_the_text_ends_the_row(judged):
    items = ["P", *["x"] * 4, *ROW, link(">>> Theatre"), link("Weather"), *["x"] * 4, "P"]
    before, after = (0.0,) * 8, (0.0,) * 6
    assert judged(menu, items, heard=(*before, 0.0, *after)).label is Label.NAVIGATION
    assert judged(menu, items, heard=(*before, 1.0, *after)) is None
    assert judged(menu, items[5:], heard=(0.0,) * 3 + (1.0,) + after).label is Label.NAVIGATION


AFTER_RELATED = [
    ("what is quoted", ["P", "Related", '>>> She said: "He wrote the answers on a mat. I found the mat."'], None),
    ("a sentence", ["P", "Related articles", ">>> It rained."], None),
    ("prose between", ["Related articles", "P", ">>> Storm leaves", "P"], None),
    ("amid plain text", ["P", "Related articles", ">>> Storm leaves", "P"], None),
    ("not linked", ["P", Block(1, "Related articles", "h3"), Block(2, ">>> Storm leaves", "li"), "P"], None),
    ("a row", ["P", Block(1, "Related articles", "h3"), Block(2, ">>> Storm", "tr", link_chars=7), "P"], None),
    ("a heading of prose", ["Related articles", Block(1, ">>> The harbour", "h2", link_chars=11), "P"], None),
    ("behind the button of a card", ["P", *["Read more"] * 4, link(">>> Storm leaves the coast"), "P"], None),
    ("behind a link of that name", ["P", link("Read more"), link(">>> Storm leaves the coast"), "P"], None),
    ("behind the last prose, unlinked", ["P", Block(1, "What others are reading", "h3"), Block(2, ">>> Seal on the slipway", "div")], Label.RELATED),
    ("linked", ["P", Block(1, "Related articles", "h3"), link(">>> Storm leaves the coast"), "P"], Label.RELATED),
    ("behind plain text", ["P", "Mehr zum Thema", "Warum die Bahn so oft zu spät kommt", ">>> Wer zahlt?"], Label.RELATED),
]  # fmt: skip


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in AFTER_RELATED], ids=[row[0] for row in AFTER_RELATED])
def test_after_related(judged, items, label):
    found = judged(after_related, items)
    assert (found and found.label) == label


HIDDEN = [
    ("shown", [Block(0, ">>> More options", "div")], None),
    ("a hidden sentence, as in a fold", [Block(0, ">>> Solar panels last for thirty years.", "p", hidden=True)], None),
    ("a hidden heading", [Block(0, ">>> Solar panels", "h3", hidden=True)], None),
    ("hidden", [Block(0, ">>> More options", "div", hidden=True)], Label.OTHER),
]


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in HIDDEN], ids=[row[0] for row in HIDDEN])
def test_hidden(judged, items, label):
    found = judged(hidden, items)
    assert (found and found.label) == label


HINTS = [
    ("none", (), None),
    ("of the article", ("article-body", "content"), None),
    ("a word inside a word", ("unshared", "commenstory", "leaderboards"), None),
    ("far out", ("a", "b", "c", "sharing"), None),
    ("an id made from a heading", ("more-on-car-repair-related-articles-text",), None),
    ("another one", ("h-promo-codes-and-special-offers",), None),
    ("a live commentary", ("live-match-comment-body",), None),
    ("how, in French", ("comment-fonctionne", "comment-faire"), None),
    ("an author's page", ("author-archive",), None),
    ("a line with the author's name", ("author-name",), None),
    ("a heading about an author", ("about-the-author-and-her-books",), None),
    ("crumbs", ("breadcrumbs",), Label.BREADCRUMB),
    ("crumbs, second", ("item", "site-breadcrumb"), Label.BREADCRUMB),
    ("comments", ("comment-body",), Label.COMMENT),
    ("a comment, in one word", ("commentbody",), Label.COMMENT),
    ("a comment with its number", ("comment_body_65870723",), Label.COMMENT),
    ("a comment by its number", ("comment-4711",), Label.COMMENT),
    ("a part for comments", ("comment-section",), Label.COMMENT),
    ("a box about the author", ("author-bio",), Label.OTHER),
    ("one with a part", ("post-author-box__text",), Label.OTHER),
    ("by its id", ("about-author",), Label.OTHER),
    ("a form", ("comment-respond",), Label.COMMENT_FORM),
    ("share", ("social-share",), Label.SHARE),
    ("related", ("jp-relatedposts", "related-posts"), Label.RELATED),
    ("newsletter", ("newsletter-signup",), Label.PROMO),
    ("advert", ("ad-slot",), Label.ADVERTISEMENT),
    ("cookies", ("cookie-banner",), Label.LEGAL),
]


@pytest.mark.parametrize(("hints", "label"), [row[1:] for row in HINTS], ids=[row[0] for row in HINTS])
def test_hinted(judged, hints, label):
    found = judged(hinted, [Block(0, ">>> Storm leaves", "p", hints=hints)])
    assert (found and found.label) == label


HINTED_PROSE = [
    ("a fold", ("readmore-content",), (0.0,), None),
    ("a wall, before the witness is asked", ("paywall",), (), None),
    ("a wall, and the witness drops it", ("paywall",), (0.0,), Label.PROMO),
    ("related, and the witness drops it", ("related-excerpt",), (0.0,), Label.RELATED),
    ("related, before the witness is asked", ("related_post",), (), Label.RELATED),
    ("a comment, before the witness is asked", ("comment-text",), (), Label.COMMENT),
    ("about the author, and the witness keeps it", ("author-bio",), (1.0,), None),
    ("about the author, before the witness is asked", ("author-bio",), (), Label.OTHER),
]


@pytest.mark.parametrize(
    ("hints", "heard", "label"), [row[1:] for row in HINTED_PROSE], ids=[row[0] for row in HINTED_PROSE]
)
def test_hinted_prose(judged, hints, heard, label):
    elsewhere = [Block(0, "P", "p")] * 4
    found = judged(
        hinted,
        [
            Block(
                0,
                ">>> The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said.",
                "p",
                hints=hints,
            ),
            *elsewhere,
        ],
        heard=heard and (*heard, *[1.0] * 4),
    )
    assert (found and found.label) == label


AROUND_MUCH = [
    ("an issue of a newsletter", ("newsletter-issue",), 3, None),
    ("a column by an author", ("author-box",), 3, None),
    ("a box in a page", ("newsletter-issue",), 0, Label.PROMO),
    ("comments, of which many pages have more than text", ("comments",), 3, Label.COMMENT),
]


@pytest.mark.parametrize(
    ("hints", "inside", "label"), [row[1:] for row in AROUND_MUCH], ids=[row[0] for row in AROUND_MUCH]
)
def test_a_name_around_much_of_the_prose_is_the_article_s(judged, hints, inside, label):
    prose = [Block(0, "P", "p", hints=hints)] * inside + [Block(0, "P", "p")] * (6 - inside)
    found = judged(hinted, [*prose, Block(0, ">>> Storm leaves", "li", hints=hints)])
    assert (found and found.label) == label


def test_hinted_headings_wait_for_the_witness(judged):
    heading = [Block(0, ">>> The harbour", "h2", hints=("text", "share-zone"))]
    assert judged(hinted, heading) is None
    assert judged(hinted, heading, heard=(0.0,)) is not None


OVERLAYS = [
    ("nowhere", ("article-body",), 1, None),
    ("a word inside a word", ("multimodality",), 1, None),
    ("far out", ("a", "b", "c", "modal"), 1, None),
    ("the page itself", ("modal-body", "modal"), 4, None),
    ("a box", ("modal-body", "modal"), 1, Label.PROMO),
    ("a pop-up", ("title", "share-popup"), 1, Label.PROMO),
    ("what tells how to print it elsewhere", ("cc-policy", "republication-tracker-tool"), 1, Label.PROMO),
]


@pytest.mark.parametrize(("hints", "boxed", "label"), [row[1:] for row in OVERLAYS], ids=[row[0] for row in OVERLAYS])
def test_overlaid(judged, hints, boxed, label):
    """Whatever the witness says: a page of six paragraphs, some of them in the box."""
    items = [Block(0, "P", "p")] * (6 - boxed) + [Block(0, "P", "p", hints=hints)] * boxed
    found = judged(
        overlaid, [*items, Block(0, ">>> Want to republish this story?", "p", hints=hints)], heard=(1.0,) * 7
    )
    assert (found and found.label) == label


@pytest.mark.parametrize("rule", [hinted, landmark, hidden])
def test_markup_gives_way_to_trafilatura(judged, rule):
    items = [Block(0, ">>> Storm leaves", "p", path=("nav",), hints=("share",), hidden=True)]
    assert judged(rule, items, heard=(1.0,)) is None
    assert judged(rule, items, heard=(0.2,)) is not None


LANDMARKS = [
    ("nowhere", ("html", "body", "main"), "Weather", None),
    ("prose in a footer", ("body", "footer"), "P", None),
    ("a question on a button", ("body", "button"), "How long do panels last?", None),
    ("a heading on a button", ("body", "h3", "button"), "Panels", None),
    ("nav", ("body", "nav", "ul"), "Weather", Label.NAVIGATION),
    ("footer", ("body", "footer"), "Weather", Label.NAVIGATION),
    ("form", ("body", "form"), "Weather", Label.OTHER),
    ("dialog", ("body", "dialog"), "Weather", Label.PROMO),
]


@pytest.mark.parametrize(("path", "text", "label"), [row[1:] for row in LANDMARKS], ids=[row[0] for row in LANDMARKS])
def test_landmark(judged, path, text, label):
    found = judged(landmark, [Block(0, text, "p", path=path)])
    assert (found and found.label) == label


WRAPPERS = [
    ("a form around the page", ("body", "form", "div"), ("body", "form"), None),
    ("a form in a page", ("body", "form"), ("body", "main"), Label.OTHER),
    ("a menu inside a form around the page", ("body", "form", "nav"), ("body", "form"), Label.NAVIGATION),
    ("a page in a menu that nobody closed", ("body", "nav", "div"), ("body", "nav", "div"), None),
]


@pytest.mark.parametrize(("path", "around", "label"), [row[1:] for row in WRAPPERS], ids=[row[0] for row in WRAPPERS])
def test_a_wrapper_is_no_landmark(judged, path, around, label):
    prose = [Block(0, "P", "p", path=around)] * 4
    found = judged(landmark, [*prose, Block(0, ">>> Weather", "p", path=path), *prose])
    assert (found and found.label) == label
