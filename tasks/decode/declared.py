"""What a page says of its own encoding: byte-order mark, HTTP header, meta, XML declaration."""

from __future__ import annotations

import re

from tasks.decode.labels import codec_of

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""The four-byte marks first: UTF-32's little-endian mark begins with UTF-16's."""

_PRESCAN_BYTES = 8192
"""The standard looks at 1,024; templates with comments and scripts before the meta are common, and cost nothing."""

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"',]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\s[^>]{0,500}?charset\s*=\s*[\"']?\s*([a-z0-9_:.()+-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([a-z0-9_:.()+-]{2,40})[\"']", re.IGNORECASE)


def from_bom(payload: bytes) -> tuple[str, int] | None:
    """Codec and length of the byte-order mark of UTF-16 or UTF-32, where there is one."""
    for mark, codec in _BOMS:
        if payload.startswith(mark):
            return codec, len(mark)
    return None


def from_header(content_type: str | None) -> tuple[str, str] | None:
    """(codec, label) of a Content-Type's charset parameter, where it names an encoding."""
    found = _HEADER.search(content_type or "")
    return _resolved(found[1]) if found else None


def from_meta(payload: bytes) -> tuple[str, str] | None:
    """(codec, label) of the first meta or XML declaration in the first 8 KB that names an encoding.

    A label that was readable as ASCII cannot mean UTF-16: it means UTF-8, as the standard's prescan says.
    """
    head = _COMMENT.sub(b"", payload[:_PRESCAN_BYTES])
    for found in (_XML.match(head), *_META.finditer(head)):
        resolved = _resolved(found[1].decode("ascii")) if found else None
        if resolved:
            codec, label = resolved
            return ("utf-8" if codec.startswith(("utf-16", "utf-32")) else codec), label
    return None


def _resolved(label: str) -> tuple[str, str] | None:
    codec = codec_of(label)
    return (codec, label) if codec else None
