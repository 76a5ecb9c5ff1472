"""Bytes read in the wrong encoding, once or twice: what ftfy undoes, with its encoding fixes alone."""

from __future__ import annotations

import re

import ftfy
from ftfy.badness import is_bad

from tasks.repair.page import Page

_SUSPECT = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]|(?<=[ÂÃâ])[ ?]|(?<=[\x80-\x9f]))")
"""UTF-8 read as a one-byte encoding leaves two characters beyond ASCII side by side, or one before a folded blank."""

_CONTROL = re.compile("[\x80-\x9f]")

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
    """Whether a page has a suspicious pair of characters at all."""
    return page.beyond_ascii != "" and _SUSPECT.search(page.joined) is not None


def fix_mojibake(text: str) -> str:
    """`â€™` becomes `’`, also where the damage was done twice; C1 controls become windows-1252 characters.

    Line by line, as encodings were mixed; lines without a suspicious pair are not looked at.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    return "".join(_fix_line(line) for line in text.splitlines(keepends=True))


def _fix_line(line: str) -> str:
    suspicious = _SUSPECT.search(line) and (is_bad(line) or _CONTROL.search(line))  # else ftfy does nothing, slowly
    return ftfy.fix_text_segment(line, _ENCODING_ONLY) if suspicious else line
