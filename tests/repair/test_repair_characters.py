"""Repairs that look at the damage alone: no-ops first."""

import pytest
from ftfy.badness import is_bad

from schemas.config import Repairs
from schemas.repair import apply, revert
from tasks.repair import repair_page, repair_text
from tasks.repair.mojibake import _TELLING

LOST = "\ufffd"

UNCHANGED = [
    "",
    "A plain line.",
    "It’s “fine” — really, isn't it? Dr. Müller said “ja”, naïve café, 10–20 °C…",
    "Use &lt;b&gt; for bold.",
    "R&D and Q&A at AT&T; fish & chips &c.",
    "What? Why? Who are they? Is it so?",
    "See https://example.org/search?q=dont&t=1 and example.org/?s=1 for more.",
    "می‌خواهم",
    "👩‍👩‍👧 a family",
    "ภาษา\u200bไทย",
    "São Paulo, Ångström, Ærø, Øystein Ãlvares",
    "ﬁne ligature, ｆｕｌｌ width",
    "Der Präsident sagte, dass die Lage schwierig ist. Er hat es nicht gesehen.",
]

CHANGED = [
    ("don\x92t \x93stop\x94 \x96 now\x85", "don’t “stop” – now…"),
    ("donâ€™t â€œstopâ€\x9d", "don’t “stop”"),
    ("donâ\x80\x99t", "don’t"),
    ("donÃ¢â‚¬â„¢t", "don’t"),
    ("cafÃ©", "café"),
    ("You&amp;amp;amp;rsquo;re", "You’re"),
    ("fish &amp; chips, don&#146;t, caf&eacute;", "fish & chips, don’t, café"),
    ("co\u00adop\u00ader\u00ada\u00adtion", "cooperation"),
    ("zero\u200bwidth \ufeffmark", "zerowidth mark"),
    ("don\ufffdt, Trump\ufffds, they\ufffdre", "don't, Trump's, they're"),
    ("\ufffdWe won,\ufffd he said \ufffd and left.", '"We won," he said — and left.'),
    ("the policy\ufffdfrom harsh sanctions", "the policy—from harsh sanctions"),
    ("the allies\ufffd views", "the allies' views"),
    ("the years 2010\ufffd20", "the years 2010–20"),
    (
        "Don?t ask Trump?s envoy: who knows? ?No one,? he said.",
        "Don't ask Trump's envoy: who knows? \"No one,\" he said.",
    ),
    ("some 10%\ufffd50% of it, 1300 \ufffd1350", "some 10%–50% of it, 1300 –1350"),
    ("better SEO\ufffdwhich is key", "better SEO—which is key"),
    ("the Palme d\ufffdOr", "the Palme d'Or"),
    ("He left \ufffd late. \ufffdI saw \ufffd we all did.\ufffd", 'He left — late. "I saw — we all did."'),
    ("\ufffdI saw \ufffd we all did,\ufffd he said.", '"I saw \ufffd we all did," he said.'),
    ("Mr O\ufffdBrien at 5 o\ufffdclock", "Mr O'Brien at 5 o'clock"),
    ("from $500,000\ufffd$1M, at 5 pm\ufffd8 pm", "from $500,000–$1M, at 5 pm–8 pm"),
    (
        'a man of 5\ufffd11\ufffd tall, a room of 20\ufffd2" at most',
        "a man of 5'11\ufffd tall, a room of 20'2\" at most",
    ),
    ("out of the \ufffdlog\ufffd\ufffdthey say", 'out of the "log"—they say'),
    ("it came up\ufffdall of us saw the log\ufffdwhich fell", "it came up—all of us saw the log—which fell"),
    ("we built it for builders\ufffdWix among them", "we built it for builders—Wix among them"),
    ("the (BBC)\ufffds plan, and yes!\ufffdwedding plans", "the (BBC)'s plan, and yes!—wedding plans"),
    ("In \ufffd99 it was normal \ufffdand simple.", "In '99 it was normal —and simple."),
    (f"Plan\n{20 * LOST}\nIt is {4 * LOST} so.", f"Plan\n{20 * '—'}\nIt is {4 * LOST} so."),
    # who owns something in a quotation that stays open, and a phrase in quotes that ends in an s
    (
        "\ufffdWe heard in May, said nothing, and had lost our voters\ufffd trust.",
        "\"We heard in May, said nothing, and had lost our voters' trust.",
    ),
    ("They play \ufffdgames\ufffd with us.", 'They play "games" with us.'),
    # in a quotation an ellipsis as often as a dash, unless the page has such dashes
    ("\ufffdI was there\ufffdonly once,\ufffd he said.", '"I was there\ufffdonly once," he said.'),
    (
        "It fell\ufffdtwice over. \ufffdI was there\ufffdonly once,\ufffd he said.",
        'It fell—twice over. "I was there—only once," he said.',
    ),
    ("He didn?t join the National Farmers? Federation.", "He didn't join the National Farmers' Federation."),
    ("It wasn?t so. Who saw the Rolling Stones? Nobody did.", "It wasn't so. Who saw the Rolling Stones? Nobody did."),
    ("Who joined? ?We?ve been there,? he said.", 'Who joined? "We\'ve been there," he said.'),
]


@pytest.mark.parametrize("text", UNCHANGED)
def test_undamaged_text_is_left_alone(text):
    assert repair_text(text).text == text
    assert repair_text(text).repairs == ()


@pytest.mark.parametrize(("damaged", "meant"), CHANGED)
def test_damage_is_read(damaged, meant):
    repaired = repair_text(damaged)
    assert repaired.text == meant
    assert apply(damaged, repaired.repairs) == meant
    assert revert(meant, repaired.repairs) == damaged


LOST_LETTERS = [
    "caf\ufffd",
    "Pok\ufffdmon",
    "na\ufffdve",
    "M\ufffdller",
    "Mart\ufffdnez",
    "S\ufffdo",
    "prot\ufffdg\ufffd",
    "vis-\ufffd-vis",
]


@pytest.mark.parametrize("name", LOST_LETTERS)
def test_a_lost_letter_is_no_dash(name):
    assert repair_text(f"We saw {name} today.").text == f"We saw {name} today."


def test_a_drawing_has_no_dash():
    assert repair_text("..#XX..\n..\ufffd\ufffdX..").text == '..#XX..\n..\ufffd"X..'


def test_spans_are_in_the_decoded_text():
    text = "It\x92s &amp; don\x92t"
    assert [(r.start, r.end, r.before, r.after, r.rule) for r in repair_text(text).repairs] == [
        (2, 3, "\x92", "’", "mojibake"),
        (6, 10, "amp;", "", "entity"),
        (14, 15, "\x92", "’", "mojibake"),
    ]


def test_rules_that_meet_are_joined():
    (repair,) = repair_text("don&amp;#65533;t").repairs
    assert (repair.before, repair.after, repair.rule) == ("&amp;#65533;", "'", "entity+stand_in")


def test_long_chains_of_escapes_cost_linear_time():
    text = "&" + "amp;" * 20_000 + "rsquo; don\x92t"
    repaired = repair_text(text)
    assert repaired.text == "’ don’t"
    assert revert(repaired.text, repaired.repairs) == text


def test_the_page_proves_what_a_question_mark_is():
    first, second = repair_page(("Don?t go.", "?Why now,? she said. Who is there?"), Repairs(), "")
    assert first.text == "Don't go."
    assert second.text == '"Why now," she said. Who is there?'
    assert repair_text("?Why now,? she said. Who is there?").repairs == ()


def test_disabled_repairs_change_nothing():
    assert repair_text("don\x92t", Repairs(enabled=False)).repairs == ()


def test_what_may_be_mojibake_has_a_telling_character():
    # the quick test must let through all that ftfy finds bad
    harmless = [chr(code) for code in range(0x20, 0x2FFF) if not _TELLING.match(chr(code))]
    for step in (1, 7, 101, 997, 7919):  # other neighbours each time
        assert not is_bad("".join(harmless[at * step % len(harmless)] for at in range(len(harmless))))
    assert _TELLING.search("â€™")
    assert _TELLING.search("Ð¿Ñ€")
