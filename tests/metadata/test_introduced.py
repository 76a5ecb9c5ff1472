"""Bylines without a label: what must not be taken for one first."""

import pytest

from schemas.block import Block
from schemas.label import Decision, Label
from tasks.metadata.introduced import bylines
from tasks.metadata.visible import Visible

PROSE = "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said on Saturday."
TEXT = ["P"] * 8
BIO = "Jane Doe is a reporter who has lived by the northern coast for eleven years."


def visible(*lines):
    """A page: `#` begins a title, `P` is kept prose, `K ` begins another kept line, all others are nobody's."""
    blocks, decisions = [], []
    for index, line in enumerate(lines):
        kept = line == "P" or line.startswith("K ")
        label = Label.TITLE_ECHO if line.startswith("#") else Label.BODY if kept else Label.OTHER
        blocks.append(Block(index, PROSE if line == "P" else line.removeprefix("#").removeprefix("K "), "p"))
        decisions.append(Decision(index, label, "test", "", 1.0))
    return Visible(blocks, decisions)


NOBODY = [
    ["P"],
    ["#Storm hits coast", "World", "P"],
    ["#Storm hits coast", "By", "P"],
    ["#Storm hits coast", "Jane Doe", "P"],
    ["#Storm hits coast", "By", "read more", "P"],
    ["#Storm hits coast", "By", "", "", "P"],
    ["#Storm hits coast", "DE", "IT", "EN", "P"],
    ["#Storm hits coast", "DE", "FR It En", "P"],
    ["#Storm hits coast", "Nov 3, 2026 • 8 min read", "P"],
    ["#Storm hits coast", "Updated Nov 3, 2026", "P"],
    ["#Storm hits coast", "Nov 3, 2026 • Living Healthy", "P"],
    ["#Storm hits coast", "November 3, 2026/Living Healthy/Wellness", "P"],
    ["#Storm hits coast", "K Von Merkel bis Scholz", "P"],
    ["#Storm hits coast", "K By Jane Doe the storm is called the worst of all", "P"],
    ["#Storm hits coast", "K Portrait by Jane Doe", "P"],
    ["#Storm hits coast", "P", "P", "P", "K By Jane Doe", "P"],
    [*TEXT, "Site by Marrow Web Works", "Share"],
    [*TEXT, "For New Patients by Year End", "Share"],
    [*TEXT, "Jane Doe", "Roof of church torn off"],
    [*TEXT, "Roof of church torn off", "By Jane Doe", "Storm over"],
    [*TEXT, "Written by Jane Doe", "Roof of church torn off", "Written by Ann Poe", "Storm over"],
    [*TEXT, "Jane Doe", BIO, "Ann Poe", BIO.replace("Jane Doe", "Ann Poe")],
    [*TEXT, "Marketing, Project Management", "Marketing, Project Management and what else there is to be read here"],
]
SOMEBODY = [
    (["#Storm hits coast", "World | By Jane Doe", "P"], "By Jane Doe"),
    (["#Storm hits coast", "K By Jane Doe", "P"], "By Jane Doe"),
    (["#Storm hits coast", "P", "K Von Lisa Müller und Max Roe", "P"], "Von Lisa Müller und Max Roe"),
    (["#Storm hits coast", "By", "Jane Doe", "P"], "By Jane Doe"),
    (["#Storm hits coast", "Von:", "Jane Doe", "P"], "Von Jane Doe"),
    (["#Storm hits coast", "By", "Sleyca", "P"], "By Sleyca"),
    (["#Storm hits coast", "Nov 3, 2026 • Jane Doe in Weather", "P"], "Nov 3, 2026 • Jane Doe in Weather"),
    (["#Storm hits coast", "Jane Doe | Senior Writer | November 3, 2026", "P"], "Jane Doe | Senior Writer | November 3, 2026"),
    (["#Storm hits coast", *TEXT, "Written by Jane Doe", "Share"], "Written by Jane Doe"),
    (["#Storm hits coast", *TEXT, "Share", "Jane Doe", BIO], "By Jane Doe"),
]  # fmt: skip


@pytest.mark.parametrize("lines", NOBODY)
def test_nobody_is_introduced(lines):
    assert bylines(visible(*lines), declared=False) == []


@pytest.mark.parametrize(("lines", "found"), SOMEBODY)
def test_somebody_is_introduced(lines, found):
    assert bylines(visible(*lines), declared=False) == [found]


@pytest.mark.parametrize(("lines", "found"), [row for row in SOMEBODY if "By" not in row[1] and "Von" not in row[1]])
def test_where_authors_are_declared_only_a_line_that_says_by_is_heard(lines, found):
    assert found
    assert bylines(visible(*lines), declared=True) == []


NO_NAME_ALONE = [
    *NOBODY,
    ["#Storm hits coast", "Living Healthy", "P", "Nov 3, 2026", "P"],
    ["#Storm hits coast", "Saturday Roofs", "Nov 3, 2026", "P"],
    ["#Storm hits coast", "Jane Doe", "Nov 3, 2026", "Ann Poe", "P"],
    ["#Storm hits coast", "Port Town", "Nov 3, 2026", "K What Port Town has lost in one night of storm", "P"],
    ["#Storm hits coast", "Nov 3, 2026 Jane Doe", "P"],
]
NAME_ALONE = [
    ["#Storm hits coast", "Jane Doe", "Nov 3, 2026", "P"],
    ["Nov 3, 2026", "Jane Doe", "#Storm hits coast", "P"],
    ["#Storm hits coast", "Jane Doe Published Nov 3, 2026", "P"],
    ["#Storm hits coast", "Jane Doe", "Nov 3, 2026", *TEXT, f"K {BIO}"],
]


@pytest.mark.parametrize("lines", NO_NAME_ALONE)
def test_not_every_line_beside_a_date_is_a_name(lines):
    assert bylines(visible(*lines), declared=False, alone=True) == []


@pytest.mark.parametrize("lines", NAME_ALONE)
def test_a_name_alone_beside_a_date_is_heard_where_there_is_no_markup(lines):
    assert bylines(visible(*lines), declared=False, alone=True) == ["By Jane Doe"]
    assert bylines(visible(*lines), declared=False) == []
