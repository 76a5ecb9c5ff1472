"""News agencies: the names by which they are known, and the lines in which a page credits its source."""

from __future__ import annotations

import re

from tasks.agencies import AGENCIES as _TABLE
from tasks.metadata.changes import says_changed
from tasks.metadata.strings import key

AGENCIES = {key(spelling): agency.name for agency in _TABLE for spelling in agency.spellings}
"""Spelling (as `key` gives it) to the name by which the agency is known."""

_PARTS = re.compile(r"\s?[/|,;+]\s?|\s(?:and|und|et|y|e|en|i|ve|og|och|with|mit)\s|\s&\s")
_COPYRIGHT = re.compile(r"^[©Ⓒ(]+\s?c?\)?|^copyright\b|\b(?:19|20)\d{2}\b|\.$|\)$", re.IGNORECASE)

_CREDIT_WORDS = """
    source|sources|quelle|quellen|fuente|fuentes|fonte|fonti|fontes|bron|bronnen|źródło|źródła|kaynak|источник|джерело|
    zdroj|forrás|sursa|kilde|källa|lähde|πηγή|المصدر|مصدر|מקור|来源|來源|出典|출처|sumber|nguồn|izvor|извор|agency|agencia|
    agence|agenzia|agência|agentur|via|credit|courtesy
"""
_CREDIT_WORD = "|".join(word.strip() for word in _CREDIT_WORDS.split("|"))
_CREDIT = re.compile(rf"^\W{{0,3}}(?:{_CREDIT_WORD})\s?[:：]\s?", re.IGNORECASE)
_WITH = re.compile(
    r"(?:[^()\n.:]{2,40}\s)?(?:avec|mit|with|con información de|mit material (?:von|der))\s"
    r"(?:l['’]|la\s|der\s)?(.{2,40})",
    re.IGNORECASE,
)
"""`(Avec AFP)`, `Le Courrier avec AFP`."""
_CHARS = 120

_INLINE = re.compile(
    r"^(?:(?:[^()\n]{2,40}\([^()\n\d]{2,30}\))?[^()\n]{0,70}[\s,])?\(([^()]{2,40})\)(?:\s?(?:\.?\s?[-–—―]|[.:])|\s?$)"
)
_AFTER_PLACE = re.compile(r"[^\Wa-z\d][^()a-zß-öø-ÿ]{2,60}\(((?:[A-Z][\w.'’&-]{1,20}\s?){1,4})\)\s?[-–—―]\s")
_SIGNATURE = re.compile(r"[-–—―]\s?((?:[A-Z][\w.'’&]{1,20}\s?){1,3})")
_CLOSING = re.compile(r"[(\[–—-]\s?([^()\[\]\n–—]{2,40})[)\]]?\.?$")


def agency_name(text: str) -> str | None:
    """The agency or agencies that a short text names and nothing else: `dpa/AFP`, `© Reuters 2024`; None otherwise."""
    text = text.strip()[:_CHARS]
    if len(text) < 4 and text.istitle():  # Ria and Ana are people
        return None
    if found := AGENCIES.get(key(text)):
        return found
    previous = ""
    while text != previous:
        previous, text = text, _COPYRIGHT.sub("", text).strip(" ,")
    names = [AGENCIES.get(key(part)) for part in _PARTS.split(text) if part.strip()]
    if not names or None in names:
        return None
    return "/".join(dict.fromkeys(name for name in names if name))


def credited(text: str) -> str | None:
    """The source in a line that is only a credit: `Source: X` names any X; `- CNN`, `(Reuters)`, `© dpa` an agency."""
    text = " ".join(text[: _CHARS * 2].split())
    if found := _CREDIT.match(text):
        source = text[found.end() :].strip(" .-–—")
        return agency_name(source) or source[:_CHARS] or None
    bare = text.strip("-–—―~•*|()[] .")
    if found := _WITH.fullmatch(bare):
        bare = found[1]
    return agency_name(bare) if bare else None


def opening_agency(text: str) -> str | None:
    """The agency in the dateline with which an article's text begins: `LONDON (Reuters) -`, `Madrid, 5 mar (EFE).-`.

    Behind a place in capitals any name in brackets is one: `BRACKENHOLT (IPW) -`.
    """
    head = text[:_CHARS].lstrip()
    found = _INLINE.match(head)
    if found and (name := agency_name(found[1])):
        return name
    found = _AFTER_PLACE.match(head)
    return found[1] if found and not says_changed(found[1]) else None


def signature(text: str) -> str | None:
    """The name in a line that is nothing but a dash and a name of up to three words: `- Northwire`."""
    found = _SIGNATURE.fullmatch(text.strip()[:_CHARS])
    return found[1].strip() if found else None


def closing_agency(text: str) -> str | None:
    """The agency with which an article's last paragraph is signed: `… am Freitag. (dpa)`, `… – AFP`."""
    found = _CLOSING.search(text[-60:].rstrip())
    return agency_name(found[1]) if found else None
