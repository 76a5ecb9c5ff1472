"""Lost apostrophes: contractions, possessives, names. The network says where, the page how far it is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from schemas.config import Repairs
from schemas.repair import Repair
from tasks.repair.candidates import NOT_OWNED
from tasks.repair.english import is_english
from tasks.repair.judging import judge
from tasks.repair.lost import Losses, beliefs
from tasks.repair.page import Page
from tasks.repair.second import Judged
from tasks.repair.tables import AFTER_S, NONE, PLAIN_WORDS, common_words, leaning_forms, telling_forms, vocabulary
from tasks.repair.tokens import has_token

RULE = "lost_apostrophe"
_PLAIN, _DOUBTFUL, _RARE = 0.9, 0.97, 0.99
"""The most that a word of its own, a form that may be honest, and one that was met a few times, say of the page."""
_OLD = dict.fromkeys(("cant", "wed", "wont"), 0.7)
"""The same of words which only another's style would use: the network takes them for contractions whatever it reads."""
_INTACT = re.compile(r"['’ʼ](?<=[^\W\d_].)[^\W\d_]")
_WORDS = re.compile(r"[A-Za-z]+")
_FOLLOWS = re.compile(r" ([A-Za-z]+)")
_JOINED = re.compile(r"[\w'’-]")
"""Before a word: it is the end of a longer one."""
_NAME = re.compile(r"^[A-Z][a-z]{2,}s$", re.MULTILINE)
"""Nothing but a blank behind it: it may own something."""
_FEWEST_SHARE = 0.03
"""Certain losses for each apostrophe that is there, below which a page counts as healthy."""
_GLANCE, _FAMILIAR = 600, 0.45
"""Characters from the middle of a page, and the share of common words in them below which it may be in any language."""
_FEW = 40
"""Names that are quicker looked for one by one than among all words."""
_MARKS = re.compile('["“”„‘—–]')
"""What is lost together with apostrophes, or not."""
_LIKELY = 0.9
"""A chance of the network that makes a page worth reading as a whole."""


def may_have_lost_apostrophes(page: Page) -> bool:
    """The cheap test of a page: `shows_lost_apostrophes`, or it has words that more often than not own what follows."""
    if not _INTACT.search(page.joined):
        return True
    return not _foreign(page) and (_enough(_signs(page), page) or _enough(_owners(page), page))


def shows_lost_apostrophes(page: Page) -> bool:
    """It has no apostrophe at all, or words that hardly anybody writes without one."""
    return not _INTACT.search(page.joined) or (not _foreign(page) and _enough(_signs(page), page))


def _signs(page: Page) -> int:
    return len(telling_forms().intersection(_WORDS.findall(page.unusual))) + _names_glued(page)


def _foreign(page: Page) -> bool:
    """Its language is asked before anything is searched for where little is familiar: nothing is restored in others."""
    at = max(0, len(page.joined) - _GLANCE) // 2
    chunks = page.joined[at : at + _GLANCE].split()
    familiar = sum(map(common_words().__contains__, chunks))
    return familiar < _FAMILIAR * len(chunks) and not page.english


def _enough(hits: int, page: Page) -> bool:
    return hits > 0 and hits > _FEWEST_SHARE * len(_INTACT.findall(page.joined))


def _owners(page: Page) -> int:
    """How many of the `leaning_forms` own what follows as the network sees it: `the worlds largest`.

    It reads their lines alone, which are few on a healthy page.
    """
    found = leaning_forms().intersection(_WORDS.findall(page.unusual))
    if not found:
        return 0
    text = page.joined
    starts = {text.rfind("\n", 0, at) + 1 for word in found for at in _places(word, text) if _may_own(text, at, word)}
    if not starts:
        return 0
    lines = [text[start : (text.find("\n", start) + 1 or len(text) + 1) - 1] for start in sorted(starts)]
    judged = judge(Page(tuple(lines), page.evidence, page.config))
    return 0 if judged is None else int((judged.chances[:, NONE] <= 1 - _LIKELY).sum())


def _may_own(text: str, at: int, word: str) -> bool:
    """Whether it is a word of its own there, and the next one can be owned."""
    follows = _FOLLOWS.match(text, at + len(word))
    return follows is not None and follows[1].lower() not in NOT_OWNED and not _JOINED.match(text[at - 1 : at])


def _names_glued(page: Page) -> int:
    """How many unknown names end in an s without which they stand on the page too: `Vignals`, and `Vignal`."""
    known, text = vocabulary().zipf, page.joined
    stems = {name[:-1] for name in _NAME.findall(page.unusual) if name.lower() not in known}
    if len(stems) > _FEW:
        return len(stems.intersection(_WORDS.findall(text)))
    return sum(any(_alone(text, at, at + len(stem)) for at in _places(stem, text)) for stem in stems)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether no letter stands before and behind."""
    return not (_WORDS.match(text, end) or _WORDS.match(text[start - 1 : start]))


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def restore_apostrophes(page: Page) -> tuple[tuple[Repair, ...], ...]:
    """For every text the apostrophes that are put back, where the page is English and shows that it lost some."""
    nothing: tuple[tuple[Repair, ...], ...] = tuple(() for _ in page.texts)
    judged = judge(page)
    if judged is None:
        return nothing
    confidences, classes = _believed(judged, page)
    found: list[list[Repair]] = [[] for _ in page.texts]
    for index in np.flatnonzero(confidences >= _least(judged, classes, page.config)):
        candidate, confidence, chosen = judged.candidates[index], confidences[index], classes[index]
        text, start = judged.reading.tokens.places[candidate.token]
        at = start + candidate.places[chosen - 1]
        found[text].append(Repair(at, at, "", page.style.apostrophe, RULE, round(float(confidence), 4)))
    return tuple(
        tuple(repairs) if repairs and is_english(text) else () for text, repairs in zip(page.texts, found, strict=True)
    )


def _least(judged: Judged, classes: NDArray[np.int64], config: Repairs) -> NDArray[np.float64]:
    """How sure each must be: a page that still has apostrophes may well have written its plurals as they stand."""
    plural = config.apostrophe_confidence if judged.reading.intact else config.plural_confidence
    least: NDArray[np.float64] = np.where(classes == AFTER_S, plural, config.apostrophe_confidence)
    return least


def _believed(judged: Judged, page: Page) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Confidence and class of each candidate, once it is heard how much the page and its paragraph lost."""
    reading, candidates = judged.reading, judged.candidates
    lost = 1 - judged.chances[:, NONE]
    classes = judged.chances[:, 1:].argmax(axis=1) + 1
    share = judged.chances[np.arange(len(classes)), classes] / np.maximum(lost, 1e-9)
    breaks = [index for index, place in enumerate(reading.tokens.places) if place[0] < 0]
    spared = np.bincount(np.searchsorted(breaks, reading.intact), minlength=len(breaks) + 1)
    losses = Losses(
        chances=lost,
        proofs=np.array([_proof(candidate.form) for candidate in candidates]),
        again=_met_before([candidate.form for candidate in candidates]),
        paragraphs=np.searchsorted(breaks, [candidate.token for candidate in candidates]),
        spared=spared,
        marks=_marks(page),
    )
    return beliefs(losses) * share, classes


def _marks(page: Page) -> NDArray[np.int64]:
    """For each line that has a token its quotes and dashes; 0 before the first and behind the last."""
    lines = page.joined.split("\n")
    return np.array([0, *(len(_MARKS.findall(line)) for line in lines if has_token(line)), 0])


def _met_before(forms: list[str]) -> NDArray[np.bool_]:
    met: set[str] = set()
    return np.array([form in met or bool(met.add(form)) for form in forms])  # type: ignore[func-returns-value]


@lru_cache(maxsize=2**15)
def _proof(form: str) -> float:
    """How much a form can prove: less where it is also written without an apostrophe, or was hardly met."""
    none, *others = vocabulary().count(form)
    if form in PLAIN_WORDS:
        return _OLD.get(form, _PLAIN)
    if 50 * none >= sum(others):
        return _DOUBTFUL
    return 1.0 if sum(others) > 50 * none + 20 else _RARE
