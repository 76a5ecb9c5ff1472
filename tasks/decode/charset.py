"""Which encoding a payload is in: the evidence in its order, and the text that follows from it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass

from tasks.decode.declared import from_bom, from_header, from_meta
from tasks.decode.fallback import fallback, is_western
from tasks.decode.labels import MULTIBYTE, WIDE
from tasks.decode.utf8 import Utf8Reading, read_utf8, windows_1252, with_islands

_ENOUGH_UTF8 = 5
"""Well-formed sequences that outweigh a declared multi-byte encoding; a single-byte one needs less."""

_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Characters:
    """Text, the codec that gave it, and one sentence that says why this codec."""

    text: str
    charset: str
    evidence: str


def read_characters(payload: bytes, content_type: str | None) -> Characters:
    """The payload's characters by the first evidence that holds."""
    declared = _declarations(payload, content_type)
    if wide := _utf16(payload, declared):
        return wide
    if payload.startswith(BOM_UTF8):
        reading = read_utf8(payload)
        said = "byte-order mark of utf-8"
        return _islands(reading, said) if reading.bad else Characters(reading.text, "utf-8", said)
    reading = read_utf8(payload)
    if reading.bad == 0:
        return _valid_utf8(payload, reading, declared)
    return _not_utf8(payload, reading, declared)


def _utf16(payload: bytes, declared: list[tuple[str, str]]) -> Characters | None:
    """UTF-16 or UTF-32, by its byte-order mark, by its NULs, or by a declaration that NULs bear out."""
    if bom := from_bom(payload):
        codec, length = bom
        return Characters(payload[length:].decode(codec, "replace"), codec, f"byte-order mark of {codec}")
    if codec16 := _utf16_by_nulls(payload):
        evidence = f"no byte-order mark, but NULs stand as in {codec16}"
        return Characters(payload.decode(codec16, "replace"), codec16, evidence)
    for codec, said in declared:
        if codec in WIDE and b"\0" in payload:
            return Characters(payload.decode(codec, "replace"), codec, said)
    return None


def _declarations(payload: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """(codec, how it was said), header before meta."""
    said = (("HTTP header", from_header(content_type)), ("meta", from_meta(payload)))
    return [(found[0], f"{where} says {found[1]}") for where, found in said if found]


def _valid_utf8(payload: bytes, reading: Utf8Reading, declared: list[tuple[str, str]]) -> Characters:
    if not declared:
        return Characters(reading.text, "utf-8", _valid(reading))
    codec, said = declared[0]
    if codec == "utf-8":
        return Characters(reading.text, "utf-8", f"{said}; {_valid(reading)}")
    if codec in MULTIBYTE and reading.good < _ENOUGH_UTF8 and (text := _strict(payload, codec)) is not None:
        return Characters(text, codec, said)
    if not reading.good:
        return Characters(reading.text, "utf-8" if codec in WIDE else codec, f"{said}; only ASCII bytes")
    return Characters(reading.text, "utf-8", f"{said}, but {_valid(reading)}")


def _valid(reading: Utf8Reading) -> str:
    return f"valid UTF-8 with {reading.good} characters beyond ASCII" if reading.good else "only ASCII bytes"


def _not_utf8(payload: bytes, reading: Utf8Reading, declared: list[tuple[str, str]]) -> Characters:
    if reading.good >= max(_ENOUGH_UTF8, reading.bad * 10):
        said = declared[0][1] if declared else "no declaration"
        return _islands(reading, said if not declared or declared[0][0] == "utf-8" else f"{said}, but most is UTF-8")
    doubts = []
    for codec, said in declared:
        if codec == "utf-8":
            if _has_islands(payload, reading):
                return _islands(reading, said)
            doubts.append(f"{said}, but {reading.bad} bytes are not UTF-8")
        elif (text := _strict(payload, codec)) is not None:
            return Characters(text, codec, "; ".join([*doubts, said]))
        else:
            doubts.append(f"{said}, but the bytes are not {codec}")
    if _has_islands(payload, reading):
        return _islands(reading, "; ".join([*doubts, "no declaration holds"]))
    codec, why = fallback(payload)
    return Characters(_forgiving(payload, codec), codec, "; ".join([*doubts, why]))


def _has_islands(payload: bytes, reading: Utf8Reading) -> bool:
    """Whether the bytes that are no UTF-8 stand in a UTF-8 page, and its few UTF-8 characters are no accident."""
    return reading.good * 20 >= reading.bad and (reading.good >= reading.bad or is_western(payload))


def _islands(reading: Utf8Reading, said: str) -> Characters:
    evidence = f"{said}; {reading.bad} windows-1252 bytes in a UTF-8 page"
    return Characters(with_islands(reading.text), "utf-8", evidence)


def _utf16_by_nulls(payload: bytes) -> str | None:
    """UTF-16 of a mostly Latin text has a NUL in every second byte."""
    head = payload[: min(len(payload), 4096) & ~1]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 2 > len(head) * 0.4 and even * 2 < len(head) * 0.05:
        return "utf-16-le"
    if even * 2 > len(head) * 0.4 and odd * 2 < len(head) * 0.05:
        return "utf-16-be"
    return None


def _strict(payload: bytes, codec: str) -> str | None:
    """The text, or None where the codec cannot read it; a few damaged places in a long text are forgiven."""
    if codec in WIDE:
        return None
    text = _forgiving(payload, codec)
    return text if codec not in MULTIBYTE or text.count("\ufffd") * 500 <= len(text) else None


def _forgiving(payload: bytes, codec: str) -> str:
    """Single bytes that the codec leaves undefined are C1 controls; in multi-byte codecs U+FFFD stands for damage."""
    if codec == "cp1252":
        return windows_1252(payload)
    if codec in MULTIBYTE:
        return payload.decode(codec, "replace")
    text = payload.decode(codec, "surrogateescape")
    return _ESCAPED_BYTE.sub(lambda found: chr(ord(found[0]) - 0xDC00), text)
