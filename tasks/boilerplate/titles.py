"""Rules about the page's title: its echoes, and the crumbs that lead to it."""

from __future__ import annotations

import re

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence, Label
from tasks.boilerplate.among import among
from tasks.boilerplate.view import HEADINGS, PageView
from tasks.prose import ends_sentence

CRUMB_SIGN = re.compile(r"\s?[>›»→▸]\s?|\s[/\\]\s")
TRAIL = re.compile(r"[^\W\d_][^>›»→▸]{0,29}(?:\s[>›»→▸]\s[^\W\d_][^>›»→▸]{0,29}){1,5}")
"""Names parted by signs that point onwards: `News › Courts`."""
_ONWARDS = re.compile(r"[>›»→▸]")
_CRUMB_CHARS, _TRAIL_CHARS, _TRAIL_STEPS, _STEP_REACH = 60, 250, 7, 12
_LONG_KEY = 20
MOST_BARS = 3
_ADDED = 25
"""Letters that the site's name behind a title may have."""

_HOME_NAMES = (
    r"home|homepage|home\spage|start|startseite|accueil|inicio|início|página\sinicial|portada|voorpagina|strona\sgłówna|"
    r"anasayfa|ana\ssayfa|главная|головна|forside|hem|etusivu|frontpage|front\spage|you\sare\shere|sie\ssind\shier"
)
_AROUND_HOME = " >›»/|→"
HOME = re.compile(rf"\W{{0,3}}(?:{_HOME_NAMES})(?!\w)", re.IGNORECASE)


def _like_titles(page: PageView) -> list[int]:
    titles, first = page.title_keys, page.first_prose
    return [at for at, ours in enumerate(page.keys) if ours in titles or (at < first and len(ours) >= _LONG_KEY)]


@among(_like_titles)
def title_echo(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """The page's title again: as heading, doubled, cut short, or with the site's name behind it.

    Behind the first prose a short line or a heading that says the same as the title may be a part of the text.
    """
    ours = page.keys[block.index]
    if ours in page.title_keys:
        if block.index < page.first_prose or _says_it_later(block, page):
            return Evidence(Label.TITLE_ECHO, "is the page's title", 0.98)
        return None
    if block.index < page.first_prose and len(ours) >= _LONG_KEY:
        return _nearly(ours, page)
    return None


def _says_it_later(block: Block, page: PageView) -> bool:
    if block.tag == "h1" or not page.amid(block):
        return True
    is_text = block.tag in HEADINGS or page.keeps(block) or ends_sentence(block.text)
    return not is_text and len(page.keys[block.index]) >= _LONG_KEY


def _nearly(ours: str, page: PageView) -> Evidence | None:
    for title in page.title_keys:
        if title.startswith(ours) and len(ours) >= 0.7 * len(title):
            return Evidence(Label.TITLE_ECHO, "is the beginning of the page's title", 0.93)
        if ours.startswith(title) and len(title) >= _LONG_KEY and len(ours) - len(title) <= _ADDED:
            return Evidence(Label.TITLE_ECHO, "is the page's title with a name behind it", 0.9)
    return None


def _like_crumbs(page: PageView) -> set[int]:
    """Before the prose: a sign, the name of a step, capitals in plain text, or what is near a front page's name."""
    above = [block for block in page.blocks[: page.first_prose] if len(block.text) <= _TRAIL_CHARS]
    steps, keys = page.trail_keys, page.keys
    found = {block.index for block in above if keys[block.index] in steps or _ONWARDS.search(block.text)}
    if page.form == "text":
        found.update(block.index for block in above if block.text.isupper())
    for block in above:
        if HOME.match(block.text.lstrip(_AROUND_HOME)):
            found.update(range(block.index, min(block.index + _TRAIL_STEPS + _STEP_REACH, page.first_prose)))
    return found


@among(_like_crumbs)
def breadcrumb(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """`Home World Europe <title>`, `Home > World`, or one of a run of crumbs that leads to the title."""
    if block.index >= page.first_prose or len(block.text) > _TRAIL_CHARS or block.tag in HEADINGS:
        return None
    if HOME.match(block.text) and (_ends_with_title(block, page) or _has_steps(block, page)):
        return Evidence(Label.BREADCRUMB, "leads from the front page to the title", 0.95)
    if TRAIL.fullmatch(block.text) or (page.form == "text" and _is_kicker(block, page)):
        return Evidence(Label.BREADCRUMB, "names of sections before the title", 0.85)
    if block.tag == "li" and (start := _trail_start(block, page)) is not None:
        return Evidence(Label.BREADCRUMB, f"in the trail that begins at the front page in block {start}", 0.95)
    if block.tag in {"li", "line"} and _names_a_step(block, page):
        return Evidence(Label.BREADCRUMB, "names a step of the trail again", 0.9)
    return None


def _has_steps(block: Block, page: PageView) -> bool:
    """Signs that point onwards; bars part the names of menus too, so few of them count, right above the title."""
    if CRUMB_SIGN.search(block.text):
        return True
    bars = block.text.count(" | ")
    return 1 <= bars <= MOST_BARS and _is_above_title(block, page)


def _is_above_title(block: Block, page: PageView) -> bool:
    following = page.after(block)
    return following is not None and page.keys[following.index] in page.title_keys


def _is_kicker(block: Block, page: PageView) -> bool:
    """One to three words in capitals right above the title, and no phrase of the publishing system."""
    shouted = block.text.isupper() and len(block.text.split()) <= 3 and len(block.text) >= 4
    plain = page.phrases[block.index] is None and not page.dated[block.index]
    return shouted and plain and _is_above_title(block, page)


def _ends_with_title(block: Block, page: PageView) -> bool:
    ours = page.keys[block.index]
    return any(ours.endswith(title) and ours != title for title in page.title_keys)


def _trail_start(block: Block, page: PageView) -> int | None:
    """Where the short list begins that leads from the front page past this item; None where there is none.

    On an HTML page a list that begins so is a menu more often than a trail: there it must end with the title.
    """
    first = last = block.index
    while first > 0 and block.index - first < _TRAIL_STEPS and _same_list(page.blocks[first - 1], block):
        first -= 1
    while last + 1 < len(page.blocks) and last - first < _TRAIL_STEPS and _same_list(page.blocks[last + 1], block):
        last += 1
    steps = page.blocks[first : last + 1]
    if not HOME.fullmatch(steps[0].text.strip(_AROUND_HOME)) or len(steps) > _TRAIL_STEPS:
        return None
    titled = page.keys[last] in page.title_keys
    short = all(len(step.text) <= _CRUMB_CHARS for step in steps[:-1])
    return first if short and (titled or page.form == "text") else None


def _same_list(one: Block, other: Block) -> bool:
    """Whether two items carry the same kind of marker: "1." and "2.", or the same bullet."""
    return one.tag == other.tag == "li" and one.path == other.path and _kind(one.marker) == _kind(other.marker)


def _kind(marker: str) -> str:
    return "#" if any(char.isdigit() for char in marker) else marker


def _names_a_step(block: Block, page: PageView) -> bool:
    """The section's name alone near the title, where a trail or the page's head has named it."""
    ours = page.keys[block.index]
    if not ours or len(block.text) > _CRUMB_CHARS:
        return False
    if ours in page.trail_keys:
        return True
    earlier = page.blocks[max(0, block.index - _STEP_REACH) : block.index]
    return any(page.keys[b.index] == ours and _trail_start(b, page) is not None for b in earlier if b.tag == "li")
