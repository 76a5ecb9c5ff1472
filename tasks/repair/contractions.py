"""Contractions whose apostrophe is gone and that are no word without it: `dont`, `youre`, `Im`."""

from __future__ import annotations

import re

from schemas.repair import Repair
from tasks.repair.page import Page

RULE = "contraction"
_FEWEST = 2
"""Lost contractions that a page must show before one is believed."""

CONTRACTIONS = {
    whole.replace("'", ""): whole.index("'")
    for whole in (
        "don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't wouldn't shouldn't mustn't "
        "needn't ain't i'm i've you're you've you'll you'd they're they've they'll they'd we've he's she's it'll it'd "
        "that's that'll there's there'll what's where's who've who'd could've would've should've might've must've"
    ).split()  # noqa: SIM905 - words read better so
}
"""The bare form, lower case: where its apostrophe stood."""
_BARE = re.compile(rf"(?<![\w'’-])(?:{'|'.join(sorted(CONTRACTIONS))})(?![\w'’-])", re.IGNORECASE)


def shows_lost_contractions(text: str) -> bool:
    """Whether a page has one at all."""
    return _BARE.search(text) is not None


def restore_contractions(page: Page) -> tuple[tuple[Repair, ...], ...]:
    """The apostrophes of lost contractions, where the page is English and shows several of them."""
    found = [[match for match in _BARE.finditer(text) if _plain(match[0])] for text in page.texts]
    if not page.english or sum(map(len, found)) < _FEWEST:
        return tuple(() for _ in page.texts)
    return tuple(tuple(_restored(match, page.style.apostrophe) for match in matches) for matches in found)


def _plain(word: str) -> bool:
    return word.islower() or word.istitle()


def _restored(match: re.Match[str], apostrophe: str) -> Repair:
    at = match.start() + CONTRACTIONS[match[0].lower()]
    return Repair(at, at, "", apostrophe, RULE, 0.99)
