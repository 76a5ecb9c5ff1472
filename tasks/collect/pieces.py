"""Bytes that become more and more."""

from __future__ import annotations

_PIECE = 64 * 1024


class Pieces:
    """Held in pieces of some size: one block that grows to many megabytes leaves holes that nobody else can use."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._last = bytearray()  # small ones gather here: a byte has an overhead of forty
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, data: bytes) -> None:
        """Put data behind what is there."""
        self._last += data
        self._size += len(data)
        if len(self._last) >= _PIECE:
            self._pieces.append(bytes(self._last))
            self._last.clear()

    def joined(self, limit: int) -> bytes:
        """All of it, or so many bytes of its beginning."""
        whole = b"".join([*self._pieces, self._last])
        return whole if len(whole) <= limit else whole[:limit]
