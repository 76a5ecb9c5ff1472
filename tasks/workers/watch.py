"""Eyes on the workers' memory, from the outside: C code that swells asks nobody inside."""

from __future__ import annotations

import threading

import psutil

from tasks.workers.inside import SWOLLEN

EVERY = 0.05
"""Seconds between two looks; a page that fills memory at 2 GB/s gets 0.1 GB further."""


class MemoryWatch:
    """Signals every worker that is larger than it may be. See `inside.SWOLLEN` for what the signal does."""

    def __init__(self, worker_bytes: int) -> None:
        """Takes the largest resident size a worker may have, in bytes."""
        self._worker_bytes = worker_bytes
        self._workers: dict[int, psutil.Process] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="copydesk-memory-watch", daemon=True)

    def start(self) -> None:
        """Begin to look; does nothing when called again."""
        if self._thread.ident is None:
            self._thread.start()

    def add(self, pid: int) -> None:
        """Look at this process too, until it ends."""
        try:
            self._workers[pid] = psutil.Process(pid)
        except psutil.NoSuchProcess:  # ended already
            return

    def stop(self) -> None:
        """Look no longer."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            for pid, worker in list(self._workers.items()):
                try:
                    if worker.memory_info().rss > self._worker_bytes:
                        worker.send_signal(SWOLLEN)  # psutil knows when a process id has been given to another
                except psutil.Error:  # it has ended
                    self._workers.pop(pid, None)
