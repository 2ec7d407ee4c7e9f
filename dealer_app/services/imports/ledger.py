"""Write the ledger entries of an export: price, discount and received, with counter payments counted once."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.services.imports.bulk import insert_rows, table_of
from dealer_app.services.imports.plan import ChangedOrder
from dealer_app.services.imports.received import match_received
from dealer_app.services.imports.waiting import load_waiting
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.ledger import LedgerEntryRecord

Stated = tuple[str, int, date | None]
"""An entry as an export states it: kind, signed Rial, day."""


def list_stated(order: OrderFields) -> list[Stated]:
    """Return the entries of an export's amounts; their sum is price - discount - received."""
    signed_on = order.contract_on or order.request_on
    entries: list[Stated] = [
        ("price", order.price, signed_on),
        ("discount", -order.discount, signed_on),
        ("received", -order.received, order.paid_on),
    ]
    return [entry for entry in entries if entry[1]]


def entry_values(unit: Unit, order_id: UUID, entry: Stated) -> dict[str, Any]:
    """Return the columns of one stated entry."""
    kind, amount, on = entry
    return _values(unit, order_id, kind, amount, on, None)


def _values(
    unit: Unit, order_id: UUID, kind: str, amount: int, on: date | None, payment: UUID | None
) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "account": Account.PRINCIPAL.value,
        "kind": kind,
        "amount": amount,
        "entry_on": on,
        "reference": "",
        "payment_id": payment,
        "entered_at": unit.now,
    }


def restate(unit: Unit, orders: Iterable[ChangedOrder]) -> None:
    """Replace the export's old amounts by its new ones, and mark the counter payments that these now contain."""
    rows: list[dict[str, Any]] = []
    rises: list[ChangedOrder] = []
    for order in orders:
        old, new = list_stated(order.known.fields), list_stated(order.fields)
        gone = [entry[0] for entry in old if entry not in new]
        if gone:
            _drop_stated(unit.session, order.known.id, gone)
        rows += [entry_values(unit, order.known.id, entry) for entry in new if entry not in old]
        if order.fields.received != order.known.fields.received:
            rises.append(order)
    rows += _list_included(unit, rises)
    insert_rows(unit.session, table_of(LedgerEntryRecord), rows)


def _drop_stated(session: Session, order_id: UUID, kinds: Sequence[str]) -> None:
    session.execute(
        delete(LedgerEntryRecord).where(
            LedgerEntryRecord.order_id == order_id,
            LedgerEntryRecord.account == Account.PRINCIPAL.value,
            LedgerEntryRecord.kind.in_(kinds),
            LedgerEntryRecord.payment_id.is_(None),
        )
    )


def _list_included(unit: Unit, orders: Sequence[ChangedOrder]) -> list[dict[str, Any]]:
    waiting = load_waiting(unit.session, [order.known.id for order in orders])
    return [
        _values(unit, order.known.id, "included", money.amount, order.fields.paid_on, money.id)
        for order in orders
        for money in match_received(order.known.fields.received, order.fields.received, waiting.get(order.known.id, ()))
    ]
