"""Test that every verb that the screen or the command line can call names the right that it needs."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.architecture.source_tree import python_files, tree_of

ASKS = frozenset({"require", "require_to_read"})
NO_RIGHT = {
    "approved": "It checks the colleague's PIN and right; the act inside asks for its own.",
    "check_seal": "It examines a scanned paper; the facts are on the paper.",
    "count_answers": "Counts say nothing about a customer.",
    "count_deadlines": "Counts say nothing about a customer.",
    "count_files": "Counts say nothing about a customer.",
    "count_late_call_backs": "Counts say nothing about a customer.",
    "count_open_call_backs": "Counts say nothing about a customer.",
    "count_pressing_call_backs": "Counts say nothing about a customer.",
    "count_prints": "Counts say nothing about a customer.",
    "drop_draft": "Everybody has drafts of their own forms.",
    "find_doubt": "It looks at the clock only.",
    "find_hits": "Questions hold no customer's data.",
    "find_newest_plan": "Plans hold no customer's data.",
    "find_questions": "Questions hold no customer's data.",
    "get_check_lists": "The lists of papers hold no customer's data.",
    "get_company": "The settings hold no customer's data.",
    "get_dealership": "Addresses and hours of dealerships are public.",
    "get_line_state": "It says how this counter is enrolled.",
    "get_plan": "Plans hold no customer's data.",
    "get_question": "Questions hold no customer's data.",
    "get_settings": "The settings hold no customer's data.",
    "grace_of": "It is a number of the settings.",
    "is_awaited": "Plans hold no customer's data.",
    "list_approvers": "It lists the names of the sign-in page.",
    "list_drafts": "Everybody has drafts of their own forms.",
    "list_owners": "It lists the names of the sign-in page.",
    "list_plans": "Plans hold no customer's data.",
    "list_rules": "Rules hold no customer's data.",
    "list_staff": "It lists the names of the sign-in page.",
    "list_year": "Holidays are public.",
    "mark_print": "A begun print may end after its person has left.",
    "place_of_paper": "Whoever may not find customers is told no place; the paper itself is not refused here.",
    "read_directory": "Addresses and hours of dealerships are public.",
    "save_draft": "Everybody has drafts of their own forms.",
    "sign_in": "It makes the actor.",
}
"""Verbs that name no right -> why."""


def verbs() -> Mapping[tuple[str, str], ast.FunctionDef]:
    """Return the public functions of the services whose first parameter is the unit."""
    return {
        (".".join(path.with_suffix("").parts), node.name): node
        for path in python_files("dealer_app")
        if path.parts[1] == "services"
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and _is_verb(node)
    }


def _is_verb(node: ast.FunctionDef) -> bool:
    return not node.name.startswith("_") and [argument.arg for argument in node.args.args][:1] == ["unit"]


def called_from(paths: Iterable[Path], known: Mapping[tuple[str, str], object]) -> Iterator[tuple[str, str]]:
    """Yield the verbs that modules import by name or reach through their module."""
    for path in paths:
        tree = tree_of(path)
        modules: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dealer_app.services"):
                for alias in node.names:
                    if (node.module, alias.name) in known:
                        yield str(node.module), alias.name
                    modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                key = modules.get(node.value.id, ""), node.attr
                if key in known:
                    yield key


def rightless(called: Iterable[tuple[str, str]], known: Mapping[tuple[str, str], ast.FunctionDef]) -> set[str]:
    """Return the names of the verbs that neither ask for a right nor call a function of the services that does."""
    asking = set(ASKS)
    while more := {node.name for node in known.values() if node.name not in asking and _calls(node) & asking}:
        asking |= more
    return {name for _, name in called if name not in asking}


def _calls(node: ast.FunctionDef) -> set[str]:
    called = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {func.id if isinstance(func, ast.Name) else getattr(func, "attr", "") for func in called}


def test_every_verb_names_its_right() -> None:
    known = verbs()
    paths = [path for path in python_files() if path.parts[0] == "ui" or path.parts[:2] == ("dealer_app", "cli")]
    called = set(called_from(paths, known))
    assert len(called) > len(NO_RIGHT)
    assert rightless(called, known) == set(NO_RIGHT)


def test_verb_without_a_right_is_found() -> None:
    tree = ast.parse(
        "def give(unit):\n    take(unit)\n\ndef take(unit):\n    pass\n\ndef asks(unit):\n    require(unit)\n"
    )
    known = {("m", node.name): node for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert rightless(known, known) == {"give", "take"}
