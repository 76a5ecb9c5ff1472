"""Small files of the state folder: whole or not there, whoever is killed or writes at the same time."""

from __future__ import annotations

import os
import tempfile
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
