"""`copydesk explain` on the terminal. Marks, not only colours, say what was cut and repaired: a pipe has no colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from schemas.article import Rejection
from tasks.explain import Explanation, Fact, Piece, ShownBlock

KEPT, CUT, UNJUDGED = " ", "✂", "?"


def print_explanation(console: Console, page: Explanation) -> None:
    """The page from its source to its outcome, block by block."""
    _facts(console, "source", page.source)
    _facts(console, "metadata", page.metadata)
    if page.repaired_metadata:
        console.print(Rule("repairs in the metadata", align="left"))
        for pieces in page.repaired_metadata:
            console.print(Padding(_repaired(pieces, ""), (0, 0, 0, 2)))
    if page.blocks:
        console.print(Rule("blocks", align="left"))
        console.print(_blocks(page.blocks))
    console.print(Rule("outcome", align="left"))
    console.print(outcome(page), soft_wrap=True)


def _facts(console: Console, title: str, facts: Iterable[Fact]) -> None:
    console.print(Rule(title, align="left"))
    for fact in facts:
        origin = Text(f"  [{fact.origin}]", style="dim") if fact.origin else Text()
        console.print(Text.assemble((f"  {fact.name:<17} ", "cyan"), fact.value, origin))


def _blocks(blocks: Sequence[ShownBlock]) -> Table:
    """Mark, number, label, what model and witnesses think, and the text; below that of a cut one why it was cut."""
    names = list(dict.fromkeys(name for shown in blocks for name, _ in shown.witnesses))
    grid = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, header_style="dim italic")
    for title in ("", "", "", "model", *(name[:5] for name in names)):
        grid.add_column(title, no_wrap=True, style="dim")
    grid.add_column("", overflow="fold")
    for shown in blocks:
        decision = shown.decision
        mark = UNJUDGED if decision is None else KEPT if decision.kept else CUT
        label = decision.label.value if decision else ""
        grid.add_row(mark, str(shown.block.index), label, *_thought(shown, names), _text(shown, mark))
    return grid


def _thought(shown: ShownBlock, names: Sequence[str]) -> Iterator[str]:
    """The model's probability and each witness's share, empty where they were not asked."""
    yield "" if shown.probability is None else f"{shown.probability:.2f}"
    shares = dict(shown.witnesses)
    yield from (f"{shares[name]:.0%}" if name in shares else "" for name in names)


def _text(shown: ShownBlock, mark: str) -> Text:
    decision = shown.decision
    style = "strike red" if mark == CUT else ""
    marker = f"{shown.block.marker} " if shown.block.marker else ""
    text = Text.assemble((marker, style), _repaired(shown.pieces, style))
    if decision is not None and not decision.kept:
        text.append(f"\n{decision.rule}: {decision.evidence} ({decision.confidence:.2f})", "not strike yellow")
    return text


def _repaired(pieces: Iterable[Piece], style: str) -> Text:
    """A text with each repair as [before → after]."""
    text = Text(style=style)
    for piece in pieces:
        if piece.changed:
            text.append("[", "bold green").append(visible(piece.before), "red").append("→", "bold green")
            text.append(visible(piece.after), "green").append("]", "bold green")
        else:
            text.append(piece.after)
    return text


def visible(text: str) -> str:
    """Characters that cannot be seen as U+..., all others as they are."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


def outcome(page: Explanation) -> Text:
    """The last word: an article with its counts, or a rejection with its reason."""
    end = page.outcome
    if isinstance(end, Rejection):
        return Text(f"  rejected in step {end.step}: {end.reason}: {end.detail}", style="red")
    cut = sum(not block.kept for block in page.blocks)
    flags = ", ".join(end.quality_flags) or "none"
    return Text(f"  article: {len(page.blocks) - cut} blocks kept, {cut} cut; quality flags: {flags}", style="green")
