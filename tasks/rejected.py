"""How a step says that a page cannot become an article."""

from __future__ import annotations

from schemas.article import Reason


class PageRejectedError(Exception):
    """Raised inside a step with a `Reason` and a detail; the cleaning of the page turns it into a Rejection row."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
