"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from tasks.collect.discover.dates import moment
from tasks.collect.discover.found import Found

LARGEST = 20 * 2**20
"""Characters: JSON is read whole."""


def read(text: str, found: Found) -> None:
    """Take the pages of a JSON feed; `found.error` says why there are none."""
    if len(text) > LARGEST:
        found.error = f"a JSON feed of more than {LARGEST // 2**20} MB; it is left"
        return
    try:
        items = json.loads(text).get("items")
    except (ValueError, RecursionError, AttributeError) as error:
        found.error = f"no JSON feed that can be read: {error}"[:200]
        return
    if not isinstance(items, list):
        found.error = "JSON without a list of items: no JSON feed"
        return
    for item in items:
        if isinstance(item, dict) and not found.page(_link(item), _changed_at(item)):
            return


def _link(item: dict[str, Any]) -> str | None:
    """The page itself; the page that it points to is somebody else's. An id may be its address."""
    url, identity = item.get("url"), item.get("id")
    if isinstance(url, str) and url.strip():
        return url
    return identity if isinstance(identity, str) and identity.startswith(("http://", "https://")) else None


def _changed_at(item: dict[str, Any]) -> datetime | None:
    dates = (item.get("date_modified"), item.get("date_published"))
    return next((at for date in dates if isinstance(date, str) and (at := moment(date))), None)
