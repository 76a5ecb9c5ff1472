"""Authors: names of people out of bylines as sites write them, and the agencies that stand among them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.metadata import name_words as words
from tasks.metadata.agency import agency_name
from tasks.metadata.byline import (
    CHARS,
    EDGES,
    PART_CHARS,
    RESERVED,
    is_role_word,
    pieces,
    says_by,
    undated,
    without_by,
    without_place,
)
from tasks.metadata.strings import bare, key, plain

_NAME_CHARS = 70
_NAME_WORDS = 6
_AUTHORS = 40
_LEAST_TWICE = 5
_LEAST_WORD = 3
_KOREAN_REPORTER = re.compile(r"(?<=^[가-힣]{3})(?:기자|특파원)$")

_ADDRESS = re.compile(
    r"@|//|\.(?:html?|php)\b|[\w-]\.(?:com|org|net|info|news|co|in|de|fr|uk|es|it|pt|br|nl|be|at|ch|pl|ru|ua|tr|gr|cz|se|no|dk"
    r"|fi|hu|ro|us|ca|au|io|tv|eu|me)$|^\S*\.\S*\.\S*\.\S*$",
    re.IGNORECASE,
)
_FOR = re.compile(rf"\s(?:{'|'.join(words.FOR)})(?:\s|$)")
_DIGIT_TAIL = re.compile(r"\s?[,–—-]?\s?\S*\d.*")
_BRACKETED = re.compile(r"\s?[(\[{][^()\[\]{}]{0,80}[)\]}]")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_STROKES = f"{EDGES}|•·⋅∙"
_TRAIL = re.compile(r"\s(?:[Oo]n|[Aa]m|le|el|il|den|d\.|um|à|em|em:|il:)$")
"""What stood before the date that has been cut off."""
_CUT_OFF = re.compile(r"\s(?:to|of|by|von|for|from|para|für|voor|with|mit)$", re.IGNORECASE)
"""What ends so has lost what it was about: `Letters to` the Editor."""
_CAPS = re.compile(r"[^\W\d_]+")


def authors_in(claims: Iterable[str], publishers: Iterable[str] = (), *, visible: bool = False) -> tuple[str, ...]:
    """The people named in bylines or author fields, each once, in order.

    Args:
        claims: strings as the page gives them: "By JANE DOE and Jan van der Berg, CNN".
        publishers: names of the site itself, which are not authors, and its domain, of which `janedoe.com` may be the
            author's own: it only excludes names of one word.
        visible: the claims are text of the page, where not everything that stands there is a name: only what is
            written as names are, with two words or behind a "By", is heard.
    """
    sites = [name for name in publishers if name]
    own = {bare(name) for name in sites}
    label = {bare(name.split(".")[0]) for name in sites if "." in name and " " not in name}
    found: dict[str, str] = {}
    for claim in claims:
        if bare(without_by(without_place(claim[:PART_CHARS]))) in own:
            continue  # "Jobs & Hire" is one name
        for number, piece in enumerate(pieces(claim)):
            promised = visible and not number and says_by(claim)
            name = None if agency_name(piece) else _name(_without_site(piece, sites), single=promised)
            if (
                name
                and not _is_nobody(name, own if " " in name else own | label)
                and (not visible or _reads_as_name(name, single=promised))
            ):
                found.setdefault(bare(name), name)
    return tuple(found.values())[:_AUTHORS]


def agencies_in(claims: Iterable[str]) -> tuple[str, ...]:
    """The news agencies named in bylines or author fields, by the name they are known by, each once."""
    found = [name for claim in claims for piece in pieces(claim) if (name := agency_name(piece))]
    return tuple(dict.fromkeys(found))


def organisations(claims: Iterable[str], publishers: Iterable[str] = ()) -> tuple[str, ...]:
    """Corporate authors as they are written, but for agencies, desks and the site itself."""
    own = {bare(name) for name in publishers if name}
    names = [name for claim in claims if (name := claim.strip()[:PART_CHARS]) and not _is_nobody(name, own)]
    return tuple(dict.fromkeys(name for name in names if not agency_name(name)))


def desks(claims: Iterable[str], sites: Iterable[str] = ()) -> tuple[str, ...]:
    """Desks, companies and the site itself, where they are named: "The Courier Newsroom", but not "Newsroom".

    For pages on which nobody else is named: the name is given whole, without "By". No agency, no account, no address,
    unless it is one of `sites`.
    """
    own = {bare(site) for site in sites} - {""}
    found: dict[str, str] = {}
    for claim in claims:
        text, name = without_place(without_by(plain(claim, PART_CHARS))), _whole(claim)
        name = text if bare(text) in own and "(" not in text else name
        its_own = bare(name) in own and "@" not in name
        its = not RESERVED.search(text) and not plain(claim, PART_CHARS).lower().startswith(words.OTHER_WORK)
        if its and (its_own or (_is_desk(name) and not agency_name(name))):
            found.setdefault(bare(name), name)
    return tuple(found.values())[:1]


def newsrooms(claims: Iterable[str]) -> tuple[str, ...]:
    """The first that says no more than that the newsroom wrote it: "Redaktion", "News Desk", "Our Editors"."""
    return tuple(name for claim in claims if key(name := _whole(claim)) in words.NEWSROOMS)[:1]


def _whole(claim: str) -> str:
    """A claim without "By", brackets, place and date, but otherwise in one piece."""
    text = _without_agency(without_place(_BRACKETED.sub("", undated(without_by(plain(claim, PART_CHARS))))))
    short = _DIGIT_TAIL.sub("", text).strip(_STROKES)
    numbered = short and " " not in short and "." not in short and not _YEAR.search(text)
    return _TRAIL.sub("", text.strip(_STROKES) if numbered else short)


def _without_agency(text: str) -> str:
    """`AFP/The Courier` as `The Courier`; no shorter where that is a list, as in `courier.example, mpa/dpa`."""
    parts = [part.strip() for part in text.split("/")]
    own = [part for part in parts if not agency_name(part)]
    return own[0] if len(own) == 1 < len(parts) and "," not in text and len(own[0]) > _LEAST_WORD else text


def _is_desk(name: str) -> bool:
    if not 1 < len(name) <= _NAME_CHARS or _is_address(name) or key(name) in words.NOBODY:
        return False
    if " " in name and max(map(len, name.split())) < _LEAST_WORD:
        return False  # "FR IT EN" switches the language
    telling = [token for token in key(name).split() if token not in words.DESK_WORDS and not token.isdigit()]
    return bool(telling) and len(name.split()) <= 2 * _NAME_WORDS and not is_account(name)


def _is_address(name: str) -> bool:
    """Whether a name is an address; "Redaktion courier.example" is that of a desk."""
    desk = "@" not in name and "//" not in name and any(token in words.DESK_WORDS for token in name.lower().split())
    return bool(_ADDRESS.search(name)) and not desk


def is_team(claim: str, sites: Iterable[str]) -> bool:
    """Whether a line names the site or a team, and no more than that and a date: `The Courier Staff`."""
    name = _whole(claim)
    tokens = key(name).split()
    ends = bool(tokens) and len(tokens) < _NAME_WORDS and (tokens[-1] in words.TEAM_ENDS or tokens[0] == "team")
    return ends or bare(name) in {bare(site) for site in sites}


def is_account(name: str) -> bool:
    """Whether a name is one by which somebody signs in: `jdoe`, `jane.doe`, `jane_doe`, `user5105`."""
    coded = name.isascii() and any(char in "._" or char.isdigit() for char in name)
    return " " not in name and (name.islower() or coded)


def inverted(claim: str) -> str:
    """`Doe, Jane A.`, as library records have it, as `Jane A. Doe`; anything else as it is."""
    last, comma, first = claim[:CHARS].partition(", ")
    if not comma or "," in first or len(last.split()) > 2 or not 0 < len(first.split()) < 4:
        return claim
    return f"{first} {last}"


def _without_site(piece: str, sites: list[str]) -> str:
    """Without the site's name behind the author's, as in `Jane Doe The Courier`."""
    for site in sites:
        rest = piece[: -len(site)].rstrip(EDGES)
        if len(piece) > len(site) + 3 and piece.casefold().endswith(f" {site.casefold()}") and " " in rest:
            return rest
    return piece


def _name(text: str, *, single: bool) -> str | None:
    """One name without role, employer, date and degree; None where no name is left.

    Of a piece that goes on ("Brett in Workshop") a name of one word is only heard where `single` allows it.
    """
    if len(text) > PART_CHARS or text.lower() in words.BY:
        return None
    if text.lower().startswith(words.TEAM_STARTS):
        return text
    dated = _DIGIT_TAIL.sub("", text)
    found = _FOR.search(dated)
    goes_on = found and " " not in dated[: found.start()] and found[0].strip() not in words.WHERE
    if _ADDRESS.search(text[: found.start()] if found else text) or (goes_on and not single):
        return None  # "Human in the Loop"
    name = _without_role((dated[: found.start()] if found else dated).strip(EDGES).split())
    name = _once(_TRAIL.sub("", name))
    many = len(name) > _NAME_CHARS or len(name.split()) > _NAME_WORDS
    if many or sum(char.isalpha() for char in name) < 2 or (dated != text and " " not in name):
        return None
    if _CUT_OFF.search(name) or (len(name) < 4 and name.islower()):  # initials of an editor: "det", "hm"
        return None
    return _in_small_letters(name) if name.isupper() else name


def _once(name: str) -> str:
    """A name that two elements print without a blank between them; without the code of an editor behind a stroke."""
    half = len(name) // 2
    tokens = name.split()
    if len(tokens) > 1 and tokens[: len(tokens) // 2] * 2 == tokens:
        return " ".join(tokens[: len(tokens) // 2])
    if half > _LEAST_TWICE and name[:half].rstrip() == name[-half:].lstrip():
        name = name[:half].rstrip()
    before = name.partition("/")[0].strip()
    return before if " " in before else name


def _without_role(tokens: list[str]) -> str:
    """Without "Political correspondent" before or behind the name, and without employer and degrees behind it."""
    if tokens and tokens[-1].lower() in words.TEAM_ENDS:
        return " ".join(tokens)
    lowered = [token.lower().strip(",:") for token in tokens]
    end = _before_rank(lowered)
    while end > 2 and (lowered[end - 1] in words.ROLE_ENDS or _is_degree(tokens[end - 1])):
        end -= 1
        while end > 2 and lowered[end - 1] in words.ROLE_MODIFIERS:
            end -= 1
    for width in (3, 2, 1):
        if end - width >= 2 and agency_name(" ".join(tokens[end - width : end])):
            end -= width
    begin = 0
    for number in range(min(4, end - 2)):
        if is_role_word(lowered[number]):
            begin = number + 1
        elif lowered[number] not in words.ROLE_MODIFIERS:
            break
    kept = [token for token in tokens[begin:end] if token not in words.CJK_ROLES] or tokens
    return _KOREAN_REPORTER.sub("", " ".join(kept))


def _before_rank(lowered: list[str]) -> int:
    """How many words stand before "Senior Autos Reporter"."""
    ranks = [at for at, word in enumerate(lowered) if at > 1 and word in words.RANKS]
    return ranks[0] if ranks and is_role_word(lowered[-1]) else len(lowered)


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
    lowered = name.lower().strip(".")
    return (
        bare(name) in own
        or bare(name.removeprefix("The ")) in own
        or lowered in words.NOBODY
        or key(name) in words.NOBODY
        or lowered.split()[-1] in words.TEAM_ENDS
        or lowered.endswith(words.TEAM_SUFFIXES)
        or lowered.startswith(words.TEAM_STARTS)
    )


def _reads_as_name(name: str, *, single: bool) -> bool:
    """Every word with a capital (where the script has them) but for particles; no word of a site's furniture."""
    parts = name.split()
    cased = [part for part in parts if part.lower() != part.upper()]
    capital = all(part[0].isupper() or part.lower() in words.PARTICLES or not part[0].isalpha() for part in cased)
    lowered = [part.lower().strip(EDGES) for part in parts]
    furniture = lowered[-1] in words.ROLE_ENDS or any(word in words.FURNITURE for word in lowered)
    codes = len(parts) > 2 and max(map(len, parts)) < _LEAST_WORD  # "DE FR IT EN" switches the language
    return capital and not furniture and not codes and (single or len(parts) > 1 or not name.isascii())
