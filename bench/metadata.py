"""Title, authors and publication day: copydesk beside trafilatura and htmldate, on the same pages in one run.

    python bench/metadata.py [--corpora ../shared/corpora] [--pages N] [--errors title|authors|day] [--tool NAME]

Measures: a title is near-exact when its words match the truth's with a ratio of at least 0.9; authors are scored by F1
over names without case, accents and punctuation, summed over the pages; a day is right when it is the truth's; ours is
the one of `published_day`, as the page writes it. Each is taken over the pages whose truth has that field.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

import htmldate
import trafilatura.metadata
from lxml import html as lxml_html

from schemas.config import Config, Labels
from schemas.page import RawPage
from tasks.clean import lay_open

ROOT = Path(__file__).resolve().parent.parent
NEAR = 0.9
CONFIG = Config(labels=Labels(reject_non_articles=False))
"""What is measured is the metadata, whatever the judgement of the page."""
FETCHED_AT = datetime(2026, 4, 1, tzinfo=UTC)
"""Later than every page of the corpora: for the tools that ask for an upper bound, and nothing else."""


@dataclass(frozen=True)
class Page:
    """A page with what its truth says; None where it says nothing."""

    name: str
    url: str | None
    payload: bytes
    title: str | None
    authors: tuple[str, ...] | None
    day: str | None


@dataclass(frozen=True)
class Answer:
    """What a tool says of a page."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    day: str | None = None


@dataclass
class Score:
    """Counts of one tool on one corpus."""

    titles: int = 0
    titled: int = 0
    right: int = 0
    said: int = 0
    true: int = 0
    days: int = 0
    near_days: int = 0
    said_days: int = 0
    dated: int = 0
    seconds: float = 0.0
    wrong: dict[str, list[str]] = field(default_factory=lambda: {"title": [], "authors": [], "day": []})

    def add(self, page: Page, answer: Answer) -> None:
        """Count one page, and keep a line for each of its errors."""
        if page.title:
            self.titled += 1
            self.titles += near(answer.title, page.title)
            self._note("title", page, answer.title, page.title, right=near(answer.title, page.title))
        if page.authors is not None:
            said, true = set(map(name_key, answer.authors)), set(map(name_key, page.authors))
            self.right, self.said, self.true = (
                self.right + len(said & true),
                self.said + len(said),
                self.true + len(true),
            )
            self._note("authors", page, answer.authors, page.authors, right=said == true)
        if page.day:
            self.dated += 1
            self.said_days += answer.day is not None
            self.days += answer.day == page.day
            self.near_days += answer.day is not None and days_apart(answer.day, page.day) <= 1
            self._note("day", page, answer.day, page.day, right=answer.day == page.day)

    def _note(self, kind: str, page: Page, said: object, true: object, *, right: bool) -> None:
        if not right:
            self.wrong[kind].append(f"{page.name} {page.url or ''}\n    said {said}\n    true {true}")

    def row(self, tool: str) -> str:
        """The tool's line in the table."""
        f1 = 2 * self.right / (self.said + self.true) if self.said + self.true else 0.0
        shares = [self.titles / max(1, self.titled), f1, self.right / max(1, self.said), self.right / max(1, self.true)]
        shares += [count / max(1, self.dated) for count in (self.days, self.near_days, self.said_days)]
        return f"{tool:<12}" + "".join(f"{share:>9.3f}" for share in shares) + f"{self.seconds:>9.1f}"


COLUMNS = ("title", "auth F1", "auth P", "auth R", "day", "day+-1", "dated", "s")
HEAD = f"{'':<12}" + "".join(f"{name:>9}" for name in COLUMNS)


def words(text: str | None) -> str:
    """Lower-case words with a blank between them."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").casefold()))


def near(said: str | None, true: str) -> bool:
    """Whether two titles read nearly the same."""
    one, other = words(said), words(true)
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR


def name_key(name: str) -> str:
    """A name without case, accents, punctuation and doctor's title."""
    bare = re.sub(r"^(?:dr|prof)\b\.?\s", "", name.casefold())
    return "".join(char for char in unicodedata.normalize("NFKD", bare) if char.isalnum())


def days_apart(one: str, other: str) -> int:
    """Days between two ISO dates."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def listed(author: str) -> tuple[str, ...]:
    """The truth's one string as names: it parts them by comma, "and", "&" or a stroke."""
    parts = re.split(r",\s(?:and\s)?|\sand\s|\s&\s|;\s|\s\|\s", author)
    return tuple(part.strip() for part in parts if part.strip() and not re.fullmatch(r"[A-Z.\s]{2,12}\d*", part))


def wcxb(folder: Path) -> Iterator[Page]:
    """The articles of WCXB's development split."""
    for path in sorted((folder / "truth").glob("*.json")):
        truth = json.loads(path.read_text())
        if truth["page_type"] == "article":
            payload = gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())
            authors = listed(truth["author"]) if truth["author"] else None
            day = truth["publish_date"] if len(truth["publish_date"] or "") == len("2024-01-01") else None
            yield Page(path.stem, truth["url"], payload, truth["title"], authors, day)


def readability(folder: Path) -> Iterator[Page]:
    """Readability's test pages; their title, byline and time are what that tool should give."""
    for path in sorted(folder.glob("*/expected-metadata.json")):
        truth = json.loads(path.read_text())
        payload = gzip.decompress((path.parent / "source.html.gz").read_bytes())
        lines = (truth.get("byline") or "").strip().splitlines()
        authors = listed(re.sub(r"^(?:by:?|par|por)\s", "", lines[0].strip(), flags=re.IGNORECASE)) if lines else None
        day = (truth.get("publishedTime") or "")[:10]
        yield Page(path.parent.name, None, payload, truth["title"], authors, day if day[:4].isdecimal() else None)


def copydesk(page: Page) -> Answer:
    """The whole way of the page."""
    meta = lay_open(RawPage(page.name, page.payload, url=page.url), CONFIG).metadata
    return Answer(meta.title, meta.authors, str(meta.published.day) if meta.published else None)


def with_trafilatura(page: Page) -> Answer:
    """Trafilatura's own metadata step."""
    found = trafilatura.metadata.extract_metadata(page.payload.decode("utf-8", "replace"), default_url=page.url)
    authors = tuple(part.strip() for part in (found.author or "").split(";") if part.strip())
    return Answer(found.title, authors, found.date)


def with_htmldate(page: Page) -> Answer:
    """Htmldate, asked for the original date."""
    tree = lxml_html.document_fromstring(page.payload, parser=lxml_html.HTMLParser(encoding="utf-8"))
    found = htmldate.find_date(tree, original_date=True, url=page.url, max_date=FETCHED_AT)
    return Answer(day=found)


TOOLS: dict[str, Callable[[Page], Answer]] = {
    "copydesk": copydesk,
    "trafilatura": with_trafilatura,
    "htmldate": with_htmldate,
}
CORPORA: dict[str, Callable[[Path], Iterator[Page]]] = {"wcxb-dev": wcxb, "readability-pages": readability}


def main() -> None:
    """Print one table a corpus, and the errors that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--corpus", choices=CORPORA, help="only this one")
    parser.add_argument("--tool", choices=TOOLS, action="append", help="only these")
    parser.add_argument("--pages", type=int, default=None, help="only the first N pages of each corpus")
    parser.add_argument("--errors", choices=("title", "authors", "day"), help="print copydesk's errors of this kind")
    options = parser.parse_args()
    for name in [options.corpus] if options.corpus else CORPORA:
        measure(name, CORPORA[name](options.corpora / name), options.tool or list(TOOLS), options)


def measure(name: str, pages: Iterator[Page], tools: list[str], options: argparse.Namespace) -> None:
    """One corpus, all tools on each page in turn."""
    scores = {tool: Score() for tool in tools}
    for page in islice(pages, options.pages):
        for tool, score in scores.items():
            begun = time.perf_counter()
            answer = TOOLS[tool](page)
            score.seconds += time.perf_counter() - begun
            score.add(page, answer)
    first = scores[tools[0]]
    print(f"\n{name}: {first.titled} titles, {first.true} authors, {first.dated} days\n{HEAD}")
    for tool, score in scores.items():
        print(score.row(tool))
    for line in first.wrong[options.errors] if options.errors else ():
        print(line)


if __name__ == "__main__":
    main()
