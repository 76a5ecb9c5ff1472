"""The sample pages and their expectations are tested too: an expectation that fits no page would never fail."""

import gzip
import html
import json
import re
import runpy
import tomllib
from pathlib import Path

import pytest

from schemas.config import Config
from schemas.page import PassedOver, RawPage
from tasks.sources import plan, read, unclaimed_files

PAGES = Path(__file__).parent / "pages"
RAW = PAGES.parents[1] / "data" / "raw"
EXPECTED = {
    f"{path.parent.name}/{path.stem}": tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(PAGES.glob("*/*.toml"))
}
ARTICLES = sorted(name for name, expected in EXPECTED.items() if "rejected" not in expected)
KEYS = {
    "page", "url", "row", "shows", "rejected", "title", "authors", "source_agency", "published_at",
    "published_at_precision", "modified_at", "captions", "credits", "section", "publisher", "language", "keywords",
    "charset", "flags", "text", "optional", "dateline", "absent", "untouched", "repaired", "lost",
}  # fmt: skip
MOST_BYTES = 600_000


def place(item: object) -> tuple[str, str | int | None]:
    return item.input_path, item.input_offset if ".jsonl" in item.input_path else item.url


@pytest.fixture(scope="module")
def loaded():
    shards = plan(RAW, Config())
    return [item for shard in shards for item in read(shard, RAW, Config())]


@pytest.fixture(scope="module")
def letters(loaded):
    """The ASCII letters and digits of each page, in order: no damage here takes or adds one of them."""
    return {place(item): plain_letters(shown(item.payload)) for item in loaded if isinstance(item, RawPage)}


def shown(payload: bytes) -> str:
    text = payload.decode("utf-8", "replace") if is_utf8(payload) else payload.decode("cp1252", "replace")
    return html.unescape(re.sub(r"<[^>]+>", "", text)) if b"</" in payload else text


def is_utf8(payload: bytes) -> bool:
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def plain_letters(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)


def test_each_page_has_one_expectation_and_each_expectation_a_page(loaded):
    found = [place(item) for item in loaded if not isinstance(item, PassedOver)]
    wanted = [(e["page"], e.get("row", e.get("url"))) for e in EXPECTED.values()]
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_records_without_a_page_are_passed_over(loaded):
    assert [item.kind for item in loaded if isinstance(item, PassedOver)] == ["warcinfo", "request", "metadata"]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_keys_are_known_and_a_rejection_names_nothing_else(name):
    assert set(EXPECTED[name]) <= KEYS
    if "rejected" in EXPECTED[name]:
        assert set(EXPECTED[name]) <= {"page", "url", "row", "shows", "rejected"}


@pytest.mark.parametrize("name", ARTICLES)
def test_what_is_expected_stands_in_the_page(name, letters):
    expected, page = (
        EXPECTED[name],
        letters[EXPECTED[name]["page"], EXPECTED[name].get("row", EXPECTED[name].get("url"))],
    )
    wanted = [expected["title"], *expected["authors"], *expected["captions"], *expected.get("credits", [])]
    for string in [*wanted, *expected["text"].strip("\n").split("\n\n")]:
        assert plain_letters(string) in page, string


@pytest.mark.parametrize("name", ARTICLES)
def test_paragraphs_stand_in_the_order_of_the_page(name, letters):
    expected = EXPECTED[name]
    page, at = letters[expected["page"], expected.get("row", expected.get("url"))], 0
    for paragraph in expected["text"].strip("\n").split("\n\n"):
        at = page.index(plain_letters(paragraph), at) + len(plain_letters(paragraph))


@pytest.mark.parametrize("name", ARTICLES)
def test_what_must_be_absent_is_there_to_be_removed(name, letters):
    expected = EXPECTED[name]
    page = letters[expected["page"], expected.get("row", expected.get("url"))]
    for string in expected["absent"]:
        assert plain_letters(string) in page, string
        assert string not in expected["text"], string


@pytest.mark.parametrize("name", ARTICLES)
def test_optional_paragraphs_and_the_dateline_stand_in_the_text(name):
    paragraphs = EXPECTED[name]["text"].strip("\n").split("\n\n")
    assert set(EXPECTED[name].get("optional", [])) <= set(paragraphs)
    assert paragraphs[0].startswith(EXPECTED[name].get("dateline", ""))


@pytest.mark.parametrize("name", ARTICLES)
def test_pages_are_long_enough_to_be_news(name):
    words = len(EXPECTED[name]["text"].split())
    assert words >= 90 if EXPECTED[name].get("flags") else 195 <= words <= 620, words


def test_built_files_hold_what_their_sources_say():
    """Compared unpacked: another zlib packs the same bytes differently."""
    for name, built in runpy.run_path(str(PAGES / "make_samples.py"))["contents"]():
        assert unpacked(name, built) == unpacked(name, (RAW / name).read_bytes()), f"{name}: run make_samples.py"


def unpacked(name: str, data: bytes) -> bytes:
    return gzip.decompress(data) if name.endswith(".gz") else data


def test_the_dump_has_one_damaged_line():
    lines = (RAW / "capture_date=2026-11-03" / "scrape-0001.jsonl").read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines) if not is_json(line)] == [2]


def is_json(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


def test_the_readme_names_every_page_and_says_what_it_shows():
    readme = (RAW / "README.md").read_text(encoding="utf-8")
    for expected in EXPECTED.values():
        assert expected["shows"] in readme, expected["page"]
        assert Path(expected["page"]).name in readme, expected["page"]


def test_only_the_readme_is_no_input_and_all_is_small():
    assert unclaimed_files(RAW) == ("README.md",)
    assert sum(path.stat().st_size for path in RAW.rglob("*") if path.is_file()) < MOST_BYTES
