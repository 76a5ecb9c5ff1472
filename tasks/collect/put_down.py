"""Small files of the state folder: whole or not there, whoever is killed or writes at the same time."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path


def put_down(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it.

    It is not flushed to the disk: what these files hold can be asked for again.

    Raises:
        OSError: it cannot be written.
    """
    descriptor, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def tidy(directory: Path, days: float) -> None:
    """Make the directory, or take out what nobody has written for so many days; a killed run leaves files as well.

    Raises:
        OSError: it cannot be read or written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    oldest = time.time() - days * 86_400
    with os.scandir(directory) as found:
        for one in found:
            with suppress(FileNotFoundError):  # another run does the same
                if one.stat().st_mtime < oldest:
                    Path(one.path).unlink()
