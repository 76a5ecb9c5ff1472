"""Imported by the template process and by nobody else: cleans a page of each form, before any worker is forked.

What the libraries load at first use (language models, word lists, suffix lists) takes a second and a hundred
megabytes. Loaded here it is paid once, shared by all workers, and there at once when one is replaced.
"""

from __future__ import annotations

import gc

from trafilatura import extract

from schemas.config import Config
from schemas.page import RawPage
from tasks.boilerplate.phrases import compile_all
from tasks.clean import clean_page
from tasks.metadata.written import find_dates

_STORY = (
    "The council of Lower Marrow met on Tuesday evening and agreed, after three hours, to mend the old bridge.",
    "It didnt say who \u00e2\u20ac\u0153pays\u00e2\u20ac\u009d for it, and the mayors office would not be drawn.",
    "Work begins on Monday; the road will be closed to carts, and walkers will cross by the mill until the spring.",
    "Several members had asked for a ferry instead, which would have cost a third and carried nobody in the winter.",
)
_HEAD = ("Bridge to be mended", "By Ada Quill", "23 November 2026")
_HTML = "".join(f"<p>{line}</p>" for line in (*_HEAD[1:], *_STORY))
_PAGES = (
    f"<html><head><title>{_HEAD[0]}</title></head><body><article><h1>{_HEAD[0]}</h1>{_HTML}</article></body></html>",
    "\n\n".join((*_HEAD, *_STORY, "Source: Marrow News")),
)

_LANGUAGES = "ar cs da de el es fi fr hu it nl no pl pt ro ru sv tr uk".split()
"""Many pages are written in these: the names of their months are read from a file a language."""

_GC_OBJECTS = 100_000
"""New objects that start a search for circles among them (Python's own number is 700). Nearly all that a page leaves
goes by itself: over 500 pages no circle was found, and the search took 0.4 ms a page."""

compile_all()
for _language in _LANGUAGES:
    list(find_dates(_HEAD[2], _language))
extract(f"<html><body><p>{_STORY[0]}</p></body></html>")  # of so little it asks justext, which loads many word lists
for _page in _PAGES:
    clean_page(RawPage("warm-up", _page.encode(), url="https://news.example.co.uk/2026/11/23/bridge"), Config())
gc.set_threshold(_GC_OBJECTS)
gc.collect()
gc.freeze()  # what is loaded now stays: no collection looks through it again, nor copies it into a worker's own memory
