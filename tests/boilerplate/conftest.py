"""Pages in a line each: strings are plain-text lines, `Block`s are what they are, and `>>> ` marks the judged one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence
from tasks.boilerplate.among import Rule
from tasks.boilerplate.view import PageView

MARK = ">>> "
PROSE = "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said."
"""Stands for every item `P` of a page."""

Item = str | Block
Judge = Callable[..., Evidence | None]


def blocks_of(items: Sequence[Item]) -> tuple[tuple[Block, ...], int]:
    """The numbered blocks of a page, and the index of the marked one."""
    blocks, marked = [], 0
    for index, item in enumerate(items):
        block = Block(index, item, "line") if isinstance(item, str) else item
        block = replace(block, text=PROSE) if block.text == "P" else block
        if block.text.startswith(MARK):
            marked = index
        blocks.append(replace(block, index=index, text=block.text.removeprefix(MARK)))
    return tuple(blocks), marked


@pytest.fixture
def view() -> Callable[..., PageView]:
    """`view(items, **known)`: the page as the rules see it."""

    def made(items: Sequence[Item], **known: object) -> PageView:
        form = known.pop("form", None) or ("html" if any(isinstance(item, Block) for item in items) else "text")
        return PageView(form, blocks_of(items)[0], **known)

    return made


@pytest.fixture
def judged(view: Callable[..., PageView]) -> Judge:
    """`judged(rule, items, **known)`: what a rule says of the marked block."""

    def made(rule: Rule, items: Sequence[Item], **known: object) -> Evidence | None:
        page = view(items, **known)
        return rule(page.blocks[blocks_of(items)[1]], page, Labels())

    return made


@pytest.fixture
def some_day() -> datetime:
    return datetime(2026, 11, 3, tzinfo=UTC)
