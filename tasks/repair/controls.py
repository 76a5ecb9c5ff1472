"""C1 controls: windows-1252 bytes 0x80-0x9f that were read as ISO-8859-1."""

from __future__ import annotations

import re

from tasks.repair.page import Page

_MEANT = {code: character for code in range(0x80, 0xA0) if (character := bytes([code]).decode("cp1252", "ignore"))}

_CONTROL = re.compile("[\x80-\x9f]")


def holds_controls(page: Page) -> bool:
    """Whether a page has C1 controls at all."""
    return _CONTROL.search(page.beyond_ascii) is not None


def read_controls_as_windows_1252(text: str) -> str:
    """U+0092 becomes `’` and so on; the five codes that windows-1252 leaves free stay (WHATWG Encoding, 9)."""
    return text.translate(_MEANT) if not text.isascii() and _CONTROL.search(text) else text
