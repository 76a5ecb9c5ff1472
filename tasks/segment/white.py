"""White space, as pages mean it: what is folded, and what only looks like it to Python."""

from __future__ import annotations

import re

_PYTHON_ONLY = re.compile("[\x1c-\x1f\x85\xa0](?:(?<!\xa0)|(?<=[ÂÃ]\xa0))")
"""`str.split` eats these too: control characters, a windows-1252 ellipsis (0x85), and the second half of UTF-8 that
was read as windows-1252. They are characters of the page, and the repair step needs them."""

WHITE = " \t\n\v\f\r\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_RUN = re.compile("(?:[ \t\n\v\f\r\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|(?<![ÂÃ])\xa0)+")
_INVISIBLE = re.compile("[ \t\n\v\f\r\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]*")


def fold(text: str) -> str:
    """Runs of white space (no-break spaces too) folded to one blank, none at the ends."""
    if not text.isprintable() and _PYTHON_ONLY.search(text):
        return _RUN.sub(" ", text).strip(" ")
    return " ".join(text.split())


def is_white(text: str) -> bool:
    """Whether the text is white space, or nothing.

    `isspace` knows all of WHITE and some characters more, and answers without a copy of the text.
    """
    return not text or (text.isspace() and not text.lstrip(WHITE))


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen: white space, zero-width and direction marks only."""
    return is_white(text) or (not text.isascii() and _INVISIBLE.fullmatch(text) is not None)
