"""The shape of a page: how much prose there is, in how many places, among how many links, headings and pictures."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import compress, pairwise
from statistics import fmean, median

from schemas.block import Block
from tasks.boilerplate.pagetype.about import COUNTED
from tasks.boilerplate.view import HEADINGS, PageView

_LONG, _HEADLINE, _SHORT = 200, 25, 40
_LINKED = 0.8
_TAGS = ("p", "li", "h2", "h3", "button", "a", "pre", "dt", "td")

NAMES = (
    "blocks", "chars", "links", "linked", "linked_share", "headlines_linked", "headlines_linked_share", "short",
    "repeated", "hidden", "in_form", "code", "questions_asked", "headings", "first_date", "dates_amid",
    *(f"tag_{tag}" for tag in _TAGS),
    "prose", "prose_blocks", "prose_share", "prose_mean", "prose_median", "prose_long", "prose_links", "prose_p",
    "prose_li", "prose_in_article", "prose_in_main", "prose_after_prose", "prose_groups", "prose_top_group",
    "prose_top_parent", "prose_gap", "prose_gap_max", "solid",
    "run", "run_share", "run_blocks", "run_density", "run_start", "run_short", "run_links",
    "headings_a_prose", "headings_before_prose", "headings_linked", "heading_chars", "amid_short", "amid_repeated",
    "amid_linked", "first_prose", "last_prose", "title_in_prose",
)  # fmt: skip
SOURCE = (
    *(f"source_{name}" for name in COUNTED),
    "links_an_element", "paragraphs_an_element", "pictures_a_paragraph", "text_of_source", "source_chars",
)  # fmt: skip


def source(counts: Sequence[int], chars: int, source_chars: int) -> tuple[float, ...]:
    """The columns of SOURCE: what the page's source is made of."""
    of = dict(zip(COUNTED, counts, strict=True))
    return (
        *map(math.log1p, counts),
        of["links"] / max(of["elements"], 1),
        of["paragraphs"] / max(of["elements"], 1),
        min(of["pictures"] / max(of["paragraphs"], 1), 10),
        chars / source_chars if source_chars else 0.0,
        math.log1p(source_chars),
    )


def features(page: PageView) -> tuple[float, ...]:
    """The columns of NAMES."""
    sizes = [len(block.text) for block in page.blocks]
    prose = list(compress(range(len(sizes)), page.prose))
    return (*_all(page, sizes), *_prose(page, sizes, prose), *_run(page, sizes), *_headings(page, prose))


def _all(page: PageView, sizes: Sequence[int]) -> tuple[float, ...]:
    blocks, count, chars = page.blocks, len(sizes) or 1, sum(sizes) or 1
    linked = [len(block.text) for block in blocks if _is_linked(block)]
    headlines = sum(size >= _HEADLINE for size in linked)
    tags = Counter([block.tag for block in blocks])
    amid = page.dated[page.first_prose : page.last_prose + 1]
    return (
        math.log1p(len(sizes)),
        math.log1p(chars),
        sum([block.link_chars for block in blocks]) / chars,
        math.log1p(len(linked)),
        len(linked) / count,
        math.log1p(headlines),
        headlines / count,
        len([size for size in sizes if size < _SHORT]) / count,
        1 - len(set(page.keys)) / count,
        len([block for block in blocks if block.hidden]) / count,
        len([block for block in blocks if "form" in block.path]) / count,
        len([block for block in blocks if block.tag == "pre" or "pre" in block.path]) / count,
        len([block for block in blocks if block.text[-1:] == "?"]) / count,
        math.log1p(sum(tags[tag] for tag in HEADINGS)),
        page.dated.index(True) / count if True in page.dated else 1.0,
        math.log1p(sum(amid)),
        *(tags[tag] / count for tag in _TAGS),
    )


def _is_linked(block: Block) -> bool:
    return block.link_chars > _LINKED * len(block.text)


def _prose(page: PageView, sizes: Sequence[int], prose: Sequence[int]) -> tuple[float, ...]:
    blocks, chars = [page.blocks[index] for index in prose], sum(sizes[index] for index in prose)
    count, all_chars = len(prose) or 1, chars or 1
    lengths = [sizes[index] for index in prose] or [0]
    gaps = [after - before for before, after in pairwise(prose)] or [0]
    return (
        math.log1p(chars),
        math.log1p(len(prose)),
        chars / (sum(sizes) or 1),
        min(fmean(lengths), 2_000),
        min(median(lengths), 2_000),
        sum(size for size in lengths if size > _LONG) / all_chars,
        sum(block.link_chars for block in blocks) / all_chars,
        sum(block.tag == "p" for block in blocks) / count,
        sum(block.inside("li") for block in blocks) / count,
        sum(sizes[block.index] for block in blocks if "article" in block.path) / all_chars,
        sum(sizes[block.index] for block in blocks if "main" in block.path) / all_chars,
        sum(index > 0 and page.prose[index - 1] for index in prose) / count,
        *_groups(blocks, all_chars),
        min(fmean(gaps), 40),
        min(max(gaps), 200),
        math.log1p(_solid(page, sizes)),
    )


def _groups(prose: Sequence[Block], chars: int) -> tuple[float, ...]:
    """In how many places the prose stands, and its share in the largest: by path and class, and by path alone."""
    groups: dict[object, int] = defaultdict(int)
    parents: dict[object, int] = defaultdict(int)
    for block in prose:
        groups[block.path, block.hints[:4]] += len(block.text)
        parents[block.path[:-1]] += len(block.text)
    return (
        min(len(groups), 40),
        max(groups.values(), default=0) / chars,
        max(parents.values(), default=0) / chars,
    )


def _solid(page: PageView, sizes: Sequence[int]) -> int:
    """Characters of the longest run of prose that neither a link nor a line of a few letters breaks."""
    longest = run = 0
    for block, size, prose in zip(page.blocks, sizes, page.prose, strict=True):
        if prose:
            run += size
            longest = max(longest, run)
        elif size < _HEADLINE or 2 * block.link_chars > size:
            run = 0
    return longest


def _run(page: PageView, sizes: Sequence[int]) -> tuple[float, ...]:
    start, end = page.main_run
    inside = range(start, end)
    chars, prose = sum(sizes[start:end]) or 1, sum(sizes[index] for index in inside if page.prose[index])
    return (
        math.log1p(prose),
        prose / (sum(compress(sizes, page.prose)) or 1),
        math.log1p(end - start),
        prose / chars,
        start / (len(sizes) or 1),
        len([size for size in sizes[start:end] if size < _SHORT]) / (len(inside) or 1),
        sum([block.link_chars for block in page.blocks[start:end]]) / chars,
    )


def _headings(page: PageView, prose: Sequence[int]) -> tuple[float, ...]:
    headings = [block for block in page.blocks if block.tag in HEADINGS and block.tag != "h1"]
    count = len(headings) or 1
    amid = page.blocks[page.first_prose : page.last_prose + 1]
    short = [page.keys[block.index] for block in amid if len(block.text) < _SHORT]
    return (
        min(len(headings) / (len(prose) or 1), 10),
        sum(map(page.heads_prose, headings)) / count,
        sum(map(_is_linked, headings)) / count,
        min(sum(len(block.text) for block in headings) / count, 120),
        len(short) / (len(amid) or 1),
        (len(short) - len(set(short))) / (len(amid) or 1),
        sum(map(_is_linked, amid)) / (len(amid) or 1),
        min(page.first_prose, 300),
        (page.last_prose + 1) / (len(page.blocks) or 1),
        _title_in_prose(page, prose),
    )


def _title_in_prose(page: PageView, prose: Sequence[int]) -> float:
    """Share of the title's longer words that the first paragraphs say."""
    words = [word for word in page.titles[0].lower().split() if len(word) > 3] if page.titles else []
    opening = " ".join(page.blocks[index].text[:600] for index in prose[:4]).lower()
    return sum(word in opening for word in words) / len(words) if words else 0.0
