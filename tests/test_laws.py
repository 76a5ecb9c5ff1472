"""The laws, over sample pages, whatever corpora are there, and generated pages."""

from __future__ import annotations

import gzip
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.article import Article, Rejection
from schemas.config import Config, Labels
from schemas.label import Decision
from schemas.laid_open import LaidOpen
from schemas.page import RawPage
from schemas.repair import apply, revert
from tasks.assemble import PARAGRAPH_BREAK
from tasks.clean import lay_open
from tasks.sources import plan, read

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CORPORA = {
    "seeds": (SHARED / "seeds", "*.txt", 1),
    "wcxb": (SHARED / "corpora" / "wcxb-dev" / "html", "*.html.gz", 16),
    "trafilatura": (SHARED / "corpora" / "trafilatura-eval" / "html", "*.html.gz", 24),
    "readability": (SHARED / "corpora" / "readability-pages", "*/source.html.gz", 6),
}
"""Folder, pattern, and every how manieth file is taken: the whole corpora take minutes."""


def samples() -> list[RawPage]:
    config = Config()
    raw = ROOT / "data" / "raw"
    return [page for shard in plan(raw, config) for page in read(shard, raw, config) if isinstance(page, RawPage)]


def hold(page: LaidOpen) -> None:
    assert page.cleaned is not None
    outcome = page.cleaned.outcome
    assert isinstance(outcome, Article | Rejection)
    if isinstance(outcome, Rejection):
        assert outcome.reason
        assert outcome.detail
        assert not page.cleaned.removals
    assert page.document is None or [b.index for b in page.document.blocks] == list(range(len(page.document.blocks)))
    if page.decisions:
        conserved(page)
    for index, repairs in page.repairs.items():
        if index is not None:
            assert page.document is not None
            decoded, repaired = page.document.blocks[index].text, page.blocks[index].text
            assert apply(decoded, repairs) == repaired
            assert revert(repaired, repairs) == decoded


def conserved(page: LaidOpen) -> None:
    assert [d.block_index for d in page.decisions] == [b.index for b in page.blocks]
    for decision in page.decisions:
        evident(decision)
    assert page.cleaned is not None
    outcome = page.cleaned.outcome
    if not isinstance(outcome, Article):
        return
    pairs = zip(page.blocks, page.decisions, strict=True)
    kept = [f"{b.marker} {b.text}" if b.marker else b.text for b, d in pairs if d.kept]
    assert outcome.text == PARAGRAPH_BREAK.join(kept)
    assert outcome.paragraph_count + len(page.cleaned.removals) == len(page.blocks)
    dropped = {d.block_index for d in page.decisions if not d.kept}
    assert dropped == {removal.block_index for removal in page.cleaned.removals}
    assert outcome.removed_chars == sum(len(removal.text) for removal in page.cleaned.removals)
    assert outcome.repair_count == len(page.cleaned.repairs)


def evident(decision: Decision) -> None:
    assert decision.rule
    assert decision.evidence
    assert 0 <= decision.confidence <= 1


@pytest.mark.parametrize("raw", samples(), ids=lambda raw: raw.source_key)
def test_sample_pages_keep_the_laws(raw: RawPage) -> None:
    page = lay_open(raw)
    hold(page)
    assert asdict(page.cleaned) == asdict(lay_open(raw).cleaned)


@pytest.mark.parametrize("corpus", CORPORA)
def test_corpora_keep_the_laws(corpus: str) -> None:
    folder, pattern, step = CORPORA[corpus]
    if not folder.is_dir():
        pytest.skip(f"the corpus {corpus} is not beside this checkout")
    for path in sorted(folder.glob(pattern))[::step]:
        payload = path.read_bytes()
        hold(lay_open(RawPage(path.name, gzip.decompress(payload) if path.suffix == ".gz" else payload)))


def test_a_block_that_nobody_claims_is_recorded_as_unclaimed() -> None:
    every = tuple(rule.__name__ for rule in __import__("tasks.boilerplate", fromlist=["RULES"]).RULES)
    config = Config(labels=Labels(drop_rules=(*every, "model"), reject_non_articles=False))
    page = lay_open(RawPage("a.txt", b"A line of text that nobody is there to judge.\n\nAnother one.\n"), config)
    assert {decision.rule for decision in page.decisions} == {"unclaimed"}


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=80)
SENTENCES = st.sampled_from([
    "The council met on Tuesday and approved the plan, officials said.",
    "“We are not going to wait,” she told reporters – and left.",
    "Dont ask the mayors office about policyfrom last year, its closed.",
    "By Jane Doe",
    "Source: Reuters",
    "Share",
    "3 min read",
    "&amp;amp;amp; caf\u00c3\u00a9 \ufffd \x92",
])  # fmt: skip
LINES = st.lists(st.one_of(SENTENCES, TEXTS), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"]))
def test_generated_text_keeps_the_laws(lines: list[str], gap: str) -> None:
    hold(lay_open(RawPage("generated.txt", gap.join(lines).encode())))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "div", "li", "h2", "figcaption", "nav", "td", "blockquote"]),
            st.one_of(SENTENCES, TEXTS),
        ),
        max_size=20,
    )
)
def test_generated_html_keeps_the_laws(elements: list[tuple[str, str]]) -> None:
    body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in elements)
    hold(
        lay_open(
            RawPage("generated.html", f"<html><head><title>A title</title></head><body>{body}</body></html>".encode())
        )
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_any_bytes_end_as_article_or_rejection(payload: bytes) -> None:
    hold(lay_open(RawPage("bytes", payload)))
