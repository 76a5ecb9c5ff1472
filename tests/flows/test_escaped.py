import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.escaped import plain, table

CASES = [
    ("A plain sentence", "A plain sentence"),
    ("", ""),
    ("two\nlines\t and   blanks", "two lines and blanks"),
    ("a | b", r"a \| b"),
    ("# not a heading", r"\# not a heading"),
    ("*not* _stressed_", r"\*not\* \_stressed\_"),
    ("[a](javascript:x)", r"\[a\]\(javascript\:x\)"),
    ("<script>1</script>", r"&lt;script&gt;1&lt;\/script&gt;"),
    ("R&amp;D", "R&amp;amp;D"),
    ("`code`", r"\`code\`"),
    ("http://a.example", r"http\:\/\/a\.example"),
    ("x" * 300, "x" * 159 + "…"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_plain(text, expected):
    assert plain(text) == expected


@given(st.text())
def test_nothing_of_a_page_is_left_to_be_read_as_markup(text):
    shown = plain(text)
    assert "\n" not in shown
    assert not set(shown) & set('<>"')
    bare = shown.replace("\\\\", "")
    assert all(bare[place - 1] == "\\" for place, character in enumerate(bare) if character in "|`*_[]")


def test_table():
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
