"""The second judgement: what trees make of the networks' chances."""

from dataclasses import replace

import numpy as np
import pytest

from tasks.repair.judging import First, first_judgement
from tasks.repair.kinds import kind_of
from tasks.repair.neighbours import STEPS, ZERO, Neighbours, figures_of, keys_of, neighbours
from tasks.repair.second import DOUBTED, doubted, features, second_judgement, second_model
from tasks.repair.tables import AFTER_S, NONE, apostrophe_networks, certain_forms, vocabulary
from tasks.trees import Trees

TEXT = (
    "The allies views differ, and Trumps envoy didnt say whose they are.\nIts a year since the governments of both "
    "nations met. The governments decision came later; were told that its leaders wont come to Starbucks again."
)


def first(text=TEXT):
    tables = vocabulary()
    return first_judgement((text,), "", First(apostrophe_networks(), tables, tables.count))


def second(judged):
    return second_judgement(judged, vocabulary(), neighbours(), second_model())


def test_chances_stay_chances_and_what_is_not_allowed_stays_out():
    judged = first()
    chances = second(judged)
    np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-5)
    assert (chances >= 0).all()
    assert (chances[~judged.allowed] == 0).all()


def test_it_changes_what_the_networks_doubt_and_nothing_else():
    judged = first()
    some = doubted(judged)
    rest = np.setdiff1d(np.arange(len(judged.candidates)), some)
    chances = second(judged)
    assert len(some)
    assert (chances[some] != judged.chances[some]).any(axis=1).all()
    np.testing.assert_array_equal(chances[rest], judged.chances[rest])
    assert all(
        judged.chances[at, NONE] > 1 - DOUBTED or judged.candidates[at].form in certain_forms() for at in rest.tolist()
    )


def test_a_page_without_doubt_is_left_as_it_is():
    judged = first()
    sure = replace(judged, chances=np.eye(4)[np.full(len(judged.candidates), NONE)])
    assert not len(doubted(sure))
    np.testing.assert_array_equal(second(sure), sure.chances)


def test_a_side_that_is_no_choice_gets_nothing():
    judged = first("Trumps.")
    assert not judged.allowed[0, AFTER_S]
    assert second(judged)[0, AFTER_S] == 0


def test_rows_are_finite_and_as_wide_as_the_trees_ask():
    judged = first()
    some = np.arange(len(judged.candidates))
    rows = features(judged, some, vocabulary(), neighbours())
    assert np.isfinite(rows).all()
    asked = max(trees.columns[np.isfinite(trees.borders)].max() for trees in (second_model().lost, second_model().side))
    assert asked < rows.shape[1]


def test_a_row_says_the_same_alone_and_among_others():
    judged = first()
    some = np.arange(len(judged.candidates))
    together = features(judged, some, vocabulary(), neighbours())
    for at in some.tolist():
        alone = features(judged, np.array([at]), vocabulary(), neighbours())
        np.testing.assert_array_equal(alone[0], together[at])


def test_neighbours_give_back_what_was_counted():
    key, other, *_ = sorted(keys_of("states", "states", "united", "."))
    table = Neighbours(np.array([key], dtype=np.uint32), figures_of([(10, 5, 0, 0)]))
    known, unknown = table.look_up([key, other])
    assert known.tolist() == pytest.approx([np.log(5.2 / 12), np.log(0.1 / 6), np.log(16)], abs=0.5 / STEPS + 1e-6)
    assert unknown.tolist() == [-ZERO] * 3


def test_a_key_tells_capitals_and_sides_apart():
    keys = {*keys_of("states", "states", "a", "b"), *keys_of("states", "States", "b", "a")}
    assert len(keys) == 8


def test_trees_are_read_as_they_were_stored():
    lost = second_model().lost
    again = Trees.of_arrays(lost.arrays())
    rows = np.random.default_rng(0).normal(size=(300, 78)).astype(np.float32)
    np.testing.assert_array_equal(lost.log_odds(rows), again.log_odds(rows))


@pytest.mark.parametrize(
    ("word", "like"),
    [("The", "the"), ("were", "is"), ("12", "2004"), ("running", "going"), ("teams", "clubs"), (".", "?"), ("x", "y")],
)
def test_words_of_a_kind(word, like):
    assert kind_of(word) == kind_of(like)


@pytest.mark.parametrize(("word", "unlike"), [("the", "a"), ("his", "he"), ("these", "the"), (",", "."), ("12", "x")])
def test_words_of_other_kinds(word, unlike):
    assert kind_of(word) != kind_of(unlike)
