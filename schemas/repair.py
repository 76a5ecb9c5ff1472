"""A repair: one place where damaged or lost characters were put right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """`before`, found at `start:end` of the text as it was decoded, became `after`.

    The repairs of one text are sorted and do not overlap; an insertion has `start == end` and an empty `before`.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    """The repair's name; several that met at one place are joined with `+`, in the order they ran."""
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A text after repair, with all that was done to it."""

    text: str
    repairs: tuple[Repair, ...] = ()


def apply(text: str, repairs: tuple[Repair, ...]) -> str:
    """The repaired text, from the decoded one.

    Raises:
        ValueError: the repairs were not made for this text, overlap or are out of order.
    """
    pieces, position = [], 0
    for repair in repairs:
        if repair.start < position or text[repair.start : repair.end] != repair.before:
            raise ValueError(f"repair at {repair.start}:{repair.end} does not fit the text")
        pieces += [text[position : repair.start], repair.after]
        position = repair.end
    return "".join([*pieces, text[position:]])


def revert(text: str, repairs: tuple[Repair, ...]) -> str:
    """The decoded text, from the repaired one.

    Raises:
        ValueError: the repairs were not made on this text.
    """
    pieces, position, shift = [], 0, 0
    for repair in repairs:
        start = repair.start + shift
        end = start + len(repair.after)
        if start < position or text[start:end] != repair.after:
            raise ValueError(f"repair at {repair.start}:{repair.end} is not in the text")
        pieces += [text[position:start], repair.before]
        position, shift = end, shift + len(repair.after) - len(repair.before)
    return "".join([*pieces, text[position:]])
