"""What every repair holds to, on any text."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.config import Repairs
from schemas.repair import apply, revert
from tasks.repair import repair_page, repair_text
from tasks.repair.spans import compose, difference

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "text" / "dev"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

PIECES = [
    "dont", "its", "Trumps", "allies", "policyfrom", "the", "and", "of", "\x92", "\x93", "\ufffd", "?", "’", "'", "&amp;",
    "amp;", "&rsquo;", "â€™", "Ã©", "\u00ad", "\u200b", "\ufeff", " ", "\n", ". ", ", ", "é", "日本", "\ud7ff", "1990s", "—", "Im",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_reverting_gives_back_the_text(text):
    repaired = repair_text(text)
    assert apply(text, repaired.repairs) == repaired.text
    assert revert(repaired.text, repaired.repairs) == text


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_repairs_are_sorted_and_apart_and_change_something(text):
    end = 0
    for repair in repair_text(text).repairs:
        assert repair.start >= end
        assert repair.before == text[repair.start : repair.end]
        assert repair.before != repair.after
        assert 0 <= repair.confidence <= 1
        end = repair.end


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=200)
def test_difference_leads_from_one_text_to_the_other(before, after):
    assert apply(before, difference(before, after, "any")) == after


@given(TEXTS, TEXTS, TEXTS)
@settings(deadline=None, max_examples=300)
def test_two_passes_compose(first, second, third):
    composed = compose(first, difference(first, second, "one"), second, difference(second, third, "two"))
    assert apply(first, composed) == third
    assert revert(third, composed) == first


@given(st.lists(TEXTS, max_size=5))
@settings(deadline=None, max_examples=100)
def test_a_page_gives_one_result_a_text(texts):
    for text, repaired in zip(texts, repair_page(texts, Repairs(), "Trump's title"), strict=True):
        assert revert(repaired.text, repaired.repairs) == text


def documents():
    if not CORPUS.is_dir():
        pytest.skip(f"the development corpus is not at {CORPUS}")
    for path in sorted(CORPUS.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in list(lines)[:12])


def without_marks(text):
    return "".join(character for character in text if character not in "'’—–")


def test_lost_characters_are_only_added_and_a_second_run_changes_nothing():
    for text in documents():
        bare = without_marks(text)
        once = repair_text(bare)
        added = [repair for repair in once.repairs if repair.rule in ("lost_apostrophe", "lost_dash")]
        assert all(repair.before == "" and repair.after in ("'", "’", "—", "–") for repair in added)
        again = repair_text(once.text)
        assert again.repairs == (), (again.repairs, once.text[:80])


HARM = 12
"""Repairs in the texts below as they are: slips of their authors (`dont`), entities left in them."""


def test_clean_text_stays_as_it_is():
    repairs = [repair for text in documents() for repair in repair_text(text).repairs]
    assert sum(repair.rule in ("lost_apostrophe", "lost_dash") for repair in repairs) <= HARM


@pytest.mark.parametrize("name", ["000", "004"])
def test_healthy_seeds_are_left_alone(name):
    for path in seed(name):
        assert repair_text(path.read_text(encoding="utf-8")).repairs == ()


def test_the_damaged_seed_is_restored():
    for path in seed("003"):
        added = [repair.after for repair in repair_text(path.read_text(encoding="utf-8")).repairs]
        assert sorted(added) == ["'"] * 10 + ["—"] * 4


def seed(name):
    found = sorted(SEEDS.glob(f"{name}_*.txt"))
    if not found:
        pytest.skip(f"the sample pages are not at {SEEDS}")
    return found
