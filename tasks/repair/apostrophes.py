"""Lost apostrophes: contractions, possessives, names. The network says where, the page how far it is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.config import Repairs
from schemas.repair import Repair
from tasks.repair.candidates import NOT_OWNED, Candidate, Reading, facts, read
from tasks.repair.context import chances as chances_of
from tasks.repair.context import contexts
from tasks.repair.english import is_english
from tasks.repair.lost import Losses, beliefs
from tasks.repair.page import Page
from tasks.repair.tables import (
    AFTER_S,
    NONE,
    PLAIN_WORDS,
    Vocabulary,
    apostrophe_networks,
    leaning_forms,
    telling_forms,
    vocabulary,
)
from tasks.repair.tokens import cut

RULE = "lost_apostrophe"
_PLAIN, _DOUBTFUL, _RARE = 0.9, 0.97, 0.99
"""The most that a word of its own, a form that may be honest, and one that was met a few times, say of the page."""
_OLD = dict.fromkeys(("cant", "wed", "wont"), 0.7)
"""The same of words which only another's style would use: the network takes them for contractions whatever it reads."""
_ENDS_NAME = frozenset("and or at in on of to for from by with who were are have had was is . , ; : ? !".split())
"""`the Clintons at dinner`: what follows owns nothing."""
_NAMED, _NAMED_SHARE = 2, 0.3
"""How often a name stands so, and in which share of its places."""
_CERTAIN = 0.97
"""A decision so sure is evidence for the same form elsewhere on the page."""
_ROUNDS = 3
_INTACT = re.compile(r"['’ʼ](?<=[^\W\d_].)[^\W\d_]")
_WORDS = re.compile(r"[A-Za-z]+")
_FOLLOWS = re.compile(r" ([A-Za-z]+)")
_JOINED = re.compile(r"[\w'’-]")
"""Before a word: it is the end of a longer one."""
_NAME = re.compile(r"^[A-Z][a-z]{2,}s$", re.MULTILINE)
"""Nothing but a blank behind it: it may own something."""
_FEWEST_SHARE = 0.03
"""Certain losses for each apostrophe that is there, below which a page counts as healthy."""
_STRANGE = 0.22
"""The share of a page's characters in unusual words from which it may well be in another language."""
_LIKELY = 0.9
"""A chance of the network that makes a page worth reading as a whole."""


def may_have_lost_apostrophes(page: Page) -> bool:
    """The cheap test of a page: `shows_lost_apostrophes`, or it has words that more often than not own what follows."""
    return shows_lost_apostrophes(page) or (not _foreign(page) and _enough(_owners(page), page))


def shows_lost_apostrophes(page: Page) -> bool:
    """It has no apostrophe at all, or words that hardly anybody writes without one."""
    if not _INTACT.search(page.joined):
        return True
    if _foreign(page):
        return False
    hits = len(telling_forms().intersection(_WORDS.findall(page.unusual))) + _names_glued(page)
    return _enough(hits, page)


def _foreign(page: Page) -> bool:
    """Its language is asked before more is searched for where much is strange: nothing is restored in others."""
    return len(page.unusual) > _STRANGE * len(page.joined) and not page.english


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
    lines = tuple(text[start:].split("\n", 1)[0] for start in sorted(starts))
    judged = judge(Page(lines, page.evidence, page.config))
    return 0 if judged is None else int((judged.chances[:, NONE] <= 1 - _LIKELY).sum())


def _may_own(text: str, at: int, word: str) -> bool:
    """Whether it is a word of its own there, and the next one can be owned."""
    follows = _FOLLOWS.match(text, at + len(word))
    return follows is not None and follows[1].lower() not in NOT_OWNED and not _JOINED.match(text[at - 1 : at])


def _names_glued(page: Page) -> int:
    """How many unknown names end in an s without which they stand on the page too: `Vignals`, and `Vignal`."""
    known, text = vocabulary().zipf, page.joined
    stems = {name[:-1] for name in _NAME.findall(page.unusual) if name.lower() not in known}
    return sum(any(_alone(text, at, at + len(stem)) for at in _places(stem, text)) for stem in stems)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether no letter stands before and behind."""
    return not (_WORDS.match(text, end) or _WORDS.match(text[start - 1 : start]))


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates of a page and the network's chances for their four classes."""

    reading: Reading
    candidates: list[Candidate]
    chances: NDArray[np.float64]


def restore_apostrophes(page: Page) -> tuple[tuple[Repair, ...], ...]:
    """For every text the apostrophes that are put back, where the page is English and shows that it lost some."""
    nothing: tuple[tuple[Repair, ...], ...] = tuple(() for _ in page.texts)
    judged = judge(page)
    if judged is None:
        return nothing
    confidences, classes = _believed(judged)
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


def judge(page: Page) -> Judged | None:
    """The network's view of every candidate, decisions it is sure of heard as evidence for the others."""
    if not page.english:
        return None
    tables = vocabulary()
    tokens = cut(page.texts)
    reading = read(tokens, cut([page.evidence]), tables)
    candidates = [candidate for candidate in reading.candidates if not _in_address(candidate, reading, page.texts)]
    if not candidates:
        return None
    allowed = _allowed(candidates, reading, page.texts)
    names = [any(test(candidate, reading) for test in (_family, _name, _initials)) for candidate in candidates]
    allowed[:, 1:] &= ~np.array(names)[:, None]
    return Judged(reading, candidates, _chances(reading, candidates, allowed, tables))


def _chances(
    reading: Reading, candidates: list[Candidate], allowed: NDArray[np.bool_], tables: Vocabulary
) -> NDArray[np.float64]:
    places = np.array([candidate.token for candidate in candidates])
    views = contexts(apostrophe_networks(), reading.rows, reading.words, places)
    seen = reading.seen
    forms = np.array([candidate.form for candidate in candidates])
    todo = np.ones(len(candidates), dtype=bool)
    chances = np.zeros((len(candidates), 4))
    for _ in range(_ROUNDS):
        some = [candidate for candidate, doing in zip(candidates, todo, strict=True) if doing]
        known = facts(reading, some, tables, tables.count, seen)
        chances[todo] = chances_of(views, todo, known, allowed[todo])
        sure = chances.max(axis=1) >= _CERTAIN
        classes = chances.argmax(axis=1)
        new = {
            (candidate.form, int(kind))
            for candidate, kind, certain in zip(candidates, classes, sure, strict=True)
            if certain and kind != NONE
        } - seen
        if not new:
            break
        seen |= new
        todo = np.isin(forms, sorted({form for form, _ in new}))
    return chances


def _allowed(candidates: list[Candidate], reading: Reading, texts: tuple[str, ...]) -> NDArray[np.bool_]:
    table = []
    for candidate in candidates:
        text, start = reading.tokens.places[candidate.token]
        end = start + len(reading.tokens.words[candidate.token])
        follows = texts[text][end : end + 2]
        owner = len(follows) == 2 and follows[0] in " \u00a0" and follows[1].isalnum()
        row = [True, *(place >= 0 for place in candidate.places)]
        row[AFTER_S] = row[AFTER_S] and owner
        table.append(row)
    return np.array(table, dtype=bool)


def _family(candidate: Candidate, reading: Reading) -> bool:
    """`the Kennedys and`: a name in the plural, which owns nothing here."""
    words, at = reading.tokens.words, candidate.token
    return words[at][0].isupper() and words[at - 1] in {"the", "The"} and words[at + 1] in _ENDS_NAME


def _name(candidate: Candidate, reading: Reading) -> bool:
    """`Aguas Argentinas`: a name of several words, which the page also has where it owns nothing."""
    words, at = reading.tokens.words, candidate.token
    pair = (words[at - 1], words[at])
    ended = reading.company.ended_pairs[pair]
    return (
        ended >= _NAMED
        and ended >= _NAMED_SHARE * reading.company.pairs[pair]
        and words[at][0].isupper()
        and words[at - 1][0].isupper()
    )


def _initials(candidate: Candidate, reading: Reading) -> bool:
    """`at HBOS Treasury`: among words that are not in capitals its S is one of the initials."""
    words, at = reading.tokens.words, candidate.token
    return candidate.places[2] < 0 and words[at].isupper() and not (words[at - 1].isupper() or words[at + 1].isupper())


def _in_address(candidate: Candidate, reading: Reading, texts: tuple[str, ...]) -> bool:
    """Part of an address, a handle, a file name: `@barclays`, `www.sears.com`; or an apostrophe stands beside it."""
    index, start = reading.tokens.places[candidate.token]
    text, end = texts[index], start + len(reading.tokens.words[candidate.token])
    before, after = text[start - 1 : start] if start else "", text[end : end + 2]
    glued = before == "." and text[start - 2 : start - 1].isalnum() and start > 1
    return (
        (before != "" and before in "@#/_=’'")
        or glued
        or after[:1] in {"@", "_", "=", "’", "'"}
        or (after[:1] in {".", "/"} and after[1:].islower())
    )


def _believed(judged: Judged) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Confidence and class of each candidate, once it is heard how much the page and its paragraph lost."""
    reading, candidates = judged.reading, judged.candidates
    lost = 1 - judged.chances[:, NONE]
    classes = judged.chances[:, 1:].argmax(axis=1) + 1
    share = judged.chances[np.arange(len(classes)), classes] / np.maximum(lost, 1e-9)
    breaks = [index for index, place in enumerate(reading.tokens.places) if place[0] < 0]
    spared = np.bincount(np.searchsorted(breaks, reading.intact), minlength=len(breaks) + 1)
    losses = Losses(
        chances=lost,
        proofs=np.array([_proof(candidate) for candidate in candidates]),
        again=_met_before([candidate.form for candidate in candidates]),
        paragraphs=np.searchsorted(breaks, [candidate.token for candidate in candidates]),
        spared=spared,
    )
    return beliefs(losses) * share, classes


def _met_before(forms: list[str]) -> NDArray[np.bool_]:
    met: set[str] = set()
    return np.array([form in met or bool(met.add(form)) for form in forms])  # type: ignore[func-returns-value]


def _proof(candidate: Candidate) -> float:
    """How much a form can prove: less where it is also written without an apostrophe, or was hardly met."""
    none, *others = vocabulary().count(candidate.form)
    if candidate.form in PLAIN_WORDS:
        return _OLD.get(candidate.form, _PLAIN)
    if 50 * none >= sum(others):
        return _DOUBTFUL
    return 1.0 if sum(others) > 50 * none + 20 else _RARE
