"""How well damaged text is repaired, copydesk beside other tools: `python bench/repair.py --corpus ../shared/corpora`.

Reads the corpora folder's own damage models and scoring; prints one line for each tool and damage, in per cent, harm
per 100,000 words. Tools that are not installed are named and passed over.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tasks.repair import repair_text

MODELS = ("CLEAN", "D1", "D2", "D2x", "D3", "D4", "D5", "D6", "D6x2", "D6l", "D7", "D7c")
NEWS = ("abc", "bbc", "ieer", "wcxb-dev")
Tool = Callable[[str], str]


def copydesk(text: str) -> str:
    """The whole repair of this project."""
    return repair_text(text).text


def ftfy_default(text: str) -> str:
    """The library as it comes."""
    import ftfy  # noqa: PLC0415 - a tool is imported when it is asked for

    return ftfy.fix_text(text)


@cache
def _linter() -> Any:
    from harper import Linter  # noqa: PLC0415 - the same

    return Linter()


def harper(text: str) -> str:
    """Harper's lints: the first suggestion of each that does nothing but add an apostrophe."""
    end = len(text) + 1
    for lint in sorted(_linter().lint(text), key=lambda found: -int(found.span.start)):
        before = text[lint.span.start : lint.span.end]
        options = (str(suggestion.replacement_text) for suggestion in lint.suggestions)
        after = next((way for way in options if way != before and re.sub("['’]", "", way) == before), None)
        if after and lint.span.end <= end:
            text = text[: lint.span.start] + after + text[lint.span.end :]
            end = int(lint.span.start)
    return text


TOOLS: dict[str, tuple[str, Tool]] = {
    "copydesk": ("ftfy", copydesk),
    "ftfy": ("ftfy", ftfy_default),
    "harper": ("harper", harper),
}


def measure(tool: Tool, model: str, documents: list[dict[str, str]], corpus: Any) -> tuple[Counter[str], float]:
    """The counts of `score` over all documents, and words a second of processor time."""
    counts: Counter[str] = Counter()
    spent, words = 0.0, 0
    for seed, document in enumerate(documents):
        damaged = corpus.damage.damage(document["text"], model, seed)
        start = time.process_time()
        output = tool(damaged)
        spent += time.process_time() - start
        words += corpus.common.words(damaged)
        counts += corpus.score.score(document["text"], damaged, output)
    return counts, words / max(spent, 1e-9)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="the corpora folder")
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--news", action="store_true", help="the news sources alone")
    parser.add_argument("--every", type=int, default=1, help="take one document in so many")
    options = parser.parse_args()
    sys.path.insert(0, str(options.corpus / "text"))
    corpus = argparse.Namespace(**{name: importlib.import_module(name) for name in ("common", "damage", "score")})
    documents = corpus.common.load("dev", NEWS if options.news else None)[:: options.every]
    print(f"{len(documents)} documents\n{corpus.score.HEAD}{'words/s':>10}")
    for name in options.tools.split(","):
        package, tool = TOOLS[name]
        if importlib.util.find_spec(package) is None:
            print(f"{name}: not installed")
            continue
        for model in options.models.split(","):
            counts, speed = measure(tool, model, documents, corpus)
            print(f"{corpus.score.line(name, model, counts)}{speed:10.0f}", flush=True)


if __name__ == "__main__":
    main()
