"""Conservation over real pages: saved ones, and plain text made of them."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from schemas.config import Limits
from schemas.document import Document
from schemas.page import RawPage
from tasks.decode import decode
from tasks.rejected import PageRejectedError
from tasks.segment import segment
from tasks.segment.tree import parse

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
SAVED = [*SHARED.glob("corpora/*/html/*.html.gz"), *SHARED.glob("corpora/readability-pages/*/source.html.gz")]
PAGES = sorted(SAVED)[:: max(1, len(SAVED) // 60)]

NOT_SEEN = {"script", "style", "title", "iframe"}
INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")

no_corpora = pytest.mark.skipif(not PAGES, reason="../shared/corpora is not here")
no_seeds = pytest.mark.skipif(not SEEDS, reason="../shared/seeds is not here")


def taken_apart(path: Path) -> Document:
    raw = path.read_bytes()
    payload = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return segment(decode(RawPage(path.name, payload), Limits()))


def texts_of(tree: etree._Element) -> list[str]:
    """An independent walk: every text of the tree that is not in an element that is never shown."""
    texts = []
    for element in tree.iter():
        unseen = any(ancestor.tag in NOT_SEEN for ancestor in (element, *element.iterancestors()))
        if isinstance(element.tag, str) and not unseen:
            texts.append(element.text or "")
        if not any(ancestor.tag in NOT_SEEN for ancestor in element.iterancestors()):
            texts.append(element.tail or "")
    return texts


def is_part_in_order(part: str, whole: str) -> bool:
    characters = iter(whole)
    return all(character in characters for character in part)


@no_corpora
@pytest.mark.parametrize("path", PAGES, ids=lambda path: "-".join(path.parts[-3:]))
def test_every_visible_character_of_a_saved_page_is_held_once(path):
    tree = parse(decode(RawPage(path.name, gzip.decompress(path.read_bytes())), Limits()).text)
    expected = Counter(INVISIBLE.sub("", "".join(texts_of(tree))))
    if not expected:  # a shell that scripts fill
        with pytest.raises(PageRejectedError):
            taken_apart(path)
        return
    document = taken_apart(path)
    assert document.tree is not None
    held = Counter(INVISIBLE.sub("", "".join(block.text for block in document.blocks)))
    assert held == expected
    everything = INVISIBLE.sub("", "".join(document.tree.itertext(etree.Element)))
    shown = INVISIBLE.sub("", "".join(block.text for block in document.blocks if not block.hidden))
    assert is_part_in_order(shown, everything)


@no_corpora
@pytest.mark.parametrize("renderer", ["inscriptis", "resiliparse"])
def test_plain_text_of_saved_pages(renderer):
    made = pytest.importorskip("inscriptis" if renderer == "inscriptis" else "resiliparse.extract.html2text")
    for path in PAGES[::4]:
        html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace").replace("\0", "")
        text = made.get_text(html) if renderer == "inscriptis" else made.extract_plain_text(html, main_content=False)
        document = segment(decode(RawPage(path.name, text.encode()), Limits()))
        printed = "".join(block.marker + block.text for block in document.blocks)
        assert document.form == "text"
        assert INVISIBLE.sub("", printed) == INVISIBLE.sub("", document.text)


@no_seeds
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seeds(path):
    document = taken_apart(path)
    lines = [line.strip() for line in path.read_text().splitlines() if line.strip()]
    assert document.form == "text"
    assert [f"{block.marker} {block.text}".strip() for block in document.blocks] == lines
