"""What is to be asked for in a run: the entries of all sources that are due, each page once, host by host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.collect import Entry
from tasks.collect.urls import canonical, host_of


class Item(NamedTuple):
    """An entry, and what it is sorted by."""

    entry: Entry
    key: str  # the page
    host: str

    @classmethod
    def of(cls, entry: Entry) -> Item:
        """Takes a while for a hundred thousand."""
        return cls(entry, canonical(entry.url), host_of(entry.url))


class Agenda:
    """Due entries by host, in the order in which the sources name them; what has ended is struck out."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._hosts: defaultdict[str, list[Entry]] = defaultdict(list)
        self._ended: set[str] = set()

    def add(self, items: Iterable[Item]) -> int:
        """Enter what no source has named yet; how many that were."""
        before = len(self._known)
        for item in items:
            if item.key not in self._known:
                self._known.add(item.key)
                self._hosts[item.host].append(item.entry)
        return len(self._known) - before

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts with something to ask for."""
        return tuple(self._hosts)

    def of(self, host: str) -> tuple[Entry, ...]:
        """What is to be asked of a host, one after the other."""
        return tuple(self._hosts[host])

    def strike(self, entry: Entry) -> None:
        """The entry has ended in this run, or is left to another."""
        self._ended.add(entry.url)

    def left(self) -> Iterator[Entry]:
        """What has not ended."""
        for entries in self._hosts.values():
            yield from (entry for entry in entries if entry.url not in self._ended)
