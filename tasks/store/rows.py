"""Cleaned pages as Arrow rows, and what becomes of a page whose rows do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from schemas.article import Article, CleanedPage, Reason, Rejection, Step
from schemas.tables import SCHEMAS, MisfitError, to_batch

Batches = dict[str, pa.RecordBatch]
"""Rows by table name."""


def to_batches(pages: Sequence[CleanedPage]) -> tuple[Sequence[CleanedPage], Batches]:
    """The pages as rows of the four tables, and the pages as they are written.

    A page is written whole or not at all: where the article, a removal or a repair does not fit its table, the
    article becomes a Rejection (`bad_row`, the detail names table, column and error) and its removals and repairs
    go with it, so that every row of those tables belongs to a row of `articles`. A Rejection that does not fit
    keeps its reason and is written with the offending characters escaped.
    """
    try:
        return pages, _batches(pages)
    except MisfitError:
        fitting = [_made_to_fit(page) for page in pages]
        return fitting, _batches(fitting)


def _batches(pages: Sequence[CleanedPage]) -> Batches:
    records: dict[str, list[Any]] = {
        "articles": [page.outcome for page in pages if isinstance(page.outcome, Article)],
        "removals": [removal for page in pages for removal in page.removals],
        "repairs": [repair for page in pages for repair in page.repairs],
        "rejections": [page.outcome for page in pages if isinstance(page.outcome, Rejection)],
    }
    return {table: to_batch(table, records[table]) for table in SCHEMAS}


def _made_to_fit(page: CleanedPage) -> CleanedPage:
    try:
        _batches([page])
    except MisfitError as error:
        return CleanedPage(_rejection(page.outcome, str(error)))
    return page


def _rejection(outcome: Article | Rejection, misfit: str) -> Rejection:
    """A Rejection that fits, whatever the outcome holds."""
    told = outcome if isinstance(outcome, Rejection) else None
    return Rejection(
        id=_escaped(outcome.id),
        input_path=_escaped(outcome.input_path),
        step=told.step if told else Step.WRITE,
        reason=told.reason if told else Reason.BAD_ROW,
        detail=_escaped(told.detail if told else misfit),
        url=_optional(outcome.url),
        input_offset=_int64(outcome.input_offset),
        payload_sha256=_optional(told.payload_sha256) if told else None,
    )


def _optional(value: Any) -> str | None:
    return None if value is None else _escaped(value)


def _escaped(value: Any) -> str:
    r"""As a string that UTF-8 can hold: a lone surrogate becomes `\udc80`."""
    return str(value).encode("utf-8", "backslashreplace").decode()


def _int64(value: Any) -> int | None:
    return value if isinstance(value, int) and -(2**63) <= value < 2**63 else None
