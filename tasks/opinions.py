"""What the model and the witnesses think of a block, out of its decision's evidence."""

from __future__ import annotations

import re

from schemas.label import Decision

FIRST_WITNESS = "trafilatura"
"""The witness that is asked about every block of an HTML page, or of none."""
_MODEL = re.compile(r"\bmodel (\d(?:\.\d+)?)\b")
_KEPT = re.compile(r"\b([A-Za-z][\w-]*) kept (\d{1,3}) ?%")


def probability(decision: Decision | None) -> float | None:
    """The model's probability of article text; None where a rule decided and the model was not asked."""
    found = _MODEL.search(decision.evidence) if decision is not None else None
    return float(found[1]) if found else None


def witnesses(decision: Decision | None, heard: float | None) -> tuple[tuple[str, float], ...]:
    """(name, share of the block that it keeps) of each witness.

    Args:
        decision: the block's decision; those of the model name every witness that was asked.
        heard: the share that trafilatura keeps; None where it was not asked.
    """
    told = _KEPT.findall(decision.evidence) if decision is not None else []
    shares = {FIRST_WITNESS: heard} if heard is not None else {}
    shares |= {name: int(share) / 100 for name, share in told if name not in shares}
    return tuple(shares.items())
