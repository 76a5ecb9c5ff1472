"""`copydesk explain --html`: one self-contained web page. All text of the raw page goes through autoescaping."""

from __future__ import annotations

from collections import Counter

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.explain_text import visible
from schemas.article import Rejection
from schemas.label import Label
from tasks.explain import Explanation

GOLDEN_ANGLE = 137.5
"""Degrees; steps of it round the colour circle keep any number of hues apart."""

HUES = {label.value: round(number * GOLDEN_ANGLE) % 360 for number, label in enumerate(Label)}
"""A colour for each label, the same on every page."""


def render(page: Explanation) -> str:
    """The explanation of a page as HTML: no script, no address of another machine, readable in light and dark."""
    environment = Environment(
        loader=PackageLoader("flows"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    cut = Counter(block.decision.label.value for block in page.blocks if block.decision and not block.kept)
    return environment.get_template("explain.html.j2").render(
        page=page,
        name=page.source[0].value,
        rejected=isinstance(page.outcome, Rejection),
        hues=HUES,
        cut=sorted(cut.items(), key=lambda item: (-item[1], item[0])),
        repaired=sum(piece.changed for block in page.blocks for piece in block.pieces),
    )
