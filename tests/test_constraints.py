"""constraints.txt makes an installation repeatable: exact, within pyproject's bounds, and silent about hosts."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
NEEDED = [*PROJECT["dependencies"], *(line for line in EXTRAS if Requirement(line).name != PROJECT["name"])]


@pytest.mark.parametrize("line", LINES)
def test_each_line_is_one_exact_version_without_an_address(line):
    assert re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.+]*( ; \(?[a-z_]+ .+)?", line)
    assert "//" not in line
    assert "@" not in line


@pytest.mark.parametrize("text", NEEDED)
def test_what_the_project_needs_is_pinned_within_its_bounds(text):
    need = Requirement(text)
    pins = [Requirement(line) for line in LINES]
    pinned = [pin for pin in pins if canonicalize_name(pin.name) == canonicalize_name(need.name)]
    assert pinned, f"{need.name} is missing: make constraints"
    for pin in pinned:
        (version,) = pin.specifier
        assert need.specifier.contains(version.version), f"{pin} is outside of {need}: make constraints"
