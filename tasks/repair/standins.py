"""U+FFFD and `?` that stand where an apostrophe, a quote or a dash stood: `don?t`, `policy\ufffdfrom`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.repair import Repair
from tasks.repair import question_marks
from tasks.repair.candidates import NOT_OWNED
from tasks.repair.glued import TAILS, apostrophe_between, dash_between
from tasks.repair.page import Page
from tasks.repair.style import Style

RULE = "stand_in"
LOST = "\ufffd"

_ELISION = re.compile(r"(?:\d\ds|s|em|tis|twas|til|cause|n)(?![^\W_])", re.IGNORECASE)
_YEAR = re.compile(r"\d\d(?![^\W_])")
_GOES_ON = re.compile(r"(?:and|but|or|nor|as|which|who|where|when|while)(?![^\W_])")
"""What begins no quotation where none ends: a year (`'99`), words that a dash joins."""
_SENTENCE = re.compile(r"[.!?,:;](?: |$)")
"""What lines of commands and labels lack, in which a quotation would end."""
_ENDS = frozenset(".,;:!?")
_RANGE = 6
_RANGE_BEGINS = re.compile(r"\d(?:[%°]|[ \u00a0])?\Z")
"""What stands before the dash of a range whose end is a number too: `10%-50%`, `1300 -1350`."""
_PRICE_BEGINS, _PRICE = re.compile(r"\d[%KMBkmb+]?\Z"), re.compile(r"[$£€¥]\d")
"""The same of prices: `$5M-$10M`."""
_FEET, _INCHES = re.compile(r"(?<!\d)\d\d?\Z"), re.compile(r"(?:\d|1[01])(?!\d)")
_HOUR = frozenset({"am", "pm", "AM", "PM"})
_TOUCHING = 3
"""So many marks side by side may be read one by one; more of them are something else."""
_RULE = re.compile(r"[\ufffd-]{16,}")
"""A line of dashes."""
_PHRASE = 5
"""Blanks in a quotation that is no more than a phrase."""


def shows_stand_ins(page: Page) -> bool:
    """Whether a page has a U+FFFD, or a `?` that proves that others may be no question marks either."""
    return LOST in page.beyond_ascii or question_marks.stand_in(page.joined)


def replace_stand_ins(page: Page) -> tuple[tuple[Repair, ...], ...]:
    """For every text the stand-ins that can be read, as repairs; what cannot be read stays."""
    marks = LOST + ("?" if question_marks.stand_in(page.joined) else "")
    wanted = re.compile(f"[{marks}]")
    shown = _dashes_shown(page, marks)
    return tuple(tuple(_of_text(text, marks, page.style, shown)) if wanted.search(text) else () for text in page.texts)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Whether the page, outside of its quotations, has dashes between blanks, and between words."""

    spaced: bool = False
    glued: bool = False


def _dashes_shown(page: Page, marks: str) -> _Shown:
    mark, nothing = f"[{marks}]", _Shown()
    suspicious = re.compile(rf"[ \u00a0]{mark}[ \u00a0]|[^\W_]{mark}[^\W_]{{3}}")
    spaced = glued = False
    for text in page.texts:
        if spaced and glued:
            break
        if not suspicious.search(text):
            continue
        for repair in _of_text(text, marks, page.style, nothing):
            if repair.after == page.style.dash:
                before, after = text[repair.start - 1 : repair.start], text[repair.end : repair.end + 1]
                spaced |= before.isspace()
                glued |= before.isalnum() and after.isalnum()
    return _Shown(spaced, glued)


def _of_text(text: str, marks: str, style: Style, shown: _Shown) -> Iterator[Repair]:
    """Line by line: a quotation that a line leaves open says nothing of the next."""
    offset = 0
    for line in text.split("\n"):
        for found in _Line(line, marks, style, shown).repairs():
            yield replace(found, start=found.start + offset, end=found.end + offset)
        offset += len(line) + 1


@dataclass(slots=True)
class _Line:
    """One text while its marks are read from left to right, and whether a quotation is open."""

    text: str
    marks: str
    style: Style
    shown: _Shown
    """Dashes that the page is known to write."""
    quoting: bool = False
    opened: int = 0
    """Where the quotation began."""
    read: str = ""
    """What the mark before was read as, where it touches this one."""
    closed: int = -2
    """Where a quotation closed."""

    def repairs(self) -> list[Repair]:
        if LOST in self.marks and _RULE.fullmatch(self.text.strip()):
            return self._rule()
        found: list[Repair] = []
        addresses = question_marks.of_addresses(self.text) if "?" in self.marks else []
        for run in re.finditer(f"[{self.marks}]+", self.text):
            if len(run[0]) > _TOUCHING or any(start <= run.start() < end for start, end in addresses):
                continue
            for at in range(*run.span()):
                touching = bool(found) and found[-1].end == at
                self.read = found[-1].after if touching else ""
                meant, confidence = self._meant(at)
                if meant:
                    found.append(Repair(at, at + 1, self.text[at], meant, RULE, confidence))
        return found

    def _rule(self) -> list[Repair]:
        return [Repair(match.start(), match.end(), LOST, "—", RULE, 0.9) for match in re.finditer(LOST, self.text)]

    def _meant(self, at: int) -> tuple[str, float]:
        """The character that stood at `at`, empty where it cannot be told, and how sure that is."""
        before = self.read or self.text[at - 1 : at]
        after = self.text[at + 1 : at + 2]
        if before.isalnum() and after.isalnum():
            return self._inside(at)
        if before in " \u00a0" and after and after in " \u00a0":
            return self._between_blanks(at, before)
        if self._in_range(at, after):
            return "–", 0.95
        if after and after in self.marks:
            return self._double(at, before)
        if before == after == "-":
            return "", 0
        return self._beside_one(at, before, after)

    def _beside_one(self, at: int, before: str, after: str) -> tuple[str, float]:
        if after.isalnum() and before in (")", ".") and self._word_after(at) == "s":
            return self.style.apostrophe, 0.97
        if after.isalnum() and (self.closed == at - 1 or (before and before in ")!?%")):
            return self.style.dash, 0.9
        if self._opens(before) and after and not after.isspace():
            return self._opening(at)
        return self._closing(at, before)

    def _in_range(self, at: int, after: str) -> bool:
        """Between two numbers or prices."""
        start = max(0, at - _RANGE)
        if after.isdigit():
            return _RANGE_BEGINS.search(self.text, start, at) is not None
        return _PRICE.match(self.text, at + 1) is not None and _PRICE_BEGINS.search(self.text, start, at) is not None

    def _between_blanks(self, at: int, before: str) -> tuple[str, float]:
        """A dash; a bullet at a line's start; in a quotation as often an ellipsis, unless the page has such dashes."""
        if not before or self.text[at + 2 : at + 3] in _ENDS or (self.quoting and not self.shown.spaced):
            return "", 0
        if self.text[at - 2 : at - 1] == ",":
            return "", 0
        return self.style.dash, 0.9 if self.quoting else 0.97

    def _inside(self, at: int) -> tuple[str, float]:
        left, right = self._word_before(at), self._word_after(at)
        if left[-1].isdigit() and right[0].isdigit():
            return (self.style.apostrophe, 0.9) if self._feet(at) else ("–", 0.95)
        if sure := apostrophe_between(left, right):
            return self.style.apostrophe, sure
        if left in _HOUR and right.isdigit():
            return "–", 0.95
        start = at - len(left)
        tail = start > 0 and self.text[start - 1] in f"{self.marks}'’" and left in TAILS
        if (self.quoting and not self.shown.glued) or not dash_between(left, right, tail=tail):
            return "", 0  # in a quotation as often an ellipsis
        return self.style.dash, 0.95

    def _feet(self, at: int) -> bool:
        """`5'11"`: inches behind it, and what stands for them."""
        inches = _INCHES.match(self.text, at + 1)
        if inches is None or not _FEET.search(self.text, max(0, at - 3), at):
            return False
        sign = self.text[inches.end() : inches.end() + 1]
        return sign != "" and (sign in '"″”' or (sign in self.marks and not self.quoting))

    def _double(self, at: int, before: str) -> tuple[str, float]:
        """The first of two marks: a closing quote and a dash, a dash and an opening quote, `?` and a closing quote.

        A line without a blank is a drawing or code, which says nothing of dashes.
        """
        beyond = self.text[at + 2 : at + 3]
        if not beyond.isalnum():
            honest = self.text[at] == "?" and before.isalnum()
            return ("", 0) if honest else self._closing(at, before)
        if self._opens(before) and self.closed != at - 1:
            return self._opening(at)
        if self.quoting:
            return self._close(at)
        return (self.style.dash, 0.9) if " " in self.text else ("", 0)

    def _opening(self, at: int) -> tuple[str, float]:
        if _ELISION.match(self.text, at + 1):
            return self.style.apostrophe, 0.97
        if self.text[at - 1 : at] == " " and self.text[at + 1].isalnum() and not self._closes_later(at):
            if _YEAR.match(self.text, at + 1):
                return self.style.apostrophe, 0.9
            if _GOES_ON.match(self.text, at + 1) or not _SENTENCE.search(self.text):
                return self.style.dash, 0.8
        self.quoting, self.opened = True, at
        return self.style.opening, 0.95

    def _closing(self, at: int, before: str) -> tuple[str, float]:
        follows = self.text[at + 1 : at + 3]
        word = self._word_after(at + 1) if follows[:1] == " " else ""
        owned = word != "" and word.lower() not in NOT_OWNED
        possessive = before in ("s", "S") and self._owns(at, word)
        short = self.text.count(" ", self.opened, at) <= _PHRASE
        last = (before != "" and before in ",.!") or not self._closes_later(at)
        if self.quoting and last and not (possessive and owned and not short):
            return self._close(at)
        if possessive:
            return self.style.apostrophe, 0.95
        if self.quoting or self.text[at] == "?" or before.isalnum() or not before:
            return "", 0
        return self._close(at)

    def _owns(self, at: int, word: str) -> bool:
        """Whether what follows a mark behind an s may be owned; a question mark is more often honest."""
        if self.text[at] == LOST and not self.quoting:
            return word != ""
        if word[:1].isupper():
            return self.text[at] == "?" and not self.quoting and question_marks.owns_a_name(self.text, at)
        numbered = self.text[at] == "?" and self.text[at + 2 + len(word) : at + 3 + len(word)] == "."
        return word != "" and not (word.isdigit() and numbered)

    def _close(self, at: int) -> tuple[str, float]:
        self.quoting, self.closed = False, at
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
