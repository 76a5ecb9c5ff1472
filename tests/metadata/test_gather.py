from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from schemas.block import Block
from schemas.label import Decision, Label
from schemas.metadata import Claim, Declared, Metadata, PageDate
from tasks.metadata import gather
from tasks.metadata.moments import choose_modified, choose_published, read_as

FETCHED = datetime(2025, 8, 20, 12, 30, tzinfo=UTC)
PROSE = "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said."


def gathered(
    *lines: tuple[str, str], said: Declared | None = None, form: str = "text", url: str | None = None
) -> Metadata:
    blocks = [Block(index, text, "line") for index, (_, text) in enumerate(lines)]
    decisions = [Decision(index, Label(label), "test", "", 1.0) for index, (label, _) in enumerate(lines)]
    return gather(said or Declared(), blocks, decisions, form, url, FETCHED)


def test_nothing_is_said():
    assert gathered() == Metadata()
    assert gathered(("body", PROSE)) == Metadata(language="en", language_score=gathered(("body", PROSE)).language_score)


def test_a_plain_text_page():
    meta = gathered(
        ("breadcrumb", "Home World Storm hits coast"),
        ("title_echo", "Storm hits coast"),
        ("timestamp", "6 minutes ago"),
        ("byline", "Analysis by Nick Paton Walsh, CNN"),
        ("caption", "A house without a roof in the north of the country on Friday."),
        ("caption", "A house without a roof in the north of the country on Friday. Photo: Jane Doe"),
        ("body", PROSE),
        ("agency_credit", "- CNN"),
    )
    assert meta.title == "Storm hits coast"
    assert meta.authors == ("Nick Paton Walsh",)
    assert meta.source_agency == "CNN"
    assert meta.section == "World"
    assert meta.captions == ("A house without a roof in the north of the country on Friday. Photo: Jane Doe",)
    assert meta.published == PageDate(datetime(2025, 8, 20, 12, 24, tzinfo=UTC), "minute", "visible")
    assert meta.language == "en"


AUTHORS = [
    ("structured data first", {"json-ld": ["Jane Doe"], "meta": ["John Roe"]}, [], ("Jane Doe",)),
    ("an account is nobody", {"json-ld": ["admin"], "meta": ["Jane Doe"]}, [], ("Jane Doe",)),
    ("nor is the site", {"json-ld": ["The Courier"]}, ["By Jane Doe"], ("Jane Doe",)),
    ("the page's own line is fuller", {"meta": ["Jane Doe"]}, ["By Jane Doe and John Roe"], ("Jane Doe", "John Roe")),
    ("a word more is no name", {"meta": ["Jane Doe"]}, ["By Jane Doe", "By Us"], ("Jane Doe",)),
    ("a link to its author may be short", {"rel": ["janedoe", "KonstantinNotz"]}, [], ("KonstantinNotz",)),
    ("the head's own line is the author's", {"meta": ["Jane Doe"]}, ["By Ann Poe and John Roe"], ("Ann Poe", "John Roe")),
    ("but not a line without By", {"meta": ["Jane Doe"]}, ["Ann Poe"], ("Jane Doe",)),
    ("nor one that names a desk", {"meta": ["Jane Doe"]}, ["By Courier Staff"], ("Jane Doe",)),
    ("nor one that names the same person", {"meta": ["Jane Doe"]}, ["By J. Doe"], ("Jane Doe",)),
    ("a first name is not all", {"json-ld": ["Jane"]}, ["By Jane Doe"], ("Jane Doe",)),
    ("an account is less than a name", {"json-ld": ["jdoe"], "class": ["Ann Poe"]}, [], ("Ann Poe",)),
    ("but more than nobody", {"json-ld": ["jdoe"]}, [], ("jdoe",)),
    ("a desk where nobody is named", {"json-ld": ["Courier Lifestyle Desk"]}, [], ("Courier Lifestyle Desk",)),
    ("the site where nobody is named", {"json-ld": ["The Courier"]}, [], ("The Courier",)),
    ("a desk of any house is nobody where it is only printed", {}, ["By Staff"], ()),
    ("nor is an account of any house", {"json-ld": ["admin"], "meta": ["Agencies"]}, [], ()),
    ("declared it is what there is", {"json-ld": ["News Desk"]}, ["By Staff"], ("News Desk",)),
    ("an address is nobody", {"json-ld": ["www.example.com"]}, [], ()),
    ("but its own is its name", {"json-ld": ["courier.example"]}, [], ("courier.example",)),
    ("nor its own account", {"meta": ["@thecourier"]}, [], ()),
    ("nor its own account, unless that is the author", {"json-ld": ["courier"]}, [], ("courier",)),
    ("a reviewer is no desk", {}, ["Reviewed by Jane Doe, Attorney at Coast Law, on December 9"], ()),
    ("a newsroom in an element", {"class": ["Newsdesk"]}, [], ("Newsdesk",)),
    ("an initial is not all", {"rel": ["Jane D."], "class": ["By Jane Doe"]}, [], ("Jane Doe",)),
    ("nobody", {"meta": ["-"]}, [], ()),
    ("nor is who holds the rights", {"meta": ["Copyright Coast GmbH & Co. KG - all rights reserved"]}, [], ()),
    ("letters are less than a newsroom", {"json-ld": ["mf"], "class": ["Newsdesk"]}, [], ("Newsdesk",)),
    ("nobody by themselves", {"json-ld": ["mf"]}, [], ()),
    ("nor with those of an agency", {"json-ld": ["det/dpa"]}, [], ()),
    ("nor printed", {}, ["mf"], ()),
    ("an abbreviation is no newsroom", {"json-ld": ["red."]}, [], ()),
    ("languages are no desk", {}, ["DE", "DE FR IT EN"], ()),
    ("a desk with the site's address", {"json-ld": ["Redaktion courier.example"]}, [], ("Redaktion courier.example",)),
    ("a dash inside a name", {"meta": ["STORM - Coast"]}, [], ("STORM - Coast",)),
    ("a body with its initials", {"meta": ["CDU - Fraktion Port Town"]}, [], ("CDU - Fraktion Port Town",)),
    ("a newsroom with its date", {"json-ld": ["Redaktion, 24. Januar 2022"]}, [], ("Redaktion",)),
    ("a party with its number", {"meta": ["Bund 90/Die Wellen Fraktion"]}, [], ("Bund 90/Die Wellen Fraktion",)),
    ("against a desk an element must hold a name alone", {"json-ld": ["News Desk"], "class": ["Ann Poe (left) may meet Max Roe in Port Town"]}, [], ("News Desk",)),
    ("as it does here", {"json-ld": ["News Desk"], "class": ["Ann Poe"]}, [], ("Ann Poe",)),
    ("the site with its town", {"meta": ["The Courier, Port Town, Germany"]}, [], ("The Courier",)),
    ("a time is no desk", {"meta": ["3 min read"]}, [], ()),
    ("a desk without its address", {"meta": ["Courier Desk (www.courier.example)"]}, [], ("Courier Desk",)),
    ("against a desk a line must say By", {"json-ld": ["News Desk"]}, ["Opinion Page"], ("News Desk",)),
    ("but not against the site", {"json-ld": ["The Courier"]}, ["Jane Doe"], ("Jane Doe",)),
    ("an element that says more than the line", {"class": ["Por Ana Pérez / Juan López"]}, ["Por Ana Pérez"], ("Ana Pérez", "Juan López")),
    ("nobody else in another line", {"meta": ["Jane Doe"]}, ["Find Jobs", "Jane Doe"], ("Jane Doe",)),
    ("a link to its page", {"author-link": ["Ann Poe"]}, [], ("Ann Poe",)),
    ("of elements by class the first", {"class": ["Jane Doe Weather editor", "Jane Doe", "Ann Poe"]}, [], ("Jane Doe",)),
    ("an organisation where there is nobody", {"json-ld-organisation": ["Coast and Storm Centre"]}, [], ("Coast and Storm Centre",)),
    ("an agency that is printed is no author", {}, ["By Reuters"], ()),
    ("nor is one beside a person", {"json-ld": ["Reuters", "Jane Doe"]}, [], ("Jane Doe",)),
    ("nor where a line says By", {"json-ld": ["Reuters"]}, ["By Jane Doe"], ("Jane Doe",)),
    ("nor one that the page declares", {"json-ld": ["Reuters"]}, [], ()),
    ("another house beside an agency", {"meta": ["AFP/Coast Post"]}, [], ("Coast Post",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "bylines", "authors"), [row[1:] for row in AUTHORS], ids=[row[0] for row in AUTHORS]
)
def test_authors(claims, bylines, authors):
    said = Declared(
        authors=tuple(Claim(text, origin) for origin, texts in claims.items() for text in texts),
        publishers=(Claim("The Courier", "og"),),
        canonical_url="https://www.courier.example/storm",
    )
    assert gathered(*(("byline", line) for line in bylines), said=said).authors == authors


AGENCIES = [
    ([("body", PROSE)], [], None),
    ([("agency_credit", "Source: The Village Gazette")], [], "The Village Gazette"),
    ([("byline", "By Jane Doe, AFP")], [], "AFP"),
    ([("body", f"LONDON (Reuters) - {PROSE}")], [], "Reuters"),
    ([("body", PROSE), ("body", f"{PROSE} (dpa)")], [], "dpa"),
    ([("byline", "By Jane Doe, Northwire"), ("body", PROSE), ("other", "- Northwire")], [], "Northwire"),
    ([("body", PROSE), ("other", "- Northwire")], [], None),
    ([("body", PROSE)], ["Reuters"], "Reuters"),
    ([("body", PROSE)], ["CNN"], None),
    ([("agency_credit", "(AP)")], ["Reuters"], "AP"),
]


@pytest.mark.parametrize(("lines", "authors", "agency"), AGENCIES)
def test_agency(lines, authors, agency):
    said = Declared(authors=tuple(Claim(name, "json-ld") for name in authors), publishers=(Claim("CNN", "og"),))
    assert gathered(*lines, said=said).source_agency == agency


def date(day: int, source: str, hour: int = 0) -> PageDate:
    return PageDate(datetime(2024, 3, day, hour, tzinfo=UTC), "second" if hour else "day", source)


PUBLISHED = [
    ([], [], None),
    ([date(5, "json-ld", 10)], [], "5 json-ld"),
    ([date(5, "json-ld", 10), date(5, "url")], [], "5 json-ld"),
    ([date(9, "json-ld", 10), date(5, "meta", 9), date(5, "url")], [], "5 meta"),
    ([date(6, "json-ld", 1), date(5, "url")], [], "6 json-ld"),
    ([date(5, "url"), date(5, "time", 10)], [], "5 time"),
    ([date(5, "time"), date(7, "time"), date(7, "time")], [], "5 time"),
    ([date(9, "time"), date(5, "visible")], [date(9, "meta")], "5 visible"),
    ([date(9, "time")], [date(9, "meta")], "9 time"),
]


@pytest.mark.parametrize(
    ("head", "source"),
    [([], "json-ld"), ([5], "visible"), ([9], "json-ld"), ([5, 9], "json-ld")],
    ids=["it stands elsewhere", "it stands in the head", "the head has the declared day", "the head has both"],
)
def test_a_printed_day_against_a_declared_one(head, source):
    dates, changed = [date(9, "json-ld", 10), date(5, "visible")], [date(9, "json-ld", 10)]
    assert choose_published(dates, changed, lambda: [date(day, "visible") for day in head]).source == source


@pytest.mark.parametrize(("day", "month", "read"), [(5, 3, "2024-03-05"), (3, 5, "2024-03-05"), (13, 3, "2024-03-13")])
def test_day_and_month_are_read_as_declared(day, month, read):
    seen = PageDate(datetime(2024, month, day, tzinfo=UTC), "day", "visible")
    assert [str(found.day) for found in read_as([seen], [date(5, "json-ld", 10)])] == [read]


@pytest.mark.parametrize(("dates", "modified", "expected"), PUBLISHED)
def test_published(dates, modified, expected):
    found = choose_published(dates, modified)
    assert (found and f"{found.at.day} {found.source}") == expected


def moment(day: int, hour: int, minute: int = 0, ahead: int = 0) -> PageDate:
    """A moment in UTC, and the day it is `ahead` hours from there, where that is another one."""
    at = datetime(2024, 3, day, hour, minute, tzinfo=UTC)
    local = (at + timedelta(hours=ahead)).date()
    return PageDate(at, "minute", "json-ld", local if local != at.date() else None)


def clock(day: int, hour: int, second: int) -> PageDate:
    """To the second, as one of the page's clocks shows it."""
    return PageDate(datetime(2024, 3, day, hour, 44, second, tzinfo=UTC), "second", "meta")


LOCAL_DAYS = [
    ("as declared", [moment(5, 10, 7)], 5),
    ("a comment of the next day", [moment(5, 10, 7), date(6, "visible")], 5),
    ("the day of the printed edition", [moment(5, 15, 7), date(6, "visible")], 5),
    ("an address dated ahead", [moment(5, 20, 42), date(6, "url")], 5),
    ("a full hour", [moment(5, 23), date(5, "visible"), date(6, "time")], 5),
    ("a moment with its zone", [moment(5, 23, 7, ahead=2)], 6),
    ("the same moment with its zone", [moment(5, 23, 7), moment(5, 23, 7, ahead=2)], 6),
    ("the address, in the evening of the west", [moment(5, 2, 7), date(4, "url")], 4),
    ("the address, in the morning of the east", [moment(5, 23, 7), date(6, "url"), date(6, "visible")], 6),
    ("the address, where a reader sees the declared day", [moment(5, 6, 7), date(4, "url"), date(5, "visible")], 5),
    ("another moment", [clock(5, 2, 7), clock(4, 20, 8), date(4, "visible")], 5),
    ("the newsroom's clock, and what a reader sees", [clock(5, 2, 7), clock(4, 21, 7), date(4, "visible")], 4),
    ("midnight in the east", [moment(5, 22), date(6, "visible")], 6),
]


@pytest.mark.parametrize(("dates", "day"), [row[1:] for row in LOCAL_DAYS], ids=[row[0] for row in LOCAL_DAYS])
def test_the_day_is_the_newsroom_s_own(dates, day):
    assert choose_published(dates, []).day.day == day


def test_of_a_page_that_tells_only_its_change_that_is_its_date():
    meta = gathered(("timestamp", "Updated 6 March 2024"), ("body", PROSE))
    assert (str(meta.published.day), meta.published.source) == ("2024-03-06", "modified")
    meta = gathered(("timestamp", "Published 5 March 2024"), ("timestamp", "Updated 6 March 2024"), ("body", PROSE))
    assert (str(meta.published.day), meta.published.source) == ("2024-03-05", "visible")


def test_nothing_is_changed_before_it_is_published():
    assert choose_modified([date(4, "meta"), date(6, "time")], date(5, "json-ld", 10)) == date(6, "time")
    assert choose_modified([date(5, "meta")], date(5, "json-ld", 10)) == date(5, "meta")
    assert choose_modified([date(5, "meta", 9)], date(5, "json-ld", 10)) is None
    assert choose_modified([date(4, "meta")], None) == date(4, "meta")


def test_visible_dates_know_changes():
    meta = gathered(("timestamp", "Published 5 March 2024"), ("timestamp", "Updated 6 March 2024, 10:15"))
    assert str(meta.published.at.date()) == "2024-03-05"
    assert str(meta.modified.at) == "2024-03-06 10:15:00+00:00"


def test_one_line_may_hold_both():
    meta = gathered(("timestamp", "Published 5 March 2024, updated 6 March 2024"))
    assert (meta.published.at.day, meta.modified.at.day) == (5, 6)


def test_publisher_from_the_title_tag_as_a_last_resort():
    said = Declared(titles=(Claim("Storm hits coast", "h1"), Claim("Storm hits coast | The Courier", "title-tag")))
    assert gathered(said=said, form="html").publisher == "The Courier"


def test_address_and_domain():
    meta = gathered(url="https://www.example.co.uk/storm?utm_source=x#top")
    assert (meta.canonical_url, meta.domain) == ("https://www.example.co.uk/storm", "example.co.uk")


def test_a_day_amid_other_things_is_heard_where_nothing_else_is():
    head = ("title_echo", "Storm hits coast"), ("other", "Nov 3, 2024 • Jane Doe in Weather")
    meta = gathered(*head, ("body", PROSE))
    assert (str(meta.published.day), meta.authors) == ("2024-11-03", ("Jane Doe",))
    meta = gathered(*head, ("timestamp", "Published 5 March 2024"), ("body", PROSE))
    assert str(meta.published.day) == "2024-03-05"


def test_a_day_right_behind_the_text_is_heard_where_nothing_else_is():
    meta = gathered(("title_echo", "Storm hits coast"), ("body", PROSE), ("other", "Share"), ("other", "5 March 2024"))
    assert str(meta.published.day) == "2024-03-05"
    meta = gathered(("body", PROSE), *[("other", "More")] * 6, ("other", "5 March 2024"))
    assert meta.published is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("On 5 March 2024 the storm reached the coast.", None),
        ("In the storm of 5 March 2024 – the worst of all – it broke.", None),
        ("5 March 2024 – The storm reached the coast on Friday night.", "2024-03-05"),
        ("05.03.2024 - The storm reached the coast on Friday night.", "2024-03-05"),
        ("2024-03-05 | Message", "2024-03-05"),
        ("Port Town, (05.03.2024). The storm reached the coast on Friday night.", "2024-03-05"),
    ],
)
def test_a_day_with_which_the_text_begins_is_heard_where_nothing_else_is(line, day):
    meta = gathered(("title_echo", "Storm hits coast"), ("body", line), ("body", PROSE))
    assert (meta.published and str(meta.published.day)) == day


def test_a_list_of_others_in_the_head_does_not_stand_against_the_declared_day():
    said = Declared(published=(date(9, "json-ld", 10),), modified=(date(9, "json-ld", 10),))
    head = ("timestamp", "5 March 2024"), ("navigation", "Roof torn off"), ("title_echo", "Storm hits coast")
    assert (
        str(gathered(*head, ("other", "March 9, 2024 Jane Doe 0"), ("body", PROSE), said=said).published.day)
        == "2024-03-09"
    )


def test_what_is_kept_of_a_menu_does_not_begin_the_text():
    menu, text = [("body", PROSE * 2), *[("navigation", "More")] * 20], ("body", PROSE * 2)
    meta = gathered(*menu, ("title_echo", "Storm hits coast"), ("other", "5 March 2024 · 8 min"), text)
    assert str(meta.published.day) == "2024-03-05"


TEAMS = [
    ("a team, by an element's class", {"class": ["Courier Lifestyle Team"]}, ("Courier Lifestyle Team",)),
    ("with its date", {"class": ["The Courier - 2025/4/29"]}, ("The Courier",)),
    ("with its date in words", {"class": ["The Courier Team | October 15, 2025"]}, ("The Courier Team",)),
    ("but no other words of such an element", {"class": ["Updated March 13, 2024", "Weather"]}, ()),
    ("a team, by a link to its page", {"author-link": ["The Courier Web Team"]}, ("The Courier Web Team",)),
    ("a person before a team", {"class": ["Courier Team", "By Jane Doe"]}, ("Jane Doe",)),
]


@pytest.mark.parametrize(("claims", "authors"), [row[1:] for row in TEAMS], ids=[row[0] for row in TEAMS])
def test_teams(claims, authors):
    said = Declared(
        authors=tuple(Claim(text, origin) for origin, texts in claims.items() for text in texts),
        publishers=(Claim("The Courier", "og"),),
    )
    assert gathered(said=said).authors == authors


GERMAN = "Der Sturm erreichte die Küste am Freitag in der Nacht und riss die Dächer von vierzig Häusern, sagte der Bürgermeister. "


@pytest.mark.parametrize(
    ("prose", "form", "authors"), [(GERMAN, "text", ()), (PROSE, "html", ()), (PROSE, "text", ("Jane Doe",))]
)
def test_a_name_beside_a_date_is_an_author_without_markup_and_not_where_nouns_have_capitals(prose, form, authors):
    lines = ("title_echo", "Storm 1"), ("other", "Jane Doe"), ("other", "2024-03-05"), ("body", prose * 2)
    assert gathered(*lines, form=form).authors == authors
