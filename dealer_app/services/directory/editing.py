"""Edit a dealership, and close one for today."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.directory.dealerships import DealershipFacts, parse_dealership, refuse_later
from dealer_app.domain.directory.listing import DirectoryRow
from dealer_app.domain.edits.edits import Made, Topic, key_of
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.directory.directory import columns_of, doc_of, facts_of, find_record, get_dealership
from dealer_app.services.directory.edits import put_facts, read_closure, write_closure
from dealer_app.services.edits.making import find_edit, make_edit
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.dealerships import DealershipRecord


def save_dealership(unit: Unit, raws: Mapping[str, str], dealership_id: UUID | None = None) -> DirectoryRow:
    """Store what a manager typed (fields of ``FIELDS``) for a known or a new dealership and return its row.

    Closures, papers and orders name a dealership by its code, so the code of a known one stays. Raises FieldErrors of
    ``parse_dealership`` and ``refuse_later``, ``dealership_code_fixed``, ``dealership_code_known`` if a new one has a
    known code, and Refusal ``dealership_not_found``.
    """
    require(unit, Right.DIRECTORY)
    require_day(unit)
    facts = parse_dealership(raws)
    refuse_later(facts, unit.today)
    record = _get_record(unit, dealership_id, facts.code)
    if record is not None and facts.code != record.code:
        raise FieldErrors([FieldError("dealership_code_fixed", "code")])
    same = find_record(unit, facts.code)
    if same is not None and record is None:
        raise FieldErrors([FieldError("dealership_code_known", "code", name=same.name)])
    write_facts(unit, record, facts)
    return get_dealership(unit, facts.code)


def set_closed(unit: Unit, code: str, *, is_closed: bool) -> DirectoryRow:
    """Note that a dealership is closed today, or that it is not; raises Refusal ``dealership_not_found``."""
    require(unit, Right.CLOSE_TODAY)
    require_day(unit)
    record = find_record(unit, code)
    if record is None:
        raise Refusal("dealership_not_found", code=persian_digits(code))
    key, value = key_of(code, unit.today.isoformat()), {"is_closed": is_closed}
    former = read_closure(unit, key)
    write_closure(unit, key, value, Made(unit.actor.name, unit.now))
    make_edit(unit, Topic.CLOSURE, key, value, former)
    action = "dealership_closed" if is_closed else "dealership_opened"
    write_audit(unit, action, "dealerships", record.id, {"code": code, "day": unit.today.isoformat()})
    return get_dealership(unit, code)


def write_facts(unit: Unit, record: DealershipRecord | None, facts: DealershipFacts) -> bool:
    """Write the facts of a manager over ``record`` or as a new row, with their audit row; return whether they differ.

    The caller has asked for the right and the day.
    """
    if record is not None and facts_of(record) == facts and not _has_stayed(unit, record):
        return False
    former = None if record is None else facts_of(record)
    seen = 0 if record is None else record.published or 0
    before = {} if former is None else columns_of(former)
    record = put_facts(unit, facts, unit.actor.name)
    make_edit(unit, Topic.DEALERSHIP, facts.code, doc_of(facts), None if former is None else doc_of(former), seen)
    changed = sorted(name for name, value in columns_of(facts).items() if before.get(name) != value)
    write_audit(unit, "dealership_saved", "dealerships", record.id, {"code": facts.code, "fields": changed})
    return True


def _has_stayed(unit: Unit, record: DealershipRecord) -> bool:
    """Return whether a manager's facts have never travelled: an older program kept them here. Saving sends them."""
    return record.origin == "manager" and find_edit(unit, Topic.DEALERSHIP, record.code) is None


def _get_record(unit: Unit, dealership_id: UUID | None, code: str) -> DealershipRecord | None:
    """Return the row that is edited, None for a new one."""
    if dealership_id is None:
        return None
    record = unit.session.scalars(select(DealershipRecord).where(DealershipRecord.id == dealership_id)).one_or_none()
    if record is None:
        raise Refusal("dealership_not_found", code=persian_digits(code))
    return record
