"""Plain text to blocks: lines, wrapped paragraphs, lists."""

import re
import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.block import Block
from schemas.page import DecodedPage
from tasks.segment import segment
from tasks.segment.sentence import goes_on
from tasks.segment.text import text_blocks

PARAGRAPHS = [
    paragraph.replace("\n", " ")
    for paragraph in [
        "The harbour master said on Tuesday that the ferry would sail again before the end of the month, once the two damaged\npropellers had been replaced and the hull had been looked at by an inspector.",
        "Nobody had been hurt when the ship ran aground, but ninety passengers spent a cold night on the car deck.",
        "“We were given soup and blankets,” one of them said, “and in the morning the sun came up over the island, which was\nthe best thing that I have seen in a long time.”",
        "The company has promised to pay for their journey home. It did not say when, and the passengers, most of them\nschoolchildren from the mainland, went back to their lessons on Thursday without having heard from it.",
        "An inquiry will begin in the spring.",
    ]
]
FACTS = "Island ferry to sail again", "3 min read", "0", "By Ann Other", "Photo: A ferry"


def lines_of(text: str) -> list[str]:
    return [block.text for block in text_blocks(text)]


def wrapped(paragraph: str, width: int = 72, **indents: str) -> str:
    return textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=False, **indents)


@pytest.mark.parametrize("parting", ["\n", "\n\n", "\n\n\n", "\r\n\r\n", "\r", "\f", "\u2028", "\u2029", "\n \xa0\t\n"])
def test_lines_that_nobody_wrapped_stay_lines(parting):
    assert lines_of(parting.join([*FACTS, *PARAGRAPHS])) == [*FACTS, *PARAGRAPHS]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_wrapped_paragraphs_parted_by_blank_lines(width, line_end):
    text = "\n\n".join([*FACTS, *(wrapped(paragraph, width) for paragraph in PARAGRAPHS)]).replace("\n", line_end)
    assert lines_of(text) == [*FACTS, *PARAGRAPHS]


def test_wrapped_paragraphs_with_a_blank_line_after_every_line():
    text = "\n\n\n".join("\n\n".join(textwrap.wrap(paragraph, 60)) for paragraph in PARAGRAPHS)
    assert lines_of(text) == list(PARAGRAPHS)


def test_wrapped_paragraphs_whose_first_lines_stand_in():
    text = "\n".join(wrapped(paragraph, initial_indent="    ") for paragraph in PARAGRAPHS)
    assert lines_of(text) == list(PARAGRAPHS)


def test_a_wrapped_page_that_stands_in_as_a_whole():
    text = textwrap.indent("\n\n".join(wrapped(paragraph) for paragraph in PARAGRAPHS), "        ")
    assert lines_of(text) == list(PARAGRAPHS)


def test_without_blank_lines_a_short_line_ends_a_paragraph():
    text = "\n".join(wrapped(paragraph, 60) for paragraph in PARAGRAPHS)
    assert lines_of(text) == list(PARAGRAPHS)


def test_a_heading_above_a_wrapped_paragraph_stays_alone():
    assert lines_of("\n".join(["Ferry to sail", wrapped(PARAGRAPHS[0]), "", "Inquiry", wrapped(PARAGRAPHS[3])])) == [
        "Ferry to sail",
        PARAGRAPHS[0],
        "Inquiry",
        PARAGRAPHS[3],
    ]


def test_one_wrapped_paragraph_on_a_page_of_long_lines():
    text = "\n\n".join([*PARAGRAPHS, wrapped(PARAGRAPHS[3], 60), *PARAGRAPHS])
    assert lines_of(text) == [*PARAGRAPHS, PARAGRAPHS[3], *PARAGRAPHS]


UNSPACED = """\
The policy, which had been written in a hurry by the ministers--
most of them new to their offices--was withdrawn by an evening-
long session of the cabinet, and nobody who was there would say
what had been said about it, or by whom it had been said at all,
or even that it had been withdrawn."""


def test_an_unspaced_dash_and_a_hyphen_take_no_blank():
    expected = UNSPACED.replace("--\n", "--").replace("evening-\n", "evening-").replace("\n", " ")
    assert lines_of(UNSPACED) == [expected]


MENU = ["Home", "World", "Europe", "Business", "Sport", "Log in", "Subscribe now", "Today's paper", "our apps", "help"]


@pytest.mark.parametrize(
    "lines",
    [
        MENU,
        [name.lower() for name in MENU],
        ["Roses are red,", "Violets are blue,", "Sugar is sweet,", "And so are you."],
        ["const a = 1;", "let b = 2;", "if (a < b) {", "console.log(a);", "}"],
        ["https://one.example/a/long/path", "https://two.example/a/long/path", "https://three.example/a/path"],
        ["Ann Other 3 May 2024", "Bea Other 3 May 2024", "Cat Other 3 May 2024", "Dot Other 4 May 2024"],
        ["6 minutes ago", "", "3 min read", "0", "99 Views", "", "Share"],
    ],
)
def test_short_lines_stay_apart(lines):
    assert lines_of("\n".join(lines)) == [line for line in lines if line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• one\n• two", [("•", "one"), ("•", "two")]),
        ("  * one\n  * two", [("*", "one"), ("*", "two")]),
        ("  * alone", [("*", "alone")]),
        ("  1. HOME\n  2. WORLD\n  3. News", [("1.", "HOME"), ("2.", "WORLD"), ("3.", "News")]),
        ("(1) a\n(2) b", [("(1)", "a"), ("(2)", "b")]),
        ("1) a\n\n2) b", [("1)", "a"), ("2)", "b")]),
        ("- a\n- b", [("-", "a"), ("-", "b")]),
        ("  * a\n      o b\n      o c\n  * d", [("*", "a"), ("o", "b"), ("o", "c"), ("*", "d")]),
        ("\t•\titem", [("•", "item")]),
        # no lists
        ("- CNN", [("", "- CNN")]),
        ("– dpa", [("", "– dpa")]),
        ("* indicates required", [("", "* indicates required")]),
        ("1. A heading with a number", [("", "1. A heading with a number")]),
        ("2024. That was the year.", [("", "2024. That was the year.")]),
        ("1.5 million people\n2.5 million people", [("", "1.5 million people"), ("", "2.5 million people")]),
        ("18. He was young.", [("", "18. He was young.")]),
        ("•", [("", "•")]),
        ("o sole mio", [("", "o sole mio")]),
        ("-5 degrees\n-7 degrees", [("", "-5 degrees"), ("", "-7 degrees")]),
    ],
)
def test_list_markers(text, expected):
    found = text_blocks(text)
    assert [(block.marker, block.text) for block in found] == expected
    assert [block.tag for block in found] == ["li" if marker else "line" for marker, _ in expected]


def test_numbered_headings_between_paragraphs_are_no_list():
    text = "\n\n".join(["1. The ship", PARAGRAPHS[0], "2. The night", PARAGRAPHS[1], "3. The inquiry", PARAGRAPHS[4]])
    assert not any(block.marker for block in text_blocks(text))


def test_wrapped_list_items():
    items = [f"{number}. {paragraph}" for number, paragraph in enumerate(PARAGRAPHS, 1)]
    text = "\n".join(wrapped(item, initial_indent="  ", subsequent_indent="     ") for item in items)
    assert [(block.marker, block.text) for block in text_blocks(text)] == [
        (f"{number}.", paragraph) for number, paragraph in enumerate(PARAGRAPHS, 1)
    ]


def test_gaps_count_blank_lines():
    found = text_blocks("\n\na\nb\n\nc\n \xa0\n\t\nd")
    assert [(block.text, block.gap) for block in found] == [("a", 2), ("b", 0), ("c", 1), ("d", 2)]


def test_white_space_is_folded_but_not_what_only_python_takes_for_it():
    assert lines_of(" a \t b\xa0\u2003c ") == ["a b c"]
    assert lines_of("wait\x85 what\nÃ\xa0 la carte") == ["wait\x85 what", "Ã\xa0 la carte"]


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("The end.", "Another begins", False),
        ("It went", "on and on", True),
        ("It went,", "As they say", True),
        ("He said", "“and so on”", True),
        ("He came to", "Paris", False),
        ("これは文の途中", "です", True),
        ("これは文の終わり。", "次の文", False),
        ("x = 1;", "y = 2;", False),
        ("see", "https://example.org", False),
    ],
)
def test_goes_on(line, following, expected):
    assert goes_on(line, following) is expected


def visible(text: str) -> str:
    return re.sub("[ \t\n\v\f\r\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000]+", "", text)


def printed(found: tuple[Block, ...]) -> str:
    return visible("".join(block.marker + block.text for block in found))


ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cf"], exclude_characters="\0"), max_size=200),
    st.lists(
        st.one_of(
            st.sampled_from(
                ["", "  ", "- ", "• ", "1. ", "2. ", "  * ", "(1) ", "\t", "word " * 9, "The end.", "and so on,"]
            ),
            st.text(st.sampled_from("ab A.,-—•1 \t\xa0\x85Ã"), max_size=40),
        ),
        max_size=40,
    ).map(lambda parts: "".join(part + "\n" * (len(part) % 3) for part in parts)),
)


@given(ANY_TEXT)
@example("-\x850\r- 0")
@example("1.\x1ca\r2. b")
def test_blocks_and_markers_hold_every_character_in_order(text):
    page = DecodedPage(text=f"start\n{text}", form="text", charset="utf-8", evidence="a test")
    found = segment(page)
    assert printed(found.blocks) == visible(page.text)
    assert [block.index for block in found.blocks] == list(range(len(found.blocks)))
    assert found.tree is None
    for block in found.blocks:
        assert block.text.strip(" \t\n") == block.text != ""
        assert (block.tag == "li") is bool(block.marker)
        assert not block.path
        assert not block.hidden


@given(st.permutations([*PARAGRAPHS, *PARAGRAPHS, *PARAGRAPHS]), st.integers(50, 100))
def test_wrapping_is_undone_at_any_width(paragraphs, width):
    text = "\n\n".join(wrapped(paragraph, width) for paragraph in paragraphs)
    assert lines_of(text) == paragraphs
