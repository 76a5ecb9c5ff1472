"""What a capture is in WARC 1.1 (ISO 28500:2017): its records, one gzip member each, written by warcio."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.collect import Collecting, Entry, Exchange, Fetched, Stored, Why
from schemas.version import __version__

WARC = "1.1"
LISTED = "WARC-X-Listed-URI"
"""The address that the source gave, which a redirect may have led away from."""
SOURCE = "WARC-X-Source"
CHANGED = "WARC-X-Source-Date"
BODY = "WARC-X-Body-Digest"
"""Of the body with its content codings undone."""
PROFILES = {
    Why.NOT_MODIFIED: "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
    Why.SAME_PAYLOAD: "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
}


@dataclass(frozen=True, slots=True)
class Written:
    """Records as bytes, and where among them the one stands that counts."""

    data: bytes
    place: int
    date: str
    record_id: str
    payload_digest: str
    body_sha256: str


class RawHead(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """A head that is written as it was on the wire: warcio would write it anew from its parts."""

    def __init__(self, raw: bytes) -> None:
        super().__init__("raw", [], protocol="HTTP/1.1")
        self._raw = raw
        self.headers_buff = raw

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        """Nothing to compute."""
        del header_filter
        self.headers_buff = self._raw


def info(name: str, collecting: Collecting, config_digest: str, run_id: str) -> bytes:
    """The `warcinfo` record that a file begins with.

    Args:
        name: of the file, when it is complete.
        collecting: for whom to turn to.
        config_digest: of the configuration that the run was told.
        run_id: of the run.
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=WARC)
    fields = {
        "software": f"copydesk/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "operator": collecting.contact,
        "http-header-user-agent": f"copydesk/{__version__} (+{collecting.contact})",
        "robots": "RFC 9309; product token copydesk; unreachable robots.txt means disallowed",
        "isPartOf": run_id,
        "configuration": config_digest,
    }
    writer.write_record(writer.create_warcinfo_record(name, {key: _line(value) for key, value in fields.items()}))
    return out.getvalue()


def capture(fetched: Fetched, entry: Entry, answer: Exchange) -> Written:
    """Request and response; before them, where redirects led there, a `metadata` record that names them.

    The response comes last: where it stands, all of it stands.
    """
    records = _Records(entry, answer)
    if len(fetched.exchanges) > 1:
        records.redirects(fetched)
    records.request()
    return records.answer("response", _block(answer), {})


def revisit(answer: Exchange, entry: Entry, stored: Stored, why: Why) -> Written:
    """Request and `revisit`: the answer's head, and where the page stands that has not changed.

    A payload digest is that of the stored record, also where the same page was packed differently this time.
    """
    records = _Records(entry, answer)
    records.request()
    refers = {
        "WARC-Profile": PROFILES[why],
        "WARC-Refers-To": stored.record_id,
        "WARC-Refers-To-Target-URI": stored.url,
        "WARC-Refers-To-Date": stored.date,
    }
    if why is Why.SAME_PAYLOAD:
        refers["WARC-Payload-Digest"] = stored.payload_digest
    return records.answer("revisit", b"", refers)


class _Records:
    """The records of one exchange, one after the other."""

    def __init__(self, entry: Entry, answer: Exchange) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=True, warc_version=WARC)
        self._answer = answer
        self._entry = entry
        self._id = self._writer._make_warc_id()  # noqa: SLF001 - the records name one another before they are written
        self._date = written_date(answer.asked_at)

    def redirects(self, fetched: Fetched) -> None:
        """What led here: addresses and statuses, the first one first."""
        hops = [f"redirect: {one.status} {_line(one.url)}" for one in fetched.exchanges[:-1]]
        lines = "\r\n".join([f"via: {_line(self._entry.url)}", *hops, ""]).encode()
        self._write("metadata", lines, self._beside())

    def request(self) -> None:
        """What was asked, byte for byte."""
        self._write("request", b"", self._beside(), RawHead(self._answer.request_head))

    def answer(self, kind: str, block: bytes, more: dict[str, str]) -> Written:
        """The record that counts."""
        body_sha256 = hashlib.sha256(self._answer.body).hexdigest()
        said = {LISTED: _line(self._entry.url), SOURCE: self._entry.source, BODY: f"sha256:{body_sha256}"}
        if self._entry.changed_at:
            said[CHANGED] = written_date(self._entry.changed_at)
        place = self._out.tell()
        peer = {"WARC-IP-Address": self._answer.peer} if self._answer.peer else {}
        fields = {"WARC-Record-ID": self._id, **peer, **said, **more}
        digest = self._write(kind, block, fields, RawHead(self._answer.head))
        return Written(self._out.getvalue(), place, self._date, self._id, digest, body_sha256)

    def _beside(self) -> dict[str, str]:
        return {"WARC-Concurrent-To": self._id}

    def _write(self, kind: str, payload: bytes, fields: dict[str, str], head: RawHead | None = None) -> str:
        record = self._writer.create_warc_record(
            _line(self._answer.url),
            kind,
            payload=io.BytesIO(payload),
            length=len(payload),
            warc_headers_dict={"WARC-Date": self._date, **fields},
            http_headers=head,
        )
        self._writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Payload-Digest") or "")


def _block(answer: Exchange) -> bytes:
    """The body such that its head tells the truth: one chunk where it says that there are chunks (RFC 9112, 7.1)."""
    coding = (answer.header("transfer-encoding") or "").lower()
    if not coding.endswith("chunked"):
        return answer.raw
    chunk = b"%x\r\n%b\r\n" % (len(answer.raw), answer.raw) if answer.raw else b""
    return chunk + b"0\r\n\r\n"


def written_date(moment: datetime) -> str:
    """A moment in UTC as WARC 1.1 writes it, to the microsecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _line(text: str) -> str:
    """Text that stays on its line."""
    return re.sub(r"[\x00-\x1f\x7f]", lambda found: f"%{ord(found[0]):02X}", text)
