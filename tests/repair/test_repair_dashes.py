"""Dashes that are gone: what shows where they stood, and what only looks so."""

import pytest

from tasks.repair import repair_text
from tasks.repair.dash_patterns import places

DAMAGED = "The governments decision doesnt help, and President Markhams envoy wont say why. They dont know whats next. "
"""Proves that the page lost its apostrophes."""

NOWHERE = [
    "NASA says the probe is well. DARPA is not sure.",
    "USA Today wrote on Monday that it was.",
    "The MOSCOW office of the AP (AP) was closed.",
    "Since 1991 it was open, the 1990s were busy, in 2025a and 20252026b it was not, and 19981231 is a date.",
    "He was there by 2030s standards, on 3 May 28 years ago, after 20302025 and 15112025.",
]

SOMEWHERE = [
    ("JERUSALEM (AP)A man was injured on Saturday.", "JERUSALEM (AP)^A man was injured on Saturday."),
    ("NAIROBI, Kenya (AP)Thousands of people came.", "NAIROBI, Kenya (AP)^Thousands of people came."),
    ("FLORENCE, Ala.From the earliest days it was so.", "FLORENCE, Ala.^From the earliest days it was so."),
    ("MOSCOWThe president was asleep.", "MOSCOW^The president was asleep."),
    ("It matters through 2030and beyond.", "It matters through 2030^and beyond."),
    ("The show (October 2, 2025February 15, 2026)", "The show (October 2, 2025^February 15, 2026)"),
    ("Open 23 May28 September", "Open 23 May^28 September"),
    ("Salmon (18081812), a painting", "Salmon (1808^1812), a painting"),
]


@pytest.mark.parametrize("text", NOWHERE)
def test_no_dash_is_read_into_honest_text(text):
    assert list(places(text)) == []
    assert repair_text(text).repairs == ()


@pytest.mark.parametrize(("damaged", "meant"), SOMEWHERE)
def test_the_place_of_a_lost_dash_is_read_off(damaged, meant):
    (at,) = places(damaged)
    assert f"{damaged[:at]}^{damaged[at:]}" == meant
    assert repair_text(f"{DAMAGED}\n{damaged}").text.endswith(meant.replace("^", "—"))


def test_a_page_with_typography_lost_no_dash():
    healthy = "“It’s late,” she said. “We’re done,” he said — “and it isn’t clear what’s next.”\n"
    assert repair_text(f"{healthy}It matters through 2030and beyond.").repairs == ()


def test_a_lone_split_is_believed_where_apostrophes_are_gone():
    page = f"{DAMAGED}\nThe largest gains came in the gross domestic productmore than double the goal."
    assert "product—more" in repair_text(page).text


def test_a_handle_is_no_place_for_a_dash():
    page = f"{DAMAGED}\nSee @highgategallery for policyfrom the past and talking pointshas."
    assert "@highgategallery" in repair_text(page).text
