"""HTML or plain text: decided by content, never by a name."""

from __future__ import annotations

import re
from typing import Literal

_OPENING = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,300}\?>\s*|<!--(?:[^-]|-(?!->)){0,20000}-->\s*)*"
    r"<(?:!doctype\s+html|(?:[a-z]{1,8}:)?(?:html|head|body|meta|title|frameset|svg|math)\b)",
    re.IGNORECASE,
)
_ANY_TAG_FIRST = re.compile(r"\s*<(?:!--|[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,2000})?/?>)", re.IGNORECASE)
_STRUCTURE = re.compile(
    r"<(?:/(?:p|div|li|ul|ol|table|tr|td|h[1-6]|article|section|a|span|script|style|body|html)\s*>"
    r"|(?:br|hr|p)\s*/?>)",
    re.IGNORECASE,
)
_CHARS_PER_TAG = 400
"""Markup this dense or denser makes a page HTML that does not begin with a tag: a text about HTML names fewer."""


def form_of(text: str) -> Literal["html", "text"]:
    """`html` where the page begins as HTML, or is dense with structural tags; a text that names a tag is `text`."""
    if _OPENING.match(text):
        return "html"
    structure = len(_STRUCTURE.findall(text))
    if structure and _ANY_TAG_FIRST.match(text):
        return "html"
    return "html" if structure >= 3 and structure * _CHARS_PER_TAG >= len(text) else "text"
