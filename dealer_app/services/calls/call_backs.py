"""Call-backs: promise, list, move and close them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from dealer_app.domain.calls.calls import (
    FURTHEST_DAYS,
    CallBackOwner,
    CallBackRow,
    CallBackState,
    CloseCallBack,
    MoveCallBack,
    NewCallBack,
    parse_phone,
)
from dealer_app.domain.codes.masking import mask_mobile
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import CallBackId, CallId, CustomerId, OrderId, StaffId
from dealer_app.domain.persian import clean_lines, clean_name
from dealer_app.domain.registration import LONGEST_LINE, LONGEST_PROSE
from dealer_app.domain.rights import Right, may
from dealer_app.services.calls.order_numbers import numbers_of
from dealer_app.services.days.days import require_day
from dealer_app.services.rights import require
from dealer_app.services.settings import get_settings
from dealer_app.services.staff.staff import list_staff
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import enqueue
from dealer_app.store.tables.phone.calls import CallBackRecord, CallRecord

KIND = "call_backs"
MOST_ROWS = 500


def list_owners(unit: Unit) -> tuple[CallBackOwner, ...]:
    """Return the staff who may own a call-back: those who may make it."""
    return tuple(CallBackOwner(one.id, one.name) for one in list_staff(unit) if may(one.roles, Right.CALL))


def list_call_backs(
    unit: Unit, *, owner_id: StaffId | None = None, is_closed: bool = False, limit: int = MOST_ROWS
) -> tuple[CallBackRow, ...]:
    """Return open call-backs, the earliest first, of one owner or of all; ``is_closed``: closed ones, newest first.

    No more than ``limit`` are returned.
    """
    require(unit, Right.READ_CALLS)
    record = CallBackRecord
    wanted = select(record, CustomerRecord.id, CustomerRecord.name, CustomerRecord.mobile)
    wanted = wanted.outerjoin(OrderRecord, OrderRecord.id == record.order_id)
    wanted = wanted.outerjoin(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
    if is_closed:
        states = (str(CallBackState.DONE), str(CallBackState.DROPPED))
        wanted = wanted.where(record.state.in_(states)).order_by(record.closed_at.desc(), record.row.desc())
    else:
        wanted = wanted.where(record.state == str(CallBackState.OPEN)).order_by(record.due_at, record.row)
    if owner_id is not None:
        wanted = wanted.where(record.owner_id == owner_id)
    return tuple(_row(*found) for found in unit.session.execute(wanted.limit(limit)))


def grace_of(unit: Unit) -> timedelta:
    """Return how long before and after its moment a call-back is due: a setting."""
    return timedelta(minutes=get_settings(unit).phone.call_back_grace_minutes)


def show_phone(unit: Unit, call_back_id: CallBackId) -> str:
    """Return the telephone number of a call-back, to dial it; an audit row says who saw it.

    The owner of an open call-back needs no more than the right to call; everybody else needs the right to reveal.
    Raises Refusal ``call_back_not_found``.
    """
    require(unit, Right.CALL)
    record = CallBackRecord
    mobile = select(record.owner_id, record.state, record.phone, CustomerRecord.mobile).where(record.id == call_back_id)
    mobile = mobile.outerjoin(OrderRecord, OrderRecord.id == CallBackRecord.order_id)
    row = unit.session.execute(
        mobile.outerjoin(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
    ).one_or_none()
    if row is None:
        raise Refusal("call_back_not_found")
    is_own = row.owner_id == unit.actor.staff_id and row.state == str(CallBackState.OPEN)
    if not is_own:
        require(unit, Right.REVEAL)
    write_audit(unit, "call_back_phone_shown", KIND, call_back_id, {"is_own": is_own})
    return str(row.phone or row.mobile or "")


def count_pressing_call_backs(unit: Unit) -> int:
    """Return how many call-backs are due or late now, for the badge of the rail."""
    return _count_due(unit, unit.now + grace_of(unit))


def count_late_call_backs(unit: Unit) -> int:
    """Return how many call-backs are late now, for the colour of the rail's badge."""
    return _count_due(unit, unit.now - grace_of(unit))


def count_open_call_backs(unit: Unit) -> int:
    """Return how many call-backs are open."""
    mine = CallBackRecord.state == str(CallBackState.OPEN)
    return unit.session.scalar(select(func.count()).select_from(CallBackRecord).where(mine)) or 0


def _count_due(unit: Unit, moment: datetime) -> int:
    """Return how many open call-backs are due at ``moment`` or before, from the index alone (``urgency_of``)."""
    mine = CallBackRecord.state == str(CallBackState.OPEN), CallBackRecord.due_at <= moment
    return unit.session.scalar(select(func.count()).select_from(CallBackRecord).where(*mine)) or 0


def call_back_errors(unit: Unit, command: NewCallBack, *, is_known: bool) -> Iterator[FieldError]:
    """Yield what is wrong with a promised call-back; ``is_known``: the caller's file is known, with its phone."""
    yield from _moment_errors(unit, command.due_at)
    if _owner_name(unit, command.owner_id) is None:
        yield FieldError("call_back_owner_unknown", "call_back_owner")
    subject = clean_lines(command.subject)
    if not subject:
        yield FieldError("call_back_subject_empty", "call_back_subject")
    if len(subject) > LONGEST_PROSE or len(clean_name(command.caller_name)) > LONGEST_LINE:
        yield FieldError("call_text_too_long", "call_back_subject")
    if not is_known and not clean_name(command.caller_name):
        yield FieldError("call_back_name_empty", "call_back_name")
    if not is_known or command.phone.strip():
        try:
            parse_phone(command.phone)
        except FieldError as error:
            yield error.at("call_back_phone")


def add_call_back(unit: Unit, call_id: CallId, command: NewCallBack) -> CallBackId:
    """Promise a call-back for a call that was recorded without it; its file is that of the record.

    Raises FieldErrors (names with ``call_back_``); Refusal ``call_not_recorded``.
    """
    require(unit, Right.CALL)
    require_day(unit)
    row = unit.session.execute(select(CallRecord.order_id).where(CallRecord.id == call_id)).one_or_none()
    if row is None:
        raise Refusal("call_not_recorded")
    order_id = None if row.order_id is None else OrderId(row.order_id)
    errors = list(call_back_errors(unit, command, is_known=order_id is not None))
    if errors:
        raise FieldErrors(errors)
    return insert_call_back(unit, command, call_id=call_id, order_id=order_id)


def insert_call_back(
    unit: Unit, command: NewCallBack, *, call_id: CallId | None, order_id: OrderId | None
) -> CallBackId:
    """Write a checked call-back, its audit row and its command for head office; a part of the verbs that check it."""
    require_day(unit)
    assert command.due_at is not None
    record = CallBackRecord(
        id=uuid7(),
        call_id=call_id,
        order_id=order_id,
        caller_name=clean_name(command.caller_name),
        phone=parse_phone(command.phone) if command.phone.strip() else "",
        subject=clean_lines(command.subject),
        due_at=command.due_at,
        owner_id=command.owner_id,
        owner_name=_owner_name(unit, command.owner_id) or "",
        state=str(CallBackState.OPEN),
        made_at=unit.now,
    )
    unit.session.add(record)
    unit.session.flush()
    named = {"order_id": str(order_id)} if order_id is not None else {}
    write_audit(unit, "call_back_made", KIND, record.id, {"call_id": str(call_id or ""), **named})
    body = {
        "id": str(record.id),
        "call_id": None if call_id is None else str(call_id),
        **numbers_of(unit, order_id),
        "caller_name": record.caller_name,
        "phone": record.phone,
        "subject": record.subject,
        **_place(record),
    }
    enqueue(unit, "call_back.make", body, subject_id=record.id)
    unit.touch(KIND, record.id)
    return CallBackId(record.id)


def move_call_back(unit: Unit, command: MoveCallBack) -> None:
    """Give an open call-back another moment or another owner.

    Raises FieldErrors for a day that is missing, past or too far away and for an unknown owner; Refusal
    ``call_back_not_found``, ``call_back_closed``.
    """
    require(unit, Right.CALL)
    require_day(unit)
    record = _open_record(unit, command.call_back_id)
    errors = list(_moment_errors(unit, command.due_at))
    name = _owner_name(unit, command.owner_id)
    if name is None:
        errors.append(FieldError("call_back_owner_unknown", "call_back_owner"))
    if errors or command.due_at is None:
        raise FieldErrors(errors)
    record.due_at, record.owner_id, record.owner_name = command.due_at, command.owner_id, name or ""
    unit.session.flush()
    write_audit(unit, "call_back_moved", KIND, record.id, {"owner_id": str(command.owner_id)})
    enqueue(unit, "call_back.move", {"id": str(record.id), **_place(record)}, subject_id=record.id)
    unit.touch(KIND, record.id)


def close_call_back(unit: Unit, command: CloseCallBack) -> None:
    """Close an open call-back: made, with what came of it, or dropped, with the reason.

    Raises FieldErrors ``call_back_result_empty``, ``call_text_too_long``; Refusal ``call_back_not_found``,
    ``call_back_closed``.
    """
    require(unit, Right.CALL)
    require_day(unit)
    record = _open_record(unit, command.call_back_id)
    result = clean_lines(command.result)
    if not result:
        raise FieldErrors([FieldError("call_back_result_empty", "result")])
    if len(result) > LONGEST_PROSE:
        raise FieldErrors([FieldError("call_text_too_long", "result")])
    if command.state is CallBackState.OPEN:
        raise Refusal("call_back_closed")
    record.state, record.result, record.closed_at = str(command.state), result, unit.now
    unit.session.flush()
    write_audit(unit, "call_back_closed", KIND, record.id, {"state": record.state})
    body = {"id": str(record.id), "state": record.state, "result": result, "closed_at": instant_text(unit.now)}
    enqueue(unit, "call_back.close", body, subject_id=record.id)
    unit.touch(KIND, record.id)


def _moment_errors(unit: Unit, due_at: datetime | None) -> Iterator[FieldError]:
    if due_at is None:
        yield FieldError("call_back_moment_empty", "call_back_day")
    elif due_at <= unit.now:
        yield FieldError("call_back_past", "call_back_time")
    elif due_at > unit.now + timedelta(days=FURTHEST_DAYS):
        yield FieldError("call_back_far", "call_back_day")


def _owner_name(unit: Unit, owner_id: StaffId | None) -> str | None:
    """Return the name of the owner; None if it is nobody of the staff. Without any staff it is the actor's own work."""
    owners = list_owners(unit)
    if not owners and owner_id is None:
        return unit.actor.name
    return next((one.name for one in owners if one.id == owner_id), None)


def _open_record(unit: Unit, call_back_id: CallBackId) -> CallBackRecord:
    record = unit.session.scalar(select(CallBackRecord).where(CallBackRecord.id == call_back_id))
    if record is None:
        raise Refusal("call_back_not_found")
    if record.state != str(CallBackState.OPEN):
        raise Refusal("call_back_closed")
    return record


def _place(record: CallBackRecord) -> dict[str, Any]:
    """Return the moment and the owner, as the bodies of commands have them."""
    owner = None if record.owner_id is None else str(record.owner_id)
    return {"due_at": instant_text(record.due_at), "owner_id": owner, "owner_name": record.owner_name}


def _row(record: CallBackRecord, customer_id: Any, name: str | None, mobile: str | None) -> CallBackRow:  # noqa: ANN401 - a Core value
    return CallBackRow(
        id=CallBackId(record.id),
        call_id=None if record.call_id is None else CallId(record.call_id),
        customer_id=None if customer_id is None else CustomerId(customer_id),
        order_id=None if record.order_id is None else OrderId(record.order_id),
        name=name or record.caller_name,
        masked_phone=mask_mobile(record.phone or mobile or ""),
        subject=record.subject,
        due_at=record.due_at,
        owner_id=None if record.owner_id is None else StaffId(record.owner_id),
        owner_name=record.owner_name,
        state=CallBackState(record.state),
        result=record.result,
    )
