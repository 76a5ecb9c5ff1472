"""Is the page an article? A section front, a search page, an empty shell or a consent wall is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.article import Reason
from schemas.config import Labels
from schemas.label import Decision
from tasks.boilerplate.view import PageView, ends_sentence
from tasks.rejected import PageRejectedError

LEAST_PROSE_CHARS = 120
"""Less running text than this is no article, unless the page declares itself one."""
TEASER_CHARS = 300

WALL = re.compile(
    r"(?:we (?:value|respect|care about) your privacy|before you continue|we and our (?:\d+ )?partners|enable javascript|"
    r"javascript is (?:disabled|required)|checking (?:your|if the site) (?:browser|connection)|verify (?:that )?you are (?:a )?human|"
    r"access (?:denied|to this page)|are you a robot|unusual (?:traffic|activity)|page not found|404 not found|"
    r"wir (?:brauchen|benötigen) ihre (?:zustimmung|einwilligung)|nous (?:et nos partenaires|respectons votre vie privée))",
    re.IGNORECASE,
)
LISTINGS = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage", "Product", "CheckoutPage"})
ARTICLES = frozenset(
    {
        "NewsArticle",
        "Article",
        "BlogPosting",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "LiveBlogPosting",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "SocialMediaPosting",
        "og:article",
    }
)


def judge_page(page: PageView, decisions: Sequence[Decision], config: Labels) -> None:
    """Nothing, if the page reads like an article.

    Raises:
        PageRejectedError: it does not; the detail says on what evidence.
    """
    if not config.reject_non_articles:
        return
    kept = [page.blocks[d.block_index] for d in decisions if d.kept]
    sentences = [block for block in kept if ends_sentence(block.text) and len(block.text) >= 40]
    prose = sum(len(block.text) for block in sentences)
    declared = bool(ARTICLES & set(page.types))
    wall = next((found for block in page.blocks if (found := WALL.search(block.text[:500]))), None)
    if wall and prose < 1000 and not declared:
        _reject(f'a wall: "{wall[0]}", {prose} characters of prose')
    if prose < LEAST_PROSE_CHARS and not (declared and kept):
        _reject(f"{prose} characters of prose in {len(kept)} kept blocks")
    if not declared and _is_front(page, prose):
        _reject(f"a list of teasers: {prose} characters of prose, {_linked_lines(page)} linked lines")
    if LISTINGS & set(page.types) and not declared and prose < 1500:
        _reject(f"declared as {', '.join(sorted(LISTINGS & set(page.types)))}, {prose} characters of prose")


def _reject(saw: str) -> None:
    raise PageRejectedError(Reason.NOT_AN_ARTICLE, saw)


def _linked_lines(page: PageView) -> int:
    return sum(block.link_density > 0.8 and len(block.text) >= 25 for block in page.blocks)


def _is_front(page: PageView, prose: int) -> bool:
    """Many linked headlines, and no prose longer than a teaser among what is kept."""
    longest = max((len(b.text) for b, is_prose in zip(page.blocks, page.prose, strict=True) if is_prose), default=0)
    return _linked_lines(page) >= 12 and longest < TEASER_CHARS and prose < 80 * _linked_lines(page)
