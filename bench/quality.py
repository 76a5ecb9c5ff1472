"""How well the text of articles is found: copydesk beside trafilatura, on the same pages in one run.

    python bench/quality.py --corpus ../shared/corpora/wcxb-dev --form html

`--form inscriptis` and `--form resiliparse` turn each page into plain text first; trafilatura has nothing to say
there, so the peer is the line rule of C4 (Raffel et al. 2020, section 2.2). Prints one row a tool: shingle F1 (4-word
shingles, macro precision and recall), word F1 (bag of words, mean of pages), and pages without any text.

The shipped weights were trained on WCXB's development split, so there this prints a fit; the measure is what
`python -m train.blocks --cross-validate` prints.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tomllib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.scores import Score, summary
from bench.wcxb import FORMS, Sample, converted, load
from schemas.article import Article
from schemas.config import Config, Labels
from schemas.page import RawPage
from tasks.clean import clean_page

WORD = re.compile(r"\w+")
FLOORS = Path(__file__).with_name("floors.toml")
CONFIG = Config(labels=Labels(reject_non_articles=False))
"""Every page is an article here; the verdict is measured elsewhere."""


def by_copydesk(sample: Sample) -> str:
    """The text that copydesk keeps."""
    outcome = clean_page(RawPage(f"{sample.name}.raw", sample.payload, url=sample.url), CONFIG).outcome
    return outcome.text if isinstance(outcome, Article) else ""


def by_trafilatura(sample: Sample) -> str:
    """The text that trafilatura extracts with its defaults, comments off."""
    import trafilatura  # noqa: PLC0415

    return trafilatura.extract(sample.payload, include_comments=False) or ""


def by_line_rule(sample: Sample) -> str:
    """C4's rule: lines of at least five words that end in a terminal punctuation mark."""
    lines = sample.payload.decode("utf-8", "replace").splitlines()
    return "\n".join(
        line for line in lines if len(WORD.findall(line)) >= 5 and line.rstrip().endswith((".", "!", "?", '"', "”"))
    )


TOOLS: dict[str, tuple[tuple[str, Callable[[Sample], str]], ...]] = {
    "html": (("copydesk", by_copydesk), ("trafilatura", by_trafilatura)),
    "text": (("copydesk", by_copydesk), ("C4 line rule", by_line_rule)),
}


def run(sample: Sample, form: str) -> tuple[str, str, dict[str, str]]:
    """(name, truth, text by tool) of one page."""
    sample = converted(sample, form)
    tools = TOOLS["html" if form == "html" else "text"]
    return sample.name, sample.truth, {name: tool(sample) for name, tool in tools}


def measure(corpus: Path, form: str, pages: int | None, workers: int) -> tuple[dict[str, Score], str]:
    """The figures by tool, and a digest of the sample's names and truths."""
    samples = list(load(corpus, pages))
    digest = hashlib.sha256("".join(f"{s.name}\0{s.truth}\0" for s in samples).encode()).hexdigest()[:16]
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(partial(run, form=form), samples, chunksize=8))
    return {name: summary([(texts[name], truth) for _, truth, texts in results]) for name in results[0][2]}, digest


def gate(corpus: Path, workers: int) -> int:
    """Hold the figures on the fixed sample against the floors; 0 where all hold, else 1."""
    with FLOORS.open("rb") as file:
        floors = tomllib.load(file)
    failures = 0
    for form in FORMS:
        scores, digest = measure(corpus, form, floors["pages"], workers)
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
    scores, digest = measure(arguments.corpus, arguments.form, arguments.pages, arguments.workers)
    print(f"{arguments.corpus.name} as {arguments.form}, sample {digest}")
    print(f"{'tool':16}{'shingle F1':>12}{'precision':>12}{'recall':>10}{'word F1':>10}{'empty':>8}")
    for name, s in scores.items():
        print(
            f"{name:16}{s.shingle_f1:12.4f}{s.shingle_precision:12.4f}{s.shingle_recall:10.4f}{s.word_f1:10.4f}{s.empty:8}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
