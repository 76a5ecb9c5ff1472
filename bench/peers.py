"""Who else finds the text of articles, each as it is called by default, on HTML and on plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from bench.wcxb import Sample
from schemas.article import Article
from schemas.config import Config, Labels
from schemas.page import RawPage
from tasks.clean import clean_page

WORD = re.compile(r"\w+")
CONFIG = Config(labels=Labels(reject_non_articles=False))
"""Every page is an article here; the verdict is measured elsewhere."""

Tool = Callable[[Sample], str]


def by_copydesk(sample: Sample) -> str:
    """The text that copydesk keeps."""
    outcome = clean_page(RawPage(f"{sample.name}.raw", sample.payload, url=sample.url), CONFIG).outcome
    return outcome.text if isinstance(outcome, Article) else ""


def by_trafilatura(sample: Sample) -> str:
    """The text that trafilatura extracts with its defaults, comments off."""
    import trafilatura  # noqa: PLC0415

    return trafilatura.extract(sample.payload, include_comments=False) or ""


def by_trafilatura_fast(sample: Sample) -> str:
    """The same without its fallbacks."""
    import trafilatura  # noqa: PLC0415

    return trafilatura.extract(sample.payload, include_comments=False, fast=True) or ""


def by_trafilatura_precision(sample: Sample) -> str:
    """The same where precision goes before recall."""
    import trafilatura  # noqa: PLC0415

    return trafilatura.extract(sample.payload, include_comments=False, favor_precision=True) or ""


def by_readability(sample: Sample) -> str:
    """What readability-lxml summarises, a line for each element that starts one."""
    from lxml import etree  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415
    from readability.readability import Unparseable  # noqa: PLC0415

    try:
        summary = Document(_characters(sample)).summary(html_partial=True)
    except (Unparseable, etree.LxmlError, ValueError):
        return ""
    return _plain(summary)


def by_resiliparse(sample: Sample) -> str:
    """What resiliparse takes for the main content."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return str(extract_plain_text(_characters(sample), main_content=True))


def _characters(sample: Sample) -> str:
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # noqa: PLC0415

    return str(bytes_to_str(sample.payload, detect_encoding(sample.payload) or "utf-8"))


def _plain(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return str(extract_plain_text(markup, main_content=False))


def by_line_rule(sample: Sample) -> str:
    """C4's rule: lines of at least five words that end in a terminal punctuation mark."""
    return "\n".join(
        line for line in _lines(sample) if len(WORD.findall(line)) >= 5 and line.rstrip().endswith(tuple('.!?"”'))
    )


def by_boilerpy3(sample: Sample) -> str:
    """Boilerpipe's article extractor; it reads HTML, so each line is a paragraph."""
    from boilerpy3.extractors import ArticleExtractor  # noqa: PLC0415

    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in _lines(sample) if line.strip())
    found: str = ArticleExtractor(raise_on_failure=False).get_content(f"<html><body>{paragraphs}</body></html>")
    return found


def _lines(sample: Sample) -> list[str]:
    return sample.payload.decode("utf-8", "replace").splitlines()


TOOLS: dict[str, dict[str, Tool]] = {
    "html": {
        "copydesk": by_copydesk,
        "trafilatura": by_trafilatura,
        "trafilatura fast": by_trafilatura_fast,
        "trafilatura precision": by_trafilatura_precision,
        "readability": by_readability,
        "resiliparse": by_resiliparse,
    },
    "text": {"copydesk": by_copydesk, "C4 line rule": by_line_rule, "boilerpy3": by_boilerpy3},
}
"""The tools by the form they read; copydesk first, and the peer that the gate knows second."""
GATED = {"html": ("copydesk", "trafilatura"), "text": ("copydesk",)}
