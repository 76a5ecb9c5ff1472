"""Which encoding a payload is in: the evidence in its order, and the text that follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from tasks.decode.declared import from_bom, from_header, from_meta
from tasks.decode.labels import MULTIBYTE
from tasks.decode.utf8 import HIGH_BYTES, Utf8Reading, read_utf8, windows_1252, with_islands

_ENOUGH_UTF8 = 5
"""Well-formed sequences that outweigh a declared multi-byte encoding; a single-byte one needs less."""

_WESTERN_SHARE = 0.12
"""Western languages write less than this share of their bytes beyond ASCII; others far more."""

_ENOUGH_TO_GUESS = 40
"""High bytes below which a guess is worth less than the most common encoding."""

_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_GUESS_BYTES = 32768


@dataclass(frozen=True, slots=True)
class Characters:
    """Text, the codec that gave it, and one sentence that says why this codec."""

    text: str
    charset: str
    evidence: str


def read_characters(payload: bytes, content_type: str | None) -> Characters:
    """The payload's characters by the first evidence that holds."""
    if bom := from_bom(payload):
        codec, length = bom
        return Characters(_forgiving(payload[length:], codec), codec, f"byte-order mark of {codec}")
    if codec16 := _utf16_without_bom(payload):
        return Characters(_forgiving(payload, codec16), codec16, f"no byte-order mark, but NULs stand as in {codec16}")
    declared = _declarations(payload, content_type)
    reading = read_utf8(payload)
    if reading.bad == 0:
        return _valid_utf8(payload, reading, declared)
    return _not_utf8(payload, reading, declared)


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
        return Characters(reading.text, codec, f"{said}; only ASCII bytes")
    return Characters(reading.text, "utf-8", f"{said}, but {_valid(reading)}")


def _valid(reading: Utf8Reading) -> str:
    return f"valid UTF-8 with {reading.good} characters beyond ASCII" if reading.good else "only ASCII bytes"


def _not_utf8(payload: bytes, reading: Utf8Reading, declared: list[tuple[str, str]]) -> Characters:
    doubts = []
    for codec, said in declared:
        if codec == "utf-8":
            if reading.good * 20 >= reading.bad:
                return _islands(reading, said)
            doubts.append(f"{said}, but {reading.bad} bytes are not UTF-8")
        elif (text := _strict(payload, codec)) is not None:
            return Characters(text, codec, "; ".join([*doubts, said]))
        else:
            doubts.append(f"{said}, but the bytes are not {codec}")
    if reading.good > reading.bad:
        return _islands(reading, "; ".join([*doubts, "mostly valid UTF-8"]))
    return _western_or_guess(payload, doubts)


def _islands(reading: Utf8Reading, said: str) -> Characters:
    evidence = f"{said}; {reading.bad} windows-1252 bytes in a UTF-8 page"
    return Characters(with_islands(reading.text), "utf-8", evidence)


def _western_or_guess(payload: bytes, doubts: list[str]) -> Characters:
    high = len(payload) - len(payload.translate(None, HIGH_BYTES))
    if high > max(_ENOUGH_TO_GUESS, len(payload) * _WESTERN_SHARE) and (codec := _guess(payload)):
        evidence = "; ".join([*doubts, f"no declaration holds, {high} high bytes look like {codec}: a guess"])
        return Characters(_forgiving(payload, codec), codec, evidence)
    evidence = "; ".join([*doubts, f"{high} high bytes that are not UTF-8 are read as windows-1252"])
    return Characters(windows_1252(payload), "cp1252", evidence)


def _guess(payload: bytes) -> str | None:
    best = from_bytes(payload[:_GUESS_BYTES]).best()
    return best.encoding if best and best.encoding not in {"ascii", "latin_1", "cp1252", "utf_8"} else None


def _utf16_without_bom(payload: bytes) -> str | None:
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
    if codec not in MULTIBYTE:
        return _forgiving(payload, codec)
    try:
        return payload.decode(codec)
    except UnicodeDecodeError:
        text = payload.decode(codec, "replace")
        return text if text.count("\ufffd") * 500 <= len(text) else None


def _forgiving(payload: bytes, codec: str) -> str:
    """Single bytes that the codec leaves undefined are C1 controls; in other codecs U+FFFD stands for damage."""
    if codec == "cp1252":
        return windows_1252(payload)
    if codec in MULTIBYTE or codec.startswith("utf"):
        return payload.decode(codec, "surrogatepass" if codec == "utf-8" and _passes(payload) else "replace")
    text = payload.decode(codec, "surrogateescape")
    return _ESCAPED_BYTE.sub(lambda found: chr(ord(found[0]) - 0xDC00), text)


def _passes(payload: bytes) -> bool:
    try:
        payload.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
