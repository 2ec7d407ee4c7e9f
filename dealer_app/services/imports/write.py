"""Store a batch in one transaction: customers, orders, history, ledger; triggers update the search index."""

from dataclasses import fields
from typing import Any

from sqlalchemy import bindparam, update

from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.rights import Right
from dealer_app.services.imports.bulk import insert_rows, table_of
from dealer_app.services.imports.known import KnownCustomer, KnownOrder
from dealer_app.services.imports.ledger import entry_values, list_stated, restate
from dealer_app.services.imports.plan import BatchPlan, ChangedOrder, NewCustomer
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord, customer_keys
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord

_ORDER_NAMES = tuple(item.name for item in fields(OrderFields))
_CUSTOMER_NAMES = tuple(item.name for item in fields(KnownCustomer))
_ORDERS, _HISTORY = table_of(OrderRecord), table_of(StatusHistoryRecord)


def store_plan(unit: Unit, plan: BatchPlan, file_mark: str) -> None:
    """Write ``plan`` in the unit's transaction, with one audit row that contains the file's hash."""
    require(unit, Right.IMPORT)
    if plan.is_empty:
        return
    _insert_customers(unit, list(plan.new_customers.values()))
    _fill_customers(unit, list(plan.filled_customers.values()))
    _insert_orders(unit, plan.new_orders)
    _update_orders(unit, plan.changed_orders)
    detail = {
        "file": file_mark,
        "new_customers": len(plan.new_customers),
        "filled_customers": len(plan.filled_customers),
        "new_orders": len(plan.new_orders),
        "changed_orders": len(plan.changed_orders),
    }
    write_audit(unit, "orders_imported", "imports", None, detail)


def _insert_customers(unit: Unit, customers: list[NewCustomer]) -> None:
    insert_rows(unit.session, table_of(CustomerRecord), (_customer_values(unit, new) for new in customers))
    for new in customers:
        unit.touch("customers", new.customer.id)


def _customer_values(unit: Unit, new: NewCustomer) -> dict[str, Any]:
    return {**_customer_facts(new.customer), "kind": new.kind, "registered_at": unit.now}


def _customer_facts(customer: KnownCustomer) -> dict[str, Any]:
    facts = {name: getattr(customer, name) for name in _CUSTOMER_NAMES}
    return {**facts, **customer_keys(customer.given_name, customer.family_name)}


def _fill_customers(unit: Unit, customers: list[KnownCustomer]) -> None:
    for customer in customers:
        values = _customer_facts(customer) | {"version": customer.version + 1}
        unit.session.execute(update(CustomerRecord).where(CustomerRecord.id == values.pop("id")).values(values))
        unit.touch("customers", customer.id)


def _insert_orders(unit: Unit, orders: list[KnownOrder]) -> None:
    extra = {"version": 1, "origin": "import", "imported_at": unit.now}
    rows = ({**_facts(o.fields), **extra, "id": o.id, "customer_id": o.customer_id} for o in orders)
    insert_rows(unit.session, _ORDERS, rows)
    insert_rows(unit.session, _HISTORY, (_history(unit, o, o.fields.status) for o in orders))
    entries = (entry_values(unit, o.id, entry) for o in orders for entry in list_stated(o.fields))
    insert_rows(unit.session, table_of(LedgerEntryRecord), entries)
    for order in orders:
        _touch(unit, order)


def _facts(order: OrderFields) -> dict[str, Any]:
    return {name: getattr(order, name) for name in _ORDER_NAMES}


def _history(unit: Unit, order: KnownOrder, status: str) -> dict[str, Any]:
    return {"order_id": order.id, "status": status, "changed_at": unit.now, "origin": "import"}


def _update_orders(unit: Unit, orders: list[ChangedOrder]) -> None:
    if not orders:
        return
    rows = [
        {**_facts(o.fields), "b_id": o.known.id, "customer_id": o.customer_id, "version": o.known.version + 1}
        for o in orders
    ]
    changes: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "b_id"}
    unit.session.connection().execute(update(_ORDERS).where(_ORDERS.c.id == bindparam("b_id")).values(changes), rows)
    moved = (order for order in orders if order.fields.status != order.known.fields.status)
    insert_rows(unit.session, _HISTORY, (_history(unit, order.known, order.fields.status) for order in moved))
    restate(unit, orders)
    for order in orders:
        _touch(unit, order.known)
        unit.touch("customers", order.customer_id)


def _touch(unit: Unit, order: KnownOrder) -> None:
    unit.touch("orders", order.id)
    unit.touch("customers", order.customer_id)
