"""Test that every page declares the right without which nobody may see it."""

import ast

from tests.architecture.page_classes import page_classes

DECLARED = "needed_right"


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
