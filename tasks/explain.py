"""One page laid open for a reader: what was kept, cut and repaired, on what grounds, and where each fact came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from schemas.article import Article, Rejection
from schemas.block import Block
from schemas.config import Config
from schemas.label import Decision, Label
from schemas.laid_open import LaidOpen
from schemas.metadata import Claim, Metadata, PageDate
from schemas.page import RawPage
from schemas.repair import Repair
from tasks import opinions
from tasks.boilerplate import hear
from tasks.clean import lay_open


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: either as it came, or repaired."""

    before: str
    """As decoded; empty where characters were put in."""
    after: str
    """As it stands now; empty where characters were taken out."""
    rule: str = ""
    """The repair's name; empty where nothing was changed."""
    confidence: float = 1.0

    @property
    def changed(self) -> bool:
        """Whether this is a repair."""
        return bool(self.rule)


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block with its decision and its repairs in place."""

    block: Block
    """After repair, or as segmented where the page did not come so far."""
    pieces: tuple[Piece, ...]
    decision: Decision | None
    """None where the page was rejected before its blocks were judged."""
    probability: float | None = None
    """Of being article text, as the model sees it; None where it was not asked."""
    witnesses: tuple[tuple[str, float], ...] = ()
    """(name, share of the block that it keeps); shown too where the judge had no doubt and asked nobody."""

    @property
    def kept(self) -> bool:
        """Whether the block is part of the article's text."""
        return self.decision is not None and self.decision.kept


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of the page, and where it was found."""

    name: str
    value: str
    origin: str
    """`json-ld`, `meta`, `block 7 (byline)`, ...; empty where the value is computed."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that `explain` shows of a page, in the order it is shown."""

    source: tuple[Fact, ...]
    """What the container says: path, id, URL, content type, charset with its evidence."""
    metadata: tuple[Fact, ...]
    blocks: tuple[ShownBlock, ...]
    repaired_metadata: tuple[tuple[Piece, ...], ...]
    """Repairs of title, description and other strings that are no blocks, each on its own."""
    outcome: Article | Rejection


def explain(raw: RawPage, config: Config | None = None) -> Explanation:
    """Clean a page and tell everything that was done to it, and why. Never raises for anything a page can hold."""
    page = lay_open(raw, config)
    assert page.cleaned is not None  # noqa: S101 - lay_open's promise, for the type checker
    return Explanation(
        source=tuple(_source(page)),
        metadata=tuple(_facts(page)),
        blocks=tuple(_blocks(page)),
        repaired_metadata=tuple((_piece(repair),) for repair in page.repairs.get(None, ())),
        outcome=page.cleaned.outcome,
    )


def pieces(text: str, repairs: Iterable[Repair]) -> Iterator[Piece]:
    """A decoded text cut into stretches that were left alone and stretches that were repaired."""
    position = 0
    for repair in repairs:
        if repair.start > position:
            untouched = text[position : repair.start]
            yield Piece(untouched, untouched)
        yield _piece(repair)
        position = repair.end
    if position < len(text):
        yield Piece(text[position:], text[position:])


def _piece(repair: Repair) -> Piece:
    return Piece(repair.before, repair.after, repair.rule, repair.confidence)


def _blocks(page: LaidOpen) -> Iterator[ShownBlock]:
    """Blocks in reading order; before the repairs were made there are none to show in them."""
    decoded = page.document.blocks if page.document else ()
    heard = _heard(page)
    decisions = {decision.block_index: decision for decision in page.decisions}
    for index, before in enumerate(decoded):
        block = page.blocks[index] if page.blocks else before
        repairs = page.repairs.get(block.index, ())
        decision = decisions.get(block.index)
        yield ShownBlock(
            block,
            tuple(pieces(before.text, repairs)),
            decision,
            opinions.probability(decision),
            opinions.witnesses(decision, heard[index] if heard else None),
        )


def _heard(page: LaidOpen) -> tuple[float, ...]:
    """The witness's share of each block; a judge that had no doubt did not ask it, whoever reads this may want to."""
    if page.heard or not page.decisions or page.document is None or page.document.tree is None:
        return page.heard
    return hear(page.document.tree, [block.text for block in page.document.blocks])


def _source(page: LaidOpen) -> Iterator[Fact]:
    raw = page.raw
    yield Fact("page", raw.source_key, "")
    yield Fact("id", raw.id, "")
    yield Fact("bytes", f"{len(raw.payload):,}", "")
    for name, value in (("url", raw.url), ("content type", raw.content_type), ("fetched", raw.fetched_at)):
        if value is not None:
            yield Fact(name, str(value), "container")
    if page.decoded is not None:
        yield Fact("form", page.decoded.form, "content")
        yield Fact("charset", page.decoded.charset, page.decoded.evidence)


def _facts(page: LaidOpen) -> Iterator[Fact]:
    """Every field of the metadata that has a value; what holds several gives a fact for each."""
    for part in fields(Metadata):
        value = getattr(page.metadata, part.name)
        for single in value if isinstance(value, tuple) else (value,):
            if single is not None:
                yield _fact(page, part.name, single)


def _fact(page: LaidOpen, name: str, value: object) -> Fact:
    if isinstance(value, PageDate):
        return Fact(name, f"{value.at.isoformat()} (to the {value.precision})", value.source)
    if isinstance(value, float):
        return Fact(name, f"{value:.2f}", "")
    return Fact(name, str(value), _origin(page, name, str(value)))


CLAIMS = {
    "title": "titles",
    "authors": "authors",
    "publisher": "publishers",
    "section": "sections",
    "description": "descriptions",
    "language": "languages",
}
"""Fields of Metadata, and the field of Declared that holds the page's claims for each."""

SPOKEN = {
    "title": frozenset({Label.TITLE_ECHO, Label.HEADING}),
    "authors": frozenset({Label.BYLINE}),
    "source_agency": frozenset({Label.AGENCY_CREDIT, Label.DATELINE, Label.BYLINE}),
    "captions": frozenset({Label.CAPTION}),
    "section": frozenset({Label.BREADCRUMB}),
}
"""Fields of Metadata, and the labels of the blocks they are read from."""


def _origin(page: LaidOpen, name: str, value: str) -> str:
    """Where a value stood: a claim of the page for this field, else the block that says it, else nowhere."""
    claims: tuple[Claim, ...] = getattr(page.declared, CLAIMS[name]) if name in CLAIMS else ()
    for claim in claims:
        if value.casefold() in claim.text.casefold():
            return claim.origin
    for decision in page.decisions:
        if decision.label in SPOKEN.get(name, ()) and _says(page.blocks[decision.block_index].text, value):
            return f"block {decision.block_index} ({decision.label})"
    return (
        "declared" if value in (*page.declared.agencies, *page.declared.keywords, page.declared.canonical_url) else ""
    )


def _says(text: str, value: str) -> bool:
    return value.casefold() in text.casefold() or text.casefold() in value.casefold()
