"""What became of a page that gave no rows, as a Rejection."""

from __future__ import annotations

import signal
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired

from schemas.article import CleanedPage, Reason, Rejection, Step
from schemas.config import Limits
from schemas.page import RawPage
from tasks.workers.inside import OUT_OF_MEMORY, SWOLLEN


def reject(page: RawPage, reason: Reason, detail: str) -> CleanedPage:
    """The rows of a page that became no article here.

    The step is LOAD, the last one that is surely behind it: a process that dies leaves no word of its step.
    """
    return CleanedPage(
        Rejection(page.id, page.input_path, Step.LOAD, reason, detail, page.url, page.input_offset, page.payload_sha256)
    )


def too_large(page: RawPage, limits: Limits) -> CleanedPage | None:
    """The rejection of a page over `limits.page_bytes`; None for all others."""
    if len(page.payload) <= limits.page_bytes:
        return None
    detail = f"{len(page.payload)} bytes; limits.page_bytes is {limits.page_bytes}"
    return reject(page, Reason.SIZE_LIMIT, detail)


class NoAnswerError(Exception):
    """A worker took a page and never said what became of it, nor how it ended."""


def is_accident(error: BaseException) -> bool:
    """Whether the page deserves a second try: its worker was lost, and not by the page's own timer."""
    return isinstance(error, _ACCIDENTS) and not _met_time_limit(error)


def rejected_for(page: RawPage, error: BaseException, limits: Limits) -> CleanedPage:
    """The rejection of a page whose worker gave `error` instead of rows."""
    return reject(page, *_reason(error, limits))


_ACCIDENTS = (ProcessExpired, TimeoutError, BrokenProcessPool, NoAnswerError)


def _met_time_limit(error: BaseException) -> bool:
    return isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGALRM


def _reason(error: BaseException, limits: Limits) -> tuple[Reason, str]:
    if _met_time_limit(error):
        return Reason.TIME_LIMIT, f"limits.page_seconds is {limits.page_seconds:g}"
    if isinstance(error, ProcessExpired) and error.exitcode in (OUT_OF_MEMORY, -SWOLLEN):
        return Reason.MEMORY_LIMIT, f"limits.worker_bytes is {limits.worker_bytes}"
    if isinstance(error, ProcessExpired):
        return Reason.WORKER_CRASHED, _end(error.exitcode)
    if isinstance(error, _ACCIDENTS):
        return Reason.WORKER_CRASHED, "ended without an answer"
    return Reason.PAGE_ERROR, f"{type(error).__name__}: {str(error)[:300]}"


def _end(exitcode: int) -> str:
    try:
        return f"signal {signal.Signals(-exitcode).name}"
    except ValueError:
        return f"exit code {exitcode}"
