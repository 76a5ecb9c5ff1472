"""How worker processes come to be: forked from a template process that holds nothing of the parent's.

Python's own ways do not fit: `fork` copies a parent full of threads; `spawn` and `forkserver` import the parent's
main module again in every child (the `copydesk` script, pytest, Prefect's engine), and with it Prefect and pyarrow;
`spawn` pays for the imports of the extraction libraries each time a worker is replaced. So: a `forkserver` of our
own, which has imported the page function and nothing else, and which never hears of the parent's main module.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import forkserver, popen_forkserver, reduction, spawn, util
from multiprocessing.context import ForkServerContext, ForkServerProcess, set_spawning_popen
from typing import Any

import psutil

_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""A process with threads of numpy's must not fork, and workers share the cores anyway."""

_environment_lock = threading.Lock()


class Template(forkserver.ForkServer):
    """The process that workers are forked from; started when the first is asked for, and again if it dies."""

    _forkserver_pid: int | None
    _stop: Callable[[], None]

    def __init__(self, modules: list[str]) -> None:
        """Takes the modules to import beforehand; one that cannot be imported is left to the workers."""
        super().__init__()
        self.set_forkserver_preload(modules)

    def ensure_running(self) -> None:
        """Start the process if it does not run, seeing modules where this process sees them."""
        if self._is_alive():
            return
        with _environment(PYTHONSAFEPATH="1", PYTHONPATH=os.pathsep.join(sys.path), **_ONE_THREAD):
            super().ensure_running()

    def stop(self) -> None:
        """End the process. Its workers have ended before."""
        if self._forkserver_pid is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                psutil.Process(self._forkserver_pid).terminate()
            with contextlib.suppress(ChildProcessError):  # somebody waited for it in our place
                self._stop()

    def _is_alive(self) -> bool:
        try:
            return self._forkserver_pid is not None and psutil.Process(self._forkserver_pid).status() != "zombie"
        except psutil.NoSuchProcess:
            return False


class WorkerContext(ForkServerContext):
    """What pebble asks for pipes, locks and processes."""

    def __init__(self, modules: list[str], on_start: Callable[[int], None]) -> None:
        """Takes the modules that workers need, and what is to be told each new worker's process id."""
        super().__init__()
        self.template = Template(modules)
        self._on_start = on_start

    def Process(self, **arguments: Any) -> WorkerProcess:  # type: ignore[override] # noqa: N802 - multiprocessing's name
        """A process that is not started yet."""
        return WorkerProcess(self.template, self._on_start, **arguments)


class WorkerProcess(ForkServerProcess):
    """A process that is forked from a template of its own."""

    def __init__(self, template: Template, on_start: Callable[[int], None], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._template: Template | None = template
        self._on_start: Callable[[int], None] | None = on_start

    def _Popen(self, process_obj: WorkerProcess) -> _Popen:  # type: ignore[override] # noqa: N802 - the same
        assert self._template is not None and self._on_start is not None  # noqa: S101, PT018 - only in a child
        popen = _Popen(process_obj, self._template)
        self._on_start(popen.pid)
        return popen

    def __getstate__(self) -> dict[str, Any]:
        """What the child gets of it."""
        return self.__dict__ | {"_template": None, "_on_start": None}


class _Popen(popen_forkserver.Popen):
    """Hands a process to the template, without a word of the parent's main module."""

    _fds: list[int]

    def __init__(self, process_obj: WorkerProcess, template: Template) -> None:
        self._template = template
        self._polling = threading.RLock()
        super().__init__(process_obj)

    def _launch(self, process_obj: WorkerProcess) -> None:
        preparation = spawn.get_preparation_data(process_obj.name)
        for main in ("init_main_from_name", "init_main_from_path"):
            preparation.pop(main, None)
        message = io.BytesIO()
        set_spawning_popen(self)
        try:
            reduction.dump(preparation, message)
            reduction.dump(process_obj, message)
        finally:
            set_spawning_popen(None)
        self.sentinel, pipe = self._template.connect_to_new_process(self._fds)
        self.finalizer = util.Finalize(self, util.close_fds, (os.dup(pipe), self.sentinel))  # type: ignore[attr-defined]
        with open(pipe, "wb") as child:  # noqa: PTH123 - a descriptor, not a path
            child.write(message.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)

    def poll(self, flag: int = os.WNOHANG) -> int | None:
        """The exit code; one thread asks at a time, for a second one would read the end of the pipe as code 255."""
        with self._polling:
            return super().poll(flag)


@contextlib.contextmanager
def _environment(**variables: str) -> Iterator[None]:
    """Environment variables for a process that is started meanwhile."""
    with _environment_lock:
        before = {name: os.environ.get(name) for name in variables}
        os.environ.update(variables)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
