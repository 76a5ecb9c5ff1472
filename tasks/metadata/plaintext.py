"""Plain-text pages declare nothing: their title is found by place, shape and the words it shares with the text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from schemas.block import Block
from tasks.metadata.agency import closing_agency, credited
from tasks.metadata.captions import has_credit
from tasks.metadata.names import authors_in
from tasks.metadata.relative import looks_relative
from tasks.metadata.strings import key
from tasks.metadata.title import slug_words
from tasks.metadata.written import find_dates
from tasks.pictures import is_credited
from tasks.prose import is_prose, main_run

_BACK = 60
"""Lines before the running text among which the title is looked for, besides the page's first."""
_OPENING = 3
"""Paragraphs in which a title's words are most at home."""
_SHORTEST, _LONGEST = 10, 250
_SAME = 0.5
"""How alike a title and the words of the address must be."""
_BETTER = 0.1
_BY = re.compile(r"(?:by|von|par|por)\b[:\s]", re.IGNORECASE)
_BYLINE_WORDS = 5
"""Words from which on a line that opens with "By" may be a title: `By the river, a city learns to wait`."""
_NAME_WORDS = 3
"""Words of a line that may be nothing but the author's name."""
_EMPLOYER_WORDS = 5
_PAPER = re.compile(
    r"(?:The )?(?:[A-Z][\w’'-]{1,20} ){1,3}(?:Review|Times|Post|Herald|News|Journal|Gazette|Tribune|Observer|Chronicle|"
    r"Beacon|Ledger|Courier|Standard|Bulletin|Examiner|Dispatch|Telegraph|Mirror|Echo)"
)
_BRACKETED = re.compile(r"[(\[][A-ZÀ-Þ][^()\[\]]{1,40}[\s/,|][A-ZÀ-Þ][^()\[\]]{1,40}[)\]]$")
"""Names in brackets, with which captions end."""
_SECTIONS = re.compile(
    r"[^\W\d_][\w&'’-]{0,20}(?: [\w&'’-]{1,20})?(?:\s?[|•·+>›»/]\s?[^\W\d_][\w&'’-]{0,20}(?: [\w&'’-]{1,20})?){1,5}"
)
"""Names of one or two words between bars: `World | Asia`."""
_TRAIL_SIGN = re.compile(r"[>›»→▸/|•]\s*$")
_CONTENT_WORD = 4
"""Letters of a word that is likely to carry meaning."""
_FURNITURE = re.compile(
    r"^(?:share|teilen|home\b|menu|search|subscribe|sign in|log ?in|advertisement|skip to|"
    r"the (?:writer|author) (?:is|was)\s|source:|photo|image|getty|last update|published|updated|posted|\W*\d{1,4}\W*$|"
    r"\d+\s(?:min|views|comments|shares))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the score of a line asks about its page."""

    lines: tuple[str, ...]
    keys: tuple[str, ...]
    """Of the lines up to `start`."""
    gaps: tuple[int, ...]
    start: int
    """Index of the first paragraph of the running text; the number of lines where there is none."""
    words: frozenset[str]
    """Words of the running text."""
    opening: frozenset[str]
    """Words of its first paragraphs."""
    said: Counter[str]
    """How often each line stands before it, by key."""


def find_title(blocks: Sequence[Block]) -> str | None:
    """The title of a plain-text page, among the lines before its running text; None where no line could be one.

    The line wins that shares most words with the text and above all with its beginning, that has a title's length and
    no full stop, stands apart, near the text or before a date, and is said twice.
    """
    page = _page(blocks)
    candidates = [at for at in _before_text(page) if _could_be_title(page.lines[at], blocks[at])]
    if not candidates:
        return None
    best = page.lines[max(candidates, key=lambda at: (_score(at, page, blocks[at]), -at))]
    return _without_trail(best, [page.lines[at] for at in candidates])


def _without_trail(title: str, lines: Sequence[str]) -> str:
    """The line with which a trail of breadcrumbs ends, where the trail looked like the title itself."""
    for line in lines:
        if len(line) < len(title) and title.endswith(line) and _TRAIL_SIGN.search(title[: -len(line)]):
            return line
    return title


def title_like_address(blocks: Sequence[Block], url: str | None, found: str | None) -> str | None:
    """The line that says what the page's address says, where one does so better than the title that was found.

    Args:
        blocks: the page's lines.
        url: the captured address.
        found: the title by the lines alone.
    """
    slug = slug_words(url)
    if not slug:
        return found
    page = _page(blocks)
    lines = [page.lines[at] for at in _before_text(page) if _could_be_title(page.lines[at], blocks[at])]
    best = max(lines, key=lambda line: _says(line, slug), default="")
    if _says(best, slug) >= _SAME and _says(best, slug) > _says(found or "", slug) + _BETTER:
        return best
    return found


def _says(line: str, slug: set[str]) -> float:
    """Dice's coefficient over the words of a line and of an address, which leaves the short ones out."""
    words = set(key(line).split())
    telling = {word for word in words if len(word) >= _CONTENT_WORD or word in slug}
    return 2 * len(telling & slug) / (len(telling) + len(slug)) if telling else 0.0


def _page(blocks: Sequence[Block]) -> _Page:
    prose = [is_prose(block) for block in blocks]
    begin, end = main_run(blocks, prose)
    paragraphs = [at for at in range(begin, end) if prose[at]]
    lines = tuple(block.text.strip() for block in blocks)
    start = paragraphs[0] if paragraphs else len(blocks)
    keys = tuple(map(key, lines[: start + 1]))
    told = [key(lines[at]).split() for at in paragraphs]
    return _Page(
        lines,
        keys,
        tuple(block.gap for block in blocks),
        start,
        frozenset(chain.from_iterable(told)),
        frozenset(chain.from_iterable(told[:_OPENING])),
        Counter(keys),
    )


def _before_text(page: _Page) -> Iterator[int]:
    nearest = max(0, page.start - _BACK)
    yield from range(min(1, nearest))
    yield from range(nearest, page.start)


def _score(at: int, page: _Page, block: Block) -> float:
    """How much a line looks like the title; the weights are rounded ones of a logistic regression on saved pages."""
    line, words = page.lines[at], page.keys[at].split()
    telling = [word for word in words if len(word) >= _CONTENT_WORD] or words
    shared = sum(word in page.words for word in telling) / len(telling)
    opening = sum(word in page.opening for word in telling) / len(telling)
    gap_after = page.gaps[at + 1] if at + 1 < len(page.gaps) else 0
    return (
        2.5 * opening
        + 1.5 * shared
        + 2.6 * min(len(words), 14) / 14
        + 1.6 * min(len(line), 90) / 90
        + 1.2 * sum(word[0].isupper() for word in line.split()) / len(line.split())
        + 1.0 * min(gap_after, 3)
        + 0.6 * min(page.gaps[at], 3)
        + 1.7 * (page.said[page.keys[at]] > 1 or _ends_trail(at, page))
        + 1.7 * any(map(_is_moment, page.lines[at + 1 : at + 5]))
        + 1.0 * (at == 0)
        - 0.7 * math.log1p(page.start - at)
        - 4.0 * line.endswith((".", ",", ";", ":"))
        - 1.0 * (block.tag == "li")
        - 1.5 * (_is_name(line) or _PAPER.fullmatch(line) is not None)
        - 3.0 * (_BRACKETED.search(line) is not None)
    )


def _ends_trail(at: int, page: _Page) -> bool:
    """Whether a trail of breadcrumbs near the line ends with it."""
    end = f" {page.keys[at]}"
    near = page.keys[max(0, at - _BACK) : page.start]
    return any(other.endswith(end) and len(other) < 3 * len(end) for other in near)


def _could_be_title(line: str, block: Block) -> bool:
    if not _SHORTEST <= len(line) <= _LONGEST or (len(line.split()) < 2 and line.isascii()):
        return False
    if _FURNITURE.match(line) or _is_byline(line) or _SECTIONS.fullmatch(line) or looks_relative(line):
        return False
    if credited(line) or closing_agency(line) or has_credit(line) or is_credited(line) or is_prose(block):
        return False
    return not _is_moment(line) and sum(char.isalpha() for char in line) > len(line) / 2


def _is_name(line: str) -> bool:
    """Whether a line is the author's name, alone or with whom they work for: `Jane Doe - The Port Town Post`."""
    name, _, employer = line.replace(" – ", " - ").partition(" - ")
    if len(name.split()) > _NAME_WORDS or len(employer.split()) > _EMPLOYER_WORDS:
        return False
    return (not employer or employer.istitle()) and authors_in([name], visible=True) == (name,)


def _is_byline(line: str) -> bool:
    """Whether a line opens with "By" and goes on as bylines do: a name, or a few words, all of them in capitals."""
    if not _BY.match(line):
        return False
    words = line.split()[1:]
    small = any(word.islower() and len(word) >= _CONTENT_WORD for word in words)
    return len(words) < _BYLINE_WORDS or not small or bool(authors_in([line], visible=True))


@lru_cache(maxsize=256)
def _is_moment(line: str) -> bool:
    """Whether a short line is a date."""
    if looks_relative(line):
        return True
    return len(line) < 60 and any(char.isdigit() for char in line) and next(iter(find_dates(line)), None) is not None
