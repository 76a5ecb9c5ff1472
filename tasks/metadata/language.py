"""The language of a text: decided by its letters (py3langid), with what the page declares as a hint."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

_CHARS = 300
_ENOUGH = 200
"""Letters from which on the text is believed more than the declaration."""
_LEAST = 20
_NO_LETTERS = re.compile(r"[\W\d_]+")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:$|[-_.@;,\s])")
_ALIASES = {"in": "id", "iw": "he", "ji": "yi", "nb": "no", "mo": "ro", "tl": "fil", "jp": "ja", "cn": "zh", "gr": "el"}
_SAME = {
    "yue": "zh", "wuu": "zh", "bs": "sh", "hr": "sh", "sr": "sh", "nn": "no", "arz": "ar", "ary": "ar", "fil": "tl",
}  # fmt: skip
"""Varieties that the identifier cannot tell apart on a short text: the declaration decides between them."""


def tag(declared: str) -> str | None:
    """A declared language as a BCP 47 tag in its usual spelling: `de_DE` gives `de-DE`; None for what is none."""
    found = _TAG.match(declared.strip()[:40])
    if not found or found[1].lower() in ("und", "mul", "zxx", "xx"):
        return None
    base = found[1].lower()
    parts = [_ALIASES.get(base, base), (found[2] or "").title(), (found[3] or "").upper()]
    return "-".join(part for part in parts if part)


def decide(text: str, declared: Iterable[str]) -> tuple[str | None, float | None]:
    """The language of a text as a BCP 47 tag, and how sure that is, 0 to 1.

    Args:
        text: the kept text; the first 300 characters are read.
        declared: language tags that the page gives, best first.

    A declared tag is kept whole, script and region included, where its base language agrees with the text. Under
    200 letters a declaration is followed unless the text clearly says otherwise; without letters it is all there is.
    """
    tags = [found for name in declared if (found := tag(name))]
    text = text[:_CHARS]
    letters = len(_NO_LETTERS.sub("", text[: 2 * _ENOUGH]))
    if letters < _LEAST:
        return (tags[0], 0.5) if tags else (None, None)
    found, score = _identify(text)
    for name in tags:
        if _base(name) == _base(found):
            return name, score
    if tags and letters < _ENOUGH and score < 0.9:
        return tags[0], round(1 - score, 4)
    return _usual(found), score


def _usual(found: str) -> str:
    return {"yue": "zh", "wuu": "zh"}.get(found, found)


@lru_cache(maxsize=512)
def _base(name: str) -> str:
    base = name.split("-", 1)[0]
    return _SAME.get(base, base)


def _identify(text: str) -> tuple[str, float]:
    """The identifier's best language and its probability, near varieties counted together."""
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    best = ranked[0][0]
    score = sum(score for name, score in ranked if _base(name) == _base(best))
    return best, round(min(score, 1.0), 4)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """Loaded once a process, at the first page that needs it: the model takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # numpy and the model are slow to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
