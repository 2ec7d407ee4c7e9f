"""List and resolve what head office leaves to a person: fields with two values, orders that it does not know."""

from datetime import date
from typing import Any

from sqlalchemy import delete, select

from dealer_app.domain.errors import Refusal
from dealer_app.domain.head_office import FieldConflict, ResolveConflict, UnmatchedOrder
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.rights import Right
from dealer_app.services.customers.customers import find_customer_by_code, get_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze
from dealer_app.services.rights import require, require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.head_office import ConflictRecord, UnmatchedOrderRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import enqueue

_YES = frozenset({"true", "1"})


def list_conflicts(unit: Unit) -> tuple[FieldConflict, ...]:
    """Return every field of a customer with two values, by customer."""
    require_to_read(unit, Right.FIND)
    wanted = (
        select(ConflictRecord, CustomerRecord.name)
        .join(CustomerRecord, CustomerRecord.id == ConflictRecord.customer_id)
        .order_by(CustomerRecord.name_sort, ConflictRecord.customer_id, ConflictRecord.field, ConflictRecord.device)
    )
    return tuple(_conflict(record, name) for record, name in unit.session.execute(wanted))


def list_unmatched(unit: Unit) -> tuple[UnmatchedOrder, ...]:
    """Return the orders imported before enrolment that head office does not know, by customer."""
    require_to_read(unit, Right.FIND)
    order = OrderRecord
    wanted = (
        select(order.id, order.customer_id, CustomerRecord.name, order.request_number, order.contract_number, order.car)
        .join(UnmatchedOrderRecord, UnmatchedOrderRecord.order_id == order.id)
        .join(CustomerRecord, CustomerRecord.id == order.customer_id)
        .order_by(CustomerRecord.name_sort, order.request_number)
    )
    return tuple(UnmatchedOrder(OrderId(row[0]), CustomerId(row[1]), *row[2:]) for row in unit.session.execute(wanted))


def resolve_conflict(unit: Unit, command: ResolveConflict) -> None:
    """Set the chosen value: here at once, at head office by a command; the field's conflicts are closed.

    Raises Refusal ``conflict_gone`` if no conflict is left or the value is not one of those shown,
    ``conflict_code_known`` if another file of this counter has the chosen code.
    """
    require(unit, Right.DECIDE_CONFLICT)
    require_day(unit)
    mine = (ConflictRecord.customer_id == command.customer_id, ConflictRecord.field == command.field)
    shown = unit.session.scalars(select(ConflictRecord).where(*mine)).all()
    record = unit.session.scalar(select(CustomerRecord).where(CustomerRecord.id == command.customer_id))
    if record is None or command.value not in {value for one in shown for value in (one.kept, one.other)}:
        raise Refusal("conflict_gone")
    _refuse_known_code(unit, command)
    conflicts = [{"field": one.field, "device": one.device, "value": one.other} for one in shown]
    value, base_version = _column_value(command.field, command.value), record.version
    setattr(record, command.field, value)
    record.version = base_version + 1
    unit.session.execute(delete(ConflictRecord).where(*mine), execution_options={"synchronize_session": False})
    unit.session.flush()
    write_audit(unit, "conflict_resolved", "customers", record.id, {"field": command.field})
    body = {"id": str(record.id), "field": command.field, "value": freeze(value), "conflicts": conflicts}
    enqueue(unit, "customer.resolve", body, base_version=base_version, subject_id=record.id)
    unit.touch("customers", record.id)


def _refuse_known_code(unit: Unit, command: ResolveConflict) -> None:
    owner = find_customer_by_code(unit, command.value) if command.field == "national_code" else None
    if owner is not None and owner != command.customer_id:
        raise Refusal("conflict_code_known", name=get_customer(unit, owner).name)


def _column_value(field: str, text: str) -> Any:  # noqa: ANN401 - a column of any type
    """Return a conflict's text as a value of the customer's column."""
    if field == "birth_on":
        return date.fromisoformat(text) if text else None
    return text.lower() in _YES if field == "is_sheba_own" else text


def _conflict(record: ConflictRecord, name: str) -> FieldConflict:
    return FieldConflict(
        customer_id=CustomerId(record.customer_id),
        customer_name=name,
        field=record.field,
        kept=record.kept,
        other=record.other,
        device=record.device,
        is_ours=record.is_ours,
    )
