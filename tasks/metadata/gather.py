"""The page's metadata: what it declares and what can be read on it, weighed against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Literal

from schemas.block import Block
from schemas.label import Decision, Label
from schemas.metadata import Declared, Metadata, PageDate
from tasks.metadata import introduced, language, moments, sections, title, urls
from tasks.metadata.agency import agency_name, closing_agency, credited, opening_agency, signature
from tasks.metadata.authors import choose_authors
from tasks.metadata.byline import says_by
from tasks.metadata.captions import distinct
from tasks.metadata.claims import nobodies
from tasks.metadata.dated import day_first
from tasks.metadata.names import agencies_in, authors_in
from tasks.metadata.plaintext import title_like_address
from tasks.metadata.strings import bare
from tasks.metadata.visible import Visible

_DATED_CHARS = 100
"""Characters of a line in which a date is the page's own."""
_OPENING = 3
_CAPITALS = ("de", "lb")
"""Languages that write every noun with a capital, so that any two of them look like a name."""
_BEFORE_STROKE = re.compile(r"((?:[^\W\d_]+[.,]?\s){0,3}\(?\d.{5,25}?)\)?\.?\s?(?:[-–—|]|(?<=\d\)\.))\s")


def gather(
    declared: Declared,
    blocks: Sequence[Block],
    decisions: Sequence[Decision],
    form: Literal["html", "text"] = "html",
    url: str | None = None,
    fetched_at: datetime | None = None,
) -> Metadata:
    """Everything but the text.

    Args:
        declared: what the page says of itself, repaired.
        blocks: the page's blocks, repaired.
        decisions: their labels.
        form: plain text declares nothing, so there its lines are all there is.
        url: the captured address.
        fetched_at: time of the capture, UTC: "6 minutes ago" counts from it, and no date may be later.
    """
    visible = Visible(blocks, decisions)
    address = declared.canonical_url or (urls.normalised(url) if url else None)
    domain = urls.registrable_domain(url or address or "")
    sites = [claim.text for claim in declared.publishers] + ([domain, domain.split(".")[0]] if domain else [])
    name = _title(declared, visible, sites, url if form == "html" else None)
    name = title_like_address(blocks, url, name) if form == "text" else name
    spoken, score = language.decide("\n".join(visible.kept[:40]), [claim.text for claim in declared.languages])
    order = day_first(declared.languages, url)
    lines = visible.near(Label.TIMESTAMP, Label.DATELINE, Label.BYLINE)
    seen, changed = moments.visible_dates(lines, spoken, fetched_at, day_first=order)
    for more in (_dated, _opening) if not declared.published else ():
        if not seen:  # some heads give the day amid other things, some texts begin with it
            seen, later = moments.visible_dates(more(visible), spoken, fetched_at, day_first=order)
            changed = (*changed, *later)
    seen = tuple(moments.read_as(seen, declared.published))
    changes = [*declared.modified, *moments.read_as(changed, declared.modified)]
    printed = partial(_printed, visible, declared, spoken, order)
    published = moments.choose_published([*declared.published, *seen], changes, printed)
    published = published or moments.first_change(changes)
    nobody = nobodies(declared.publishers, url or address)
    return Metadata(
        title=name,
        authors=choose_authors(
            declared.authors,
            _bylines(visible, declared, nobody, alone=form == "text" and not (spoken or "").startswith(_CAPITALS)),
            nobody,
            visible.in_head(Label.BYLINE),
        ),
        publisher=_publisher(declared, name),
        description=next((claim.text for claim in declared.descriptions), None),
        section=_section(declared, visible, name, sites),
        keywords=declared.keywords,
        published=published,
        modified=moments.choose_modified(changes, published),
        source_agency=_agency(declared, visible, sites),
        canonical_url=address,
        domain=domain,
        language=spoken,
        language_score=score,
        captions=distinct(visible.of(Label.CAPTION)),
    )


def _bylines(visible: Visible, declared: Declared, nobody: Sequence[str], *, alone: bool) -> list[str]:
    """Lines that are bylines by their label; else the one that tells the author without one."""
    lines = visible.around(Label.BYLINE) or [line for line in visible.alone(Label.BYLINE) if says_by(line)]
    if authors_in(lines, visible=True):
        return lines
    named = bool(authors_in((claim.text for claim in declared.authors), nobody))
    return [*lines, *introduced.bylines(visible, declared=named, alone=alone)]


def _dated(visible: Visible) -> list[str]:
    """Short lines of the head, whatever their label, and then those right behind the text."""
    return [line for line in (*visible.head, *visible.foot) if len(line) <= _DATED_CHARS]


def _opening(visible: Visible) -> list[str]:
    """What stands before a stroke in the first lines of the text, as in `5.3.2024 - A storm`, and the title's lines."""
    begun = [found[1] for text in visible.kept[:_OPENING] if (found := _BEFORE_STROKE.match(text))]
    return [*begun, *visible.in_head(Label.TITLE_ECHO)]


def _printed(visible: Visible, declared: Declared, spoken: str | None, order: bool) -> list[PageDate]:  # noqa: FBT001
    """The dates in the short lines of the head, whatever their label, but for those of a change."""
    lines = [line for line in visible.whole_head if len(line) <= _DATED_CHARS and any(map(str.isdigit, line))]
    published, _ = moments.visible_dates(lines, spoken, None, day_first=order)
    return moments.read_as(published, declared.published)


def _title(declared: Declared, visible: Visible, sites: Sequence[str], url: str | None) -> str | None:
    if declared.titles:
        return title.choose(declared.titles, sites, url)
    seen = visible.of(Label.TITLE_ECHO, Label.HEADING)
    return seen[0] if seen else None


def _agency(declared: Declared, visible: Visible, sites: Sequence[str]) -> str | None:
    """A credit line, the byline, the dateline or the last words of the text, then what the page declares."""
    for text in visible.of(Label.AGENCY_CREDIT):
        if found := credited(text):
            return found
    seen = [*agencies_in(visible.near(Label.BYLINE))]
    seen += [found for text in (*visible.of(Label.DATELINE), *visible.kept[:2]) if (found := opening_agency(text))]
    seen += [found for text in visible.kept[-1:] if (found := closing_agency(text))]
    mentions = "\n".join(visible.of(Label.BYLINE, Label.CAPTION))
    seen += [name for text in visible.signatures if (name := signature(text)) and name in mentions]
    own = {bare(site) for site in sites}
    said = [*agencies_in(claim.text for claim in declared.authors)]
    said += [found for text in declared.agencies if (found := agency_name(text))]
    return next(iter(seen), None) or next((found for found in said if bare(found) not in own), None)


def _publisher(declared: Declared, name: str | None) -> str | None:
    """As the page calls its site; else what the title tag adds behind the title."""
    for claim in declared.publishers:
        if not claim.text.startswith("@") and len(claim.text) <= 100:
            return claim.text
    tag = next((claim.text for claim in declared.titles if claim.origin == "title-tag"), "")
    if name and tag.startswith(name) and len(tag) > len(name):
        suffix = tag[len(name) :].strip(" |–—-•·:»«›‹~")
        return suffix if 0 < len(suffix.split()) <= 5 else None
    return None


def _section(declared: Declared, visible: Visible, name: str | None, sites: Sequence[str]) -> str | None:
    return (
        sections.declared_section((claim.text for claim in declared.sections), sites)
        or sections.last_step(declared.crumbs, name, sites)
        or sections.last_step(visible.of(Label.BREADCRUMB), name, sites)
    )
