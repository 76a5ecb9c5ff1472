"""What counts as running text, and where most of it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.block import Block
from tasks.prose import ends_sentence, is_prose, main_run

ENDS = [
    ("", False),
    ("The Diplomacy vs. the War", False),
    ("Trump’s Gamble", False),
    ("a list of three:", False),
    ("he said,", False),
    ("It rained.", True),
    ("Did it rain?", True),
    ("He said: “It rained.”", True),
    ("He said: ‘It rained.’", True),
    ("„Es hat geregnet.“", True),
    ("« Il a plu. »", True),
    ("»Es hat geregnet.«", True),
    ("(It rained.)", True),
    ('any such guarantees are "fantasy."', True),
    ("It rained…", True),
    ("雨が降った。", True),
    ("هل أمطرت؟", True),
    ("It rained. ", True),
]


@pytest.mark.parametrize(("text", "ends"), ENDS)
def test_ends_sentence(text, ends):
    assert ends_sentence(text) is ends


LONG = "The storm reached the coast on Friday night and tore the roofs off forty houses, he said."
PROSE = [
    ("short", Block(0, "It rained.", "p"), False),
    ("no sentence", Block(0, LONG.rstrip("."), "p"), False),
    ("linked", Block(0, LONG, "p", link_chars=60), False),
    ("hidden", Block(0, LONG, "p", hidden=True), False),
    ("a sentence", Block(0, LONG, "p"), True),
    ("curly quotes at the end", Block(0, f"“{LONG}”", "line"), True),
    ("Japanese", Block(0, "金曜日の夜、嵐が海岸に達し、四十軒の家の屋根を吹き飛ばしたと市長は語った。町は今も停電している。", "p"), True),
]  # fmt: skip


@pytest.mark.parametrize(("block", "prose"), [row[1:] for row in PROSE], ids=[row[0] for row in PROSE])
def test_is_prose(block, prose):
    assert is_prose(block) is prose


RUNS = [
    ("nothing", "", (0, 0)),
    ("short lines only", "sss", (0, 0)),
    ("prose among short lines", "ssPPss", (2, 4)),
    ("a heading inside", "sPsPs", (1, 4)),
    ("the larger of two", "PsssssssssPP", (10, 12)),
]


@pytest.mark.parametrize(("shape", "run"), [row[1:] for row in RUNS], ids=[row[0] for row in RUNS])
def test_main_run(shape, run):
    blocks = [Block(index, LONG if sign == "P" else "Weather", "line") for index, sign in enumerate(shape)]
    assert main_run(blocks, [is_prose(block) for block in blocks]) == run


@given(st.text(alphabet="sP", max_size=60))
def test_the_main_run_begins_and_ends_with_prose(shape):
    blocks = [Block(index, LONG if sign == "P" else "Weather", "line") for index, sign in enumerate(shape)]
    start, end = main_run(blocks, [sign == "P" for sign in shape])
    assert (start, end) == (0, 0) if "P" not in shape else shape[start] == shape[end - 1] == "P"
