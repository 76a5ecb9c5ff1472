"""Reads saved pages whose true text nobody wrote down: many sites and languages for a model to learn from a model."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from bench.wcxb import Sample


def load(corpus: Path) -> Iterator[Sample]:
    """The samples in the order of `truth.jsonl`, each as a site of its own; its snippets are not read."""
    for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        url = told["url"] if told["url"].startswith("http") else None
        payload = gzip.decompress((corpus / told["file"]).read_bytes())
        yield Sample(Path(told["file"]).name.partition(".")[0], url, "article", payload, "")
