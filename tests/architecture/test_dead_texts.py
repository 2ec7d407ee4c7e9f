"""Test that every Persian text is used somewhere."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.architecture.source_tree import python_files, tree_of

PLACES = (("ui", "texts"), ("resources", "texts"))


def texts_of(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module of texts defines."""
    for node in tree.body:
        for target in _targets(node):
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (part.id for part in parts if isinstance(part, ast.Name))


def _targets(node: ast.stmt) -> list[ast.expr]:
    if isinstance(node, ast.AnnAssign):
        return [node.target]
    return node.targets if isinstance(node, ast.Assign) else []


def uses_in(name: str, tree: ast.Module, modules: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (module of texts, text) of every text that the module ``name`` uses."""
    known = set(modules)
    called: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if node.module in known:
                    yield node.module, alias.name
                called[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in called:
            yield called[node.value.id], node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield name, node.id


def dead(texts: Mapping[str, ast.Module], others: Mapping[str, ast.Module]) -> list[str]:
    """Return the texts that neither their own module nor any of the others uses."""
    used = {use for name, tree in {**others, **texts}.items() for use in uses_in(name, tree, texts)}
    return sorted(
        f"{name}.{text}" for name, tree in texts.items() for text in texts_of(tree) if (name, text) not in used
    )


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def test_every_text_is_used() -> None:
    trees = {module_of(path): tree_of(path) for path in python_files() if path.parts[0] != "tests"}
    texts = {name: tree for name, tree in trees.items() if tuple(name.split(".")[:2]) in PLACES}
    assert len(texts) > 30
    assert dead(texts, trees) == []


def test_dead_text_is_found() -> None:
    texts = {"ui.texts.one": ast.parse('A, B = "a", "b"\nC = "c"\nD: str = f"{C}"\nE = "e"')}
    others = {
        "page": ast.parse("from ui.texts import one as words\nwords.A"),
        "other": ast.parse("from ui.texts.one import E\nfrom elsewhere import words\nwords.B"),
    }
    assert dead(texts, others) == ["ui.texts.one.B", "ui.texts.one.D"]
