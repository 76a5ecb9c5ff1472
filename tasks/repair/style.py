"""How a page writes its apostrophes, quotes and dashes: what is put back follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CURLY = re.compile(r"’(?<=[^\W\d_]’)(?=[^\W\d_])")
_STRAIGHT = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])")
_RANGE = re.compile(r"–(?<=\d–)(?=\d)")


@dataclass(frozen=True, slots=True)
class Style:
    """The characters that stand for a lost one."""

    apostrophe: str = "'"
    opening: str = '"'
    closing: str = '"'
    dash: str = "—"


def style_of(text: str) -> Style:
    """The page's own: curly or straight, em or en dash; straight and em dash where it shows none.

    A dash is put back without blanks: a lost spaced dash leaves a blank, so words that are glued had none.
    """
    if text.isascii():
        return Style()
    curly = len(_CURLY.findall(text)) > len(_STRAIGHT.findall(text)) or ("’" in text and "'" not in text)
    curly_quotes = text.count("“") + text.count("”") > text.count('"')
    en_dash = text.count("–") - len(_RANGE.findall(text)) > text.count("—")
    return Style(
        apostrophe="’" if curly else "'",
        opening="“" if curly_quotes else '"',
        closing="”" if curly_quotes else '"',
        dash="–" if en_dash else "—",
    )
