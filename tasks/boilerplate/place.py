"""Rules by place: what the page's own markup says a block is, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache, partial

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence, Label
from tasks.boilerplate.among import among
from tasks.boilerplate.body import kind
from tasks.boilerplate.menus import MUCH
from tasks.boilerplate.view import HEADINGS, NEAR, PageView
from tasks.prose import ends_sentence

_ALONE = "(?:^|[^a-z])(?:{})(?:$|[^a-z])"
_NAMES: tuple[tuple[Label, str], ...] = (
    (Label.BREADCRUMB, r"breadcrumbs?|crumbs?"),
    (Label.COMMENT_FORM, r"comment-?form|comment-respond|leave-comment"),
    (
        Label.COMMENT,
        r"comment-?list|comments-area|disqus[_-]thread|comments|comment[_-]{0,2}(?:content|body|text|message|author|header|meta|title|item|box|thread|section|wrapper|container|\d{2,12})",
    ),
    (Label.OTHER, r"author[_-]{0,2}(?:bio|box|desc(?:ription)?|about)|about[_-]?author"),
    (
        Label.SHARE,
        r"share|sharing|social-?share|share-?(?:bar|buttons?|tools?|links?)|sharedaddy|addtoany|social-(?:links|icons|media)",
    ),
    (
        Label.RELATED,
        r"related-?(?:posts?|articles?|stories|content|links)?|recommended|more-?stories|outbrain|taboola|read-?more",
    ),
    (
        Label.PROMO,
        r"newsletter|subscribe|subscription|paywall|promo|sign-?up|donate|app-banner",
    ),
    (Label.ADVERTISEMENT, r"advert|advertisement|ad-slot|ad-container|adsbygoogle|dfp|sponsored"),
    (Label.LEGAL, r"cookie-?(?:banner|notice|consent|bar)|copyright|gdpr|consent"),
)
HINTED = tuple((label, re.compile(_ALONE.format(pattern))) for label, pattern in _NAMES)
"""Class and id tokens that name a label, narrow ones first."""
_ANY = re.compile(_ALONE.format("|".join(pattern for _, pattern in _NAMES)))
"""Most tokens name none: one search tells."""
_PHRASE = re.compile(
    r"[_-](?:and|or|of|on|the|to|for|in|with|your|und|oder|für|et|ou|les|des|pour|los|las|para|per|met|voor)[_-]"
)
"""An id made from a heading says what is told there: `related-costs-of-the-plan`, `promo-codes-and-offers`."""
_CLOSING_QUOTES = "\"'”’»)"
_END_KEYS = frozenset({"end", "ends", "30"})
_DRAWN = re.compile(r"_{3,}|[=-]{5,}|\(END\)|ENDS|-30-|#{3,6}")
_FOLD = re.compile(r"read-?more")
_LIVE = re.compile(_ALONE.format("live"))
"""In names of comments: the commentary on a match."""
_ELSEWHERE = frozenset({Label.COMMENT, Label.RELATED})
_APART = _ELSEWHERE | {Label.OTHER}
"""Told from prose by their names; `OTHER` are boxes about the author, unless they hold much of the prose."""

LANDMARKS: tuple[tuple[tuple[str, ...], Label], ...] = (
    (("nav", "menu"), Label.NAVIGATION),
    (("footer",), Label.NAVIGATION),
    (("select", "textarea", "option"), Label.OTHER),
    (("form", "button", "label"), Label.OTHER),
    (("dialog",), Label.PROMO),
)
_FILLED_IN = frozenset({"form", "button", "label"})
"""These may stand around headings and questions too."""

FORM_REACH, LIST_REACH = 8, 12
"""Blocks back in which the first line of a comment form, or the heading of a list of links, is looked for."""


@among(lambda page: [at for at, found in enumerate(page.phrases) if found is not None])
def phrase(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """The whole block is a phrase that publishing systems print, and no heading of the prose that follows."""
    found = page.phrases[block.index]
    if found is None or (not found.certain and _could_be_text(block, page)):
        return None
    name = found.label.replace("_", " ")
    return Evidence(found.label, f'{name} ({found.language}): "{block.text[:60]}"', 0.97 if found.certain else 0.9)


def _could_be_text(block: Block, page: PageView) -> bool:
    """Whether the block is prose, heads some, or is kept by trafilatura; plain text shows none of its headings."""
    if page.keeps(block) or page.prose[block.index] or page.heads_prose(block):
        return True
    return page.form == "text" and page.amid(block)


def behind(label: Label, reach: int, page: PageView) -> Collection[int]:
    """The blocks that stand not further than that behind a phrase of the publishing system."""
    heads = [at for at, found in enumerate(page.phrases) if found is not None and found.label is label]
    return {at for head in heads for at in range(head + 1, min(head + reach + 1, len(page.blocks)))}


@among(partial(behind, Label.COMMENT_FORM, FORM_REACH))
def after_comment_form(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """What follows a comment form's first line at the end of a page belongs to it, while it is short."""
    if block.index <= page.last_prose or len(block.text) > 160 or block.link_density >= 0.5:
        return None
    for earlier in reversed(page.blocks[max(page.last_prose + 1, block.index - FORM_REACH) : block.index]):
        found = page.phrases[earlier.index]
        if found and found.label is Label.COMMENT_FORM:
            return Evidence(Label.COMMENT_FORM, f"follows the comment form in block {earlier.index}", 0.85)
    return None


@among(partial(behind, Label.RELATED, LIST_REACH))
def after_related(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """Lines without a full stop that follow a "Related" heading: links, or anything behind the last prose."""
    behind = block.index > page.last_prose
    if block.text.rstrip(_CLOSING_QUOTES).endswith(".") or len(block.text) > 200 or block.tag == "tr":
        return None
    if block.tag in HEADINGS and page.heads_prose(block):
        return None
    if not behind and (page.form == "text" or page.keeps(block) or block.link_density <= 0.5):
        return None
    for earlier in reversed(page.blocks[max(0, block.index - LIST_REACH) : block.index]):
        if page.prose[earlier.index]:
            return None
        found = page.phrases[earlier.index]
        if found and found.label is Label.RELATED and earlier.link_density < 0.5 and not page.is_button(earlier):
            return Evidence(Label.RELATED, f"follows the heading of related links in block {earlier.index}", 0.85)
    return None


@among(lambda page: page.menus)
def menu(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """One of several short links in a row outside the running text, none of which trafilatura keeps."""
    if block.index not in page.menus or page.phrases[block.index] is not None:
        return None
    return Evidence(Label.NAVIGATION, "one of a row of links", 0.93)


def _like_blanks(page: PageView) -> list[int]:
    drawn = page.form == "text"
    return [at for at, letters in enumerate(page.keys) if not letters or (drawn and letters in _END_KEYS)]


@among(_like_blanks)
def blank(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """Nothing visible is left after repair: the block held zero-width characters only. In text, a drawn rule or end."""
    if page.form == "text" and _DRAWN.fullmatch(block.text):
        return Evidence(Label.OTHER, "a drawn rule, or a mark of the end", 0.97)
    return None if block.text.strip() else Evidence(Label.OTHER, "no visible character", 1.0)


@among(lambda page: [block.index for block in page.blocks if block.hidden])
def hidden(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """The page hides it, it is no sentence, and trafilatura does not keep it: tabs and folds hide real text."""
    if not block.hidden or page.keeps(block) or block.tag in HEADINGS or ends_sentence(block.text):
        return None
    return Evidence(Label.OTHER, "hidden by the page", 0.9)


@lru_cache(maxsize=4096)
def _named_by(token: str) -> Label | None:
    if not _ANY.search(token) or _PHRASE.search(token):
        return None
    label = next(label for label, pattern in HINTED if pattern.search(token))
    return None if label is Label.COMMENT and _LIVE.search(token) else label


@among(lambda page: page.hinted(_named_by))
def hinted(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """The class or id of the block or a close ancestor names what it is, and trafilatura does not keep it.

    Before trafilatura was asked, only comments, related articles and boxes about the author are told from prose, and no
    share bar from a heading: much that is called `paywall` or `share-zone` is the article. What is called `readmore` is
    a link to elsewhere, but around prose a fold. A name around much of the prose, such as `newsletter-issue`, is the
    article's.
    """
    if page.keeps(block):
        return None
    is_prose, heads = page.prose[block.index], block.tag in HEADINGS and not page.heard
    for token in block.hints[:NEAR]:
        if (label := _named_by(token)) is None or ((is_prose or heads) and _FOLD.search(token)):
            continue
        if label not in _ELSEWHERE and page.prose_under.get(token, 0.0) > MUCH:
            continue
        if page.heard or label in _APART or not (is_prose or (heads and label is Label.SHARE)):
            return Evidence(label, f'class or id "{token}"', 0.9)
    return None


@among(lambda page: page.overlays.keys())
def overlaid(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """Inside a box that is laid over the page, whoever keeps it, unless much of the prose stands in such boxes."""
    token = page.overlays.get(block.index)
    return None if token is None else Evidence(Label.PROMO, f'laid over the page: class or id "{token}"', 0.9)


def landmark(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """Inside nav, footer, form, select or a dialog, no heading or question, and trafilatura does not keep it.

    Where nearly the whole page stands inside of one, it tells nothing.
    """
    if page.keeps(block) or page.prose[block.index]:
        return None
    found, label = _landmark_of(block.tag, block.path, page.wrappers)
    if label is None or (found in _FILLED_IN and block.text.endswith("?")):
        return None
    return Evidence(label, f"inside {found}", 0.9)


@lru_cache(maxsize=4096)
def _landmark_of(tag: str, path: tuple[str, ...], wrappers: frozenset[str]) -> tuple[str, Label | None]:
    around = {tag, *path}
    for tags, label in LANDMARKS:
        found = next((tag for tag in tags if tag in around and tag not in wrappers), None)
        if found is not None:
            return found, None if found in _FILLED_IN and around & HEADINGS else label
    return "", None


def told(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """A paragraph of the article that no element of the page holds: only its structured data tells it."""
    if not block.inside("script"):
        return None
    return Evidence(kind(block, page), "stands in the page's structured data alone, as articleBody", 0.8)
