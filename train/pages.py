"""Trains the models that tell articles from other pages, from a corpus in WCXB's layout, and measures them.

    python -m train.pages                     # writes tasks/boilerplate/pagetype/weights/*.npz
    python -m train.pages --cross-validate    # prints five-fold figures by registrable domain, writes nothing

Each page is seen as it was captured with its address, and without it, as a saved file has none; as HTML, and as plain
text by two converters. That corpus is English; so pages of another one, in many languages, whose kind nobody has noted,
are heard a little where they declare themselves articles. Nothing is random and nothing depends on the clock. Needs
`pip install -e .[train]`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from bench.wcxb import FOLDS, Sample, converted, load
from schemas.config import Config, Labels
from schemas.page import RawPage
from tasks.boilerplate import PageView, decide, hear
from tasks.boilerplate.pagetype.about import About
from tasks.boilerplate.pagetype.features import NAMES, features
from tasks.boilerplate.pagetype.model import ARRAYS, FAR, PageModel
from tasks.boilerplate.verdict import SURE, ruled
from tasks.decode import decode
from tasks.metadata import read_declared
from tasks.rejected import PageRejectedError
from tasks.segment import segment

WEIGHTS = Path(__file__).parent.parent / "tasks" / "boilerplate" / "pagetype" / "weights"
TRAINED_ON = {"html": ("html",), "text": ("inscriptis", "resiliparse", "inscriptis-dense", "resiliparse-wrap")}
QUANTILES = (0.15, 0.35, 0.5, 0.65, 0.85)
STRENGTH = {"html": 0.015, "text": 0.003}
"""Inverse of the regularisation."""
WRONGLY = {"html": 0.009, "text": 0.007}
"""Share of articles that may be turned away under cross-validation: gives the threshold."""

OTHER_FORMS = {"html": ("html",), "text": ("inscriptis", "resiliparse")}
OTHER_WEIGHT = 0.3
"""What a page of the corpus in other languages counts, and the forms it is seen in."""
_ARTICLE_SIGNS = ("type_article", "dated_by_meta", "dated_by_json-ld", "address_of_story", "class_single")
_OTHER_SIGNS = ("type_goods", "type_list", "signs_of_forum")

Floats = npt.NDArray[np.float32]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Row:
    """One page in one form, as the model sees it."""

    name: str
    fold: int
    kind: str
    """WCXB's page type."""
    form: str
    addressed: bool
    """It is seen with what is known of its address from the capture."""
    seen: Floats
    told: bool
    """It declares itself an article and shows one: the model is not asked."""
    certain: bool
    """A certain rule turns it away."""
    likely: bool
    """A rule turns it away that the model may overrule."""
    weight: float = 1.0
    """Below 1 for pages of which nobody has noted what they are: they train, and measure nothing."""


def rows(sample: Sample, form: str) -> list[Row]:
    """A page as the models see it, with its address and without; nothing where it has no text."""
    sample = converted(sample, form)
    try:
        document = segment(decode(RawPage(sample.name, sample.payload), Config().limits))
    except PageRejectedError:
        return []
    ask = partial(hear, document.tree, [block.text for block in document.blocks]) if document.tree is not None else None
    found = []
    for addressed, url in ((True, sample.url), (False, None)):
        declared = read_declared(document, url, None)
        page, decisions = decide(PageView.of(document.form, document.blocks, declared), Labels(), ask)
        found.append(
            Row(
                sample.name, sample.fold, sample.kind, form, addressed,
                features(page, About.of(document, declared, url)), *ruled(page, decisions),
            )
        )  # fmt: skip
    return found


def others(corpus: Path) -> list[Sample]:
    """Pages in the layout of trafilatura's evaluation (`truth.jsonl`, `html/NNNN.html.gz`), as if all were articles."""
    found = []
    for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        url = page["url"] if "://" in page["url"] else None
        payload = gzip.decompress((corpus / page["file"]).read_bytes())
        found.append(Sample(page["file"], url, "article", payload, ""))
    return found


def other_rows(corpus: Path, kind: str, workers: int) -> list[Row]:
    """The rows of those that declare themselves articles, and nothing else besides."""
    samples = others(corpus)
    sure = {row.name for row in all_rows(samples, ("html",), workers) if row.addressed and _says_article(row)}
    chosen = [sample for sample in samples if sample.name in sure]
    found = all_rows(chosen, OTHER_FORMS[kind], workers)
    return [replace(row, weight=OTHER_WEIGHT) for row in found if row.addressed]


def _says_article(row: Row) -> bool:
    seen = dict(zip(NAMES, row.seen.tolist(), strict=True))
    return any(seen[name] for name in _ARTICLE_SIGNS) and not any(seen[name] for name in _OTHER_SIGNS)


def all_rows(samples: Sequence[Sample], forms: Iterable[str], workers: int) -> Iterator[Row]:
    """The rows of all samples in all forms, in order."""
    with ProcessPoolExecutor(workers) as pool:
        for form in forms:
            for found in pool.map(partial(rows, form=form), samples, chunksize=16):
                yield from found


# ---- the model -------------------------------------------------------------------------------------------------------


def train(given: Sequence[Row], form: str) -> PageModel:
    """The model of one form, its threshold left at 0; weights are rounded: a solver's last bits do not show."""
    seen = np.vstack([row.seen for row in given]).astype(np.float64)
    means, scales = seen.mean(axis=0), np.where(seen.std(axis=0) > 0, seen.std(axis=0), 1.0)
    steps = np.array([_steps(column) for column in seen.T])
    heard = np.hstack([np.clip((seen - means) / scales, -FAR, FAR), *(seen > step for step in steps.T)])
    solver = LogisticRegression(C=STRENGTH[form], max_iter=5000, tol=1e-6)
    solver.fit(heard, [row.kind == "article" for row in given], sample_weight=[row.weight for row in given])
    weights = np.round(solver.coef_[0], 4)
    count = seen.shape[1]
    heights = weights[count:].reshape(len(QUANTILES), count).T
    model = PageModel(
        means=means.astype(np.float32),
        scales=scales.astype(np.float32),
        weights=weights[:count].astype(np.float32),
        steps=steps.astype(np.float32),
        heights=heights.astype(np.float32),
        usual=np.zeros(count, dtype=np.float32),
        bias=round(float(solver.intercept_[0]), 4),
        threshold=0.0,
    )
    usual = np.mean([model.parts(row.seen) for row in given], axis=0).astype(np.float32)
    return replace(model, usual=usual)


def _steps(column: npt.NDArray[np.float64]) -> list[float]:
    found = sorted(set(np.quantile(column, QUANTILES).tolist()))
    return [*found, *[np.inf] * (len(QUANTILES) - len(found))]


def out_of_fold(given: Sequence[Row], form: str) -> npt.NDArray[np.float64]:
    """The log-odds of each row by a model that has not seen its site."""
    found = np.zeros(len(given))
    for fold in range(FOLDS):
        model = train([row for row in given if row.fold != fold], form)
        for number, row in enumerate(given):
            if row.fold == fold:
                found[number] = model.log_odds(row.seen)
    return found


def threshold(given: Sequence[Row], found: npt.NDArray[np.float64], wrongly: float) -> float:
    """The log-odds below which that share of the articles lies, those counted that a certain rule turns away."""
    articles = [(row, f) for row, f in zip(given, found, strict=True) if row.kind == "article" and row.weight == 1]
    asked = sorted(f for row, f in articles if not row.told and not row.certain)
    room = int(wrongly * len(articles)) - sum(row.certain for row, _ in articles)
    return round(float(asked[max(room, 0)]) - 1e-3, 3)


def save(model: PageModel, path: Path) -> None:
    """Write the weights; `np.savez` writes no time stamp, so the same model gives the same bytes."""
    path.parent.mkdir(exist_ok=True)
    arrays = {name: getattr(model, name) for name in ARRAYS}
    np.savez_compressed(path, **arrays, bias=np.float64(model.bias), threshold=np.float64(model.threshold))


# ---- measuring -------------------------------------------------------------------------------------------------------


def report(given: Sequence[Row], found: npt.NDArray[np.float64], least: float) -> None:
    """Print who is turned away: by the rules alone, by the model alone, by both together."""
    told, light = (np.array([getattr(row, name) for row in given]) for name in ("told", "weight"))
    by_rule = np.array([row.certain or row.likely for row in given])
    by_model = (found < least) & ~told
    unsure = found < np.log(SURE / (1 - SURE))
    by_both = by_model | np.array([row.certain for row in given]) | (by_rule & (unsure | told))
    for form in dict.fromkeys(row.form for row in given):
        for addressed in (True, False):
            here = np.array([row.form == form and row.addressed is addressed and row.weight == 1 for row in given])
            print(f"{form}, address {'known' if addressed else 'unknown'}, log-odds below {least}")
            for name, away in (("rules", by_rule), ("model", by_model), ("both", by_both)):
                print(f"  {name:6} {_line(given, here, away)}", flush=True)
    away = by_both & (light < 1)
    print(f"pages in other languages that declare themselves articles: {away.sum()} of {(light < 1).sum()} turned away")


def _line(given: Sequence[Row], here: Marks, away: Marks) -> str:
    kinds = np.array([row.kind for row in given])
    articles, others = here & (kinds == "article"), here & (kinds != "article")
    parts = [
        f"articles turned away {(away & articles).sum()} of {articles.sum()} ({away[articles].mean():.2%})",
        f"others {(away & others).sum()} of {others.sum()} ({away[others].mean():.1%})",
    ]
    parts += [f"{kind} {away[here & (kinds == kind)].mean():.0%}" for kind in sorted(set(kinds) - {"article"})]
    return "; ".join(parts)


def errors(given: Sequence[Row], found: npt.NDArray[np.float64], least: float) -> None:
    """Print the articles that lie lowest and the other pages that are let through."""
    seen = [
        (f, row)
        for f, row in zip(found, given, strict=True)
        if row.addressed and row.form == given[0].form and row.weight == 1
    ]
    for f, row in sorted(seen, key=lambda item: item[0]):
        if (row.kind == "article") == (row.certain or (f < least and not row.told)):
            print(f"{f:7.2f} {row.kind:14} {row.name}")


def main() -> int:
    """Train and write, or cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/wcxb-dev"))
    parser.add_argument("--others", type=Path, default=Path("../shared/corpora/trafilatura-eval"))
    parser.add_argument("--kind", choices=sorted(TRAINED_ON), action="append")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--errors", action="store_true", help="name the pages that are judged wrongly")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    samples = list(load(arguments.corpus, articles_only=False))
    for kind in arguments.kind or sorted(TRAINED_ON):
        given = list(all_rows(samples, TRAINED_ON[kind], arguments.workers))
        given += other_rows(arguments.others, kind, arguments.workers)
        print(f"{kind}: {len(given)} rows of {len(NAMES)} features", flush=True)
        found = out_of_fold(given, kind)
        least = threshold(given, found, WRONGLY[kind])
        report(given, found, least)
        if arguments.errors:
            errors(given, found, least)
        if not arguments.cross_validate:
            save(replace(train(given, kind), threshold=least), WEIGHTS / f"{kind}.npz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
