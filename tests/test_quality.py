"""What each quality flag is earned by, and what comes close without earning it."""

import pytest

from schemas.article import QualityFlag
from schemas.block import Block
from schemas.config import ArticleLimits
from schemas.label import Decision, Label
from schemas.laid_open import LaidOpen
from schemas.metadata import Declared, Metadata
from schemas.page import RawPage
from schemas.repair import Repair
from tasks.quality import LOST, flags
from tasks.repair.driver import REPAIRS

SENTENCE = "The storm reached the coast on Friday night and tore the roofs off forty houses of the town, as the mayor said on Sunday. "
KEPT = ("body", SENTENCE * 3)


def lay(*items, title="Storm hits coast", heard=(), repairs=(), **declared):
    """A page of (label, text) items; a third member holds what else is known of the block."""
    blocks, decisions = [], []
    for index, (label, text, *known) in enumerate(items):
        blocks.append(Block(index, text, "p", **(known[0] if known else {})))
        decisions.append(Decision(index, Label(label), "test", "", 1.0))
    page = LaidOpen(RawPage("page.html", b""), blocks=tuple(blocks), decisions=tuple(decisions), heard=heard)
    page.declared, page.metadata = Declared(**declared), Metadata(title=title)
    page.repairs = {0: tuple(Repair(0, 0, "", "'", rule, 1.0) for rule in repairs)}
    return page


def earned(page, words=500, short_words=80):
    return set(flags(page, words, ArticleLimits(short_words=short_words)))


def test_a_plain_article_earns_none():
    assert earned(lay(KEPT, KEPT)) == set()


@pytest.mark.parametrize(("words", "short"), [(80, False), (79, True), (0, True)])
def test_short(words, short):
    assert (QualityFlag.SHORT in earned(lay(KEPT), words=words)) is short


DROPPED = ("other", SENTENCE * 4)
RECALL = [
    ("as much kept", [("body", SENTENCE * 4), DROPPED], False),
    ("dropped for a reason", [KEPT, ("comment", SENTENCE * 9), ("related", SENTENCE * 9)], False),
    ("a short notice dropped", [("body", SENTENCE[:60]), ("other", SENTENCE * 2)], False),
    ("hidden", [KEPT, (*DROPPED, {"hidden": True})], False),
    ("links", [KEPT, (*DROPPED, {"link_chars": 400})], False),
    ("no sentences", [KEPT, ("other", "Weather " * 90)], False),
    ("most of it dropped", [KEPT, DROPPED], True),
]


@pytest.mark.parametrize(("items", "low"), [row[1:] for row in RECALL], ids=[row[0] for row in RECALL])
def test_low_recall(items, low):
    assert (QualityFlag.LOW_RECALL in earned(lay(*items))) is low


LONG = ("body", SENTENCE * 15)
PAYWALLS = [
    ("nothing asked", [KEPT], {}, False),
    ("asked for, but the text is whole", [LONG, ("promo", "Subscribe to continue reading.")], {}, False),
    ("asked in the page's head", [("promo", "Sign in to read more."), KEPT], {}, False),
    ("asked in a menu", [KEPT, ("promo", "Sign in to read more.", {"path": ("nav",)})], {}, False),
    ("asked where nobody sees it", [KEPT, ("promo", "Subscribe to continue reading.", {"hidden": True})], {}, False),
    ("an article about it", [KEPT, ("body", "The paper asks readers to subscribe, " + SENTENCE * 4)], {}, False),
    ("a newsletter", [KEPT, ("promo", "Subscribe to our newsletter")], {}, False),
    ("declared free", [KEPT], {"free": True}, False),
    ("declared paid, but whole", [LONG, LONG], {"free": False}, False),
    ("declared paid", [LONG], {"free": False}, True),
    ("subscribe", [KEPT, ("promo", "Subscribe to continue reading.")], {}, True),
    ("members", [KEPT, ("promo", "This article is for members only: this story is available to subscribers.")], {}, True),
    ("a meter", [KEPT, ("promo", "You have reached your limit of free articles.")], {}, True),
    ("German", [KEPT, ("promo", "Weiterlesen mit unserem Plus-Abo")], {}, True),
    ("French", [KEPT, ("promo", "Cet article est réservé aux abonnés.")], {}, True),
    ("French, the rest", [KEPT, ("promo", "Il vous reste 75% de cet article à lire.")], {}, True),
    ("Spanish", [KEPT, ("promo", "Contenido exclusivo para suscriptores")], {}, True),
    ("Italian", [KEPT, ("promo", "Contenuto riservato agli abbonati")], {}, True),
    ("Portuguese", [KEPT, ("promo", "Conteúdo exclusivo para assinantes")], {}, True),
    ("Dutch", [KEPT, ("promo", "Alleen voor abonnees")], {}, True),
    ("Polish", [KEPT, ("promo", "Artykuł tylko dla prenumeratorów")], {}, True),
    ("Russian", [KEPT, ("promo", "Доступно только подписчикам")], {}, True),
]  # fmt: skip


@pytest.mark.parametrize(("items", "declared", "stub"), [row[1:] for row in PAYWALLS], ids=[row[0] for row in PAYWALLS])
def test_paywall_stub(items, declared, stub):
    assert (QualityFlag.PAYWALL_STUB in earned(lay(*items, **declared))) is stub


TIMES = [("timestamp", f"{hour}:15 GMT") for hour in range(10, 16)]
LIVE = [
    ("times, but no such title", TIMES, "Storm hits coast", (), False),
    ("such a title, but no times", [KEPT], "Live: storm hits coast", (), False),
    ("a few times", TIMES[:4], "Live: storm hits coast", (), False),
    ("dates without times", [("timestamp", "3 March 2026")] * 9, "Live: storm hits coast", (), False),
    ("a word that begins so", TIMES, "Lively storm delivers", (), False),
    ("declared", [KEPT], "Storm hits coast", ("LiveBlogPosting",), True),
    ("title and times", TIMES, "Storm hits coast - live updates", (), True),
    ("German", TIMES, "Liveticker: Sturm an der Küste", (), True),
    ("French", TIMES, "EN DIRECT. La tempête", (), True),
    ("Spanish", TIMES, "La tormenta, en vivo", (), True),
]


@pytest.mark.parametrize(("items", "title", "types", "live"), [row[1:] for row in LIVE], ids=[row[0] for row in LIVE])
def test_live_blog(items, title, types, live):
    assert (QualityFlag.LIVE_BLOG in earned(lay(KEPT, *items, title=title, types=types))) is live


CAPTION = ("caption", SENTENCE)
GALLERIES = [
    ("few pictures", [KEPT, *[CAPTION] * 4], False),
    ("many pictures, more text", [("body", SENTENCE * 9), *[CAPTION] * 8], False),
    ("mostly captions", [KEPT, *[CAPTION] * 5], True),
    ("captions only", [CAPTION] * 5, True),
]


@pytest.mark.parametrize(("items", "gallery"), [row[1:] for row in GALLERIES], ids=[row[0] for row in GALLERIES])
def test_gallery(items, gallery):
    assert (QualityFlag.GALLERY in earned(lay(*items))) is gallery


@pytest.mark.parametrize(("title", "missing"), [("Storm hits coast", False), (None, True)])
def test_no_title(title, missing):
    assert (QualityFlag.NO_TITLE in earned(lay(KEPT, title=title))) is missing


@pytest.mark.parametrize(
    ("rules", "lost"),
    [
        ((), False),
        (("entity", "mojibake"), False),
        (("mojibake+c1_control",), False),
        (("lost_apostrophe",), True),
        (("entity+lost_dash",), True),
        (("stand_in",), True),
    ],
)
def test_lost_characters(rules, lost):
    assert (QualityFlag.LOST_CHARACTERS in earned(lay(KEPT, repairs=rules))) is lost


def test_the_repairs_of_lost_characters_exist():
    assert {repair.name for repair in REPAIRS} >= LOST


HEARD = [
    ("not asked", [KEPT, DROPPED], (), False),
    ("of one mind", [KEPT, DROPPED], (1.0, 0.0), False),
    ("it keeps a little more", [KEPT, ("other", SENTENCE)], (1.0, 1.0), False),
    ("it keeps what we drop", [KEPT, DROPPED], (0.0, 1.0), True),
    ("it keeps nothing", [KEPT], (0.0,), True),
]


@pytest.mark.parametrize(("items", "heard", "disagrees"), [row[1:] for row in HEARD], ids=[row[0] for row in HEARD])
def test_witness_disagrees(items, heard, disagrees):
    assert (QualityFlag.WITNESS_DISAGREES in earned(lay(*items, heard=heard))) is disagrees


def test_flags_stand_in_the_order_of_their_definition():
    page = lay(*[CAPTION] * 5, title=None, repairs=("stand_in",))
    found = flags(page, 10, ArticleLimits(short_words=80))
    assert found == ("short", "gallery", "no_title", "lost_characters")
