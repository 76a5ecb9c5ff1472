"""Rules for lines that say where words or a picture came from: agency credits, datelines, captions.

All patterns are bounded and free of nested repetition: a hostile line costs linear time.
"""

from __future__ import annotations

import re

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence, Label
from tasks.boilerplate.view import HEADINGS, PageView, key
from tasks.metadata.agency import agency_name, credited, opening_agency
from tasks.segment.credits import is_credit
from tasks.segment.leadin import is_lead_in

LONGEST_CREDIT, LONGEST_CAPTION = 320, 800
CREDIT_CHARS = 160
"""A picture credit stands within the last characters of its caption."""

_SOURCE = re.compile(
    r"(?:sources?|quellen?|fuentes?|fontes?|fonti?|bron|bronnen|źródło|źródła|kaynak|источник)\s?[:：]\s?[^.!?:]{1,80}\.?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[-–—―]{1,2}\s?[A-ZÀ-Þ]{3,8}(?:\s?[/,&]\s?[A-ZÀ-Þ]{2,8}){0,3}\.?")
_REPORTING = re.compile(
    r"[(\[]?(?:(?:additional|further|with|writing and|reporting and)\s)?(?:reporting|writing|editing|compiled|inputs?|files?)"
    r"\s(?:by|from)\s.{3,300}",
    re.IGNORECASE,
)
_ORIGINALLY = re.compile(
    r"(?:this|the)\s(?:article|story|piece|post|report|essay)\s(?:was\s|is\s|has\sbeen\s)?(?:originally\s|first\s)?"
    r"(?:published|appeared|republished|produced)\s(?:by|in|on|at|from)\s.{2,200}",
    re.IGNORECASE,
)


def agency_credit(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """`Source: CNN`, `- CNN`, `(Reuters)`, `(Reporting by N)` alone in a block; a place before the agency is a dateline.

    An agency's bare name amid the text, in a list or a table may be a part of either and is left alone.
    """
    text = block.text
    if len(text) > LONGEST_CREDIT or block.inside("table", "tr", "figure", "figcaption", "pre", *HEADINGS):
        return None
    if is_lead_in(text):
        placed = bool(re.match(r"\w", text)) and opening_agency(f"{text} ") is not None
        return Evidence(Label.DATELINE if placed else Label.AGENCY_CREDIT, "an agency's lead-in", 0.97)
    if is_credit(text):
        return Evidence(Label.AGENCY_CREDIT, "an agency's mark", 0.97)
    if _SOURCE.fullmatch(text):
        return _source(block, page)
    return None if page.amid(block) or block.index <= page.first_prose else _closing(block, page)


def _source(block: Block, page: PageView) -> Evidence | None:
    """Amid the text the source of a figure is named so too: there it must be a known agency."""
    name = block.text.split(":", 1)[-1].strip(" .")
    if page.amid(block) and agency_name(name) is None:
        return None
    return Evidence(Label.AGENCY_CREDIT, f'opens with "{block.text.split(":")[0]}:"', 0.95)


def _closing(block: Block, page: PageView) -> Evidence | None:
    """Behind the last prose: `AFP`, `- RNZ`, who reported, where it was first published."""
    text = block.text
    if _SIGNED.fullmatch(text) or (block.tag != "li" and len(text) <= 40 and credited(text)):
        return Evidence(Label.AGENCY_CREDIT, "a signature behind the text", 0.93)
    if _REPORTING.fullmatch(text):
        return Evidence(Label.AGENCY_CREDIT, "says who reported, behind the text", 0.95)
    return None


_PHOTO = (
    r"(?:file\sphotos?|photo(?:graph)?s?|photography|pictures?|pics?|images?|fotos?|bild(?:er)?|fotografía|imagen|immagine|"
    r"foto(?:grafia)?|zdjęcie|fot\.|фото|symbolbild|archivbild|symbolfoto|archivfoto|illustration|crédits?\sphoto|créditos?)"
)
_CREDITED = r"(?:\scredits?|\scourtesy(?:\sof)?|\sillustration|\ssource|nachweis)?\s?(?::|/|\bby\b|\bvia\b|\bfrom\b|©|\bcourtesy\b)\s?"
_HOUSE = (
    r"(?:Getty(?:\sImages)?|AP(?:\sPhoto|\sImages)?|Associated\sPress|REUTERS|Reuters|AFP|EPA(?:-EFE)?|dpa|DPA|Shutterstock|"
    r"iStock(?:photo)?|Unsplash|Pexels|Pixabay|Adobe\sStock|Alamy|Imago|IMAGO|picture\salliance|Bloomberg|ANSA|EFE|Xinhua|"
    r"PA(?:\sWire|\sImages|\sMedia)?|Zuma(?:\sPress)?|Sipa|NurPhoto|Anadolu|WikiMedia(?:\sCommons)?|Wikimedia\sCommons|Flickr|"
    r"NASA|Keystone|APA|TASS|Sputnik|ČTK|PAP|Agência\sBrasil|Handout|Depositphotos|Dreamstime|Newsmakers|USA\sTODAY\sSports)"
)
_IN = r"[^(){}\[\]\n]"
_WORDS = r"[^.:!?\n]"
_BRACKETED = (
    rf"[({{\[]\s?(?:(?i:{_PHOTO}{_CREDITED})[A-ZÀ-ÞĀ-ŽА-Я@©]{_IN}{{1,100}}|(?i:file\sphoto|photo|archive|file)|{_IN}{{0,80}}\b{_HOUSE}{_IN}{{0,60}})\s?[)}}\]]"
)
_BRACED = rf"\{{[A-ZÀ-Þ][\w.’'-]{{1,20}}\s{_IN}{{0,60}}/{_IN}{{1,60}}\}}"
_OPEN = rf"(?i:\b{_PHOTO}{_CREDITED})[A-ZÀ-ÞĀ-ŽА-Я@©]{_WORDS}{{1,100}}"
_SLASHED = rf"(?:[A-ZÀ-Þ][\w’'-]{{1,20}}\.?\s?){{1,4}}/\s?(?:[\w .’'-]{{2,40}}/\s?){{0,3}}{_HOUSE}|\b(?:via|by)\s{_HOUSE}"
CREDIT_END = re.compile(rf"(?:{_BRACKETED}|{_BRACED}|{_OPEN}|{_SLASHED})(?:\svia\s{_WORDS}{{2,40}})?\W{{0,2}}$")
"""A caption's end: `(Photo by N / AFP)`, `{N/The Courier/Getty Images}`, `Photo: N`, `N/Reuters`."""
CREDIT_LINE = re.compile(
    rf"[(\[{{]?(?:(?i:{_PHOTO}{_CREDITED})[A-ZÀ-ÞĀ-ŽА-Я@©][^!?\n]{{1,140}}|(?i:(?:image|photo|picture)\s(?:source|caption|credit|copyright)[,:])\s?.{{2,300}}"
    rf"|(?:[A-ZÀ-Þ][\w.’'-]{{1,20}}\s){{0,4}}(?:/\s?)?{_HOUSE}(?:\s?/\s?{_HOUSE}){{0,2}}|(?i:file\sphoto|courtesy\sphoto|symbolbild|archivbild|handout))[)\]}}]?\.?"
)
"""A credit alone: `Photo: N`, `Getty Images`, `Image source, N`, `Jane Doe / AP Photo`."""
_SENTENCES = re.compile(r"[.!?][\"”’)]?\s+[A-ZÀ-Þ“\"]")


def caption(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """A picture's words: in a figcaption, closed by a credit, or the bare double of one that is."""
    if block.inside("figcaption"):
        return Evidence(Label.CAPTION, "inside figcaption", 0.98)
    if len(block.text) > LONGEST_CAPTION or block.inside("pre", "code", "table", "tr", *HEADINGS):
        return None
    if _is_credited(block.text):
        return Evidence(Label.CAPTION, "closed by a picture credit", 0.95)
    for other in (page.after(block), page.before(block)):
        if other is not None and _doubles(block.text, other.text):
            return Evidence(Label.CAPTION, f"bare double of the caption in block {other.index}", 0.93)
    return None


def _is_credited(text: str) -> bool:
    """Captions are short: after more than three sentences a name in brackets is no picture credit."""
    if CREDIT_LINE.fullmatch(text):
        return True
    return bool(CREDIT_END.search(text[-CREDIT_CHARS:])) and len(_SENTENCES.findall(text)) <= 3


def _doubles(bare: str, credited_text: str) -> bool:
    if len(bare) < 40 or len(credited_text) > LONGEST_CAPTION or not _is_credited(credited_text):
        return False
    ours, theirs = key(bare), key(credited_text)
    return theirs.startswith(ours) or (len(ours) >= 60 and ours[:60] == theirs[:60])
