import re
from html.parser import HTMLParser

import pytest
from rich.console import Console

from flows.explain_html import HUES, render
from flows.explain_text import print_explanation, visible
from schemas.label import Label
from schemas.page import RawPage
from tasks.explain import explain

STORY = """<html><head><title>Well runs dry</title></head><body><nav><a href="/">Home</a></nav><article><h1>Well runs dry</h1>
<p>The well of Upper Marrow ran dry on Sunday, for the first time since the keeping of the town’s books began.</p>
<p>It\x92s the drought, said the keeper, who had come to draw water for his &lt;script&gt;alert(1)&lt;/script&gt; and [red]cows[/red].</p>
<p>The council will dig a second well by the church, and will ask the county for half of what it costs.</p>
</article><footer><p onclick="x">Share this article &amp; "more" &lt;b&gt;</p></footer></body></html>"""


@pytest.fixture(scope="module")
def page():
    return explain(
        RawPage("well.html", STORY.encode("cp1252", "replace").replace(b"?s", b"\x92s"), url="https://x.example/<i>")
    )


@pytest.fixture(scope="module")
def rejected():
    return explain(RawPage("<b>empty</b>.html", b"<html><body> </body></html>"))


class Reader(HTMLParser):
    """Collects elements, addresses and text, and sees that what is opened is closed."""

    VOID = frozenset({"meta", "input", "br", "link", "img"})

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.attributes, self.words = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_html_is_whole_and_needs_nothing_from_elsewhere(page):
    html = render(page)
    reader = Reader(html)
    assert not reader.open
    assert not set(reader.tags) & {"script", "link", "img", "iframe", "object", "i"}
    assert not [name for name, _ in reader.attributes if name in {"src", "href", "onclick"}]
    assert "url(" not in html
    assert "@import" not in html
    assert "light-dark(" in html


def test_html_shows_the_pages_markup_as_text(page):
    text = "".join(Reader(render(page)).words)
    assert "<script>alert(1)</script>" in text
    assert "[red]cows[/red]" in text
    assert "https://x.example/<i>" in text


def test_html_strikes_what_was_cut_and_gives_its_evidence(page):
    html = render(page)
    for shown in page.blocks:
        (block,) = re.findall(rf'<article class="([^"]*)"[^>]* id="b{shown.block.index}"', html)
        assert ("cut" in block.split()) is not shown.kept
        assert shown.decision.label in block
    assert html.count('class="why"') == len(page.blocks)


def test_views_show_the_models_probability_and_the_witness_beside_each_block(page):
    html, words = render(page), printed(page).split()
    judged = [shown for shown in page.blocks if shown.probability is not None]
    assert judged
    assert html.count('<span class="thought">model ') == len(judged)
    assert html.count('<span class="thought">trafilatura ') == len(page.blocks)
    for shown in judged:
        assert f"{shown.probability:.2f}" in words
    assert words.count("100%") + words.count("0%") == len(page.blocks)


def test_html_marks_repairs(page):
    text = render(page)
    changed = [piece for shown in page.blocks for piece in shown.pieces if piece.changed]
    assert text.count("<ins ") == len(changed)


def test_html_of_a_rejected_page(rejected):
    html = render(rejected)
    assert "Rejected" in html
    assert "&lt;b&gt;empty&lt;/b&gt;.html" in html
    assert not Reader(html).open


def test_every_label_has_a_hue_of_its_own():
    assert len(set(HUES.values())) == len(Label)


def printed(page, width=100):
    console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115 - swallowed
    with console.file:
        print_explanation(console, page)
        return console.export_text()


def test_terminal_shows_every_block_and_what_cut_it(page):
    words = " ".join(printed(page).split())
    for shown in page.blocks:
        assert shown.decision.label in words
        if not shown.kept:
            assert shown.decision.rule in words
    assert printed(page).count("✂") == sum(not shown.kept for shown in page.blocks)


def test_terminal_reads_no_markup_in_a_page(page):
    words = " ".join(printed(page, 200).split())
    assert "[red]cows[/red]" in words
    assert "<script>alert(1)</script>" in words


def test_terminal_tells_why_a_page_was_rejected(rejected):
    assert "rejected in step" in printed(rejected)
    assert "empty" in printed(rejected)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("plain", "plain"), ("it’s — fine", "it’s — fine"), ("\x92", "<U+0092>"), ("\u200b", "<U+200B>"), ("", "")],
)
def test_visible(text, shown):
    assert visible(text) == shown
