"""How well the text of articles is found: copydesk beside its peers, on the same pages in one run.

    python bench/quality.py --corpus ../shared/corpora/wcxb-dev --form html

`--form inscriptis` and `--form resiliparse` turn each page into plain text first, where other peers have something to
say (`peers.py`): the line rule of C4 (Raffel et al. 2020, section 2.2) and boilerpy3. Prints one row a tool: shingle F1
(4-word shingles, macro precision and recall), word F1 (bag of words, mean of pages), pages without any text, and by how
much copydesk is better in both, as 95 % intervals of a bootstrap over pages.

The shipped weights were trained on WCXB's development split, so there this prints a fit; the measure is what
`python -m train.blocks --cross-validate` prints.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.bootstrap import differences, table
from bench.peers import GATED, TOOLS
from bench.scores import Score, shingle_scores, summary, word_f1
from bench.wcxb import FORMS, Sample, converted, load

FLOORS = Path(__file__).with_name("floors.toml")
Texts = dict[str, list[tuple[str, str]]]
"""(found, true) text of each page, by tool."""


def run(sample: Sample, form: str, tools: Sequence[str]) -> tuple[str, dict[str, str]]:
    """(truth, text by tool) of one page."""
    sample = converted(sample, form)
    known = TOOLS["html" if form == "html" else "text"]
    return sample.truth, {name: known[name](sample) for name in tools}


def extract(
    corpus: Path, form: str, pages: int | None, workers: int, tools: Sequence[str] | None = None
) -> tuple[Texts, str]:
    """What the tools (all of them, if none is named) find, and a digest of the sample's names and truths."""
    samples = list(load(corpus, pages))
    digest = hashlib.sha256("".join(f"{s.name}\0{s.truth}\0" for s in samples).encode()).hexdigest()[:16]
    names = tools or list(TOOLS["html" if form == "html" else "text"])
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(partial(run, form=form, tools=names), samples, chunksize=8))
    return {name: [(texts[name], truth) for truth, texts in results] for name in names}, digest


def gate(corpus: Path, workers: int) -> int:
    """Hold the figures on the fixed sample against the floors; 0 where all hold, else 1."""
    with FLOORS.open("rb") as file:
        floors = tomllib.load(file)
    failures = 0
    for form in FORMS:
        tools = GATED["html" if form == "html" else "text"]
        found, digest = extract(corpus, form, floors["pages"], workers, tools)
        scores = {name: summary(pairs) for name, pairs in found.items()}
        if digest != floors["sample"]:
            print(f"the sample is another one ({digest}, not {floors['sample']}): the floors say nothing of it")
            return 1
        for tool, measures in floors[form].items():
            for measure_name, floor in measures.items():
                value = getattr(scores[tool], measure_name)
                failures += value < floor
                print(
                    f"{form:12} {tool:12} {measure_name:12} {value:.4f} {'>=' if value >= floor else '<'} {floor:.4f}"
                )
        if form == "html":
            failures += scores["copydesk"].word_f1 < scores["trafilatura"].word_f1
            print(
                f"{form:12} trafilatura  word_f1      {scores['trafilatura'].word_f1:.4f}: copydesk must not be below"
            )
    return min(failures, 1)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/wcxb-dev"))
    parser.add_argument("--form", choices=FORMS, default="html")
    parser.add_argument("--pages", type=int, default=None, help="take this many pages only")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--gate", action="store_true", help="hold the figures against floors.toml on its sample")
    arguments = parser.parse_args()
    if not arguments.corpus.is_dir():
        print(f"no such corpus: {arguments.corpus}", file=sys.stderr)
        return 2
    if arguments.gate:
        return gate(arguments.corpus, arguments.workers)
    found, digest = extract(arguments.corpus, arguments.form, arguments.pages, arguments.workers)
    print(f"{arguments.corpus.name} as {arguments.form}, sample {digest}")
    print(f"{'tool':22}{'shingle F1':>11}{'precision':>11}{'recall':>9}{'word F1':>9}{'empty':>7}", end="")
    print(f"{'copydesk better by, shingles':>31}{'words':>18}")
    scored = {
        name: table([(*shingle_scores(*pair), word_f1(*pair)) for pair in pairs]) for name, pairs in found.items()
    }
    for name, pairs in found.items():
        print(row(name, summary(pairs)), end="")
        if name == "copydesk":
            print()
            continue
        shingles, words = differences(scored["copydesk"], scored[name])
        print(f"{'':13}{shingles[0]:+.4f} .. {shingles[1]:+.4f}{'':2}{words[0]:+.4f} .. {words[1]:+.4f}")
    return 0


def row(name: str, s: Score) -> str:
    """A tool's line in the table."""
    return f"{name:22}{s.shingle_f1:11.4f}{s.shingle_precision:11.4f}{s.shingle_recall:9.4f}{s.word_f1:9.4f}{s.empty:7}"


if __name__ == "__main__":
    sys.exit(main())
