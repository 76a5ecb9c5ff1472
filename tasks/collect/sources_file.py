"""`sources.toml`: read, checked whole, and every fault told with its line and what to do about it."""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from schemas.collect import Collecting, NewsSource, SourcesFile
from tasks.collect.toml_lines import Key, line_of
from tasks.collect.urls import address, ascii_host

KINDS = ("feed", "sitemap", "urls", "urls_file")


class SourcesFileError(ValueError):
    """`sources.toml` cannot be used; the message has a line for every fault: where, what, and what to do."""


class Fault(NamedTuple):
    """One thing that is wrong, at a key of the file."""

    key: Key
    wrong: str
    do: str


def load(path: str | os.PathLike[str]) -> SourcesFile:
    """What `sources.toml` says.

    Raises:
        SourcesFileError: the file cannot be read, is no TOML, or says what cannot be; the message names every line
            that is wrong and what to do there.
    """
    place = Path(path)
    text = _text(place)
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourcesFileError(f"{place} is not valid TOML: {error}; mend that line") from error
    try:
        sources = SourcesFile.model_validate(parsed)
    except ValidationError as error:
        details = error.errors(include_url=False)
        deeper = [detail for detail in details if len(detail["loc"]) > 1]  # `sources` is then short for their sake
        faults = [_translated(detail) for detail in deeper or details]
        raise _error(place, text, faults) from error
    if faults := [*_faults(sources, place.parent)]:
        raise _error(place, text, faults)
    return sources


def _text(place: Path) -> str:
    try:
        return place.read_text(encoding="utf-8").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise SourcesFileError(f"there is no {place}; copy sources.example.toml and name your sources in it") from error
    except OSError as error:
        raise SourcesFileError(f"cannot read {place}: {error.strerror}; give a TOML file") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourcesFileError(f"{place}, line {line}: this is not UTF-8; save the file as UTF-8") from error


def _error(place: Path, text: str, faults: list[Fault]) -> SourcesFileError:
    told = sorted((line_of(text, fault.key), ".".join(map(str, fault.key)), fault) for fault in faults)
    return SourcesFileError(
        "\n".join(f"{place}, line {line}: {key}: {fault.wrong}; {fault.do}" for line, key, fault in told)
    )


def _translated(detail: ErrorDetails) -> Fault:
    """A fault that the record found, in words for whoever writes the file."""
    key = detail["loc"]
    name, fields = str(key[-1]) if key else "", _fields(key)
    if detail["type"] == "extra_forbidden":
        return Fault(key, "there is no such setting", f"take it out, or name one of: {fields}")
    if detail["type"] == "missing":
        return Fault(key, "it is missing", f"add a line `{name} = ...`{_meant(key)}")
    message = detail["msg"].replace("Input should", "it should")
    return Fault(key, f"{message}, but is {_short(detail['input'])}", f"change it{_meant(key)}")


def _fields(key: Key) -> str:
    known = {1: SourcesFile.model_fields, 2: Collecting.model_fields}.get(len(key), NewsSource.model_fields)
    return ", ".join(known)


def _meant(key: Key) -> str:
    """What the setting is for, as its record says."""
    fields, place = (NewsSource.model_fields, 2) if key and key[0] == "sources" else (Collecting.model_fields, 1)
    field = fields.get(str(key[place])) if len(key) > place else None
    return f" ({field.description.rstrip('.')})" if field and field.description else ""


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _faults(sources: SourcesFile, base: Path) -> Iterator[Fault]:
    """What each value allows for itself and the whole does not."""
    names = Counter(source.name for source in sources.sources)
    for number, source in enumerate(sources.sources):
        key = ("sources", number)
        if names[source.name] > 1:
            yield Fault((*key, "name"), f"{names[source.name]} sources are called {source.name!r}", "rename one")
        yield from _kind_faults(source, key)
        yield from _url_faults(source, key)
        yield from _rule_faults(source, key)
        yield from _file_faults(source, key, base)


def _kind_faults(source: NewsSource, key: Key) -> Iterator[Fault]:
    given = [kind for kind in KINDS if getattr(source, kind)]
    if not given:
        yield Fault(key, f"{source.name!r} names no pages", f"give it one of: {', '.join(KINDS)}")
    for kind in given[1:]:
        yield Fault((*key, kind), f"{source.name!r} has {given[0]} already", "make two sources of it")


def _url_faults(source: NewsSource, key: Key) -> Iterator[Fault]:
    places = [("feed", source.feed), ("sitemap", source.sitemap)]
    given: list[tuple[Key, str]] = [((*key, kind), url) for kind, url in places if url is not None]
    given += [((*key, "urls", number), url) for number, url in enumerate(source.urls)]
    for place, url in given:
        if address(url) is None:
            yield Fault(place, f"{_short(url)} is no web address", "write it whole, with http:// or https://")


def _rule_faults(source: NewsSource, key: Key) -> Iterator[Fault]:
    for kind in ("take", "leave"):
        for number, pattern in enumerate(getattr(source, kind)):
            try:
                re.compile(pattern)
            except re.error as error:
                wrong = f"{_short(pattern)} is no regular expression: {error}"
                yield Fault((*key, kind, number), wrong, "mend it, or put a \\ before a sign that stands for itself")
    for number, domain in enumerate(source.domains):
        if "/" in domain or ":" in domain or not ascii_host(domain):
            wrong = f"{_short(domain)} is no host name"
            yield Fault((*key, "domains", number), wrong, "write only the name, such as news.example.org")


def _file_faults(source: NewsSource, key: Key, base: Path) -> Iterator[Fault]:
    if source.urls_file is None:
        return
    try:
        with (base / source.urls_file).open("rb"):
            return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        wrong = f"cannot read {base / source.urls_file}: {reason}"
        yield Fault((*key, "urls_file"), wrong, "name a text file beside sources.toml, with a URL a line")
