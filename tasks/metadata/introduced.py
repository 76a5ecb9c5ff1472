"""Bylines that no label tells: "By" in a line of its own, a name beside the date, the author introduced at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.metadata import name_words as words
from tasks.metadata.byline import EDGES, promised, says_by, undated, without_by
from tasks.metadata.names import authors_in
from tasks.metadata.strings import key
from tasks.metadata.visible import Visible
from tasks.metadata.written import find_dates

_SHORT = 100
"""Characters of a line that holds a date and a name, and little else."""
_FIRST = 3
"""Lines of the text among which a byline is looked for."""
_NAME_WORDS = 5
_DATE_WORD = re.compile(
    r"\s(?:(?:last )?(?:published|posted|updated)|veröffentlicht|publié|publicado|pubblicato)(?:\s\w{2,3})?$",
    re.IGNORECASE,
)
_ENOUGH = 25
"""Characters of an introduction behind the name."""
_CODE = 3
"""Characters of a language's code."""
_MOST = 12
"""Blanks in a line that says "Written by" and a name in full."""
_WRITTEN_BY = tuple(sorted(f"{phrase} " for phrase in words.BY if " " in phrase))
"""How such a line begins: "By" alone stands in every teaser."""


def bylines(visible: Visible, *, declared: bool, alone: bool = False) -> list[str]:
    """The line that names the author, of the first kind that does, for pages where no label tells.

    Args:
        visible: the page.
        declared: the page declares its authors: only a line that says "By" is heard.
        alone: a name alone beside a date is heard: on pages without markup, in languages that write nouns small.
    """
    others = (*_KINDS, _above_date) if alone else _KINDS
    for kind in (_promised, _by_alone) if declared else others:
        if found := next(kind(visible), None):
            return [found]
    return []


def _promised(visible: Visible) -> Iterator[str]:
    """A line of the head that begins with "By", behind a date or a section if need be."""
    yield from filter(None, map(promised, visible.head))


def _by_alone(visible: Visible) -> Iterator[str]:
    """A line that says "By" and no more, and the name in the next."""
    for line, following in visible.pairs:
        by = line.strip(EDGES)
        if (
            by.lower() in words.BY
            and following[:1].isalpha()
            and not says_by(following)
            and _is_named(by.lower(), following)
        ):
            yield f"{by} {following}"


def _is_named(by: str, line: str) -> bool:
    """Whether a line is the name for a "By" above it: "DE" above "IT" is how pages switch their language."""
    if by not in words.PARTICLES:
        return bool(authors_in([f"{by} {line}"], visible=True))
    return _names_in_full(f"{by} {line}") and max(map(len, line.split())) > _CODE


def _kept(visible: Visible) -> Iterator[str]:
    """A line among the first of the text that holds "By", names in full, and nothing else."""
    for line in visible.kept[:_FIRST]:
        if len(line) <= _SHORT and says_by(line) and _names_in_full(line):
            named = {word for name in authors_in([line], visible=True) for word in key(name).split()}
            if set(key(without_by(undated(line))).split()) - named <= set(words.AND):
                yield line


def _beside_date(visible: Visible) -> Iterator[str]:
    """`Dec 26, 2025 • Jane Doe in Project Management`, `Jane Doe | Senior Writer | July 2, 2025`."""
    for line in visible.head:
        if len(line) <= _SHORT and _says_what_for(line) and next(iter(find_dates(line)), None) and _names_in_full(line):
            yield line


def _above_date(visible: Visible) -> Iterator[str]:
    """A line of the head that is a name in full, right above or below a date: the only one, and no common words.

    Sections stand there too. Their words are written small elsewhere on the page, and the text speaks of them.
    """
    others = set(visible.head)
    lines = visible.whole_head
    dated = {at for at, line in enumerate(lines) if _is_date(line)}
    near = [line for at, line in enumerate(lines) if not dated.isdisjoint((at - 1, at, at + 1)) and line in others]
    found = {key(name): name for line in near if _is_whole_name(name := _before_date(line)) and line.startswith(name)}
    if len(found) == 1:
        ((known, name),) = found.items()
        if not visible.says_small(name.split()) and not any(_speaks_of(known, key(text)) for text in visible.kept):
            yield f"By {name}"


def _before_date(line: str) -> str:
    """`Jane Doe` of `Jane Doe Published 5 March 2024`."""
    return _DATE_WORD.sub("", undated(line).strip(f"{EDGES}|•·")).strip(f"{EDGES}|•·")


def _speaks_of(name: str, text: str) -> bool:
    """Whether a text names somebody, elsewhere than where it introduces them."""
    return name in text and not text.startswith(name)


def _is_date(line: str) -> bool:
    return len(line) <= _SHORT and any(map(str.isdigit, line)) and next(iter(find_dates(line)), None) is not None


def _is_whole_name(line: str) -> bool:
    """Whether a line is a name of two to four words, and nothing else."""
    words_of = line.split()
    plain = 1 < len(words_of) < _NAME_WORDS and all(word.replace(".", "").isalpha() for word in words_of)
    return plain and not line.isupper() and authors_in([line], visible=True) == (line,)


def _says_what_for(line: str) -> bool:
    """Whether a line holds a role, or an "in" and a section: a name beside a date may be that of the section."""
    tokens = line.lower().split()
    return "in" in tokens[2:-1] or not words.ROLE_ENDS.isdisjoint(tokens)


def _introduced(visible: Visible) -> Iterator[str]:
    """Behind the text "Written by Jane Doe"; or the name alone, and then a paragraph that begins with it.

    Teasers of other articles stand there too: where several people are introduced, nobody is.
    """
    found = {key(line): line for line, following in visible.behind if _introduces(line, following)}
    if len(found) == 1:
        (line,) = found.values()
        yield line if says_by(line) else f"By {line}"


def _introduces(line: str, following: str) -> bool:
    if len(following) > len(line) + _ENOUGH and following.startswith(f"{line} "):
        return [key(name) for name in authors_in([line], visible=True)] == [key(line)] and " " in line
    return line.lower().startswith(_WRITTEN_BY) and line.count(" ") <= _MOST and _names_in_full(line)


def _names_in_full(line: str) -> bool:
    names = authors_in([line], visible=True)
    return bool(names) and all(" " in name for name in names)


_KINDS = (_promised, _by_alone, _kept, _beside_date, _introduced)
