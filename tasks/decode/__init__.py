"""Bytes to text, once, with the evidence for the encoding in one sentence."""

from __future__ import annotations

import re

from schemas.article import Reason
from schemas.config import Limits
from schemas.page import DecodedPage, RawPage
from tasks.decode.binary import what_binary
from tasks.decode.charset import read_characters
from tasks.decode.form import form_of
from tasks.rejected import PageRejectedError

_VISIBLE = re.compile(r"[^\s\x00-\x1f\u200b-\u200f\u2060\ufeff]")


def decode(page: RawPage, limits: Limits) -> DecodedPage:
    """The characters of a page, and how we know that these are the ones.

    Heard in this order: byte-order mark, HTTP header, meta (or XML declaration), UTF-8 validity, windows-1252, a
    guess. A declared charset that cannot decode the bytes is not believed. Only decoding: mojibake that was in the
    page before stays as it is.

    Raises:
        PageRejectedError: SIZE_LIMIT (more than `limits.page_bytes`), NOT_TEXT (an image, a PDF, an archive, ...),
            EMPTY (nothing visible).
    """
    payload = page.payload
    if len(payload) > limits.page_bytes:
        detail = f"{len(payload)} bytes, more than limits.page_bytes = {limits.page_bytes}"
        raise PageRejectedError(Reason.SIZE_LIMIT, detail)
    if binary := what_binary(payload, page.content_type):
        raise PageRejectedError(Reason.NOT_TEXT, binary)
    characters = read_characters(payload, page.content_type)
    text = characters.text
    if characters.charset != "utf-8" or b"\0" in payload or b"\xef" in payload:  # other UTF-8 holds nothing unreadable
        text = _without_unreadable(text)
    if not _VISIBLE.search(text):
        raise PageRejectedError(Reason.EMPTY, f"{len(payload)} bytes, none of them a visible character")
    return DecodedPage(text=text, form=form_of(text), charset=characters.charset, evidence=characters.evidence)


def _without_unreadable(text: str) -> str:
    """No byte-order mark, no NUL; a surrogate pair becomes its character, a lone surrogate U+FFFD."""
    text = text.replace("\ufeff", "").replace("\0", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
