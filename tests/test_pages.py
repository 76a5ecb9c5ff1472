"""Whole pages, from raw file to row, against what a careful editor would keep of them.

`pages/<folder>/<page>.toml` holds the expectation of one page of data/raw; `pages/seeds.toml` holds those of the three
pages in ../shared/seeds, by line numbers. `pages/README.md` says what the keys mean.
"""

import difflib
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Article, CleanedPage, Rejection
from schemas.config import Config
from schemas.page import PassedOver, RawPage
from tasks.clean import clean_page
from tasks.sources import plan, read

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
PAGES = Path(__file__).parent / "pages"
SEEDS = ROOT.parent / "shared" / "seeds"
Expected = dict[str, Any]
Key = tuple[str, str | int | None]


# -- expectations and outcomes


def load() -> dict[str, Expected]:
    files = sorted(path for path in PAGES.glob("*/*.toml"))
    return {f"{path.parent.name}/{path.stem}": tomllib.loads(path.read_text(encoding="utf-8")) for path in files}


EXPECTED = load()
SEED_EXPECTED = tomllib.loads((PAGES / "seeds.toml").read_text(encoding="utf-8"))
KNOWN_FAILURES = tomllib.loads((PAGES / "known_failures.toml").read_text(encoding="utf-8"))
"""Page -> aspect -> why it fails today."""


def key(expected: Expected) -> Key:
    return expected["page"], expected.get("row", expected.get("url"))


@cache
def samples() -> tuple[dict[Key, RawPage | Rejection], Counter[str]]:
    """Every page of data/raw by its key, and the records passed over by kind."""
    loaded, passed = {}, Counter[str]()
    for shard in plan(RAW, Config()):
        for item in read(shard, RAW, Config()):
            if isinstance(item, PassedOver):
                passed[item.kind] += 1
                continue
            loaded[item.input_path, item.input_offset if ".jsonl" in item.input_path else item.url] = item
    return loaded, passed


@cache
def outcome(page: str) -> CleanedPage:
    item = samples()[0][key(EXPECTED[page])]
    return CleanedPage(item) if isinstance(item, Rejection) else clean_page(item, Config())


# -- aspects: what of the outcome differs from the expectation, as lines to read

LIST_MARKER = re.compile(r"^(?:[•*–-]|\d+[.)])\s+")
FORMS = {"paywall_stub", "live_blog", "gallery"}


def fold(text: str) -> str:
    """White space in one spelling, and so the joint between two cells of a table."""
    return " ".join(text.replace(" | ", " ").split())


def without_lost(text: str) -> str:
    """The text without the characters that the page lost and a repair may have put back."""
    return re.sub("[’'‘—–]", "", text)


def paragraphs(expected: Expected, article: Article) -> tuple[list[str], list[str]]:
    """The expected and the actual paragraphs, evened out where the expectation leaves a choice."""
    wanted = [fold(text) for text in expected["text"].strip("\n").split("\n\n")]
    given = [fold(text) for text in article.text.split("\n\n")]
    unmarked = (LIST_MARKER.sub("", text) for text in given)
    given = [bare if bare in wanted else text for bare, text in zip(unmarked, given, strict=True)]
    optional = {fold(text) for text in expected.get("optional", ())} - set(given)
    wanted = [text for text in wanted if text not in optional]
    if dateline := expected.get("dateline"):
        wanted[0], given[0] = (text.removeprefix(dateline) for text in (wanted[0], given[0]))
    return wanted, given


def text(expected: Expected, page: CleanedPage) -> list[str]:
    wanted, given = paragraphs(expected, page.outcome)
    if expected.get("lost"):
        wanted, given = list(map(without_lost, wanted)), list(map(without_lost, given))
    return list(difflib.unified_diff(wanted, given, "expected", "given", lineterm="", n=0))


def characters(expected: Expected, page: CleanedPage) -> list[str]:
    """Whether all lost characters came back; either form of an apostrophe will do."""
    wanted, given = ([text.replace("’", "'") for text in side] for side in paragraphs(expected, page.outcome))
    return list(difflib.unified_diff(wanted, given, "expected", "given", lineterm="", n=0))


def absent(expected: Expected, page: CleanedPage) -> list[str]:
    return [f"in text: {string!r}" for string in expected["absent"] if string in page.outcome.text]


def title(expected: Expected, page: CleanedPage) -> list[str]:
    lost = without_lost if expected.get("lost") else fold
    return differs("title", fold(lost(expected["title"])), fold(lost(page.outcome.title or "")))


def captions(expected: Expected, page: CleanedPage) -> list[str]:
    """One entry a picture, with its credit or without."""
    if "spellings" in expected:
        return spelt(expected["spellings"], page.outcome.captions)
    wanted, given = [fold(caption) for caption in expected["captions"]], list(map(fold, page.outcome.captions))
    for credit in sorted(map(fold, expected.get("credits", ())), key=len, reverse=True):
        given = [caption.removesuffix(credit).strip() for caption in given]
    return differs("captions", wanted, given)


def section(expected: Expected, page: CleanedPage) -> list[str]:
    given = page.outcome.section
    accepted = {name.casefold() for name in expected["section"]}
    return [] if (given or "").casefold() in accepted else [f"section: {given!r} is none of {expected['section']}"]


def published(expected: Expected, page: CleanedPage) -> list[str]:
    article = page.outcome
    problems = differs("published_at", expected.get("published_at"), article.published_at)
    problems += differs("precision", expected.get("published_at_precision"), article.published_at_precision)
    if "modified_at" in expected:
        problems += differs("modified_at", expected["modified_at"], article.modified_at)
    return problems


def repairs(expected: Expected, page: CleanedPage) -> list[str]:
    shown = [f"{row.rule}: {row.before!r} -> {row.after!r}" for row in page.repairs]
    if expected.get("untouched"):
        return shown
    return [] if shown or not (expected.get("repaired") or expected.get("lost")) else ["nothing was repaired"]


def form(expected: Expected, page: CleanedPage) -> list[str]:
    return differs("flags", sorted(expected.get("flags", ())), sorted(FORMS & set(page.outcome.quality_flags)))


def rejected(expected: Expected, page: CleanedPage) -> list[str]:
    if isinstance(page.outcome, Article):
        return [f"an article: {page.outcome.text[:300]}"]
    given = page.outcome
    return [] if given.reason in expected["rejected"] else [f"rejected for {given.reason}: {given.detail}"]


def column(name: str) -> Callable[[Expected, CleanedPage], list[str]]:
    """The aspect that one column holds exactly what is expected."""

    def compare(expected: Expected, page: CleanedPage) -> list[str]:
        given = getattr(page.outcome, name)
        return differs(name, expected.get(name), list(given) if isinstance(given, tuple) else given)

    return compare


def differs(name: str, wanted: object, given: object) -> list[str]:
    return [] if wanted == given else [f"{name}: expected {wanted!r}", f"{' ' * len(name)}     given {given!r}"]


ALWAYS = {
    "text": text,
    "absent": absent,
    "title": title,
    "authors": column("authors"),
    "source_agency": column("source_agency"),
    "captions": captions,
    "published": published,
    "form": form,
    "repairs": repairs,
}
IF_NAMED = {"section": section} | {name: column(name) for name in ("publisher", "language", "keywords", "charset")}


def aspects(expected: Expected) -> list[str]:
    if "rejected" in expected:
        return ["rejected"]
    return [*ALWAYS, *(name for name in IF_NAMED if name in expected), *(["characters"] if "lost" in expected else [])]


SAMPLE_ASPECTS = {page: aspects(expected) for page, expected in EXPECTED.items()}
SEED_ASPECTS = {name: aspects(rules | {"language": "en"}) for name, rules in SEED_EXPECTED.items()}


def cases(pages: dict[str, list[str]]) -> list[Any]:
    """One case for each aspect of each page; those known to fail are strict xfails."""
    return [
        pytest.param(page, aspect, id=f"{page}-{aspect}", marks=known(page, aspect))
        for page, names in pages.items()
        for aspect in names
    ]


def known(page: str, aspect: str) -> list[pytest.MarkDecorator]:
    why = KNOWN_FAILURES.get(page, {}).get(aspect)
    return [pytest.mark.xfail(reason=why, strict=True)] if why else []


def check(expected: Expected, page: CleanedPage, aspect: str) -> None:
    if aspect == "rejected":
        problems = rejected(expected, page)
    elif isinstance(page.outcome, Rejection):
        problems = [f"rejected: {page.outcome.reason}, {page.outcome.detail}"]
    else:
        problems = (ALWAYS | IF_NAMED | {"characters": characters})[aspect](expected, page)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.mark.parametrize(("page", "aspect"), cases(SAMPLE_ASPECTS))
def test_sample_page(page, aspect):
    check(EXPECTED[page], outcome(page), aspect)


# -- the three pages outside of the repository


def seed_expectation(name: str) -> Expected:
    """The lines that the expectation points at, put in place of their numbers."""
    rules = SEED_EXPECTED[name]
    lines = (SEEDS / name).read_text(encoding="utf-8").split("\n")
    restored = dict(enumerate(lines, start=1))
    for number, place, character in sorted(rules.get("lost", ()), reverse=True):
        restored[number] = restored[number][:place] + character + restored[number][place:]
    spellings = [[(restored[number], end) for number, end in picture] for picture in rules["captions"]]
    return {
        "title": restored[rules["title"]],
        "text": "\n\n".join(restored[number] for number in rules["text"]),
        "authors": [cut(restored, where) for where in rules["authors"]],
        "source_agency": cut(restored, rules["agency"]) if "agency" in rules else None,
        "spellings": spellings,
        "absent": [],
        "language": "en",
    } | {name: rules[name] for name in ("section", "lost", "untouched") if name in rules}


def cut(lines: dict[int, str], where: dict[str, Any]) -> str:
    rest = lines[where["line"]].removeprefix(where["after"])
    return rest.split(where["before"])[0] if "before" in where else rest


def spelt(pictures: list[list[tuple[str, int]]], given: tuple[str, ...]) -> list[str]:
    """Whether each picture's caption is one of the lines that print it, whole or up to its credit."""
    forms = [{fold(part) for line, end in lines for part in (line, line[:end])} for lines in pictures]
    fit = len(forms) == len(given) and all(fold(one) in form for one, form in zip(given, forms, strict=True))
    return [] if fit else [f"captions of {len(pictures)} pictures, given {given}"]


@cache
def seed_outcome(name: str) -> CleanedPage:
    return clean_page(RawPage(name, (SEEDS / name).read_bytes()), Config())


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not beside this repository (../shared/seeds)")
@pytest.mark.parametrize(("name", "aspect"), cases(SEED_ASPECTS))
def test_seed_page(name, aspect):
    digest = hashlib.sha256((SEEDS / name).read_bytes()).hexdigest()
    assert digest == SEED_EXPECTED[name]["sha256"], "another page than the one the line numbers were taken from"
    check(seed_expectation(name), seed_outcome(name), aspect)


def test_known_failures_name_pages_and_aspects():
    named = {(page, aspect) for page, names in KNOWN_FAILURES.items() for aspect in names}
    assert named <= {(page, aspect) for page, names in (SAMPLE_ASPECTS | SEED_ASPECTS).items() for aspect in names}
