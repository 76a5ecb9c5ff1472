"""The repairs in their order, and the one loop that runs them and keeps account of every change."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.config import Repairs
from schemas.repair import Repair, RepairedText, apply
from tasks.repair.apostrophes import may_have_lost_apostrophes, restore_apostrophes
from tasks.repair.controls import holds_controls, read_controls_as_windows_1252
from tasks.repair.dashes import may_have_lost_dashes, restore_dashes
from tasks.repair.entities import holds_references, resolve_entities
from tasks.repair.invisible import drop_invisible, holds_invisible
from tasks.repair.mojibake import fix_mojibake, may_hold_mojibake
from tasks.repair.page import CharacterRepair, Page, PageRepair
from tasks.repair.spans import compose, difference
from tasks.repair.standins import replace_stand_ins, shows_stand_ins

REPAIRS: tuple[CharacterRepair | PageRepair, ...] = (
    # entities first: what they hide may be damaged itself; mojibake before controls: its bytes are controls too
    CharacterRepair("entity", resolve_entities, holds_references),
    CharacterRepair("mojibake", fix_mojibake, may_hold_mojibake),
    CharacterRepair("c1_control", read_controls_as_windows_1252, holds_controls),
    CharacterRepair("invisible", drop_invisible, holds_invisible),
    # what stands in for a character is read before anything is missed
    PageRepair("stand_in", replace_stand_ins, shows_stand_ins),
    PageRepair("lost_dash", restore_dashes, may_have_lost_dashes),
    PageRepair("lost_apostrophe", restore_apostrophes, may_have_lost_apostrophes),
)
"""Order is part of the meaning. A new repair is one function and its place here; spans come from the loop."""


def repair_page(texts: Sequence[str], config: Repairs | None = None, evidence: str = "") -> tuple[RepairedText, ...]:
    """Repair the texts of one page, its blocks in reading order; all of them tell whether characters were lost.

    Args:
        texts: as decoded; each comes back with repairs in its own coordinates.
        config: how sure a repair must be; the defaults where None.
        evidence: title, description and other metadata of the page, one a line, as decoded.
    """
    config = config or Repairs()
    original = tuple(texts)
    page = Page(original, evidence, config)
    done: tuple[tuple[Repair, ...], ...] = ((),) * len(original)
    for repair in REPAIRS if config.enabled else ():
        found = _find(repair, page) if repair.suspects(page) else ()
        if any(found):
            done = tuple(map(compose, original, done, page.texts, found))
            page = Page(tuple(map(_applied, page.texts, found)), evidence, config)
    return tuple(map(RepairedText, page.texts, done))


def repair_text(text: str, config: Repairs | None = None, evidence: str = "") -> RepairedText:
    """Repair one text that is a page of its own: its lines are the paragraphs. See `repair_page`."""
    return repair_page((text,), config, evidence)[0]


def _applied(text: str, repairs: tuple[Repair, ...]) -> str:
    return apply(text, repairs) if repairs else text


def _find(repair: CharacterRepair | PageRepair, page: Page) -> tuple[tuple[Repair, ...], ...]:
    if isinstance(repair, PageRepair):
        return repair.find(page)
    changed = map(repair.change, page.texts)
    return tuple(
        () if before == after else difference(before, after, repair.name)
        for before, after in zip(page.texts, changed, strict=True)
    )
