"""Test that the screen knows the type of a unit of work: no module of ui calls it ``Any``."""

import ast

from tests.architecture.source_tree import python_files, tree_of


def test_ui_never_calls_the_unit_any() -> None:
    assert not [f"{path}:{line}" for path in python_files("ui") for line in _untyped_units(tree_of(path))]


def test_untyped_unit_is_found() -> None:
    source = "Unit = Any\nUnit: TypeAlias = typing.Any\nUnit = int\nOther = Any\n"
    assert _untyped_units(ast.parse(source)) == [1, 2]


def _untyped_units(tree: ast.Module) -> list[int]:
    """Return the lines that assign ``Any`` to the name Unit."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            if "Unit" in names and ast.unparse(node.value).split(".")[-1] == "Any":
                found.append(node.lineno)
    return found
