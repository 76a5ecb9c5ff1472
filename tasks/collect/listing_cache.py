"""The last body of each feed and sitemap, so that "not modified" still tells what it lists.

An entry may be due although its feed has not changed: the last run was killed, reached its limit, or deferred a host.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

from schemas.collect import Exchange, Validators
from tasks.collect.put_down import put_down, tidy

_KEPT_DAYS = 30
"""Sitemaps of a day or a month come and go; a feed that has not changed for so long is asked for anew once."""


class ListingCache:
    """Responses by URL: a file each, a line of JSON and the body.

    Args:
        directory: made where it is missing.

    Raises:
        OSError: the directory cannot be made or read.
    """

    def __init__(self, directory: Path) -> None:
        tidy(directory, days=_KEPT_DAYS)
        self._directory = directory

    def get(self, url: str) -> Exchange | None:
        """The response that was kept; a damaged file counts as none."""
        try:
            first, _, body = self._path(url).read_bytes().partition(b"\n")
            told = json.loads(first)
            if told["asked_for"] != url or told["digest"] != _digest(body):
                return None
            asked_at = datetime.fromisoformat(told["asked_at"])
            head = told["head"].encode("latin-1")
            return Exchange(told["url"], told["status"], b"", head, body, body, told["peer"], asked_at)
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, url: str, exchange: Exchange) -> None:
        """Keep a response, if the server gave something to ask by whether it has changed.

        Raises:
            OSError: it cannot be written.
        """
        if validators_of(exchange) == Validators():
            return
        told = {
            "asked_for": url,
            "url": exchange.url,
            "status": exchange.status,
            "head": exchange.head.decode("latin-1"),
            "peer": exchange.peer,
            "asked_at": exchange.asked_at.isoformat(),
            "digest": _digest(exchange.body),
        }
        put_down(self._path(url), json.dumps(told).encode() + b"\n" + exchange.body)

    def _path(self, url: str) -> Path:
        return self._directory / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def validators_of(exchange: Exchange | None) -> Validators:
    """What the server gave with a response to ask it whether that has changed."""
    return Validators(exchange.header("ETag"), exchange.header("Last-Modified")) if exchange else Validators()


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
