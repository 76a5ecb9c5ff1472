"""What the repairs that need context share: the page's texts and what they say of its style and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from schemas.config import Repairs
from schemas.repair import Repair
from tasks.repair.english import is_english
from tasks.repair.style import Style, style_of

_SAMPLE = 30_000
"""Characters that tell a page's language."""


@dataclass(frozen=True)
class Page:
    """A page's texts in reading order, as the repairs before left them."""

    texts: tuple[str, ...]
    evidence: str = ""
    """Title, description and metadata as found: may hold characters that the texts have lost."""
    config: Repairs = field(default_factory=Repairs)

    @cached_property
    def joined(self) -> str:
        """All texts, a line each."""
        return "\n".join(self.texts)

    @cached_property
    def style(self) -> Style:
        """How the page writes its apostrophes, quotes and dashes."""
        return style_of(self.joined)

    @cached_property
    def english(self) -> bool:
        """Whether the page as a whole is English."""
        return is_english(self.joined[:_SAMPLE])


@dataclass(frozen=True, slots=True)
class CharacterRepair:
    """A repair that looks at nothing but the characters beside the damage."""

    name: str
    change: Callable[[str], str]
    """Pure; gives an undamaged text back as it is. The driver finds out where it changed something."""
    suspects: Callable[[str], bool]
    """A cheap test of the whole page; where it says no, `change` is not asked."""


@dataclass(frozen=True, slots=True)
class PageRepair:
    """A repair that needs the page to decide: which characters it lost, how it writes them, what language it is."""

    name: str
    find: Callable[[Page], tuple[tuple[Repair, ...], ...]]
    """Pure; for every text of the page its repairs, sorted and not overlapping."""
    suspects: Callable[[str], bool]
