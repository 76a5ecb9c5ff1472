"""What the repairs that need context share: the page's texts and what they say of its style and language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from schemas.config import Repairs
from schemas.repair import Repair
from tasks.repair.english import is_english
from tasks.repair.splits import Choices, hopeful_choices
from tasks.repair.style import Style, style_of
from tasks.repair.tables import common_words, unusual_forms, vocabulary

_SAMPLE = 30_000
"""Characters that tell a page's language."""
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


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
    def beyond_ascii(self) -> str:
        """All characters beyond ASCII: most damage shows in them."""
        return "" if self.joined.isascii() else "".join(_BEYOND_ASCII.findall(self.joined))

    @cached_property
    def unusual(self) -> str:
        """What stands between blanks and is not simply a word, or is one that tells of a loss; each once, a line each.

        A third of what a page is made of, and all that its tests need look at.
        """
        common, telling, known = common_words(), unusual_forms(), vocabulary().zipf
        rare = [chunk for chunk in dict.fromkeys(self.joined.split()) if chunk not in common]
        return "\n".join(
            [chunk for chunk in rare if not chunk.isalpha() or chunk.lower() not in known or chunk in telling]
        )

    @cached_property
    def hopeful(self) -> Choices:
        """Its words that may well be two with a lost dash between them."""
        return hopeful_choices(self.unusual, vocabulary().zipf)

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
    suspects: Callable[[Page], bool]
    """A cheap test of the whole page; where it says no, `change` is not asked."""


@dataclass(frozen=True, slots=True)
class PageRepair:
    """A repair that needs the page to decide: which characters it lost, how it writes them, what language it is."""

    name: str
    find: Callable[[Page], tuple[tuple[Repair, ...], ...]]
    """Pure; for every text of the page its repairs, sorted and not overlapping."""
    suspects: Callable[[Page], bool]
