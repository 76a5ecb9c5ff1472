"""Is the page an article? A section front, a search page, an empty shell, a consent wall or a shop's page is not.

Each test answers with what it saw, or with nothing. What is certain decides; where the signs are only likely, the model
of whole pages may overrule them, and it finds what no test names: manuals, forums, firms' pages about their services.
A page that declares itself an article is only turned away where it shows next to no text; a gallery, a live blog, a
list, a short notice and the open part of a paid article are articles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schemas.article import Reason
from schemas.block import Block
from schemas.config import Labels
from schemas.label import Decision, Label
from tasks.boilerplate.pagetype.about import About
from tasks.boilerplate.pagetype.model import judge
from tasks.boilerplate.signs import CONSENT, ERROR, PRICE, SEARCH, SHOP_CONTROL, WALL
from tasks.boilerplate.view import HEADINGS, PageView
from tasks.prose import ends_sentence, size
from tasks.rejected import PageRejectedError

SENTENCE_CHARS = 40
LEAST_PROSE, LEAST_LIST = 120, 600
"""Less running text, and less text of any kind, is no article."""
WALL_PROSE = 600
"""More running text than this stands behind no wall."""
MANY_LINKS, TEASER_CHARS = 8, 300
"""Linked headlines that make a front, and characters of prose between two of them that its teasers do not exceed."""
GALLERY_CAPTIONS = 5

SURE = 0.9
"""Probability of an article from which on the model is believed rather than a likely sign of something else."""

ARTICLE_TYPES = ("article", "blogposting", "reportage")
LISTS = frozenset(
    {"CollectionPage", "SearchResultsPage", "ProfilePage", "CheckoutPage", "DiscussionForumPosting", "QAPage"}
)
"""Types of pages that are something else, whatever text they show."""
SHOPS = ("og:product", "og:profile", "og:restaurant", "og:place")
GOODS = frozenset({"Product", "ProductGroup", "JobPosting", "Offer"})
"""Types that articles have too, as reviews do: they count where the page has no date."""
VIDEOS = ("og:video", "VideoObject")

SHORT_LINE = 40
MANY_PRICES, MANY_CONTROLS = 3, 2


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the tests ask of a page; characters of Chinese, Japanese and Korean count twice."""

    declared: bool
    """It calls itself an article."""
    prose: int
    """Characters of kept sentences."""
    story: int
    """The same without the sentences of consent walls, counted up to LEAST_PROSE, where it calls itself an article."""
    kept: int
    """Characters of all kept text that is not links."""
    solid: int
    """Characters of the longest run of kept sentences that no linked headline breaks."""
    links: int
    """Blocks that are linked headlines."""
    captions: int


def judge_page(
    page: PageView, decisions: Sequence[Decision], config: Labels, about: Callable[[], About] | None = None
) -> None:
    """Nothing, if the page reads like an article.

    Args:
        page: the page as the rules see it.
        decisions: the labels of its blocks.
        config: whether pages are turned away at all.
        about: gathers what is known besides the blocks, where it is needed; without it the model is not asked.

    Raises:
        PageRejectedError: NOT_AN_ARTICLE; the detail says on what evidence.
    """
    if not config.reject_non_articles:
        return
    shape = _shape(page, decisions)
    saw = _first(CERTAIN, page, shape)
    if saw is None:
        opinion = judge(page, about()) if about is not None and not _is_known(page, shape) else None
        if opinion is None or opinion.probability < SURE:
            saw = _first(LIKELY, page, shape)
        if saw is None and opinion is not None and not opinion.article:
            saw = f"model {opinion.probability:.2f} of an article: {opinion.saw}"
    if saw is not None:
        raise PageRejectedError(Reason.NOT_AN_ARTICLE, saw)


def ruled(page: PageView, decisions: Sequence[Decision]) -> tuple[bool, bool, bool]:
    """Whether the model is not asked, a certain test turns the page away, a likely one does."""
    shape = _shape(page, decisions)
    return _is_known(page, shape), _first(CERTAIN, page, shape) is not None, _first(LIKELY, page, shape) is not None


def _first(tests: Sequence[Test], page: PageView, shape: _Shape) -> str | None:
    return next((saw for test in tests if (saw := test(page, shape))), None)


def _shape(page: PageView, decisions: Sequence[Decision]) -> _Shape:
    kept = [page.blocks[decision.block_index] for decision in decisions if decision.kept]
    sizes = {block.index: size(block.text) for block in kept}
    sentences = {b.index: sizes[b.index] for b in kept if sizes[b.index] >= SENTENCE_CHARS and ends_sentence(b.text)}
    declared = any(kind.lower().endswith(ARTICLE_TYPES) for kind in page.types)
    headlines = frozenset(block.index for block in page.blocks if _is_linked_headline(block))
    return _Shape(
        declared=declared,
        prose=sum(sentences.values()),
        story=_story(page, sentences) if declared else 0,
        kept=sum(sizes[b.index] - b.link_chars for b in kept),
        solid=_solid(sentences, headlines),
        links=len(headlines),
        captions=sum(decision.label is Label.CAPTION for decision in decisions),
    )


def _story(page: PageView, sentences: Mapping[int, int]) -> int:
    story = 0
    for index, chars in sentences.items():
        story += 0 if CONSENT.search(page.blocks[index].text) else chars
        if story >= LEAST_PROSE:
            break
    return story


def _solid(sentences: Mapping[int, int], headlines: frozenset[int]) -> int:
    longest = run = 0
    for index in sorted(headlines.union(sentences)):  # no other block adds to a run or ends it
        run = 0 if index in headlines else run + sentences[index]
        longest = max(longest, run)
    return longest


def _is_linked_headline(block: Block) -> bool:
    return len(block.text) >= 25 and block.link_density > 0.8


def _wall(page: PageView, shape: _Shape) -> str | None:
    """A wall names itself in a title, a heading or as all that is shown; behind it may stand an article's beginning."""
    if shape.prose >= WALL_PROSE:
        return None
    shown = [block.text for block in page.blocks if not block.hidden]
    loud = [*page.titles, *(block.text for block in page.blocks if block.tag in HEADINGS)]
    if shape.prose < LEAST_PROSE or len(shown) <= 12:
        loud += shown
    found = next((found for text in loud if (found := WALL.search(text[:300]))), None)
    return f'a wall: "{found[0]}", {shape.prose} characters of prose' if found and not _is_told(shape) else None


def _is_told(shape: _Shape) -> bool:
    return shape.declared and shape.story >= LEAST_PROSE


def _is_known(page: PageView, shape: _Shape) -> bool:
    """Structured data call it an article, and it shows one; what `og:type` says is too often a site's default."""
    own = (kind.lower() for kind in page.types if not kind.startswith("og:"))
    return shape.story >= LEAST_PROSE and any(kind.endswith(ARTICLE_TYPES) for kind in own)


def _error(page: PageView, shape: _Shape) -> str | None:
    if shape.declared or shape.prose >= 2 * WALL_PROSE:
        return None
    found = next((title for title in page.titles[:3] if ERROR.match(title.strip(" |–—-:"))), None)
    return f'an error page: "{found[:80]}"' if found else None


def _search(page: PageView, shape: _Shape) -> str | None:
    if shape.declared or page.authors:
        return None
    found = next((title for title in page.titles[:3] if SEARCH.match(title.strip())), None)
    return f'a list of other pages: "{found[:80]}"' if found else None


def _other_kind(page: PageView, shape: _Shape) -> str | None:
    """Declared as something else, and not as an article besides."""
    if shape.declared:
        return None
    kinds = [kind for kind in page.types if kind in LISTS or kind.startswith(SHOPS)]
    if not page.published:
        kinds += [kind for kind in page.types if kind in GOODS]
    if shape.prose < WALL_PROSE:
        kinds += [kind for kind in page.types if kind.startswith(VIDEOS)]
    return f"declared as {', '.join(dict.fromkeys(kinds))}, {shape.prose} characters of prose" if kinds else None


def _shop(page: PageView, shape: _Shape) -> str | None:
    """A grid of goods: prices and the buttons that go with them, and no date."""
    if shape.declared or page.published:
        return None
    short = [block.text.strip(" .:") for block in page.blocks if len(block.text) <= SHORT_LINE]
    prices, controls = (sum(bool(sign.fullmatch(text)) for text in short) for sign in (PRICE, SHOP_CONTROL))
    if prices < MANY_PRICES or controls < MANY_CONTROLS:
        return None
    return f"a shop: {prices} prices, {controls} buttons to buy, sort or filter"


def _empty(page: PageView, shape: _Shape) -> str | None:
    """Next to no text; a gallery's text is in its captions, a list's in its items."""
    if shape.captions >= GALLERY_CAPTIONS or (shape.declared and shape.kept > 0):
        return None
    if shape.prose >= LEAST_PROSE or shape.kept >= LEAST_LIST:
        return None
    if page.form == "text" and shape.prose > 0:
        return None
    return f"{shape.prose} characters of prose in {shape.kept} kept ones"


def _front(page: PageView, shape: _Shape) -> str | None:
    """Many linked headlines, and nothing longer than a teaser between them; dates may be those of a front's teasers."""
    dated = page.published and "og:website" not in page.types
    if shape.declared or shape.links < MANY_LINKS or shape.solid >= TEASER_CHARS or dated:
        return None
    return f"a front: {shape.links} linked headlines, {shape.prose} characters of prose, {shape.solid} in one place"


Test = Callable[[PageView, _Shape], str | None]
CERTAIN: tuple[Test, ...] = (_wall, _error, _search, _empty)
LIKELY: tuple[Test, ...] = (_other_kind, _shop, _front)
"""Asked in this order; the first that speaks is the reason."""
