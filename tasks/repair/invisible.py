"""Characters that nobody sees and every search stumbles over."""

from __future__ import annotations

import re

from tasks.repair.page import Page

_SPACELESS_SCRIPTS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Myanmar, Khmer: a zero-width space is their honest word break."""
_LATIN = r"[\s\x21-\x7e\u00a0-\u024f\u2010-\u2027]"

_INVISIBLE = re.compile(
    r"[\u00ad\ufeff\u2060\u180e]"
    rf"|(?<![{_SPACELESS_SCRIPTS}])\u200b(?![{_SPACELESS_SCRIPTS}])"
    rf"|(?:(?<={_LATIN})|^)[\u200c\u200d](?={_LATIN}|$)"
)


_ANY = re.compile("[\u00ad\ufeff\u2060\u180e\u200b-\u200d]")


def holds_invisible(page: Page) -> bool:
    """Whether a page has such characters at all, honest or not."""
    return _ANY.search(page.beyond_ascii) is not None


def drop_invisible(text: str) -> str:
    """Soft hyphens, byte-order marks inside the text, word joiners and zero-width spaces go.

    Zero-width joiners go in Latin text only: Persian, the Indic scripts and emoji need them.
    """
    return text if text.isascii() else _INVISIBLE.sub("", text)
