"""What the page model sees: one row of numbers a page. Training and cleaning both read it from here."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tasks.boilerplate.pagetype import address, claims, shape, wording
from tasks.boilerplate.pagetype.about import About
from tasks.boilerplate.view import PageView

_SINGLE = (*address.NAMES, *claims.NAMES, *shape.NAMES, *shape.SOURCE, *wording.NAMES)
_AT = {name: number for number, name in enumerate(_SINGLE)}
_SIGNS = {
    "signs_of_forum": ("address_of_forum", "type_forum", "system_forum", "class_forum"),
    "signs_of_manual": ("address_of_manual", "system_manual", "class_manual"),
    "signs_of_shop": ("address_of_shop", "type_goods", "system_shop", "class_shop"),
    "signs_of_list": ("address_of_list", "address_of_front", "type_list", "class_archive"),
    "signs_of_article": (
        "address_of_story", "address_dated", "type_article", "type_og_article", "dated_by_meta", "dated_by_json-ld",
        "class_single", "class_story",
    ),
}  # fmt: skip
"""Signs that say the same: few pages have any one of them."""
NAMES = (*_SINGLE, *_SIGNS, "signs_of_other", "signs_in_all")
_COLUMNS = tuple([_AT[name] for name in names] for names in _SIGNS.values())


def features(page: PageView, about: About) -> npt.NDArray[np.float32]:
    """One row, columns as in NAMES."""
    chars = sum(len(block.text) for block in page.blocks)
    row = [
        *address.features(about.url, page.titles),
        *claims.features(about),
        *shape.features(page),
        *shape.source(about.counts, chars, about.source_chars),
        *wording.features(page.blocks, page.prose, page.titles[0] if page.titles else ""),
    ]
    signs = [sum(row[column] > 0 for column in columns) for columns in _COLUMNS]
    other = sum(map(bool, signs[:-1]))
    return np.array([*row, *signs, other, other - signs[-1]], dtype=np.float32)
