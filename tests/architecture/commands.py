"""Find in the source which commands the counter writes."""

import ast
from collections.abc import Iterator, Mapping


def commands_written(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield (kind, version) of every command that a module enqueues; an unreadable one is ("?", line)."""
    tables = {
        node.targets[0].id: [value.value for value in node.value.values if isinstance(value, ast.Constant)]
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Dict)
    }
    for call in calls_of(tree, {"enqueue": 1}):
        named = call.args[1]
        version = next((one.value.value for one in call.keywords if one.arg == "kind_version"), 1)  # type: ignore[attr-defined]
        if isinstance(named, ast.Constant):
            yield str(named.value), version
        elif isinstance(named, ast.Subscript) and isinstance(named.value, ast.Name) and named.value.id in tables:
            yield from ((str(kind), version) for kind in tables[named.value.id])
        else:
            yield "?", call.lineno


def calls_of(tree: ast.Module, places: Mapping[str, int]) -> Iterator[ast.Call]:
    """Yield the calls of the functions in ``places`` (name -> place of the argument that must be given)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in places and len(node.args) > places[name_of(node)]:
            yield node


def name_of(call: ast.Call) -> str:
    """Return the name of the function that is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
