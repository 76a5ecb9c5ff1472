"""The hostile server for all tests of collecting; `hostile` is a package beside this file."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hostile.names import Names
from hostile.server import ALLOWED, FORBIDDEN, HostileServer

from schemas.collect import Collecting


@pytest.fixture(scope="session")
def hostile() -> Iterator[HostileServer]:
    """One server for the session. Tests that look at what it saw look for paths of their own."""
    with HostileServer() as server:
        yield server


@pytest.fixture
def names() -> Names:
    """Two hosts that may be asked, and some that may not."""
    return Names(
        {
            "a.test": (ALLOWED,),
            "b.test": (ALLOWED,),
            "inside.test": (FORBIDDEN,),
            "mixed.test": (ALLOWED, FORBIDDEN),
            "turning.test": [(ALLOWED,), (FORBIDDEN,)],
            ".example.test": (ALLOWED,),
        }
    )


@pytest.fixture
def collecting() -> Collecting:
    """127.0.0.1 is allowed, and no other address of this machine."""
    return Collecting.model_validate({"contact": "tests@example.org", "allow_networks": [f"{ALLOWED}/32"]})
