"""Store impossible days in an order, as an older program or another tool could have left them."""

from datetime import date

from sqlalchemy import update

from dealer_app.domain.ids import OrderId
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord

DAYS = (
    "request_on",
    "contract_on",
    "invitation_due_on",
    "paid_on",
    "delivery_due_on",
    "allocated_on",
    "delivered_on",
    "withdrawn_on",
)


def spoil(unit: Unit, order_id: OrderId, day: date) -> None:
    """Store ``day`` as every day of the order and of its received money."""
    unit.session.execute(update(OrderRecord).where(OrderRecord.id == order_id).values(dict.fromkeys(DAYS, day)))
    received = LedgerEntryRecord.order_id == order_id, LedgerEntryRecord.payment_id.is_(None)
    unit.session.execute(update(LedgerEntryRecord).where(*received).values(on=day))
