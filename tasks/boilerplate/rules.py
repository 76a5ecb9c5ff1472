"""The ordered rules and their one driver. The first rule that claims a block decides it.

To add a rule: a function `(block, page, config) -> Evidence | None`, its place in RULES, and rows in its table of
examples, the texts it must leave alone first. The order is part of the meaning: certain rules first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.config import Labels
from schemas.label import Decision, Evidence, Label
from tasks.boilerplate import byline, credit, place, plain, times, titles
from tasks.boilerplate.among import Rule, candidates
from tasks.boilerplate.body import kind
from tasks.boilerplate.model import judge
from tasks.boilerplate.standfirst import standfirsts
from tasks.boilerplate.twice import copies
from tasks.boilerplate.view import PageView

RULES: tuple[Rule, ...] = (
    place.blank,
    titles.title_echo,
    titles.breadcrumb,
    place.menu,
    times.counter,
    byline.byline,
    times.timestamp,
    credit.agency_credit,
    credit.caption,
    place.phrase,
    place.overlaid,
    place.hinted,
    plain.plea,
    plain.after_author,
    place.after_comment_form,
    place.after_related,
    place.hidden,
    place.landmark,
    place.told,
)
"""Rules that know what a block is from the block and what stands around it."""

MODEL = "model"
"""The learned judge, heard on every block that no rule claims."""

STANDFIRST = "standfirst"
"""What stands under the title and is the page's own summary, though the judge would drop it."""

TWICE = "twice"
"""What stands twice among the blocks that all others would keep."""

UNCLAIMED = "unclaimed"
"""The rule's name of a block that nobody claims."""

NOBODY = (UNCLAIMED, Evidence(Label.OTHER, "nobody spoke", 0.5))

Claim = tuple[str, Evidence] | None
"""A rule's name and what it saw."""


def label(page: PageView, config: Labels) -> tuple[Decision, ...]:
    """The deciding label of every block, in block order."""
    claims = certain(page, config)
    verdicts = {} if MODEL in config.drop_rules else judge(page, [claim[1] if claim else None for claim in claims])
    last = [(MODEL, verdicts[index]) if index in verdicts else NOBODY for index in range(len(claims))]
    decisions = [_decision(index, *(claim or last[index])) for index, claim in enumerate(claims)]
    for rule, revised in ((STANDFIRST, _leading), (TWICE, _copies)):
        if rule not in config.drop_rules:
            for index, evidence in revised(page, decisions):
                decisions[index] = _decision(index, rule, evidence)
    return tuple(decisions)


def _leading(page: PageView, decisions: Sequence[Decision]) -> Iterator[tuple[int, Evidence]]:
    """The standfirst, where the judge would drop it."""
    for index in standfirsts(page):
        if decisions[index].rule == MODEL and not decisions[index].kept:
            evidence = Evidence(kind(page.blocks[index], page), "under the title, and the page's own summary", 0.8)
            yield index, evidence


def _copies(page: PageView, decisions: Sequence[Decision]) -> Iterator[tuple[int, Evidence]]:
    """The kept blocks that are copies of other kept ones; plain text does not show where its lines stood."""
    kept = [decision.block_index for decision in decisions if decision.kept]
    blocks = [page.blocks[index] for index in kept]
    places = [(block.tag, len(block.path)) for block in blocks] if page.form == "html" else kept
    for index, other in zip(
        kept, copies([page.keys[index] for index in kept], list(map(page.keeps, blocks)), places), strict=True
    ):
        if other is not None:
            yield index, Evidence(Label.OTHER, f"the same words as block {kept[other]}", 0.9)


def certain(page: PageView, config: Labels) -> tuple[Claim, ...]:
    """What the first rule that speaks says of every block, in block order; None where all are silent."""
    claims: list[Claim] = [None] * len(page.blocks)
    for rule in RULES:
        name = rule.__name__
        if name not in config.drop_rules:
            for index in candidates(rule, page):
                if claims[index] is None and (evidence := rule(page.blocks[index], page, config)) is not None:
                    claims[index] = name, evidence
    return tuple(claims)


def _decision(index: int, rule: str, evidence: Evidence) -> Decision:
    return Decision(index, evidence.label, rule, evidence.saw, evidence.confidence)
