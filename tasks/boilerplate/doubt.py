"""Who is asked about a page: the rules and the judge always, the witness, who takes as long as they do, in doubt.

On sites that the models have not seen, the judge that never hears the witness is a little worse; one that hears it on
the few pages that leave most doubt is as good as one that always does, and a page takes seven tenths of the time.

There is doubt where the judge says so itself, and where it keeps much, without being sure of it, that stands in other
boxes than most of the prose: questions and answers, sources, cards behind the article. It is right or wrong about all
of such a box at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from schemas.config import Labels, Witness
from schemas.label import Decision
from tasks.boilerplate.model import PREFORMATTED
from tasks.boilerplate.rules import MODEL, UNCLAIMED, label
from tasks.boilerplate.view import PageView

LIMIT = 0.2
"""Characters expected to be judged wrongly, for each kept one, from which on there is doubt."""
UNKNOWN = 0.5
"""Chance of being wrong about code and verse, which the judge does not know."""

APART = 0.15
"""Characters kept elsewhere and not surely, for each kept one, from which on there is doubt."""
SURE, ALIKE = 0.85, 0.7
"""Probability from which on a kept block is so surely; share of the class names and ids around most of the kept prose,
outermost first, below which a block stands elsewhere."""

Hints = tuple[str, ...]
Ask = Callable[[], tuple[float, ...]]
"""What the witness keeps of each block, as `hear` tells."""


def decide(page: PageView, config: Labels, ask: Ask | None) -> tuple[PageView, tuple[Decision, ...]]:
    """The deciding label of every block, and the page as whoever decided saw it: with the witness, if it was heard.

    Args:
        page: as no witness has been asked.
        config: says when it is.
        ask: asks it; None where there is none, as on plain text.
    """
    if ask is None or config.witness is Witness.IN_DOUBT:
        decisions = label(page, config)
        if ask is None or not in_doubt(page, decisions):
            return page, decisions
    page = page.hearing(ask())
    return page, label(page, config)


def in_doubt(page: PageView, decisions: Sequence[Decision]) -> bool:
    """Whether the decisions leave so much doubt that the witness is to be heard; always where nothing is kept."""
    wrong = kept = apart = 0.0
    held = [page.blocks[decision.block_index] for decision in decisions if decision.kept]
    home = home_of((block.hints, len(block.text)) for block in held if page.prose[block.index])
    for block, decision in zip(page.blocks, decisions, strict=True):
        size, judged = len(block.text), decision.rule in (MODEL, UNCLAIMED)
        if judged:
            wrong += size * (UNKNOWN if block.tag in PREFORMATTED else 1 - decision.confidence)
        if decision.kept:
            kept += size
            apart += size * (judged and decision.confidence < SURE and is_apart(block.hints, home))
    return wrong >= LIMIT * kept or apart >= APART * kept > 0


def home_of(prose: Iterable[tuple[Hints, int]]) -> Hints:
    """The hints under which most of the kept prose stands: of each block its hints and its characters."""
    chars = Counter[Hints]()
    for hints, size in prose:
        chars[hints] += size
    return max(chars, key=chars.__getitem__, default=())


@lru_cache(maxsize=4096)
def is_apart(hints: Hints, home: Hints) -> bool:
    """Whether what has these hints stands elsewhere than home; nowhere is elsewhere where home has no names."""
    common = 0
    while common < min(len(hints), len(home)) and hints[-1 - common] == home[-1 - common]:
        common += 1
    return common < ALIKE * len(home)
