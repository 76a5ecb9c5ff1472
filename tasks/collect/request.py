"""What we say when we ask for a page, and what of it follows a redirect."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field

import httpx

from schemas.collect import Expect, Validators
from schemas.version import __version__
from tasks.collect.target import Target

TOKEN = "copydesk"  # noqa: S105 - a product token: our name in robots.txt
"""Our name in robots.txt and in User-Agent (RFC 9309, section 2.2.1)."""

ENCODINGS = "gzip, deflate, br, zstd"

ACCEPT = {
    Expect.PAGE: "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1",
    Expect.FEED: "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.1",
    Expect.SITEMAP: "application/xml,text/xml,text/plain;q=0.8,*/*;q=0.1",
    Expect.ROBOTS: "text/plain,*/*;q=0.1",
}

MOST_COOKIES = 50
LONGEST_COOKIES = 4096
"""Characters of all cookies of a request: its head goes into a WARC file, and readers take no heads beyond 32 KiB."""
_COOKIE = re.compile(r"[^\x00-\x20\x7f-\U0010ffff\"(),/:;<=>?@\[\\\]{}]+=[\x21-\x3a\x3c-\x7e ]*")
_FIELD_VALUE = re.compile(r"[\x20-\x7e\xa0-\xff]{1,1024}")


def user_agent(contact: str) -> str:
    """Who asks, and where a person is reached who answers for it."""
    return f"{TOKEN}/{__version__} (+{re.sub(r'[^ -~]', '?', contact)})"


@dataclass(slots=True)
class Luggage:
    """What goes with a chain of requests, and is left behind when it comes to another origin.

    Cookies live as long as the chain: sites that send one and then back to the same page get it, and no more.
    """

    origin: tuple[str, str, int]
    credentials: bytes | None = None
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, target: Target) -> Luggage:
        """For the first request of a chain."""
        return cls(target.origin, target.credentials)

    def take(self, headers: httpx.Headers) -> None:
        """Keep the cookies of a response; their attributes count for nothing."""
        for value in headers.get_list("set-cookie"):
            pair = value.partition(";")[0].strip()
            if _COOKIE.fullmatch(pair) and len(self.cookies) < MOST_COOKIES:
                name, _, content = pair.partition("=")
                self._put(name, content)

    def _put(self, name: str, content: str) -> None:
        """Keep a cookie for which there is room."""
        others = sum(len(key) + len(value) + 3 for key, value in self.cookies.items() if key != name)
        if others + len(name) + len(content) < LONGEST_COOKIES:
            self.cookies[name] = content

    def to(self, target: Target) -> Luggage:
        """What goes along to the next request: everything, or nothing. Credentials in a `Location` are not heard."""
        return self if target.origin == self.origin else Luggage(target.origin)

    @property
    def cookie(self) -> str:
        """The value of the Cookie header; empty for none."""
        return "; ".join(f"{name}={content}" for name, content in self.cookies.items())


def request_for(
    target: Target, expect: Expect, validators: Validators, luggage: Luggage, contact: str
) -> httpx.Request:
    """The request for a URL."""
    headers = [
        ("User-Agent", user_agent(contact)),
        ("Accept", ACCEPT[expect]),
        ("Accept-Encoding", ENCODINGS),
        ("Connection", "close"),
    ]
    for name, value in (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified)):
        if value and _FIELD_VALUE.fullmatch(value):
            headers.append((name, value))
    if luggage.cookie:
        headers.append(("Cookie", luggage.cookie))
    if luggage.credentials is not None:
        headers.append(("Authorization", "Basic " + base64.b64encode(luggage.credentials).decode("ascii")))
    return httpx.Request("GET", target.url, headers=httpx.Headers(headers, encoding="latin-1"))


def head_of(request: httpx.Request, sent: bytes) -> bytes:
    """The head of a request as it is put on record: as sent (rebuilt for HTTP/2), without the credentials."""
    if not sent:
        fields = [name + b": " + value for name, value in request.headers.raw if name.lower() != b"connection"]
        sent = b"\r\n".join([b"GET " + request.url.raw_path + b" HTTP/2", *fields, b"", b""])
    return re.sub(rb"(?i)\r\nauthorization:[^\r\n]*", b"", sent)
