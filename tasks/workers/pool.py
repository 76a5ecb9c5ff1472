"""The pool of worker processes that all shards of a run share."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from pebble import ProcessPool

from schemas.article import CleanedPage
from schemas.config import Config
from schemas.page import RawPage
from tasks.workers.inside import clean_one, prepare, ready
from tasks.workers.start import WorkerContext
from tasks.workers.verdict import NoAnswerError, is_accident, rejected_for, too_large
from tasks.workers.watch import MemoryWatch

PAGE_FUNCTION = "tasks.clean:clean_page"
WARM = "tasks.workers.warm"

AHEAD = 4
"""Pages in the workers' hands or on their way to them, for each worker."""

BYTES_AHEAD = 64 * 2**20
"""The same in bytes of raw pages, for each shard."""

PAGES_A_WORKER = 500
"""A worker is replaced after so many pages: what the libraries keep and never use again goes with it."""

GRACE = 5.0
"""Seconds beyond `limits.page_seconds` after which a worker is ended from outside: the page's timer should have."""

LOST_SECONDS = 60.0
"""Seconds beyond all limits after which an answer is no longer waited for: the page never reached a worker."""

START_SECONDS = 120.0
"""A worker that has not said that it is ready by then never will; imports take a second or two."""

TICK = 0.5
"""Seconds between two looks whether those who wait for an answer wait in vain."""


class WorkersError(RuntimeError):
    """The worker processes cannot be started, or were stopped while they were needed."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A page on its way: with the pool that has it, or with what is known of it already."""

    page: RawPage
    answer: Future[CleanedPage]
    pool: ProcessPool | None = None
    deadline: float = 0.0


class Workers:
    """Cleans pages in processes that can be killed; a context manager, usable from several threads at once.

    A page that crashes its worker or swells it is tried once more, alone in a fresh process, and only what it meets
    there counts: an innocent page that met the end of a worker that others had spoilt is cleaned, and the answer is
    the same in any order of work.
    """

    def __init__(
        self,
        count: int,
        config: Config,
        function: Callable[[RawPage, Config], CleanedPage] | str = PAGE_FUNCTION,
    ) -> None:
        """Starts nothing yet: the processes start with the first page.

        Args:
            count: number of processes, 1 or more.
            config: goes to the page function; its limits are kept here.
            function: what cleans one page, as `module:name` or as a function at the top of a module that can be
                imported (the workers import it; nothing of this process is copied).

        Raises:
            ValueError: no worker at all, or a function that cannot be named.
        """
        if count < 1:
            raise ValueError(f"{count} workers cannot clean anything")
        self._count = count
        self._config = config
        self._reference = function if isinstance(function, str) else _name(function)
        self._lock = threading.RLock()
        self._alone_lock = threading.Lock()
        self._watch = MemoryWatch(config.limits.worker_bytes)
        modules = [clean_one.__module__, self._reference.partition(":")[0]]
        modules += [WARM] if self._reference == PAGE_FUNCTION else []
        self._context = WorkerContext(modules, self._watch.add)
        self._pool: ProcessPool | None = None
        self._alone: ProcessPool | None = None
        self._in_flight = 0
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def clean(self, pages: Iterable[RawPage]) -> Iterator[CleanedPage]:
        """The pages' rows, in order, as they are asked for; only a few pages are read ahead.

        A page over a limit, or one that ends its process, is a Rejection that names the limit, the signal or the
        exit code. What `pages` raises goes through.

        Raises:
            WorkersError: no worker can be started, or the pool was stopped.
        """
        sent: deque[_Sent] = deque()
        try:
            for page in pages:
                sent.append(self._send(page))
                while self._enough(sent):
                    yield self._receive(sent.popleft())
            while sent:
                yield self._receive(sent.popleft())
        finally:
            for abandoned in sent:
                abandoned.answer.cancel()
                self._took(abandoned)

    def stop(self) -> None:
        """End all processes, whatever they do. Those who wait for an answer get a WorkersError."""
        with self._lock:
            self._stopped = True
            pools, self._pool, self._alone = [self._pool, self._alone], None, None
        for pool in pools:
            _end(pool)
        self._watch.stop()
        self._context.template.stop()

    def _enough(self, sent: deque[_Sent]) -> bool:
        return len(sent) >= AHEAD * self._count or sum(len(each.page.payload) for each in sent) >= BYTES_AHEAD

    def _send(self, page: RawPage) -> _Sent:
        rejected = too_large(page, self._config.limits)
        if rejected is not None:
            known: Future[CleanedPage] = Future()
            known.set_result(rejected)
            return _Sent(page, known)
        with self._lock:
            pool = self._pool = self._living(self._pool, self._count, PAGES_A_WORKER)
            self._in_flight += 1
            rounds = self._in_flight / self._count + 1
            return _Sent(page, self._schedule(pool, page), pool, time.monotonic() + rounds * self._patience)

    def _receive(self, sent: _Sent) -> CleanedPage:
        answer = sent.answer.result() if sent.pool is None else self._answer(sent.answer, sent.pool, sent.deadline)
        self._took(sent)
        if isinstance(answer, CleanedPage):
            return answer
        if is_accident(answer):
            answer = self._clean_alone(sent.page)
        return answer if isinstance(answer, CleanedPage) else rejected_for(sent.page, answer, self._config.limits)

    def _took(self, sent: _Sent) -> None:
        with self._lock:
            self._in_flight -= sent.pool is not None

    def _clean_alone(self, page: RawPage) -> CleanedPage | BaseException:
        """The page's second try, in a process that sees no other page; one such page at a time.

        A pool that breaks down is tried twice: its idle worker may have been shot before it got the page.
        """
        answer: CleanedPage | BaseException = NoAnswerError()
        with self._alone_lock:
            for _ in range(2):
                with self._lock:
                    pool = self._alone = self._living(self._alone, 1, 1)
                    future = self._schedule(pool, page)
                answer = self._answer(future, pool, time.monotonic() + self._patience)
                if not isinstance(answer, BrokenProcessPool | NoAnswerError):
                    return answer
            with self._lock:  # the page's doing only if a worker can still be started at all
                self._alone = self._living(self._alone, 1, 1)
        return answer

    @property
    def _patience(self) -> float:
        """Seconds in which one page after another must have been answered, one way or the other."""
        return self._config.limits.page_seconds + GRACE + LOST_SECONDS

    def _schedule(self, pool: ProcessPool, page: RawPage) -> Future[CleanedPage]:
        answer: Future[CleanedPage]
        try:
            answer = pool.schedule(clean_one, (page,), timeout=self._config.limits.page_seconds + GRACE)
        except RuntimeError as broken:  # since we looked
            answer = Future()
            answer.set_exception(NoAnswerError(str(broken)))
        return answer

    def _answer(self, answer: Future[Any], pool: ProcessPool, deadline: float) -> Any:
        """What the future came to, or the exception it ended with."""
        while not wait([answer], timeout=TICK).done:
            if self._stopped:
                raise WorkersError("the workers were stopped")
            if time.monotonic() > deadline or not pool.active:
                answer.cancel()
                return NoAnswerError()
        return answer.exception() or answer.result()

    def _living(self, pool: ProcessPool | None, count: int, pages: int) -> ProcessPool:
        """The pool, or a new one in its place if there is none or it has broken down."""
        if self._stopped:
            raise WorkersError("the workers were stopped")
        if pool is not None and pool.active:
            return pool
        _end(pool)
        self._watch.start()
        arguments = (self._reference, self._config)
        pool = ProcessPool(count, pages, initializer=prepare, initargs=arguments, context=self._context)
        try:
            fault = self._answer(pool.schedule(ready), pool, time.monotonic() + START_SECONDS)
        except (RuntimeError, OSError) as error:
            fault = error
        if fault is not None:
            _end(pool)
            raise WorkersError(f"no worker process can be started: {fault or type(fault).__name__}") from fault
        return pool


def _end(pool: ProcessPool | None) -> None:
    if pool is not None:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates half of its methods
        pool.join()


def _name(function: Callable[[RawPage, Config], CleanedPage]) -> str:
    """`module:name` of a function that another process can import."""
    name = function.__qualname__
    if not name.isidentifier() or function.__module__ == "__main__":
        raise ValueError(f"workers cannot import {function.__module__}.{name}: put it at the top of a module")
    return f"{function.__module__}:{name}"
