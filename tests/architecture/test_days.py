"""Test that every verb that numbers a paper, queues a command or dates a setting asks for the day first."""

import ast
from collections.abc import Iterator, Mapping

from tests.architecture.source_tree import python_files, tree_of

WRITERS = frozenset({"enqueue", "take_number", "put_setting"})
ASKS = frozenset({"require_day", "refuse_doubt", "take_paper_number"})
EXEMPT = {
    "finish_print": "It completes a print that asked when it began; the paper is already in the printer.",
    "enqueue_missed": "It queues prints that asked when they began.",
    "new_parts": "It is a part of issue_bills, which asks first.",
    "write_receipt": "It is a part of the verbs of payments, which ask first.",
    "seal_paper": "It seals a paper whose verb asked.",
    "make_edit": "It sends an edit whose verb asked.",
    "write_value": "It writes an edit whose verb asked, or that another counter made.",
    "ensure_key": "The key of the seals has no day; it is made once.",
}


def _called(node: ast.AST) -> set[str]:
    calls = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {func.id if isinstance(func, ast.Name) else getattr(func, "attr", "") for func in calls}


def verbs_that_do_not_ask(tree: ast.Module, exempt: Mapping[str, str]) -> Iterator[str]:
    """Yield the public functions of a module that write, by themselves or by its private ones, and never ask."""
    functions = {node.name: _called(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    for name, called in functions.items():
        if name.startswith("_") or name in exempt:
            continue
        reached, found = {name}, set(called)
        while more := {one for one in found if one.startswith("_") and one in functions} - reached:
            reached |= more
            found |= set().union(*(functions[one] for one in more))
        if found & WRITERS and not found & ASKS:
            yield name


def test_every_verb_asks_for_the_day() -> None:
    files = [path for path in python_files("dealer_app") if path.parts[1] == "services"]
    assert [(str(path), name) for path in files for name in verbs_that_do_not_ask(tree_of(path), EXEMPT)] == []


def test_exempt_functions_exist() -> None:
    files = [path for path in python_files("dealer_app") if path.parts[1] == "services"]
    assert {name for path in files for name in verbs_that_do_not_ask(tree_of(path), {})} == set(EXEMPT)


def test_import_and_print_ask_for_the_day() -> None:
    for name in ("imports/run.py", "prints/prints.py"):
        (path,) = [path for path in python_files("dealer_app") if str(path).endswith(f"services/{name}")]
        assert _called(tree_of(path)) & ASKS or "refuse_doubt" in ast.dump(tree_of(path))


def test_verb_that_does_not_ask_is_found() -> None:
    tree = ast.parse("def give(unit):\n    _write(unit)\n\ndef _write(unit):\n    enqueue(unit, 'example.give', {})\n")
    assert list(verbs_that_do_not_ask(tree, {})) == ["give"]
