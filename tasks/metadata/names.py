"""Authors: names of people out of bylines as sites write them, and the agencies that stand among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasks.metadata import name_words as words
from tasks.metadata.agency import agency_name
from tasks.metadata.strings import bare, key, plain

_CHARS = 1_500
_NAME_CHARS = 70
_AUTHORS = 40
_PART_CHARS = 200
_EDGES = " ,.:–—-\"'*"

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_HANDLE = re.compile(r"(?<![\w.])@\w{1,40}")
_URL = re.compile(r"(?:https?:|www\.)\S{0,300}", re.IGNORECASE)
_ADDRESS = re.compile(r"\.(?:com|org|net|html?|php)\b|//", re.IGNORECASE)
_BRACKETED = re.compile(r"\s?[(\[{][^()\[\]{}]{0,80}[)\]}]")
_PIECES = re.compile(r"\s?[|•·;\n\t／、，]\s?|\s[-–—/]\s|\s/|/\s|(?<=\w{3})/(?=\w{3})")
_AND = re.compile(rf"\s(?:{'|'.join(words.AND)}|&|\+)\s|\s&|、", re.IGNORECASE)
_FOR = re.compile(rf"\s(?:{'|'.join(words.FOR)})\s")
_TAIL = re.compile(
    r"\s?[,.–—-]?\s?\b(?:published|updated|posted|last updated|on (?=\w{3,9}\.? \d)|contributed to|is an?|stand:"
    r"|aktualisiert|publié|mis à jour|est une?|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd"
    r"|опубликовано)\b.*",
    re.IGNORECASE,
)
_DIGIT_TAIL = re.compile(r"\s?[,–—-]?\s?\S*\d.*")
_BY = re.compile(
    rf"(?:{'|'.join(re.escape(phrase) for phrase in sorted(words.BY, key=lambda phrase: (-len(phrase), phrase)))})"
    r"(?:\s?[:：/]\s?|\s+|(?<=[文글])(?=\w))",
    re.IGNORECASE,
)
_LEADING_AND = re.compile(r"(?:and|und|et|y|e|en|i|og|och|&)\s", re.IGNORECASE)
_CAPS = re.compile(r"[^\W\d_]+")


def authors_in(claims: Iterable[str], publishers: Iterable[str] = ()) -> tuple[str, ...]:
    """The people named in bylines or author fields, each once, in order.

    Args:
        claims: strings as the page gives them: "By JANE DOE and Jan van der Berg, CNN".
        publishers: names and domains of the site itself, which are not authors.
    """
    own = {bare(name) for name in publishers if name}
    found: dict[str, str] = {}
    for claim in claims:
        for name in _names(claim):
            if not _is_nobody(name, own):
                found.setdefault(bare(name), name)
    return tuple(found.values())[:_AUTHORS]


def agencies_in(claims: Iterable[str]) -> tuple[str, ...]:
    """The news agencies named in bylines or author fields, by the name they are known by, each once."""
    found = [name for claim in claims for piece in _pieces(claim) if (name := agency_name(piece))]
    return tuple(dict.fromkeys(found))


def _names(claim: str) -> Iterator[str]:
    for piece in _pieces(claim):
        if not agency_name(piece) and (name := _name(piece)):
            yield name


def _pieces(claim: str) -> Iterator[str]:
    """What stands between the separators of a list of authors."""
    text = plain(claim, _CHARS)
    if len(claim) > _CHARS or not text:
        return
    text = _HANDLE.sub("", _EMAIL.sub("", _URL.sub("", _BRACKETED.sub("", text))))
    for part in _PIECES.split(text):
        if len(part) < _PART_CHARS or "," in part:
            yield from _listed(_without_by(part))


def _without_by(text: str) -> str:
    """Without "By", "Von", "Autor:", "Written by", also where two of them stand together; "De Niro" keeps its "De"."""
    text = text.strip(_EDGES)
    for _ in range(3):
        found = _BY.match(text)
        rest = text[found.end() :].lstrip(" :,–—-") if found else ""
        if not found or not rest:
            break
        if found[0].strip().lower() in words.PARTICLES and (" " not in rest or rest[0].islower()):
            break
        text = rest
    return text


def _listed(text: str) -> Iterator[str]:
    """Parts of "A, B and C"; "Doe, Jr." is one name, degrees and roles behind a comma are none."""
    joined: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        if joined and part.lower() in words.SUFFIXES:
            joined[-1] += f" {part}"
        elif part and not (joined and _is_appendix(part)):
            joined.append(part)
    for part in joined:
        found = _LEADING_AND.match(part)
        yield from _parted(part[found.end() :] if found else part)


def _is_appendix(text: str) -> bool:
    """A degree, a role, an employer or a place of one word behind a comma: no second author, unless it is an agency."""
    single = " " not in text and text.isascii() and not agency_name(text)
    last = text.lower().rsplit(maxsplit=1)[-1]
    return single or text.lower() in words.CREDENTIALS or last in words.ROLE_ENDS


def _parted(text: str) -> Iterator[str]:
    """Both sides of "A and B", where both can be names."""
    rest = text
    while (found := _AND.search(rest)) and not agency_name(rest):
        left, right = rest[: found.start()].strip(), rest[found.end() :].strip()
        short = len(found[0].strip()) < 3 and found[0].strip() not in "&+、"
        if not left or not right or (short and (" " not in left or " " not in right)):
            break  # "Ortega y Gasset" is one name
        yield _without_by(left)
        rest = right
    yield _without_by(rest)


def _name(text: str) -> str | None:
    """One name without role, employer, date and degree; None where no name is left."""
    if len(text) > _PART_CHARS or text.lower().startswith(words.OTHER_WORK) or _ADDRESS.search(text):
        return None
    dated = _DIGIT_TAIL.sub("", _TAIL.sub("", text))
    found = _FOR.search(dated)
    name = _without_role((dated[: found.start()] if found and found.start() else dated).strip(_EDGES + "“”‘’;").split())
    few = len(name) > _NAME_CHARS or len(name.split()) > 6 or sum(char.isalpha() for char in name) < 2
    if few or (dated != text and " " not in name):  # "Nov 5, 2024" leaves "Nov"
        return None
    return _in_small_letters(name) if name.isupper() else name


def _without_role(tokens: list[str]) -> str:
    """Without "Political correspondent" before or behind the name, and without employer and degrees behind it."""
    if tokens and tokens[-1].lower() in words.TEAM_ENDS:
        return " ".join(tokens)
    lowered = [token.lower().strip(",:") for token in tokens]
    end = len(tokens)
    while end > 2 and (lowered[end - 1] in words.ROLE_ENDS or _is_degree(tokens[end - 1])):
        end -= 1
        while end > 2 and lowered[end - 1] in words.ROLE_MODIFIERS:
            end -= 1
    for width in (3, 2, 1):
        if end - width >= 2 and agency_name(" ".join(tokens[end - width : end])):
            end -= width
    begin = 0
    for number in range(min(4, end - 2)):
        if lowered[number] in words.ROLE_ENDS:
            begin = number + 1
        elif lowered[number] not in words.ROLE_MODIFIERS:
            break
    kept = [token for token in tokens[begin:end] if token not in words.CJK_ROLES] or tokens
    return " ".join(kept)


def _is_degree(token: str) -> bool:
    return token.isupper() and token.lower() in words.CREDENTIALS


def _in_small_letters(name: str) -> str:
    """`JANE VAN DER BERG-O'NEILL` as `Jane van der Berg-O'Neill`; a single word may be an abbreviation and stays."""
    parts = name.split()
    if len(parts) < 2:
        return name
    return " ".join(_small(part, first=not number) for number, part in enumerate(parts))


def _small(part: str, *, first: bool) -> str:
    if not first and part.lower() in words.PARTICLES:
        return part.lower()
    if "." in part or part.lower() in {"ii", "iii", "iv"} or (len(part) == 2 and not set("AEIOUY") & set(part)):
        return part
    titled = _CAPS.sub(lambda found: found[0][0] + found[0][1:].lower(), part)
    return titled[:2] + titled[2].upper() + titled[3:] if titled.startswith("Mc") and len(titled) > 3 else titled


def _is_nobody(name: str, own: set[str]) -> bool:
    """The site itself, a desk, an account."""
    lowered, last = name.lower().strip("."), name.lower().split()[-1]
    return (
        bare(name) in own
        or bare(name.removeprefix("The ")) in own
        or lowered in words.NOBODY
        or key(name) in words.NOBODY
        or last in words.TEAM_ENDS
        or lowered.startswith(("redaktion ", "redazione ", "redacción ", "redactie ", "la redaction ", "редакция "))
    )
