"""Test that every page declares the right without which nobody may see it."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.source_tree import python_files, tree_of

BASES = {"Page", "FormPage"}
DECLARED = "needed_right"


def page_classes(trees: Iterable[ast.Module] | None = None) -> dict[str, ast.ClassDef]:
    """Return the class of every page by its name."""
    trees = trees or [tree_of(path) for path in python_files("ui") if path.is_relative_to(Path("ui/pages"))]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {node.name: node for node in nodes if {ast.unparse(base) for base in node.bases} & BASES}


def undeclared(pages: dict[str, ast.ClassDef]) -> list[str]:
    """Return the pages that do not say which right they need."""
    return [name for name, node in pages.items() if DECLARED not in {_target(statement) for statement in node.body}]


def _target(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Assign):
        return ast.unparse(statement.targets[0])
    return ast.unparse(statement.target) if isinstance(statement, ast.AnnAssign) else ""


def test_every_page_declares_its_right() -> None:
    pages = page_classes()
    assert len(pages) > 20
    assert undeclared(pages) == []


def test_page_without_a_right_is_found() -> None:
    tree = ast.parse("class A(Page):\n    pass\n\nclass B(Page):\n    needed_right = None\n")
    assert undeclared(page_classes([tree])) == ["A"]
