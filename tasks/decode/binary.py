"""Tells payloads that are no page of text: images, documents, archives, programs."""

from __future__ import annotations

import re

_MAGIC: tuple[tuple[bytes, int, str], ...] = (
    (b"%PDF-", 0, "PDF"),
    (b"\x89PNG\r\n", 0, "PNG"),
    (b"GIF87a", 0, "GIF"),
    (b"GIF89a", 0, "GIF"),
    (b"\xff\xd8\xff", 0, "JPEG"),
    (b"WEBP", 8, "WebP"),
    (b"WAVE", 8, "WAV"),
    (b"ftyp", 4, "MPEG-4"),
    (b"PK\x03\x04", 0, "zip archive"),
    (b"\x1f\x8b\x08", 0, "gzip"),
    (b"BZh", 0, "bzip2"),
    (b"7z\xbc\xaf\x27\x1c", 0, "7z archive"),
    (b"\xfd7zXZ\0", 0, "xz"),
    (b"(\xb5/\xfd", 0, "zstd"),
    (b"Rar!\x1a\x07", 0, "RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "OLE document"),
    (b"{\\rtf", 0, "RTF"),
    (b"%!PS-", 0, "PostScript"),
    (b"\x7fELF", 0, "program"),
    (b"OggS\0", 0, "Ogg"),
    (b"ID3", 0, "MP3"),
    (b"fLaC", 0, "FLAC"),
    (b"wOFF", 0, "font"),
    (b"wOF2", 0, "font"),
    (b"\0\0\x01\0", 0, "icon"),
    (b"II*\0", 0, "TIFF"),
    (b"MM\0*", 0, "TIFF"),
    (b"PAR1", 0, "Parquet"),
    (b"SQLite format 3\0", 0, "SQLite"),
)
_CONTROLS = bytes({*range(0x01, 0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
_SCRIPT_TYPES = re.compile(
    r"\s*(?:application/(?:json|(?:x-)?javascript|ecmascript)|text/(?:css|javascript))\b", re.IGNORECASE
)
_WIDE = re.compile(r"charset\s*=\s*[\"']?utf-?(?:16|32)", re.IGNORECASE)
"""Half of a character of these may well be a control."""
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff", b"\xef\xbb\xbf")


def what_binary(payload: bytes, content_type: str | None) -> str | None:
    """What the payload is, where it is no page of text, else None. Content decides; the header is heard for scripts."""
    head = payload[:65536]
    if head.startswith(_BOMS):
        return None
    for magic, offset, name in _MAGIC:
        if head.startswith(magic, offset):
            return f"begins as {name}"
    controls = 0 if _WIDE.search(content_type or "") else len(head) - len(head.translate(None, _CONTROLS))
    if controls > len(head) * 0.05:
        return f"{controls} control bytes in the first {len(head)}"
    if content_type and _SCRIPT_TYPES.match(content_type) and b"<" not in head.lstrip()[:1]:
        return f"declared as {content_type}"
    return None
