"""Kinds of words, told without a tagger: small words by a list, all others by their ending."""

from __future__ import annotations

from tasks.repair.tokens import BOUNDARY

_KINDS = {
    word: number
    for number, words in enumerate(
        (
            "the",
            "a an each every one another this that",
            "his her its their my our your whose",
            """these those many several few both all some most other two three four five six seven eight nine ten more
            fewer hundreds thousands millions""",
            """of in on at to for from by with into about after before under over between against among during through
            as than like since until without within across near around behind despite including amid upon toward
            towards per via""",
            "and or but nor",
            """is are was were be been being am has have had do does did will would can could may might must should
            shall""",
            "he she it they we you i him them us me who which what there",
            "not also so just now still even only never always very too then",
            "if when while because though although where how why whether",
            "said says told say saying added",
            ", ; :",
            f". ? ! {BOUNDARY}",
            "( ) - – — / & % $",
            """new old first last next former own best top most biggest largest latest late early second main national
            international chief current""",
        ),
        1,
    )
    for word in words.split()
}
ENDS_PHRASE = frozenset({5, 6, 7, 8, 10, 11, 12, 13})
"""Kinds that no noun phrase goes on with."""
_ENDINGS = (
    (17, ("ing",)),
    (18, ("ed",)),
    (19, ("ly",)),
    (21, ("'s", "’s", "s'", "s’")),
    (20, ("s",)),
    (22, ("al", "ous", "ive", "ful", "ic", "able", "ish", "less", "ary")),
    (23, ("ion", "ment", "ness", "ity", "ship", "ance", "ence", "ism", "er", "or", "ist")),
)
_NUMBER, _OTHER = 16, 24


def kind_of(word: str) -> int:
    """A number for the kind of word, told by a list of small words, or by the ending."""
    low = word.lower()
    known = _KINDS.get(low)
    if known is not None:
        return known
    if word[0].isdigit():
        return _NUMBER
    return next((kind for kind, endings in _ENDINGS if low.endswith(endings)), _OTHER)
