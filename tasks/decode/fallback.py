"""The encoding of a page that is no UTF-8 and whose declarations, if any, do not hold: windows-1252, or a guess."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from tasks.decode.labels import codec_of
from tasks.decode.utf8 import HIGH_BYTES

_WESTERN_SHARE = 0.12
"""Western languages write less than this share of their bytes beyond ASCII, markup not counted; others far more."""
_ENOUGH_TO_GUESS = 40
"""High bytes below which a guess is worth less than the most common encoding."""
_GUESS_BYTES = 32768

_LANG = re.compile(rb"<html\b[^>]{0,500}?\slang\s*=\s*[\"']?\s*([a-z]{2})\b", re.IGNORECASE)
_OF_LANGUAGE = {
    **dict.fromkeys(("cs", "hu", "pl", "sk", "sl", "hr", "ro", "bs", "sq"), "cp1250"),
    **dict.fromkeys(("bg", "ru", "uk", "be", "mk", "sr"), "cp1251"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    "el": "cp1253",
    "tr": "cp1254",
    "az": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    "fa": "cp1256",
    "vi": "cp1258",
    "th": "cp874",
}
"""What browsers assume by the reader's language (https://html.spec.whatwg.org/#determining-the-character-encoding);
here by the page's own."""
_TAGS = re.compile(rb"<[^<>]{0,2000}>")


def is_western(payload: bytes) -> bool:
    """Whether so few bytes are beyond ASCII that the page is written in Latin letters."""
    text = _TAGS.sub(b" ", payload[: 4 * _GUESS_BYTES])
    high = high_bytes(text)
    return high <= max(_ENOUGH_TO_GUESS, len(text) * _WESTERN_SHARE)


def high_bytes(payload: bytes) -> int:
    """Bytes from 0x80 on."""
    return len(payload) - len(payload.translate(None, HIGH_BYTES))


def fallback(payload: bytes) -> tuple[str, str]:
    """(codec, why): a guess where many bytes are beyond ASCII, else by the page's language, else windows-1252."""
    count = high_bytes(payload)
    if not is_western(payload) and (codec := _guess(payload)):
        return codec, f"{count} high bytes look like {codec}: a guess"
    found = _LANG.search(payload, 0, 8192)
    language = found[1].decode("ascii").lower() if found else ""
    if codec := _OF_LANGUAGE.get(language):
        return codec, f"{count} high bytes that are not UTF-8 are read as {codec}, as the page's language is {language}"
    return "cp1252", f"{count} high bytes that are not UTF-8 are read as windows-1252"


def _guess(payload: bytes) -> str | None:
    text = _TAGS.sub(b" ", payload[: 4 * _GUESS_BYTES])[:_GUESS_BYTES]
    codecs = (codec_of(match.encoding) for match in from_bytes(text))
    return next((codec for codec in codecs if codec and not codec.startswith("utf")), None)
