"""The network that reads words in their context."""

import numpy as np
import pytest

from tasks.repair import context
from tasks.repair.candidates import read
from tasks.repair.tables import apostrophe_networks, vocabulary
from tasks.repair.tokens import Tokens, cut

REACHED = sum(context.REACH)
PAGE = "\n".join(
    ["The allies views differ, and Trumps envoy didnt say whose they are."] * 2
    + ["Its a year since the governments of both nations met; were told that its leaders wont come to Starbucks again."]
)


def page(text=PAGE):
    reading = read(cut([text]), Tokens([], []), vocabulary())
    return reading, np.array([candidate.token for candidate in reading.candidates])


def signals(reading, places, networks=None, words=None):
    words = reading.words if words is None else words
    views = context.contexts(networks or apostrophe_networks(), reading.rows, words, places)
    return [context.signals(view, np.arange(len(places))) for view in views]


def test_candidates_are_judged_the_same_in_batches_of_any_size(monkeypatch):
    reading, places = page()
    whole = signals(reading, places)
    for size in (1, 3):
        monkeypatch.setattr(context, "_BATCH", size)
        for one, other in zip(whole, signals(reading, places), strict=True):
            np.testing.assert_allclose(one, other, atol=1e-4)


def test_what_is_out_of_reach_is_not_heard():
    reading, places = page()
    middle = int(places[len(places) // 2])
    near = slice(middle - REACHED, middle + REACHED + 1)
    for network, whole in zip(apostrophe_networks(), signals(reading, np.array([middle])), strict=True):
        (alone,) = signals(reading, np.array([REACHED]), (network,), reading.words[near])
        np.testing.assert_allclose(whole, alone, atol=1e-4)


@pytest.mark.parametrize("step", [-1, 1, -REACHED, REACHED])
def test_what_is_in_reach_is_heard(step):
    reading, places = page()
    middle = int(places[len(places) // 2])
    words = reading.words.copy()
    words[middle + step] = (words[middle + step] + 1) % len(reading.rows)
    before, after = (signals(reading, np.array([middle]), words=some)[0] for some in (reading.words, words))
    assert np.abs(before - after).max() > 1e-4


def test_only_what_is_allowed_is_chosen():
    reading, places = page()
    views = context.contexts(apostrophe_networks(), reading.rows, reading.words, places)
    facts = np.zeros((len(places), len(views[0].network.mean)), dtype=np.float32)
    allowed = np.zeros((len(places), 4), dtype=bool)
    allowed[:, 0] = True
    some = np.ones(len(places), dtype=bool)
    assert context.chances(views, some, facts, allowed)[:, 0].tolist() == [1.0] * len(places)
    allowed[:, 2] = True
    chances = context.chances(views, some, facts, allowed)
    assert (chances[:, [1, 3]] == 0).all()
    np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-5)
