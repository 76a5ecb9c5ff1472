"""HTML or plain text: decided by content, never by a name."""

from __future__ import annotations

import re
from typing import Literal

_STRUCTURE = (
    r"(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|tbody|tr|td|th|article|section|main|header|footer|aside|nav|figure|form"
    r"|blockquote|pre|center|script|style|noscript|html|head|body|meta|link|title|iframe|font|span|frameset)"
)
_BEGINS = re.compile(
    r"\s*(?:<!--(?:[^-]|-(?!->)){0,20000}-->\s*)*"
    rf"<(?:!doctype\s+html|\?xml\s|(?:[a-z]{{1,8}}:)?{_STRUCTURE}[\s/>]|(?:svg|math|rss|feed)[\s>])",
    re.IGNORECASE,
)
_BEGINS_INLINE = re.compile(r"\s*<([a-z][a-z0-9]{0,15})(?:\s[^<>]{0,2000})?>", re.IGNORECASE)

_BEFORE = r"[\w.,;:!?…\"'”’»)\]>]"
_ATTACHED = re.compile(
    rf"(?:^|>)[ \t]{{0,80}}<{_STRUCTURE}(?:\s[^<>]{{0,1000}})?>"
    rf"|(?:^[ \t]{{0,80}}|{_BEFORE})</{_STRUCTURE}\s*>"
    rf"|(?:^|{_BEFORE})[ \t]?<(?:br|hr)\s?/?>",
    re.IGNORECASE | re.MULTILINE,
)
"""A tag where markup has its tags: at the head of a line, at a sentence's end, against a word. A text that talks about
tags sets them between blanks or quotes."""
_READ = 1_000_000
"""Characters in which tags are looked for."""
_LEAST_TAGS = 2
_LEAST_SHARE = 0.5


def form_of(text: str) -> Literal["html", "text"]:
    """`html` where the page begins with a tag, or most of it stands in lines with tags; else `text`."""
    if _BEGINS.match(text):
        return "html"
    if (found := _BEGINS_INLINE.match(text)) and f"</{found[1]}>" in text:
        return "html"
    if text.count("<", 0, _READ) < _LEAST_TAGS or len(_ATTACHED.findall(text, 0, _READ)) < _LEAST_TAGS:
        return "text"
    return "html" if _share_in_tagged_lines(text) >= _LEAST_SHARE else "text"


def _share_in_tagged_lines(text: str) -> float:
    """Share of the characters that stand in a line with an attached tag, or between two such lines."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    tagged = [_ATTACHED.search(line) is not None for line in lines]
    around = zip([False, *tagged], tagged, [*tagged[1:], False], strict=False)
    inside = sum(
        len(line) for line, (before, here, after) in zip(lines, around, strict=True) if here or (before and after)
    )
    return inside / max(1, sum(map(len, lines)))
