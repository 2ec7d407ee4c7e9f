"""Test that every table of the counter's database belongs to a kind or is local, and that every kind is complete."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from dealer_app.hub.commands.kinds import KINDS as HUB_KINDS
from dealer_app.store.local_tables import LOCAL
from dealer_app.store.tables.leases import KINDS as LEASES
from dealer_app.store.tables.numbers import NUMBERS
from dealer_app.store.tables.records import Base
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.kinds import COMMAND_KINDS, KINDS
from tests.architecture.commands import calls_of, name_of
from tests.architecture.source_tree import python_files, tree_of


def table_problems(metadata: MetaData, kinds: Mapping[str, Kind], local: Mapping[str, str]) -> list[str]:
    """Return the problems in the declarations of tables."""
    filled = {record.__tablename__ for kind in kinds.values() for record in kind.records}
    tables = set(metadata.tables)
    return [
        *(f"{name}: neither filled by a kind nor local" for name in sorted(tables - filled - set(local))),
        *(f"{name}: filled by a kind and local" for name in sorted(filled & set(local))),
        *(f"{name}: no such table" for name in sorted((filled | set(local)) - tables)),
        *(f"{name}: local without a reason" for name, reason in local.items() if not reason.strip()),
    ]


def kind_problems(kinds: Mapping[str, Kind]) -> list[str]:
    """Return the problems in the declarations of kinds."""
    return [problem for name, kind in kinds.items() for problem in _problems_of(name, kind, kinds)]


def reference_problems(metadata: MetaData, kinds: Mapping[str, Kind]) -> list[str]:
    """Return which references to a customer or an order its kind neither wipes nor re-points."""
    problems = []
    for name in ("customer", "order"):
        kind = kinds[name]
        wiped = [*kind.wipe, *(query for _, query in kind.children)]
        for column in _references_to(metadata, f"{name}s", f"{name}_id"):
            table = column.table.name
            if not any(f" {table} " in one and column.name in one for one in wiped):
                problems.append(f"{table}.{column.name}: not in the wipe of {name}")
            if column.foreign_keys and not any(f" {table} " in one and column.name in one for one in kind.moves):
                problems.append(f"{table}.{column.name}: not in the moves of {name}")
    return problems


def _references_to(metadata: MetaData, target: str, usual: str) -> Iterable[Column[Any]]:
    for table in metadata.tables.values():
        for column in table.c:
            named = any(key.column.table.name == target for key in column.foreign_keys)
            if named or column.name == usual:
                yield column


def _problems_of(name: str, kind: Kind, kinds: Mapping[str, Kind]) -> Iterable[str]:
    if name != kind.name:
        yield f"{name}: declared as {kind.name}"
    if not callable(kind.apply):
        yield f"{name}: no apply function"
    if bool(kind.wipe) == bool(kind.stays):
        yield f"{name}: needs either wipe statements or a reason why its rows stay"
    yield from (f"{name}: repeats {one}" for one, times in Counter(kind.wipe + kind.moves).items() if times > 1)
    for record in kind.records if kind.wipe else ():
        if not any(f" {record.__tablename__} " in f"{_target(one)} " for one in kind.wipe):
            yield f"{name}: its wipe leaves rows in {record.__tablename__}"
    yield from (f"{name}: unknown child {child}" for child, _ in kind.children if child not in kinds)
    if kind.lease and (kind.lease not in LEASES or NUMBERS.get(kind.lease) is not kind.find_number_column()):
        yield f"{name}: its lease {kind.lease} numbers another column"


def _target(statement: str) -> str:
    """Return the part of a statement that names the table that it writes."""
    head = re.split(" WHERE | SET ", statement, maxsplit=1)[0]
    return " " + head.removeprefix("DELETE FROM ").removeprefix("UPDATE ")


def test_every_table_is_filled_by_a_kind_or_local() -> None:
    assert table_problems(Base.metadata, KINDS, LOCAL) == []


def test_every_reference_is_wiped_and_moved() -> None:
    assert reference_problems(Base.metadata, KINDS) == []


def test_reference_that_is_neither_wiped_nor_moved_is_found() -> None:
    copied = MetaData()
    for table in Base.metadata.tables.values():
        table.to_metadata(copied)
    Table("examples", copied, Column("id", Integer, primary_key=True), Column("order_id", ForeignKey("orders.id")))
    assert reference_problems(copied, KINDS) == [
        "examples.order_id: not in the wipe of order",
        "examples.order_id: not in the moves of order",
    ]


def test_every_kind_is_complete() -> None:
    assert kind_problems(KINDS) == []


def readers_of(tree: ast.Module) -> set[str]:
    """Return the functions by which a module parses JSON itself."""
    return {name_of(call) for call in calls_of(tree, {"parse": 0, "loads": 0})}


def test_only_the_kind_parses_a_document_of_head_office() -> None:
    files = [path for path in python_files("dealer_app") if path.parts[1:3] == ("sync", "apply")]
    own = {"customers.py", "outbox_entries.py"}  # the counter's own outbox, and outcomes
    assert {path.name for path in files if readers_of(tree_of(path))} - own == {"kind.py"}


def test_applier_that_parses_a_document_itself_is_found() -> None:
    assert readers_of(ast.parse("doc = parse(row.doc)\n")) == {"parse"}


def test_parents_come_before_their_dependents() -> None:
    names = list(KINDS)
    for before, after in (
        ("customer", "order"),
        ("order", "invitation"),
        ("bill", "payment"),
        ("registration", "print"),
    ):
        assert names.index(before) < names.index(after)


def test_table_without_a_declaration_is_found() -> None:
    copied = MetaData()
    for table in Base.metadata.tables.values():
        table.to_metadata(copied)
    Table("examples", copied, Column("id", Integer, primary_key=True))
    assert table_problems(copied, KINDS, LOCAL) == ["examples: neither filled by a kind nor local"]


def test_table_declared_twice_is_found() -> None:
    problems = table_problems(Base.metadata, KINDS, {**LOCAL, "orders": "by mistake"})
    assert problems == ["orders: filled by a kind and local"]


def test_local_table_without_a_reason_is_found() -> None:
    assert table_problems(Base.metadata, KINDS, {**LOCAL, "drafts": ""}) == ["drafts: local without a reason"]


def test_kind_without_a_wipe_entry_is_found() -> None:
    spoiled = {**KINDS, "bill": replace(KINDS["bill"], wipe=())}
    assert kind_problems(spoiled) == ["bill: needs either wipe statements or a reason why its rows stay"]


def test_wipe_that_forgets_a_table_is_found() -> None:
    spoiled = {**KINDS, "bill": replace(KINDS["bill"], wipe=KINDS["bill"].wipe[:1])}
    assert kind_problems(spoiled) == ["bill: its wipe leaves rows in bills"]


def test_wrong_lease_is_found() -> None:
    spoiled = {**KINDS, "bill": replace(KINDS["bill"], lease="receipt")}
    assert kind_problems(spoiled) == ["bill: its lease receipt numbers another column"]


def test_every_command_of_the_hub_names_a_kind_of_the_counter() -> None:
    assert {name.partition(".")[0] for name in HUB_KINDS} <= set(COMMAND_KINDS)
