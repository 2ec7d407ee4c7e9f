"""Test the tests: no module imports from a test module, and the members of a group run in one process."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_tree import python_files, tree_of

_CONTROL = """
from tests.hub.feed.test_feed import held
from tests.hub.feed import test_feed
import tests.hub.feed.test_feed
from tests.hub.feed.reader import test_reader
from tests.hub.feed import reader
"""


def borrowed_modules(tree: ast.Module) -> Iterator[str]:
    """Yield the test modules from which a module imports."""
    modules = {".".join(path.with_suffix("").parts) for path in python_files("tests") if path.stem.startswith("test_")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name in modules)


def test_nothing_is_imported_from_a_test_module() -> None:
    found = [f"{path}: {name}" for path in python_files("tests") for name in borrowed_modules(tree_of(path))]
    assert found == []


def test_import_from_a_test_module_is_found() -> None:
    assert list(borrowed_modules(ast.parse(_CONTROL))) == ["tests.hub.feed.test_feed"] * 3


_GROUP = """
import pytest

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("n", range(8))
def test_member(n): pass
"""


def test_members_of_a_group_run_in_one_process(tmp_path: Path) -> None:
    """A version of pytest ignored the groups, and tests that share a printer ran side by side."""
    (tmp_path / "test_group.py").write_text(_GROUP, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-v", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider", "."]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    workers = {line.split("]")[0] for line in ran.stdout.splitlines() if "PASSED" in line}
    assert len(workers) == 1
    assert ran.stdout.count("PASSED") == 8
