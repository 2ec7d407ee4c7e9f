"""Find the classes of all pages in the source."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.source_tree import python_files, tree_of

BASES = {"Page", "FormPage"}


def page_classes(trees: Iterable[ast.Module] | None = None) -> dict[str, ast.ClassDef]:
    """Return the class of every page by its name."""
    trees = trees or [tree_of(path) for path in python_files("ui") if path.is_relative_to(Path("ui/pages"))]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {node.name: node for node in nodes if {ast.unparse(base) for base in node.bases} & BASES}
