"""A file that nobody sees until it is whole."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import IO, Protocol

from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem


class Draft(Protocol):
    """A file in the making: write to `sink`, then finish, then publish; or discard at any moment."""

    @property
    def sink(self) -> IO[bytes]:
        """What to write to."""

    def finish(self) -> None:
        """See that all that was written is safe."""

    def publish(self) -> None:
        """Let the file appear in its place, whole, instead of an older one."""

    def discard(self) -> None:
        """Leave nothing behind; does nothing after `publish`."""


def draft(files: AbstractFileSystem, path: str) -> Draft:
    """A draft of the file at `path`, on a disk or in an object store.

    Raises:
        OSError: the folder cannot be made or written to.
    """
    return _OnDisk(Path(path)) if isinstance(files, LocalFileSystem) else _Elsewhere(files, path)


class _OnDisk:
    """Written beside its place under a name that begins with a dot and does not end in `.parquet`, then renamed.

    The name is the writer's own, so that two runs at once do not meet in one file. The writer holds a lock (flock)
    that ends with its process, however it ends: a draft without a lock was left by a run that was killed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_stale(path)
        self._draft, self._sink = _open_locked(path)

    @property
    def sink(self) -> IO[bytes]:
        return self._sink

    def finish(self) -> None:
        self._sink.flush()
        os.fsync(self._sink.fileno())

    def publish(self) -> None:
        os.replace(self._draft, self._path)  # noqa: PTH105 - beside os.fsync, where the order of calls is the point
        _sync_folder(self._path.parent)
        self._sink.close()

    def discard(self) -> None:
        if not self._sink.closed:
            self._draft.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # what is left in the buffer finds no room on a full disk
                self._sink.close()


class _Elsewhere:
    """Written to a temporary file here and put in its place in one request; on object stores that is the rename."""

    def __init__(self, files: AbstractFileSystem, path: str) -> None:
        self._files = files
        self._path = path
        self._sink = tempfile.NamedTemporaryFile(prefix="copydesk-", suffix=".tmp")  # noqa: SIM115 - open until discard

    @property
    def sink(self) -> IO[bytes]:
        return self._sink.file

    def finish(self) -> None:
        self._sink.flush()

    def publish(self) -> None:
        self._files.put_file(self._sink.name, self._path)
        self._sink.close()

    def discard(self) -> None:
        with contextlib.suppress(OSError):
            self._sink.close()


def _open_locked(path: Path) -> tuple[Path, IO[bytes]]:
    while True:
        name = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
        sink = name.open("xb")
        fcntl.flock(sink, fcntl.LOCK_EX)
        if name.exists():  # another run may have taken it for a stale one before it was locked
            return name, sink
        sink.close()


def _remove_stale(path: Path) -> None:
    """Remove drafts of this file whose writers are dead."""
    ours = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{16}}\.tmp")
    for entry in os.scandir(path.parent):
        if ours.fullmatch(entry.name):
            with contextlib.suppress(FileNotFoundError, BlockingIOError), Path(entry.path).open("rb") as stale:
                fcntl.flock(stale, fcntl.LOCK_EX | fcntl.LOCK_NB)
                Path(entry.path).unlink()


def _sync_folder(folder: Path) -> None:
    """Make a rename outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
