"""The rule for lines that say who wrote the words: `By N`, `Author: N`, `Analysis by N, CNN`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence, Label
from tasks.boilerplate.among import among
from tasks.boilerplate.moments import is_moment, without_moments
from tasks.boilerplate.view import HEADINGS, PageView
from tasks.metadata.agency import agency_name
from tasks.metadata.name_words import BY, CREDENTIALS, PARTICLES, ROLE_ENDS, ROLE_MODIFIERS
from tasks.metadata.names import authors_in
from tasks.remember import remembered

LONGEST = 200
BARE = frozenset("by von par por di da de door av af".split())
"""These open many a heading too: "By Any Means", "Von Neumann". Amid the text they say nothing."""
_ELSEWHERE = BARE | {
    f"{word} by" for word in ("published", "edited", "updated", "posted", "submitted", "reviewed", "photographs")
}
MOST_AMID = 2
"""Spelt-out bylines amid the text, within `REACH` blocks: more of them belong to what the text lists, such as books."""
REACH = 40

_NOUNS = frozenset({"words", "story", "report", "written"})
"""These open a byline where a colon follows."""

_BY = "|".join(
    re.escape(phrase) for phrase in sorted((BY | _NOUNS) - {"from"}, key=lambda phrase: (-len(phrase), phrase))
)
_LEAD = re.compile(
    rf"\W{{0,3}}(?P<by>{_BY})(?:(?P<colon>\s?[:：|/]\s?)|\s+|$)(?:(?:by|von|par|por|di|door)\s)?", re.IGNORECASE
)
_FIRST_WORDS = frozenset(re.findall(r"\w+", phrase)[0] for phrase in BY | _NOUNS)
_FIRST_WORD = re.compile(r"\W{0,3}(\w+)")
_SIGNED_OFF = re.compile(r"(?P<name>[^|·•\d]{5,60})(?P<sign>\s?[|·•]\s?|\s[–—/-]\s)(?P<date>.{4,80})")
_WHEN_BY = re.compile(
    r"(?:posted|published|updated|written|submitted)\b(?P<date>.{3,60}?)[\s,]by:?\s(?P<names>.{3,80})", re.IGNORECASE
)
"""`Posted on April 2, 2026 by Jane Doe`."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_EMPLOYED = ("BBC ", "The writer is ", "The author is ")
"""How the line under the author's name opens: the newsroom of a large house, or who it is."""
_PLACED = re.compile(r"[A-ZÀ-Þ][^\W\d_]{1,20}(?: [^\W\d_]{1,20}){0,2}\s?[|·•,-]\s?\d{1,2}[^|]{4,40}")
"""A place and a date: `Cádiz | 8 de enero de 2026 - 07:00`."""
_BEHIND_NAME = re.compile(r"\s[–—-]\s")
_EMPLOYER = re.compile(
    r"(?:[A-Z][\w.’'&-]{0,20}\s){1,4}(?:News|Press|Post|Times|Herald|TV|Radio|Journal|Tribune|Gazette|Media|Star|Inquirer|"
    r"Bulletin|Courier|Chronicle|Guardian|Mirror|Mail|Standard|Observer|Staff)"
)
"""`Jane Doe, KSTN News`, `Jane Doe - The Port Town Post`."""
_BAR = re.compile(r"\s?[|·•]\s?")
_WHEN_WHO = re.compile(r"(?P<date>[^|·•]{4,60}?)\s?[|·•]\s?(?P<name>[^|·•\d]{5,60})")
"""`14. April 2026, 11:20 Uhr | Jan Roe, dpa`."""
_DASHES = frozenset("–—/-")
_MOST_EMPLOYED, _TITLE_BACK = 16, 8
_MOST_WORDS = 9
"""Words of a name with its role."""
_PARTS = re.compile(r"[\s,;|·•/–—&+]+")
_NAME_WORD = re.compile(r"[^\W\d_a-zß-ÿа-яёąćęłńóśźż][^\W\d_]{0,30}(?:[.’'`-][^\W\d_]{0,30}){0,4}")
_JOINTS = PARTICLES | frozenset(
    "and und et y e en i och og ja with mit für for of the in at on from aus o ve и".split()
)


def _like_bylines(page: PageView) -> set[int]:
    """Any line before the prose; behind it, one that opens so, stands behind such a one, or is a known name."""
    first, keys, authors = page.first_prose, page.keys, page.author_keys
    leads = [block.index for block in page.blocks[max(first - 1, 0) :] if _lead(block.text)]
    known = [at for at in range(first, len(keys)) if keys[at] in authors] if authors else []
    behind = [at + 1 for at in leads if at + 1 < len(keys)]
    return {*range(first), *leads, *behind, *known}


@among(_like_bylines)
def byline(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """A line that opens as bylines do and holds names, roles and dates only, or a declared author's name alone."""
    text = block.text
    if len(text) > LONGEST or block.tag == "tr" or block.inside("pre", "figcaption"):
        return None
    if page.amid(block) and block.tag in HEADINGS:
        return None
    if page.keys[block.index] in page.author_keys and not page.amid(block):
        return Evidence(Label.BYLINE, "is a declared author", 0.95)
    return _led(block, page) or _named_after_lead(block, page) or _dated_name(block, page) or _bare_name(block, page)


def _led(block: Block, page: PageView) -> Evidence | None:
    lead = _lead(block.text)
    if lead is None or (page.amid(block) and _is_part(block, lead, page)):
        return None
    if not lead["colon"] and " " not in lead["by"] and lead["by"].lower() not in BARE:
        return None  # "Editor Jane Doe resigns"; "Text" and "Author" need a colon
    rest = block.text[lead.end() :]
    if names_only(rest) or (not rest and _followed_by_name(block, page)):
        return Evidence(Label.BYLINE, f'opens with "{lead[0].strip()}", then names', 0.95)
    return None


def _is_part(block: Block, lead: re.Match[str], page: PageView) -> bool:
    """Amid the text: whether the words that open the line open headings and entries of lists too."""
    if lead["by"].lower() in _ELSEWHERE and not lead["colon"]:
        return True
    near = page.blocks[max(0, block.index - REACH) : block.index + REACH]
    leads = [found["by"].lower() for other in near if len(other.text) <= LONGEST and (found := _lead(other.text))]
    return leads.count(lead["by"].lower()) > MOST_AMID


def _followed_by_name(block: Block, page: PageView) -> bool:
    following = page.after(block)
    return not page.amid(block) and following is not None and len(following.text) <= 80 and names_only(following.text)


def _named_after_lead(block: Block, page: PageView) -> Evidence | None:
    """The line of names behind one that holds nothing but `By` or `Written by`."""
    earlier = page.before(block)
    if earlier is None or len(block.text) > 80 or page.amid(earlier):
        return None
    lead = _lead(earlier.text)
    if lead is None or lead.end() < len(earlier.text) or not names_only(block.text):
        return None
    return Evidence(Label.BYLINE, f'names after "{earlier.text}"', 0.93)


def _dated_name(block: Block, page: PageView) -> Evidence | None:
    """`Jane Doe | 3 November 2026` before the text: a name of two words or more, a sign, a date; or the date first."""
    if block.index >= page.first_prose:
        return None
    posted = _WHEN_BY.fullmatch(block.text)
    if posted and is_moment(posted["date"].strip(" ,|:·-")) and names_only(posted["names"]):
        return Evidence(Label.BYLINE, "when it was posted, and by whom", 0.93)
    turned = _WHEN_WHO.fullmatch(block.text)
    if turned and is_moment(turned["date"]) and names_only(turned["name"]) and _is_person(turned["name"]):
        return Evidence(Label.BYLINE, "a date and a name", 0.85)
    if _is_barred(block.text) or _is_signed_off(block.text, page):
        return Evidence(Label.BYLINE, "a name and a date", 0.85)
    return None


def _is_signed_off(text: str, page: PageView) -> bool:
    found = _SIGNED_OFF.fullmatch(text)
    if found is None or (found["sign"].strip() in _DASHES and _is_place_or_site(found["name"], page)):
        return False
    return is_moment(found["date"]) and " " in found["name"].strip() and names_only(found["name"])


def _is_barred(text: str) -> bool:
    """`Jane Doe · 7 December 2025 · Transport`, `Jane Doe · CBC News · Posted: Mar 30, 2026`."""
    first, *others = _BAR.split(text)
    return len(others) > 1 and any(map(is_moment, others)) and names_only(first) and _is_person(first)


def _is_person(text: str) -> bool:
    names = authors_in([text], visible=True)
    if not ROLE_MODIFIERS.isdisjoint(text.lower().split()):
        return False
    return bool(names) and all(" " in name for name in names)


def _is_place_or_site(name: str, page: PageView) -> bool:
    """`NEW YORK — March 3, 2026`; and where another line of the head says "By", a name beside the date is a site's."""
    return name.isupper() or any(_lead(block.text) for block in page.blocks[: page.first_prose])


def _bare_name(block: Block, page: PageView) -> Evidence | None:
    """A person's name alone between the title and a date, or above a role or an address; a name and a role."""
    words = block.text.split()
    following, earlier = page.after(block), page.before(block)
    if block.index >= page.first_prose or following is None or earlier is None or not 2 <= len(words) <= _MOST_WORDS:
        return None
    if page.dated[following.index] and _is_described(block.text) and page.texts.count(block.text) == 1:
        return Evidence(Label.BYLINE, "a name and a role above a date", 0.9)
    if len(words) > 4 or not _is_plain(words):
        return None
    if _is_introduced(following, page):
        return Evidence(Label.BYLINE, f'a name above "{following.text[:20]}"', 0.85)
    titled = page.keys[earlier.index] in page.title_keys and page.keys[block.index] not in page.trail_keys
    if (titled and _is_when(following, page)) or _is_role(following.text):
        return Evidence(Label.BYLINE, "a name between the title and a date, or above a role", 0.85)
    return None


def _is_plain(words: Sequence[str]) -> bool:
    return all(map(_NAME_WORD.fullmatch, words)) and all(word.lower() not in ROLE_MODIFIERS for word in words)


def _is_when(block: Block, page: PageView) -> bool:
    """A date, or a place and a date."""
    return page.dated[block.index] or (_PLACED.fullmatch(block.text) is not None and _lead(block.text) is None)


def _is_described(text: str) -> bool:
    """`Jane Doe, Senior Reporter`, `Jane Doe - The Port Town Post`, `Jane Doe News Reporter`."""
    name, _, role = _BEHIND_NAME.sub(", ", text, count=1).partition(", ")
    words = name.split()
    if not role:
        name, role = " ".join(words[:2]), " ".join(words[2:])
        return len(words) > 2 and words[-1].lower() in ROLE_ENDS and _is_plain(words[:2]) and _is_person(name)
    if not 2 <= len(words) <= 4 or not _is_plain(words):
        return False
    return _is_role(f"{words[0]} {role}") or (_EMPLOYER.fullmatch(role) is not None and _is_person(name))


def _is_introduced(below: Block, page: PageView) -> bool:
    """Whether a line under the title tells whom the name above it works for, or who that is."""
    if not below.text.startswith(_EMPLOYED) or len(below.text.split()) > _MOST_EMPLOYED:
        return False
    return any(found in page.title_keys for found in page.keys[max(0, below.index - _TITLE_BACK) : below.index])


def _is_role(text: str) -> bool:
    words = text.lower().split()
    return _EMAIL.fullmatch(text) is not None or (1 < len(words) <= 5 and words[-1].strip(".,") in ROLE_ENDS)


@remembered
def _lead(text: str) -> re.Match[str] | None:
    """The words with which a byline opens, if the text does."""
    first = _FIRST_WORD.match(text)
    return _LEAD.match(text) if first and first[1].lower() in _FIRST_WORDS else None


def names_only(text: str) -> bool:
    """Whether a text holds names, roles, agencies and dates only, with a name of a person or a desk in front."""
    words = [word.strip("()[].:©") for word in _PARTS.split(without_moments(text).strip(" .-|"))]
    words = [word for word in words if word and word != "-"]
    return bool(words) and len(words) <= 24 and bool(_NAME_WORD.fullmatch(words[0])) and all(map(_fits, words))


def _fits(word: str) -> bool:
    lowered = word.lower()
    return (
        bool(_NAME_WORD.fullmatch(word))
        or lowered in _JOINTS
        or lowered in ROLE_ENDS
        or lowered in ROLE_MODIFIERS
        or lowered in CREDENTIALS
        or "@" in word
        or agency_name(word) is not None
    )
