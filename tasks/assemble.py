"""Kept blocks become the text, the rest become removals, and the page's names for itself become columns."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import filterfalse

from schemas.article import Article, CleanedPage, Reason, Removal, RepairRow
from schemas.config import Config
from schemas.laid_open import LaidOpen
from schemas.version import PIPELINE_VERSION
from tasks.metadata.reservations import reservations
from tasks.quality import flags
from tasks.rejected import PageRejectedError

PARAGRAPH_BREAK = "\n\n"
WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def article_of(page: LaidOpen, config: Config) -> Article:
    """The article's row.

    Raises:
        PageRejectedError: no block of the page is kept.
    """
    raw, meta, decoded = page.raw, page.metadata, page.decoded
    kept = kept_texts(page)
    text = PARAGRAPH_BREAK.join(kept)
    if not text:
        raise PageRejectedError(Reason.NOT_AN_ARTICLE, f"none of {len(page.blocks)} blocks is article text")
    words = _words(text)
    return Article(
        id=raw.id,
        input_path=raw.input_path,
        text=text,
        text_sha256=text_digest(text),
        pipeline_version=PIPELINE_VERSION,
        word_count=words,
        paragraph_count=len(kept),
        removed_chars=sum(
            [len(block.text) for block, d in zip(page.blocks, page.decisions, strict=True) if not d.kept]
        ),
        repair_count=sum(map(len, page.repairs.values())),
        url=raw.url,
        canonical_url=meta.canonical_url,
        domain=meta.domain,
        input_offset=raw.input_offset,
        publisher=meta.publisher,
        title=meta.title,
        description=meta.description,
        section=meta.section,
        authors=meta.authors,
        keywords=meta.keywords,
        captions=meta.captions,
        source_agency=meta.source_agency,
        published_at=meta.published.at if meta.published else None,
        modified_at=meta.modified.at if meta.modified else None,
        fetched_at=raw.fetched_at,
        published_at_precision=meta.published.precision if meta.published else None,
        published_at_source=meta.published.source if meta.published else None,
        published_day=meta.published.day if meta.published else None,
        language=meta.language,
        language_score=meta.language_score,
        reservations=tuple(sorted({*page.declared.reservations, *reservations(raw.reserving)})),
        quality_flags=flags(page, words, config.article),
        content_type=raw.content_type or (f"text/{'html' if decoded.form == 'html' else 'plain'}" if decoded else None),
        charset=decoded.charset if decoded else None,
        charset_evidence=decoded.evidence if decoded else None,
    )


def kept_texts(page: LaidOpen) -> list[str]:
    """The kept blocks' texts in reading order; a plain-text list item with the marker it had."""
    pairs = zip(page.blocks, page.decisions, strict=True)
    return [f"{block.marker} {block.text}" if block.marker else block.text for block, d in pairs if d.kept]


def _words(text: str) -> int:
    """How many words a text has: what white space parts is one, where it holds letters and digits alone."""
    mixed = list(filterfalse(str.isalnum, chunks := text.split()))
    return len(chunks) - len(mixed) + len(WORD.findall(" ".join(mixed)))


def text_digest(text: str) -> str:
    """64 hex digits of sha-256 over the text in NFKC, case folded, white space folded: equal for exact duplicates."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(folded.encode()).hexdigest()


def rows_of(page: LaidOpen, article: Article) -> CleanedPage:
    """The article with one removal for each block that is not in its text and one row for each repair."""
    removals = tuple(
        Removal(article.id, d.block_index, block.text, d.label.value, d.rule, d.evidence, d.confidence)
        for block, d in zip(page.blocks, page.decisions, strict=True)
        if not d.kept
    )
    repairs = tuple(
        RepairRow(article.id, index, r.start, r.end, r.before, r.after, r.rule, r.confidence)
        for index, of_block in sorted(page.repairs.items(), key=lambda item: (item[0] is None, item[0] or 0))
        for r in of_block
    )
    return CleanedPage(article, removals, repairs)
