"""How much of a page is believed lost."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.repair.lost import Losses, beliefs


def losses(chances, paragraphs=None, spared=(0,), proofs=None, marks=None):
    count = len(chances)
    return Losses(
        chances=np.array(chances, dtype=float),
        proofs=np.array(proofs or [1.0] * count),
        again=np.zeros(count, dtype=bool),
        paragraphs=np.array(paragraphs or [0] * count),
        spared=np.array(spared),
        marks=np.array(marks or [0] * len(spared)),
    )


def test_one_word_proves_little_where_apostrophes_stand():
    assert beliefs(losses([0.999], spared=(12,)))[0] < 0.5


def test_a_page_without_apostrophes_is_believed_by_two_words():
    assert min(beliefs(losses([0.995, 0.995]))) > 0.9


def test_doubtful_words_prove_nothing_together():
    assert max(beliefs(losses([0.5] * 4, proofs=[0.5] * 4))) < 0.5


def test_a_whole_paragraph_is_spared_beside_a_damaged_one():
    page = losses([0.99] * 5 + [0.9], paragraphs=[0] * 5 + [1], spared=(0, 4))
    *damaged, whole = beliefs(page)
    assert min(damaged) > 0.95
    assert whole < 0.5


def test_quotes_tell_which_paragraphs_are_whole():
    places = {"chances": [0.99] * 6 + [0.8] * 2, "paragraphs": [0, 0, 0, 1, 1, 1, 2, 3], "spared": (0, 0, 0, 0, 3, 2)}
    *_, quoted, bare = beliefs(losses(**places, marks=(0, 0, 2, 0, 2, 4)))
    *_, first, second = beliefs(losses(**places))
    assert quoted < first == second < bare


def test_quotes_tell_nothing_where_damaged_paragraphs_have_them():
    places = {"chances": [0.99] * 6 + [0.8] * 2, "paragraphs": [0, 0, 0, 1, 1, 1, 2, 3], "spared": (0, 0, 0, 0, 3, 2)}
    *_, quoted, bare = beliefs(losses(**places, marks=(2, 2, 2, 0, 2, 4)))
    assert quoted == pytest.approx(bare, abs=0.02)


def test_half_of_the_apostrophes_gone_halves_the_odds():
    page = losses([0.999] * 10 + [0.8], spared=(10,))
    *sure, doubtful = beliefs(page)
    assert min(sure) > 0.98
    assert 0.5 < doubtful < 0.8


def test_a_form_that_is_repeated_proves_less():
    chances = np.array([0.98] * 4)
    one = losses(chances, spared=(8,))
    same = replace(one, again=np.array([False, True, True, True]))
    assert 0 < beliefs(same)[0] < beliefs(one)[0]


def test_nothing_is_believed_of_a_page_that_may_well_have_lost_nothing():
    assert not beliefs(losses([0.97], [0], (0,))).any()
    assert beliefs(losses([0.97, 0.97], [0, 0], (0,))).all()


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3)), min_size=1, max_size=30),
    st.integers(0, 40),
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
)
def test_no_place_is_believed_more_than_the_network_does(places, spared, marks):
    chances = [chance for chance, _ in places]
    believed = beliefs(losses(chances, [paragraph for _, paragraph in places], (spared, 0, 1, 0), marks=marks))
    assert np.all(believed >= 0)
    assert np.all(believed <= np.array(chances) + 1e-9)


@pytest.mark.parametrize("count", [1, 500])
def test_sums_stay_finite(count):
    assert np.isfinite(beliefs(losses([1.0] * count, spared=(count,)))).all()
