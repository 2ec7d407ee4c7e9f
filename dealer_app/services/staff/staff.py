"""Add staff and sign them in with a PIN; wrong PINs cause a growing delay against guessing."""

import math
from datetime import timedelta

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import StaffId
from dealer_app.domain.persian import clean_name, persian_digits
from dealer_app.domain.rights import Right
from dealer_app.domain.staff import Actor, AddStaff, Roles, StaffRow, check_roles, parse_roles, roles_text
from dealer_app.services.rights import require
from dealer_app.services.settings import get_settings
from dealer_app.services.staff.pins import delay_seconds, hash_pin, is_easy, is_pin, parse_pin, waited
from dealer_app.store.core.attempts import Attempt
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.staff import StaffRecord


def add_staff(unit: Unit, command: AddStaff) -> StaffId:
    """Add a member of staff; raises FieldErrors for an empty or known name, bad roles, and a bad or too easy PIN.

    Raises Refusal ``right_missing`` if staff exist and the actor may not add any.
    """
    require(unit, Right.STAFF)
    errors: list[FieldError] = []
    name = clean_name(command.name)
    if not name:
        errors.append(FieldError("staff_name_empty", "name"))
    elif unit.session.scalar(select(StaffRecord.row).where(StaffRecord.name == name)):
        errors.append(FieldError("staff_name_used", "name", name=name))
    try:
        check_roles(command.roles)
    except FieldError as error:
        errors.append(error)
    try:
        if is_easy(parse_pin(command.pin)):
            errors.append(FieldError("pin_too_easy", "pin"))
    except FieldError as error:
        errors.append(error)
    if errors:
        raise FieldErrors(errors)
    return insert_staff(unit, name, command.roles, parse_pin(command.pin))


def insert_staff(unit: Unit, name: str, roles: Roles, pin: str) -> StaffId:
    """Write a member of staff without checks; the demo uses it for its easy PINs."""
    staff_id = StaffId(uuid7())
    held = roles_text(roles)
    unit.session.add(StaffRecord(id=staff_id, name=name, roles=held, pin_hash=hash_pin(pin), added_at=unit.now))
    unit.session.flush()
    write_audit(unit, "staff_added", "staff", staff_id, {"roles": held})
    unit.touch("staff", staff_id)
    return staff_id


def list_staff(unit: Unit) -> tuple[StaffRow, ...]:
    """Return the staff who may sign in, in the order they were added."""
    rows = unit.session.scalars(select(StaffRecord).where(StaffRecord.is_active).order_by(StaffRecord.row))
    return tuple(StaffRow(StaffId(row.id), row.name, parse_roles(row.roles), row.is_active) for row in rows)


def sign_in(unit: Unit, staff_id: StaffId, pin: str) -> Actor:
    """Sign the owner of ``pin`` in and return the actor; raises the Refusals of ``check_pin``."""
    actor = check_pin(unit, staff_id, pin)
    write_audit(unit, "signed_in", "staff", staff_id)
    return actor


def check_pin(unit: Unit, staff_id: StaffId, pin: str) -> Actor:
    """Return the actor whose PIN is ``pin``; raises Refusal ``staff_not_found``, ``pin_wait`` (seconds), ``pin_wrong``.

    A wrong PIN is counted and committed before the refusal: the count must survive the rollback and a power cut. It is
    also kept outside the database, so that a restored backup does not forget it.
    """
    record = unit.session.scalar(select(StaffRecord).where(StaffRecord.id == staff_id, StaffRecord.is_active))
    if record is None:
        raise Refusal("staff_not_found")
    attempt = _attempt(unit, record)
    if attempt.wait_s > 0:
        _keep(unit, record, attempt)
        raise _wait(math.ceil(attempt.wait_s))
    if not _fits(pin, record.pin_hash):
        raise _count_error(unit, record, attempt.errors + 1)
    record.failed_count, record.locked_until_at = 0, None
    _keep(unit, record, _fresh(unit, 0, 0))
    return Actor(staff_id, record.name, parse_roles(record.roles), get_settings(unit).counter.counter)


def _fits(pin: str, hashed: str) -> bool:
    """Return whether ``pin``, as typed, is the hashed one."""
    try:
        return is_pin(parse_pin(pin), hashed)
    except FieldError:
        return False


def _count_error(unit: Unit, record: StaffRecord, errors: int) -> Refusal:
    """Count one wrong PIN, commit, and return the refusal to raise."""
    delay = delay_seconds(errors)
    record.failed_count = errors
    record.locked_until_at = unit.now + timedelta(seconds=delay) if delay else None
    _keep(unit, record, _fresh(unit, errors, delay))
    write_audit(unit, "sign_in_refused", "staff", record.id, {"errors": errors})
    unit.session.commit()
    return _wait(delay) if delay else Refusal("pin_wrong")


def _attempt(unit: Unit, record: StaffRecord) -> Attempt:
    """Return a person's wrong PINs and the seconds left to wait; the database's own count if no other is known."""
    known = unit.sign_ins.find(record.id) if unit.sign_ins is not None else None
    if known is None:
        return _fresh(unit, record.failed_count, delay_seconds(record.failed_count) if record.locked_until_at else 0)
    return waited(known, unit.now, unit.sign_ins.ticks() if unit.sign_ins is not None else None)


def _fresh(unit: Unit, errors: int, wait_s: float) -> Attempt:
    return Attempt(errors, wait_s, unit.now, unit.sign_ins.ticks() if unit.sign_ins is not None else None)


def _keep(unit: Unit, record: StaffRecord, attempt: Attempt) -> None:
    """Keep the attempts outside the database, if they differ from what is kept."""
    if unit.sign_ins is not None and unit.sign_ins.find(record.id) != attempt:
        unit.sign_ins.keep(record.id, attempt)


def _wait(seconds: int) -> Refusal:
    """Return the refusal that names the seconds to wait."""
    return Refusal("pin_wait", seconds=persian_digits(str(seconds)))
