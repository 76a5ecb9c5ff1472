"""XML of strangers, read as a stream: no entities, no network, one element in memory at a time.

A parser that keeps the whole of a feed needs some 3 KB and 0.3 ms an entry; a feed of 100,000 entries would then cost
half a minute and hundreds of megabytes. Here an element is gone when the next one comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

END = " " * 64
"""The parser holds back what stands last until it has seen some more."""


class Node(NamedTuple):
    """An element as it ends. It is cleared when the next one is asked for."""

    name: str
    """Without namespace, lower case."""
    space: str
    """Namespace, empty where it has none."""
    element: etree._Element

    def text(self) -> str:
        """What it says: empty where it holds other elements, or entities that are not resolved."""
        return "" if len(self.element) else (self.element.text or "").strip()

    def children(self) -> Iterator[Node]:
        """The elements in it, in order; no entities."""
        return (node_of(child) for child in self.element if isinstance(child.tag, str))


class MismatchError(ValueError):
    """Some end tags are not those of the elements that they end, so that others may have been read wrongly."""


class NestingError(ValueError):
    """Elements are nested so deep that the rest was not read."""


def node_of(element: etree._Element) -> Node:
    """An element with its name taken apart."""
    space, _, name = str(element.tag).rpartition("}")
    return Node(name.lower(), space[1:], element)


def nodes(text: Iterator[str], names: Collection[str]) -> Iterator[Node]:
    """The root as it begins, then every element of these names as it ends, with all that is in it.

    What the end of the document cuts off is left out.

    Args:
        text: the document in pieces, from its root on.
        names: in lower case. Such elements are not looked into for further ones.

    Raises:
        MismatchError: when all is read, if end tags did not match.
        NestingError: when all is read, if elements were nested deeper than 256, which ended the reading.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    reader = _Reader(frozenset(names))
    for piece in text:
        parser.feed(piece)
        yield from reader.ended(parser)
    parser.feed(END)
    yield from reader.ended(parser)
    faults = {fault.type for fault in parser.feed_error_log}
    if etree.ErrorTypes.ERR_RESOURCE_LIMIT in faults:
        raise NestingError("its elements are nested too deep; the rest is left")
    if etree.ErrorTypes.ERR_TAG_NAME_MISMATCH in faults:
        raise MismatchError("its tags do not match")


class _Reader:
    """Turns a parser's events into nodes and lets go of what has been read."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._inside: etree._Element | None = None
        self._root: etree._Element | None = None

    def ended(self, parser: etree.XMLPullParser) -> Iterator[Node]:
        for event, element in parser.read_events():
            if element is None or isinstance(element, tuple) or not isinstance(element.tag, str):
                continue
            node = node_of(element)
            if self._root is None:
                self._root = element
                yield node
            if event == "start":
                if self._inside is None and node.name in self._names and element is not self._root:
                    self._inside = element
            elif self._inside is None or element is self._inside:
                if self._inside is not None:
                    yield node
                    self._inside = None
                _let_go(node.element)


def _let_go(element: etree._Element) -> None:
    """Free what was read: the element stays until its parent has ended, empty; its elder siblings go now."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (elder := element.getprevious()) is not None:
        parent.remove(elder)
