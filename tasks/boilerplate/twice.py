"""Text that stands twice on a page: for readers without scripts, for printers, for narrow screens, in a slider.

Not all that comes back is a copy: a page of dates or of recipes says the same of several things. There the blocks are
alike in their place too, and the witness keeps them all.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

LETTERS = 60
"""Letters and digits from which on a block is not the same as another by chance, as short lines and refrains are."""
RUN = 3
"""Blocks that come back in the same order, from which on it is the page that stands there twice."""


def copies(keys: Sequence[str], heard: Sequence[bool], places: Sequence[Hashable]) -> list[int | None]:
    """For each kept block of a page, in reading order, the place in this list of the one that it is a copy of.

    Of two that are the same, the one is a copy that the witness does not keep; else the later one, where it stands at
    another place of the page, or in a run of blocks that all come back.

    Args:
        keys: letters and digits of each, as `view.key` gives them.
        heard: whether the witness keeps it.
        places: where it stands; equal for blocks that stand alike.
    """
    found: list[int | None] = [None] * len(keys)
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        if len(key) < LETTERS:
            continue
        other = first.setdefault(key, number)
        if other == number:
            continue
        if heard[number] and not heard[other]:
            found[other], first[key] = number, number
        elif heard[other] != heard[number] or places[other] != places[number] or _come_back(keys, other, number):
            found[number] = other
    _go_on(keys, found)
    return found


def _go_on(keys: Sequence[str], found: list[int | None]) -> None:
    """Mark short lines too, where they follow a copy as they follow what it was copied from."""
    for number in range(1, len(keys)):
        before = found[number - 1]
        if before is not None and before < number - 1 and keys[before + 1] == keys[number]:
            found[number] = before + 1


def _come_back(keys: Sequence[str], one: int, other: int) -> bool:
    """Whether two equal blocks stand in runs of equal ones, which do not overlap."""
    before = after = 0
    while before < min(one, RUN) and keys[one - before - 1] == keys[other - before - 1]:
        before += 1
    while after < RUN and one + after + 1 < other and other + after + 1 < len(keys):
        if keys[one + after + 1] != keys[other + after + 1]:
            break
        after += 1
    return min(before + 1 + after, other - one) >= RUN
