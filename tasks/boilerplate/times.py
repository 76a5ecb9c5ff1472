"""Rules for lines that are only a number or a moment: counters, reading times, dates, ages.

All patterns are bounded and free of nested repetition: a hostile line costs linear time.
"""

from __future__ import annotations

import re

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence, Label
from tasks.boilerplate import moments
from tasks.boilerplate.among import among
from tasks.boilerplate.view import HEADINGS, PageView

_PLACED = re.compile(
    r"(?P<place>[^\W\d_]{2,20}(?:[ -][^\W\d_]{2,20}){0,2})\s?[,–—|·-]\s?(?P<date>[^\d,]{0,20}\d.{4,60})"
)
_LONGEST_PLACED = 150
_MAY_COUNT = re.compile(r"\(?no|\D*+\d", re.IGNORECASE)
"""Every count has a digit or says `no comments`."""
LONGEST_COUNT = 300
_QUOTE = re.compile(r"\^?[A-Z][A-Z.=-]{0,9}\s{0,2}[+−-]\d{1,4}\.\d{1,2}\s?%")
"""A share and by how much it moved: `HLX -11.20%`."""
_MORE = re.compile(r"\+\d{1,3}")
_MINUTES = re.compile(r"\d{1,2}\s?min(?:s|\.)?", re.IGNORECASE)
MANY_DATES = 3
"""Bare dates amid the prose of a plain-text page that make it a chronicle: they head its parts."""


def _like_counts(page: PageView) -> list[int]:
    return [block.index for block in page.blocks if len(block.text) <= LONGEST_COUNT and _MAY_COUNT.match(block.text)]


def _heads_page(block: Block, page: PageView) -> Evidence | None:
    """Before the text of a plain-text page: a ticker, or the minutes that reading or listening takes."""
    if page.form != "text":
        return None
    if _MORE.fullmatch(block.text) and block.index + 1 < len(page.blocks) and page.phrases[block.index + 1]:
        return Evidence(Label.COUNTER, "how many more, above a button", 0.93)
    if block.index >= page.first_prose:
        return None
    if _QUOTE.fullmatch(block.text):
        return Evidence(Label.COUNTER, "a share and by how much it moved, before the text", 0.93)
    found = _MINUTES.fullmatch(block.text)
    return Evidence(Label.COUNTER, "minutes, before the text", 0.9) if found else None


@among(_like_counts)
def counter(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """A reading time, a count of something, or a lone number outside the text: `3 min read`, `99 Views`, `0`."""
    text = block.text
    if len(text) > LONGEST_COUNT or block.tag == "tr" or block.inside("pre") or block.tag in HEADINGS:
        return None
    if moments.READING_TIME.fullmatch(text):
        return Evidence(Label.COUNTER, "is a reading time", 0.98)
    if moments.COUNT.fullmatch(text):
        return Evidence(Label.COUNTER, "is a count", 0.97)
    if moments.LONE_NUMBER.fullmatch(text) and not (page.amid(block) or page.keeps(block) or block.inside("table")):
        return Evidence(Label.COUNTER, "is a number outside the text", 0.95)
    return _heads_page(block, page)


def _like_dates(page: PageView) -> list[int]:
    dated, first = page.dated, page.first_prose
    return [
        at
        for at, block in enumerate(page.blocks)
        if dated[at] or (at < first and len(block.text) <= _LONGEST_PLACED and moments.DIGIT.search(block.text))
    ]


@among(_like_dates)
def timestamp(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """Nothing but a date or an age: `6 minutes ago`, `Last update: 1 hours ago`, `Nov. 3, 2026, 10:15 a.m.`.

    A bare date amid the text may head the part that follows, so there only one that says what it is is claimed.
    """
    if _is_placed(block, page):
        return Evidence(Label.TIMESTAMP, "is a place and a date before the text", 0.85)
    if not page.dated[block.index] or block.tag == "tr" or block.inside("pre"):
        return None
    if page.amid(block) and (block.tag in HEADINGS or page.keeps(block) or _heads_part(block, page)):
        return None
    return Evidence(Label.TIMESTAMP, "is a date or an age", 0.95)


def _is_placed(block: Block, page: PageView) -> bool:
    """`Madrid - 12 de noviembre de 2026`, before the text."""
    found = _PLACED.fullmatch(block.text) if block.index < page.first_prose and block.tag not in HEADINGS else None
    return found is not None and found["place"][0].isupper() and moments.is_moment(found["date"])


def _heads_part(block: Block, page: PageView) -> bool:
    """Plain text, which has no headings: a bare date before prose, or one of many."""
    if page.form == "html" or moments.says_when(block.text):
        return False
    return page.heads_prose(block) or page.bare_dates >= MANY_DATES
