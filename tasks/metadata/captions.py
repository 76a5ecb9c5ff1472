"""Captions: each picture's words once, where pages print them twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.metadata.strings import key

_MOST = 200
_LEAST_CHARS = 24
"""A shorter beginning, such as "Photo", is no sign of the same picture."""
_PHOTO = r"[\[({]?\s?\b(?:photo|foto|bild|image|picture|credit|crédit|photograph|фото)s?\s?(?::|by\b|credit|/)"
_NAMED = re.compile(_PHOTO, re.IGNORECASE)
_CREDIT = re.compile(
    rf"{_PHOTO}|[\[({{](?:[^()\[\]{{}}]{{0,60}}/[^()\[\]{{}}]{{0,60}}"
    r"|[^()\[\]{}]{0,40}(?:Images|AP|AFP|Reuters|dpa|EPA))[\])}]|©",
    re.IGNORECASE,
)


def distinct(captions: Iterable[str]) -> tuple[str, ...]:
    """The captions in order, without those of which another says the same and more.

    Pages print a caption under its picture and again, with or without its credit, in a gallery or a hidden copy: one
    that begins another, credits aside, is the same caption, and the fuller one stands in the place of the first.
    """
    kept: list[tuple[str, str]] = []
    for caption in list(captions)[:_MOST]:
        text = caption.strip()
        words = _words(text)
        if not words:
            continue
        twin = next((at for at, (other, _) in enumerate(kept) if _begins(words, other) or _begins(other, words)), None)
        if twin is None:
            kept.append((words, text))
        elif (len(words), len(text)) > (len(kept[twin][0]), len(kept[twin][1])):
            kept[twin] = (words, text)
    return tuple(text for _, text in kept)


def has_credit(text: str) -> bool:
    """Whether a line names who took a picture, as captions do: `Photo: Jane Doe`."""
    return bool(_NAMED.search(text[:1_000]))


def _words(text: str) -> str:
    """What the caption says, without its credit; a caption that is only a credit is its own words."""
    found = _CREDIT.search(text)
    return (key(text[: found.start()]) if found else "") or key(text)


def _begins(whole: str, start: str) -> bool:
    return whole == start or (len(start) > _LEAST_CHARS and whole.startswith(f"{start} "))
