"""What goes out: articles, removals, repairs and rejections, as rows before they are Arrow.

Removals and repairs come by the hundred: they are tuples, which are made and sent between processes in half the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple

Precision = Literal["second", "minute", "day"]


class Step(StrEnum):
    """The steps of a page's way; a Rejection names the one it ended in."""

    LOAD = "load"
    DECODE = "decode"
    SEGMENT = "segment"
    REPAIR = "repair"
    LABEL = "label"
    ASSEMBLE = "assemble"
    WRITE = "write"


class Reason(StrEnum):
    """Why a page became no article. Each value is a member of a closed list that users may group by."""

    DAMAGED_RECORD = "damaged_record"
    """A WARC record, gzip member or dump row that cannot be read; `detail` says how, `input_offset` where."""
    HTTP_STATUS = "http_status"
    """The capture holds an answer other than 200."""
    NOT_TEXT = "not_text"
    """The payload is an image, a PDF, a script, ...: no page of text."""
    EMPTY = "empty"
    """No visible text at all."""
    NOT_AN_ARTICLE = "not_an_article"
    """A section front, a search page, an empty shell, a consent wall; `detail` holds the evidence."""
    SIZE_LIMIT = "size_limit"
    """Larger than `limits.page_bytes`."""
    TIME_LIMIT = "time_limit"
    """Slower than `limits.page_seconds`."""
    MEMORY_LIMIT = "memory_limit"
    """Needed more than `limits.worker_bytes`."""
    WORKER_CRASHED = "worker_crashed"
    """The worker process died on this page; `detail` names the signal or exit code."""
    PAGE_ERROR = "page_error"
    """An error that no step foresaw; `detail` holds its type, message and place."""
    BAD_ROW = "bad_row"
    """The finished row does not fit the Arrow schema."""


class QualityFlag(StrEnum):
    """What a reader of the row should know. A row may carry several."""

    SHORT = "short"
    """Fewer words than `article.short_words`."""
    LOW_RECALL = "low_recall"
    """Much sentence-like text of the page is not in `text`."""
    PAYWALL_STUB = "paywall_stub"
    """The page shows a beginning and asks for a subscription to read on."""
    LIVE_BLOG = "live_blog"
    """A running series of dated posts."""
    GALLERY = "gallery"
    """Mostly captions of pictures."""
    NO_TITLE = "no_title"
    LOST_CHARACTERS = "lost_characters"
    """The page shows that apostrophes or dashes were lost; those that could be restored are in `repairs`."""
    WITNESS_DISAGREES = "witness_disagrees"
    """trafilatura was asked, and what it keeps and what was kept overlap by less than half."""
    TOLD = "told"
    """No element of the page holds the text, only its structured data (`articleBody`): scripts were to show it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One row of `articles`. Meanings and units of all fields: `copydesk schema`, from `schemas/tables.py`."""

    id: str
    input_path: str
    text: str
    text_sha256: str
    pipeline_version: str
    word_count: int
    paragraph_count: int
    removed_chars: int
    repair_count: int
    url: str | None = None
    canonical_url: str | None = None
    domain: str | None = None
    input_offset: int | None = None
    publisher: str | None = None
    title: str | None = None
    description: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    source_agency: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    fetched_at: datetime | None = None
    published_at_precision: Precision | None = None
    published_at_source: str | None = None
    published_day: date | None = None
    language: str | None = None
    language_score: float | None = None
    quality_flags: tuple[str, ...] = ()
    reservations: tuple[str, ...] = ()
    content_type: str | None = None
    charset: str | None = None
    charset_evidence: str | None = None


class Removal(NamedTuple):
    """One row of `removals`: a block that is not part of `text`, and why."""

    id: str
    block_index: int
    text: str
    label: str
    rule: str
    evidence: str
    confidence: float


class RepairRow(NamedTuple):
    """One row of `repairs`: a `Repair` with its page and block."""

    id: str
    block_index: int | None
    """None for the page's title, description and other metadata, which are no blocks."""
    start: int
    end: int
    before: str
    after: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row of `rejections`: a page (or a damaged record) that became no article."""

    id: str
    input_path: str
    step: Step
    reason: Reason
    detail: str
    url: str | None = None
    input_offset: int | None = None
    payload_sha256: str | None = None
    """None where not even the payload could be read."""


@dataclass(frozen=True, slots=True)
class CleanedPage:
    """The rows that one page gives: an article with its removals and repairs, or a rejection. Never neither."""

    outcome: Article | Rejection
    removals: tuple[Removal, ...] = ()
    repairs: tuple[RepairRow, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        """For the way out of a worker process: to pickle plain tuples takes a third of the time."""
        return _unpickled, (self.outcome, tuple(map(tuple, self.removals)), tuple(map(tuple, self.repairs)))


def _unpickled(outcome: Article | Rejection, removals: Iterable[Any], repairs: Iterable[Any]) -> CleanedPage:
    return CleanedPage(outcome, tuple(map(Removal._make, removals)), tuple(map(RepairRow._make, repairs)))
