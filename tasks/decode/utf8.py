"""UTF-8 with damage: how much of a page is UTF-8, and the text of a page in which some bytes are not."""

from __future__ import annotations

import re
from codecs import charmap_decode
from dataclasses import dataclass

_SURROGATES = re.compile(rb"(?:\xed[\xa0-\xbf][\x80-\xbf])+")
_ESCAPED = re.compile("[\udc80-\udcff]+")
_CUT_SEQUENCE = re.compile(b"[\xc2-\xf4][\x80-\xbf]+")
HIGH_BYTES = bytes(range(0x80, 0x100))


@dataclass(frozen=True, slots=True)
class Utf8Reading:
    """A payload read as UTF-8."""

    text: str
    """Bytes that are no UTF-8 stand as lone surrogates U+DC80..U+DCFF (`surrogateescape`)."""
    good: int
    """Characters beyond ASCII that are well-formed UTF-8."""
    bad: int
    """Bytes that are not part of well-formed UTF-8."""


def read_utf8(payload: bytes) -> Utf8Reading:
    """The payload as UTF-8; surrogates that were encoded one by one (CESU-8, JSON dumps) count as UTF-8."""
    try:
        text, bad = payload.decode("utf-8"), 0
    except UnicodeDecodeError:
        text = _SURROGATES.sub(_joined, payload).decode("utf-8", "surrogateescape")
        bad = sum(map(len, _ESCAPED.findall(text)))
    ascii_bytes = len(payload.translate(None, HIGH_BYTES))
    return Utf8Reading(text, len(text) - ascii_bytes - bad, bad)


def with_islands(text: str) -> str:
    """The text with every escaped byte read as windows-1252; what is left of a cut UTF-8 sequence is U+FFFD."""
    return _ESCAPED.sub(_island, text)


def windows_1252(payload: bytes) -> str:
    """The bytes as the WHATWG's windows-1252 reads them: the five bytes that it leaves undefined are C1 controls."""
    return charmap_decode(payload, "strict", _WINDOWS_1252)[0]


_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x100))


def _island(found: re.Match[str]) -> str:
    raw = found[0].encode("utf-8", "surrogateescape")
    return windows_1252(_CUT_SEQUENCE.sub(b"\0", raw)).replace("\0", "\ufffd")


def _joined(found: re.Match[bytes]) -> bytes:
    units = found[0].decode("utf-8", "surrogatepass")
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")
