"""What went over one connection: its heads as they were, and never more than it may be."""

from __future__ import annotations

import re

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.\d 1(?!01)\d\d")
"""An answer before the answer (RFC 9110, section 15.2)."""


class HeaderTooLargeError(Exception):
    """The head of a response has more bytes than it may have."""


class TooMuchSentError(Exception):
    """A response is larger on the wire than any that could be kept."""


class Tape:
    """What went over a connection in HTTP/1.1: our request's head, and the head of the response as it came.

    Args:
        head_limit: bytes of all heads until the response's has ended.
        limit: bytes in all.
    """

    def __init__(self, head_limit: int, limit: int) -> None:
        self._head_limit = head_limit
        self._limit = limit
        self._heard = bytearray()
        self._received = 0
        self.sent = bytearray()
        self.head = b""  # empty until it has ended
        self.peer = ""
        self.ended = False  # the server closed the connection
        self.binary = False  # HTTP/2: there are no heads on the wire that could be read

    def hear(self, data: bytes) -> None:
        """Note what the server sent.

        Raises:
            HeaderTooLargeError: the head has no end within its limit.
            TooMuchSentError: all of it is more than the limit.
        """
        self.ended = not data
        self._received += len(data)
        if self._received > self._limit:
            raise TooMuchSentError(f"more than {self._limit} bytes on the wire")
        if not self.head and not self.binary:
            self._heard += data
            self._find_head()

    @property
    def begun(self) -> bytes:
        """The beginning of what the server sent."""
        return bytes(self._heard[:16]) or b"\0" * bool(self._received)

    def _find_head(self) -> None:
        """Take the first head that is not interim; all before it count for the limit as well."""
        start = 0
        while found := _HEAD_END.search(self._heard, start):
            if not _INTERIM.match(self._heard, start):
                self.head = bytes(self._heard[start : found.end()])
                break
            start = found.end()
        if (found.end() if found else len(self._heard)) > self._head_limit:
            raise HeaderTooLargeError(f"more than {self._head_limit} bytes of header")
