"""Test that every verb that the screen or the command line can call names the right that it needs."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tests.architecture.source_tree import python_files, tree_of

ASKS = frozenset({"require", "require_to_read"})
ROOTS = {("dealer_app", "cli"), ("dealer_app", "documents")}
"""Besides the screen, what calls verbs for a person: the command line, and the papers."""
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
    "finish_print": "A begun print may end after its person has left.",
    "get_address": "Addresses and hours of dealerships are public.",
    "get_brochure": "Plans hold no customer's data.",
    "get_check_lists": "The lists of papers hold no customer's data.",
    "get_company": "The settings hold no customer's data.",
    "get_dealership": "Addresses and hours of dealerships are public.",
    "get_line_state": "It says how this counter is enrolled.",
    "get_plan": "Plans hold no customer's data.",
    "get_question": "Questions hold no customer's data.",
    "get_settings": "The settings hold no customer's data.",
    "grace_of": "It is a number of the settings.",
    "is_awaited": "Plans hold no customer's data.",
    "issue_drawable": "The verb of each paper asks.",
    "list_approvers": "It lists the names of the sign-in page.",
    "list_drafts": "Everybody has drafts of their own forms.",
    "list_owners": "It lists the names of the sign-in page.",
    "list_plans": "Plans hold no customer's data.",
    "list_rules": "Rules hold no customer's data.",
    "list_staff": "It lists the names of the sign-in page.",
    "list_year": "Holidays are public.",
    "mark_print": "A begun print may end after its person has left.",
    "place_of_paper": "Whoever may not find customers is told no place; the paper itself is not refused here.",
    "next_stamp": "It names the person on duty only.",
    "preview_paper": "The verb of each paper asks.",
    "read_directory": "Addresses and hours of dealerships are public.",
    "save_draft": "Everybody has drafts of their own forms.",
    "sign_in": "It makes the actor.",
}
"""Verbs that name no right -> why."""


Key = tuple[str, str]
"""The module of a verb, and its name."""


def verbs() -> Mapping[Key, ast.FunctionDef]:
    """Return the public functions of services and documents whose first parameter is the unit."""
    return {key: node for key, node in functions().items() if _is_verb(node)}


def functions() -> dict[Key, ast.FunctionDef]:
    """Return every function of the modules of services and documents."""
    return {
        (".".join(path.with_suffix("").parts), node.name): node
        for path in python_files("dealer_app")
        if path.parts[1] in {"services", "documents"}
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
    }


def _is_verb(node: ast.FunctionDef) -> bool:
    return not node.name.startswith("_") and [argument.arg for argument in node.args.args][:1] == ["unit"]


def called_from(tree: ast.AST, module: str) -> Iterator[Key]:
    """Yield what a tree calls or names: imported by name, reached through its module, or of its own module."""
    names: dict[str, Key] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: (str(node.module), alias.name) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield _origin(names.get(node.id, (module, node.id)))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            yield _origin((".".join(names[node.value.id]), node.attr))


def _origin(key: Key) -> Key:
    """Return where a name is defined that a module passes on (``__all__``)."""
    while (beyond := _passed_on().get(key)) is not None and beyond != key:
        key = beyond
    return key


@cache
def _passed_on() -> dict[Key, Key]:
    return {
        (".".join(path.with_suffix("").parts), alias.asname or alias.name): (str(node.module), alias.name)
        for path in python_files("dealer_app")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def rightless(called: Iterable[Key], calls: Mapping[Key, set[Key]]) -> set[str]:
    """Return the names of the verbs that neither ask for a right nor call a function that does."""
    asking = {key for key, inner in calls.items() if any(name in ASKS for _, name in inner)}
    while more := {key for key, inner in calls.items() if key not in asking and inner & asking}:
        asking |= more
    return {key[1] for key in called if key not in asking}


def _calls() -> dict[Key, set[Key]]:
    trees = {".".join(path.with_suffix("").parts): tree_of(path) for path in python_files("dealer_app")}
    imports = {
        module: [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)] for module, tree in trees.items()
    }
    return {
        (module, name): set(called_from(ast.Module([*imports[module], node], []), module))
        for (module, name), node in functions().items()
    }


def test_every_verb_names_its_right() -> None:
    known = verbs()
    paths = [path for path in python_files() if path.parts[0] == "ui" or path.parts[:2] in ROOTS]
    called = {key for path in paths for key in called_from(tree_of(path), "") if key in known}
    assert len(called) > len(NO_RIGHT)
    assert rightless(called, _calls()) == set(NO_RIGHT)


def test_verb_without_a_right_is_found() -> None:
    """A method of the same name as a verb that asks says nothing about this verb."""
    tree = ast.parse(
        "from other import far\nimport m\n"
        "def give(unit):\n    take(unit)\n    unit.session.asks()\n\n"
        "def take(unit):\n    pass\n\n"
        "def asks(unit):\n    require(unit)\n\n"
        "def passes(unit):\n    asks(unit)\n\n"
        "def goes(unit):\n    far(unit)\n"
    )
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    calls = {
        ("m", node.name): set(called_from(ast.Module([*imports, node], []), "m"))
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    calls["other", "far"] = {("m", "asks")}
    assert rightless([key for key in calls if key[0] == "m"], calls) == {"give", "take"}
