"""A byline taken apart: "By Jane Doe and Jan van der Berg, CNN" as the pieces of which each may be a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tasks.metadata import name_words as words
from tasks.metadata.agency import agency_name
from tasks.metadata.strings import key, plain
from tasks.metadata.written import find_dates

CHARS = 1_500
PART_CHARS = 200
EDGES = " ,.:;–—-\"'*“”‘’«»›→【】（）〔〕"

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_HANDLE = re.compile(r"(?<![\w.])@\w{1,40}")
_URL = re.compile(r"(?:https?:|www\.)\S{0,300}", re.IGNORECASE)
_BRACKETED = re.compile(r"\s?[(\[{][^()\[\]{}]{0,80}[)\]}]")
_SEPARATOR = re.compile(r"\s?[|•·⋅∙●▪;\n\t／、，،]\s?|\s//\s|\s[-–—/]\s|\s/|/\s|(?<=\w{3})/(?=\w{3})")
_DASH = re.compile(r"\s[-–—]\s")
_AND = re.compile(rf"\s(?:{'|'.join(words.AND)}|&|\+)\s|\s&|、", re.IGNORECASE)
_EMPLOYER_PLACE = re.compile(r",\s[^,|—]{1,40}\s—\s[^,|—]{2,40}$")
"""`Jane Doe, The Courier — Port Town`."""
_FROM_PLACE = re.compile(r"[Aa]us\s[A-ZÄÖÜ]\w+(?:\sberichte[nt])?\s(?=[^\W\d_a-z]\w*\s[^\W\d_a-z])")
_CJK_REPORTER = re.compile(r"\w{0,6}(?:记者|記者)[:：\s]{0,2}(?=\w)|\w{1,12}＝(?=\w)")
_CJK_PLACE = re.compile(r"(?:^|\s)\w{1,8}(?:報導|報道|报道)$")
"""Where a reporter writes from: `台北報導`."""
_LEADING_AND = re.compile(r"(?:and|und|et|y|e|en|i|og|och|&)\s", re.IGNORECASE)
_BY_PHRASES = sorted(words.BY, key=lambda phrase: (-len(phrase), phrase))
_BY = re.compile(rf"(?:{'|'.join(map(re.escape, _BY_PHRASES))})(?:\s?[:：/・]\s?|\s+|(?<=[文글])(?=\w))", re.IGNORECASE)
_SOMETHING_BY = re.compile(r"(?:[A-Za-z][a-z-]{1,15}\s){1,4}by[:\s]\s?(?=[A-Z])")
RESERVED = re.compile(r"^\W{0,3}(?:©|copyright\b)|all rights reserved|\bfiles?(?:\sphoto)?$", re.IGNORECASE)
"""Whose picture or page it is, and not who wrote it."""
_WHEN_BY = re.compile(
    r"^\W{0,3}(?i:posted|published|updated|written|submitted)\b[^|\n]{2,60}?[\s,]by:?\s(?=[^\W\d_a-zß-öø-ÿ])"
)
"""`Posted on April 2, 2026 by`."""
_KINDS = "|".join(words.KINDS)
_KIND_BY = re.compile(
    rf"(?i:(?:\w{{2,4}}\s)?(?:{_KINDS})\s(?:\w{{1,14}}\s){{0,2}}?(?:von|par|por|di|da|de|door|av|af|przez|yazan)\s)"
    r"(?=[^\W\d_a-zß-öø-ÿ])"
)
_KIND_COLON = re.compile(
    rf"(?:{_KINDS})(?:\s?(?:&|\+|/|,|\s(?:und|and|et|y|e|en|i|og|och)\s)\s?(?:{_KINDS}|fotos?|photos?|bilder)){{0,3}}\s?:\s?",
    re.IGNORECASE,
)
"""`Interview: Jane Doe`, `Text & Fotos: Jan van der Berg`."""
_TAIL = re.compile(
    r"\s?[,.–—-]?\s?\b(?:published|updated|posted|last updated|on(?=\s\w{3,9}\.? \d)|contributed to|is an?|stand\s?:"
    r"|reviewed by|medically reviewed|edited by|fact[- ]checked|photo(?:graph)?s? by"
    r"|(?:photos?|fotos?|bild(?:er)?|illustration(?:en|s)?)\s?:|(?:illustration|fotografie|fotos?)s?\s(?:von|de|di|par)\b"
    r"|aktualisiert|veröffentlicht|publié|mis à jour|est une?|publicado|actualizado|atualizado"
    r"|pubblicato|aggiornato|gepubliceerd|опубликовано)(?!\w).*"
    r"|\s(?:today|yesterday|heute|gestern|hoy|ayer|oggi|ieri|vandaag|hoje|ontem|aujourd['’]hui|сегодня|вчера)"
    r"(?=,|\s(?:at|um|alle|\d)).*"
    r"|\s(?:stand|data|date|datum|dato|fecha|дата|tarih)$",  # what stood before a date
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:^|[\s,|•·–—-])(?:on|am|le|el|il|op|den|em|w|в|у)?\s?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes"
    r"|s[áa]bado|domingo|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|(?:segunda|ter[çc]a|quarta"
    r"|quinta|sexta)(?:-feira)?|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)[\s,.|•·–—-]*$",
    re.IGNORECASE,
)
"""A weekday that stood before a date."""
_INTERVIEWED = re.compile(
    r"\b(?:interview|gespräch|entretien|entrevista|intervista)\s(?:von|by|par|por|di|de)\s.{3,60}?(\s(?:mit|with|avec|con|com)\s)",
    re.IGNORECASE,
)
"""Whoever is asked is none of the authors."""
_WITH = (" mit ", " with ", " avec ", " con ", " com ")
_OTHER_WORK = re.compile(
    r"\s?[(\[](?:foto|photo|bild|video|illustr|grafik|graphic|kamera|camera|zdj)[^()\[\]:\s]{0,20}[)\]]", re.IGNORECASE
)
_NO_AUTHOR = "\x00"
"""Put behind a name that has other work in brackets behind it: `Max Roe (Fotos)`."""
_ROLE_ENDS = ("redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporter", "reporterin", "leiterin")
"""How roles end that are written in one word."""


def says_by(claim: str) -> bool:
    """Whether a line promises an author: it begins with "By", "Von", "Autor:", ..."""
    text = claim[:CHARS].strip()
    return without_by(text) != text.strip(EDGES)


def promised(line: str) -> str | None:
    """What stands behind "By" in a line that may begin with a date or a section: `May 18, 2023 | By Jane Doe`."""
    for part in _SEPARATOR.split(undated(line[:CHARS])):
        if part and says_by(part):
            return part
    return None


@lru_cache(maxsize=1024)
def pieces(claim: str) -> tuple[str, ...]:
    """What stands between the commas, strokes and "and"s of a list of authors, but for roles, degrees and dates.

    A page's bylines are asked for again and again: for people, for agencies, for the name of a desk.
    """
    return tuple(_pieces(claim))


def _pieces(claim: str) -> Iterator[str]:
    if len(claim) > CHARS:
        return
    text = _WHEN_BY.sub("By ", plain(claim, CHARS))
    if "(" in text or "[" in text or "{" in text:
        text = _BRACKETED.sub("", _OTHER_WORK.sub(_NO_AUTHOR, text))
    if any(link in text for link in _WITH) and (found := _INTERVIEWED.search(text)):
        text = text[: found.start(1)]
    text = _EMPLOYER_PLACE.sub("", text.strip())
    text = without_place(_HANDLE.sub("", _EMAIL.sub("", _URL.sub("", text))))
    if RESERVED.search(text) or is_organisation(_SEPARATOR.split(text, maxsplit=1)[0].partition(",")[0]):
        return
    parts = _SEPARATOR.split(undated(text))
    if "報" in text or "报" in text:
        parts = [_CJK_PLACE.sub("", part.strip(EDGES)) for part in parts]
    if len(parts) > 1 and _is_one_name(text, parts):
        return
    for number, part in enumerate(parts):
        other_work = part.strip(EDGES).lower().startswith(words.OTHER_WORK)
        if part and not other_work and not (number and _is_surplus(part, parts[0])):
            yield from (piece for piece in _listed(_TAIL.sub("", without_by(part))) if _NO_AUTHOR not in piece)


def _is_one_name(text: str, parts: list[str]) -> bool:
    """Whether a dash stands inside the name of an organisation: `GURUS - Drupal`, `CDU - Fraktion Port Town`."""
    if " " in parts[0] or not _DASH.search(text) or agency_name(parts[0]):
        return False
    return (len(parts) == 2 and _is_single(parts[1])) or is_organisation(f"{text} -")


def without_place(text: str) -> str:
    """Without the town and the country in which a publisher says it sits: `The Courier Ltd, Munich, Germany`."""
    parts = text.split(",")
    if len(parts) < 2 or parts[-1].strip(EDGES).lower() not in words.COUNTRIES:
        return text
    return ",".join(parts[: max(1, len(parts) - 2)])


def _is_surplus(part: str, first: str) -> bool:
    """Whether what stands behind a stroke is a role, an employer, or, behind a name in full, a place of one word."""
    return _is_role(part) or _is_employer(part) or (" " in first.strip() and _is_single(part.strip(EDGES)))


def _is_single(text: str) -> bool:
    """Whether a text is one word, in a script that has capitals, and no agency's name."""
    return " " not in text and text.lower() != text.upper() and not agency_name(text)


def _is_employer(part: str) -> bool:
    """`BBC Sport`, `The Daily Courier`, `Das Magazin`."""
    tokens = part.lower().split()
    return len(tokens) > 1 and (
        tokens[0] in words.ARTICLES or any(token.rpartition("-")[2] in words.MEDIA for token in tokens)
    )


def undated(text: str) -> str:
    """Without a date in words and whatever stands behind it; short of what stands before it, if there is nothing."""
    if not any(char.isdigit() for char in text):
        return text
    starts = [found.start for found in find_dates(text)]
    start = min(starts, default=len(text))
    if before := WEEKDAY.sub("", text[:start]).strip(EDGES):
        return before
    found = re.search(r"(?:19|20)\d{2}\s?", text)
    return text[found.end() :] if found else text


@lru_cache(maxsize=1024)
def without_by(text: str) -> str:
    """Without "By", "Von", "Autor:", "Written by", also where two of them stand together; "De Niro" keeps its "De"."""
    text = text.strip(EDGES)
    for _ in range(3):
        found = None if text.lower() in words.NOBODY or key(text) in words.NOBODY else _opening(text)
        rest = text[found.end() :].lstrip(" :,–—-") if found else ""
        if not found or not rest:
            break
        particle = found[0].strip().lower() in words.PARTICLES and found[0][0].isupper()
        if (particle and " " not in rest) or (rest[0].islower() and found[0].strip().lower() in words.PARTICLES):
            break
        text = rest
    return text


def _opening(text: str) -> re.Match[str] | None:
    """How a line says that its author follows: `By`, `Words:`, `This post was written by`, `Ein Interview von`."""
    return (
        _KIND_COLON.match(text)
        or _BY.match(text)
        or _SOMETHING_BY.match(text)
        or _WHEN_BY.match(text)
        or _KIND_BY.match(text)
        or _FROM_PLACE.match(text)
        or (None if text.isascii() else _CJK_REPORTER.match(text))
    )


def _listed(text: str) -> Iterator[str]:
    """Parts of "A, B and C"; "Doe, Jr." is one name, degrees and roles behind a comma are none."""
    joined: list[str] = []
    parts = [part.strip() for part in text.split(",")]
    if any(part[:1].isdigit() for part in parts):
        parts = [WEEKDAY.sub("", part) for part in parts]  # "am Samstag, 19. Oktober"
    for number, part in enumerate(parts):
        if joined and part.lower() in words.SUFFIXES:
            joined[-1] += f" {part}"
        elif part and not (joined and (_is_appendix(part) or _follows_role(number, parts))):
            joined.append(part)
    for part in joined:
        if is_organisation(part):
            continue  # "Center for Drug Evaluation and Research" is one name, and no person's
        found = _LEADING_AND.match(part)
        yield from _parted(part[found.end() :] if found else part)


def _follows_role(number: int, parts: list[str]) -> bool:
    """Whether a part names where the role before it is held: no role of its own, no "and" another person."""
    own = number + 1 < len(parts) and _is_role(parts[number + 1])
    return number > 1 and _is_role(parts[number - 1]) and not own and not _AND.search(f" {parts[number]}")


def is_organisation(text: str) -> bool:
    """Whether a name of several words holds one that only organisations have: "Ministry", "Universität"."""
    tokens = key(text).split()
    return len(tokens) > 2 and any(token in words.BODIES or token.startswith(words.BODY_STARTS) for token in tokens)


def _is_appendix(text: str) -> bool:
    """A degree, a role, an employer or a place of one word behind a comma: no second author, unless it is an agency."""
    single = _is_single(text) or text.partition(" ")[0] in words.PREPOSITIONS
    return single or text.lower() in words.CREDENTIALS or _is_role(text) or _is_employer(text)


def _is_role(text: str) -> bool:
    """Whether a piece says what somebody is: "Political correspondent", "Founder and CEO of Example"."""
    tokens = text.lower().replace(",", " ").split()
    if not tokens or (len(tokens) > 1 and tokens[-1] in words.CJK_ROLES):
        return False  # there the role stands behind the name
    return is_role_word(tokens[-1]) or any(
        following in words.ROLE_LINKS and is_role_word(token) for token, following in pairwise(tokens)
    )


def is_role_word(token: str) -> bool:
    """Whether a word in lower case says what somebody is: "reporter", "auslandskorrespondentin", "dfb-reporter"."""
    return token.rpartition("-")[2] in words.ROLE_ENDS or token.endswith(_ROLE_ENDS)


def _is_firm(left: str, right: str, link: str) -> bool:
    """Whether "&" joins the words of one name: `Coast Tax & Accounting`."""
    single = _is_single(right) and right.lower() not in words.NOBODY
    return "&" in link and single and left.count(" ") > 1 and not agency_name(left)


def _parted(text: str) -> Iterator[str]:
    """Both sides of "A and B", where both can be names."""
    rest = text
    while (found := _AND.search(rest)) and not agency_name(rest):
        left, right = rest[: found.start()].strip(), rest[found.end() :].strip()
        short = len(found[0].strip()) < 3 and found[0].strip() not in "&+、"
        if (
            not left
            or not right
            or (short and (" " not in left or " " not in right))
            or _is_firm(left, right, found[0])
        ):
            break  # "Ortega y Gasset" is one name
        yield without_by(left)
        rest = right
    yield without_by(rest)
