"""How picture credits look: `(Photo by N / AFP)`, `{N/The Courier/Getty Images}`, `Photo: N`, `N/Reuters`.

All patterns are bounded and free of nested repetition: a hostile line costs linear time.
"""

from __future__ import annotations

import re

from tasks.remember import remembered

LONGEST_CAPTION = 800
CREDIT_CHARS = 160
"""A picture credit stands within the last characters of its caption."""
LONGEST_NAMED = 320
MOST_SENTENCES = 3
"""Sentence ends before the last in a caption: behind more of them, a name in brackets is no picture credit."""

_PHOTO = (
    r"(?:file\sphotos?|photo(?:graph)?s?|photography|pictures?|pics?|images?|fotos?|bild(?:er)?|fotografía|imagen|"
    r"immagine|foto(?:grafia)?|zdjęcie|fot\.|фото|symbolbild|archivbild|symbolfoto|archivfoto|illustration|"
    r"crédits?\sphoto|créditos?)"
)
_CREDITED = (
    r"(?:\scredits?|\scourtesy(?:\sof)?|\sillustration|\ssource|nachweis)?"
    r"(?:\s?[:©]\s?|\s(?:by|via|from|courtesy)\s)"
)
_STOCK = (
    r"(?:Getty(?:\sImages)?|Shutterstock|iStock(?:photo)?|Unsplash|Pexels|Pixabay|Adobe\sStock|Alamy|Imago|IMAGO|"
    r"picture\salliance|Wiki[Mm]edia(?:\sCommons)?|Flickr|Depositphotos|Dreamstime|NurPhoto|Zuma(?:\sPress)?)"
)
"""These sell pictures and nothing else."""
_HOUSE = (
    rf"(?:{_STOCK}|AP(?:\sPhoto|\sImages)?|Associated\sPress|REUTERS|Reuters|AFP|EPA(?:-EFE)?|dpa|DPA|Bloomberg|ANSA|"
    r"EFE|Xinhua|PA(?:\sWire|\sImages|\sMedia)?|Sipa|Anadolu|Keystone|APA|TASS|Sputnik|ČTK|PAP|Agência\sBrasil|"
    r"Handout|CNN|USA\sTODAY\sSports)"
)
_CAPITAL = "[A-ZÀ-ÞĀ-ŽА-Я@©]"
_NAME = r"(?:[A-ZÀ-Þ][\w’'-]{0,20}\.?\s?){1,4}"
_SLASHED = (
    rf"(?:{_NAME}|{_HOUSE})(?:\s?/\s?[\w .’'-]{{2,40}}){{0,3}}(?:/|\svia)\s?{_HOUSE}"
    rf"|{_HOUSE}\s?/\s?{_NAME}(?:/\s?(?i:file(?:\sphoto)?|pool|handout)(?:\s(?i:photo))?)?"
    rf"|(?:{_NAME}\s?)?via\s{_HOUSE}"
)
"""`Jane Doe/The Courier/Getty Images`, `AP Photo/Jane Doe`, `AFP via Getty Images`."""
_ARCHIVED = r"(?i:file|pool|archiv\w{0,5})(?:\s(?i:photo|picture|image|foto))?"
_OUTLET = rf"(?:{_HOUSE}|AAP|ANI|PTI|IANS|Supplied|Facebook|Instagram|ABC(?:\s[A-Z][a-z]{{1,15}}){{0,3}})"
_INNER = re.compile(
    rf"(?i:{_PHOTO}{_CREDITED}){_CAPITAL}.{{1,100}}|(?i:file\sphoto|photo|archive|file|archiv(?:bild|foto)?)"
    rf"|(?:.{{0,60}},\s)?(?:{_ARCHIVED}\s?[:/]\s?)?(?:{_SLASHED}|{_STOCK})(?:,\s{_ARCHIVED})?"
    rf"|(?i:(?:(?:photo|picture|image)s?\s)?courtesy(?:\sof|\s?:)?\s|credits?\s?:\s){_CAPITAL}.{{1,80}}"
    r"|(?:AP|AFP|PTI|ANI|IANS|UNI|EPA|Reuters|REUTERS|Xinhua|Yonhap|Kyodo)\s(?:file\s)?(?:Photo|photo)s?"
    rf"|(?:[A-Z][\w.’'-]{{1,15}}\s){{1,3}}(?i:photos?)(?:\s(?:by|/|:)\s?{_CAPITAL}.{{1,60}})?"
    rf"|{_OUTLET}\s?:\s?{_NAME}|Supplied"
)
"""Between the brackets at a caption's end."""
_BRACED = re.compile(r"[A-ZÀ-Þ][\w.’'-]{1,20}\s.{0,60}/.{1,60}")
"""Between braces, which stand for nothing else in running text."""
_OPENED = {")": "(", "]": "[", "}": "{"}
_PHOTO_END = re.compile(
    rf"(?<!\w)(?i:{_PHOTO}{_CREDITED})(?={_CAPITAL}|dpa|the\sauthor)(?:[^.:!?\n]|(?<=[A-ZÀ-Þ])\.){{2,100}}(?:\.\s?[^.:!?\n]{{1,20}})?$"
)
_PHOTO_PARTS = ("phot", "pic", "imag", "foto", "bild", "immag", "zdj", "fot.", "фото", "illustration")
"""One of these stands in every word for a picture."""
_HOUSE_END = re.compile(rf"(?<![\w/])(?:{_SLASHED})$")
_ANY_HOUSE = re.compile(_HOUSE)
_OWNER_END = re.compile(rf"©\s?{_NAME}(?:[,/]\s?[\w .’'-]{{2,40}})?$")
_SHOUTED_END = re.compile(r"[.!?…»”\"]\s?/\s?(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20}\s?){1,4}$")
"""`… durante su última ronda. / JULIO GALÁN`."""
_LICENSED = re.compile(r"\s?Purchase Licensing Rights(?:, opens new tab)?$")
"""What reuters.com prints behind its captions."""
_CREDIT_END = re.compile(rf"(?<![A-Za-z])[Cc]redit\s?:\s?(?={_CAPITAL})[^.:!?\n]{{2,60}}$")
_DASHED_END = re.compile(r"(?:AFP|AP|EPA|REUTERS|Reuters|EFE|Lusa)\s[-–]\s(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20}\s?){1,4}$")
"""`… le 30 avril 2026. AFP - FRED TANGUY`."""
_WORD = r"[A-ZÀ-Þ][^\W\d_]{0,20}[.’'-]?[^\W\d_]{0,20}\.?"
_NAMED_END = re.compile(
    rf"[.!?]\s[(\[]{_WORD}(?:\s{_WORD}){{1,3}}(?:\s?[/,|]\s?{_WORD}(?:\s{_WORD}){{0,3}}){{1,2}}[)\]]$"
)
"""Behind a full stop a name and a house: `… in Port Mouton. (Kayla Dunphy/CBC)`, `… [Bakari Ngeno, Standard]`.
A name alone may be who said it, or a source: `… by its design. (Stanford University)`."""
_PUT_THERE = re.compile(
    r"\s(?:hide|toggle) caption$|©\s?Provided by\s[^.!?]{2,40}$"
    rf"|[.!?”\"]\s?Source\s?:\s(?:{_HOUSE}|AAP)\s?/\s?{_NAME}$"
)
"""Credits as NPR, MSN and SBS print them."""
_FILED = re.compile(r"FILE(?:\s(?:PHOTO|IMAGE|PICTURE))?\s?[-–—:]{1,2}\s\S")
"""How the wires open the caption of an older picture."""
_SIGN = re.compile(
    r"[/©]|(?:AFP|AP|EPA|REUTERS|Reuters|EFE|Lusa)\s[-–]\s|\svia\s|:\s?\S|(?:photo|image|picture|illustration|foto|bild|zdjęcie|фото)\w{0,8}\s(?:by|credit|courtesy|from)",
    re.IGNORECASE,
)
_LINE = re.compile(
    rf"(?i:{_PHOTO}{_CREDITED}){_CAPITAL}[^!?\n]{{1,140}}|{_SLASHED}|{_STOCK}"
    r"|(?i:(?:image|photo|picture)\s(?:source|caption|credit|copyright)[,:])\s?.{2,300}"
    rf"|(?i:credit\s?:\s?){_CAPITAL}[^!?\n]{{1,60}}|(?i:file\sphoto|courtesy\sphoto|symbolbild|archivbild|handout|(?:contributed|supplied|handout|stock)\sphoto)"
)
_SENTENCES = re.compile(r"[.!?][\"”’)]?\s+[A-ZÀ-Þ“\"]")


_NAMED = (
    "/", "©", "}", "via", "(file", "[file", "archiv", "phot", "imag", "pic", "foto", "bild", "zdj", "fot.", "фото",
    "immag", "illustration", "crédit", "credit", "courtesy", "supplied", "facebook:", "instagram:", "getty", "stock",
    "splash", "pexels", "pixabay", "alamy", "alliance", "media", "(abc", "(ap:", "ap - ", "afp - ", "epa - ",
    "efe - ", "lusa - ", "reuters - ", "(afp:", "(aap:", "(reuters:", "flickr", "dreams", "zuma", "handout",
)  # fmt: skip
"""One of these stands in every credit: most blocks are told from one without a pattern."""


def _may_be_credited(tail: str) -> bool:
    lowered = tail.lower()
    for name in _NAMED:  # noqa: SIM110 - asked of most blocks; a generator takes twice as long
        if name in lowered:
            return True
    return False


@remembered
def is_credited(text: str) -> bool:
    """Whether a block is a picture credit, or a caption that one closes."""
    if (text[:4] == "FILE" and len(text) <= LONGEST_CAPTION and _FILED.match(text)) or _ends_with_names(text):
        return True
    if len(text) > LONGEST_CAPTION or not _may_be_credited(text[-CREDIT_CHARS:]):
        return False
    text = _LICENSED.sub("", text)
    tail = text[-CREDIT_CHARS:].rstrip(" .…")
    if tail[-1:] in {")", "]", "}"}:
        found = _closes_in_brackets(tail)
    else:
        found = bool(_SIGN.search(tail)) and _closes_openly(tail)
    return (found and len(_SENTENCES.findall(text)) <= MOST_SENTENCES) or is_credit_line(text)


def _ends_with_names(text: str) -> bool:
    if len(text) <= LONGEST_NAMED and _PUT_THERE.search(text[-CREDIT_CHARS:]):
        return True
    closed = text[-1:] in {")", "]"} and len(text) <= LONGEST_NAMED
    return closed and _NAMED_END.search(text[-CREDIT_CHARS:]) is not None


def is_credit_line(text: str) -> bool:
    """Whether a block is nothing but a credit: `Photo: N`, `Getty Images`, `Image source, N`, `Jane Doe / AP Photo`."""
    return _LINE.fullmatch(text.strip("()[]{} .")) is not None


def _closes_openly(tail: str) -> bool:
    """A credit without brackets; a cheap look first, since each of the patterns is tried at every character."""
    lowered = tail.lower()
    if (not tail.isascii() or any(part in lowered for part in _PHOTO_PARTS)) and _PHOTO_END.search(tail):
        return True
    if _ANY_HOUSE.search(tail) and _HOUSE_END.search(tail):
        return True
    if "redit" in tail and _CREDIT_END.search(tail):
        return True
    if (" - " in tail or " – " in tail) and _DASHED_END.search(tail):
        return True
    if "/" in tail and _SHOUTED_END.search(tail):
        return True
    return "©" in tail and _OWNER_END.search(tail) is not None


def _closes_in_brackets(tail: str) -> bool:
    start = tail.rfind(_OPENED[tail[-1]])
    inner = tail[start + 1 : -1].strip()
    if start < 0 or "\n" in inner:
        return False
    return _INNER.fullmatch(inner) is not None or (tail[-1] == "}" and _BRACED.fullmatch(inner) is not None)
