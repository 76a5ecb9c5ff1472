"""No pattern of the rules can be made to backtrack far: checked by their shape, not by the clock."""

import re
from re import _constants as op
from re import _parser as parser

import pytest

from tasks import pictures, prose, quality
from tasks.boilerplate import byline, credit, moments, phrases, place, signs, titles, view

MODULES = [byline, credit, moments, phrases, pictures, place, signs, titles, view, prose, quality]
PATTERNS = [
    pytest.param(value, id=f"{module.__name__.rsplit('.', 1)[-1]}.{name}")
    for module in MODULES
    for name, value in sorted(vars(module).items())
    if isinstance(value, re.Pattern)
] + [pytest.param(pattern, id=f"place.HINTED.{label}") for label, pattern in place.HINTED]


def unbounded(tree, *, repeated=False):
    """The most repetitions without an end on one way through a pattern.

    Raises:
        AssertionError: one of them stands inside another repetition.
    """
    found = 0
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, high, inner = value
            assert not (repeated and high is op.MAXREPEAT), "a repetition without an end inside another"
            found += (high is op.MAXREPEAT) + unbounded(inner, repeated=repeated or high > 1)
        elif kind is op.SUBPATTERN:
            found += unbounded(value[3], repeated=repeated)
        elif kind is op.BRANCH:
            found += max(unbounded(branch, repeated=repeated) for branch in value[1])
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            found += unbounded(value[1], repeated=repeated)
    return found


@pytest.mark.parametrize("pattern", PATTERNS)
def test_at_most_one_repetition_without_an_end_and_none_inside_another(pattern):
    assert unbounded(parser.parse(pattern.pattern, pattern.flags)) <= 1


BAD = [r"(a+)+b", r"(a|b+)*c", r"(?:\w{1,3}\s*){0,9}x", r"a*b*c"]


@pytest.mark.parametrize("pattern", BAD)
def test_the_check_finds_what_it_looks_for(pattern):
    try:
        assert unbounded(parser.parse(pattern)) > 1
    except AssertionError as found:
        assert "inside another" in str(found)  # noqa: PT017 - either way the pattern is caught
