"""The page as the rules see it: its blocks, its names for itself, and where its prose stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from typing import Literal

from schemas.block import Block
from schemas.label import Label
from schemas.metadata import Declared
from tasks.boilerplate import moments
from tasks.boilerplate.alignment import coverage
from tasks.boilerplate.class_names import is_overlay
from tasks.boilerplate.keys import TITLE_KEY, key, sure_titles
from tasks.boilerplate.menus import MUCH, Box, boxes_of_prose, rows_of_links, stands_in
from tasks.boilerplate.phrases import Phrase, claim
from tasks.pictures import is_credited
from tasks.prose import is_prose, main_run

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HEARD = 0.5
"""Share of a block's words from which on the witness keeps it."""
NEARLY_ALL = 0.8
"""Share of the page's prose that a wrapper holds."""
BUTTONS = 4
"""Times that the same line stands on a page, from which on it is a button: `Read more` at the end of each card."""
NEAR = 3
"""Innermost hints that are heard: an outer wrapper's class name says little of a paragraph deep inside."""


@dataclass(frozen=True)
class PageView:
    """What a rule may look at besides its block."""

    form: Literal["html", "text"]
    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    """The names the page gives itself, best first, with the headings and title pieces that may not be one."""
    heard: tuple[float, ...] = ()
    """Share of each block that trafilatura keeps; empty where it was not asked."""
    types: tuple[str, ...] = ()
    """schema.org types the page declares itself to be."""
    sure_titles: tuple[str, ...] = ()
    """The titles of the page itself, if they are told from those of its parts."""
    authors: tuple[str, ...] = ()
    """Declared authors, as written."""
    published: bool = False
    """Whether the page declares when it was published."""
    trail: tuple[str, ...] = ()
    """Declared sections and steps of the breadcrumb trail."""
    summaries: tuple[str, ...] = ()
    """What the page declares as its own summary."""
    languages: tuple[str, ...] = ()
    """Declared language tags, as written."""
    said: tuple[float, ...] = ()
    """Share of each block that stands in the page's own structured data; empty where that holds no text."""

    @classmethod
    def of(cls, form: Literal["html", "text"], blocks: tuple[Block, ...], declared: Declared) -> PageView:
        """The view of a repaired page, before any witness is asked."""
        return cls(
            form,
            blocks,
            titles=tuple(claim.text for claim in declared.titles),
            types=declared.types,
            sure_titles=sure_titles(declared.titles),
            authors=tuple(claim.text for claim in declared.authors),
            published=bool(declared.published),
            trail=tuple(dict.fromkeys((*declared.crumbs, *(claim.text for claim in declared.sections)))),
            summaries=tuple(claim.text for claim in declared.descriptions),
            languages=tuple(claim.text for claim in declared.languages),
            said=coverage(declared.body.splitlines(), [block.text for block in blocks]) if declared.body else (),
        )

    def hearing(self, heard: tuple[float, ...]) -> PageView:
        """The same page once the witness was asked; what does not depend on it is not worked out again."""
        page = replace(self, heard=heard)
        page.__dict__.update(_worked_out(self, _LASTING))
        if page.menus == self.menus:
            page.__dict__.update(_worked_out(self, _WITH_MENUS))
        return page

    @cached_property
    def candidates(self) -> dict[object, Collection[int]]:
        """What `among.candidates` has worked out, by rule."""
        return {}

    @cached_property
    def looked_at(self) -> dict[int, tuple[tuple[float, ...], int]]:
        """What `features` has worked out of single blocks, by their index."""
        return {}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of every block."""
        return tuple([block.text for block in self.blocks])

    @cached_property
    def phrases(self) -> tuple[Phrase | None, ...]:
        """The publishing system's phrase that each block is, if it is one."""
        return tuple(map(claim, self.texts))

    @cached_property
    def credited(self) -> tuple[bool, ...]:
        """Which blocks are a picture credit or closed by one."""
        return self._outside_menus(is_credited)

    @cached_property
    def dated(self) -> tuple[bool, ...]:
        """Which blocks are nothing but a date, a clock time or an age."""
        return self._outside_menus(moments.is_moment)

    def _outside_menus(self, tells: Callable[[str], bool]) -> tuple[bool, ...]:
        """What is told of each text; False of those in menus."""
        menus = self.menus
        return tuple([index not in menus and tells(text) for index, text in enumerate(self.texts)])

    @cached_property
    def bare_dates(self) -> int:
        """How many dates amid the prose do not say what they are the date of."""
        amid = self.blocks[self.first_prose : self.last_prose + 1]
        return sum(self.dated[block.index] and not moments.says_when(block.text) for block in amid)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """`key` of every block."""
        return tuple(map(key, self.texts))

    @cached_property
    def title_keys(self) -> frozenset[str]:
        """`key` of every title of the page itself that is long enough to be told from a common phrase."""
        return frozenset(k for k in map(key, self.sure_titles or self.titles) if len(k) >= TITLE_KEY)

    @cached_property
    def author_keys(self) -> frozenset[str]:
        """`key` of every declared author."""
        return frozenset(k for k in map(key, self.authors) if len(k) >= 5)

    @cached_property
    def trail_keys(self) -> frozenset[str]:
        """`key` of every declared section and step of the trail."""
        return frozenset(k for k in map(key, self.trail) if k)

    @cached_property
    def prose(self) -> tuple[bool, ...]:
        """Which blocks read like sentences of running text."""
        return tuple(is_prose(block) for block in self.blocks)

    @cached_property
    def wrappers(self) -> frozenset[str]:
        """Tags inside of which nearly all prose stands: there, they are no landmarks.

        Some systems put the whole page into a `form`; a `nav` or a `button` that nobody closed holds what follows.
        """
        chars = Counter[str]()
        for block in compress(self.blocks, self.prose):
            for tag in {"", block.tag, *block.path}:
                chars[tag] += len(block.text)
        return frozenset(tag for tag, inside in chars.items() if inside >= NEARLY_ALL * chars[""])

    @cached_property
    def near_hints(self) -> dict[tuple[str, ...], list[int]]:
        """The first `NEAR` hints of the blocks, and the indices of those that have the same."""
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, block in enumerate(self.blocks):
            found[block.hints[:NEAR]].append(index)
        return found

    @cached_property
    def near_tokens(self) -> frozenset[str]:
        """All near hints of the page."""
        return frozenset[str]().union(*self.near_hints)

    def hinted(self, tells: Callable[[str], object]) -> list[int]:
        """Indices of the blocks that have a near hint of which `tells` says anything."""
        telling = set(filter(tells, self.near_tokens))
        near = self.near_hints.items() if telling else ()
        return [index for tokens, indices in near if not telling.isdisjoint(tokens) for index in indices]

    @cached_property
    def overlays(self) -> dict[int, str]:
        """Blocks in boxes laid over the page, with the name that tells so; none where these hold much of the prose."""
        named = {
            index: token
            for index in self.hinted(is_overlay)
            for token in self.blocks[index].hints[:NEAR]
            if is_overlay(token)
        }
        if not named:
            return {}
        inside = sum(len(self.blocks[index].text) for index in named if self.prose[index])
        prose = sum(len(block.text) for block in self.blocks if self.prose[block.index])
        return {} if inside > MUCH * prose else named

    @cached_property
    def prose_under(self) -> Mapping[str, float]:
        """Share of the page's prose that has a token among its near hints; 0 of all others."""
        chars = Counter[str]()
        for block in compress(self.blocks, self.prose):
            for token in {"", *block.hints[:NEAR]}:
                chars[token] += len(block.text)
        return {token: inside / chars[""] for token, inside in chars.items()}

    @cached_property
    def first_prose(self) -> int:
        """Index of the first prose block; the number of blocks where there is none."""
        return next((i for i, found in enumerate(self.prose) if found), len(self.blocks))

    @cached_property
    def last_prose(self) -> int:
        """Index of the last prose block; -1 where there is none."""
        return next((i for i in reversed(range(len(self.prose))) if self.prose[i]), -1)

    @cached_property
    def menus(self) -> frozenset[int]:
        """Indices of short links in a row, outside the running text and under no heading of related ones.

        None on plain text, which shows no links; amid the prose, none that trafilatura keeps, or that stands with it.
        """
        rows = [row for row in rows_of_links(self.blocks, self._ends_row) if not self._are_related(row)]
        return frozenset(index for row in rows for index in row if not self._is_of_article(self.blocks[index]))

    def _ends_row(self, block: Block) -> bool:
        start, end = self.main_run
        return start <= block.index < end or self._keeps_amid(block)

    def _is_of_article(self, block: Block) -> bool:
        """Whether a link amid the prose stands in the same box: the article's own list of tools, works or sources."""
        return self.form == "html" and self.amid(block) and stands_in(block, self.boxes_of_prose)

    @cached_property
    def boxes_of_prose(self) -> frozenset[Box]:
        """Boxes whose paragraphs are much of the prose."""
        return boxes_of_prose(self.blocks, self.prose)

    def _keeps_amid(self, block: Block) -> bool:
        return bool(self.heard) and self.amid(block) and self.keeps(block)

    def _are_related(self, row: range) -> bool:
        near = self.phrases[max(0, row.start - 3) : row.stop]
        return any(phrase is not None and phrase.label is Label.RELATED for phrase in near)

    @cached_property
    def main_run(self) -> tuple[int, int]:
        """The half-open range of blocks that holds the running text."""
        return main_run(self.blocks, self.prose)

    def amid(self, block: Block) -> bool:
        """Whether a block stands between the first prose and the last: a line there may head what follows it."""
        return self.first_prose < block.index < self.last_prose

    def heads_prose(self, block: Block) -> bool:
        """Whether prose follows a block directly."""
        following = self.after(block)
        return following is not None and self.prose[following.index]

    def is_button(self, block: Block) -> bool:
        """Whether a line stands on the page so often that it closes each of many cards and heads none of them."""
        return self.repeats[self.keys[block.index]] >= BUTTONS

    @cached_property
    def repeats(self) -> Mapping[str, int]:
        """How many blocks have a key."""
        return Counter(self.keys)

    def keeps(self, block: Block) -> bool:
        """Whether trafilatura keeps most of a block; False where it was not asked."""
        return bool(self.heard) and self.heard[block.index] >= HEARD

    def before(self, block: Block, back: int = 1) -> Block | None:
        """The block `back` places earlier, if there is one."""
        index = block.index - back
        return self.blocks[index] if index >= 0 else None

    def after(self, block: Block, ahead: int = 1) -> Block | None:
        """The block `ahead` places later, if there is one."""
        index = block.index + ahead
        return self.blocks[index] if index < len(self.blocks) else None


_LASTING = frozenset(
    """
    texts phrases keys title_keys author_keys trail_keys prose first_prose last_prose main_run wrappers near_hints
    near_tokens overlays prose_under repeats boxes_of_prose looked_at
    """.split()
)
"""Properties that no witness changes."""
_WITH_MENUS = frozenset("candidates dated credited bare_dates".split())
"""Properties that it changes only where it changes what is a menu."""


def _worked_out(page: PageView, names: frozenset[str]) -> dict[str, object]:
    return {name: value for name, value in page.__dict__.items() if name in names}
