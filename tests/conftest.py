"""What all tests share: a home of its own for Prefect, and a small raw folder."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from flows.environment import prepare

settings.register_profile("copydesk", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("copydesk")

LONGEST_NAME = 80  # bytes of a case that stand in its test's name
PREFECT_HOME = tempfile.mkdtemp(prefix="copydesk-prefect-")


def pytest_configure() -> None:
    """Set Prefect's environment before any test module imports it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # in the background of a shell; what is started inherits it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["PREFECT_HOME"] = PREFECT_HOME
    os.environ.pop("PREFECT_API_URL", None)
    prepare()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Packed bytes hold the second of their packing (packed twice, their length tells it too): a name must not."""
    return "bytes" if isinstance(val, bytes) and (b"\x1f\x8b" in val or len(val) > LONGEST_NAME) else None


def pytest_unconfigure() -> None:
    shutil.rmtree(PREFECT_HOME, ignore_errors=True)


STORY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav><a href="/">Home</a> <a href="/town">Town</a></nav><article><h1>{title}</h1><p class="byline">By Ada Quill</p>
<p>The council of {town} met on Tuesday evening and agreed, after three hours, to mend the old bridge before winter.</p>
<p>The mayor said that the town\u2019s purse would bear it, and that nobody would have to pay more for it this year.</p>
<p>Work begins on Monday; the road will be closed to carts, and walkers will cross by the mill until the spring.</p>
</article><footer>All rights reserved. Share this article</footer></body></html>"""


def story(title: str, town: str = "Lower Marrow") -> bytes:
    """An invented page of news."""
    return STORY.format(title=title, town=town).encode()


PAGES = {
    "capture_date=2026-11-22/bridge.html": story("Bridge to be mended"),
    "capture_date=2026-11-22/empty.html": b"<html><body></body></html>",
    "capture_date=2026-11-23/well.html": story("Well runs dry", town="Upper Marrow"),
    "saved/fair.html": story("Fair opens <b>early</b> | at last", town="Nether Marrow"),
}


def write_raw(root: Path) -> Path:
    for path, payload in PAGES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(payload)
    return root


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder with two days and one undated page."""
    return write_raw(tmp_path / "raw")


@pytest.fixture(name="write_raw", scope="session")
def write_raw_fixture():
    return write_raw


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture(name="story", scope="session")
def story_fixture():
    return story


@pytest.fixture(name="tree")
def tree_fixture():
    return tree
