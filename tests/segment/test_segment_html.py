"""HTML to blocks: where a block begins and ends, and what it knows of its place."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from schemas.article import Reason
from schemas.block import Block
from schemas.document import Document
from schemas.page import DecodedPage
from tasks.rejected import PageRejectedError
from tasks.segment import segment


def document(text: str) -> Document:
    return segment(DecodedPage(text=text, form="html", charset="utf-8", evidence="a test"))


def blocks(text: str) -> tuple[Block, ...]:
    return document(text).blocks


def tagged(text: str) -> list[tuple[str, str]]:
    return [(block.tag, block.text) for block in blocks(text)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # inline elements do not break, and no blank is invented
        ("<p>foo<b>bar</b>baz</p>", [("p", "foobarbaz")]),
        ("<p>one <i>two</i>, <a href=x>three</a>.</p>", [("p", "one two, three.")]),
        ("<p>a<!-- c -->b<?pi?>c</p>", [("p", "abc")]),
        ("<p> white \n\t&nbsp; space </p>", [("p", "white space")]),
        # block elements do
        ("<h1>Title</h1><p>One.</p><p>Two.</p>", [("h1", "Title"), ("p", "One."), ("p", "Two.")]),
        ("<div>before<p>in</p>after</div>", [("div", "before"), ("p", "in"), ("div", "after")]),
        ("<ul><li>a<li>b</ul>", [("li", "a"), ("li", "b")]),
        ("<ul><li>a<ul><li>b</ul>c</ul>", [("li", "a"), ("li", "b"), ("li", "c")]),
        ("<dl><dt>t<dd>d</dl>", [("dt", "t"), ("dd", "d")]),
        ("<blockquote>q<footer>who</footer></blockquote>", [("blockquote", "q"), ("footer", "who")]),
        ("<figure><img src=x><figcaption>c</figcaption></figure>", [("figcaption", "c")]),
        ("<details><summary>s</summary>d</details>", [("summary", "s"), ("details", "d")]),
        ("<select><option>a<option>b</select>", [("option", "a"), ("option", "b")]),
        (
            "<form><label>l</label><button>b</button><textarea>t</textarea></form>",
            [("label", "l"), ("button", "b"), ("textarea", "t")],
        ),
        ("<address>a</address><hr>b", [("address", "a"), ("body", "b")]),
        # a button, a label, a page's own element inside a sentence are part of it
        ("<p>read <button>this</button> and <my-tip>that</my-tip>.</p>", [("p", "read this and that.")]),
        ("<div><my-card>one</my-card><my-card>two</my-card></div>", [("my-card", "one"), ("my-card", "two")]),
        # line ends
        ("<p>One sentence.<br>Another one.</p>", [("p", "One sentence."), ("p", "Another one.")]),
        ("<p>by hand<br>wrapped<br>lines</p>", [("p", "by hand wrapped lines")]),
        ("<p>One.<br> <br>two</p>", [("p", "One."), ("p", "two")]),
        ("<p>one<br/><br/>two<br>&nbsp;<br>three</p>", [("p", "one"), ("p", "two"), ("p", "three")]),
        ("<h1>A Title<br>In Two Lines</h1>", [("h1", "A Title In Two Lines")]),
        (
            "<div>By Jane Doe<br>3 May 2024<br>5 min read</div>",
            [("div", "By Jane Doe"), ("div", "3 May 2024"), ("div", "5 min read")],
        ),
        # tables: rows of data, cells of a layout
        ("<table><tr><th>Name<th>Age<tr><td>Ann<td>30</table>", [("tr", "Name Age"), ("tr", "Ann 30")]),
        (
            "<table><tr><td>menu<td><p>One.</p><p>Two.</p><td>side</table>",
            [("tr", "menu"), ("p", "One."), ("p", "Two."), ("td", "side")],
        ),
        ("<table><tr><td>one.<br><br>Two.<td>side</table>", [("tr", "one."), ("td", "Two."), ("td", "side")]),
        ("<table><caption>c</caption><tr><td>x</table>", [("caption", "c"), ("tr", "x")]),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", [("tr", "a b"), ("td", "c")]),
        # preformatted text keeps its line ends
        ("<pre>a  b\n  c\n\n\nd</pre>", [("pre", "a b\nc"), ("pre", "d")]),
        ("<pre>a<br>b</pre>", [("pre", "a\nb")]),
        # never shown
        ("<head><title>t</title><style>s</style></head><p>x<script>y</script>z</p><iframe>f</iframe>", [("p", "xz")]),
        # only styles keep these apart
        ("<div><a href=1>Home</a><a href=2>World</a></div>", [("div", "Home"), ("div", "World")]),
        ("<div><span>Jane Doe</span><span>3 May</span></div>", [("div", "Jane Doe"), ("div", "3 May")]),
        ("<div><span>T</span><span>he end</span></div>", [("div", "The end")]),
        ("<p><span>Mc</span><span>Donald</span></p>", [("p", "McDonald")]),
        # tag soup
        ("<p>a<p>b<div>c</div>d", [("p", "a"), ("p", "b"), ("div", "c"), ("body", "d")]),
        ("text only, no tag", [("body", "text only, no tag")]),
        ("<html><p>in</p></html><!-- x -->late", [("p", "in"), ("div", "late")]),
        ("<html/><body><p>text", [("p", "text")]),
        ("<frameset><frame src=a><noframes>none</noframes></frameset>", [("noframes", "none")]),
        ("<picture><source srcset=x><img src=y><figcaption>c</figcaption></picture>", [("figcaption", "c")]),
        # XHTML
        (
            '<?xml version="1.0" encoding="iso-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>é</p></body></html>',
            [("p", "é")],
        ),
        (
            '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p><![CDATA[a < b & c > d]]></p></html>',
            [("p", "a < b & c > d")],
        ),
        (
            '<html:html xmlns:html="http://www.w3.org/1999/xhtml"><html:body><html:p>a</html:p><html:p>b</html:p></html:body></html:html>',
            [("p", "a"), ("p", "b")],
        ),
        ("<div>Word's <o:p>own</o:p> tags</div>", [("div", "Word's own tags")]),
        ("<svg><text>drawn</text></svg>", [("svg", "drawn")]),
        ("<math><mi>x</mi><mo>+</mo></math>", [("body", "x+")]),
        # characters that only Python takes for white space
        ("<p>wait\x85 it</p>", [("p", "wait\x85 it")]),
        ("<p>voilÃ\xa0</p>", [("p", "voilÃ\xa0")]),
    ],
)
def test_blocks_of(html, expected):
    assert tagged(html) == expected


def test_a_block_knows_its_place():
    block = blocks('<div id=Main><article class="Story wide"><ul><li class=x>item</li></ul></article></div>')[0]
    assert block.path == ("html", "body", "div", "article", "ul")
    assert block.hints == ("x", "story", "wide", "main")
    assert block.inside("article")
    assert not block.inside("nav")


def test_hints_begin_at_the_inline_element_that_holds_all_of_the_text():
    assert blocks("<p class=p><span class=author>By Jane</span></p>")[0].hints == ("author", "p")
    assert blocks("<p class=p><b class=b><i class=i>x</i> y</b></p>")[0].hints == ("b", "p")
    assert blocks("<p class=p>By <span class=author>Jane</span></p>")[0].hints == ("p",)
    assert blocks("<div class=d><span class=a>x</span> and <span class=b>y</span></div>")[0].hints == ("d",)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>no link</p>", [0]),
        ("<p><a href=x>all of it</a></p>", [9]),
        ("<p>see <a href=x>this  <b>page</b></a> now</p>", [9]),
        ("<p><a href=x>one</a> <a href=y>two</a></p>", [6]),
        ("<p><a name=x>an anchor</a></p>", [0]),
        ("<a href=x><h3>head</h3><p>text</p></a>", [4, 4]),
        ("<p><a href=x>one</a>.<br>Two.</p>", [3, 0]),
    ],
)
def test_link_characters(html, expected):
    assert [block.link_chars for block in blocks(html)] == expected


@pytest.mark.parametrize(
    "html",
    [
        "<div hidden>x</div>",
        "<div style='display: none'>x</div>",
        "<p style='color:red;visibility:hidden'>x</p>",
        "<div aria-hidden=true><p>x</p></div>",
        "<noscript>x</noscript>",
        "<template><p>x</p></template>",
        "<dialog><p>x</p></dialog>",
        "<span class='sr-only'>x</span>",
        "<video>x</video>",
        "<p><noscript>x</noscript></p>",
    ],
)
def test_what_the_page_hides(html):
    assert [block.hidden for block in blocks(html)] == [True]


@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p>",
        "<dialog open>x</dialog>",
        "<div aria-hidden=false>x</div>",
        "<p><i aria-hidden=true>x</i></p>",
        "<body style='display:none'><p>x</p>",
        "<details>x</details>",
    ],
)
def test_what_the_page_shows(html):
    assert [block.hidden for block in blocks(html)] == [False]


def test_hidden_text_inside_a_sentence_follows_it():
    found = blocks("<p>Read <a href=x>this<span hidden> (opens a window)</span></a> now.</p>")
    assert [(block.text, block.hidden) for block in found] == [("Read this now.", False), ("(opens a window)", True)]


def test_indices_and_tree():
    found = document("<p>a</p>LONDON (Reuters) - The ship sank off the coast on Monday, officials said.<p>b</p>")
    assert [block.index for block in found.blocks] == [0, 1, 2, 3]
    assert found.tree is not None
    assert found.tree.tag == "html"
    assert etree.tostring(found.tree).count(b"<p>") == 2


def test_the_tree_is_left_as_it_was():
    found = document("<table><tr><td>a<br><br>b<td hidden>c</table><template><p>d</template>")
    assert found.tree is not None
    before = etree.tostring(found.tree)
    again = segment(DecodedPage(found.text, "html", "utf-8", ""))
    assert etree.tostring(found.tree) == before
    assert again.blocks == found.blocks


@pytest.mark.parametrize(
    "html", ["<html><head><title>t</title></head></html>", "<!-- nothing -->", "<p>\u200b&nbsp;</p>"]
)
def test_a_page_without_visible_text_is_rejected(html):
    with pytest.raises(PageRejectedError) as rejected:
        blocks(html)
    assert rejected.value.reason is Reason.EMPTY


NAMES = ["p", "div", "span", "b", "a", "li", "ul", "h2", "td", "tr", "table", "section", "em", "blockquote", "pre"]
NAMES += ["button", "my-box", "figcaption", "i"]
WORDS = st.text(st.sampled_from("abcXYZ .,é—\n\t\xa0"), max_size=12)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attributes = st.sampled_from(["", " href=x", " class='a b'", " id=q"])
    parts = st.lists(st.one_of(children, WORDS, st.sampled_from(["<br>", "<hr>", "<img>", "<!--c-->"])), max_size=5)
    return st.builds(
        lambda name, attribute, inside, closed: (
            f"<{name}{attribute}>{''.join(inside)}" + (f"</{name}>" if closed else "")
        ),
        st.sampled_from(NAMES),
        attributes,
        parts,
        st.booleans(),
    )


MARKUP = st.lists(st.recursive(WORDS, element, max_leaves=20), min_size=1, max_size=6).map("".join)


def visible(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(MARKUP)
def test_blocks_hold_every_character_once_and_in_order(markup):
    html = f"<body><p>start</p>{markup}"
    found = document(html)
    assert found.tree is not None
    assert visible("".join(block.text for block in found.blocks)) == visible(
        "".join(found.tree.itertext(etree.Element))
    )
    assert visible(re.sub(r"<[^>]*>", "", html)) == visible("".join(block.text for block in found.blocks))


@given(MARKUP)
def test_blocks_are_well_formed(markup):
    found = blocks(f"<body><p>start</p>{markup}")
    assert [block.index for block in found] == list(range(len(found)))
    for block in found:
        assert block.text.strip() == block.text != ""
        assert "  " not in block.text
        assert "\n" not in block.text or block.tag == "pre" or block.inside("pre")
        assert 0 <= block.link_chars <= len(block.text)
        assert block.path[:1] == ("html",)


@given(MARKUP, st.sampled_from(["<span hidden>", "<div hidden>", "<noscript>"]))
def test_hidden_text_is_held_too(markup, opening):
    closing = opening.split()[0].strip("<>")
    found = document(f"<body><p>start</p>{opening}{markup}</{closing}>")
    assert found.tree is not None
    held = Counter(visible("".join(block.text for block in found.blocks)))
    assert held == Counter(visible("".join(found.tree.itertext(etree.Element))))
