"""Test that tests share fixtures and helpers in named modules: no module imports from a test module."""

import ast
from collections.abc import Iterator

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
