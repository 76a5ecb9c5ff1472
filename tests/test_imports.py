"""The house's law: flows -> tasks -> schemas, never the other way, and Prefect and the terminal in flows only."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {"schemas": {"schemas"}, "tasks": {"schemas", "tasks"}, "flows": {"schemas", "tasks", "flows"}}
FLOORS = set(MAY_IMPORT)
ONLY_IN_FLOWS = {"prefect", "typer", "rich", "click", "jinja2"}
MODULES = [path for floor in sorted(FLOORS) for path in sorted((ROOT / floor).rglob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    """Top-level names that a module imports anywhere, inside functions and strings of `TYPE_CHECKING` too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_arrow_runs_up(path):
    floor = path.relative_to(ROOT).parts[0]
    assert set(imports(path)) & FLOORS <= MAY_IMPORT[floor]


@pytest.mark.parametrize("path", [path for path in MODULES if path.relative_to(ROOT).parts[0] != "flows"], ids=str)
def test_prefect_and_the_terminal_live_in_flows(path):
    assert not set(imports(path)) & ONLY_IN_FLOWS


@pytest.mark.parametrize("name", ["tasks", "schemas", "flows", "prefect"])
def test_nothing_in_flows_shadows_a_package(name):
    # Prefect puts flows/ first on sys.path: such a file would stand in for the package
    assert not (ROOT / "flows" / f"{name}.py").exists()
    assert not (ROOT / "flows" / name).exists()


def test_no_module_in_flows_shadows_one_of_the_standard_library_or_of_a_dependency():
    ours = {path.stem for path in (ROOT / "flows").glob("*.py")} - {"__init__"}
    assert not ours & (set(sys.stdlib_module_names) | ONLY_IN_FLOWS | {"markdown", "yaml", "attr", "config"})


@pytest.mark.parametrize(
    ("module", "unwelcome"),
    [
        ("tasks.workers", {"prefect", "pyarrow", "pandas", "typer", "rich"}),  # what a worker process loads
        ("tasks.clean", {"prefect", "pyarrow", "pandas", "typer", "rich"}),
        ("flows.cli", {"prefect", "pyarrow", "trafilatura", "lxml"}),  # --help answers at once
        ("flows.columns", {"prefect", "trafilatura", "lxml"}),  # `schema`
        ("flows.commands", {"prefect"}),  # `backfill --plain`
        ("flows.explain_page", {"prefect", "pyarrow"}),  # `explain`
        ("flows.environment", {"prefect"}),  # set before Prefect is imported
    ],
)
def test_what_is_loaded_stays_small(module, unwelcome):
    code = f"import sys, {module}; print(*sorted({unwelcome!r} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert loaded.split() == []
