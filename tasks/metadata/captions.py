"""Captions: each picture's words once, where pages print them twice."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.metadata.strings import key

_MOST = 200


def distinct(captions: Iterable[str]) -> tuple[str, ...]:
    """The captions in order, without those of which another says the same and more.

    Pages print a caption under its picture and again, with or without its credit, in a gallery or a hidden copy: one
    that begins another is the same caption, and the fuller one stands in the place of the first.
    """
    kept: list[tuple[str, str]] = []
    for caption in list(captions)[:_MOST]:
        text = caption.strip()
        words = key(text)
        if not words:
            continue
        twin = next((at for at, (other, _) in enumerate(kept) if _begins(words, other) or _begins(other, words)), None)
        if twin is None:
            kept.append((words, text))
        elif len(words) > len(kept[twin][0]):
            kept[twin] = (words, text)
    return tuple(text for _, text in kept)


def _begins(whole: str, start: str) -> bool:
    """A short beginning, such as "Photo", is no sign of the same picture."""
    return whole == start or (len(start) > 24 and whole.startswith(f"{start} "))
