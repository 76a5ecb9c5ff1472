"""What the block model sees of a page: one row of numbers a block. Training and cleaning both read it from here.

The features are free of language but for a short list of function words, and free of any one converter's habits.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from schemas.block import Block
from schemas.label import KEPT, Evidence, Label
from tasks.boilerplate.class_names import GROUPS, groups_around
from tasks.boilerplate.view import PageView
from tasks.prose import ends_sentence
from tasks.remember import remembered

Matrix = npt.NDArray[np.float32]

WORD = re.compile(r"\w+")
_CAPITALS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
SIGNS = re.compile(r"[|•·»›©]")
SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s|$)")
FUNCTION_WORDS = frozenset(
    (
        "the of and to a in is that for on with as was at by it from be are this have not but they which had his her "
        "he she we you who were will would has been their or an said "
        "der die das und in zu den von mit ist des dem nicht ein eine auf für im sich als auch es an werden aus er hat "
        "dass sie nach wird bei "
        "le la les et des en un une du est que qui dans pour par sur au il le plus pas ce se son avec sont "
        "el los las del y por con para su al lo como más o di che per non è della dei si i da "
        "os as do na no em um uma não com het van een dat op te zijn voor niet met w z nie to że się jest jak "
        "ve bir bu de için ile в и на не что с по он как это из за"
    ).split()
)
"""The commonest words of the languages that the rules cover: running text is full of them, menus are not."""

_GROUPED = (
    "p", "h1", "h2 h3", "h4 h5 h6", "li", "tr td th", "div section article main", "blockquote q", "a span",
    "figcaption caption figure", "button label option legend input textarea select", "dt dd", "pre code", "line",
)  # fmt: skip
TAG_GROUPS = {tag: number for number, tags in enumerate(_GROUPED, start=1) for tag in tags.split()}
LANDMARKS = ("article", "main", "nav", "aside", "footer", "header", "form", "figure", "table", "blockquote", "section")
HOLLOW = frozenset({"nav", "aside", "footer", "header", "form"})
"""Landmarks that tell nothing where nearly all prose stands inside of one."""
LABELS = {label: number for number, label in enumerate(Label, start=1)}

SHARED = ("log_chars", "ends_sentence", "link_density", "tag", "gap", "prose", "claimed", "claimed_kept")
"""Columns of every block."""
OPEN = (
    "words", "word_length", "capitals", "upper", "digits", "commas", "sentences", "starts_lower", "function_words",
    "colon_end", "quoted", "signs", "depth", "hidden", "marker", "repeats", "title_overlap",
    *(f"in_{tag}" for tag in LANDMARKS), *(f"near_{name}" for name in GROUPS), *(f"far_{name}" for name in GROUPS),
)  # fmt: skip
"""Columns of the blocks that no rule has claimed; 0 for the others, which nobody judges any more."""
_ANSWERS = len(LANDMARKS) + 2 * len(GROUPS)
"""The last of them are answers, kept as bits: a page has few different ones."""
BASE = (*SHARED, *OPEN, "heard", "said")
"""Names of the columns that one block gives by itself."""
SHIFTED = ("log_chars", "ends_sentence", "link_density", "tag", "claimed", "prose", "heard", "gap")
"""Columns that are read from the neighbours too."""
SHIFTS = (-3, -2, -1, 1, 2, 3)
AVERAGED = ("log_chars", "ends_sentence", "link_density", "prose", "heard", "claimed_kept")
WINDOWS = (3, 8)
PLACE = (
    "position", "from_start", "to_end", "from_first_prose", "to_last_prose", "chars_before", "group_chars",
    "group_count", "group_prose", "group_heard", "group_spread", "page_blocks", "page_chars", "page_prose",
    "page_heard", "page_links", "page_said", "is_text", "prose_before", "prose_after", "blocks_since_heading",
    "blocks_since_prose", "blocks_to_prose", "in_main_run",
)  # fmt: skip
NAMES = (
    *BASE,
    *(f"{name}@{shift:+d}" for shift in SHIFTS for name in SHIFTED),
    *(f"{name}~{window}" for window in WINDOWS for name in AVERAGED),
    *PLACE,
)
"""Names of all columns, in order."""


def features(page: PageView, claims: Sequence[Evidence | None]) -> Matrix:
    """One row a block, columns as in NAMES; `claims` are what the certain rules said of each block."""
    if not page.blocks:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    base = np.zeros((len(page.blocks), len(BASE)), dtype=np.float32)
    base[:, : len(SHARED)] = [_shared(block, page, claim) for block, claim in zip(page.blocks, claims, strict=True)]
    left = [block for block, claim in zip(page.blocks, claims, strict=True) if claim is None]
    if left:
        base[[block.index for block in left], len(SHARED) : -2] = _open(left, page)
    base[:, -2], base[:, -1] = page.heard or 0.0, page.said or 0.0
    return np.hstack([base, _neighbours(base), _windows(base), _places(page, base)])


def _shared(block: Block, page: PageView, claim: Evidence | None) -> tuple[float, ...]:
    """What the neighbours see of a block, and the model of one that it is to judge."""
    text = block.text
    return (
        math.log1p(len(text)),
        ends_sentence(text),
        block.link_density,
        TAG_GROUPS.get(block.tag, 0),
        min(block.gap, 5),
        page.prose[block.index],
        LABELS[claim.label] if claim else 0,
        claim is not None and claim.label in KEPT,
    )


def _open(left: Sequence[Block], page: PageView) -> Matrix:
    """The further columns of the blocks that the model is to judge: quantities, then yes or no."""
    known = page.looked_at
    known.update(_looked_at([block for block in left if block.index not in known], page))
    quantities, answers = zip(*(known[block.index] for block in left), strict=True)
    out = np.empty((len(left), len(OPEN)), dtype=np.float32)
    out[:, :-_ANSWERS] = quantities
    out[:, -_ANSWERS:] = np.array(answers, dtype=np.int64)[:, None] >> np.arange(_ANSWERS) & 1
    return out


def _looked_at(blocks: Sequence[Block], page: PageView) -> Iterator[tuple[int, tuple[tuple[float, ...], int]]]:
    """Index, quantities and answers of each block; the answers as bits."""
    repeats, keys = Counter(page.keys), page.keys
    titles = [frozenset(WORD.findall(title.casefold())) for title in page.titles[:3]]
    hollow = page.wrappers & HOLLOW
    for block in blocks:
        quantities = (
            *_shape(block.text),
            len(block.path),
            block.hidden,
            bool(block.marker),
            min(repeats[keys[block.index]], 10),
            _overlap(block.text, titles),
        )
        answers = _landmarks(block.tag, block.path, hollow) | groups_around(block.hints) << len(LANDMARKS)
        yield block.index, (quantities, answers)


@remembered
def _shape(text: str) -> tuple[float, ...]:
    """What the characters alone tell; of long blocks the beginning speaks for the rest."""
    words = WORD.findall(text[:300])
    count = len(words) or 1
    upper, digits = _upper_and_digits(text[:100])
    return (
        text.count(" ") + 1,
        sum(map(len, words)) / count,
        sum([word[0].isupper() for word in words]) / count,
        upper,
        digits,
        text.count(",") / len(text),
        len(SENTENCE.findall(text[:1000])),
        text[0].islower(),
        len(list(filter(FUNCTION_WORDS.__contains__, map(str.lower, words)))) / count,
        text[-1] == ":",
        text[0] in "\"“„«‘'",
        len(SIGNS.findall(text[:200])),
    )


def _upper_and_digits(start: str) -> tuple[float, float]:
    """Shares of the characters that are capitals and digits."""
    size = len(start)
    if not start.isascii():
        return sum(map(str.isupper, start)) / size, sum(map(str.isdigit, start)) / size
    coded = start.encode()  # the same, five times as fast
    no_capitals, no_digits = coded.translate(None, _CAPITALS), coded.translate(None, _DIGITS)
    return (size - len(no_capitals)) / size, (size - len(no_digits)) / size


def _overlap(text: str, titles: Sequence[frozenset[str]]) -> float:
    """Share of words that a block and the title nearest to it have in common."""
    words = WORD.findall(text[:200].casefold())
    near = [title for title in titles if not title.isdisjoint(words)]
    if not near:  # as of most blocks
        return 0.0
    return max(len(title.intersection(words)) / max(len(title), len(words)) for title in near)


@lru_cache(maxsize=4096)
def _landmarks(tag: str, path: tuple[str, ...], hollow: frozenset[str]) -> int:
    """Which landmarks stand around a block, the hollow ones left out: one bit each, in the order of LANDMARKS."""
    around = {tag, *path} - hollow
    return sum(1 << number for number, landmark in enumerate(LANDMARKS) if landmark in around)


def _neighbours(base: Matrix) -> Matrix:
    columns = [BASE.index(name) for name in SHIFTED]
    out = np.full((len(base), len(SHIFTS) * len(columns)), -1, dtype=np.float32)
    for number, shift in enumerate(SHIFTS):
        target = out[:, number * len(columns) : (number + 1) * len(columns)]
        if shift < 0:
            target[-shift:] = base[:shift, columns]
        else:
            target[:-shift] = base[shift:, columns]
    return out


def _windows(base: Matrix) -> Matrix:
    columns = [BASE.index(name) for name in AVERAGED]
    sums = np.vstack([np.zeros((1, len(columns))), np.cumsum(base[:, columns], axis=0, dtype=np.float64)])
    at = np.arange(len(base))
    parts = []
    for window in WINDOWS:
        low, high = np.maximum(at - window, 0), np.minimum(at + window + 1, len(base))
        parts.append((sums[high] - sums[low]) / (high - low)[:, None])
    return np.hstack(parts).astype(np.float32)


def _places(page: PageView, base: Matrix) -> Matrix:
    count = len(base)
    chars = np.array([len(block.text) for block in page.blocks], dtype=np.float64)
    prose = base[:, BASE.index("prose")].astype(bool)
    heard = base[:, BASE.index("heard")]
    at = np.arange(count)
    total = max(chars.sum(), 1.0)
    before = np.concatenate([[0.0], np.cumsum(chars * prose)])[:-1]
    after = (chars * prose).sum() - before - chars * prose
    start, end = page.main_run
    tags = base[:, BASE.index("tag")]
    headings = (tags >= TAG_GROUPS["h1"]) & (tags <= TAG_GROUPS["h6"])
    columns = (
        at / max(count, 1),
        np.minimum(at, 300),
        np.minimum(count - at, 300),
        np.clip(at - page.first_prose, -100, 300),
        np.clip(page.last_prose - at, -100, 300),
        (np.cumsum(chars) - chars) / total,
        *_groups(page, chars, prose, heard),
        min(count, 2000),
        math.log1p(total),
        (chars * prose).sum() / total,
        (chars * heard).sum() / total,
        (chars * base[:, BASE.index("link_density")]).sum() / total,
        (chars * base[:, BASE.index("said")]).sum() / total,
        page.form == "text",
        before / total,
        after / total,
        _since(headings),
        _since(prose),
        _since(prose[::-1])[::-1],
        (at >= start) & (at < end),
    )
    out = np.empty((count, len(columns)), dtype=np.float32)
    for number, column in enumerate(columns):
        out[:, number] = column
    return out


def _groups(
    page: PageView, chars: npt.NDArray[np.float64], prose: npt.NDArray[np.bool_], heard: npt.NDArray[np.float32]
) -> Iterator[npt.NDArray[np.float64]]:
    """Of the blocks at the same path under the same class names: share of characters, count, prose, heard, spread."""
    numbers: dict[tuple[object, ...], int] = {}
    group = np.array([numbers.setdefault((block.tag, block.path, block.hints), len(numbers)) for block in page.blocks])
    counts = np.bincount(group)
    sizes = np.maximum(np.bincount(group, chars), 1)  # repairs may leave nothing of a block
    at = np.arange(len(group))
    first, last = np.empty_like(counts), np.empty_like(counts)
    first[group[::-1]], last[group] = at[::-1], at
    of_groups = (
        sizes / max(chars.sum(), 1.0),
        np.minimum(counts, 100),
        np.bincount(group, chars * prose) / sizes,
        np.bincount(group, chars * heard) / sizes,
        (last - first + 1) / counts,
    )
    return (figures[group] for figures in of_groups)


def _since(marks: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Blocks since the last mark (0 on a mark), at most 50."""
    at = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, at, -50))
    return np.minimum(at - last, 50).astype(np.float64)
