"""Name an order in the body of a command, so that head office finds it."""

from sqlalchemy import select

from dealer_app.domain.ids import OrderId
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import OrderRecord


def numbers_of(unit: Unit, order_id: OrderId | None) -> dict[str, str | None]:
    """Return the id and the numbers of an order; None and "" for a call that is about none."""
    columns = select(OrderRecord.request_number, OrderRecord.contract_number).where(OrderRecord.id == order_id)
    row = None if order_id is None else unit.session.execute(columns).one_or_none()
    if row is None:
        return {"order_id": None, "request_number": "", "contract_number": ""}
    return {"order_id": str(order_id), "request_number": row.request_number, "contract_number": row.contract_number}
