"""The credit with which a paragraph ends: `(Reuters)`, ` - AFP`, `(Reporting by Jane Doe; Editing by John Roe)`."""

from __future__ import annotations

import re

from tasks.segment.agencies import AGENCIES, DASH

_REPORTED = re.compile(
    r"[(\[](?i:(?:(?:additional|further|with|writing and|reporting and) )*"
    r"(?:reporting|writing|editing|inputs|files|compiled) (?:by|from)|with (?:inputs|files|agency inputs)) "
    r"[^()\[\]]{2,300}[)\]]\.?\s*"
)
_SIGNED = re.compile(rf"(?:[(\[]{AGENCIES}[)\]]\.?|{DASH}\s?{AGENCIES}\.?)\s*")
_DASHES = re.compile(DASH)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,2}$")
_LEAST_TEXT = 40
_LONGEST_SIGNATURE = 40


def sign_off_start(text: str, *, last: bool, least: int = _LEAST_TEXT) -> int:
    """Where the credits begin with which a paragraph ends; the text's length where it ends with none.

    Args:
        text: the paragraph.
        last: whether it is the last one, which may be signed with no more than an agency's name.
        least: characters that must stand before the credits.
    """
    end = len(text)
    while (start := _last_credit(text, end, last=last)) < end:
        end = start
    if end == len(text):
        return end
    before = text[:end].rstrip()
    return end if len(before) >= least and _SENTENCE_END.search(before[-4:]) else len(text)


def is_sign_off(text: str) -> bool:
    """Whether the text is credits and nothing else."""
    return sign_off_start(f".{text}", last=True, least=0) == 1


def _last_credit(text: str, end: int, *, last: bool) -> int:
    """Where the credit begins that ends at `end`; `end` where there is none."""
    if text[:end].rstrip(" .")[-1:] in {")", "]"}:
        start = max(text.rfind("(", 0, end), text.rfind("[", 0, end))
        if start >= 0 and (_REPORTED.fullmatch(text, start, end) or (last and _SIGNED.fullmatch(text, start, end))):
            return start
    elif last:
        for dash in _DASHES.finditer(text, max(0, end - _LONGEST_SIGNATURE), end):
            if _SIGNED.fullmatch(text, dash.start(), end):
                return dash.start()
    return end
