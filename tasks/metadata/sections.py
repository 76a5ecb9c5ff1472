"""The section: declared, or the last step of the trail of breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tasks.metadata.strings import bare, key

_STEPS = re.compile(r"\s{0,3}[>»›/|→▸•·\\]{1,2}\s{0,3}")
_LIST = re.compile(r",(?=\S)|;")
_MARKER = re.compile(r"^(?:\d{1,2}[.)]|[•·*–-])\s")
_HOME_NAMES = """
    home|homepage|start|startseite|accueil|inicio|início|página inicial|portada|principal|home page|voorpagina
    |strona główna|anasayfa|ana sayfa|главная|головна|forside|hem|etusivu|domů|kezdőlap|acasă|αρχική|beranda|trang chủ
    |首页|首頁|ホーム|トップ|홈|you are here|sie sind hier|breadcrumb|breadcrumbs|index|back|story
    |article|artikel|artículo|articolo|post
"""
_HOMES = frozenset(name.strip() for name in _HOME_NAMES.split("|"))
_COMMON_NAMES = """
    world europe asia africa americas us uk politics business economy money markets sport sports football culture arts
    entertainment lifestyle technology tech science health environment climate education opinion news local national
    international region crime travel food
"""
_COMMON = frozenset(_COMMON_NAMES.split())
"""Sections of one word: of a trail without signs that holds only these, the last is the deepest."""
_CHARS = 60


def declared_section(values: Iterable[str], sites: Iterable[str]) -> str | None:
    """The first declared section that is a name: no address, no code, not the site itself."""
    own = {bare(site) for site in sites}
    for value in values:
        whole = len(value) <= _CHARS and value.count(",") < 2
        text = _LIST.split(value, maxsplit=1)[0] if whole else value.split(",", 1)[0]
        text = text.strip()
        if _is_name(text) and bare(text) not in own and "://" not in text and not text.isdecimal():
            return text
    return None


def last_step(crumbs: Sequence[str], title: str | None, sites: Iterable[str]) -> str | None:
    """The deepest step of a trail before the article itself.

    Args:
        crumbs: the steps, or lines that hold several of them between signs; list markers are passed over.
        title: the article's title, which often ends the trail.
        sites: names of the site, which often begin it.
    """
    own = {bare(site) for site in sites}
    steps = [step for line in crumbs for step in _STEPS.split(_without_title(_MARKER.sub("", line), title))]
    names = [name for step in steps if (name := _without_home(step.strip()))]
    names = [name for name in names if _is_name(name) and bare(name) not in own and not _is_title(name, title)]
    return names[-1] if names else None


def _without_title(line: str, title: str | None) -> str:
    return line[: -len(title)].strip() if title and line.endswith(title) else line


def _without_home(step: str) -> str:
    """Of a trail without signs, "Home World Europe", what follows the front page's name."""
    if key(step) in _HOMES:
        return ""
    first, _, rest = step.partition(" ")
    if key(first) != "home" or not rest:
        return step
    names = rest.split()
    return names[-1] if all(key(name) in _COMMON for name in names) else rest


def _is_title(name: str, title: str | None) -> bool:
    """The whole title or a cut one."""
    short, whole = bare(name), bare(title or "")
    start = len(short) > 15 and whole.startswith(short[:-1])
    return bool(whole) and (short == whole or start or (len(whole) > 15 and short.startswith(whole)))


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _CHARS and any(char.isalpha() for char in text) and key(text) not in _HOMES
