"""Every read and write of the screen is a function of ui/operations: nothing above or below it names a lane."""

import ast
from pathlib import Path

from tests.architecture.source_tree import python_files, tree_of

LANES = {f"run_{lane}" for lane in ("read", "write", "slow", "network", "desktop", "unopened")}
FOLDERS = ("pages", "shell", "sticks", "widgets", "forms", "tables")


def test_only_operations_use_the_lanes() -> None:
    files = [path for path in python_files("ui") if path.parts[1] in FOLDERS]
    assert {path.parts[1] for path in files} == set(FOLDERS)
    assert not [f"{path}:{line}" for path in files for line in _uses_of_lanes(tree_of(path))]


def test_a_use_of_a_lane_is_found() -> None:
    source = "self._tasks.run_read(self, work, done)\nstart = tasks.run_slow\noperations.run_import(page)\n"
    assert _uses_of_lanes(ast.parse(source)) == [1, 2]


def test_operations_use_the_lanes() -> None:
    assert _uses_of_lanes(tree_of(Path("ui/operations/base.py")))


def _uses_of_lanes(tree: ast.Module) -> list[int]:
    """Return the lines that name a method of Tasks that starts work."""
    return sorted(node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in LANES)
