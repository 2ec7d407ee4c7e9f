"""Read orders: the facts from head office, the ledger and the status card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.orders.ledger import Ledger
from dealer_app.domain.orders.orders import OrderDetails, OrderFields, OrderRow
from dealer_app.domain.orders.prices import usual_of
from dealer_app.domain.orders.statuses import status_card
from dealer_app.domain.persian import number_key
from dealer_app.domain.rights import Right
from dealer_app.services.orders.ledger import get_ledgers, get_remainings
from dealer_app.services.orders.timeline import list_timeline
from dealer_app.services.rights import require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord, name_key
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.plans.requests import RequestRecord

__all__ = [
    "find_order_id",
    "get_order",
    "get_order_rows",
    "list_customer_orders",
    "list_order_ids",
    "list_timeline",
    "order_fields",
    "usual_price",
]

FIELDS = tuple(field.name for field in fields(OrderFields))
_RECENT = 5_000
NUMBER_KEYS = (OrderRecord.request_key, OrderRecord.contract_key, OrderRecord.invitation_key)
SORTS: dict[str, Any] = {
    "request_number": OrderRecord.request_key,
    "contract_number": OrderRecord.contract_key,
    "invitation_number": OrderRecord.invitation_key,
    "customer_name": CustomerRecord.name_sort,
    "car": OrderRecord.car,
    "status": OrderRecord.status,
    "delivery_due_on": OrderRecord.delivery_due_on,
}


@dataclass(frozen=True, slots=True)
class _Here:
    """Today's date and this dealership's code."""

    today: date
    code: str


def usual_price(unit: Unit, order: OrderDetails) -> Rial:
    """Return the middle price in Rial of other orders of the same car and year, 0 if there are fewer than three.

    Only the newest orders are looked at, so that issuing a paper does not wait for a walk over all of them.
    """
    newest = select(OrderRecord).where(OrderRecord.id != order.id).order_by(OrderRecord.row.desc())
    recent = newest.limit(_RECENT).with_only_columns(
        OrderRecord.brand, OrderRecord.car, OrderRecord.model_year, OrderRecord.price
    )
    table = recent.subquery()
    car = order.fields.brand, order.fields.car, order.fields.model_year
    same = (table.c.brand, table.c.car, table.c.model_year)
    prices = unit.session.scalars(
        select(table.c.price).where(*(left == right for left, right in zip(same, car, strict=True)), table.c.price > 0)
    ).all()
    return Rial(round(usual_of(prices))) if order.fields.car else Rial(0)


def get_order(unit: Unit, order_id: OrderId) -> OrderDetails:
    """Return an order with its ledger and status card; raises Refusal ``order_not_found``."""
    require_to_read(unit, Right.FIND)
    found = _details(unit, OrderRecord.id == order_id)
    if not found:
        raise Refusal("order_not_found", number="")
    return found[0]


def list_customer_orders(unit: Unit, customer_id: CustomerId) -> tuple[OrderDetails, ...]:
    """Return the orders of a customer, the newest request first."""
    require_to_read(unit, Right.FIND)
    return _details(unit, OrderRecord.customer_id == customer_id)


def find_order_id(unit: Unit, number: str) -> OrderId | None:
    """Return the order with a request, contract or invitation number, with any digits, spaces and hyphens, or None."""
    require_to_read(unit, Right.FIND)
    key = number_key(number)
    for column in NUMBER_KEYS if key else ():
        found = unit.session.scalars(select(OrderRecord.id).where(column == key).limit(1)).first()
        if found is not None:
            return OrderId(found)
    return None


def list_order_ids(
    unit: Unit, sort: str = "request_number", *, descending: bool = False, filter_text: str = "", status: str = ""
) -> tuple[OrderId, ...]:
    """Return the ids of all orders whose number begins with, or whose customer's name contains, ``filter_text``.

    ``sort`` is one of SORTS; ``status`` limits the list to one status ("" all).
    """
    wanted = select(OrderRecord.id).join(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
    if status:
        wanted = wanted.where(OrderRecord.status == status)
    if filter_text.strip():
        wanted = wanted.where(or_(*_beginnings(filter_text)))
    column = SORTS[sort]
    ids = unit.session.scalars(wanted.order_by(column.desc() if descending else column, OrderRecord.row))
    return tuple(OrderId(one) for one in ids)


def get_order_rows(unit: Unit, ids: Sequence[OrderId]) -> tuple[OrderRow, ...]:
    """Return the rows of ``ids`` in their order, without ids that no longer exist."""
    record = OrderRecord
    columns = select(
        record.id,
        record.customer_id,
        CustomerRecord.name,
        record.request_number,
        record.contract_number,
        record.invitation_number,
        record.car,
        record.status,
        record.delivery_due_on,
    ).join(CustomerRecord, CustomerRecord.id == record.customer_id)
    rows = {row.id: row for row in unit.session.execute(columns.where(record.id.in_(ids)))}
    remainings = get_remainings(unit, ids)
    return tuple(_row(rows[one], remainings.get(one, Rial(0))) for one in ids if one in rows)


def pay_by_days(unit: Unit, order_ids: Iterable[OrderId]) -> dict[OrderId, date]:
    """Return the last day to pay for each order, from its newest valid letter that asks for money."""
    letters = select(InvitationRecord.order_id, InvitationRecord.pay_by_on).where(
        InvitationRecord.order_id.in_(tuple(order_ids)),
        InvitationRecord.state == "issued",
        InvitationRecord.pay_by_on.is_not(None),
    )
    rows = unit.session.execute(letters.order_by(InvitationRecord.issued_at, InvitationRecord.id))
    return {OrderId(order_id): day for order_id, day in rows if day is not None}


def order_fields(record: OrderRecord) -> OrderFields:
    """Return the facts of a record."""
    return OrderFields(**{name: getattr(record, name) for name in FIELDS})


def _details(unit: Unit, *which: ColumnElement[bool]) -> tuple[OrderDetails, ...]:
    """Return the details of the orders that match ``which``, the newest request first, in a few queries for all."""
    wanted = (
        select(OrderRecord, CustomerRecord.name, CustomerRecord.national_code)
        .join(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
        .where(*which)
        .order_by(func.coalesce(OrderRecord.request_on, "").desc(), OrderRecord.row.desc())
    )
    rows = unit.session.execute(wanted).all()
    ids = [OrderId(record.id) for record, _, _ in rows]
    ledgers, pay_by, refused = get_ledgers(unit, ids), pay_by_days(unit, ids), _refusals(unit, ids)
    here = _Here(unit.today, get_settings(unit).dealership.code)
    return tuple(
        _detail(
            here,
            record,
            name,
            code,
            ledgers[OrderId(record.id)],
            pay_by.get(OrderId(record.id)),
            refused.get(OrderId(record.id), ""),
        )
        for record, name, code in rows
    )


def _refusals(unit: Unit, ids: Sequence[OrderId]) -> dict[OrderId, str]:
    """Return why head office refused the requests of these orders; an order without a refusal is not in it."""
    mine = RequestRecord.order_id.in_(tuple(ids)), RequestRecord.state == "refused"
    rows = unit.session.execute(select(RequestRecord.order_id, RequestRecord.code).where(*mine))
    return {OrderId(row.order_id): row.code for row in rows}


def _detail(
    here: _Here, record: OrderRecord, name: str, code: str, ledger: Ledger, pay_by_on: date | None, refusal: str
) -> OrderDetails:
    """Return the details of one record."""
    facts = order_fields(record)
    is_other = bool(here.code and facts.dealership_code) and facts.dealership_code != here.code
    card = status_card(
        facts,
        ledger,
        here.today,
        pay_by_on=pay_by_on,
        dealership_name=facts.dealership_name if is_other else "",
        refusal=refusal,
    )
    return OrderDetails(
        id=OrderId(record.id),
        customer_id=CustomerId(record.customer_id),
        customer_name=name,
        customer_national_code=code,
        version=record.version,
        fields=facts,
        ledger=ledger,
        card=card,
        is_other_dealership=is_other,
    )


def _beginnings(text: str) -> list[ColumnElement[bool]]:
    """Return the conditions that a number begins with, or a name contains, ``text``."""
    number, name = number_key(text), name_key(text)
    conditions: list[ColumnElement[bool]] = [
        column.between(number, f"{number}\U0010ffff") for column in NUMBER_KEYS if number
    ]
    if name:
        conditions.append(CustomerRecord.name_key.contains(name, autoescape=True))
    return conditions


def _row(row: Any, remaining: Rial) -> OrderRow:  # noqa: ANN401 - a Core row
    """Return the frozen row of a Core row."""
    return OrderRow(
        id=OrderId(row.id),
        customer_id=CustomerId(row.customer_id),
        customer_name=row.name,
        request_number=row.request_number,
        contract_number=row.contract_number,
        invitation_number=row.invitation_number,
        car=row.car,
        status=row.status,
        remaining=remaining,
        delivery_due_on=row.delivery_due_on,
    )
