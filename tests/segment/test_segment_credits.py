"""Agency credits inside paragraphs: what is cut off, and what only looks like a credit."""

import pytest

from schemas.block import Block
from tasks.segment import is_credit
from tasks.segment.credits import split_credits
from tasks.segment.leadin import lead_in_end
from tasks.segment.signoff import sign_off_start

STORY = "The ship sank off the coast on Monday, officials said, killing at least nine."

UNTOUCHED = [
    STORY,
    f"Analysis - {STORY}",
    "Analysis - Vladimir Putin does not want a deal, and the sweetness of being begged is something he relishes.",
    f"LONDON — {STORY}",
    f"Trump (R) - {STORY}",
    f"Jane Doe (Labour) - {STORY}",
    f"Prices (APP) rose. {STORY}",
    "The news agency (Reuters) - which had the report first - took it back, and nobody else had it by then.",
    "The Associated Press (AP) is an agency, and has been one for longer than most of its clients.",
    "Students (AP) - those who took the exams last year and the year before - were asked to come back.",
    "He said (AP) — and then he said it again, and once more, to make sure that everybody had heard it.",
    "Reuters - the agency - said that the ship had sunk off the coast on Monday, killing at least nine.",
    "CNN reported that the ship had sunk off the coast on Monday, and that at least nine had been killed.",
    "He works for a unit of the company, which is based in London (Reuters)",
    f"In the year to March 27 (APP) the fleet grew. {STORY}",
    f"Students (of physics), May 28 (AP) those who took the exams: {STORY}",
    f"{STORY} (Getty)",
    f"{STORY} He likes dashes - a lot",
    "(Reuters)",
    "Share on AP",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_left_alone(text):
    block = Block(3, text, "p", ("html", "body"), ("story",), 4)
    assert list(split_credits([block])) == [block]


LEAD_INS = [
    "LONDON (Reuters) - ",
    "WASHINGTON (AP) — ",
    "(CNN) -- ",
    "(CNN) ",
    "PARIS, Nov. 3 (AFP) – ",
    "ST. PETERSBURG, Fla. (AP) — ",
    "NEW YORK, Nov. 3, 2025 /PRNewswire/ -- ",
    "Frankfurt/Main (dpa) - ",
    "Berlin (dpa/AFP). ",
    "Hamburg (dpa/lno) – ",
    "Madrid, 5 mar (EFE).- ",
    "Rio de Janeiro, 3 de noviembre (EFE) - ",
    "New Delhi, May 28 (PTI) ",
    "Kathmandu [Nepal], March 27 (ANI): ",
    "Rosario (Argentina), 14 jun (EFE).- ",
    "(ANSA) - ",
    "Den Haag (ANP) - ",
    "BEIJING, Nov. 3 (Xinhua) -- ",
    "By Jane Doe LONDON (Reuters) - ",
    "Washington CNN — ",
    "CNN — ",
    # the dash is damaged, or gone
    "LONDON (Reuters) â€” ",
    "LONDON (Reuters) â€\x94 ",
    "LONDON (Reuters) â\x80\x93 ",
    "LONDON (Reuters) \x97 ",
    "LONDON (Reuters) \ufffd ",
    "LONDON (Reuters) ? ",
    "LONDON (Reuters) &mdash; ",
    "LONDON (Reuters) ",
]


@pytest.mark.parametrize("lead", LEAD_INS)
def test_lead_ins(lead):
    block = Block(0, f"{lead}{STORY}", "p", ("html",), ("story",), gap=2)
    first, second = split_credits([block])
    assert (first.text, second.text) == (lead.strip(), STORY)
    assert (first.gap, second.gap) == (2, 0)
    assert {first.tag, second.tag, *first.hints, *second.hints} == {"p", "story"}
    assert lead_in_end(block.text) == len(lead)
    assert is_credit(first.text)


SIGN_OFFS = [
    "(Reuters)",
    "(dpa/lno)",
    "[PTI]",
    "- AFP",
    "— AFP",
    "-- Bloomberg",
    "(Reporting by Jane Doe; Editing by John Roe)",
    "(Reporting by Jane Doe in London and Ann Other in Paris. Editing by John Roe).",
    "(Reporting by Jane Doe) (Editing by John Roe)",
    "(Additional reporting by Jane Doe)",
    "(With inputs from PTI)",
]


@pytest.mark.parametrize("credit", SIGN_OFFS)
def test_sign_offs(credit):
    found = list(split_credits([Block(0, f"{STORY} {credit}", "p")]))
    assert [block.text for block in found] == [STORY, credit]
    assert is_credit(credit)


def test_a_bare_sign_off_in_mid_article_closes_a_caption_or_a_quotation():
    blocks = [Block(0, f"{STORY} (AFP)", "p"), Block(1, STORY * 2, "p")]
    assert list(split_credits(blocks)) == blocks


def test_lead_in_and_sign_off_of_one_paragraph():
    block = Block(0, f"LONDON (Reuters) - {STORY} (Reporting by Jane Doe)", "p", link_chars=90, marker="•")
    found = list(split_credits([block]))
    assert [part.text for part in found] == ["LONDON (Reuters) -", STORY, "(Reporting by Jane Doe)"]
    assert sum(part.link_chars for part in found) == 90
    assert [part.marker for part in found] == ["•", "", ""]


@pytest.mark.parametrize(
    "block",
    [
        Block(0, f"LONDON (Reuters) - {STORY}", "h1"),
        Block(0, f"LONDON (Reuters) - {STORY}", "figcaption"),
        Block(0, f"LONDON (Reuters) - {STORY}", "p", ("html", "figure")),
        Block(0, f"LONDON (Reuters) - {STORY}", "p", hidden=True),
    ],
)
def test_what_is_no_paragraph_is_left_whole(block):
    assert list(split_credits([block])) == [block]


@pytest.mark.parametrize("text", ["Actuarial Professional Analysis (APA)", "CNN", "Source: CNN", STORY, "", "LONDON —"])
def test_no_credits(text):
    assert not is_credit(text)


def test_hostile_lines_cost_no_more_than_others():
    for text in (
        "(" * 50_000,
        "A " * 50_000,
        "- AFP " * 20_000,
        "(Reporting by " * 10_000,
        "LONDON (" + "AP/" * 30_000,
    ):
        assert lead_in_end(text) == 0
        assert sign_off_start(text, last=True) == len(text)


def test_a_line_that_is_said_again_keeps_its_agency():
    caption = f"{STORY} (Yonhap)"
    blocks = [Block(at, caption, "line") for at in range(2)]
    assert [block.text for block in split_credits(blocks)] == [caption, caption]
    assert [block.text for block in split_credits(blocks[:1])] == [STORY, "(Yonhap)"]
