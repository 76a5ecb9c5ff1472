"""Feeds and sitemaps: entities, bombs within them, a hundred thousand entries, nesting, circles, ways to forbidden places."""

from collections.abc import Callable

from hostile.packed import packed
from hostile.talk import Answer, Expect, Route, Talk, reply, whole

FORBIDDEN = "127.66.6.6"
XML = b"application/xml"
ITEM = "<item><title>Bridge</title><link>/story/1</link></item>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
MANY = 100_000


def rss(inside: str, before: str = "") -> str:
    return f"<?xml version='1.0'?>{before}<rss version='2.0'><channel><title>News</title>{inside}</channel></rss>"


def urlset(*pages: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{page}</loc></url>" for page in pages) + "</urlset>"


def index(*sitemaps: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in sitemaps) + "</sitemapindex>"


def made(text: Callable[[str], str], pack: str = "") -> Answer:
    """A document that is made when it is asked for; it is told where nobody may go."""

    async def answer(talk: Talk) -> None:
        body = text(f"http://{FORBIDDEN}:{talk.port}").encode()
        await talk.send(reply(packed(pack, body) if pack else body, kind=XML))

    return answer


def feed(text: Callable[[str], str]) -> Route:
    return whole(made(text), expect=Expect.FEED)


def sitemap(text: Callable[[str], str], pack: str = "") -> Route:
    return whole(made(text, pack), expect=Expect.SITEMAP)


def dated(count: int) -> str:
    return "".join(f"<url><loc>/story/{n}</loc><lastmod>2026-11-23</lastmod></url>" for n in range(count))


FEEDS: dict[str, tuple[Route, int, str]] = {
    "/feed/plain": (feed(lambda _: rss(ITEM)), 1, ""),
    "/feed/laughs": (feed(lambda _: rss(f"<item><link>/&l9;</link></item>{ITEM}", f'<!DOCTYPE x [<!ENTITY l0 "l">{LAUGHS}]>')), 1, ""),
    "/feed/laughs-in-attributes": (feed(lambda _: rss(f"<item><link href='/&l9;'/></item>{ITEM}", f'<!DOCTYPE x [<!ENTITY l0 "l">{LAUGHS}]>')), 1, ""),
    "/feed/one-long-entity": (feed(lambda _: rss("&a;" * 50_000 + ITEM, f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>')), 1, ""),
    "/feed/entity-file": (feed(lambda _: rss(f"<item><link>/&e;</link></item>{ITEM}", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')), 1, ""),
    "/feed/entity-elsewhere": (feed(lambda bad: rss(f"<item><link>/&e;</link></item>{ITEM}", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{bad}/e">]>')), 1, ""),
    "/feed/entities-of-parameters": (feed(lambda bad: rss(ITEM, f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{bad}/p"> %p;]>')), 1, ""),
    "/feed/dtd-elsewhere": (feed(lambda bad: rss(ITEM, f'<!DOCTYPE rss SYSTEM "{bad}/x.dtd">')), 1, ""),
    "/feed/stylesheet-elsewhere": (feed(lambda bad: rss(ITEM, f'<?xml-stylesheet href="{bad}/x.xsl"?>')), 1, ""),
    "/feed/include": (feed(lambda bad: rss(f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{bad}/x"/>{ITEM}')), 1, ""),
    "/feed/many": (feed(lambda _: rss("".join(f"<item><link>/story/{n}</link></item>" for n in range(MANY)))), 50_000, "more than 50000 pages"),
    "/feed/deep": (feed(lambda _: rss(ITEM + "<a>" * MANY)), 1, "nested too deep"),
    "/feed/json-deep": (whole(reply(b'{"items":' + b"[" * MANY, kind=b"application/feed+json"), expect=Expect.FEED), 0, "no JSON feed"),
    "/feed/page": (whole(reply(b"<html><body><p>Not here", kind=XML), expect=Expect.FEED), 0, "no feed"),
    "/feed/begun": (whole(reply(rss(ITEM).partition("</channel>")[0].encode() + b"<item><link>/story/2", kind=XML), expect=Expect.FEED), 1, ""),
}  # fmt: skip

SITEMAPS: dict[str, tuple[Route, int, str]] = {
    "/sitemap/plain.xml": (sitemap(lambda _: urlset("/story/1", "/story/2")), 2, ""),
    "/sitemap/many.xml": (sitemap(lambda _: f"<urlset>{dated(MANY)}</urlset>"), 50_000, "more than 50000 pages"),
    "/sitemap/many.xml.gz": (sitemap(lambda _: f"<urlset>{dated(MANY)}</urlset>", "gzip"), 50_000, "more than 50000"),
    "/sitemap/cut.xml.gz": (whole(reply(packed("gzip", urlset("/story/1").encode())[:-20], kind=XML), expect=Expect.SITEMAP), 0, "the gzip file is cut off"),
    "/sitemap/bomb.xml.gz": (sitemap(lambda _: urlset("/story/1") + " " * 100_000_000, "gzip"), 1, "larger than 50 MB"),
    "/sitemap/itself.xml": (sitemap(lambda _: index("/sitemap/itself.xml", "/sitemap/plain.xml")), 2, ""),
    "/sitemap/wide.xml": (sitemap(lambda _: index(*(f"/sitemap/gone-{n}.xml" for n in range(MANY // 10)))), 0, "client_error"),
    "/sitemap/elsewhere.xml": (sitemap(lambda bad: index(f"{bad}/a.xml", "file:///etc/passwd", "http://0x7f420606/", "/sitemap/plain.xml")), 2, "outside of its domains"),
    "/sitemap/chain-0.xml": (sitemap(lambda _: index("/sitemap/chain-1.xml", "/sitemap/plain.xml")), 2, "more than 3 deep"),
}  # fmt: skip
CHAIN = {f"/sitemap/chain-{n}.xml": sitemap(lambda _, n=n: index(f"/sitemap/chain-{n + 1}.xml")) for n in range(1, 6)}

LISTS: dict[str, tuple[Route, int, str]] = FEEDS | SITEMAPS
"""Route, pages that are listed, and what the error says of it."""
ROUTES: dict[str, Route] = {path: listed[0] for path, listed in LISTS.items()} | CHAIN
