"""Rules for lines that say where words or a picture came from: agency credits, datelines, captions.

All patterns are bounded and free of nested repetition: a hostile line costs linear time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence, Label
from tasks.boilerplate.among import among
from tasks.boilerplate.keys import key
from tasks.boilerplate.view import HEADINGS, PageView
from tasks.metadata.agency import agency_name, closing_agency, credited, opening_agency
from tasks.pictures import LONGEST_CAPTION, is_credit_line
from tasks.prose import ends_sentence
from tasks.segment.credits import is_credit
from tasks.segment.leadin import is_lead_in

LONGEST_CREDIT, LONGEST_MARK, LONGEST_NAME = 320, 120, 60
MOST_NAME_WORDS, SENTENCE_NEAR = 8, 4
LEAST_CAPTION, LEAST_SPOKEN, LEAST_NAME = 20, 40, 3
TITLE_BACK = 6
"""Lines under the title among which an agency's name stands in the place of the byline."""
QUOTED_BACK = 4
"""Lines of a `figcaption`, name, role and house, behind which the quotation stands."""

_LETTER = re.compile(r"[^\W\d_]")
_LEAD_SIGN = re.compile(r"[(\[/–—―-]")
_SIGN = re.compile(r"[^(\[/–—―:：-]*+[(\[/–—―:：-]")
_OPENING = re.compile(r"[(\[–—―-]|[^:：]{3,12}[:：]")
"""In a credit one of these signs stands somewhere, in a long one at its head."""
_SOURCE = re.compile(
    r"(?:sources?|quellen?|fuentes?|fontes?|fonti?|bron|bronnen|źródło|źródła|kaynak|источник)\s?[:：]\s?[^.!?:]{1,80}\.?",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"[(\[]?(?:con (?:información|informaciones|datos) de|mit (?:material|informationen) (?:von|der)|mit|avec|"
    r"com (?:informações|agências)(?: d[aeo])?|met (?:informatie van|dank aan)|z|con)\s(?P<agency>.{2,60}?)[)\]]?\.?",
    re.IGNORECASE,
)
"""`(Con información de EFE)`: what stands behind must be an agency."""
_SIGNED = re.compile(
    r"[-–—―]{1,2}\s?[A-ZÀ-Þ]{3,8}(?:\s?[/,&]\s?[A-ZÀ-Þ]{2,8}){0,3}\.?"
    r"|[-–]\s[A-ZÀ-Þ]\w{2,20}(?:\s(?:News|Press|Media|Wire|Service|Agency)){0,2}"
)
"""`- RNZ`, `– AFP/dpa`, `- Northwire`; two names behind a dash may be a person."""
_INITIALLED = re.compile(r"[A-ZÀ-Þ]{3,8}/[a-z]{2,3}")
"""`AFP/mg`: an agency with the initials of who edited its text."""
_REPORTING = re.compile(
    r"[(\[]?(?:(?:additional|further|with|writing and|reporting and)\s)?"
    r"(?:reporting|writing|editing|compiled|inputs?|files?)\s(?:by|from)\s.{3,300}",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"(?:the\s)?(?:associated press|ap|reuters|afp|cnn|bloomberg|the canadian press)(?:['’]s)?\s[^.!?]{0,200}"
    r"(?:\.[^.!?]{0,80}){0,3}?\scontributed(?:\s(?:to this (?:report|story|article)|reporting|from)[^.!?]{0,60})?\.?",
    re.IGNORECASE,
)
"""`Associated Press writer Jane Doe in Port Town contributed to this report.`"""
_WIRE = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]{1,20}\s){1,4}(?:News|Press|Wire)\s(?:Agency|Service|Association)")
_AGENCY_HINT = re.compile(
    r"(?:(?:article|story|news|source|post|entry)[-_]{1,2})?(?:agency|agencies|wire|agentur|agence)(?:[-_]{1,2}(?:name|credit|line))?"
)
"""Class names of elements that hold an agency's name."""
_CAPTIONED = re.compile(
    r"(?:[a-z]{1,20}[_-]{1,2}){0,3}(?:wp-caption|(?:photo|image|img|picture|figure|foto|bild)[_-]{0,2}caption)"
    r"(?:-?text|s)?(?:$|__?[a-z0-9_-]{0,20}$)|caption-attachment"
)
"""Class names of the words under a picture, as systems without `figcaption` choose them."""


def _like_agencies(page: PageView) -> list[int]:
    """Behind the prose any line that is short enough; before, one with a sign, or in an element of such a name."""
    last = page.last_prose
    return [
        block.index
        for block in page.blocks
        if len(block.text) <= LONGEST_CREDIT
        and (
            block.index >= last
            or _may_head(block, page)
            or " contributed" in block.text
            or _opens_credit(block.text)
            or (block.hints and _is_agency_hint(block.hints[0]))
        )
    ]


def _may_head(block: Block, page: PageView) -> bool:
    return page.form == "text" and block.index < page.first_prose and len(block.text) <= LONGEST_NAME


def _opens_credit(text: str) -> bool:
    return (_SIGN if len(text) <= LONGEST_MARK else _OPENING).match(text) is not None


@lru_cache(maxsize=4096)
def _is_agency_hint(token: str) -> bool:
    return _AGENCY_HINT.fullmatch(token) is not None


@among(_like_agencies)
def agency_credit(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """`Source: CNN`, `- CNN`, `(Reuters)`, `(Reporting by N)` alone in a block; with a place, it is a dateline.

    An agency's bare name amid the text, in a list or a table may be a part of either and is left alone.
    """
    if len(block.text) > LONGEST_CREDIT or block.tag == "tr" or not _LETTER.search(block.text):
        return None
    found = _agency_credit(block, page)
    return None if found and block.inside("figure", "figcaption", "pre", *HEADINGS) else found


def _agency_credit(block: Block, page: PageView) -> Evidence | None:
    text = block.text
    if len(text) <= LONGEST_MARK and _LEAD_SIGN.search(text) and is_lead_in(text):
        placed = bool(re.match(r"\w", text)) and opening_agency(f"{text} ") is not None
        return Evidence(Label.DATELINE if placed else Label.AGENCY_CREDIT, "an agency's lead-in", 0.97)
    if text[0] in "([-–—―" and is_credit(text):
        return Evidence(Label.AGENCY_CREDIT, "an agency's mark", 0.97)
    if _SOURCE.fullmatch(text):
        return _source(block, page)
    if block.hints[:1] and _is_agency_hint(block.hints[0]) and len(text) <= LONGEST_NAME and not text.endswith("."):
        return Evidence(Label.AGENCY_CREDIT, f'class "{block.hints[0]}"', 0.9)
    return _signature(block, page) if block.index > page.first_prose else _heading_agency(block, page)


def _heading_agency(block: Block, page: PageView) -> Evidence | None:
    """In plain text an agency's name alone between the title and the text: there the byline stands."""
    if page.form != "text" or not LEAST_NAME <= len(block.text) <= LONGEST_NAME or block.tag == "li":
        return None
    if agency_name(block.text) is None and (" " not in block.text or credited(block.text) is None):
        return None
    above = page.keys[max(0, block.index - TITLE_BACK) : block.index]
    following = page.after(block)
    titled = any(found in page.title_keys for found in above)
    titled = titled or (following is not None and page.dated[following.index])
    return Evidence(Label.AGENCY_CREDIT, "an agency's name under the title", 0.9) if titled else None


def _signature(block: Block, page: PageView) -> Evidence | None:
    if _INITIALLED.fullmatch(block.text):
        return Evidence(Label.AGENCY_CREDIT, "an agency and an editor's initials", 0.93)
    if page.form == "text" and _HELPED.fullmatch(block.text):
        return Evidence(Label.AGENCY_CREDIT, "an agency's people who helped", 0.93)
    return None if page.amid(block) else _closing(block, page)


def _source(block: Block, page: PageView) -> Evidence | None:
    """Amid the text the source of a figure is named so too: there it must be a known agency."""
    name = block.text.split(":", 1)[-1].strip(" .")
    if page.amid(block) and agency_name(name) is None:
        return None
    return Evidence(Label.AGENCY_CREDIT, f'opens with "{block.text.split(":")[0]}:"', 0.95)


def _closing(block: Block, page: PageView) -> Evidence | None:
    """Behind the last prose: `AFP`, `- RNZ`, who reported, where it was first published."""
    text = block.text
    if _SIGNED.fullmatch(text) or _WIRE.fullmatch(text) or (block.tag != "li" and len(text) <= 40 and credited(text)):
        return Evidence(Label.AGENCY_CREDIT, "a signature behind the text", 0.93)
    found = _WITH.fullmatch(text)
    if _REPORTING.fullmatch(text) or (found and agency_name(found["agency"])):
        return Evidence(Label.AGENCY_CREDIT, "says who reported, behind the text", 0.95)
    return None


def _like_captions(page: PageView) -> set[int]:
    count = len(page.blocks)
    framed = [block.index for block in page.blocks if "figcaption" in block.path or block.tag == "figcaption"]
    named = page.hinted(_is_caption)
    near = _may_be_described(page) if page.form == "text" else []
    near += [at + step for at in compress(range(count), page.credited) for step in (-1, 0, 1) if 0 <= at + step < count]
    return {*framed, *named, *near}


def _may_be_described(page: PageView) -> list[int]:
    """In plain text: closed by a bracket, or said twice in a row."""
    texts = page.texts
    twice = [at for at in range(1, len(texts)) if texts[at] == texts[at - 1]]
    return [at for at, text in enumerate(texts) if text[-1:] in {")", "]"}] + twice + [at - 1 for at in twice]


@lru_cache(maxsize=4096)
def _is_caption(token: str) -> bool:
    return _CAPTIONED.match(token) is not None


@among(_like_captions)
def caption(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """A picture's words: in a figcaption or its like, closed by a credit, or the bare double of one that is."""
    if block.inside("figcaption"):
        return None if _names_who_is_quoted(block, page) else Evidence(Label.CAPTION, "inside figcaption", 0.98)
    named = next(filter(_is_caption, block.hints[:2]), None)
    if named is not None and len(block.text) <= LONGEST_CAPTION and block.tag not in HEADINGS:
        return Evidence(Label.CAPTION, f'class or id "{named}"', 0.95)
    found = _credited(block, page)
    return None if found and block.inside("pre", "code", *HEADINGS) else found


def _names_who_is_quoted(block: Block, page: PageView) -> bool:
    """Under a quotation in a `figure`, as HTML has it, not under a picture."""
    for back in range(1, QUOTED_BACK + 1):
        earlier = page.before(block, back)
        if earlier is None or not earlier.inside("figcaption"):
            return earlier is not None and earlier.inside("blockquote") and earlier.inside("figure")
    return False


def _credited(block: Block, page: PageView) -> Evidence | None:
    """A credit at its end, or at the end of its double."""
    if page.credited[block.index]:
        return Evidence(Label.CAPTION, "closed by a picture credit", 0.95)
    if _signed_by_agency(block, page):
        return Evidence(Label.CAPTION, "closed by an agency's name, before the text or twice", 0.9)
    if _said_twice(block, page):
        return Evidence(Label.CAPTION, "twice in a row, amid the text", 0.9)
    if _above_credit(block, page):
        return Evidence(Label.CAPTION, "a picture credit or a caption with one stands right below", 0.9)
    for other in (page.after(block), page.before(block)):
        if other is not None and page.credited[other.index] and _doubles(block.text, other.text):
            return Evidence(Label.CAPTION, f"bare double of the caption in block {other.index}", 0.93)
    return None


def _signed_by_agency(block: Block, page: PageView) -> bool:
    """In plain text: closed by `(AFP)`, short and before the first prose, or said again in the next line."""
    text = block.text
    if page.form != "text" or text[-1:] not in {")", "]"} or not LEAST_CAPTION <= len(text) <= LONGEST_CAPTION:
        return False
    if closing_agency(text) is None:
        return False
    twin = _is_twin(block, page)
    return twin or block.index < page.first_prose


def _is_twin(block: Block, page: PageView) -> bool:
    return any(other is not None and other.text == block.text for other in (page.after(block), page.before(block)))


def _said_twice(block: Block, page: PageView) -> bool:
    """In plain text: twice in a row, no sentence and no title; so pictures are described, and described again."""
    if page.form != "text" or len(block.text) < LEAST_SPOKEN or page.keys[block.index] in page.title_keys:
        return False
    if block.tag != "line" or block.index < page.first_prose or ends_sentence(block.text) or not _is_twin(block, page):
        return False
    below = page.blocks[block.index + 1 : block.index + 1 + SENTENCE_NEAR]
    return any(len(other.text) >= LEAST_SPOKEN and ends_sentence(other.text) for other in below)


def _above_credit(block: Block, page: PageView) -> bool:
    """In plain text: a line that is no sentence of prose, and in the next, without a blank line, only a credit.

    Above a caption with its credit the words for those who do not see the picture stand so.
    """
    below = page.after(block)
    if page.form != "text" or below is None or below.gap or not page.credited[below.index]:
        return False
    if len(block.text) < LEAST_CAPTION or page.prose[block.index] or page.keys[block.index] in page.title_keys:
        return False
    if is_credit_line(below.text):
        if block.index < page.first_prose:
            return len(block.text.split()) >= MOST_NAME_WORDS
        return len(block.text) >= LEAST_SPOKEN and (block.gap > 0 or not ends_sentence(block.text))
    return block.gap > 0 and len(block.text) >= LEAST_SPOKEN and not ends_sentence(block.text)


def _doubles(bare: str, credited_text: str) -> bool:
    if len(bare) < 40:
        return False
    ours, theirs = key(bare), key(credited_text)
    return theirs.startswith(ours) or (len(ours) >= 60 and ours[:60] == theirs[:60])
