"""The dates that the sources of a page declare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from schemas.metadata import Claim, PageDate
from tasks.metadata import language, markup, urls
from tasks.metadata.changes import says_changed
from tasks.metadata.claims import few
from tasks.metadata.dates import Moment, believable, parse, url_date
from tasks.metadata.sources import Sources

_MONTH_FIRST_TOP_LEVELS = frozenset(["com", "org", "net", "us", "edu", "gov", "info", "io", "news", "co"])

_SCRIPT_CHARS = 3_000_000
_SCRIPTED = re.compile(
    r"ub(?<=[Pp]ub)(?:lish(?:ed)?(?:_?(?:[Dd]ate|[Aa]t|[Tt]ime|[Oo]n))?|_?[Dd]ate)(?:\\{0,7}[\"']|&quot;)?"
    r"\s{0,3}[:=]\s{0,3}(?:\\{0,7}[\"']|&quot;)((?:19|20)\d\d-\d\d-\d\d(?:[T ][\d:.+Z-]{5,24})?)"
)
"""Begins with two letters and looks back for the first: letters are found far faster than one of a set."""

ParseAs = tuple[str | None, bool]
"""The language whose month names are tried, and whether the day comes first in `03/05/2024`."""


def published(page: Sources) -> Iterator[tuple[str, str]]:
    """(source, date as written), the most trusted first."""
    yield from (("json-ld", text) for text in few(page.data.texts("datePublished", limit=120), 2))
    yield from (("meta", text) for _, text in few(page.metas.all("published"), 6))
    yield from (("microdata", text) for text in page.properties.get("datepublished", [])[:2])
    yield from (("json-ld", text) for text in few(page.data.texts("dateCreated", "uploadDate", limit=120), 1))
    yield from (("microdata", text) for text in page.properties.get("datecreated", [])[:1])
    yield from (("time", text) for kind, text in page.times if kind != "modified")


def modified(page: Sources) -> Iterator[tuple[str, str]]:
    """(source, date as written) of the last change, the most trusted first."""
    yield from (("json-ld", text) for text in few(page.data.texts("dateModified", limit=120), 1))
    yield from (("meta", text) for _, text in few(page.metas.all("modified"), 4))
    yield from (("microdata", text) for text in page.properties.get("datemodified", [])[:1])
    yield from (("time", text) for kind, text in page.times if kind == "modified")


def by_class(page: Sources, parse_as: ParseAs, fetched_at: datetime | None) -> tuple[PageDate, ...]:
    """Dates in short elements whose class speaks of a date, but not of a change: for pages that declare none."""
    texts = [text for text in markup.class_dates(page.elements)[:20] if not says_changed(text)]
    return read((("visible", text) for text in texts), parse_as, fetched_at)


def in_scripts(text: str, fetched_at: datetime | None) -> tuple[PageDate, ...]:
    """The first date that the page's own programs call its publication, such as `"publishedAt": "2024-03-05"`."""
    found = _SCRIPTED.search(text[:_SCRIPT_CHARS])
    return read([("script", found[1])], (None, True), fetched_at) if found else ()


def read(written: Iterable[tuple[str, str]], parse_as: ParseAs, fetched_at: datetime | None) -> tuple[PageDate, ...]:
    """Those of the written dates that can be read and believed, each once, in order."""
    name, day_first = parse_as
    found = [(source, parse(text, name, day_first=day_first)) for source, text in written]
    dates = [page_date(moment, source) for source, moment in found if moment]
    return tuple(dict.fromkeys(believable(dates, fetched_at)))


def page_date(moment: Moment, source: str) -> PageDate:
    """A moment and where it stood."""
    return PageDate(moment.at, moment.precision, source, moment.local_day)


def in_url(url: str | None, fetched_at: datetime | None) -> tuple[PageDate, ...]:
    """The day in the page's address, if there is one."""
    moment = url_date(url) if url else None
    return believable([page_date(moment, "url")], fetched_at) if moment else ()


def day_first(languages: tuple[Claim, ...], url: str | None) -> bool:
    """How `03/05/2024` is read: month first only in the English of the United States, as far as that can be seen."""
    tags = [found for claim in languages if (found := language.tag(claim.text))]
    if not tags or not tags[0].startswith("en"):
        return True
    domain = urls.registrable_domain(url) if url else None
    american = all(name in ("en", "en-US") for name in tags)
    return not (american and (domain is None or domain.rsplit(".", 1)[-1] in _MONTH_FIRST_TOP_LEVELS))
