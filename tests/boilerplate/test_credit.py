"""Agency credits, datelines and captions, and lines that only hold the same names."""

import pytest

from schemas.block import Block
from schemas.label import Label
from tasks.boilerplate.credit import agency_credit, caption

AGENCIES = [
    ("an agency in a list", ["P", Block(1, ">>> AFP", "li"), Block(2, "dpa", "li")], None),
    ("an agency amid the text", ["P", ">>> Reuters", "P"], None),
    ("a heading", ["P", Block(1, ">>> Source: CNN", "h3"), "P"], None),
    ("the source of a figure amid the text", ["P", ">>> Source: Vortex measurements", "P"], None),
    ("in a table", ["P", Block(1, ">>> Source: Eurostat", "tr"), "P"], None),
    ("in a figure", ["P", Block(1, ">>> Source: Eurostat", "p", path=("figure",)), "P"], None),
    ("a sentence", ["P", ">>> Source: he told us so himself. We asked twice.", "P"], None),
    ("a heading for sources", ["P", ">>> Sources", "P"], None),
    ("a signature of no agency", ["P", ">>> — JS"], None),
    ("a dash", ["P", ">>> -", "P"], None),
    ("a signed quotation", ["P", ">>> — Jane Doe", "P"], None),
    ("an agency in a sentence", ["P", ">>> He works for (Reuters) and AFP.", "P"], None),
    ("who reported, amid the text", ["P", ">>> Reporting by drone is new here", "P"], None),
    ("a class that is not an agency's", ["P", Block(1, ">>> Estuary Weekly", "p", hints=("travel-agency-list",)), "P"], None),
    ("initials of no agency", ["P", ">>> kb/mg", "P"], None),
    ("an agency and initials before the text", [">>> AFP/mg", "P"], None),
    ("an agency above the title", [">>> CNN", "Storm hits the northern coast", "P"], None),
    ("the size of the font", ["Storm hits the northern coast", ">>> AA", "P"], None),
    ("who helped, of no agency", ["P", ">>> Skye Schooley and Kim Lindros contributed to this article."], None),
    ("an agency in the byline's place", ["Storm hits the northern coast", ">>> PTI", "P"], Label.AGENCY_CREDIT),
    ("an agency's people, in short, amid the text", ["P", ">>> Associated Press reporter Jane Doe contributed.", "P"], Label.AGENCY_CREDIT),
    ("an agency above the date", [">>> EUROPA PRESS", "15 enero 2026 | 19:02h", "P"], Label.AGENCY_CREDIT),
    ("an agency's people", ["P", ">>> Associated Press writer Jane Doe in Tulsa, Okla. contributed to this report."], Label.AGENCY_CREDIT),
    ("an agency and initials", ["P", ">>> AFP/mg", "P"], Label.AGENCY_CREDIT),
    ("a class", ["P", Block(1, ">>> Estuary News", "p", hints=("agency",)), "P"], Label.AGENCY_CREDIT),
    ("an agency by its name", ["P", ">>> Estuary News Agency"], Label.AGENCY_CREDIT),
    ("source, closing", ["P", ">>> Source: CNN"], Label.AGENCY_CREDIT),
    ("source, any name, closing", ["P", ">>> Source: The Courier"], Label.AGENCY_CREDIT),
    ("source, an agency, amid the text", ["P", ">>> Source: Reuters", "P"], Label.AGENCY_CREDIT),
    ("German", ["P", ">>> Quelle: dpa"], Label.AGENCY_CREDIT),
    ("Spanish", ["P", ">>> Fuente: EFE"], Label.AGENCY_CREDIT),
    ("Russian", ["P", ">>> Источник: ТАСС"], Label.AGENCY_CREDIT),
    ("signed", ["P", ">>> - CNN"], Label.AGENCY_CREDIT),
    ("signed with a long dash", ["P", ">>> — AFP"], Label.AGENCY_CREDIT),
    ("signed by a broadcaster", ["P", ">>> - RNZ"], Label.AGENCY_CREDIT),
    ("in brackets", ["P", ">>> (Reuters)"], Label.AGENCY_CREDIT),
    ("the bare name, closing", ["P", ">>> AFP"], Label.AGENCY_CREDIT),
    ("who reported", ["P", ">>> (Reporting by Jane Doe; Editing by John Roe)"], Label.AGENCY_CREDIT),
    ("who reported, without brackets", ["P", ">>> Additional reporting by Jane Doe in London"], Label.AGENCY_CREDIT),
    ("with somebody, who is no agency", ["P", ">>> (Con información de Juan Pérez)"], None),
    ("with an agency", ["P", ">>> (Con información de EFE)"], Label.AGENCY_CREDIT),
    ("with an agency, German", ["P", ">>> (Mit Material der dpa)"], Label.AGENCY_CREDIT),
    ("with an agency, French", ["P", ">>> (avec AFP)"], Label.AGENCY_CREDIT),
    ("an agency's lead-in", [">>> (CNN) --", "P"], Label.AGENCY_CREDIT),
    ("a dateline", [">>> LONDON (Reuters) -", "P"], Label.DATELINE),
    ("a dateline with a day", [">>> Madrid, 5 mar (EFE).-", "P"], Label.DATELINE),
]  # fmt: skip


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in AGENCIES], ids=[row[0] for row in AGENCIES])
def test_agency_credit(judged, items, label):
    found = judged(agency_credit, items, titles=("Storm hits the northern coast",))
    assert (found and found.label) == label


BARE = "Ukrainian rescue personnel operate at the site of a damaged building in the city of Ternopil"
CAPTIONS = [
    ("a paragraph", [">>> P"], None),
    ("brackets at the end", ["P", ">>> This is a list of things (and/or bad).", "P"], None),
    ("an agency at a paragraph's end", ["P", ">>> The deal was announced late on Friday (Reuters).", "P"], None),
    ("a citation", ["P", ">>> It emitted 663.6 million metric tons (EPA 2024).", "P"], None),
    ("a sentence about a photo", ["P", ">>> She posted the photo by accident.", "P"], None),
    ("a sentence about an agency", ["P", ">>> Getty Images said on Monday it would sue.", "P"], None),
    ("code", [Block(0, ">>> return { name, value }", "pre")], None),
    ("braces without a credit", ["P", ">>> Meditation for beginners {great site!}", "P"], None),
    ("a heading", [Block(0, ">>> What else you need (photo: none)", "h2")], None),
    ("a file", ["P", ">>> FILE names are long", "P"], None),
    ("a favour", ["P", ">>> He got it as a gift (courtesy of the mayor).", "P"], None),
    ("a figure's source", ["P", ">>> The rate rose to 5% (Reuters: analysts)", "P"], None),
    ("a sentence above a credit", ["P", ">>> The mat now hangs, framed.", "Credit: SWNS", "P"], None),
    ("choices", ["P", ">>> They spoke of TCP / IP", "P"], None),
    ("a refrain", ["P", ">>> The rope remembers the hand", "The rope remembers the hand", "P"], None),
    ("twice behind the text", ["P", ">>> The Reverend Peel and his bride duck under a hail of rice", "The Reverend Peel and his bride duck under a hail of rice"], None),
    ("whose merit it is", ["P", ">>> They gave credit: three months of it", "P"], None),
    ("an agency and a dash", ["P", ">>> He had the news from AFP - late on Friday", "P"], None),
    ("what they did, in brackets", ["P", ">>> That is the end of it. (Applause)", "P"], None),
    ("a sentence in brackets", ["P", ">>> He left. (Jane Doe stayed behind.)", "P"], None),
    ("whose figure it is", ["P", ">>> Most judge a firm by its pages. (Stanford University)", "P"], None),
    ("a reference", ["P", ">>> Stubbs B. Interventions for illness. London, Academic Press; 2018. [Google Scholar]"], None),
    ("a heading above a picture's credit", ["P", ">>> Horizon 8200 Sewing Machine", "Credit: SWNS", "P"], None),
    ("a verse", ["P", ">>> In the beginning was the word. (John 1)", "P"], None),
    ("names amid a sentence", ["P", ">>> They drew, as in the year before (Real Madrid)", "P"], None),
    ("who hides a caption", ["P", ">>> They used tape to hide the caption", "P"], None),
    ("the source of a figure", ["P", ">>> It rose by a third. Source: Eurostat", "P"], None),
    ("a job", ["P", ">>> Photography/Videography", "P"], None),
    ("a long paragraph that ends with a credit", [">>> One came. Two saw. Three won. Four left. Five told it (Jane Doe/AP)."], None),
    ("another line before a caption", [">>> Storm hits the northern coast, forty houses without a roof", "A man. (Jane Doe/AP)"], None),
    ("a class named after captions in general", [Block(0, ">>> The harbour at dawn", "p", hints=("caption",))], None),
    ("a heading in a captioned box", [Block(0, ">>> The harbour at dawn", "h2", hints=("photo-caption",))], None),
    ("far inside a captioned box", [Block(0, ">>> The harbour", "p", hints=("a", "b", "wp-caption"))], None),
    ("a class name inside another", [Block(0, ">>> The harbour", "p", hints=("wp-captioned-gallery",))], None),
    ("WordPress", [Block(0, ">>> The harbour at dawn", "p", hints=("wp-caption-text",))], Label.CAPTION),
    ("WordPress by its id", [Block(0, ">>> The harbour at dawn", "p", hints=("caption-attachment-4711",))], Label.CAPTION),
    ("a caption's class", [Block(0, ">>> The harbour at dawn", "div", hints=("essay__image__caption",))], Label.CAPTION),
    ("a photo's caption", [Block(0, ">>> The harbour at dawn", "span", hints=("text", "photocaption"))], Label.CAPTION),
    ("who is quoted", [Block(0, "P", "p", path=("figure", "blockquote")), Block(0, ">>> Jane Doe, mayor", "figcaption", path=("figure",))], None),
    ("who is quoted, in two lines", [Block(0, "P", "p", path=("figure", "blockquote")), Block(0, "Jane Doe", "p", path=("figure", "figcaption")), Block(0, ">>> Mayor", "p", path=("figure", "figcaption"))], None),
    ("behind a quotation outside of figures", [Block(0, "P", "p", path=("blockquote",)), Block(0, ">>> Jane Doe, mayor", "figcaption", path=("figure",))], Label.CAPTION),
    ("in a figcaption", [Block(0, ">>> The harbour at dawn", "figcaption")], Label.CAPTION),
    ("inside a figcaption", [Block(0, ">>> The harbour at dawn", "p", path=("figure", "figcaption"))], Label.CAPTION),
    ("photo by", [">>> The harbour at dawn. (Photo by Drew ANGERER / AFP)"], Label.CAPTION),
    ("photo, colon", [">>> The harbour at dawn. Photo: AFP / DREW ANGERER"], Label.CAPTION),
    ("an agency's photo", [">>> Commuters at a bus stop in Kochi. (PTI Photo)"], Label.CAPTION),
    ("AP's own, filed", [">>> A dog runs, June 3, 2021. (AP Photo/Jane Doe, File)"], Label.CAPTION),
    ("filed", [">>> FILE - A dog runs near the harbour of Port Town on June 3, 2021."], Label.CAPTION),
    ("filed by its house", [">>> A woman lights a candle [File: Hasan Mroue/Reuters]"], Label.CAPTION),
    ("courtesy", [">>> Deputy Wills with the dog. (Courtesy: Harlan County Sheriff’s Office)"], Label.CAPTION),
    ("a broadcaster's desk", [">>> The pool took eight years. (ABC Western Plains: Lachie Boyd)"], Label.CAPTION),
    ("supplied", [">>> The pool in March. (Supplied: Joan Doe)"], Label.CAPTION),
    ("behind a stroke, in capitals", [">>> Antonio Vela, durante su última ronda. / JULIO GALÁN"], Label.CAPTION),
    ("the author's own", [">>> Workers outside on Friday. Photo by the author."], Label.CAPTION),
    ("above its credit", ["P", ">>> Barry Tuck with his trophies behind the bar", "Credit: SWNS", "P"], Label.CAPTION),
    ("an agency in brackets, before the text", [">>> Trucks stand in the snow near Gangneung. (Yonhap)", "P"], Label.CAPTION),
    ("an agency in brackets, twice", ["P", ">>> Trucks stand in snow (AFP)", "Trucks stand in snow (AFP)", "P"], Label.CAPTION),
    ("licensed", [">>> A worker. REUTERS/Rodrigo Vega/File Photo Purchase Licensing Rights, opens new tab"], Label.CAPTION),
    ("glued to its credit", [">>> Carol outside the old substation in Petersham.Credit: Louise Kennard"], Label.CAPTION),
    ("a paper's photo", [">>> Vasant Joglekar at his home in Pune. (Express photo by Arul Dey)"], Label.CAPTION),
    ("behind a dash, in capitals", [">>> Le bateau à quai, le 30 avril 2026. AFP - FRED TANGUY"], Label.CAPTION),
    ("twice in a row", ["P", ">>> The Reverend Peel and his bride duck under a hail of rice", "The Reverend Peel and his bride duck under a hail of rice", "P"], Label.CAPTION),
    ("as NPR has it", [">>> A sign outside Hopewell, Kan. Eliza Corwin/KPRN hide caption"], Label.CAPTION),
    ("as MSN has it", [">>> A robot vacuum at rest. © Provided by Tech Digest"], Label.CAPTION),
    ("as SBS has it", [">>> Maria Kepa with Tari, who is six. Source: AAP / Ben Hollis"], Label.CAPTION),
    ("names in brackets behind a full stop", [">>> Bill Comeau stands outside the clinic. (Kayla Dunphy/CBC)"], Label.CAPTION),
    ("and the paper behind a comma", [">>> Herders water camels in Lodwar. [Bakari Ngeno, Standard]"], Label.CAPTION),
    ("many hands", [">>> The harbour. Photo: Sergei Gapon / AFP / Getty Images / File via CNN Newsource"], Label.CAPTION),
    ("braces", [">>> The harbour at dawn. {Tom Brenner/The Washington Post/Getty Images}"], Label.CAPTION),
    ("AP's own", [">>> A dog runs. (AP Photo/Jane Doe)"], Label.CAPTION),
    ("name and agency", [">>> A man walks his dog. Jane Doe/Reuters"], Label.CAPTION),
    ("via", [">>> The bridge at dawn. (Jane Doe/The Courier via AP)"], Label.CAPTION),
    ("German", [">>> Die Spitzen der Koalition nach dem Treffen. Foto: dpa"], Label.CAPTION),
    ("copyright sign", [">>> A street in Paris. © Jane Doe, AFP"], Label.CAPTION),
    ("file photo", [">>> The minister in May. (File photo)"], Label.CAPTION),
    ("initials", [">>> The west wing after the roof fell in. Photo by A. B. Cobb"], Label.CAPTION),
    ("a row of a layout", [Block(0, ">>> The west wing. Photo by Jane Cobb", "tr")], Label.CAPTION),
    ("a credit alone", [">>> Photo: Jane Doe"], Label.CAPTION),
    ("a stock house alone", [">>> Getty Images"], Label.CAPTION),
    ("as broadcasters print it", [">>> Image source, Getty Images"], Label.CAPTION),
    ("the bare double before", [f">>> {BARE}.", f"{BARE}. Photo: YURIY DYACHYSHYN / AFP"], Label.CAPTION),
    ("the bare double behind", [f"{BARE}. Photo: YURIY DYACHYSHYN / AFP", f">>> {BARE}."], Label.CAPTION),
    ("the double in other words at its end", [f">>> {BARE}, on Friday. Photo: X / AFP", f"{BARE}. Photo: AFP / X"], Label.CAPTION),
]  # fmt: skip


@pytest.mark.parametrize(("items", "label"), [row[1:] for row in CAPTIONS], ids=[row[0] for row in CAPTIONS])
def test_caption(judged, items, label):
    found = judged(caption, items)
    assert (found and found.label) == label


ABOVE_CAPTION = [
    ("a heading", "A dam is not a pool", None),
    ("a sentence", "Three children jumped into a small pool in front of a shed.", None),
    ("what the picture shows", "Three children jump into a small pool in front of a shed", Label.CAPTION),
]


@pytest.mark.parametrize(("text", "label"), [row[1:] for row in ABOVE_CAPTION], ids=[row[0] for row in ABOVE_CAPTION])
def test_right_above_a_caption(judged, text, label):
    marked = Block(1, f">>> {text}", "line", gap=1)
    items = ["P", marked, "The pool took years. (ABC News: Lachie Boyd)", Block(3, "P", "line", gap=1)]
    found = judged(caption, items, form="text")
    assert (found and found.label) == label
