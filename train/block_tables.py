"""Pages as the block models see them: which page is shown in which form, its features and its labels."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from bench.wcxb import Sample, converted
from schemas.config import Config, Labels
from schemas.page import RawPage
from tasks.assemble import PARAGRAPH_BREAK
from tasks.boilerplate import PageView, hear
from tasks.boilerplate.alignment import coverage
from tasks.boilerplate.doubt import LIMIT, UNKNOWN
from tasks.boilerplate.features import NAMES, TAG_GROUPS, features
from tasks.boilerplate.keys import key
from tasks.boilerplate.model import BlockModel, unclaimed
from tasks.boilerplate.rules import certain
from tasks.boilerplate.text_model import TextModel
from tasks.boilerplate.twice import copies
from tasks.boilerplate.view import HEARD
from tasks.decode import decode
from tasks.metadata import read_declared
from tasks.rejected import PageRejectedError
from tasks.segment import segment

UNHEARD = "html-unheard"
"""HTML as it is judged before the witness is asked."""
MEASURED_AS = {"html": ((UNHEARD, "html"),), "text": (("inscriptis",), ("resiliparse",))}
"""Forms in which each page is measured; where there are two, the second is seen when the first leaves doubt."""
TRAINED_ON = {
    "html": (("html",),),
    "unheard": ((UNHEARD,),),
    "text": (
        ("inscriptis", "inscriptis-dense", "inscriptis", "inscriptis-wrap"),
        ("resiliparse", "resiliparse-wrap", "resiliparse", "resiliparse-dense"),
    ),
}
"""A page is shown in one form of each row, the next page in the row's next."""
KEPT_SHARE = 0.5
"""Share of a block's words that stand in the truth, from which on it is to be kept."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """One page in one form, as the models see it."""

    fold: int
    form: str
    texts: tuple[str, ...]
    """Of the blocks that no rule has claimed: the model decides these, and no rule keeps any of the others."""
    kept: Floats
    """1 for those that stand in the truth, else 0; between them where another model said it."""
    left: list[int]
    """Their indices."""
    shown: Floats
    """Features of all blocks, columns as in NAMES."""
    truth: str
    places: tuple[tuple[str, int], ...] = ()
    """Where the blocks to judge stand, as the rule of copies asks; empty for plain text."""
    weight: float = 1.0
    """How much the page counts in training."""


def table(sample: Sample, form: str) -> Table | None:
    """A page as the models see it; None where it has no text for them."""
    sample = converted(sample, form)
    raw = RawPage(sample.name, sample.payload, url=sample.url)
    try:
        document = segment(decode(raw, Config().limits))
    except PageRejectedError:
        return None
    texts = tuple(block.text for block in document.blocks)
    view = PageView.of(document.form, document.blocks, read_declared(document, raw.url, None))
    if document.tree is not None and form != UNHEARD:
        view = view.hearing(hear(document.tree, texts))
    claims = [claim[1] if claim else None for claim in certain(view, Labels())]
    left = unclaimed(claims)
    if not left:
        return None
    kept = np.array(coverage(sample.truth.splitlines(), texts))[left] >= KEPT_SHARE
    judged = tuple(texts[index] for index in left)
    blocks = [document.blocks[index] for index in left]
    places = tuple((block.tag, len(block.path)) for block in blocks) if view.form == "html" else ()
    shown = features(view, claims)
    return Table(sample.fold, form, judged, kept.astype(np.float32), left, shown, sample.truth, places)


def tables(samples: Sequence[Sample], forms: Sequence[str], cache: Path | None = None) -> list[Table]:
    """The tables of all samples that have text, in order; each in the next of the forms.

    Args:
        samples: the pages.
        forms: as in TRAINED_ON.
        cache: a file that holds them from an earlier run, or will.
    """
    if cache is not None and cache.exists():
        return cast("list[Table]", pickle.loads(cache.read_bytes()))  # noqa: S301 - our own file
    with ProcessPoolExecutor(2) as pool:
        found = [one for one in pool.map(table, samples, cycle(forms), chunksize=8) if one is not None]
    if cache is not None:
        cache.write_bytes(pickle.dumps(found))
    return found


def judged(sample: Sample, model: BlockModel) -> Sample:
    """A page with the text that a model keeps of it as its truth; none where it has no text."""
    one = table(sample, "html")
    return replace(sample, truth="" if one is None else text(one, predict(model, one) >= model.threshold))


def predict(model: BlockModel | TextModel, one: Table) -> npt.NDArray[np.float64]:
    """Probability of each block of a table that is the model's to judge."""
    return model.probabilities(one.shown, one.left, one.texts)


def doubtful(one: Table, likely: npt.NDArray[np.float64], threshold: float) -> bool:
    """Whether the witness is to be heard on a page that was judged without it (`tasks/boilerplate/doubt.py`)."""
    chars = np.array([len(text) for text in one.texts], dtype=np.float64)
    is_code = one.shown[one.left, NAMES.index("tag")] == TAG_GROUPS["pre"]
    wrong = np.where(is_code, UNKNOWN, np.minimum(likely, 1 - likely))
    return bool(chars @ wrong >= LIMIT * chars[likely >= threshold].sum())


def text(one: Table, kept: npt.NDArray[np.bool_]) -> str:
    """The page's text, if these of its judged blocks are kept, copies once."""
    chosen = np.flatnonzero(kept).tolist()
    heard = one.shown[one.left, NAMES.index("heard")] >= HEARD
    places = [one.places[number] for number in chosen] if one.places else chosen
    again = copies([key(one.texts[number]) for number in chosen], heard[kept].tolist(), places)
    return PARAGRAPH_BREAK.join(one.texts[n] for n, other in zip(chosen, again, strict=True) if other is None)
