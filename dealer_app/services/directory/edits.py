"""Read and write dealerships and closed days as edits have them, for edits that travel."""

from datetime import date
from typing import Any

from sqlalchemy import delete, select
from uuid_utils.compat import uuid7

from dealer_app.domain.directory.dealerships import DealershipFacts
from dealer_app.domain.edits.edits import Made, parts_of
from dealer_app.services.directory.directory import columns_of, doc_of, facts_from, facts_of, find_record
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.dealerships import ClosureRecord, DealershipRecord

Value = dict[str, Any] | None


def read_dealership(unit: Unit, code: str) -> Value:
    """Return the facts of a dealership as they are sent, None for an unknown one."""
    record = find_record(unit, code)
    return None if record is None else doc_of(facts_of(record))


def write_dealership(unit: Unit, code: str, value: Value, made: Made) -> None:
    """Write the facts of a dealership as a manager's, or take it away; head office's own row is never taken away."""
    if value is not None:
        put_facts(unit, facts_from(value), made.by)
        return
    record = find_record(unit, code)
    if record is not None and not record.published:
        unit.touch("dealerships", record.id)
        unit.session.delete(record)
        unit.session.flush()


def put_facts(unit: Unit, facts: DealershipFacts, edited_by: str) -> DealershipRecord:
    """Write the facts of a manager over the row of their code, or as a new row, and return it."""
    record = find_record(unit, facts.code)
    if record is None:
        record = DealershipRecord(id=uuid7(), version=0)
        unit.session.add(record)
    for name, column in columns_of(facts).items():
        setattr(record, name, column)
    record.version, record.origin, record.edited_by = record.version + 1, "manager", edited_by
    unit.session.flush()
    unit.touch("dealerships", record.id)
    return record


def published_version(unit: Unit, code: str) -> int:
    """Return the version of head office's row of a dealership, 0 if there is none."""
    wanted = select(DealershipRecord.published).where(DealershipRecord.code == code)
    return unit.session.scalar(wanted) or 0


def read_closure(unit: Unit, key: str) -> Value:
    """Return what was told of a dealership's day, None if nothing was."""
    code, day = parts_of(key)
    record = unit.session.get(ClosureRecord, (code, date.fromisoformat(day)))
    return None if record is None else {"is_closed": record.is_closed}


def write_closure(unit: Unit, key: str, value: Value, made: Made) -> None:
    """Note that a dealership is closed on a day or is not, or forget what was told."""
    code, day = parts_of(key)
    on = date.fromisoformat(day)
    if value is None:
        unit.session.execute(delete(ClosureRecord).where(ClosureRecord.code == code, ClosureRecord.day == on))
    else:
        told = ClosureRecord(code=code, day=on, is_closed=value["is_closed"], told_by=made.by, told_at=made.at)
        unit.session.merge(told)
    unit.session.flush()
    record = find_record(unit, code)
    if record is not None:
        unit.touch("dealerships", record.id)
