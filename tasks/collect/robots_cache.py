"""What robots.txt of each server said in the last 24 hours: a file a server."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path

from tasks.collect.put_down import put_down, tidy

LIFETIME = timedelta(hours=24)
"""RFC 9309, section 2.4: no longer."""


def is_fresh(asked_at: datetime, now: datetime) -> bool:
    """Whether what was asked for then may be used now; what is dated in the future may not."""
    return timedelta(0) <= now - asked_at < LIFETIME


class RobotsCache:
    """Texts of robots.txt by origin, shared by all runs on a raw folder.

    Args:
        directory: made where it is missing.

    Raises:
        OSError: the directory cannot be made or read.
    """

    def __init__(self, directory: Path) -> None:
        tidy(directory, days=2)
        self._directory = directory

    def get(self, origin: str, now: datetime) -> tuple[str, datetime] | None:
        """The text and when it was asked for, if that is fresh; a damaged file counts as none."""
        try:
            kept = json.loads(self._path(origin).read_bytes())
            text, asked_at = str(kept["text"]), datetime.fromisoformat(kept["asked_at"])
            return (text, asked_at) if kept["origin"] == origin and is_fresh(asked_at, now) else None
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def put(self, origin: str, text: str, now: datetime) -> None:
        """Keep the text from now on.

        Raises:
            OSError: it cannot be written.
        """
        kept = {"origin": origin, "asked_at": now.isoformat(), "text": text}
        put_down(self._path(origin), json.dumps(kept).encode())

    def _path(self, origin: str) -> Path:
        return self._directory / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"
