"""What a reader of a row should know of it: each flag of `QualityFlag` is decided here and nowhere else."""

from __future__ import annotations

import re

from schemas.article import QualityFlag
from schemas.config import ArticleLimits
from schemas.label import Label
from schemas.laid_open import LaidOpen
from tasks.boilerplate.view import ends_sentence

PAYWALL = re.compile(
    r"(?:subscribe|sign in|log in|register|become a (?:member|subscriber))\b.{0,60}\b(?:to (?:continue|keep|read|unlock|access)|for full access)"
    r"|(?:this (?:article|content|story) is (?:for|reserved for|available to|exclusive to)) (?:our )?(?:subscribers|members)"
    r"|(?:to (?:continue|keep) reading|to read (?:the (?:full|rest)|this|more)).{0,60}(?:subscri|sign|log in|register|account)"
    r"|(?:already a (?:subscriber|member))|(?:nur für abonnenten|réservé aux abonnés|solo para suscriptores|contenuto riservato agli abbonati)",
    re.IGNORECASE,
)
POST_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")


def flags(page: LaidOpen, words: int, limits: ArticleLimits) -> tuple[str, ...]:
    """The names of the flags that the page earns, in the order of `QualityFlag`.

    `words` is the article's word count.
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
    }
    return tuple(flag.value for flag in QualityFlag if earned[flag])


def _low_recall(page: LaidOpen) -> bool:
    """More sentence-like text was dropped as `other` than was kept."""
    dropped = sum(
        len(block.text)
        for block, decision in zip(page.blocks, page.decisions, strict=True)
        if decision.label is Label.OTHER and not block.hidden and len(block.text) > 120 and ends_sentence(block.text)
    )
    return dropped > _kept_chars(page)


def _kept_chars(page: LaidOpen) -> int:
    return sum(len(page.blocks[d.block_index].text) for d in page.decisions if d.kept)


def _paywall_stub(page: LaidOpen) -> bool:
    if page.declared.free is False and _kept_chars(page) < 3000:
        return True
    asked = any(PAYWALL.search(block.text) for block in page.blocks if len(block.text) < 400)
    return asked and _kept_chars(page) < 1500


def _live_blog(page: LaidOpen) -> bool:
    if "LiveBlogPosting" in page.declared.types:
        return True
    times = sum(
        d.label is Label.TIMESTAMP and bool(POST_TIME.search(page.blocks[d.block_index].text)) for d in page.decisions
    )
    return times >= 5 and "live" in (page.metadata.title or "").casefold().split()


def _gallery(page: LaidOpen) -> bool:
    captions = [d for d in page.decisions if d.label is Label.CAPTION]
    caption_chars = sum(len(page.blocks[d.block_index].text) for d in captions)
    return len(captions) >= 5 and caption_chars > _kept_chars(page)


def _lost_characters(page: LaidOpen) -> bool:
    return any("lost" in repair.rule for repairs in page.repairs.values() for repair in repairs)


def _witness_disagrees(page: LaidOpen) -> bool:
    """Words kept by us and by trafilatura overlap by less than half of their union."""
    if not page.heard:
        return False
    both = either = 0.0
    for block, decision, share in zip(page.blocks, page.decisions, page.heard, strict=True):
        both += len(block.text) * share * decision.kept
        either += len(block.text) * max(share, float(decision.kept))
    return both < 0.5 * either
