"""A page on its way: what each step found, kept for `explain` and for whoever assembles the rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.article import CleanedPage, Step
from schemas.block import Block
from schemas.document import Document
from schemas.label import Decision
from schemas.metadata import Declared, Metadata
from schemas.page import DecodedPage, RawPage
from schemas.repair import Repair


@dataclass(slots=True)
class LaidOpen:
    """Everything that was known of a page on its way, step by step; steps not reached keep their empty value."""

    raw: RawPage
    step: Step = Step.DECODE
    """The step the page is in, or ended in."""
    decoded: DecodedPage | None = None
    document: Document | None = None
    """Blocks as segmented, before repair."""
    declared: Declared = field(default_factory=Declared)
    """What the page says of itself, after repair."""
    blocks: tuple[Block, ...] = ()
    """Blocks after repair."""
    repairs: dict[int | None, tuple[Repair, ...]] = field(default_factory=dict)
    """Repairs by block index; None holds those of the metadata."""
    heard: tuple[float, ...] = ()
    """The witness's share of each block; empty where it was not asked, as on plain text."""
    decisions: tuple[Decision, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    cleaned: CleanedPage | None = None
    """The rows; never None once `lay_open` has returned."""
