"""Wiping: a row that left this dealership goes with all that hangs on it; outbox and audit stay as evidence."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.permits import permitted
from dealer_app.store.tables.unit import Unit
from dealer_app.sync.apply.rows import execute_many

_PAPERS = ("invitations", "bills", "payments")
_OF_ORDER = (
    *(f"DELETE FROM prints WHERE paper_id IN (SELECT id FROM {table} WHERE order_id = ?)" for table in _PAPERS),  # noqa: S608 - constant names
    "DELETE FROM ledger_entries WHERE order_id = ?",
    "DELETE FROM status_history WHERE order_id = ?",
    "UPDATE payments SET settled_bill_id = NULL WHERE order_id = ?",
    *(f"DELETE FROM {table} WHERE order_id = ?" for table in ("payments", "bills", "invitations")),  # noqa: S608 - constant names
    "DELETE FROM unmatched_orders WHERE order_id = ?",
    "DELETE FROM orders WHERE id = ?",
)
_OF_CUSTOMER = (
    "DELETE FROM prints WHERE paper_id IN (SELECT id FROM registrations WHERE customer_id = ?)",
    "DELETE FROM prints WHERE paper_id = ?",
    "DELETE FROM registrations WHERE customer_id = ?",
    "DELETE FROM conflicts WHERE customer_id = ?",
    "DELETE FROM customers WHERE id = ?",
)
_OF_PAPER = {
    "invitation": ("DELETE FROM prints WHERE paper_id = ?", "DELETE FROM invitations WHERE id = ?"),
    "bill": (
        "DELETE FROM prints WHERE paper_id = ?",
        "UPDATE payments SET settled_bill_id = NULL WHERE settled_bill_id = ?",
        "DELETE FROM bills WHERE id = ?",
    ),
    "payment": (
        "DELETE FROM prints WHERE paper_id = ?",
        "DELETE FROM ledger_entries WHERE payment_id = ?",
        "DELETE FROM prints WHERE paper_id IN (SELECT id FROM payments WHERE reversal_of = ?)",
        "DELETE FROM ledger_entries WHERE payment_id IN (SELECT id FROM payments WHERE reversal_of = ?)",
        "DELETE FROM payments WHERE reversal_of = ?",
        "DELETE FROM payments WHERE id = ?",
    ),
    "registration": ("DELETE FROM prints WHERE paper_id = ?", "DELETE FROM registrations WHERE id = ?"),
    "print": ("DELETE FROM prints WHERE id = ?",),
    "staff": ("UPDATE staff SET is_active = 0 WHERE id = ?",),
    "dealership": ("DELETE FROM dealerships WHERE id = ?",),
}


def wipe(unit: Unit, kind: str, row_id: UUID) -> None:
    """Wipe one row, its search keys, the papers that hang on it and their facts."""
    with permitted(unit, "wipe"):
        if kind == "customer":
            _wipe_customer(unit, row_id)
        elif kind == "order":
            _run(unit, _OF_ORDER, row_id)
        else:
            _run(unit, _OF_PAPER.get(kind, ()), row_id)
        _forget(unit, kind, row_id)
    write_audit(unit, "wiped", f"{kind}s", row_id)
    unit.touch(f"{kind}s", row_id)


def _wipe_customer(unit: Unit, row_id: UUID) -> None:
    for order_id in unit.session.scalars(select(OrderRecord.id).where(OrderRecord.customer_id == row_id)).all():
        _run(unit, _OF_ORDER, order_id)
    _run(unit, _OF_CUSTOMER, row_id)


def _forget(unit: Unit, kind: str, row_id: UUID) -> None:
    """Forget what was noted beside the row, drafts about it among them."""
    key = (kind, row_id.bytes)
    for table in ("row_states", "central_rows", "final_numbers", "kept_rows"):
        execute_many(unit, f"DELETE FROM {table} WHERE kind = ? AND id = ?", [key])  # noqa: S608 - constant names
    execute_many(unit, "DELETE FROM drafts WHERE key = ? OR instr(body, ?) > 0", [(str(row_id), str(row_id))])


def _run(unit: Unit, statements: Sequence[str], row_id: UUID) -> None:
    for statement in statements:
        execute_many(unit, statement, [(row_id.bytes,)])
