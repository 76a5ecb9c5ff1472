"""What two prints of the same line have in common, and which of a page's titles name the whole page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.metadata import Claim

TITLE_KEY = 8
"""Letters from which on a title is told from a common phrase."""
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_SIGNS = re.compile(r"\W+")


def key(text: str) -> str:
    """Letters and digits alone, lower case: what two prints of the same line have in common."""
    if text.isascii():  # the same, ten times as fast
        return text.lower().encode().translate(None, _NO_LETTERS).decode()
    left = text.casefold().encode(errors="surrogatepass").translate(None, _NO_LETTERS).decode(errors="surrogatepass")
    return left if left.isalnum() else _SIGNS.sub("", left)


def sure_titles(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Titles that name the whole page.

    A page has many `h1` for its parts, and the pieces of its title tag are often only the site's name: such a claim is
    believed where it is a good part of one from the head, or the first where the head is silent.
    """
    head = [claim.text for claim in claims if claim.origin not in {"h1", "title-part"}]
    whole = [found for text in head if len(found := key(text)) >= TITLE_KEY]
    others = [claim for claim in claims if claim.origin in {"h1", "title-part"}]
    sure = [claim.text for claim in others if _is_most_of(key(claim.text), whole)]
    return tuple(dict.fromkeys([*head, *(sure or [claim.text for claim in others[:1]])]))


def _is_most_of(part: str, whole: Sequence[str]) -> bool:
    return any((part in title or title in part) and 2 * len(part) >= len(title) for title in whole)
