"""Test that every read and write of the screen is a function of ui/operations and that no other module names a lane."""

import ast
from pathlib import Path

from tests.architecture.source_tree import python_files, tree_of

LANES = {f"run_{lane}" for lane in ("read", "write", "slow", "network", "desktop", "unopened")}
FOLDERS = ("pages", "shell", "sticks", "widgets", "forms", "tables")


def test_only_operations_use_the_lanes() -> None:
    files = [path for path in python_files("ui") if path.parts[1] in FOLDERS]
    assert {path.parts[1] for path in files} == set(FOLDERS)
    assert not [f"{path}:{line}" for path in files for line in _uses_of_lanes(tree_of(path))]


def test_use_of_a_lane_is_found() -> None:
    source = "self._tasks.run_read(self, work, done)\nstart = tasks.run_slow\noperations.run_import(page)\n"
    assert _uses_of_lanes(ast.parse(source)) == [1, 2]


def test_operations_use_the_lanes() -> None:
    assert _uses_of_lanes(tree_of(Path("ui/operations/base.py")))


def _uses_of_lanes(tree: ast.Module) -> list[int]:
    """Return the lines that name a method of Tasks that starts work."""
    return sorted(node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in LANES)


def test_no_operation_hides_its_work_in_a_nested_function() -> None:
    assert not [f"{path}:{line}" for path in python_files("ui") for line in _nested_work(tree_of(path))]


def test_nested_work_is_found() -> None:
    source = "def save(page):\n    def work(unit: Unit): ...\n    read(page, done, work)\ndef _save(unit: Unit): ...\n"
    assert _nested_work(ast.parse(source)) == [2]


def _nested_work(tree: ast.Module) -> list[int]:
    """Return the lines of nested functions that take a unit of work or the desktop."""
    return [
        inner.lineno
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.FunctionDef) and inner is not outer and _takes_work(inner)
    ]


def _takes_work(function: ast.FunctionDef) -> bool:
    first = function.args.args[0].annotation if function.args.args else None
    return isinstance(first, ast.Name) and first.id in {"Unit", "Desktop"}
