"""Who is asked about a page: the rules and the judge always, the witness, who takes as long as they do, in doubt.

On sites that the models have not seen, the judge that never hears the witness is a little worse; one that hears it on
the few pages that leave most doubt is as good as one that always does, and a page takes seven tenths of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schemas.config import Labels, Witness
from schemas.label import Decision
from tasks.boilerplate.model import PREFORMATTED
from tasks.boilerplate.rules import MODEL, UNCLAIMED, label
from tasks.boilerplate.view import PageView

LIMIT = 0.2
"""Characters expected to be judged wrongly, for each kept one, from which on there is doubt."""
UNKNOWN = 0.5
"""Chance of being wrong about code and verse, which the judge does not know."""

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
    wrong = kept = 0.0
    for block, decision in zip(page.blocks, decisions, strict=True):
        if decision.kept:
            kept += len(block.text)
        if decision.rule in (MODEL, UNCLAIMED):
            chance = UNKNOWN if block.tag in PREFORMATTED else 1 - decision.confidence
            wrong += len(block.text) * chance
    return wrong >= LIMIT * kept
