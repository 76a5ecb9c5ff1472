"""Reads mozilla/readability's test pages, whose true text is what that tool is to give of them.

Their truth keeps a caption or a byline here and there; those are claimed by rules, and the models never see them.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from inscriptis import get_text

from bench.wcxb import Sample


def load(corpus: Path) -> Iterator[Sample]:
    """The samples by name, each as a site of its own: most tell no URL."""
    for folder in sorted(corpus.iterdir()):
        if (folder / "expected.html").exists():
            payload = gzip.decompress((folder / "source.html.gz").read_bytes())
            truth = str(get_text((folder / "expected.html").read_text(encoding="utf-8")))
            yield Sample(folder.name, f"https://{folder.name}.invalid/", "article", payload, truth)
