"""Bytes read in the wrong encoding, once or twice: what ftfy undoes, with its encoding fixes alone."""

from __future__ import annotations

import re

import ftfy

_SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[ÂÃâ][ ?]|[\x80-\x9f]")
"""UTF-8 read as a one-byte encoding leaves two characters beyond ASCII side by side, or one before a folded blank."""

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


def fix_mojibake(text: str) -> str:
    """`â€™` becomes `’`, also where the damage was done twice; C1 controls become windows-1252 characters.

    Line by line, as encodings were mixed; lines without a suspicious pair are not looked at.
    """
    if not _SUSPECT.search(text):
        return text
    return "".join(_fix_line(line) for line in text.splitlines(keepends=True))


def _fix_line(line: str) -> str:
    return ftfy.fix_text_segment(line, _ENCODING_ONLY) if _SUSPECT.search(line) else line
