"""Bytes read in the wrong encoding, once or twice: what ftfy undoes, with its encoding fixes alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import ftfy
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad

from tasks.repair.page import Page

_SUSPECT = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]|(?<=[ÂÃâ])[ ?]|(?<=[\x80-\x9f]))")
"""UTF-8 read as a one-byte encoding leaves two characters beyond ASCII side by side, or one before a folded blank."""

_CONTROL = re.compile("[\x80-\x9f]")

_HARMLESS = frozenset({"common", "kaomoji", "lower_common", "upper_common"})
_TELLING = re.compile(
    "[" + "".join(ranges for name, ranges in MOJIBAKE_CATEGORIES.items() if name not in _HARMLESS) + "°ØÙŒœЂ]"
)
"""Every sequence that ftfy finds bad has one of these: lines of other scripts have none."""

_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
"""ftfy's other fixes rewrite honest typography."""


def may_hold_mojibake(page: Page) -> bool:
    """Whether a line of a page looks like it; most suspicious pairs are honest."""
    return page.beyond_ascii != "" and any(map(_looks_bad, _suspicious_lines(page.joined)))


def _suspicious_lines(text: str) -> Iterator[str]:
    """Those with a suspicious pair, which is nothing that goes over a line's end."""
    match = _SUSPECT.search(text)
    while match:
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        yield from text[start : None if end < 0 else end].splitlines(keepends=True)
        match = _SUSPECT.search(text, end) if end >= 0 else None


def fix_mojibake(text: str) -> str:
    """`â€™` becomes `’`, also where the damage was done twice; C1 controls become windows-1252 characters.

    Line by line, as encodings were mixed; lines without a suspicious pair are not looked at.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    return "".join(_fix_line(line) for line in text.splitlines(keepends=True))


def _fix_line(line: str) -> str:
    return ftfy.fix_text_segment(line, _ENCODING_ONLY) if _looks_bad(line) else line


def _looks_bad(line: str) -> bool:
    """Whether ftfy would do anything; it does nothing more slowly."""
    if not _SUSPECT.search(line) or not _TELLING.search(line):
        return False
    return is_bad(line) or _CONTROL.search(line) is not None
