"""Repairs of a whole page: its blocks and the strings it declares, judged together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from schemas.block import Block
from schemas.config import Repairs
from schemas.metadata import Claim, Declared
from schemas.repair import Repair, RepairedText
from tasks.repair import repair_page

CLAIMS = ("titles", "authors", "publishers", "sections", "descriptions")
NAMES = ("keywords", "crumbs")
"""The declared strings that may end in a column."""

Repaired = tuple[tuple[Block, ...], Declared, dict[int | None, tuple[Repair, ...]]]


def repair_document(blocks: Sequence[Block], declared: Declared, config: Repairs) -> Repaired:
    """Blocks and declared strings after repair, and the repairs by block index (None: those of declared strings).

    The declared strings are evidence for the blocks: a title often keeps the apostrophe that the text has lost.
    """
    if not config.enabled:
        return tuple(blocks), declared, {}
    strings = _strings(declared)
    texts = [block.text for block in blocks]
    repaired = repair_page([*texts, *strings], config, "\n".join(strings))
    of_blocks, of_strings = repaired[: len(texts)], repaired[len(texts) :]
    repairs: dict[int | None, tuple[Repair, ...]] = {
        block.index: result.repairs for block, result in zip(blocks, of_blocks, strict=True) if result.repairs
    }
    if of_declared := tuple(repair for result in of_strings for repair in result.repairs):
        repairs[None] = of_declared
    return tuple(map(_with_text, blocks, of_blocks)), _with_strings(declared, of_strings), repairs


def _with_text(block: Block, result: RepairedText) -> Block:
    return replace(block, text=result.text) if result.repairs else block


def _strings(declared: Declared) -> list[str]:
    claims = [claim.text for name in CLAIMS for claim in getattr(declared, name)]
    return claims + [text for name in NAMES for text in getattr(declared, name)]


def _with_strings(declared: Declared, results: Sequence[RepairedText]) -> Declared:
    if not any(result.repairs for result in results):
        return declared
    texts = iter([result.text for result in results])
    changes: dict[str, tuple[Claim | str, ...]] = {}
    for name in CLAIMS:
        claims: tuple[Claim, ...] = getattr(declared, name)
        changes[name] = tuple(
            Claim(text, claim.origin) for claim, text in zip(claims, islice(texts, len(claims)), strict=True)
        )
    for name in NAMES:
        changes[name] = tuple(islice(texts, len(getattr(declared, name))))
    return replace(declared, **changes)  # type: ignore[arg-type]  # the names above are Declared's own
