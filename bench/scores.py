"""How much of the true text is there, and how much of what is there is true: two public measures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import mean

WORD = re.compile(r"\w+")


def word_f1(predicted: str, expected: str) -> float:
    """F1 over the bag of lower-case words (WCXB's measure)."""
    ours, theirs = Counter(WORD.findall(predicted.lower())), Counter(WORD.findall(expected.lower()))
    hit = (ours & theirs).total()
    return 2 * hit / (ours.total() + theirs.total()) if ours.total() + theirs.total() else 1.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def shingle_scores(predicted: str, expected: str) -> tuple[float | None, float | None]:
    """(precision, recall) over 4-word shingles (the measure of scrapinghub's article-extraction-benchmark)."""
    ours, theirs = _shingles(predicted), _shingles(expected)
    hit = (ours & theirs).total()
    precision = hit / ours.total() if ours else (1.0 if not theirs else None)
    recall = hit / theirs.total() if theirs else (1.0 if not ours else None)
    return precision, recall


@dataclass(frozen=True)
class Score:
    """A tool's figures over all pages."""

    shingle_f1: float
    shingle_precision: float
    shingle_recall: float
    word_f1: float
    empty: int


def summary(pairs: list[tuple[str, str]]) -> Score:
    """The figures of (predicted, expected) texts."""
    scores = [shingle_scores(*pair) for pair in pairs]
    precision = mean([p for p, _ in scores if p is not None] or [0.0])
    recall = mean([r for _, r in scores if r is not None] or [0.0])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(f1, precision, recall, mean(word_f1(*pair) for pair in pairs), sum(not p for p, _ in pairs))
