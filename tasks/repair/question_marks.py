"""Question marks: which page proves that some of them stand for other characters, and which of them are honest."""

from __future__ import annotations

import re

from tasks.repair.candidates import NOT_OWNED

_TAIL = r"(?:s|t|re|ve|ll|d|m)"
_PROOF = re.compile(
    rf"(?:(?<![\w/=&?.#-])|(?<=[\s?]\?)|(?<=\A\?))(?:[^\W\d_]+\?{_TAIL}|\d+\?s)(?![\w/=&.?]*[/=&])\b(?!\?\w)",
    re.IGNORECASE,
)
"""`don?t`, `Trump?s`: no one writes a question mark so; addresses with a query do."""
_HINT = re.compile(rf"\?(?<=[^\W_].){_TAIL}", re.IGNORECASE)
"""What every proof holds, and a scanner finds quickly."""
_ADDRESS = re.compile(r"\S*(?:://|www\.|/\?|\?[\w.]+=)\S*")
_SENTENCE = 300
"""Characters before a mark in which its sentence began."""
_ENDED = re.compile(r"[.!?:;](?= )|[ ?]\?")
_ASKS = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_ASKS_FIRST = re.compile(
    r"\W*(?:(?:and|but|so|or|then|well|yet|now|also|still)\W+)?(?:is|are|was|were|am|do|does|did|can|could|will|would"
    r"|shall|should|may|might|must|has|have|had|need|want|ever|got|any|if)\b",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"[^\W_]+\Z")
_FOLLOWING = re.compile(r"[^\W_]+")


def stand_in(text: str) -> bool:
    """Whether a text proves that question marks of it stand for something else."""
    return _HINT.search(text) is not None and _PROOF.search(text) is not None


def of_addresses(text: str) -> list[tuple[int, int]]:
    """The spans of web addresses: their question marks are honest."""
    return [match.span() for match in _ADDRESS.finditer(text)] if "?" in text else []


def owns_a_name(text: str, at: int) -> bool:
    """`the National Farmers? Federation`: between two names or their like, in a sentence that asks nothing."""
    start = max(0, at - _SENTENCE)
    owner, owned = _LAST_WORD.search(text, start, at), _FOLLOWING.match(text, at + 2)
    if owner is None or owned is None or not owner[0][0].isupper() or owned[0].lower() in NOT_OWNED:
        return False
    sentence = text[start:at]
    begun = max((match.end() for match in _ENDED.finditer(sentence)), default=0)
    sentence = sentence[begun:].strip()
    return sentence != owner[0] and not _ASKS.search(sentence) and not _ASKS_FIRST.match(sentence)
