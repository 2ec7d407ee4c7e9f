"""Import dealerships from a sheet: every cell is checked before the first row is written."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dealer_app.domain.directory.dealerships import DealershipFacts, refuse_later
from dealer_app.domain.directory.listing import DirectoryImport
from dealer_app.domain.directory.sheet_rows import read_row
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import ascii_digits, clean_text
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.directory.directory import facts_of, find_record
from dealer_app.services.directory.editing import write_facts
from dealer_app.services.imports.tables.small_tables import (
    SheetRow,
    SmallTable,
    errors_of,
    read_small_table,
    refuse,
    repeated_errors,
)
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.dealerships import DealershipRecord

KIND = "dealership"


def read_dealership_sheet(path: Path) -> SmallTable:
    """Return a sheet of dealerships; needs no transaction. Raises the refusals of ``read_small_table``."""
    return read_small_table(path, KIND, ("code",))


def import_dealerships(unit: Unit, table: SmallTable) -> DirectoryImport:
    """Write all rows, or none: an empty cell and a missing column keep what is known.

    Raises FieldErrors ``sheet_cell`` (row, column, reason) and ``sheet_repeated``.
    """
    require(unit, Right.DIRECTORY)
    require_day(unit)
    read: list[tuple[DealershipRecord | None, DealershipFacts]] = []
    errors: list[FieldError] = []
    for row in table.rows:
        record = find_record(unit, _code(row))
        try:
            facts = read_row(row.raws, None if record is None else facts_of(record))
            refuse_later(facts, unit.today)
            read.append((record, facts))
        except FieldErrors as wrong:
            errors += errors_of(row, KIND, wrong.errors)
        else:
            errors += errors_of(row, KIND, ())
    errors += repeated_errors(((row.number, _code(row)) for row in table.rows if _code(row)), "code")
    refuse(errors)
    return replace(_write(unit, read), unknown=table.unknown)


def _write(unit: Unit, read: Sequence[tuple[DealershipRecord | None, DealershipFacts]]) -> DirectoryImport:
    added = changed = same = 0
    for record, facts in read:
        if not write_facts(unit, record, facts):
            same += 1
        elif record is None:
            added += 1
        else:
            changed += 1
    counts = {"added": added, "changed": changed, "same": same}
    write_audit(unit, "directory_imported", "dealerships", None, counts)
    return DirectoryImport(added, changed, same)


def _code(row: SheetRow) -> str:
    return ascii_digits(clean_text(row.raws.get("code", "")))
