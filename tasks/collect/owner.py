"""Who is at work: a lock that the kernel lets go of when its holder ends, however it ends.

A process id would be taken by somebody else, and a time-out is either too short or too long. `flock` belongs to an open
file, so threads of one process are told apart as processes are.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Self


def try_lock(descriptor: int) -> bool:
    """Take the lock of an open file, which nobody may hold; False where somebody does."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def locked_file(path: Path) -> int:
    """Make a file that is locked from the moment it can be seen; its descriptor.

    Raises:
        OSError: it cannot be made.
    """
    hidden = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    descriptor = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    hidden.rename(path)
    return descriptor


class Owner:
    """One run at work on a folder's state, as others see it: alive as long as its lock is held."""

    def __init__(self, folder: Path) -> None:
        """Take a lock of one's own in the folder, which is made if it is not there.

        Raises:
            OSError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.name = uuid.uuid4().hex
        self._path = folder / f"{self.name}.lock"
        self._descriptor = locked_file(self._path)

    def is_alive(self, name: str) -> bool:
        """Whether the owner of that name, this one or another, is still at work."""
        if name == self.name:
            return True
        try:
            descriptor = os.open(self._path.with_name(f"{name}.lock"), os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            return not try_lock(descriptor)
        finally:
            os.close(descriptor)

    def others(self) -> list[str]:
        """Names of all owners that ever left a lock here, without this one."""
        names = (path.name.removesuffix(".lock") for path in self._path.parent.glob("*.lock"))
        return sorted(name for name in names if name != self.name)

    def bury(self, name: str) -> None:
        """Take away the lock file of an owner that is not alive."""
        with suppress(FileNotFoundError):
            self._path.with_name(f"{name}.lock").unlink()

    def close(self) -> None:
        """Let go: from now on this owner is not alive."""
        self.bury(self.name)
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
