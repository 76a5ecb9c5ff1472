"""Where the learned judge does not have the last word: here it keeps nothing."""

from dataclasses import replace

import pytest

from schemas.block import Block
from schemas.label import KEPT
from tasks.boilerplate.model import judge, load

PROSE = "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said."
CODE = "git checkout -b roofs\ngit add roofs.txt"
JUDGED = [
    ("prose that the witness drops", "p", PROSE, 0.0, False),
    ("code that the witness drops", "pre", CODE, 0.0, False),
    ("a line in another element, though the witness keeps it", "div", CODE, 1.0, False),
    ("prose that the witness keeps", "p", PROSE, 1.0, True),
    ("code that the witness keeps", "pre", CODE, 1.0, True),
]


@pytest.mark.parametrize(("tag", "text", "heard", "kept"), [row[1:] for row in JUDGED], ids=[row[0] for row in JUDGED])
def test_the_witness_vouches(view, tag, text, heard, kept):
    page = view([Block(0, "P", "p"), Block(0, text, tag), Block(0, "P", "p")], heard=(1.0, heard, 1.0))
    found = judge(page, [None] * 3, replace(load("html"), threshold=1.01))
    assert (found[1].label in KEPT) is kept
