from __future__ import annotations

import pytest

from tasks.metadata.captions import distinct
from tasks.metadata.sections import declared_section, last_step

MAN = "Andriy Yermak seen next to the president during a top level meeting in Warsaw"
CAPTIONS = [
    ([], []),
    ([MAN], [MAN]),
    (["A house", "A horse"], ["A house", "A horse"]),
    (["A house", "A house on fire"], ["A house", "A house on fire"]),
    ([MAN, MAN], [MAN]),
    ([f"{MAN}.", MAN], [f"{MAN}."]),
    ([MAN, f"{MAN}. Photo: Jane Doe / AFP"], [f"{MAN}. Photo: Jane Doe / AFP"]),
    ([f"{MAN}. Photo: Jane Doe / AFP", "A house", MAN], [f"{MAN}. Photo: Jane Doe / AFP", "A house"]),
    (["Photo: Jane Doe", "Photo: John Roe"], ["Photo: Jane Doe", "Photo: John Roe"]),
    (
        [f"{MAN}, on January 5. (Photo by Jane DOE / AFP)", f"{MAN}. Photo: AFP / JANE DOE"],
        [f"{MAN}, on January 5. (Photo by Jane DOE / AFP)"],
    ),
    ([f"{MAN}. Photo: Jane Doe", f"{MAN} (Jane Doe/The Courier)"], [f"{MAN} (Jane Doe/The Courier)"]),
    ([f"{MAN}. {{Jane Doe/AFP}}"], [f"{MAN}. {{Jane Doe/AFP}}"]),
    (["  ", "***"], []),
]


@pytest.mark.parametrize(("captions", "expected"), CAPTIONS)
def test_captions_once(captions, expected):
    assert list(distinct(captions)) == expected


DECLARED = [
    ([], None),
    (["World"], "World"),
    (["https://example.com/world"], None),
    (["The Courier", "World"], "World"),
    (["Home", "World"], "World"),
    (["123", "World"], "World"),
    (["World,Europe,Storm"], "World"),
    (["Arts, Culture"], "Arts, Culture"),
    (["Arts, Culture, Film"], "Arts"),
    (["x" * 100, "World"], "World"),
]


@pytest.mark.parametrize(("values", "section"), DECLARED)
def test_declared_sections(values, section):
    assert declared_section(values, ["The Courier"]) == section


TITLE = "Storm hits the northern coast"
TRAILS = [
    ([], None),
    (["Home"], None),
    ([TITLE], None),
    (["Home", "World", TITLE], "World"),
    (["HOME", "WORLD", TITLE], "WORLD"),
    (["1. HOME", "2. WORLD", f"3. {TITLE}"], "WORLD"),
    (["• WORLD"], "WORLD"),
    (["Home > World > Europe"], "Europe"),
    (["Startseite › Politik › Ausland"], "Ausland"),
    ([f"Home World {TITLE}"], "World"),
    ([f"Home World Europe {TITLE}"], "Europe"),
    ([f"Home World Cup {TITLE}"], "World Cup"),
    (["The Courier", "Sport"], "Sport"),
    (["Home", "World", f"{TITLE}: what we know"], "World"),
    (["Home", "World", "Storm hits the northern…"], "World"),
]


@pytest.mark.parametrize(("crumbs", "section"), TRAILS)
def test_trails(crumbs, section):
    assert last_step(crumbs, TITLE, ["The Courier"]) == section
