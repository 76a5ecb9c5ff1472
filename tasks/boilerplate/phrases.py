"""What publishing systems print around articles: the lines of `phrases*.toml`, compared with whole short blocks."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.label import Label
from tasks.remember import remembered

CHARS = 400
"""Longer blocks are no phrases."""
WILDCARD = 80
"""Characters that an ellipsis inside a line stands for, at most; at its end it stands for the rest of the block."""
HEADLINE = 160
"""Characters that one behind a colon at the end stands for: what is pointed at is a headline."""

_FIRST_WORD = re.compile(r"\w+|©")
_MAYBE_HYPHEN = re.compile(r"[-']\?(\w*)")
_NAME = re.compile(r"\{([a-z]+)\}")
_COLON = r"(?:\s?[:|»›>]\s?|\s[–—-]\s)"
_ENDS = (
    ("( …)?", r"(?:[\s:|,–—-].*)?"),
    ("( : …)?", rf"(?:{_COLON}.{{0,{HEADLINE}}})?"),
    ("…", ".*"),
)
"""What stands at the end of a line, and what it means there."""
_NUMBER = r"\(?\d[\d.,\u202f]{0,10}[km]?\+?\)?"
_QUOTES = frozenset("\"'“”„«»‘’")
_FOLD = str.maketrans({"’": "'", "‘": "'", "´": "'", "\xa0": " ", "\u202f": " ", "\u0307": None, "\xad": None})


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a line of the file says of a block that it matches."""

    label: Label
    certain: bool
    """Boilerplate wherever it stands; else it could head or be a part of an article."""
    language: str
    """ISO 639-1."""


@remembered
def claim(text: str) -> Phrase | None:
    """The phrase that a whole block is, if it is one: certain lines first, then in the order of the file."""
    if len(text) > CHARS or (begin := _FIRST_WORD.search(text)) is None:
        return None
    if text[0] in _QUOTES and (text[-1] not in _QUOTES or text[-2:-1] in {".", "!", "?", ","}):
        return None  # `“Share this with nobody.”`, `"Subscribe to our newsletter" may be the most repeated sentence`
    if (first := _folded(begin[0])) not in _BY_FIRST_WORD:
        return None
    folded = fold(text)
    return next((phrase for phrase, pattern in _patterns(first) if pattern.fullmatch(folded)), None)


def fold(text: str) -> str:
    """Case folded, apostrophes straight, signs at both ends taken off: what the lines are compared with."""
    folded = _folded(text)
    start, end = 0, len(folded)
    while start < end and not folded[start].isalnum() and folded[start] not in "_©":
        start += 1
    while end > start and not folded[end - 1].isalnum() and folded[end - 1] != "_":
        end -= 1
    return folded[start:end]


def _folded(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isascii() else folded.translate(_FOLD)


def compiled(line: str, names: Mapping[str, str]) -> str:
    """The regular expression that a line of the file stands for.

    Raises:
        KeyError: it uses a name that `names` does not have.
    """
    for sign, meaning in _ENDS:
        if line.endswith(sign):
            return compiled(line.removesuffix(sign), names) + meaning
    line = line.replace("#", _NUMBER).replace(" : ", _COLON).replace("…", f".{{0,{WILDCARD}}}")
    return _NAME.sub(lambda found: f"(?:{_alternatives(names[found[1]])})", line)


def first_words(line: str, names: Mapping[str, str]) -> list[str]:
    """The words with which the blocks that a line matches begin; `comments?` and `e-?mail` begin with two.

    Raises:
        ValueError: the line begins with something else than a literal word or a name.
    """
    if found := _NAME.match(line):
        return sorted({_first(name) for name in names[found[1]].split("|")})
    word = _first(line)
    following = line[len(word) :]
    if following.startswith("?"):
        return [word[:-1], word]
    if found := _MAYBE_HYPHEN.match(following):
        return [word, word + found[1]]
    if following.startswith(("*", "+", "{", "[", "|")):
        raise ValueError(f"a line must begin with a whole literal word: {line}")
    return [word]


def _first(line: str) -> str:
    if (found := _FIRST_WORD.match(line)) is None:
        raise ValueError(f"a line must begin with a literal word: {line}")
    return found[0]


def _alternatives(names: str) -> str:
    return "|".join(re.escape(fold(name)) for name in names.split("|"))


def lines() -> Iterator[tuple[Phrase, str]]:
    """Every line of the files with what it says: certain ones first, else in the order of the files."""
    lists = [item for tables in (_TABLES, _MORE) for item in tables.items() if item[0] != "names"]
    for certainty in ("certain", "doubtful"):
        for label, table in lists:
            for language, block in table.get(certainty, {}).items():
                phrase = Phrase(Label(label), certainty == "certain", language)
                yield from ((phrase, line) for line in block.casefold().split("\n") if line)


@cache
def _patterns(word: str) -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    """One pattern for the lines of a list that share their first word; compiled when a page first needs it."""
    return tuple((phrase, re.compile("|".join(patterns))) for phrase, patterns in _BY_FIRST_WORD[word].items())


def compile_all() -> None:
    """Compile every pattern now, not when a page first needs it: for a process that others are forked from."""
    for word in _BY_FIRST_WORD:
        _patterns(word)


def _grouped() -> dict[str, dict[Phrase, list[str]]]:
    """Regular expressions by first word and list."""
    grouped: dict[str, dict[Phrase, list[str]]] = defaultdict(dict)
    for phrase, line in lines():
        for word in first_words(line, NAMES):
            grouped[word].setdefault(phrase, []).append(compiled(line, NAMES))
    return dict(grouped)


def _read(name: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("tasks.boilerplate").joinpath(name).read_text(encoding="utf-8"))


_TABLES, _MORE = _read("phrases.toml"), _read("phrases_more.toml")
NAMES: Mapping[str, str] = _TABLES["names"]
"""What stands for `{name}` in a line."""
_BY_FIRST_WORD = _grouped()
