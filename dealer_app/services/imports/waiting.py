"""Load the counter payments that head office's total does not contain yet, from the ledger in its own order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.services.imports.received import WaitingMoney
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.payments import PaymentRecord


@dataclass(slots=True)
class _Money:
    """A payment or a reversal: the part that exports contain of it (signed), and of all counter money since it."""

    id: UUID
    state: str
    amount: int
    received_before: int | None
    reversal_of: UUID | None
    contained: int = 0
    since: int = 0


def load_waiting(session: Session, order_ids: Sequence[UUID]) -> dict[UUID, list[WaitingMoney]]:
    """Return for each order the counter money that no export contains yet, oldest first.

    A reversed payment no longer waits; its reversal waits for the part of the payment that exports contained.
    """
    orders: dict[UUID, dict[UUID, _Money]] = defaultdict(dict)
    for order_id, kind, amount, *money in _list_entries(session, order_ids) if order_ids else ():
        mine = orders[order_id]
        if kind == "included":
            _contain(mine, money[0], amount)
        else:
            mine[money[0]] = _Money(*money)
    return {order_id: [*_waiting(mine)] for order_id, mine in orders.items()}


def _list_entries(session: Session, order_ids: Sequence[UUID]) -> Iterator[Sequence[Any]]:
    entry, payment = LedgerEntryRecord, PaymentRecord
    money = payment.id, payment.state, payment.amount, payment.received_before, payment.reversal_of
    query = (
        select(entry.order_id, entry.kind, entry.amount, *money)
        .join(payment, payment.id == entry.payment_id)
        .where(entry.order_id.in_(order_ids), entry.account == Account.PRINCIPAL.value)
        .order_by(entry.row)
    )
    yield from session.execute(query)


def _contain(mine: dict[UUID, _Money], payment_id: UUID, amount: int) -> None:
    mine[payment_id].contained += amount
    for money in mine.values():
        money.since += amount


def _waiting(mine: dict[UUID, _Money]) -> Iterator[WaitingMoney]:
    for money in mine.values():
        if money.state == "recorded":
            left = money.amount - money.contained
        elif money.reversal_of in mine:
            left = -mine[money.reversal_of].contained - money.contained
        else:
            continue
        if left:
            base = None if money.received_before is None else Rial(money.received_before + money.since)
            yield WaitingMoney(money.id, Rial(left), base)
