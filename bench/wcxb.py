"""Reads a corpus in WCXB's layout (`html/NNNN.html.gz`, `truth/NNNN.json`) and prints its pages as plain text."""

from __future__ import annotations

import gzip
import hashlib
import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from tld import get_fld

FORMS = ("html", "inscriptis", "resiliparse")
"""The page itself, or as one of two public converters prints it."""
FOLDS = 5


@dataclass(frozen=True)
class Sample:
    """One saved page with its true text."""

    name: str
    url: str | None
    kind: str
    """WCXB's page type: `article`, `product`, `forum`, ..."""
    payload: bytes
    truth: str

    @property
    def fold(self) -> int:
        """0..FOLDS-1 by registrable domain: all pages of a site fall into the same fold."""
        return crc32((get_fld(self.url or "", fail_silently=True) or self.url or self.name).encode()) % FOLDS


def load(corpus: Path, pages: int | None = None, *, articles_only: bool = True) -> Iterator[Sample]:
    """The samples in an order that their names' digests give, up to `pages` of them."""
    names = sorted(corpus.glob("truth/*.json"), key=lambda path: hashlib.sha256(path.stem.encode()).digest())
    taken = 0
    for path in names:
        sample = _read(corpus, path)
        if sample is None or (articles_only and sample.kind != "article"):
            continue
        if pages is not None and taken >= pages:
            return
        taken += 1
        yield sample


def _read(corpus: Path, path: Path) -> Sample | None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    if "main_content" not in truth:  # a few are still drafts
        return None
    kind = truth["page_type"]
    kind = kind["primary"] if isinstance(kind, dict) else kind
    payload = gzip.decompress((corpus / "html" / f"{path.stem}.html.gz").read_bytes())
    return Sample(path.stem, truth["url"], kind, payload, truth["main_content"])


def converted(sample: Sample, form: str) -> Sample:
    """The sample in another form: one of FORMS, with `-wrap` (hard-wrapped) or `-dense` (no blank line) behind it."""
    converter, _, habit = form.partition("-")
    if converter == "html":
        return sample
    text = _plain(sample.payload, converter)
    if habit == "dense":
        text = "\n".join(line for line in text.splitlines() if line.strip())
    if habit == "wrap":
        lines = (
            textwrap.wrap(line, 72, break_long_words=False, break_on_hyphens=False) or [""]
            for line in text.splitlines()
        )
        text = "\n".join(part for parts in lines for part in parts)
    return replace(sample, payload=text.encode())


def _plain(payload: bytes, converter: str) -> str:
    html = bytes_to_str(payload, detect_encoding(payload) or "utf-8")
    if converter == "resiliparse":
        return str(extract_plain_text(html, main_content=False))
    from inscriptis import get_text  # noqa: PLC0415 - slow to import, and not every run needs it

    return str(get_text(html))
