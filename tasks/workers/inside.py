"""What runs inside a worker process. Nothing here, and nothing it imports, may import Prefect or pyarrow."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import forkserver

from schemas.article import CleanedPage, Reason, Rejection
from schemas.config import Config, Limits
from schemas.page import RawPage

PageFunction = Callable[[RawPage, Config], CleanedPage]

OUT_OF_MEMORY = 77
"""Exit code of a worker whose page needed more than `limits.worker_bytes`."""

SWOLLEN = signal.SIGUSR1
"""Sent to a worker that is larger than `limits.worker_bytes`. It kills, but only while a page is cleaned: between
pages the worker holds the locks of a pipe that its neighbours need."""

WALL = 2
"""An allocation that would bring a worker to this many times `limits.worker_bytes` is refused by the system. So far
off because libraries take a refusal for an empty answer here and there; what is over the limit itself is told
without their help, from the outside while the page is cleaned and by the peak at its end."""

_PR_SET_PDEATHSIG = 1


_assigned: list[tuple[str, Config]] = []
"""What the worker is to do with every page; set once, when it starts."""


def prepare(reference: str, config: Config) -> None:
    """A new worker's first act: it will end with its parent, and never grow beyond the wall.

    Args:
        reference: the page function, as `module:name`.
        config: what the page function is called with; holds the limits.
    """
    _end_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, also in the middle of C code
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(SWOLLEN, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {SWOLLEN})
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_DATA, WALL * config.limits.worker_bytes)
    _assigned.append((reference, config))


def ready() -> None:
    """Does nothing but prove that a worker can start and find its function.

    Raises:
        ImportError, AttributeError: there is no such function.
    """
    _function(_assigned[0][0])


def clean_one(page: RawPage) -> CleanedPage:
    """One page's rows, unless the process ends before: by a limit, or by what the page does to it."""
    reference, config = _assigned[0]
    function = _function(reference)
    try:
        with _limited(config.limits):
            cleaned = function(page, config)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    if _met_memory_limit(cleaned) or _peak() > config.limits.worker_bytes:
        os._exit(OUT_OF_MEMORY)
    return cleaned


@cache
def _function(reference: str) -> PageFunction:
    module, _, name = reference.partition(":")
    function: PageFunction = getattr(importlib.import_module(module), name)
    return function


@contextlib.contextmanager
def _limited(limits: Limits) -> Iterator[None]:
    """The kernel's timer ends the process, whatever code it hangs in and even if its parent is gone."""
    signal.setitimer(signal.ITIMER_REAL, limits.page_seconds)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {SWOLLEN})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, {SWOLLEN})
        signal.setitimer(signal.ITIMER_REAL, 0)


def _met_memory_limit(cleaned: CleanedPage) -> bool:
    return isinstance(cleaned.outcome, Rejection) and cleaned.outcome.reason is Reason.MEMORY_LIMIT


def _peak() -> int:
    """Largest resident size of this process so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _lower(limit: int, value: int) -> None:
    """Set a limit of the system; one that is lower already stays."""
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # a system without this limit
        resource.setrlimit(limit, (value, value))


def _end_with_parent() -> None:
    """Leave no orphan, even where the parent is killed and this worker hangs.

    The template process (see `start`) ends when nobody holds the pipe that says "alive" any longer, and workers
    inherit that pipe: letting go of it leaves the parent as the only holder. On Linux the end of the template ends
    the worker; elsewhere the worker notices at its next page, or the page's timer ends it.
    """
    alive = getattr(forkserver._forkserver, "_forkserver_alive_fd", None)  # noqa: SLF001 - no public way
    if alive is not None:
        os.close(alive)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
