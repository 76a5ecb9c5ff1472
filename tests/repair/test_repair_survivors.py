"""Words that look as if they had lost an apostrophe and have not, on healthy pages and on damaged ones."""

import pytest

from schemas.config import Repairs
from tasks.repair import repair_text
from tasks.repair.apostrophes import may_have_lost_apostrophes
from tasks.repair.page import Page

DAMAGED = (
    "The governments decision doesnt help, and President Trumps envoy wont say why. They dont know whats next. "
    "Putins aides said Russias demands havent changed, and Ukraines president isnt happy with Germanys answer. "
)
"""Proves that the page lost its apostrophes."""

SURVIVE = [
    "The Kennedys and the Clintons were there.",
    "The company lost its licence and its staff were told that all was well.",
    "He was ill, showed his ID at the gate, and went through hell in a shell of a shed.",
    "In recent years public services have lost users in many states, and nations sent their teams.",
    "Starbucks, Walgreens, Sears, Siemens, Qantas and Airbus reported profits on Tuesday.",
    "She uses QuickBooks and AirPods, and banks with Barclays.",
    "The United States, the Netherlands and the Philippines signed; Wales, Texas and Massachusetts watched Congress.",
    "James met Charles, Davis, Harris and Hughes in London.",
    "The Yankees beat the Mets, and the Jets lost again.",
    "Australians, Muslims and Tories voted in large numbers.",
    "The URLs are in the FAQs, the GPUs are sold out, and the User ID is missing.",
    "MinnesotaCare micromanaged its clinics, said Dmitriev on YouTube.",
    "Healthcare cannot be put into words, whereas housing can.",
    "Mark Miller of HBOS Treasury Services spoke, and so did the man from EDS.",
    "The Trumps met the Kennedys and the Clintons at dinner.",
]


@pytest.mark.parametrize("sentence", SURVIVE)
def test_survives_on_a_healthy_page(sentence):
    assert repair_text(f"It's a page that doesn't lack any. {sentence}").repairs == ()
    assert repair_text(sentence).repairs == ()


@pytest.mark.parametrize("sentence", SURVIVE)
def test_survives_on_a_damaged_page(sentence):
    repaired = repair_text(f"{DAMAGED}\n{sentence}")
    assert repaired.text.endswith(sentence)
    assert repaired.repairs


HARD = [
    "They will wed in June, as is their wont, and they cant like preachers.",
]
"""As plain words these are so rare that a page which lost characters makes them contractions."""


@pytest.mark.parametrize("sentence", HARD)
def test_rare_plain_words_survive_on_a_healthy_page(sentence):
    healthy = (
        "It's late. They don't know, we're not sure, and it isn't clear what's next. The city's mayor hasn't said."
    )
    assert repair_text(f"{healthy} {sentence}").repairs == ()
    assert repair_text(sentence).repairs == ()


@pytest.mark.xfail(reason="the network is sure of them and the page has lost others; needs better syntax")
@pytest.mark.parametrize("sentence", HARD)
def test_rare_plain_words_survive_on_a_damaged_page(sentence):
    assert repair_text(f"{DAMAGED}\n{sentence}").text.endswith(sentence)


LOST = [
    (
        "They dont know why Trumps envoy left. Its a shame, and youre right that Russias plan didnt work.",
        "They don't know why Trump's envoy left. It's a shame, and you're right that Russia's plan didn't work.",
    ),
    (
        "I cant say what were going to do, but well see. Hes here and theyll come if shes ready, thats all I dont know.",
        "I can't say what we're going to do, but we'll see. He's here and they'll come if she's ready, that's all I don't know.",
    ),
    (
        "The governments decision hurt Germanys industry. U.S. policyfrom harsh sanctions to talking pointshas changed.",
        "The government's decision hurt Germany's industry. U.S. policy—from harsh sanctions to talking points—has changed.",
    ),
]


@pytest.mark.parametrize(("damaged", "meant"), LOST)
def test_lost_characters_come_back(damaged, meant):
    assert repair_text(damaged).text == meant


def test_the_page_s_own_style_is_followed():
    page = "“It’s late,” she said. “We’re done.”\nThey dont know what doesnt work, and Trumps envoy hasnt said."
    assert repair_text(page).text.endswith("They don’t know what doesn’t work, and Trump’s envoy hasn’t said.")


@pytest.mark.parametrize(
    "text",
    [
        "Die Entscheidung des Präsidenten ist nicht gut. Peters Haus und Trumps Politik sind dont das gleiche.",
        "La decision de los Estados Unidos no es buena para las empresas. Trumps dont es una palabra.",
        "Les services des nations sont dans les mains des Trumps et dont on parle dans la presse.",
    ],
)
def test_other_languages_are_left_alone(text):
    assert repair_text(text).repairs == ()


def test_plural_possessives_have_a_confidence_of_their_own():
    damaged = "He didnt listen to farmers concerns, and critics said its leaders werent ready."
    assert "didn't listen to farmers' concerns" in repair_text(damaged).text
    assert "didn't listen to farmers concerns" in repair_text(damaged, Repairs(plural_confidence=1)).text


HALF_LOST = [
    "It's late, and Vignals shot went wide; Vignal was not pleased.",
    "It's late, and Kenyas ruler was not pleased.",
    "It's late, and the worlds largest ship has left the harbour.",
]


@pytest.mark.parametrize("text", HALF_LOST)
def test_a_page_with_apostrophes_is_looked_at_once_more(text):
    assert may_have_lost_apostrophes(Page((text,)))


HEALTHY = [
    "It's late, and the Kenyans left.",
    "It's late, and two Vignals were there.",
    "It's late, and in the worlds of his books nobody sleeps.",
]


@pytest.mark.parametrize("text", HEALTHY)
def test_a_page_whose_words_tell_nothing_is_healthy(text):
    assert not may_have_lost_apostrophes(Page((text,)))
