"""Import a dealership's export: read and check every row, store batch by batch, and report each row."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from dealer_app.domain.changes import Changes, Written
from dealer_app.domain.errors import Refusal
from dealer_app.domain.imports import ImportReport, ProgressCallback
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import refuse_doubt
from dealer_app.services.imports.error_sheet import write_error_sheet
from dealer_app.services.imports.known import load_known
from dealer_app.services.imports.plan import BatchPlan, plan_batch
from dealer_app.services.imports.prices import Car, PriceWatch, load_usual
from dealer_app.services.imports.rows import RowFacts, RowReader, make_reader
from dealer_app.services.imports.seen import Place, SeenRows, conflict_error, place_words, read_first_rows, same_error
from dealer_app.services.imports.shared_numbers import NumberOwners
from dealer_app.services.imports.sheets import Row, list_tables
from dealer_app.services.imports.tables.choosing import Chosen, choose_tables
from dealer_app.services.imports.tally import Tally
from dealer_app.services.imports.write import store_plan
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from resources.texts.imports import BROKE_OFF

__all__ = ["import_orders", "run_import", "write_error_sheet"]

T = TypeVar("T")

BATCH_ROWS = 1000
"""Rows in one transaction: large enough to be fast, small enough that another writer waits well under a second."""
_OBJECTS_BETWEEN_COLLECTIONS = 200_000


class Database(Protocol):
    """The interface of the counter's database that an import needs; ``dealer_app.desktop`` implements it."""

    def read(self, fn: Callable[[Unit], T], /) -> T:
        """Run ``fn`` and change nothing."""

    def write(self, fn: Callable[[Unit], T], /) -> Written[T]:
        """Run ``fn`` in one transaction."""


@dataclass(slots=True)
class _Import:
    """The state of a running import: the table at hand, the rows seen, and its database (unchanged by a dry run)."""

    database: Database
    tables: tuple[Chosen, ...]
    readers: tuple[RowReader, ...]
    file_mark: str
    is_dry_run: bool
    owners: NumberOwners
    tally: Tally
    usual_prices: Mapping[Car, float]
    prices: PriceWatch
    progress: ProgressCallback
    at: int = 0
    rows_before: int = 0
    seen: SeenRows = field(default_factory=SeenRows)
    conflicts: list[tuple[Place, RowFacts]] = field(default_factory=list)
    touched: set[tuple[str, UUID]] = field(default_factory=set)
    was_stopped: bool = False

    @property
    def reader(self) -> RowReader:
        """Return the reader of the table at hand."""
        return self.readers[self.at]

    @property
    def total(self) -> int:
        """Return the number of rows in all tables, about."""
        return sum(_row_count(one) for one in self.tables)


def import_orders(
    database: Database, path: Path, *, dry_run: bool = False, progress: ProgressCallback | None = None
) -> ImportReport:
    """Import the export at ``path`` and return a report of every row; ``dry_run`` stores nothing.

    Raises Refusal or EnvironmentFault ``import_…`` if the file is not an export or cannot be read; then nothing is
    stored. Each batch is one transaction: an import that ``progress`` or a power cut stopped can be repeated.
    """
    return run_import(database, path, dry_run=dry_run, progress=progress).value


def run_import(
    database: Database, path: Path, *, dry_run: bool = False, progress: ProgressCallback | None = None
) -> Written[ImportReport]:
    """Import like ``import_orders`` and return the report with the changed rows."""
    database.read(lambda unit: require(unit, Right.IMPORT))
    if not dry_run:
        database.read(refuse_doubt)
    choice = choose_tables(list_tables(path))
    usual = database.read(lambda unit: load_usual(unit.session))
    run = _Import(
        database=database,
        tables=choice.tables,
        readers=tuple(make_reader(one.header) for one in choice.tables),
        file_mark=_mark(path),
        is_dry_run=dry_run,
        owners=NumberOwners(dry_run),
        tally=Tally(choice),
        usual_prices=usual,
        prices=PriceWatch(usual),
        progress=progress or (lambda _done, _total: True),
    )
    with _rare_collections():
        for at in range(len(run.tables)):
            if not run.was_stopped:
                _take_table(run, at)
    _close(run)
    report = run.tally.report(is_dry_run=dry_run, was_stopped=run.was_stopped)
    return Written(report, Changes(frozenset(run.touched)))


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Let Python look for cycles less often: rows have none, and looking takes a quarter of an import."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _take_table(run: _Import, at: int) -> None:
    """Import the rows of one table; damage further down ends it, and what is stored stays."""
    table, header = run.tables[at]
    run.at, run.prices = at, PriceWatch(run.usual_prices)
    run.tally.begin(run.tables[at])
    rows = (row for row in table.read() if row[0] > header.row)
    try:
        while batch := list(islice(rows, BATCH_ROWS)):
            _take_batch(run, batch)
            done = run.rows_before + batch[-1][0] - header.row
            if not run.progress(done, max(run.total, done)):
                run.was_stopped = True
                break
    except Refusal:
        if not run.touched:
            raise
        run.was_stopped = True
        run.tally.remarks.append(BROKE_OFF.format(rows=persian_digits(str(run.tally.rows))))
    run.rows_before += _row_count(run.tables[at])
    _settle_conflicts(run)
    for row, warning in run.prices.list_warnings():
        run.tally.warn(row, warning, str(warning.params["given"]))


def _row_count(chosen: Chosen) -> int:
    return max(chosen.table.row_count - chosen.header.row, 0)


def _mark(path: Path) -> str:
    """Return the hash that identifies the file in the audit."""
    with path.open("rb") as file:
        digest = sha256()
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _take_batch(run: _Import, rows: list[Row]) -> None:
    """Check the rows before the transaction begins, then plan and store the good ones."""
    batch = list(_list_good(run, rows))
    if not batch:
        return
    if run.is_dry_run:
        plan = run.database.read(lambda unit: _plan(run, unit, batch))
    else:
        written = run.database.write(lambda unit: _store(run, unit, batch))
        plan = written.value
        run.touched |= written.changes.touched
    _count(run, plan)


def _list_good(run: _Import, rows: list[Row]) -> Iterator[RowFacts]:
    for row in rows:
        facts = run.tally.read_row(run.reader, row)
        if facts is not None and _is_first(run, facts):
            yield facts


def _is_first(run: _Import, facts: RowFacts) -> bool:
    """Return whether this request number is new in the file; if so, note the row's warnings and mends."""
    earlier = run.seen.find_first(facts, run.at)
    if earlier is None:
        run.tally.take_remarks(facts)
        run.prices.take(facts)
        return True
    first, is_same = earlier
    if is_same:
        run.tally.repeat(facts.row, same_error(_words(run, first)), facts.order.request_number)
    else:
        run.conflicts.append((first, facts))
    return False


def _words(run: _Import, place: Place) -> str:
    return place_words(place, run.at, [one.table.name for one in run.tables])


def _plan(run: _Import, unit: Unit, batch: list[RowFacts]) -> BatchPlan:
    plan = plan_batch(load_known(unit.session, batch), batch, run.reader.order_fields)
    plan.warnings += run.owners.list_warnings(unit.session, batch)
    return plan


def _store(run: _Import, unit: Unit, batch: list[RowFacts]) -> BatchPlan:
    plan = _plan(run, unit, batch)
    store_plan(unit, plan, run.file_mark)
    return plan


def _count(run: _Import, plan: BatchPlan) -> None:
    tally = run.tally
    tally.accepted += len(plan.new_orders)
    tally.updated += len(plan.changed_orders)
    tally.unchanged += plan.unchanged
    for row, error in plan.warnings:
        tally.warn(row, error, str(error.params.get("given", "")))


def _settle_conflicts(run: _Import) -> None:
    """Refuse the rows that contradict an earlier one and show both values; the earlier rows are read again."""
    firsts: dict[Place, RowFacts] = {}
    for at, (table, _) in enumerate(run.tables[: run.at + 1]):
        wanted = {row for (place, row), _ in run.conflicts if place == at}
        found = read_first_rows(table, run.readers[at], wanted)
        firsts |= {(at, row): facts for row, facts in found.items()}
    for first, facts in run.conflicts:
        error = conflict_error(firsts[first], facts, run.tally.header, _words(run, first))
        run.tally.refuse(facts.row, error, facts.order.request_number)
    run.conflicts.clear()


def _close(run: _Import) -> None:
    """Write the single audit row of the import, which also records that nothing changed."""
    if run.is_dry_run:
        return
    tally = run.tally
    detail = {
        "file": run.file_mark,
        "rows": tally.rows,
        "accepted": tally.accepted,
        "updated": tally.updated,
        "refused": len(tally.refused),
        "left_out": len(tally.left_out),
        "is_changed": bool(run.touched),
        "was_stopped": run.was_stopped,
    }
    run.database.write(lambda unit: _note(unit, detail))


def _note(unit: Unit, detail: dict[str, Any]) -> None:
    require(unit, Right.IMPORT)  # also if nothing was stored
    write_audit(unit, "import", "imports", None, detail)
