"""Lines that are only a number or a moment, and the many that only look like one."""

import pytest

from schemas.block import Block
from schemas.label import Label
from tasks.boilerplate.times import counter, timestamp

COUNTERS = [
    ("a recipe's time", ["P", ">>> 20 minutes", "P"], None),
    ("a year", [">>> 2024", "P"], None),
    ("a number amid the text", ["P", ">>> 12", "P"], None),
    ("a rank amid the text", ["P", ">>> 1", "Storm hits coast", "P"], None),
    ("a price", [">>> $42.99", "P"], None),
    ("a heading", [Block(0, ">>> 99 views", "h2"), "P"], None),
    ("a cell", [Block(0, ">>> 8", "tr"), "P"], None),
    ("a cell of a layout", [Block(0, ">>> 8", "p", path=("table", "tr", "td")), "P"], None),
    ("a count of people", [">>> 10 people", "P"], None),
    ("a sentence", [">>> 3 comments by the mayor stood out.", "P"], None),
    ("a measure", ["P", ">>> 5 m", "P"], None),
    ("a version", [">>> 1.2.3", "P"], None),
    ("a phone number", [">>> 030 123456", "P"], None),
    ("code", [Block(0, ">>> 42", "pre"), "P"], None),
    ("an item with a number for its marker", ["P", Block(0, ">>> 7", "li"), "P"], None),
    ("visitors, in a sentence", ["P", ">>> 204,881 visitors since March have seen it.", "P"], None),
    ("zero comments", [">>> 0", "P"], Label.COUNTER),
    ("views", [">>> 99 Views", "P"], Label.COUNTER),
    ("growth, amid the text", ["P", ">>> GDP +2.10%", "P"], None),
    ("a share, before the text", [">>> HLX -11.20%", "P"], Label.COUNTER),
    ("an index, before the text", [">>> ^GSPC +0.14%", "P"], Label.COUNTER),
    ("how long it takes, before the text", [">>> 4 min", "P"], Label.COUNTER),
    ("how many were added", ["P", ">>> +3", "P"], None),
    ("how many pictures more", ["P", ">>> +3", "View gallery", "P"], Label.COUNTER),
    ("views amid the text", ["P", ">>> 1.2k views", "P"], Label.COUNTER),
    ("thousands", [">>> 1,204 shares", "P"], Label.COUNTER),
    ("comments in brackets", ["P", ">>> Comments (4)"], Label.COUNTER),
    ("none yet", ["P", ">>> No comments yet"], Label.COUNTER),
    ("German", ["P", ">>> 3 Kommentare"], Label.COUNTER),
    ("Russian", ["P", ">>> 3 комментария"], Label.COUNTER),
    ("Turkish", ["P", ">>> 100 yorum"], Label.COUNTER),
    ("a slide's number", ["P", ">>> 3 of 12", "P"], Label.COUNTER),
    ("reading time", [">>> 3 min read", "P"], Label.COUNTER),
    ("reading time with a hyphen", [">>> 5-minute read", "P"], Label.COUNTER),
    ("reading time, German", [">>> Lesezeit: 3 Minuten", "P"], Label.COUNTER),
    ("reading time, French", [">>> Temps de lecture : 3 min", "P"], Label.COUNTER),
    ("reading time, Dutch", [">>> Leestijd 4 minuten", "P"], Label.COUNTER),
    ("reading time, Spanish", [">>> 4 min de lectura", "P"], Label.COUNTER),
    ("as weblogs head their comments", ["P", ">>> 2 thoughts on “Bakers walk out”"], Label.COUNTER),
    ("after the text", ["P", ">>> (3)"], Label.COUNTER),
    ("visitors of a page", ["P", ">>> 204,881 visitors since March 1999"], Label.COUNTER),
]  # fmt: skip


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in COUNTERS], ids=[row[0] for row in COUNTERS])
def test_counter(judged, items, label):
    found = judged(counter, items)
    assert (found and found.label) == label


def test_a_number_that_trafilatura_keeps_is_left_alone(judged):
    items = [Block(0, ">>> 7", "p"), Block(1, "Storm hits coast", "h1")]
    assert judged(counter, items, heard=(1.0, 1.0)) is None
    assert judged(counter, items, heard=(0.0, 1.0)).label is Label.COUNTER


MOMENTS = [
    ("a word that could be a zone", ["P", ">>> Catch 22 CAT", "P"], None),
    ("in Lagos", [">>> Jul 7, 2025, 10:15 WAT", "P"], Label.TIMESTAMP),
    ("in Nairobi", [">>> 14 February 2026, 09:30 EAT", "P"], Label.TIMESTAMP),
    ("in Halifax", [">>> Posted: Mar 30, 2026 6:00 AM ADT", "P"], Label.TIMESTAMP),
    ("a month", [">>> March", "P"], None),
    ("a market's number", [">>> Market 12", "P"], None),
    ("a set", [">>> Set 3", "P"], None),
    ("a generation", [">>> Gen 2", "P"], None),
    ("a chapter", [">>> Chapter 12", "P"], None),
    ("a price that looks like a clock", [">>> $10.15", "P"], None),
    ("a ratio", [">>> 16:9", "P"], None),
    ("a version", [">>> 1.2.3", "P"], None),
    ("a span", [">>> 20 minutes", "P"], None),
    ("a sentence with a date", [">>> On 3 November 2026 the storm came", "P"], None),
    ("a title with a date", [">>> Election 2026: what happens on 3 November", "P"], None),
    ("a weekday alone", [">>> Monday", "P"], None),
    ("a word alone", [">>> Updated", "P"], None),
    ("a heading of a part", ["P", Block(1, ">>> 3 March 2026", "h3"), "P"], None),
    ("a line that heads a part", ["P", ">>> 3 March 2026", "P"], None),
    ("one of many dates", ["P", "1 May 2026", "Dawn", "P", "2 May 2026", "Noon", "P", ">>> 3 May 2026", "Dusk", "P"], None),
    ("a cell", [Block(0, ">>> 3 March 2026", "tr"), "P"], None),
    ("a sum behind a date", [">>> 2026-11-03 15 20 33", "P"], None),
    ("a place and a number", [">>> Room, 12", "P"], None),
    ("a title and a date amid the text", ["P", ">>> Madrid, 3 March 2026", "P"], None),
    ("a car", [">>> A sedan", "P"], None),
    ("a part", [">>> Del 2", "P"], None),
    ("a Japanese sentence with a date", [">>> 2026年11月3日に始まった", "P"], None),
    ("a sum in Japanese", [">>> 12時間", "P"], None),
    ("Korean words", [">>> 등록 12", "P"], None),
    ("an age", [">>> 6 minutes ago", "P"], Label.TIMESTAMP),
    ("an age with its word", [">>> Last update: 1 hours ago", "P"], Label.TIMESTAMP),
    ("an age in letters", [">>> an hour ago", "P"], Label.TIMESTAMP),
    ("short", [">>> 5 h ago", "P"], Label.TIMESTAMP),
    ("German age", [">>> vor 3 Stunden", "P"], Label.TIMESTAMP),
    ("French age", [">>> Il y a 3 heures", "P"], Label.TIMESTAMP),
    ("Spanish age", [">>> hace 2 días", "P"], Label.TIMESTAMP),
    ("Portuguese age", [">>> há 2 horas", "P"], Label.TIMESTAMP),
    ("Turkish age", [">>> 3 saat önce", "P"], Label.TIMESTAMP),
    ("Russian age", [">>> 3 часа назад", "P"], Label.TIMESTAMP),
    ("American", [">>> Nov. 3, 2026, 10:15 a.m.", "P"], Label.TIMESTAMP),
    ("a word before the day", [">>> Published 14 November 2026, 06:12 GMT", "P"], Label.TIMESTAMP),
    ("weekday, zone", [">>> Monday, November 3, 2026 at 10:15 PM EST", "P"], Label.TIMESTAMP),
    ("a day without a year", [">>> May 5", "P"], Label.TIMESTAMP),
    ("ordinal", [">>> 3rd of March 2026", "P"], Label.TIMESTAMP),
    ("ISO", [">>> 2026-11-03T10:15:00Z", "P"], Label.TIMESTAMP),
    ("German", [">>> 3. November 2026, 10:15 Uhr", "P"], Label.TIMESTAMP),
    ("German, short", [">>> 03.11.2026 12:30", "P"], Label.TIMESTAMP),
    ("French", [">>> Publié le 3 novembre 2026 à 10h15", "P"], Label.TIMESTAMP),
    ("French, twice", [">>> Publié le 3 novembre 2026 à 18h04, mis à jour à 20h10", "P"], Label.TIMESTAMP),
    ("Spanish", [">>> Publicado el 3 de noviembre de 2026", "P"], Label.TIMESTAMP),
    ("Italian", [">>> Pubblicato il 3 novembre 2026", "P"], Label.TIMESTAMP),
    ("Dutch", [">>> Bijgewerkt op 3 maart 2026", "P"], Label.TIMESTAMP),
    ("Polish", [">>> Opublikowano: 3 listopada 2026", "P"], Label.TIMESTAMP),
    ("Turkish", [">>> Yayınlanma: 3 Kasım 2026 10:15", "P"], Label.TIMESTAMP),
    ("Russian", [">>> Опубликовано 3 ноября 2026 в 10:15", "P"], Label.TIMESTAMP),
    ("Japanese", [">>> 2026年11月3日", "P"], Label.TIMESTAMP),
    ("Japanese, with its hour", [">>> 2026年11月3日 18時05分", "P"], Label.TIMESTAMP),
    ("Japanese age", [">>> 3時間前", "P"], Label.TIMESTAMP),
    ("Korean", [">>> 입력 2026.11.03 09:10 수정 2026.11.03 10:00", "P"], Label.TIMESTAMP),
    ("Korean age", [">>> 2시간 전", "P"], Label.TIMESTAMP),
    ("Chinese", [">>> 发布时间：2026年11月3日 09:10", "P"], Label.TIMESTAMP),
    ("Swedish age", [">>> Uppdaterad: 18 min sedan", "P"], Label.TIMESTAMP),
    ("Norwegian", [">>> Publisert 3. november 2026 kl. 10.15", "P"], Label.TIMESTAMP),
    ("Danish", [">>> Opdateret 3. marts 2026, 10:15", "P"], Label.TIMESTAMP),
    ("Finnish", [">>> Julkaistu 3. maaliskuuta 2026 klo 10:15", "P"], Label.TIMESTAMP),
    ("Czech", [">>> Aktualizováno 3. března 2026 10:15", "P"], Label.TIMESTAMP),
    ("Hungarian", [">>> 2026. március 3., 10:15", "P"], Label.TIMESTAMP),
    ("Romanian", [">>> Publicat pe 3 martie 2026", "P"], Label.TIMESTAMP),
    ("Greek", [">>> Δημοσίευση: 3 Μαρτίου 2026, 10:15", "P"], Label.TIMESTAMP),
    ("Ukrainian", [">>> Опубліковано 3 березня 2026", "P"], Label.TIMESTAMP),
    ("Indonesian", [">>> Diperbarui 3 Maret 2026, 10:15 WIB", "P"], Label.TIMESTAMP),
    ("Polish, a long month", [">>> 22 października 2025, 17:31", "P"], Label.TIMESTAMP),
    ("with a reading time", [">>> 3 min read · March 3, 2026", "P"], Label.TIMESTAMP),
    ("with a count of comments", [">>> Nov 12, 2026 Updated 2 hrs ago 0", "P"], Label.TIMESTAMP),
    ("a place and a date", [">>> Madrid - 12 de noviembre de 2026 - 10:32 CET", "P"], Label.TIMESTAMP),
    ("hours with their sign", [">>> Actualizado: 12/11/2026 11:05h", "P"], Label.TIMESTAMP),
    ("today", [">>> Today, 10:15", "P"], Label.TIMESTAMP),
    ("amid the text, but it says what it is", ["P", ">>> Updated: 3 March 2026", "P"], Label.TIMESTAMP),
    ("after the text", ["P", "More", ">>> 3 March 2026"], Label.TIMESTAMP),
]  # fmt: skip


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in MOMENTS], ids=[row[0] for row in MOMENTS])
def test_timestamp(judged, items, label):
    found = judged(timestamp, items)
    assert (found and found.label) == label


def test_a_date_amid_an_html_text_is_claimed_where_trafilatura_drops_it(judged):
    items = [Block(0, "P", "p"), Block(1, ">>> 3 March 2026", "div"), Block(2, "P", "p")]
    assert judged(timestamp, items, heard=(1.0, 1.0, 1.0)) is None
    assert judged(timestamp, items, heard=(1.0, 0.0, 1.0)).label is Label.TIMESTAMP
