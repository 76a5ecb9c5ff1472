"""The agency lead-in with which a paragraph begins: `LONDON (Reuters) - `, `(CNN) -- `, `Madrid, 5 mar (EFE).- `."""

from __future__ import annotations

import re

from tasks.segment.agencies import AGENCIES, CLEAR, DASH

_BRACKETED = re.compile(
    r"(?P<place>(?:[^()\[\]\n]{2,40}[(\[][^()\[\]\n\d]{2,30}[)\]])?[^()\[\]\n]{0,80}?)"
    rf"\s?(?:[(\[]{AGENCIES}[)\]]|/PR ?Newswire[^/\n]{{0,20}}/)"
    rf"\s?(?P<dash>\.?\s?{DASH}|\.|:|)\s?"
)
_LONGEST_PLACE = 82
"""Characters in which the bracket or the slash of such a lead-in stands: a quick look spares the search."""
_BARE = re.compile(rf"(?P<place>(?:[^\W\d_][\w.’'-]{{0,20}},?\s){{0,4}})(?:{CLEAR})(?:\s(?P<dash>{DASH})|[—–])\s")
_PLACE_WORD = re.compile(r"[^\s,/()\[\]–—-]+")
_DATED = re.compile(
    r"\s(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}|\d{1,2}\s[^\W\d_]{3,10}\.?)\s?$",
    re.IGNORECASE,
)
"""A place and a day: `New Delhi, May 28`."""
_SMALL_WORD = re.compile(
    r"[^\W\d_]{1,3}\.?|sept?\.?|[^\W\d_]{3,9}(?:bre|ber|ary|aio|eiro|ril|zo|io|ero|embro)", re.IGNORECASE
)
"""`de`, `am`, `nov.`, `noviembre`: what is written small in a place and a date."""
_LEAST_REST = 20


def lead_in_end(text: str) -> int:
    """Characters of the lead-in at the head of a paragraph; 0 where it has none."""
    head = text[:_LONGEST_PLACE]
    found = _BRACKETED.match(text) if "(" in head or "[" in head or "/" in head else None
    if found:
        sure = _stands_apart(found["place"], found["dash"], text[found.end() :])
    elif found := _BARE.match(text):
        sure = _opens_sentence(text[found.end() :]) and _is_capital(found["place"])
    else:
        return 0
    return found.end() if sure and len(text) - found.end() >= _LEAST_REST and _is_place(found["place"]) else 0


def is_lead_in(text: str) -> bool:
    """Whether the text is a lead-in and nothing else."""
    found = _BRACKETED.fullmatch(text) or _BARE.fullmatch(f"{text} ")
    if found is None or not _is_place(found["place"]):
        return False
    return bool(found["dash"]) or _is_shouted(found["place"]) or _DATED.search(found["place"]) is not None


def _stands_apart(place: str, dash: str, rest: str) -> bool:
    """Whether place and agency are no part of the sentence behind them."""
    if dash in {".", ":"}:
        return bool(place.strip()) and _opens_sentence(rest)
    if _is_shouted(place):
        return bool(dash) or _opens_sentence(rest)
    return (bool(dash) or _DATED.search(place) is not None) and _opens_sentence(rest)


def _is_shouted(place: str) -> bool:
    return not place or place[:3].isupper()


def _is_capital(place: str) -> bool:
    return not place or place.istitle() or place.isupper()


def _is_place(text: str) -> bool:
    """Whether the words can name a place and a date: capitals, numbers, small words. Nothing at all can, too."""
    words = _PLACE_WORD.findall(text)
    return len(words) <= 10 and all(not word[0].islower() or _SMALL_WORD.fullmatch(word) for word in words)


def _opens_sentence(text: str) -> bool:
    return bool(text) and not text[0].islower() and not text[0].isspace()
