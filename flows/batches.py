"""The grain of collecting: sources that share a host go together, so that one batch minds all of a host's delays."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from tld import get_fld

from schemas.collect import NewsSource, SourcesFile

AT_ONCE = 4
"""Batches in work at a time, and the most that a run is cut into; each asks many hosts at once."""


def batches(sources: SourcesFile, base: Path, most: int = AT_ONCE) -> tuple[SourcesFile, ...]:
    """The sources parted into batches without a common domain, largest first; together they keep to `concurrency`.

    Args:
        sources: all of them.
        base: folder of sources.toml, where files of URLs are looked for.
        most: batches, at most.
    """
    groups = _joined([(source, _domains(source, base)) for source in sources.sources])
    bins: list[list[NewsSource]] = [[] for _ in range(min(most, len(groups)))]
    for group in sorted(groups, key=len, reverse=True):
        min(bins, key=len).extend(group)
    each = max(1, sources.collect.concurrency // len(bins))
    collecting = sources.collect.model_copy(update={"concurrency": each})
    order = {source.name: place for place, source in enumerate(sources.sources)}
    return tuple(
        SourcesFile(collect=collecting, sources=tuple(sorted(part, key=lambda source: order[source.name])))
        for part in bins
    )


def _joined(known: Iterable[tuple[NewsSource, set[str]]]) -> list[list[NewsSource]]:
    """Sources in groups: two with a common domain stand in the same one."""
    groups: list[tuple[list[NewsSource], set[str]]] = []
    for source, domains in known:
        near = [group for group in groups if group[1] & domains]
        members = [member for group in near for member in group[0]]
        groups = [group for group in groups if group not in near]
        groups.append(([*members, source], domains.union(*(group[1] for group in near))))
    return [group for group, _ in groups]


def _domains(source: NewsSource, base: Path) -> set[str]:
    """Registrable domains of all that a source may ask."""
    listed = [url for url in (source.feed, source.sitemap, *source.urls) if url]
    if source.urls_file:
        listed += (base / source.urls_file).read_text(encoding="utf-8").splitlines()
    hosts = {urlsplit(url.strip()).hostname for url in listed} | {domain.lower() for domain in source.domains}
    return {_registrable(host) for host in hosts if host}


def _registrable(host: str) -> str:
    """What somebody could have registered; of names under no public suffix the last two labels; an address itself."""
    with suppress(ValueError):
        return str(ip_address(host))
    return get_fld(host, fix_protocol=True, fail_silently=True) or ".".join(host.rstrip(".").split(".")[-2:])
