"""U+FFFD and `?` that stand where an apostrophe, a quote or a dash stood: `don?t`, `policy\ufffdfrom`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.repair import Repair
from tasks.repair.page import Page
from tasks.repair.style import Style
from tasks.repair.tables import vocabulary

RULE = "stand_in"
LOST = "\ufffd"

_TAIL = r"(?:s|t|re|ve|ll|d|m)"
_PROOF = re.compile(rf"(?<![\w/=&?.#-])[^\W\d_]+\?{_TAIL}(?![\w/=&.?]*[/=&])\b(?!\?\w)", re.IGNORECASE)
"""`don?t`, `Trump?s`: no one writes a question mark so; addresses with a query do."""
_HINT = re.compile(rf"\?(?<=[^\W\d_].){_TAIL}", re.IGNORECASE)
"""What every proof holds, and a scanner finds quickly."""
_SUFFIX = re.compile(rf"{_TAIL}(?![^\W_])", re.IGNORECASE)
_ELISION = re.compile(r"(?:\d\ds|em|tis|twas|til|cause|n)(?![^\W_])", re.IGNORECASE)
_ELIDED = frozenset({"O", "D", "L", "d", "l"})
"""Of names: O'Brien, D'Arcy, L'Aquila, Côte d'Azur."""
_ENDS = frozenset(".,;:!?")
_RANGE = 6
_RANGE_BEGINS = re.compile(r"\d(?:[%°]|[ \u00a0])?\Z")
"""What stands before the dash of a range whose end is a number too: `10%-50%`, `1300 -1350`."""
_NAME = 4
_COMMON, _VERY_COMMON = 2.0, 4.8
"""Levels (zipf) of words that may stand beside a dash: long ones, and those under `_NAME` letters."""
_ADDRESS = re.compile(r"\S*(?:://|www\.|/\?|\?[\w.]+=)\S*")


def shows_stand_ins(page: Page) -> bool:
    """Whether a page has a U+FFFD, or a `?` that proves that others may be no question marks either."""
    return LOST in page.beyond_ascii or _question_marks_stand_in(page.joined)


def _question_marks_stand_in(text: str) -> bool:
    return _HINT.search(text) is not None and _PROOF.search(text) is not None


def replace_stand_ins(page: Page) -> tuple[tuple[Repair, ...], ...]:
    """For every text the stand-ins that can be read, as repairs; what cannot be read stays."""
    marks = LOST + ("?" if _question_marks_stand_in(page.joined) else "")
    wanted = re.compile(f"[{marks}]")
    spaced = any(_has_spaced_dash(text, marks, page.style) for text in page.texts)
    return tuple(
        tuple(_of_text(text, marks, page.style, spaced=spaced)) if wanted.search(text) else () for text in page.texts
    )


def _has_spaced_dash(text: str, marks: str, style: Style) -> bool:
    """Whether a mark between blanks, outside of quotations, is read as a dash."""
    if not re.search(rf"[ \u00a0][{marks}][ \u00a0]", text):
        return False
    repairs = _of_text(text, marks, style, spaced=False)
    return any(repair.after == style.dash and text[repair.start - 1].isspace() for repair in repairs)


def _of_text(text: str, marks: str, style: Style, *, spaced: bool) -> Iterator[Repair]:
    """Line by line: a quotation that a line leaves open says nothing of the next."""
    offset = 0
    for line in text.split("\n"):
        for found in _Line(line, marks, style, spaced).repairs():
            yield replace(found, start=found.start + offset, end=found.end + offset)
        offset += len(line) + 1


def _stands_alone(word: str) -> bool:
    """Whether it can be a word of its own, and not a piece around a lost accented letter (`Pok`, `mon`)."""
    level = vocabulary().zipf.get(word.lower(), 0.0)
    if any(map(str.isdigit, word)) or (word[0].isupper() and len(word) >= _NAME) or (len(word) > 1 and word.isupper()):
        return True
    return level >= (_COMMON if len(word) >= _NAME else _VERY_COMMON)


@dataclass(slots=True)
class _Line:
    """One text while its marks are read from left to right, and whether a quotation is open."""

    text: str
    marks: str
    style: Style
    spaced: bool = False
    """Whether the page is known to write dashes between blanks."""
    quoting: bool = False
    read: str = ""
    """What the mark before was read as, where it touches this one."""

    def repairs(self) -> list[Repair]:
        found: list[Repair] = []
        addresses = [match.span() for match in _ADDRESS.finditer(self.text)] if "?" in self.marks else []
        for match in re.finditer(f"[{self.marks}]", self.text):
            at = match.start()
            if any(start <= at < end for start, end in addresses):
                continue
            touching = bool(found) and found[-1].end == at
            self.read = found[-1].after if touching else ""
            meant, confidence = self._meant(at)
            if meant:
                found.append(Repair(at, at + 1, self.text[at], meant, RULE, confidence))
        return found

    def _meant(self, at: int) -> tuple[str, float]:
        """The character that stood at `at`, empty where it cannot be told, and how sure that is."""
        before = self.read or self.text[at - 1 : at]
        after = self.text[at + 1 : at + 2]
        if before.isalnum() and after.isalnum():
            return self._inside(at)
        if before in " \u00a0" and after and after in " \u00a0":
            return self._between_blanks(at, before)
        if after.isdigit() and _RANGE_BEGINS.search(self.text, max(0, at - _RANGE), at):
            return "–", 0.95
        if after and after in self.marks:
            return self._double(at, before)
        if self._opens(before) and after and not after.isspace():
            return self._opening(at)
        return self._closing(at, before)

    def _between_blanks(self, at: int, before: str) -> tuple[str, float]:
        """A dash; a bullet at a line's start; in a quotation as often an ellipsis, unless the page has such dashes."""
        if not before or self.text[at + 2 : at + 3] in _ENDS or (self.quoting and not self.spaced):
            return "", 0
        return self.style.dash, 0.9 if self.quoting else 0.97

    def _inside(self, at: int) -> tuple[str, float]:
        if self.text[at - 1].isdigit() and self.text[at + 1].isdigit():
            return "–", 0.95
        left, right = self._word_before(at), self._word_after(at)
        if right in {"s", "S"} or (_SUFFIX.match(self.text, at + 1) and left[:1].isupper()):
            return self.style.apostrophe, 0.999
        if (left in _ELIDED and right[:1].isupper()) or f"{left}'{right}".lower() in vocabulary().zipf:
            return self.style.apostrophe, 0.99
        return (self.style.dash, 0.95) if _stands_alone(left) and _stands_alone(right) else ("", 0)

    def _double(self, at: int, before: str) -> tuple[str, float]:
        """The first of two marks: a closing quote and a dash, a dash and an opening quote, `?` and a closing quote."""
        beyond = self.text[at + 2 : at + 3]
        if not beyond.isalnum():
            honest = self.text[at] == "?" and before.isalnum()
            return ("", 0) if honest else self._closing(at, before)
        if self._opens(before):
            return self._opening(at)
        if self.quoting:
            return self._close()
        return self.style.dash, 0.9

    def _opening(self, at: int) -> tuple[str, float]:
        if _ELISION.match(self.text, at + 1):
            return self.style.apostrophe, 0.97
        self.quoting = True
        return self.style.opening, 0.95

    def _closing(self, at: int, before: str) -> tuple[str, float]:
        follows = self.text[at + 1 : at + 3]
        goes_on = follows[1:].islower() or follows[1:].isdigit()
        if self.text[at] == LOST and not self.quoting:
            goes_on = follows[1:].isalnum()
        possessive = before in ("s", "S") and follows[:1] == " " and goes_on
        last = (before != "" and before in ",.!") or not self._closes_later(at)
        if self.quoting and last:
            return self._close()
        if possessive:
            return self.style.apostrophe, 0.95
        if self.quoting or self.text[at] == "?" or before.isalnum() or not before:
            return "", 0
        return self._close()

    def _close(self) -> tuple[str, float]:
        self.quoting = False
        return self.style.closing, 0.93

    def _closes_later(self, at: int) -> bool:
        """Whether a mark that can only close comes before one that can only open."""
        for match in re.finditer(f"[{self.marks}]", self.text[at + 1 :]):
            place = at + 1 + match.start()
            before, after = self.text[place - 1], self.text[place + 1 : place + 2]
            if before.isspace() and not after.isspace():
                return False
            if not before.isspace() and not after.isalnum():
                return True
        return False

    def _opens(self, before: str) -> bool:
        return not before or before.isspace() or before in '([{—–-“"'

    def _word_before(self, at: int) -> str:
        start = at
        while start and self.text[start - 1].isalnum():
            start -= 1
        return self.text[start:at]

    def _word_after(self, at: int) -> str:
        end = at + 1
        while end < len(self.text) and self.text[end].isalnum():
            end += 1
        return self.text[at + 1 : end]
