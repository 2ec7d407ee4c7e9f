"""Test that no module imports itself through others, late and typed imports included."""

import ast
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from graphlib import CycleError, TopologicalSorter

from tests.architecture.source_tree import python_files, tree_of


def cycle_in(graph: Mapping[str, AbstractSet[str]]) -> list[str]:
    """Return the modules of one import cycle in their order, an empty list if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle
    return []


def import_graph() -> dict[str, set[str]]:
    """Return each module of the product with the modules that it imports anywhere in its text."""
    modules = {_name(path.with_suffix("").parts): path for path in python_files("dealer_app", "ui", "resources")}
    return {name: {found for found in _imported(tree_of(path)) if found in modules} for name, path in modules.items()}


def test_no_import_cycle() -> None:
    assert cycle_in(import_graph()) == []


def test_cycle_is_found() -> None:
    graph = import_graph()
    graph["dealer_app.domain.ids"] |= {"dealer_app.domain.money"}
    assert {"dealer_app.domain.ids", "dealer_app.domain.money"} <= set(cycle_in(graph))


def _name(parts: tuple[str, ...]) -> str:
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.Module) -> set[str]:
    """Return every name that may be an imported module: ``a.b`` and ``a.b.c`` for ``from a.b import c``."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
