"""CDATA sections of XHTML: text there, but a comment to a parser of HTML."""

from __future__ import annotations

import re

_XHTML = re.compile(
    r"\s*<\?xml\b|[^>]{0,300}XHTML|[^>]{0,300}>?[^>]{0,1000}xmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml"
)
_SECTION = "<![CDATA["
_RAW = re.compile(r"<(script|style)\b|<!--", re.IGNORECASE)
_ENDS = {"script": re.compile("</script", re.IGNORECASE), "style": re.compile("</style", re.IGNORECASE)}
_COMMENT_END = re.compile("-->")


def with_visible_cdata(text: str) -> str:
    """The page with its CDATA sections as escaped text, where it is XHTML; those in scripts and styles stay."""
    if _SECTION not in text or not _XHTML.match(text):
        return text
    pieces: list[str] = []
    position = 0
    while (start := text.find(_SECTION, position)) >= 0:
        raw = _RAW.search(text, position, start)
        end = _raw_end(text, raw) if raw else text.find("]]>", start)
        if end < 0:
            break
        if raw:
            pieces.append(text[position:end])
            position = end
        else:
            pieces += [text[position:start], _escaped(text[start + len(_SECTION) : end])]
            position = end + len("]]>")
    return "".join([*pieces, text[position:]])


def _raw_end(text: str, raw: re.Match[str]) -> int:
    """Past the script, style or comment that begins here; -1 where it never ends."""
    ends = _ENDS[raw[1].lower()] if raw[1] else _COMMENT_END
    found = ends.search(text, raw.end())
    return found.end() if found else -1


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
