"""Of which blocks a rule needs to be asked at all: a cheap look at the whole page that a rule may bring along."""

from __future__ import annotations

from collections.abc import Callable, Collection

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence
from tasks.boilerplate.view import PageView

Rule = Callable[[Block, PageView, Labels], Evidence | None]
Few = Callable[[PageView], Collection[int]]
"""The indices of the blocks that a rule could claim; of all others it would say nothing."""

_FEW: dict[Rule, Few] = {}


def among(few: Few) -> Callable[[Rule], Rule]:
    """Spares a rule the blocks that it never claims. It stays the same function and changes no decision.

    Args:
        few: at least every block of the page that the rule claims, in any order, whatever the witness keeps of it.
    """

    def noted(rule: Rule) -> Rule:
        _FEW[rule] = few
        return rule

    return noted


def candidates(rule: Rule, page: PageView) -> Collection[int]:
    """The indices of the blocks that the rule is to be asked about: all, where it does not say of which."""
    if rule not in page.candidates:
        few = _FEW.get(rule)
        page.candidates[rule] = range(len(page.blocks)) if few is None else few(page)
    return page.candidates[rule]
