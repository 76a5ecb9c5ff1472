"""What a response means for the URL that was asked for."""

from __future__ import annotations

from datetime import datetime

from schemas.collect import Expect, Outcome, Validators, Why
from tasks.collect.content_types import essence, fits
from tasks.collect.faults import plain
from tasks.collect.reply import PAGES, Reply
from tasks.collect.retry_after import asked_back
from tasks.collect.target import UrlRefusedError
from tasks.sources.text_like import looks_like_text

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Ended = tuple[Outcome, Why, str, datetime | None]


def place(reply: Reply) -> str | None:
    """Where a redirect leads; None for a response that leads nowhere.

    Raises:
        UrlRefusedError: it names two places.
    """
    places = list(dict.fromkeys(value for name, value in reply.headers.raw if name.lower() == b"location"))
    if reply.status not in _REDIRECTS or not places or not places[0]:
        return None
    if len(places) > 1:
        raise UrlRefusedError("a redirect to two places")
    try:
        return places[0].decode()
    except UnicodeDecodeError:
        return places[0].decode("latin-1")


def ended(reply: Reply, expect: Expect, validators: Validators, now: datetime) -> Ended:
    """How the asking ends with this response (RFC 9110, section 15), and when the server wants to be asked again."""
    status = f"status {reply.status}"
    if reply.status in PAGES:
        return _page(reply, expect)
    if reply.status == 304 and (validators.etag or validators.last_modified):
        return Outcome.UNCHANGED, Why.NOT_MODIFIED, "", None
    if reply.status == 206:
        return Outcome.FAILED, Why.TRUNCATED, f"{status}: a part that nobody asked for", None
    if reply.status >= 400:  # beyond 599: as 5xx
        why = Why.CLIENT_ERROR if reply.status < 500 else Why.SERVER_ERROR
        return Outcome.FAILED, why, status, asked_back(reply.headers.get("retry-after", ""), now)
    return Outcome.PASSED_OVER, Why.NO_CONTENT, status, None


def _page(reply: Reply, expect: Expect) -> Ended:
    kind = reply.content_type
    if reply.exchange is None or not fits(expect, kind):
        return Outcome.PASSED_OVER, Why.CONTENT_TYPE, plain(kind), None
    if expect is Expect.PAGE and not essence(kind) and not looks_like_text(reply.exchange.body):
        return Outcome.PASSED_OVER, Why.CONTENT_TYPE, "no type, and no text", None
    return Outcome.FETCHED, Why.COMPLETE, "", None
