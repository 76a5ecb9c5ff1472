"""Writers of the files that the sources read, and short words for what they give."""

import gzip
import io
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.article import Rejection
from schemas.config import Config, Limits
from schemas.page import PassedOver, RawPage
from schemas.shard import Shard
from tasks.sources import plan, read

DATE = "2026-11-23T10:00:00Z"


def record(
    url="http://e.org/",
    body=b"<p>Hello</p>",
    *,
    kind="response",
    status="200 OK",
    http=(),
    warc=None,
    content_type=None,
):
    """One uncompressed record as warcio writes it, digests and all."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    fields = http or [("Content-Type", "text/html")]
    answer = StatusAndHeaders(status, list(fields), protocol="HTTP/1.1") if kind in ("response", "request") else None
    if kind == "request":
        answer = StatusAndHeaders("GET / HTTP/1.1", [("Host", "e.org")], is_http_request=True)
    made = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=answer,
        warc_headers_dict={"WARC-Date": DATE, **(warc or {})},
        warc_content_type=content_type or "",
    )
    writer.write_record(made)
    return out.getvalue()


def bare(raw_record):
    """The record without its digests."""
    return re.sub(rb"WARC-(?:Block|Payload)-Digest: [^\r]*\r\n", b"", raw_record)


def block(content, *, kind="response", content_type="application/http; msgtype=response", length=None, extra=()):
    """A record written by hand: nothing about its block is checked or added."""
    lines = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Target-URI: http://e.org/", f"WARC-Date: {DATE}", *extra]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines.append(f"Content-Length: {len(content) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


@dataclass
class Raw:
    """A raw root on disk that tests fill and read."""

    root: Path

    def write(self, path, data):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(data)
        return path

    def plan(self, **config):
        return plan(self.root, Config(**config))

    def all(self, limit=10 * 2**20):
        """What every shard gives, in the plan's order."""
        config = Config(limits=Limits(page_bytes=limit))
        return [one for shard in plan(self.root, config) for one in read(shard, self.root, config)]

    def warc(self, data, limit=10 * 2**20, name="a.warc"):
        """What one WARC file gives."""
        self.write(name, data)
        return list(self.stream(name, limit))

    def stream(self, name, limit, kind="warc"):
        """The same, one after the other."""
        return read(Shard("a", "undated", kind, (name,)), self.root, Config(limits=Limits(page_bytes=limit)))


def split(found):
    """(pages, rejections, passed over)."""
    return tuple([one for one in found if isinstance(one, kind)] for kind in (RawPage, Rejection, PassedOver))


class Tools:
    record = staticmethod(record)
    bare = staticmethod(bare)
    block = staticmethod(block)
    split = staticmethod(split)
    pack = staticmethod(lambda data: gzip.compress(data, mtime=0))


@pytest.fixture(name="tools")
def tools_fixture():
    return Tools


@pytest.fixture(name="tools_session", scope="session")
def tools_session_fixture():
    return Tools


@pytest.fixture(name="root")
def root_fixture(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    return Raw(folder)


@pytest.fixture(name="root_session", scope="session")
def root_session_fixture(tmp_path_factory):
    return Raw(tmp_path_factory.mktemp("pages"))
