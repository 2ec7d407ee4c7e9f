"""Import a dealership's export: read and check every row, store batch by batch, and report each row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

from dealer_app.domain.changes import Changes, Written
from dealer_app.domain.imports import ImportReport, ProgressCallback
from dealer_app.services.imports.columns import Header, choose_table
from dealer_app.services.imports.error_sheet import write_error_sheet
from dealer_app.services.imports.known import load_known
from dealer_app.services.imports.plan import BatchPlan, plan_batch
from dealer_app.services.imports.rows import RowFacts, RowReader, make_reader
from dealer_app.services.imports.seen import SeenRows, conflict_error, read_first_rows, same_error
from dealer_app.services.imports.shared_numbers import NumberOwners
from dealer_app.services.imports.sheets import Row, SheetTable, list_tables
from dealer_app.services.imports.tally import Tally
from dealer_app.services.imports.write import store_plan
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit

__all__ = ["import_orders", "run_import", "write_error_sheet"]

T = TypeVar("T")

BATCH_ROWS = 1000
"""Rows in one transaction: large enough to be fast, small enough that another writer waits well under a second."""


class Database(Protocol):
    """The interface of the counter's database that an import needs; ``dealer_app.desktop`` implements it."""

    def read(self, fn: Callable[[Unit], T], /) -> T:
        """Run ``fn`` and change nothing."""

    def write(self, fn: Callable[[Unit], T], /) -> Written[T]:
        """Run ``fn`` in one transaction."""


@dataclass(slots=True)
class _Import:
    """The state of a running import: its table and header, the rows seen, and its database (unchanged by a dry run)."""

    database: Database
    table: SheetTable
    header: Header
    reader: RowReader
    file_mark: str
    is_dry_run: bool
    owners: NumberOwners
    tally: Tally
    seen: SeenRows = field(default_factory=SeenRows)
    conflicts: list[tuple[int, RowFacts]] = field(default_factory=list)
    touched: set[tuple[str, UUID]] = field(default_factory=set)
    was_stopped: bool = False


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
    table, header = choose_table(list_tables(path))
    owners, tally = NumberOwners(dry_run), Tally(header)
    run = _Import(database, table, header, make_reader(header), _mark(path), dry_run, owners, tally)
    rows = (row for row in table.read() if row[0] > header.row)
    total = max(table.row_count - header.row, 0)
    while batch := list(islice(rows, BATCH_ROWS)):
        _take_batch(run, batch)
        done = batch[-1][0] - header.row
        if progress and not progress(done, max(total, done)):
            run.was_stopped = True
            break
    _settle_conflicts(run)
    _close(run)
    report = tally.report(is_dry_run=dry_run, was_stopped=run.was_stopped)
    return Written(report, Changes(frozenset(run.touched)))


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
    earlier = run.seen.find_first(facts)
    if earlier is None:
        run.tally.take_remarks(facts)
        return True
    first_row, is_same = earlier
    if is_same:
        run.tally.warn(facts.row, same_error(first_row), facts.order.request_number)
    else:
        run.conflicts.append((first_row, facts))
    return False


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
    firsts = read_first_rows(run.table, run.reader, (row for row, _ in run.conflicts))
    for first_row, facts in run.conflicts:
        error = conflict_error(firsts[first_row], facts, run.header)
        run.tally.refuse(facts.row, error, facts.order.request_number)


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
        "is_changed": bool(run.touched),
        "was_stopped": run.was_stopped,
    }
    run.database.write(lambda unit: write_audit(unit, "import", "imports", None, detail))
