"""One raw page by what a person calls it: a file, a place in a file, an article's id or a URL."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from os.path import isfile, normpath, realpath, relpath
from pathlib import Path
from typing import cast

from courlan import normalize_url

from schemas.article import Rejection
from schemas.config import Config
from schemas.page import PassedOver, RawPage
from tasks.sources import SOURCES, plan, read
from tasks.sources.folder import read_file
from tasks.sources.planning import claim_of
from tasks.sources.raw_root import RawRoot
from tasks.sources.source import Loaded
from tasks.sources.warc import read_warc

LISTED = 5
"""References that a message names."""


def find_page(raw_root: str | os.PathLike[str], reference: str, config: Config | None = None) -> RawPage:
    """The raw page that a reference names.

    Args:
        raw_root: folder or URL of the raw files.
        reference: a raw file's path (below the raw root, from here, or absolute), the same with `#offset` (WARC) or
            `#row` (dump), an article's `id` (32 hex digits), or the URL of a page in a WARC file or dump. Ids and URLs
            are looked for in all raw files.
        config: for `limits.page_bytes`.

    Raises:
        LookupError: there is no such page, it cannot be read, or the reference names several. The message says what
            was looked for and what to do.
        OSError: a raw file cannot be read.
        ValueError: a `capture_date=` folder holds no date.
    """
    config = config or Config()
    path, _, number = reference.rpartition("#")
    if place := _place_of(raw_root, reference):
        return _only_page(*place, config)
    if number.isdecimal() and (place := _place_of(raw_root, path)):
        return _page_at(*place, int(number), config)
    if re.fullmatch("[0-9a-fA-F]{32}", reference):
        return _page_with_id(raw_root, reference.lower(), config)
    if _is_url(reference):
        return _page_of_url(raw_root, reference, config)
    raise LookupError(
        f"{reference} is no file, neither under {raw_root} nor from here, no id of 32 hex digits and no URL; "
        "name a raw file, a place in one (news.warc.gz#1234, dump.jsonl#7), an article's id or its URL"
    )


def _place_of(raw_root: str | os.PathLike[str], path: str) -> tuple[RawRoot, str] | None:
    """The root and the path below it of a raw file. A file elsewhere has its own folder for a root."""
    root = RawRoot.at(raw_root)
    for name in (path, path.removeprefix(f"{os.fspath(raw_root).rstrip('/')}/")):
        below = normpath(name)
        if name and not below.startswith(("/", "..")) and root.has(below):
            return root, below
    local = Path(path).absolute()
    if not isfile(local):  # noqa: PTH113 - Path.is_file raises for what is too long or holds a NUL
        return None
    for plain in (normpath, realpath):
        below = relpath(plain(local), plain(root.base)) if "file" in root.filesystem.protocol else ".."
        if not below.startswith("..") and root.has(below):
            return root, below
    return RawRoot.at(local.parent), local.name


def _read(root: RawRoot, path: str, config: Config) -> Iterator[Loaded]:
    """What one file holds; a name that no source knows is read as a loose file."""
    claim = claim_of(path, SOURCES)
    return (claim[0].read if claim else read_file)(root, path, config)


def _only_page(root: RawRoot, path: str, config: Config) -> RawPage:
    found = (one for one in _read(root, path, config) if not isinstance(one, PassedOver))
    held = list(islice(found, LISTED + 1))
    if not held:
        raise LookupError(f"{path} holds no page")
    if len(held) > 1:
        raise LookupError(f"{path} holds more than one page; name one of them: {_listed(path, held)}")
    return _as_page(held[0])


def _page_at(root: RawRoot, path: str, offset: int, config: Config) -> RawPage:
    """The page at an offset: read from there if a record has that place to itself, else looked for from the start."""
    claim = claim_of(path, SOURCES)
    if claim and claim[0].kind == "warc":
        first = next(read_warc(root, path, config, offset), None)
        if isinstance(first, RawPage) and first.input_offset == offset:
            return first
    held: list[RawPage | Rejection] = []
    for one in _read(root, path, config):
        if one.input_offset == offset:
            return _as_page(one)
        if not isinstance(one, PassedOver) and len(held) <= LISTED:
            held.append(one)
    raise LookupError(f"{path} holds nothing at {offset}; its pages are {_listed(path, held) or 'none'}")


def _listed(path: str, held: Sequence[RawPage | Rejection]) -> str:
    """The first references, to choose from."""
    names = [path if one.input_offset is None else f"{path}#{one.input_offset}" for one in held[:LISTED]]
    return ", ".join([*names, "..."] if len(held) > LISTED else names)


def _as_page(found: Loaded) -> RawPage:
    if isinstance(found, RawPage):
        return found
    if isinstance(found, Rejection):
        name = _listed(found.input_path, [found])
        said = f"{name} cannot be read as a page ({found.reason}): {found.detail}"
        raise LookupError(said)  # noqa: TRY004 - the reference is wrong, no type
    raise LookupError(f"the record at {found.input_offset} holds no page: its kind is {found.kind}")


def _page_with_id(raw_root: str | os.PathLike[str], wanted: str, config: Config) -> RawPage:
    for shard in plan(raw_root, config):
        for one in read(shard, raw_root, config):
            if not isinstance(one, PassedOver) and one.id == wanted:
                return _as_page(one)
    raise LookupError(
        f"no page under {raw_root} has the id {wanted}; if its raw file has changed or gone, its id has too. "
        "The columns input_path and input_offset of the articles say where it stood: name it as path#offset"
    )


def _page_of_url(raw_root: str | os.PathLike[str], url: str, config: Config) -> RawPage:
    """The first page of exactly this URL, else of one that means the same, else what is known of its rejection."""
    alike: RawPage | None = None
    rejected: Rejection | None = None
    same = _comparable(url)
    for shard in plan(raw_root, config):
        for one in read(shard, raw_root, config) if shard.kind != "files" else ():
            if isinstance(one, PassedOver) or one.url is None or not (one.url == url or _comparable(one.url) == same):
                continue
            if isinstance(one, Rejection):
                rejected = rejected or one
            elif one.url == url:
                return one
            else:
                alike = alike or one
    if alike or rejected:
        return alike or _as_page(cast("Rejection", rejected))
    raise LookupError(
        f"no WARC file or dump under {raw_root} has a page of {url}; "
        "loose files carry no URL of their own: name such a page by its path"
    )


def _is_url(reference: str) -> bool:
    return "://" in reference or reference.lower().startswith("www.")


def _comparable(url: str) -> str:
    """A URL without what differs between two ways of writing it: scheme, www, fragment, tracking, trailing slash."""
    try:
        address = normalize_url(url, strict=False, trailing_slash=False)
    except ValueError:
        address = url
    return re.sub(r"^(?:[a-z][a-z0-9+.-]*://)?(?:www\.)?", "", address.partition("#")[0], flags=re.IGNORECASE).rstrip(
        "/"
    )
