"""What the libraries raise for what servers do, in the words of `Why`."""

from __future__ import annotations

import anyio
import h2.exceptions
import hpack
import httpcore
import httpx
import hyperframe.exceptions

from schemas.collect import Outcome, Why
from tasks.codings import CodingError
from tasks.collect.addresses import AddressRefusedError
from tasks.collect.bounded import BodyTooLargeError, BodyTruncatedError
from tasks.collect.reply import ResponseMalformedError
from tasks.collect.tape import HeaderTooLargeError, Tape, TooMuchSentError
from tasks.collect.wire import NameUnknownError, TlsError

_OURS: dict[type[Exception], Why] = {
    AddressRefusedError: Why.ADDRESS,
    NameUnknownError: Why.DNS,
    TlsError: Why.TLS,
    TimeoutError: Why.DEADLINE,
    HeaderTooLargeError: Why.HEADER_LIMIT,
    TooMuchSentError: Why.BODY_LIMIT,
    BodyTooLargeError: Why.BODY_LIMIT,
    BodyTruncatedError: Why.TRUNCATED,
    CodingError: Why.ENCODING,
    ResponseMalformedError: Why.PROTOCOL,
    httpcore.ConnectError: Why.CONNECT,
    httpcore.ConnectTimeout: Why.CONNECT,
}

FAULTS: tuple[type[Exception], ...] = (
    *_OURS,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ConnectionNotAvailable,
    httpx.HTTPError,
    httpx.InvalidURL,
    h2.exceptions.H2Error,
    hpack.HPACKError,
    hyperframe.exceptions.HyperframeError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
    OSError,
    ValueError,  # a status of HTTP/2 that is no number, and the like: the libraries do not foresee everything
    LookupError,  # the same: frames for streams that are not there
)
"""All that a server can make the libraries raise."""


def why(error: Exception, tape: Tape, *, answered: bool) -> tuple[Outcome, Why, str]:
    """How a request ended that raised an error.

    Args:
        error: one of `FAULTS`.
        tape: of its connection.
        answered: the head of the response had come.
    """
    reason = _OURS.get(type(error)) or _of_library(error, tape, answered=answered)
    outcome = Outcome.REFUSED if reason is Why.ADDRESS else Outcome.FAILED
    return outcome, reason, plain(str(error) or type(error).__name__)


def _of_library(error: Exception, tape: Tape, *, answered: bool) -> Why:
    lost = isinstance(error, httpcore.NetworkError | OSError) or tape.ended
    if answered:
        return Why.TRUNCATED if lost or tape.binary else Why.PROTOCOL
    if tape.begun:
        return Why.TRUNCATED if lost and (tape.binary or tape.begun.startswith(b"HTTP/")) else Why.PROTOCOL
    return Why.CONNECT if lost else Why.PROTOCOL


def plain(text: str) -> str:
    """An error's words for a column: printable, on one line, not longer than a line."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:200]
