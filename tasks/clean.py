"""One page, start to finish: the whole way of a page can be read here.

RawPage -> decode -> segment -> repair -> label -> assemble -> Article or Rejection
"""

from __future__ import annotations

import traceback
from functools import partial

from schemas.article import CleanedPage, Reason, Rejection, Step
from schemas.config import Config
from schemas.laid_open import LaidOpen
from schemas.page import RawPage
from tasks.assemble import article_of, rows_of
from tasks.boilerplate import PageView, decide, hear, judge_page
from tasks.boilerplate.pagetype.about import About
from tasks.decode import decode
from tasks.metadata import gather, read_declared
from tasks.rejected import PageRejectedError
from tasks.repair_document import repair_document
from tasks.segment import segment


def clean_page(raw: RawPage, config: Config | None = None) -> CleanedPage:
    """The rows that a raw page gives: an article with its removals and repairs, or a rejection with its reason.

    Never raises for anything that a page can hold.
    """
    cleaned = lay_open(raw, config).cleaned
    assert cleaned is not None  # noqa: S101 - lay_open's promise, for the type checker
    return cleaned


def lay_open(raw: RawPage, config: Config | None = None) -> LaidOpen:
    """Clean a page and keep all that was known on the way, for `explain`."""
    page = LaidOpen(raw)
    try:
        _walk(page, config or Config())
    except PageRejectedError as rejected:
        page.cleaned = CleanedPage(_rejection(page, rejected.reason, rejected.detail))
    except MemoryError:
        page.cleaned = CleanedPage(_rejection(page, Reason.MEMORY_LIMIT, "the worker's memory limit was met"))
    except Exception as error:  # noqa: BLE001 - the one boundary where whatever a page provokes becomes its Rejection
        page.cleaned = CleanedPage(_rejection(page, Reason.PAGE_ERROR, _where(error)))
    return page


def _walk(page: LaidOpen, config: Config) -> None:
    raw = page.raw
    page.decoded = decode(raw, config.limits)

    page.step = Step.SEGMENT
    page.document = document = segment(page.decoded)
    declared = read_declared(document, raw.url, raw.fetched_at)

    page.step = Step.REPAIR
    page.blocks, page.declared, page.repairs = repair_document(document.blocks, declared, config.repairs)

    page.step = Step.LABEL
    view = PageView.of(document.form, page.blocks, page.declared)
    ask = partial(hear, document.tree, [block.text for block in document.blocks]) if document.tree is not None else None
    view, page.decisions = decide(view, config.labels, ask)
    page.heard = view.heard
    judge_page(view, page.decisions, config.labels, partial(About.of, document, page.declared, raw.url))

    page.step = Step.ASSEMBLE
    page.metadata = gather(page.declared, page.blocks, page.decisions, document.form, raw.url, raw.fetched_at)
    page.cleaned = rows_of(page, article_of(page, config))


def _rejection(page: LaidOpen, reason: Reason, detail: str) -> Rejection:
    raw = page.raw
    return Rejection(
        id=raw.id,
        input_path=raw.input_path,
        step=page.step,
        reason=reason,
        detail=detail,
        url=raw.url,
        input_offset=raw.input_offset,
        payload_sha256=raw.payload_sha256,
    )


def _where(error: BaseException) -> str:
    """Type, message and place of an error, without anything that differs between machines."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "unknown place"
    return f"{type(error).__name__} in {place}: {str(error)[:300]}"
