"""What only plain text has to be asked: its markup would tell."""

import pytest

from schemas.label import Label
from tasks.boilerplate.plain import after_author, plea

PLEAS = [
    ("a sentence", "Nobody told them where to sign up for the army.", None),
    ("what was said", "She held up the card. “Sign up now!”", None),
    ("an order in the text", "He had one piece of advice: Subscribe to nothing.", None),
    ("a long paragraph", "The storm came. " * 30 + "Sign up now!", None),
    ("now", "Ours is one of the most discerning communities of readers. Sign up now!", Label.PROMO),
    (
        "a newsletter",
        "Start the day with a summary of it all. Sign up for our Morning Edition newsletter.",
        Label.PROMO,
    ),
    ("here", "Get the week's best stories in one place. Subscribe here.", Label.PROMO),
]


@pytest.mark.parametrize(("text", "label"), [row[1:] for row in PLEAS], ids=[row[0] for row in PLEAS])
def test_plea(judged, text, label):
    found = judged(plea, ["P", f">>> {text}", "P"])
    assert (found and found.label) == label


LIFE = "Jane Roe is a reporter with the bureau in Port Town. She likes long walks and short meetings on Mondays."
AFTER_AUTHOR = [
    ("no such heading", ["P", "Jane Roe", f">>> {LIFE}"], None),
    ("the text behind the author's life", ["P", "About the author", LIFE, ">>> P"], None),
    ("about somebody else", ["P", "About the Author", "Ann Lee", f">>> {LIFE}"], None),
    ("a book about authors", ["P", "About the authors of the plan", f">>> {LIFE}"], None),
    ("the name", ["P", "About the Author", ">>> Jane Roe", LIFE], Label.OTHER),
    ("the role", ["P", "About the Author", "Jane Roe", ">>> Reporter", LIFE], Label.OTHER),
    ("the life behind the role", ["P", "About the Author", "Jane Roe", "Reporter", f">>> {LIFE}"], Label.OTHER),
    ("the life behind the name", ["P", "About the Author", "Jane Roe", f">>> {LIFE}"], Label.OTHER),
    ("the life", ["P", "About the author:", f">>> {LIFE}"], Label.OTHER),
]


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in AFTER_AUTHOR], ids=[row[0] for row in AFTER_AUTHOR])
def test_after_author(judged, items, label):
    found = judged(after_author, items)
    assert (found and found.label) == label
