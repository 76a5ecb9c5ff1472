from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.metadata.names import agencies_in, authors_in, inverted

NO_NAME = [
    "",
    "By",
    "admin",
    "Staff writer",
    "The Editorial Board",
    "Redaktion",
    "AUTOR/IN",
    "La rédaction",
    "Haber Merkezi",
    "Courier staff",
    "Our Editors",
    "Reuters",
    "By Associated Press",
    "dpa/AFP",
    "© AFP 2024",
    "jane.doe@example.com",
    "https://example.com/people/jane-doe",
    "www.example.com",
    "@janedoe",
    "example.org",
    "5 March 2024",
    "Photo: Jane Doe",
    "Fotos: Bernd Meier",
    "责任编辑： 焦鹏",
    "Web Commerce GmbH",
    "Reviewed by Jane Doe",
    "© Jane Doe",
    "Copyright Courier GmbH & Co. KG - all rights reserved",
    "Redaktion Courier",
    "Human in the Loop",
    "Jane Doe / REUTERS files",
    "Ilustrator: Jane Doe",
    "HABER MERKEZİ",
    "Door onze nieuwsredactie",
    "Service Économie",
    "Organization for Transformative Works",
    "STORM - Coast",
    "CDU - Fraktion Port Town",
    "Eidgenössisches Departement für Wirtschaft, Bildung und Forschung WBF",
    "-" * 40_000,
    "A" * 2_000,
]


@pytest.mark.parametrize("claim", NO_NAME)
def test_what_names_nobody_gives_nobody(claim):
    assert authors_in([claim]) == ()


KEPT_AS_WRITTEN = [
    "Jane Doe",
    "Jan van der Berg",
    "De Niro",
    "Von der Leyen",
    "José Ortega y Gasset",
    "Ana María de la Cruz",
    "Mary-Kate O’Neil",
    "J.K. Rowling",
    "Will Self",
    "Prince",
    "Dr. Jane Doe",
    "Nguyễn Văn A",
    "Иван Петров",
    "محمد علي",
    "山田太郎",
    "Ria",
    "Martin Luther King Jr.",
]


@pytest.mark.parametrize("name", KEPT_AS_WRITTEN)
def test_a_name_stays_as_it_is(name):
    assert authors_in([name]) == (name.rstrip("."),)


BYLINES = [
    ("By Jane Doe", ["Jane Doe"]),
    ("BY JANE DOE", ["Jane Doe"]),
    ("By: Jane Doe", ["Jane Doe"]),
    ("Posted by Jane Doe on Friday December 19, 2025", ["Jane Doe"]),
    ("Published by Jane Doe", ["Jane Doe"]),
    ("Written by Jane Doe", ["Jane Doe"]),
    ("Author: Caleb Jennings", ["Caleb Jennings"]),
    ("Analysis by Nick Paton Walsh, CNN", ["Nick Paton Walsh"]),
    ("Recipe by Jane Doe", ["Jane Doe"]),
    ("von Ulrike", ["Ulrike"]),
    ("Von Lisa Müller und Max Mustermann, Berlin", ["Lisa Müller", "Max Mustermann"]),
    ("Ein Gastbeitrag von Lisa Müller", ["Lisa Müller"]),
    ("Par Marie Dupont avec AFP", ["Marie Dupont"]),
    ("Por Ana Pérez y Juan López", ["Ana Pérez", "Juan López"]),
    ("Di Maria Rossi", ["Maria Rossi"]),
    ("Door Jan de Vries en Piet Bakker", ["Jan de Vries", "Piet Bakker"]),
    ("Ahmet Yılmaz ve Ayşe Kaya", ["Ahmet Yılmaz", "Ayşe Kaya"]),
    ("Anna Kowalska i Jan Nowak", ["Anna Kowalska", "Jan Nowak"]),
    ("Автор: Иван Петров", ["Иван Петров"]),
    ("Иван Петров и Мария Сидорова", ["Иван Петров", "Мария Сидорова"]),
    ("Av Kari Nordmann og Ola Hansen", ["Kari Nordmann", "Ola Hansen"]),
    ("홍길동 기자", ["홍길동"]),
    ("记者 王小明", ["王小明"]),
    ("（記者王小明／台北報導）", ["王小明"]),
    ("记者王小明 北京报道", ["王小明"]),
    ("文・田中太郎", ["田中太郎"]),
    ("Redacción: Ana Pérez", ["Ana Pérez"]),
    ("Von unserem Redakteur Max Roe", ["Max Roe"]),
    ("Door onze redacteur Jan de Vries", ["Jan de Vries"]),
    ("By Maria Garcia, John Smith, and Li Wei", ["Maria Garcia", "John Smith", "Li Wei"]),
    ("Chen Zhao, Daryl Fairweather", ["Chen Zhao", "Daryl Fairweather"]),
    ("Kristin and Peter", ["Kristin", "Peter"]),
    ("Jane & John Roe", ["Jane", "John Roe"]),
    ("Coast Tax & Accounting", ["Coast Tax", "Accounting"]),
    ("Coast Courier Tax & Accounting", ["Coast Courier Tax & Accounting"]),
    ("Plácido Domingo, Monday, March 4, 2024", ["Plácido Domingo"]),
    ("Von Lisa Müller am Samstag, 19. Oktober 2024 um 11:14 Uhr", ["Lisa Müller"]),
    ("By Jane Doe on Sunday, March 3, 2024", ["Jane Doe"]),
    ("Jane Doe (Foto: Max Roe)", ["Jane Doe"]),
    ("Jane Doe (Text) und Max Roe (Fotos)", ["Jane Doe"]),
    ("Interview: Jane Doe", ["Jane Doe"]),
    ("Ein Interview von Lisa Müller mit Max Roe.", ["Lisa Müller"]),
    ("Dieter Hogen with Uta Roe", ["Dieter Hogen", "Uta Roe"]),
    ("Jane Doe - Max Roe", ["Jane Doe", "Max Roe"]),
    ("Jane Doe, Political correspondent", ["Jane Doe"]),
    ("Political correspondent Jane Doe", ["Jane Doe"]),
    ("Jane Doe Senior Health Reporter", ["Jane Doe"]),
    ("Jane Doe, Founder and CEO of Example", ["Jane Doe"]),
    ("Jane Doe, MD", ["Jane Doe"]),
    ("Jeffrey A. Roe CPP, PSP", ["Jeffrey A. Roe"]),
    ("Jane Doe BBC News", ["Jane Doe"]),
    ("By Jane Doe, BBC News, Washington", ["Jane Doe"]),
    ("Jane Doe for CNN", ["Jane Doe"]),
    ("Jane Doe in Berlin", ["Jane Doe"]),
    ("Jane Doe (dpa)", ["Jane Doe"]),
    ("Jane Doe/Reuters", ["Jane Doe"]),
    ("Jane Doe @janedoe", ["Jane Doe"]),
    ("Jane Doe jane.doe@example.com", ["Jane Doe"]),
    ("By Jane Doe | Nov 5, 2024", ["Jane Doe"]),
    ("Jane Doe Dec 18, 2025", ["Jane Doe"]),
    ("Jane Doe Published 3 hours ago", ["Jane Doe"]),
    ("By Jane Doe, DVM. Reviewed by Molly Price, DVM", ["Jane Doe"]),
    ("Text: Anna Schmidt / Fotos: Bernd Meier", ["Anna Schmidt"]),
    ("Jane Doe · Updated 5 May", ["Jane Doe"]),
    ("RUTH MCDONALD", ["Ruth McDonald"]),
    ("LUDWIG VAN BEETHOVEN", ["Ludwig van Beethoven"]),
    ("Martin Luther King, Jr.", ["Martin Luther King Jr"]),
    ("By By Jane Doe", ["Jane Doe"]),
    ("Jane Doe Stand: 05. Februar 2020", ["Jane Doe"]),
    ("Jane Doe Foto: Bernd Meier", ["Jane Doe"]),
    ("Erstellt von Jane Doe", ["Jane Doe"]),
    ("Jane Doe, Projektleiterin der WBF", ["Jane Doe"]),
    ("Jane Doe, Sr. Director of Operations", ["Jane Doe"]),
    ("COURIER-Reporter Jane Doe", ["Jane Doe"]),
    ("Jane Doe, Nürnberg", ["Jane Doe"]),
    ("Jane Doe, Frankfurt a. M., Germany", ["Jane Doe"]),
    ("Jane DoeJane Doe", ["Jane Doe"]),
    ("Jane Doe/SP-X", ["Jane Doe"]),
    ("Piše: Jane Doe", ["Jane Doe"]),
    ("Jane Doe / TNN", ["Jane Doe"]),
    ("Jane Doe Senior Autos Reporter", ["Jane Doe"]),
    ("Jane Doe, Executive Editor, Coast Health Watch", ["Jane Doe"]),
    ("Jane Doe, reporter, John Roe, editor", ["Jane Doe", "John Roe"]),
    ("Jane Doe, reporter, John Roe and Ann Poe", ["Jane Doe", "John Roe", "Ann Poe"]),
    ("Jane Doe Jane Doe", ["Jane Doe"]),
    ("Jane Doe →", ["Jane Doe"]),
    ("Jane Doe | Madrid", ["Jane Doe"]),
    ("Ayşe Kaya / İSTANBUL", ["Ayşe Kaya"]),
    ("Jane Doe, BBC Sport", ["Jane Doe"]),
    ("Jane Doe | The Daily Courier", ["Jane Doe"]),
    ("Jane Doe, ARD-Studio Washington", ["Jane Doe"]),
    ("Por Ana Pérez e João Costa, O Globo — Rio de Janeiro", ["Ana Pérez", "João Costa"]),
    ("Nguyễn Văn A - Trần B", ["Nguyễn Văn A", "Trần B"]),
    ("Jane Doe For Mailonline", ["Jane Doe"]),
    ("Jane Doe For Example.com", ["Jane Doe"]),
    ("EXCLUSIVE: Jane Doe", ["Jane Doe"]),
    ("Jane Doe Opinion columnist", ["Jane Doe"]),
    ("Jane Doe Today at 10:15", ["Jane Doe"]),
    ("Port Today", ["Port Today"]),
    ("Aus Kiew berichtet Jane Doe", ["Jane Doe"]),
    ("Marie Dupont, à Londres", ["Marie Dupont"]),
    ("Par Marie Dupont, envoyée spéciale à Kiev", ["Marie Dupont"]),
    ("Ana Pérez - Enviada especial", ["Ana Pérez"]),
    ("Dal nostro inviato Mario Rossi", ["Mario Rossi"]),
    ("Van onze verslaggever Piet Bakker", ["Piet Bakker"]),
    ("Reporter: Budi Santoso | Editor: Ani", ["Budi Santoso"]),
    ("홍길동·김철수 기자", ["홍길동", "김철수"]),
    ("홍길동기자", ["홍길동"]),
    ("本报记者 王小明", ["王小明"]),
    ("新华社记者王小明、李小红", ["王小明", "李小红"]),
    ("【ワシントン＝山田太郎】", ["山田太郎"]),
    ("Jane Doe on Friday", ["Jane Doe"]),
    ("Contributors: Jane Doe", ["Jane Doe"]),
]


@pytest.mark.parametrize(("claim", "names"), BYLINES, ids=[claim[:40] for claim, _ in BYLINES])
def test_bylines(claim, names):
    assert list(authors_in([claim])) == names


def test_an_author_is_given_once_however_he_is_written():
    assert authors_in(["Jane Doe", "JANE DOE", "Jané Doe"]) == ("Jane Doe",)


SITES = [
    ("The Courier", ["Jane Doe"], ("Jane Doe",)),
    ("The Courier", ["The Courier"], ()),
    ("The Courier", ["Courier"], ("Courier",)),
    ("The Courier", ["Jane Doe The Courier"], ("Jane Doe",)),
    ("courier.com", ["courier.com", "courier"], ()),
    ("Jobs & Hire", ["Jobs & Hire", "By Jobs & Hire"], ()),
    ("janedoe.com", ["Jane Doe"], ("Jane Doe",)),
]


@pytest.mark.parametrize(("site", "claims", "names"), SITES)
def test_the_site_is_no_author(site, claims, names):
    assert authors_in(claims, [site]) == names


VISIBLE = [
    ("By Jane Doe", ("Jane Doe",)),
    ("by infuy", ()),
    ("By Brett", ("Brett",)),
    ("Brett", ()),
    ("View more posts", ()),
    ("DE FR IT EN", ()),
    ("Li Na", ("Li Na",)),
    ("Sign In", ()),
    ("Licensed Q Arabica Grader", ()),
    ("5 min read", ()),
    ("山田太郎", ("山田太郎",)),
]


@pytest.mark.parametrize(("claim", "names"), VISIBLE)
def test_of_visible_text_only_what_reads_as_a_name(claim, names):
    assert authors_in([claim], visible=True) == names


AGENCY_NAMES = [
    ("Jane Doe", ()),
    ("Ria Novak", ()),
    ("Analysis by Nick Paton Walsh, CNN", ("CNN",)),
    ("dpa", ("dpa",)),
    ("Reuters/AP", ("Reuters/AP",)),
    ("The Associated Press", ("AP",)),
    ("Par Marie Dupont avec AFP", ("AFP",)),
]


@pytest.mark.parametrize(("claim", "agencies"), AGENCY_NAMES)
def test_agencies_among_authors(claim, agencies):
    assert agencies_in([claim]) == agencies


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("A, B, C", "A, B, C"),
        ("Doe, Jane A.", "Jane A. Doe"),
        ("van Berg, Jan", "Jan van Berg"),
    ],
)
def test_library_records_put_the_family_name_first(claim, name):
    assert inverted(claim) == name


@given(st.text(max_size=300))
def test_any_text_gives_clean_names(claim):
    for name in authors_in([claim]):
        assert name == name.strip()
        assert "@" not in name
        assert 2 <= len(name) <= 70
