"""Whether bytes are text as they stand, where a name or a header says that they are packed."""

from __future__ import annotations

import re

LOOKED_AT = 1024
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Control characters that text does not hold; escape (0x1b) opens the shifts of ISO-2022."""


def looks_like_text(data: bytes) -> bool:
    """Whether the beginning holds no control characters and is markup or UTF-8."""
    start = data[:LOOKED_AT]
    if CONTROL.search(start):
        return False
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return True
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return error.end == len(start) == LOOKED_AT  # a character that the cut has halved
    return True
