"""Read the database as plain values, to compare before and after an import."""

from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.ids import Rial
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.records import Base

Table = tuple[tuple[object, ...], ...]


def all_rows(desktop: Desktop) -> dict[str, Table]:
    """Return every row of every table, but not the anchor and the clock, which follow from the time."""

    def read(unit: Unit) -> dict[str, Table]:
        return {
            name: tuple(tuple(row) for row in unit.session.execute(select(table)))
            for name, table in Base.metadata.tables.items()
            if name not in {"anchor", "clock"}
        }

    return desktop.read(read)


def counts(desktop: Desktop) -> dict[str, int]:
    """Return the number of rows of every table that has any."""
    return {name: len(rows) for name, rows in all_rows(desktop).items() if rows}


def the_order(desktop: Desktop, request_number: str) -> OrderRecord:
    """Return one order by its request number, detached."""

    def read(unit: Unit) -> OrderRecord:
        order = unit.session.scalars(select(OrderRecord).where(OrderRecord.request_number == request_number)).one()
        unit.session.expunge(order)
        return order

    return desktop.read(read)


def the_customer(desktop: Desktop, national_code: str) -> CustomerRecord:
    """Return one customer by code, detached."""

    def read(unit: Unit) -> CustomerRecord:
        found = unit.session.scalars(select(CustomerRecord).where(CustomerRecord.national_code == national_code)).one()
        unit.session.expunge(found)
        return found

    return desktop.read(read)


def balance(desktop: Desktop, request_number: str) -> Rial:
    """Return the sum of an order's principal ledger."""
    order_id = the_order(desktop, request_number).id

    def read(unit: Unit) -> Rial:
        entries = select(func.sum(LedgerEntryRecord.amount)).where(
            LedgerEntryRecord.order_id == order_id, LedgerEntryRecord.account == "principal"
        )
        return Rial(unit.session.scalar(entries) or 0)

    return desktop.read(read)


def audit_actions(desktop: Desktop) -> list[str]:
    """Return the actions of the audit log, oldest first."""
    return desktop.read(lambda unit: list(unit.session.scalars(select(AuditRecord.action).order_by(AuditRecord.n))))
