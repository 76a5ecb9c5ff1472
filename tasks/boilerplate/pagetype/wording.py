"""How a page is worded: who speaks to whom in its prose, and the short lines of shops, firms, forums and manuals.

No capitals and no lengths of words: in German they would tell the language, not the kind of page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.block import Block
from tasks.boilerplate.signs import PRICE, SHOP_CONTROL
from tasks.remember import remembered

READ_CHARS = 3_000
"""The beginning of the prose tells how all of it is worded."""
YOU_AND_WE = frozenset(
    (
        "you your yours our ours we us sie ihr ihre ihrer ihren unser unsere unserer wir uns vous votre vos nous notre "
        "nos usted su sus nuestro nuestra tu tus voi vostro vostra noi nostro nostra você seu sua nosso nossa uw jouw "
        "wij onze ons twój twoje nasz nasze siz sizin bizim вы ваш ваша мы наш наша"
    ).split()
)
"""Words of whoever offers something: they speak to the reader, and of themselves as a house."""
ONESELF = frozenset("i my me mine ich mein meine je mon ma mes yo mi io eu meu minha ik mijn ja mój ben я мой".split())
_WORD = re.compile(r"\w+")
_QUOTES = re.compile(r'["“”„«»]')

_OFFERS = """
    get started|learn more|read more|contact us|sign up|start free|start for|try it|try for|free trial|free quote|get a|
    schedule a|book a|book now|shop now|shop all|apply now|enroll now|buy now|call us|call now|talk to|watch the|
    watch demo|view all|view more|view details|see all|see more|see pricing|request a|find out|log in|our services|
    our team|why choose|customer reviews|mehr erfahren|jetzt anfragen|jetzt kaufen|kontakt aufnehmen|en savoir|
    contactez-nous|contactez nous|saber más|contáctanos|scopri di|contattaci|saiba mais|lees meer|meer informatie|
    dowiedz się|подробнее
"""
_FORUMS = """
    joined|posts|messages|reputation|location|reaction score|trophies|reply|quote|post reply|report|permalink|upvote|
    solved|original poster|new member|member|senior member|moderator|administrator|admin|well-known member|
    active member|share this post|like|likes|thread starter|mark as|last edited|log in to|
    antworten|zitieren|beiträge|mitglied|répondre|citer|responder|citar|rispondi|cita|antwoord|odpowiedz|cytuj|ответить|цитата
"""
_MANUALS = """
    on this page|edit this|edit on|next|previous|table of|contents|note|warning|tip|see also|version|copy|was this|
    show source|auf dieser seite|inhaltsverzeichnis|sommaire|en esta página|sommario|nesta página|spis treści|
    оглавление
"""


PHRASES = {
    phrase.strip(): kind
    for kind, listed in (("manual", _MANUALS), ("forum", _FORUMS), ("offer", _OFFERS))
    for phrase in listed.split("|")
}
"""First words of short lines, as buttons and margins have them, and what they are a sign of."""
_CONTROLS = frozenset(
    (
        "add quick sort filter filters sold buy view choose select showing in ajouter añadir aggiungi adicionar do "
        "sepete в"
    ).split()
)
"""First words of what SHOP_CONTROL finds, where that begins with no number."""
_NUMBERED = re.compile(
    r"#\d{1,5}|\d[\d,.k]*\s(?:points?|votes?|answers?|replies|views|likes?|antworten|réponses)", re.IGNORECASE
)
_SHORT = 40
_EDGES = " .,:;!?…»›→>+"

NAMES = (
    "you_and_we", "oneself", "quotes", "numbers", "commas", "exclamations", "questions", "colons", "title_you",
    "prices", "price_share", "shop_controls", "offers", "offer_share", "forum_lines", "forum_share", "manual_lines",
)  # fmt: skip


def features(blocks: Sequence[Block], prose: Sequence[bool], title: str) -> tuple[float, ...]:
    """The columns of NAMES."""
    return (*_prose(_beginning(blocks, prose)), _speaks(title), *_lines(blocks))


def _beginning(blocks: Sequence[Block], prose: Sequence[bool]) -> str:
    texts: list[str] = []
    left = READ_CHARS
    for block in blocks:
        if left > 0 and prose[block.index]:
            texts.append(block.text[:left])
            left -= len(block.text)
    return " ".join(texts)


def _prose(text: str) -> tuple[float, ...]:
    words = _WORD.findall(text)
    lowered = [word.lower() for word in words]
    count = len(words) or 1
    return (
        sum(map(YOU_AND_WE.__contains__, lowered)) / count,
        sum(map(ONESELF.__contains__, lowered)) / count,
        len(_QUOTES.findall(text)) / count,
        sum(map(str.isdigit, words)) / count,
        *(text.count(sign) / count for sign in ",!?:"),
    )


def _speaks(title: str) -> bool:
    return not YOU_AND_WE.isdisjoint(_WORD.findall(title.lower()))


def _lines(blocks: Sequence[Block]) -> tuple[float, ...]:
    told = [sign(block.text) for block in blocks if len(block.text) <= _SHORT]
    prices, controls, offers, forums, manuals = (told.count(kind) for kind in _KINDS)
    count = len(blocks) or 1
    return (
        min(prices, 60), prices / count, min(controls, 20), min(offers, 40), offers / count, min(forums, 60),
        forums / count, min(manuals, 10),
    )  # fmt: skip


_KINDS = ("price", "control", "offer", "forum", "manual")


@remembered
def sign(text: str) -> str:
    """What a short line is a sign of: one of `price`, `control`, `offer`, `forum`, `manual`; else empty."""
    words = text.lower().split()
    if not words:  # nothing is left of a block that was all invisible characters
        return ""
    if len(words) == 1:
        kind = PHRASES.get(words[0].strip(_EDGES), "")
    else:
        kind = PHRASES.get(" ".join(words[:2]).strip(_EDGES)) or PHRASES.get(" ".join(words[:3]).strip(_EDGES), "")
    counted = any(map(str.isdigit, text))
    if kind or not (counted or words[0] in _CONTROLS):
        return kind
    if SHOP_CONTROL.fullmatch(text.strip(" .:")):
        return "control"
    return "price" if counted and PRICE.search(text) else "forum" if _NUMBERED.fullmatch(text) else ""
