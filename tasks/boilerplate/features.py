"""What the block model sees of a page: one row of numbers a block. Training and cleaning both read it from here.

The features are free of language but for a short list of function words, and free of any one converter's habits.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from schemas.block import Block
from schemas.label import KEPT, Evidence, Label
from tasks.boilerplate.view import PageView, ends_sentence

Matrix = npt.NDArray[np.float32]

WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s|$)")
FUNCTION_WORDS = frozenset(
    (
        "the of and to a in is that for on with as was at by it from be are this have not but they which had his her he "
        "she we you who were will would has been their or an said der die das und in zu den von mit ist des dem nicht ein "
        "eine auf für im sich als auch es an werden aus er hat dass sie nach wird bei le la les et des en un une du est que "
        "qui dans pour par sur au il plus pas ce se son avec sont el los las del y que por con una para su al lo como más "
        "o di che il per non è della dei si i da os as do na no em um uma não com het van een dat op te zijn voor niet met "
        "w z na i do nie to że się jest o jak ve bir bu da de için ile в и на не что с по он как это из за"
    ).split()
)

TAG_GROUPS: Mapping[str, int] = {
    **dict.fromkeys(["p"], 1), **dict.fromkeys(["h1"], 2), **dict.fromkeys(["h2", "h3"], 3), **dict.fromkeys(["h4", "h5", "h6"], 4),
    **dict.fromkeys(["li"], 5), **dict.fromkeys(["tr", "td", "th"], 6), **dict.fromkeys(["div", "section", "article", "main"], 7),
    **dict.fromkeys(["blockquote", "q"], 8), **dict.fromkeys(["a", "span"], 9), **dict.fromkeys(["figcaption", "caption", "figure"], 10),
    **dict.fromkeys(["button", "label", "option", "legend", "input", "textarea", "select"], 11), **dict.fromkeys(["dt", "dd"], 12),
    **dict.fromkeys(["pre", "code"], 13), "line": 14,
}  # fmt: skip
LANDMARKS = ("article", "main", "nav", "aside", "footer", "header", "form", "figure", "table", "blockquote", "section")
HINTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("content", r"article|content|story|entry|post(?!er)|body|text|main|prose|rich"),
        ("paragraph", r"paragraph|^p\b|para\b|article-?text|body-?text|component-text|rte|wysiwyg|markdown"),
        ("navigation", r"nav|menu|breadcrumb|crumb|header|topbar|masthead|toolbar|pagination|pager|tabs?\b"),
        ("share", r"share|social|follow|facebook|twitter|whatsapp"),
        ("related", r"related|recommend|more-|also|read-?more|teaser|promo|card|tile|trending|popular|latest|most|list-?item|next|carousel|outbrain|taboola|grid"),
        ("comment", r"comment|disqus|reply|respond|discussion"),
        ("caption", r"caption|credit|image|img|photo|figure|media|gallery|slide|video"),
        ("byline", r"byline|author|writer|contributor|bio\b"),
        ("date", r"date|time|publish|meta\b|meta-|info"),
        ("footer", r"footer|foot\b|bottom|copyright|legal|disclaimer"),
        ("sidebar", r"sidebar|aside|widget|rail|secondary|column|col-"),
        ("promotion", r"newsletter|subscri|signup|sign-up|paywall|donat|membership|cta|banner|advert|\bads?\b|ad-|sponsor"),
        ("overlay", r"cookie|consent|modal|popup|overlay|dialog|lightbox|gdpr|hidden|sr-only|screen-reader|visually"),
        ("heading", r"title|headline|heading|subhead|standfirst|dek\b|summary|lead|intro|excerpt|kicker|tag|topic|categor"),
        ("quote", r"quote|pull"),
    )
)  # fmt: skip
NEAR = 3
LABELS = {label: number for number, label in enumerate(Label, start=1)}

BASE = (
    "log_chars", "words", "word_length", "capitals", "upper", "digits", "commas", "sentences", "ends_sentence", "starts_lower",
    "function_words", "link_density", "colon_end", "quoted", "bar_signs", "tag", "depth", "hidden", "gap", "marker", "repeats",
    "title_overlap", "claimed", "claimed_kept", "prose", "heard", "declared",
    *(f"in_{tag}" for tag in LANDMARKS), *(f"near_{name}" for name, _ in HINTS), *(f"far_{name}" for name, _ in HINTS),
)  # fmt: skip
"""Names of the columns that one block gives by itself."""
SHIFTED = ("log_chars", "ends_sentence", "link_density", "tag", "claimed", "prose", "heard", "function_words", "gap")
"""Columns that are read from the neighbours too."""
SHIFTS = (-3, -2, -1, 1, 2, 3)
AVERAGED = ("log_chars", "ends_sentence", "link_density", "prose", "heard", "function_words")
WINDOWS = (3, 8)
PLACE = (
    "position", "from_start", "to_end", "from_first_prose", "to_last_prose", "chars_before", "group_chars", "group_count",
    "group_prose", "group_heard", "group_spread", "page_blocks", "page_chars", "page_prose", "page_heard", "page_links", "page_declared", "is_text",
    "prose_before", "prose_after", "blocks_since_heading", "blocks_since_prose", "blocks_to_prose", "in_main_run",
)  # fmt: skip
NAMES = (
    *BASE,
    *(f"{name}@{shift:+d}" for shift in SHIFTS for name in SHIFTED),
    *(f"{name}~{window}" for window in WINDOWS for name in AVERAGED),
    *PLACE,
)
"""Names of all columns, in order."""


def features(page: PageView, claims: Iterable[Evidence | None]) -> Matrix:
    """One row a block, columns as in NAMES; `claims` are what the certain rules said of each block."""
    repeats = Counter(page.keys)
    titles = [set(WORD.findall(title.casefold())) for title in page.titles]
    silence = (0.0,) * len(page.blocks)
    heard, said = page.heard or silence, page.said or silence
    rows = [
        _base(block, page, titles, repeats[page.keys[block.index]], claim, share, told)
        for block, claim, share, told in zip(page.blocks, claims, heard, said, strict=True)
    ]
    base = np.array(rows, dtype=np.float32).reshape(len(rows), len(BASE))
    return np.hstack([base, _neighbours(base), _windows(base), _places(page, base)])


def _base(
    block: Block, page: PageView, titles: list[set[str]], repeats: int, claim: Evidence | None, share: float, told: float
) -> list[float]:
    text = block.text
    words = WORD.findall(text[:2000])
    count = len(words) or 1
    size = len(text) or 1
    lowered = [word.casefold() for word in words]
    near, far = _hints(block)
    return [
        math.log1p(size),
        min(len(text.split()), 300),
        sum(map(len, words)) / count,
        sum(word[0].isupper() for word in words) / count,
        sum(map(str.isupper, text[:400])) / min(size, 400),
        sum(map(str.isdigit, text[:400])) / min(size, 400),
        text.count(",") / count,
        min(len(SENTENCE.findall(text[:4000])), 20),
        float(ends_sentence(text)),
        float(text[:1].islower()),
        sum(word in FUNCTION_WORDS for word in lowered) / count,
        block.link_density,
        float(text.endswith(":")),
        float(text[:1] in "\"“„«‘'"),
        float(sum(text.count(sign) for sign in "|•·»›©")),
        float(TAG_GROUPS.get(block.tag, 0)),
        float(min(len(block.path), 40)),
        float(block.hidden),
        float(min(block.gap, 5)),
        float(bool(block.marker)),
        float(min(repeats, 10)),
        max((len(title.intersection(lowered)) / max(len(title), count) for title in titles), default=0.0),
        float(LABELS[claim.label]) if claim else 0.0,
        float(claim.label in KEPT) if claim else 0.0,
        float(page.prose[block.index]),
        share,
        told,
        *(float(block.inside(tag)) for tag in LANDMARKS),
        *near,
        *far,
    ]


_HINT_CACHE: dict[str, tuple[float, ...]] = {}


def _hint_flags(token: str) -> tuple[float, ...]:
    flags = _HINT_CACHE.get(token)
    if flags is None:
        flags = tuple(float(bool(pattern.search(token))) for _, pattern in HINTS)
        if len(_HINT_CACHE) < 50_000:  # the tokens of very many sites; the answer does not depend on the cache
            _HINT_CACHE[token] = flags
    return flags


def _hints(block: Block) -> tuple[list[float], list[float]]:
    """Which groups of class names stand on the block's nearest tokens, and which further out (counts)."""
    near, far = [0.0] * len(HINTS), [0.0] * len(HINTS)
    for place, token in enumerate(block.hints):
        target = near if place < NEAR else far
        for number, flag in enumerate(_hint_flags(token)):
            target[number] += flag
    return near, far


def spread(sound: npt.NDArray[np.float32]) -> Matrix:
    """One number a block, its neighbours' two places each way, and its means in two windows."""
    count = len(sound)
    out = np.zeros((count, 5 + len(WINDOWS)), dtype=np.float32)
    out[:, 0] = sound
    for column, shift in enumerate((1, 2), start=1):
        out[shift:, column] = sound[:-shift]
        out[:-shift, column + 2] = sound[shift:]
    sums = np.concatenate([[0.0], np.cumsum(sound, dtype=np.float64)])
    at = np.arange(count)
    for column, window in enumerate(WINDOWS, start=5):
        low, high = np.maximum(at - window, 0), np.minimum(at + window + 1, count)
        out[:, column] = (sums[high] - sums[low]) / (high - low)
    return out


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
    headings = np.isin(base[:, BASE.index("tag")], [2, 3, 4])
    columns = [
        at / max(count, 1),
        np.minimum(at, 300),
        np.minimum(count - at, 300),
        np.clip(at - page.first_prose, -100, 300),
        np.clip(page.last_prose - at, -100, 300),
        (np.cumsum(chars) - chars) / total,
        *_groups(page, chars, prose, heard),
        np.full(count, min(count, 2000)),
        np.full(count, math.log1p(total)),
        np.full(count, (chars * prose).sum() / total),
        np.full(count, (chars * heard).sum() / total),
        np.full(count, (chars * base[:, BASE.index("link_density")]).sum() / total),
        np.full(count, (chars * base[:, BASE.index("declared")]).sum() / total),
        np.full(count, float(page.form == "text")),
        before / total,
        after / total,
        _since(headings),
        _since(prose),
        _since(prose[::-1])[::-1],
        ((at >= start) & (at < end)).astype(np.float64),
    ]
    return np.column_stack(columns).astype(np.float32)


def _groups(page: PageView, chars: npt.NDArray[np.float64], prose: npt.NDArray[np.bool_], heard: Matrix) -> list[list[float]]:
    """Of the blocks that stand at the same path under the same class names: share of characters, count, prose, heard."""
    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for block in page.blocks:
        members[block.tag, block.path, block.hints].append(block.index)
    total = max(float(chars.sum()), 1.0)
    out = [[0.0] * len(page.blocks) for _ in range(5)]
    for indices in members.values():
        sizes = chars[indices]
        figures = (
            float(sizes.sum()) / total,
            float(min(len(indices), 100)),
            float((sizes * prose[indices]).sum() / max(sizes.sum(), 1.0)),
            float((sizes * heard[indices]).sum() / max(sizes.sum(), 1.0)),
            (indices[-1] - indices[0] + 1) / len(indices),
        )
        for index in indices:
            for column, figure in zip(out, figures, strict=True):
                column[index] = figure
    return out


def _since(marks: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Blocks since the last mark (0 on a mark), at most 50."""
    at = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, at, -50))
    return np.minimum(at - last, 50).astype(np.float64)
