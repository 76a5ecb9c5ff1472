"""Agency credits that stand inside a paragraph become blocks of their own."""

from __future__ import annotations

from schemas.block import Block


def split_credits(block: Block) -> tuple[Block, ...]:
    """The block, or its parts where it begins or ends with an agency credit."""
    return (block,)
