"""Load the existing rows for a batch in two queries: its orders by request number, its customers by code."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_app.domain.orders.orders import OrderFields
from dealer_app.services.imports.rows import RowFacts
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord

_ORDER_COLUMNS = [getattr(OrderRecord, item.name) for item in fields(OrderFields)]


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """An order in the database."""

    id: UUID
    customer_id: UUID
    version: int
    fields: OrderFields


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """The fields of a customer that an export also has, from the database."""

    id: UUID
    version: int
    origin: str
    national_code: str
    given_name: str
    family_name: str
    mobile: str
    city: str
    postal_code: str

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.given_name} {self.family_name}".strip()


_CUSTOMER_COLUMNS = [getattr(CustomerRecord, item.name) for item in fields(KnownCustomer)]


@dataclass(frozen=True, slots=True)
class Known:
    """Orders by request key and customers by code."""

    orders: dict[str, KnownOrder]
    customers: dict[str, KnownCustomer]


def load_known(session: Session, batch: Iterable[RowFacts]) -> Known:
    """Return the orders and customers of ``batch`` that are already in the database."""
    rows = tuple(batch)
    orders = _load_orders(session, {facts.key for facts in rows})
    customers = _load_customers(session, {facts.person.national_code for facts in rows})
    return Known(orders, customers)


def _load_orders(session: Session, keys: set[str]) -> dict[str, KnownOrder]:
    columns = OrderRecord.request_key, OrderRecord.id, OrderRecord.customer_id, OrderRecord.version, *_ORDER_COLUMNS
    # Older imports kept lost zeros apart: of several orders with one key the first counts, so it comes last here.
    query = select(*columns).where(OrderRecord.request_key.in_(keys)).order_by(OrderRecord.row.desc())
    return {
        key: KnownOrder(order_id, customer_id, version, OrderFields(*facts))
        for key, order_id, customer_id, version, *facts in session.execute(query)
    }


def _load_customers(session: Session, codes: set[str]) -> dict[str, KnownCustomer]:
    query = select(*_CUSTOMER_COLUMNS).where(CustomerRecord.national_code.in_(codes))
    return {customer.national_code: customer for customer in (KnownCustomer(*row) for row in session.execute(query))}
