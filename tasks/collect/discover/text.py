"""Characters of an XML document, made such that a strict parser reads what was meant.

Feeds are written by templates: bare ampersands in addresses and entities of HTML are common, and a parser in recovery
drops both, which turns one address into another. The prolog, where entities are declared, is left out whole.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5

from tasks.decode.labels import codec_of

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""<\?xml\b[^>]{0,150}\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)

LONGEST_PROLOG = 256 * 1024
PROLOG = re.compile(
    r"""
    \s+ | \ufeff | <\?.*?\?> | <!--.*?-->
    | <!DOCTYPE (?>[^\[>"']+|"[^"]*"|'[^']*')*+
      (?:\[ (?>[^\]"'<]+|"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|<(?!!--|\?))*+ \]\s*)? >
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)

AMPERSAND = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z_][\w.-]{0,30});)?")
HELD = 40
"""Characters kept back at the end of a piece: an entity or the mark of a CDATA section may go on in the next."""
UNKNOWN = "\ufffd"
"""In place of an entity that is not HTML's; an address with it is none."""
CDATA, CDATA_END = "<![CDATA[", "]]>"


def decoded(pieces: Iterator[bytes], content_type: str | None) -> Iterator[str]:
    """Characters by byte-order mark, HTTP header or declaration, else UTF-8; what does not fit becomes U+FFFD.

    Addresses are ASCII: a damaged title is no reason to lose them.
    """
    first = next(pieces, b"")
    decoder = codecs.getincrementaldecoder(_codec(first, content_type))("replace")
    yield decoder.decode(first)
    for piece in pieces:
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _codec(first: bytes, content_type: str | None) -> str:
    for mark, name in BOMS:
        if first.startswith(mark):
            return name
    charset = CHARSET.search(content_type or "")
    declared = DECLARED.search(first[:400])
    for label in (charset and charset[1], declared and declared[1].decode("ascii", "replace")):
        codec = codec_of(label) if label else None
        if codec and codecs.decode(first[:64], codec, "ignore").lstrip().startswith("<"):
            return codec
    return "utf-8"


def from_root(pieces: Iterator[str]) -> Iterator[str]:
    """The document from its first element on; nothing where the prolog does not end within 256 K characters."""
    start = ""
    for piece in pieces:
        start += piece
        place = 0
        while found := PROLOG.match(start, place):
            place = found.end()
        if re.match(r"<[^!?\s]|[^<\s]", start[place:]):
            yield start[place:]
            break
        if len(start) > LONGEST_PROLOG:
            return
    yield from pieces


def escaped(pieces: Iterator[str]) -> Iterator[str]:
    """With bare ampersands escaped and HTML's entities resolved, outside of CDATA sections."""
    held, inside = "", False
    for piece in pieces:
        held += piece
        place = 0
        while (end := held.find(CDATA_END if inside else CDATA, place)) >= 0:
            end += len(CDATA_END if inside else CDATA)
            yield held[place:end] if inside else AMPERSAND.sub(_meant, held[place:end])
            place, inside = end, not inside
        cut = max(place, len(held) - HELD)
        if not inside and (ampersand := held.rfind("&", place, cut)) >= 0 and cut - ampersand <= HELD:
            cut = ampersand
        yield held[place:cut] if inside else AMPERSAND.sub(_meant, held[place:cut])
        held = held[cut:]
    yield held if inside else AMPERSAND.sub(_meant, held)


def _meant(found: re.Match[str]) -> str:
    text, name = found[0], found[1]
    if text == "&":
        return "&amp;"
    if name is None or name in ("amp", "lt", "gt", "quot", "apos"):
        return text
    return html5.get(f"{name};", UNKNOWN)
