"""The pages that copydesk reads worst, block by block: for whoever improves it next.

    python bench/errors.py                  # the worst pages by name, with their figures beside trafilatura's
    python bench/errors.py 0497 2018        # these pages, block by block
    python bench/errors.py --form inscriptis --worst 5 --blocks

Each block has two marks, `+` or `-`: whether it stands in the true text, and whether it was kept; where they differ,
`!` leads the line. Then its index, its label, the rule that decided with what it saw (a model's probability is part of
that), and its beginning. True text that stands in no block is told at the end.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.peers import CONFIG, by_trafilatura
from bench.scores import word_f1
from bench.wcxb import FORMS, Sample, converted, load
from schemas.article import Article
from schemas.laid_open import LaidOpen
from schemas.page import RawPage
from tasks.boilerplate.alignment import coverage
from tasks.clean import lay_open

IN_TRUTH = 0.5
"""Share of a block's words that stand in the true text."""
SHOWN_CHARS = 90


def opened(sample: Sample) -> LaidOpen:
    """The page as it was cleaned, with all that was known on the way."""
    return lay_open(RawPage(f"{sample.name}.raw", sample.payload, url=sample.url), CONFIG)


def text_of(page: LaidOpen) -> str:
    """The kept text, empty for a page that became no article."""
    outcome = page.cleaned.outcome if page.cleaned else None
    return outcome.text if isinstance(outcome, Article) else ""


def figures(sample: Sample, form: str) -> tuple[float, float, str]:
    """Word F1 of copydesk and, on HTML, of trafilatura (else 0), and the page's name."""
    page = converted(sample, form)
    peer = word_f1(by_trafilatura(page), page.truth) if form == "html" else 0.0
    return word_f1(text_of(opened(page)), page.truth), peer, sample.name


def lines(sample: Sample) -> Iterator[str]:
    """A page block by block."""
    page = opened(sample)
    text = text_of(page)
    yield f"{sample.name}  {sample.url}  word F1 {word_f1(text, sample.truth):.3f}"
    true = coverage(sample.truth.splitlines(), [block.text for block in page.blocks])
    for block, decision, share in zip(page.blocks, page.decisions, true, strict=True):
        wanted = share >= IN_TRUTH
        marks = ("!" if wanted is not decision.kept else " ") + "-+"[wanted] + "-+"[decision.kept]
        why = f"{decision.rule}: {decision.evidence} ({decision.confidence:.2f})"
        yield f"{marks} {block.index:4} {decision.label:13} {_cut(block.text):{SHOWN_CHARS}}  {why}"
    said = coverage([block.text for block in page.blocks], sample.truth.splitlines())
    missing = [line for line, share in zip(sample.truth.splitlines(), said, strict=True) if line and share < IN_TRUTH]
    for line in missing:
        yield f"    in no block: {_cut(line)}"


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARS else f"{text[: SHOWN_CHARS - 1]}…"


def worst(samples: Sequence[Sample], form: str, count: int, workers: int) -> list[tuple[float, float, str]]:
    """The pages with the lowest word F1, lowest first."""
    with ProcessPoolExecutor(workers) as pool:
        return sorted(pool.map(partial(figures, form=form), samples, chunksize=8))[:count]


def main() -> int:
    """Print the worst pages, or the pages that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="names of pages, such as 0497")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/wcxb-dev"))
    parser.add_argument("--form", choices=FORMS, default="html")
    parser.add_argument("--worst", type=int, default=40, help="how many pages, where none is named")
    parser.add_argument("--blocks", action="store_true", help="show the worst pages block by block, too")
    parser.add_argument("--sample", type=int, default=None, help="look at this many pages only")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    if not arguments.corpus.is_dir():
        print(f"no such corpus: {arguments.corpus}", file=sys.stderr)
        return 2
    samples = {s.name: s for s in load(arguments.corpus, arguments.sample, articles_only=not arguments.pages)}
    if unknown := [name for name in arguments.pages if name not in samples]:
        print(f"no such page in {arguments.corpus}: {', '.join(unknown)}", file=sys.stderr)
        return 2
    names = arguments.pages
    if not names:
        found = worst(list(samples.values()), arguments.form, arguments.worst, arguments.workers)
        print(f"{'page':8}{'copydesk':>10}{'trafilatura' if arguments.form == 'html' else '':>13}")
        for ours, theirs, name in found:
            print(f"{name:8}{ours:10.3f}{f'{theirs:.3f}' if arguments.form == 'html' else '':>13}  {samples[name].url}")
        names = [name for *_, name in found] if arguments.blocks else []
    for name in names:
        print("\n".join(["", *lines(converted(samples[name], arguments.form))]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
