"""Made-up rows for the store's tests."""

from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.prints import PrintRecord


def a_customer(unit: Unit, **changes: Any) -> UUID:
    values = {"id": uuid7(), "given_name": "علی", "family_name": "نوری‌فر", "registered_at": unit.now, **changes}
    return _added(unit, CustomerRecord(**values))


def an_order(unit: Unit, customer_id: UUID | None = None, **changes: Any) -> UUID:
    owner = customer_id or a_customer(unit)
    values = {"id": uuid7(), "customer_id": owner, "request_number": "R1", "imported_at": unit.now, **changes}
    return _added(unit, OrderRecord(**values))


def a_payment(unit: Unit, order_id: UUID, **changes: Any) -> UUID:
    values = {
        "id": uuid7(),
        "order_id": order_id,
        "account": "principal",
        "amount": 5000,
        "method": "deposit",
        "bank_reference": "77",
        "number": "1",
        "recorded_at": unit.now,
        "facts": {},
        **changes,
    }
    payment_id = _added(unit, PaymentRecord(**values))
    entry = {"account": "principal", "kind": "payment", "amount": -values["amount"], "entered_at": unit.now}
    unit.session.add(LedgerEntryRecord(order_id=order_id, payment_id=payment_id, **entry))
    write_audit(unit, "payment_recorded", "payments", payment_id)
    return payment_id


def a_print(unit: Unit, paper_id: UUID, **changes: Any) -> UUID:
    values = {
        "id": uuid7(),
        "paper_kind": "registration",
        "paper_id": paper_id,
        "number": "1",
        "copy_number": 1,
        "printed_by": "",
        "counter": "1",
        "printed_at": unit.now,
        **changes,
    }
    print_id = _added(unit, PrintRecord(**values))
    write_audit(unit, "printed", "prints", print_id)
    return print_id


def _added(unit: Unit, record: Any) -> UUID:
    unit.session.add(record)
    unit.session.flush()
    added_id: UUID = record.id
    return added_id
