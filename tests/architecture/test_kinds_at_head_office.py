"""Test that every command of a counter and every kind of row at head office is declared once and completely."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dealer_app.hub.commands.kinds import KINDS, Kind
from dealer_app.hub.commands.row_kinds import BEARERS, LINKS, ROW_KINDS, RowKind
from dealer_app.protocol.money import PAYMENT_KINDS
from dealer_app.protocol.schemas.bodies import BODIES
from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.protocol.schemas.fields import Record
from dealer_app.store.tables.leases import KINDS as LEASES
from dealer_app.sync.apply.kinds import KINDS as COUNTER_KINDS
from tests.architecture.commands import calls_of, commands_written, name_of
from tests.architecture.source_tree import python_files, tree_of

_WRITERS = {"put": 0, "row": 0, "has": 0, "Published": 0, "write_paper": 2}
"""Function of head office -> the position of the argument that names a kind of row."""


def rows_named(tree: ast.Module) -> set[str]:
    """Return the kinds of rows that a module names in a call that reads or writes one."""
    named = (call.args[_WRITERS[name_of(call)]] for call in calls_of(tree, _WRITERS))
    return {arg.value for arg in named if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def command_problems(written: Iterable[tuple[str, int]], kinds: Mapping[str, Kind]) -> list[str]:
    """Return the commands that head office could not read."""
    return [
        f"{name} version {version}: no declaration reads it"
        for name, version in sorted(set(written))
        if name not in kinds or version not in kinds[name].versions
    ]


def row_problems(named: Iterable[str], kinds: Mapping[str, RowKind]) -> list[str]:
    """Return the problems in the declarations of rows."""
    unknown = [f"{name}: no such kind of row" for name in sorted({*named} - {*kinds})]
    return unknown + [problem for name, kind in kinds.items() for problem in _problems_of(name, kind)]


def _problems_of(name: str, kind: RowKind) -> Iterator[str]:
    if bool(kind.belongs_to) == bool(kind.stays):
        yield f"{name}: needs either what it belongs to or a reason why it stays"
    if kind.belongs_to and kind.belongs_to not in LINKS:
        yield f"{name}: belongs to {kind.belongs_to}, which LINKS does not know"


def _all_commands() -> list[tuple[str, int]]:
    return [found for path in python_files("dealer_app") for found in commands_written(tree_of(path))]


def _all_rows() -> set[str]:
    files = [path for path in python_files("dealer_app") if path.parts[1] == "hub"]
    return set().union(*(rows_named(tree_of(path)) for path in files)) | {kind.row for kind in KINDS.values()}


def test_every_command_of_the_counter_is_declared() -> None:
    assert command_problems(_all_commands(), KINDS) == []
    assert {name for name, _ in _all_commands()} >= PAYMENT_KINDS


def test_every_kind_of_row_is_declared() -> None:
    assert row_problems(_all_rows(), ROW_KINDS) == []


def schema_problems(kinds: Mapping[str, Kind], bodies: Mapping[str, Mapping[int, Record]]) -> list[str]:
    """Return the commands whose fields are not declared for both sides, or that take a body without parsing it."""
    known = {name for name, kind in kinds.items() if dict(kind.bodies) == bodies.get(name)}
    empty = sorted(name for name, kind in kinds.items() if not all(one.fields for one in kind.bodies.values()))
    return [
        *(f"{name}: its bodies are not those of the protocol" for name in sorted({*kinds, *bodies} - known)),
        *(f"{name}: a body without fields" for name in empty),
    ]


def test_every_command_and_every_row_declares_its_fields() -> None:
    assert schema_problems(KINDS, BODIES) == []
    assert set(DOCS) == set(ROW_KINDS)


def test_command_whose_fields_are_not_declared_is_found() -> None:
    spoiled = {**KINDS, "bill.void": replace(KINDS["bill.void"], bodies={1: Record({})})}
    assert schema_problems(spoiled, BODIES) == [
        "bill.void: its bodies are not those of the protocol",
        "bill.void: a body without fields",
    ]


def test_both_sides_declare_the_same_kinds_of_rows() -> None:
    assert set(ROW_KINDS) == set(COUNTER_KINDS)


def test_rows_that_leave_with_an_order_are_compared() -> None:
    leaving = {name for name, kind in ROW_KINDS.items() if kind.belongs_to} | {"customer", "order"}
    assert {name for name in leaving if not COUNTER_KINDS[name].is_own} == set()


def test_every_leased_number_belongs_to_a_kind_of_row() -> None:
    part_of_a_bill_id = {"bill_file"}
    assert set(LEASES) - part_of_a_bill_id == set(BEARERS)


def test_leased_kinds_keep_their_positions() -> None:
    # Head office stores ranges by the position of their kind: append a kind here too, never insert, move or remove one.
    assert LEASES == ("registration", "invitation", "bill", "bill_file", "receipt", "visit", "request")


def test_command_without_a_declaration_is_found() -> None:
    tree = ast.parse('KINDS = {"a": "example.open"}\nenqueue(unit, KINDS[x], {})\nenqueue(unit, "bill.issue", {})\n')
    assert command_problems(commands_written(tree), KINDS) == ["example.open version 1: no declaration reads it"]


def test_unknown_version_of_a_command_is_found() -> None:
    tree = ast.parse('enqueue(unit, "bill.issue", {}, kind_version=3)\n')
    assert command_problems(commands_written(tree), KINDS) == ["bill.issue version 3: no declaration reads it"]


def test_command_whose_kind_cannot_be_read_is_found() -> None:
    tree = ast.parse("enqueue(unit, kind_of(body), {})\n")
    assert command_problems(commands_written(tree), KINDS) == ["? version 1: no declaration reads it"]


def test_row_without_a_declaration_is_found() -> None:
    tree = ast.parse('working.put("example", row_id, doc)\n')
    assert row_problems(rows_named(tree), ROW_KINDS) == ["example: no such kind of row"]


def test_row_that_neither_leaves_nor_stays_is_found() -> None:
    spoiled = {**ROW_KINDS, "bill": replace(ROW_KINDS["bill"], belongs_to="")}
    assert row_problems((), spoiled) == ["bill: needs either what it belongs to or a reason why it stays"]


def test_row_with_an_unknown_link_is_found() -> None:
    spoiled = {**ROW_KINDS, "bill": replace(ROW_KINDS["bill"], belongs_to="plan")}
    assert row_problems((), spoiled) == ["bill: belongs to plan, which LINKS does not know"]
