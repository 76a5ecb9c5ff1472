"""Where two versions of a text differ, and how the repairs of several passes become one list."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.repair import Repair

_ANCHOR = 6
"""Equal characters after a difference that end it."""
_NEAR = 40
"""Differences up to this many characters are found exactly."""
_FAR_ANCHOR = 24
_FAR_TRIES = 64
_FAR_LIMIT = 200
"""Long differences looked for in one text: bounds the work on text made to be slow."""


def difference(before: str, after: str, rule: str, confidence: float = 1.0) -> tuple[Repair, ...]:
    """The repairs that turn `before` into `after`: small, sorted, not overlapping; made in near-linear time."""
    repairs: list[Repair] = []
    i = j = far = 0
    while True:
        same = _common(before, i, after, j)
        i, j = i + same, j + same
        if i == len(before) and j == len(after):
            return tuple(repairs)
        step = _resume(before, i, after, j)
        if step is None and far < _FAR_LIMIT:
            far, step = far + 1, _resume_far(before, i, after, j)
        i_next, j_next = step or _before_common_end(before, i, after, j)
        repairs.append(Repair(i, i_next, before[i:i_next], after[j:j_next], rule, confidence))
        i, j = i_next, j_next


def _common(before: str, i: int, after: str, j: int) -> int:
    """Length of the longest common run from `i` and `j` on."""
    length, step = 0, 64
    while step:
        if before[i + length : i + length + step] == after[j + length : j + length + step]:
            length = min(length + step, len(before) - i, len(after) - j)
            if length in (len(before) - i, len(after) - j):
                return length
            step *= 2
        else:
            step //= 2
    return length


def _resume(before: str, i: int, after: str, j: int) -> tuple[int, int] | None:
    """The nearest place where the texts agree again, within `_NEAR` characters.

    Of places equally near the one that skips less of `before`.
    """
    for skipped, added in ((0, 1), (1, 0)):  # nearly always one of these
        a, b = i + skipped, j + added
        if a < len(before) and b < len(after) and before[a : a + _ANCHOR] == after[b : b + _ANCHOR]:
            return a, b
    return _resume_beyond(before, i, after, j)


def _resume_beyond(before: str, i: int, after: str, j: int) -> tuple[int, int] | None:
    """The same where that was not one character further."""
    last, ends = (len(before), len(after)), len(before) - i + len(after) - j
    best = (ends, len(before) - i) if ends <= _NEAR else None
    anchors: dict[str, int] = {}
    for b in range(j, min(j + _NEAR + 1, len(after))):
        anchors.setdefault(after[b : b + _ANCHOR], b)
    for skipped in range(min(_NEAR + 1, len(before) - i)):
        b = anchors.get(before[i + skipped : i + skipped + _ANCHOR], -1)
        distance = skipped + b - j
        if b >= 0 and distance <= _NEAR and (best is None or (distance, skipped) < best):
            best = (distance, skipped)
    if best is None:
        return None
    return (i + best[1], j + best[0] - best[1]) if best[0] < ends else last


def _resume_far(before: str, i: int, after: str, j: int) -> tuple[int, int] | None:
    """Where a stretch of what follows in `after` is next found in `before`."""
    for b in range(j, min(j + _FAR_TRIES, len(after) - _FAR_ANCHOR)):
        a = before.find(after[b : b + _FAR_ANCHOR], i)
        if a >= 0:
            return a, b
    return None


def _before_common_end(before: str, i: int, after: str, j: int) -> tuple[int, int]:
    """Everything up to the common end of both texts."""
    a, b = len(before), len(after)
    while a > i and b > j and before[a - 1] == after[b - 1]:
        a, b = a - 1, b - 1
    return a, b


@dataclass(slots=True)
class _Group:
    """Repairs of two passes that touch: `start:end` in the text between the passes."""

    start: int
    end: int
    first: list[Repair]
    second: list[Repair]


def compose(original: str, first: tuple[Repair, ...], between: str, second: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """One list of repairs on `original`, from those that gave `between` and those made on `between`.

    Repairs that touch become one; its rules are joined with `+`, its confidence is the least of theirs.
    """
    if not first or not second:
        return first or second
    composed, shift = [], 0
    for group in _groups(first, second):
        start = group.start + shift
        shift += sum(len(repair.before) - len(repair.after) for repair in group.first)
        before = original[start : group.end + shift]
        after = _rewritten(between, group)
        if before != after:
            rules = dict.fromkeys(rule for repair in group.first + group.second for rule in repair.rule.split("+"))
            confidence = min(repair.confidence for repair in group.first + group.second)
            composed.append(Repair(start, group.end + shift, before, after, "+".join(rules), confidence))
    return tuple(composed)


def _groups(first: tuple[Repair, ...], second: tuple[Repair, ...]) -> list[_Group]:
    """Both passes' repairs by place in the text between them; only what the second touches is joined."""
    places: list[tuple[int, int, int, Repair]] = []
    shift = 0
    for repair in first:
        start = repair.start + shift
        places.append((start, start + len(repair.after), 0, repair))
        shift += len(repair.after) - len(repair.before)
    places += [(repair.start, repair.end, 1, repair) for repair in second]
    groups: list[_Group] = []
    for start, end, passed, repair in sorted(places, key=lambda place: place[:3]):
        last = groups[-1] if groups else None
        if last is None or start > last.end or (start == last.end and not passed and not last.second):
            last = _Group(start, end, [], [])
            groups.append(last)
        last.end = max(last.end, end)
        (last.second if passed else last.first).append(repair)
    return groups


def _rewritten(between: str, group: _Group) -> str:
    pieces, position = [], group.start
    for repair in group.second:
        pieces += [between[position : repair.start], repair.after]
        position = repair.end
    return "".join([*pieces, between[position : group.end]])
