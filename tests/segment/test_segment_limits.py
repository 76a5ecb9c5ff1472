"""Pages on which parsers stop early, hang or lose text: nothing visible may be missing, at a cost that grows with size."""

import pytest

from schemas.article import Reason
from schemas.block import Block
from schemas.page import DecodedPage
from tasks.rejected import PageRejectedError
from tasks.segment import segment
from tasks.segment.cdata import with_visible_cdata
from tasks.segment.flatten import flatten
from tasks.segment.frame import MAX_HINTS, MAX_PATH


def blocks(text: str) -> tuple[Block, ...]:
    return segment(DecodedPage(text=text, form="html", charset="utf-8", evidence="a test")).blocks


def joined(text: str) -> str:
    return "|".join(block.text for block in blocks(text))


@pytest.mark.parametrize("depth", [200, 255, 256, 257, 300, 2047, 2048, 2049, 5000, 50_000])
@pytest.mark.parametrize("name", ["div", "span", "font", "blockquote", "ul"])
def test_nests_deeper_than_the_parser_goes(depth, name):
    page = f"<body><p>before</p>{f'<{name}>' * depth}deep{f'</{name}>' * depth}<p>after</p>"
    assert joined(page) == "before|deep|after"


@pytest.mark.parametrize("depth", [300, 3000])
def test_text_at_every_depth(depth):
    found = blocks("<body>" + "".join(f"<div class='c{level}'>t{level}" for level in range(depth)) + "</div>" * depth)
    assert [block.text for block in found] == [f"t{level}" for level in range(depth)]
    assert all(len(block.path) <= MAX_PATH and len(block.hints) <= MAX_HINTS for block in found)


def test_a_deep_widget_in_mid_article_keeps_what_follows():
    widget = "<div class=widget>" * 300 + "buy" + "</div>" * 300
    found = blocks(f"<article><p class=body>One.</p>{widget}<p class=body>Two.</p></article>")
    assert [block.text for block in found] == ["One.", "buy", "Two."]
    assert found[2].path == ("html", "body", "article")
    assert found[1].path[-1] == "div"
    assert found[1].path[:4] == ("html", "body", "article", "div")


def test_unclosed_elements_in_the_deep():
    assert joined("<p>a</p>" + "<font>x " * 3000 + "<p>b</p>") == f"a|{' '.join('x' * 3000)}|b"
    assert joined("<p>a</p>" + "<li><b>x" * 3000 + "<p>b</p>").startswith("a|x|x|x")


@pytest.mark.parametrize(
    "page",
    [
        "<p>before</p><script>{big}</script><p>after</p>",
        "<p>before</p><!--{big}--><p>after</p>",
        "<p>before</p><style>{big}</style><p>after</p>",
        '<p>before</p><div data-state="{big}"></div><p>after</p>',
    ],
)
def test_single_nodes_over_ten_megabytes(page):
    assert joined(page.replace("{big}", "x" * 12_000_000)) == "before|after"


def test_a_text_node_over_ten_megabytes():
    found = blocks(f"<p>before</p><p>{'word ' * 2_400_000}</p><p>after</p>")
    assert [len(block.text) for block in found] == [6, 11_999_999, 5]


@pytest.mark.parametrize(
    ("page", "count", "first", "last"),
    [
        ("<!DOCTYPE html" + "/" * 100_000 + "><p>text</p>", 1, "text", "text"),
        ("<html" + " " * 100_000 + "a/><body><p>text</p>", 1, "text", "text"),
        ("<p>" + "<span>word</span>" * 60_000, 1, "wordword", "wordword"),
        ("<p>a b</p>" * 50_000, 50_000, "a b", "a b"),
        ("<a href=x>link</a> " * 100_000, 1, "link link", "link link"),
        ("<p>" + "x<br><br>" * 30_000, 30_000, "x", "x"),
        ("<p>" + "A line.<br>" * 30_000, 30_000, "A line.", "A line."),
        ("<p>" + "<" * 100_000, 1, "<<", "<<"),
        ("<p>" + "&amp;" * 16_000, 1, "&&", "&&"),
        ("<p " + "a=b " * 20_000 + ">text", 1, "text", "text"),
        ("<table><tr><td>x" * 3000, 3000, "x", "x"),
        ("<a href=x>" * 5000 + "text", 1, "text", "text"),
        ("<?xml version='1.0'?><html><p>text</p>" + "<![CDATA[" * 30_000, 1, "text", "text"),
    ],
)
def test_hostile_repetition(page, count, first, last):
    found = blocks(page)
    assert len(found) == count
    assert found[0].text.startswith(first)
    assert found[-1].text.endswith(last)


def test_a_script_that_never_ends_hides_the_page_as_it_does_in_a_browser():
    with pytest.raises(PageRejectedError) as rejected:
        blocks("<script><p>text</p>")
    assert rejected.value.reason is Reason.EMPTY


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "a\x0bb", "a\x01b", "a\ufffeb", "a\U0010ffffb"])
def test_characters_that_xml_forbids(text):
    found = blocks(f"<p>{text}</p><p>after</p>")
    assert found[0].text[0] == "a"
    assert found[0].text[-1] == "b"
    assert found[1].text == "after"


@pytest.mark.parametrize(
    ("page", "flat"),
    [
        ("<div><b>a</b>c</div>", "<p>ac<p>"),
        ("<a title='x > y'>a</a>", "a"),
        ("a < b <3 <", "a < b <3 <"),
        ("<!-- <div> -->a", "<!-- <div> -->a"),
        ("<script>'<div>'</script>a", "<script>'<div>'</script>a"),
        ("<body class=x><img src='a>b'>c<br>", "<body class=x><img src='a>b'>c<br>"),
        ("<div title='never closed", "<p>"),
        ("<!-- never closed", "<!-- never closed"),
        ("<SCRIPT>never closed", "<SCRIPT>never closed"),
    ],
)
def test_flattening(page, flat):
    assert flatten(page) == flat


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p><![CDATA[a < b]]></p>", "<p><![CDATA[a < b]]></p>"),  # no XHTML: a comment, as in a browser
        ("<?xml version='1.0'?><p><![CDATA[a < b]]>c</p>", "<?xml version='1.0'?><p>a &lt; bc</p>"),
        ("<?xml ?><script>//<![CDATA[\n'<'//]]></script>", "<?xml ?><script>//<![CDATA[\n'<'//]]></script>"),
        ("<?xml ?><!-- <![CDATA[x]]> --><![CDATA[&]]>", "<?xml ?><!-- <![CDATA[x]]> -->&amp;"),
        ("<?xml ?><![CDATA[never closed", "<?xml ?><![CDATA[never closed"),
    ],
)
def test_cdata(page, expected):
    assert with_visible_cdata(page) == expected
