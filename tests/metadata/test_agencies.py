from __future__ import annotations

import pytest

from tasks.metadata.agency import agency_name, closing_agency, credited, opening_agency, signature

NAMES = [
    ("Jane Doe", None),
    ("Ria", None),
    ("", None),
    ("Reuters and Jane Doe", None),
    ("Reuters", "Reuters"),
    ("reuters.com", "Reuters"),
    ("AP", "AP"),
    ("The Associated Press", "AP"),
    ("Agence France-Presse", "AFP"),
    ("dpa/AFP", "dpa/AFP"),
    ("Reuters, AP", "Reuters/AP"),
    ("dpa und AFP", "dpa/AFP"),
    ("© Reuters 2024", "Reuters"),
    ("(dpa)", "dpa"),
    ("ТАСС", "TASS"),
    ("共同通信", "Kyodo"),
    ("연합뉴스", "Yonhap"),
    ("AFP AFP", None),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_text_that_is_an_agency(text, name):
    assert agency_name(text) == name


CREDITS = [
    ("The president spoke on Friday.", None),
    ("The source: a small spring in the hills", None),
    ("Sources say the talks failed", None),
    ("- he said so", None),
    ("Source: CNN", "CNN"),
    ("Source: The Village Gazette", "The Village Gazette"),
    ("Quelle: ntv.de, mdi/dpa", "ntv.de, mdi/dpa"),
    ("Fuente: EFE", "EFE"),
    ("Fonte: ANSA.it", "ANSA"),
    ("Источник: ТАСС", "TASS"),
    ("- CNN", "CNN"),
    ("— Reuters", "Reuters"),
    ("(Reuters)", "Reuters"),
    ("with nobody else", None),
    ("He came with AP reporters", None),
    ("(Avec AFP)", "AFP"),
    ("Le Courrier avec AFP", "AFP"),
    ("© AFP", "AFP"),
    ("Source:", None),
]


@pytest.mark.parametrize(("text", "source"), CREDITS)
def test_credit_lines(text, source):
    assert credited(text) == source


OPENINGS = [
    ("LONDON - The minister (Jane Doe) said so.", None),
    ("The bank (BNS) - a small one - failed to say why it did so and what it would do about all of it.", "BNS"),
    ("LONDON (Reuters) - The minister said so.", "Reuters"),
    ("BERLIN, March 5 (Reuters) – The minister said so.", "Reuters"),
    ("Madrid, 5 mar (EFE).- El ministro dijo.", "EFE"),
    ("Berlin (dpa) - Der Minister sagte.", "dpa"),
    ("(ANSA) - ROMA, 5 MAR - Il ministro.", "ANSA"),
    ("WASHINGTON (AP) — The president.", "AP"),
    ("BRACKENHOLT (IPW) - An eleven-year-old.", "IPW"),
    ("LOWER FENWICK (Halden Rural Service) - The ladders.", "Halden Rural Service"),
    ("NEW YORK (Updated) - The president.", None),
    ("Fenwick (pop. 200) - the village.", None),
    ("THE PLAN (which failed) - was his.", None),
]


@pytest.mark.parametrize(("text", "name"), OPENINGS)
def test_datelines(text, name):
    assert opening_agency(text) == name


CLOSINGS = [
    ("He left (on Friday).", None),
    ("He left, she said.", None),
    ("- Northwire", None),
    ("Das sagte der Minister am Freitag. (dpa)", "dpa"),
    ("… said the minister. – AFP", "AFP"),
    ("… said the minister. [Reuters]", "Reuters"),
]


@pytest.mark.parametrize(
    ("text", "name"),
    [("- he left", None), ("Northwire", None), ("- Northwire", "Northwire"), ("— Coast Wire", "Coast Wire")],
)
def test_lines_that_only_sign(text, name):
    assert signature(text) == name


@pytest.mark.parametrize(("text", "name"), CLOSINGS)
def test_signatures(text, name):
    assert closing_agency(text) == name
