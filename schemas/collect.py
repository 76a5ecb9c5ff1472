"""What collecting is told (`sources.toml`), and what it says of every URL it asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Network = IPv4Network | IPv6Network
Seconds = Annotated[float, Field(ge=0, le=86_400)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewsSource(_Section):
    """One place that names pages: a feed, a sitemap, or a list of URLs. Exactly one of the four is given."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60, description="Its name, in summaries.")]
    feed: Annotated[str | None, Field(description="URL of an RSS, Atom or JSON feed.")] = None
    sitemap: Annotated[str | None, Field(description="URL of a sitemap, news sitemap or sitemap index.")] = None
    urls: Annotated[tuple[str, ...], Field(description="Pages, one by one.")] = ()
    urls_file: Annotated[str | None, Field(description="A text file with a URL a line, beside sources.toml.")] = None
    domains: Annotated[
        tuple[str, ...],
        Field(description="Host names (and what is under them) that may be asked; none: the source's own."),
    ] = ()
    take: Annotated[
        tuple[str, ...], Field(description="Regular expressions; a URL must match one, if any is given.")
    ] = ()
    leave: Annotated[tuple[str, ...], Field(description="Regular expressions; a URL that matches one is left.")] = ()
    max_age_days: Annotated[
        float | None, Field(gt=0, description="Older entries, by the source's own date, are left.")
    ] = None
    refetch_after_hours: Annotated[
        float | None,
        Field(
            gt=0,
            description="Ask again for a known page after so long; not given: only when the source says it changed.",
        ),
    ] = None
    delay: Annotated[
        Seconds | None, Field(description="Seconds between two requests to a host; none: as `collect.delay`.")
    ] = None
    contact: Annotated[
        str | None, Field(min_length=3, description="Part of User-Agent for this source; none: as `collect.contact`.")
    ] = None
    limit: Annotated[
        int, Field(gt=0, description="Captures a run, at most; and pages asked for in vain, at most, but at least 20.")
    ] = 1000


class Collecting(_Section):
    """How pages are asked for, whoever names them."""

    contact: Annotated[
        str, Field(min_length=3, description="Address or page for people whose servers are asked; part of User-Agent.")
    ]
    delay: Annotated[Seconds, Field(description="Seconds between two requests to a host.")] = 2.0
    crawl_delay_cap: Annotated[
        Seconds, Field(description="A longer Crawl-delay in robots.txt defers the host's pages.")
    ] = 60.0
    retry_after_cap: Annotated[Seconds, Field(description="A longer Retry-After defers the host to a later run.")] = (
        30.0
    )
    concurrency: Annotated[int, Field(gt=0, le=500, description="Hosts that are asked at once, at most.")] = 20
    attempts: Annotated[int, Field(gt=0, le=10, description="Times a URL is asked for in a run, at most.")] = 3
    page_seconds: Annotated[
        float, Field(gt=0, le=600, description="Deadline of one request, from the name to the last byte.")
    ] = 25.0
    page_bytes: Annotated[int, Field(gt=0, description="Bytes of a body after decoding, at most.")] = 10 * 2**20
    header_bytes: Annotated[
        int, Field(gt=0, le=2**15, description="Bytes of a response's head, at most; fastwarc reads no longer ones.")
    ] = 2**15
    warc_bytes: Annotated[int, Field(gt=0, description="A WARC file is closed when it has grown to this.")] = 10**9
    allow_networks: Annotated[
        tuple[Network, ...],
        Field(description="Private networks that may be reached all the same, such as 127.0.0.0/8."),
    ] = ()
    low_yield: Annotated[
        float, Field(ge=0, le=1, description="A source is flagged below this share of its own median yield.")
    ] = 0.3
    fail_on_low_yield: Annotated[bool, Field(description="End the run as Failed when a source is flagged.")] = False


class SourcesFile(_Section):
    """`sources.toml`, whole."""

    collect: Collecting
    sources: Annotated[tuple[NewsSource, ...], Field(min_length=1)]


class Expect(StrEnum):
    """What a URL is asked for; its content type must fit."""

    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"
    ROBOTS = "robots"


class Outcome(StrEnum):
    """How the asking for one URL ended. Every URL ends in exactly one."""

    FETCHED = "fetched"  # a whole response, stored in a WARC response record
    UNCHANGED = "unchanged"  # as it was when last seen: a revisit record
    PASSED_OVER = "passed_over"  # whole, but nothing that is stored
    FORBIDDEN = "forbidden"  # by robots.txt: never asked for
    REFUSED = "refused"  # by our own rules: scheme, address, domain, redirect
    DEFERRED = "deferred"  # to a later run
    FAILED = "failed"  # the server, the network or what it sent


class Why(StrEnum):
    """The reason of an outcome, of a closed list."""

    COMPLETE = "complete"
    NOT_MODIFIED = "not_modified"
    SAME_PAYLOAD = "same_payload"
    CONTENT_TYPE = "content_type"
    NO_CONTENT = "no_content"  # a status that carries no page (204, 3xx without a place to go)
    ROBOTS_DISALLOW = "robots_disallow"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    URL = "url"  # malformed, or with a scheme that is not http or https
    ADDRESS = "address"
    DOMAIN = "domain"
    REDIRECTS = "redirects"  # a loop, or more than five
    RETRY_AFTER = "retry_after"
    CRAWL_DELAY = "crawl_delay"
    HOST_UNWELL = "host_unwell"  # the host failed so often that it is left alone for this run
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    DEADLINE = "deadline"
    HEADER_LIMIT = "header_limit"
    BODY_LIMIT = "body_limit"
    TRUNCATED = "truncated"
    ENCODING = "encoding"  # a content coding that is unknown, corrupt or nested too deep
    PROTOCOL = "protocol"  # not HTTP
    CLIENT_ERROR = "client_error"  # 4xx
    SERVER_ERROR = "server_error"  # 5xx
    CANCELLED = "cancelled"  # the run ended first
    DRY_RUN = "dry_run"  # would be asked for: the run only lists


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask it "has this changed?" (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its whole response."""

    url: str
    status: int
    request_head: bytes  # request line and headers as sent, with the blank line
    head: bytes  # status line and headers as received, with the blank line
    raw: bytes  # the body as sent, without transfer coding, with content coding
    body: bytes  # the body with its content codings undone
    peer: str  # the address that was connected to
    asked_at: datetime  # aware, UTC
    protocol: str = "HTTP/1.1"

    def header(self, name: str) -> str | None:
        """The first header of that name (any case), without the white space around it."""
        wanted = name.lower().encode("ascii")
        for line in self.head.split(b"\n")[1:]:  # some servers leave the carriage return out
            key, colon, value = line.partition(b":")
            if colon and key.strip().lower() == wanted:
                return value.strip().decode("latin-1")
        return None


@dataclass(frozen=True, slots=True)
class Fetched:
    """How the asking for one URL ended, with all that was said on the way."""

    url: str
    outcome: Outcome
    why: Why
    detail: str = ""
    exchanges: tuple[Exchange, ...] = ()  # redirects first, the response that counts last; only whole ones
    retry_at: datetime | None = None  # when the server asked us to come back

    @property
    def last(self) -> Exchange | None:
        """The response that counts, where there was one."""
        return self.exchanges[-1] if self.exchanges else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a source names."""

    url: str
    source: str
    changed_at: datetime | None = None  # what the source says of its last change or publication; aware, UTC


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source names: pages, and for a sitemap index the sitemaps to look at next."""

    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()  # addresses of sitemaps, the newest first
    error: str = ""  # what could not be read, in one sentence; entries may be there all the same


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a capture stands, and what later revisit records say of it."""

    path: str  # the WARC file relative to the raw root, by the name it has when complete
    offset: int  # of the response record in it
    url: str  # WARC-Target-URI
    date: str  # WARC-Date
    record_id: str  # WARC-Record-ID
    payload_digest: str  # WARC-Payload-Digest, such as sha1:...
    body_sha256: str  # of the body with its content codings undone: servers may pack the same page differently


@dataclass(frozen=True, slots=True)
class SourceTally:
    """What one run did for one source."""

    source: str
    listed: int = 0  # entries the source named
    fresh: int = 0  # entries that were due: new, changed, or old enough to ask again
    counts: dict[str, int] = field(default_factory=dict)  # Outcome -> URLs
    reasons: dict[str, int] = field(default_factory=dict)  # Why -> URLs, of what was not fetched
    error: str = ""  # why the source itself could not be read
    low_yield: bool = False  # far under its own history


@dataclass(frozen=True, slots=True)
class CollectSummary:
    """What one run of collecting did."""

    run_id: str
    capture_date: str  # YYYY-MM-DD, UTC: the folder under the raw root
    warcs: tuple[str, ...]  # completed files, relative to the raw root
    tallies: tuple[SourceTally, ...]
