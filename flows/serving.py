"""What `copydesk serve` is asked to serve, checked before a server is asked for anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.faults import WrongUseError
from flows.sources_file import asking
from schemas.config import Config


@dataclass(frozen=True, slots=True)
class Serving:
    """The parameters of the flow `run`, and when it runs."""

    sources: str
    raw: str
    clean: str
    limit: int | None
    workers: int | None
    config: Config
    cron: str
    timezone: str
    name: str

    def check(self) -> None:
        """See that runs will be able to start.

        Raises:
            WrongUseError: the file of sources or the raw folder cannot be used, or there is no such time zone.
        """
        asking(self.sources, self.raw, limit=self.limit)
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise WrongUseError(f"--timezone {self.timezone}: {error}", "Give an IANA name: Europe/Berlin.") from error

    @property
    def parameters(self) -> dict[str, Any]:
        """Parameters of the flow `run`; paths mean the same wherever a run is started."""
        given: dict[str, Any] = {name: _absolute(getattr(self, name)) for name in ("sources", "raw", "clean")}
        given |= {"config": self.config.model_dump(mode="json")} if self.config != Config() else {}
        chosen = {"limit": self.limit, "workers": self.workers}
        return given | {name: value for name, value in chosen.items() if value is not None}


def _absolute(path: str) -> str:
    return path if "://" in path else str(Path(path).resolve())
