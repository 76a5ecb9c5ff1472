"""What a reader of a row should know of it: each flag of `QualityFlag` is decided here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.article import QualityFlag
from schemas.block import Block
from schemas.config import ArticleLimits
from schemas.label import Decision, Label
from schemas.laid_open import LaidOpen
from tasks.prose import ends_sentence

SENTENCE_CHARS = 120
LEAST_DROPPED = 300
"""Characters of dropped sentences below which nothing can be missing."""
STUB_CHARS, DECLARED_STUB_CHARS = 1500, 3000
"""Kept text above which a page that asks for a subscription, or declares itself paid, is no stub."""
ASKING_CHARS = 400
POSTS, CAPTIONS = 5, 5
"""Timed posts that make a live blog, captions that make a gallery."""

_OPEN_UP = r"(?:continue|keep|read|unlock|access|view)"
PAYWALL = re.compile(
    r"(?:subscribe|sign (?:in|up)|log in|register|become an? (?:member|subscriber))\b.{0,60}"
    rf"\b(?:to {_OPEN_UP}|for (?:full|unlimited) access)"
    r"|(?:article|content|story|post) is (?:only )?(?:for|reserved for|available to|exclusive to)"
    r" (?:our |paid |paying )?(?:subscribers|members)"
    r"|to (?:continue|keep) reading.{0,60}(?:subscri|sign|log in|register|account)"
    r"|to read (?:the (?:full|rest)|this|more).{0,60}(?:subscri|sign in|log in|register)"
    r"|you(?: have|['’]ve) (?:reached|used|read) (?:your|all your).{0,30}(?:limit|free articles)"
    r"|nur für abonnenten|weiterlesen mit .{0,30}(?:abo|plus|premium)|(?:diesen )?artikel (?:jetzt )?freischalten"
    r"|réservée?s? aux abonnés|il vous reste .{0,12} de cet article|pour lire la suite.{0,60}abonn"
    r"|(?:solo|exclusivo) para suscriptores|suscr.{2,12} para (?:seguir|continuar) leyendo"
    r"|riservat[oa] agli abbonati|abbonati per (?:continuare|leggere)"
    r"|exclusivo para assinantes|assine para (?:continuar|ler)"
    r"|(?:alleen|exclusief) voor abonnees|lees verder met .{0,20}abonnement"
    r"|(?:tylko )?dla (?:subskrybentów|prenumeratorów)|только (?:для )?подписчик",
    re.IGNORECASE,
)
"""What a page says where it asks for a subscription to read on."""
_ASKED = (
    "subscri", "sign ", "log in", "register", "member", "account", "limit", "free articles", "abo", "abbo",
    "weiterlesen", "freischalten", "cet article", "suscr", "assin", "prenumerat", "subskryb", "подписчик",
)  # fmt: skip
"""One of these stands in all that PAYWALL finds; they are looked for faster."""
LIVE = re.compile(
    r"\blive(?:blog|ticker|-?blog|-?ticker|[ -]updates?)?\b|\ben direct\b|\ben vivo\b|\b(?:in )?diretta\b|\bao vivo\b|"
    r"\bna żywo\b|\bcanlı\b|\bонлайн\b|\bтрансляция\b",
    re.IGNORECASE,
)
"""How live blogs call themselves in their titles."""
CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b|\b\d{1,2}\s?(?:h|m|min\w*|hours?|std\.?)\b.{0,12}\bago\b",
    re.IGNORECASE,
)
LOST = frozenset({"lost_apostrophe", "lost_dash", "stand_in"})
"""Repairs that put back what the page had lost."""
SHARED = 0.5
"""Share of all that we or trafilatura kept below which the two disagree."""


def flags(page: LaidOpen, words: int, limits: ArticleLimits) -> tuple[str, ...]:
    """The names of the flags that the page earns, in the order of `QualityFlag`.

    Args:
        page: a page whose blocks have their labels and whose metadata is gathered.
        words: the article's word count.
        limits: where flags begin.
    """
    earned = {
        QualityFlag.SHORT: words < limits.short_words,
        QualityFlag.LOW_RECALL: _low_recall(page),
        QualityFlag.PAYWALL_STUB: _paywall_stub(page),
        QualityFlag.LIVE_BLOG: _live_blog(page),
        QualityFlag.GALLERY: _gallery(page),
        QualityFlag.NO_TITLE: page.metadata.title is None,
        QualityFlag.LOST_CHARACTERS: _lost_characters(page),
        QualityFlag.WITNESS_DISAGREES: _witness_disagrees(page),
        QualityFlag.TOLD: any(decision.kept and block.inside("script") for block, decision in _judged(page)),
    }
    return tuple(flag.value for flag in QualityFlag if earned[flag])


def _judged(page: LaidOpen) -> Iterator[tuple[Block, Decision]]:
    return zip(page.blocks, page.decisions, strict=True)


def _kept_chars(page: LaidOpen) -> int:
    return sum([len(block.text) for block, decision in _judged(page) if decision.kept])


def _low_recall(page: LaidOpen) -> bool:
    """More sentences were dropped without a name for what they are than text was kept."""
    dropped = sum(
        len(block.text)
        for block, decision in _judged(page)
        if len(block.text) >= SENTENCE_CHARS and decision.label is Label.OTHER and _is_shown_sentence(block)
    )
    return dropped >= LEAST_DROPPED and dropped > _kept_chars(page)


def _is_shown_sentence(block: Block) -> bool:
    return not block.hidden and block.link_density < 0.5 and ends_sentence(block.text)


def _paywall_stub(page: LaidOpen) -> bool:
    """The page declares itself paid, or asks for a subscription behind its first paragraph, and shows little text."""
    kept = _kept_chars(page)
    if page.declared.free is False and kept < DECLARED_STUB_CHARS:
        return True
    return kept < STUB_CHARS and any(_asks(block) for block in _behind_beginning(page))


def _behind_beginning(page: LaidOpen) -> tuple[Block, ...]:
    """The blocks after the first kept one: in a page's head every visitor is asked to sign in."""
    first = next((decision.block_index for decision in page.decisions if decision.kept), len(page.blocks))
    return page.blocks[first + 1 :]


def _asks(block: Block) -> bool:
    if block.hidden or len(block.text) > ASKING_CHARS or block.inside("nav", "footer"):
        return False
    lowered = block.text.lower()
    return any(word in lowered for word in _ASKED) and PAYWALL.search(block.text) is not None


def _live_blog(page: LaidOpen) -> bool:
    """It says so in its types, or in its title and by the clock times of its posts."""
    if "LiveBlogPosting" in page.declared.types:
        return True
    if LIVE.search(page.metadata.title or "") is None:
        return False
    timed = sum(
        decision.label is Label.TIMESTAMP and bool(CLOCK.search(block.text)) for block, decision in _judged(page)
    )
    return timed >= POSTS


def _gallery(page: LaidOpen) -> bool:
    captions = [len(block.text) for block, decision in _judged(page) if decision.label is Label.CAPTION]
    return len(captions) >= CAPTIONS and sum(captions) > _kept_chars(page)


def _lost_characters(page: LaidOpen) -> bool:
    made = (name for repairs in page.repairs.values() for repair in repairs for name in repair.rule.split("+"))
    return not LOST.isdisjoint(made)


def _witness_disagrees(page: LaidOpen) -> bool:
    """What we and trafilatura both kept is less than half of what either did, in characters."""
    if not page.heard:
        return False
    both = either = 0.0
    for (block, decision), share in zip(_judged(page), page.heard, strict=True):
        both += len(block.text) * share * decision.kept
        either += len(block.text) * max(share, float(decision.kept))
    return both < SHARED * either
