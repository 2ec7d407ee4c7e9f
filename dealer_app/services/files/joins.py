"""Show two files of one company or foreign person as one, and part them again; nothing is moved or deleted."""

from uuid import UUID

from sqlalchemy import or_, select
from uuid_utils.compat import uuid7

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.files.joins import (
    JoinDetails,
    JoinFiles,
    JoinState,
    JoinView,
    PartFiles,
    check_joinable,
    parse_reason,
)
from dealer_app.domain.ids import CustomerId, JoinId
from dealer_app.domain.rights import Right
from dealer_app.services.customers.customers import find_customer_by_code, get_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze
from dealer_app.services.rights import require, require_to_read
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.files.joins import JoinRecord
from dealer_app.store.tables.outbox import enqueue, is_queued


def join_files(unit: Unit, command: JoinFiles) -> JoinView:
    """Show a file and everything of it in another one from now on.

    Raises FieldError ``reason_missing``, ``text_too_long``, ``join_same``, ``join_kind`` or ``join_taken`` (one of the
    two is joined already); Refusal ``customer_not_found``.
    """
    require(unit, Right.JOIN_FILES)
    require_day(unit)
    reason = parse_reason(command.reason)
    kept, joined = get_customer(unit, command.kept_id), get_customer(unit, command.customer_id)
    _refuse_pair(unit, kept, joined)
    details = JoinDetails(JoinId(uuid7()), joined.id, kept.id, reason)
    unit.session.add(
        JoinRecord(
            id=details.id,
            customer_id=details.customer_id,
            kept_id=details.kept_id,
            state=JoinState.JOINED.value,
            reason=reason,
            joined_at=unit.now,
            joined_by=unit.actor.name,
        )
    )
    unit.session.flush()
    owner = {"customer_id": str(joined.id), "kept_id": str(kept.id)}
    write_audit(unit, "files_joined", "file_joins", details.id, {**owner, "reason": reason})
    enqueue(unit, "join.make", freeze(details), subject_id=details.id)
    _touch(unit, details.id, joined.id, kept.id)
    found = get_join(unit, kept.id)
    assert found is not None
    return found


def part_files(unit: Unit, command: PartFiles) -> None:
    """Show two joined files apart again, as they were.

    Raises FieldError ``reason_missing`` or ``text_too_long``; Refusal ``join_parted`` if they are not joined.
    """
    require(unit, Right.JOIN_FILES)
    require_day(unit)
    reason = parse_reason(command.reason)
    record = unit.session.scalar(select(JoinRecord).where(JoinRecord.id == command.join_id))
    if record is None or record.state != JoinState.JOINED:
        raise Refusal("join_parted")
    record.state, record.parted_at, record.part_reason = JoinState.PARTED.value, unit.now, reason
    unit.session.flush()
    owner = {"customer_id": str(record.customer_id), "kept_id": str(record.kept_id)}
    write_audit(unit, "files_parted", "file_joins", record.id, {**owner, "reason": reason})
    body = {"id": str(record.id), "reason": reason, "parted_at": instant_text(unit.now)}
    enqueue(unit, "join.part", body, subject_id=record.id)
    _touch(unit, record.id, record.customer_id, record.kept_id)


def get_join(unit: Unit, customer_id: CustomerId) -> JoinView | None:
    """Return the join of a file, whichever of the two it is; None if it stands alone."""
    require_to_read(unit, Right.FIND)
    record = _active(unit, customer_id)
    if record is None:
        return None
    mine = select(CustomerRecord.id, CustomerRecord.name)
    both = mine.where(CustomerRecord.id.in_((record.kept_id, record.customer_id)))
    names = {row.id: row.name for row in unit.session.execute(both)}
    return JoinView(
        JoinId(record.id),
        CustomerId(record.kept_id),
        CustomerId(record.customer_id),
        names.get(record.kept_id, ""),
        names.get(record.customer_id, ""),
        record.reason,
        record.joined_at,
        record.joined_by,
        is_queued(unit.session, record.id),
    )


def files_of(unit: Unit, customer_id: CustomerId) -> tuple[CustomerId, ...]:
    """Return the files that are shown together, the one that gives its name first; one alone if it stands alone."""
    join = get_join(unit, customer_id)
    if join is None or not (join.kept_name and join.joined_name):
        return (customer_id,)
    return (join.kept_id, join.customer_id)


def find_other(unit: Unit, customer_id: CustomerId, code: str) -> CustomerDetails | None:
    """Return the file with a legal id or foreign code that could be joined with a file; None for its own code."""
    require_to_read(unit, Right.FIND)
    found = find_customer_by_code(unit, code) if code.strip() else None
    return get_customer(unit, found) if found not in (None, customer_id) else None


def _refuse_pair(unit: Unit, kept: CustomerDetails, joined: CustomerDetails) -> None:
    """Raise FieldError if the two cannot be joined."""
    if kept.id == joined.id:
        raise FieldError("join_same", "code")
    code = check_joinable(kept.fields, joined.fields)
    if code:
        raise FieldError(code, "code")
    if any(_active(unit, one) is not None for one in (kept.id, joined.id)):
        raise FieldError("join_taken", "code")


def _active(unit: Unit, customer_id: UUID) -> JoinRecord | None:
    mine = or_(JoinRecord.customer_id == customer_id, JoinRecord.kept_id == customer_id)
    wanted = select(JoinRecord).where(mine, JoinRecord.state == JoinState.JOINED.value)
    return unit.session.scalar(wanted.order_by(JoinRecord.joined_at, JoinRecord.id).limit(1))


def _touch(unit: Unit, join_id: UUID, *customers: UUID) -> None:
    unit.touch("file_joins", join_id)
    for one in customers:
        unit.touch("customers", one)
