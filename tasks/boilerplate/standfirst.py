"""The standfirst of a news page: the paragraph under the title that sums the article up, also called deck or lead.

The judge has learned from English pages, most of them blogs, whose readers left subtitles out. The papers of other
countries print it apart from the text too, but it belongs to the article; it is what they declare as its summary.
"""

from __future__ import annotations

from tasks.boilerplate.keys import key
from tasks.boilerplate.view import PageView

BEHIND_TITLE = 6
"""Blocks behind a title within which its standfirst stands: a byline, a date and share buttons may come between."""
SHORTEST, LONGEST = 50, 600
"""Characters: a shorter line is a slogan."""
SAME = 60
"""Letters and digits from which on two texts that begin alike are the same, of which one is cut short."""
MOST_LINKED = 0.3


def standfirsts(page: PageView) -> frozenset[int]:
    """Indices of the blocks under a title that say what the page declares as its summary; none on English pages."""
    summaries = [said for said in map(key, page.summaries) if len(said) >= SHORTEST * 3 // 4]
    if not summaries or not page.languages or page.languages[0].lower().startswith("en"):
        return frozenset()
    titles = [index for index, letters in enumerate(page.keys) if letters in page.title_keys]
    titles = titles or [block.index for block in page.blocks if block.tag == "h1"]
    near = {index for title in titles for index in range(title + 1, min(title + 1 + BEHIND_TITLE, len(page.blocks)))}
    return frozenset(index for index in near if _could_be(index, page) and _says(page.keys[index], summaries))


def _could_be(index: int, page: PageView) -> bool:
    block = page.blocks[index]
    return SHORTEST <= len(block.text) <= LONGEST and block.link_density <= MOST_LINKED


def _says(ours: str, summaries: list[str]) -> bool:
    return any(
        ours == said or (len(min(ours, said, key=len)) >= SAME and ours[:SAME] == said[:SAME]) for said in summaries
    )
