"""List a customer's timeline, newest first: the actions of the counter and the known events of the orders."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.calendar.tehran import start_of
from dealer_app.domain.customers import TimelineEntry
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.money import format_rial
from dealer_app.domain.persian import document_number
from dealer_app.domain.rights import Right
from dealer_app.services.orders.timeline_attachments import attachment_entries
from dealer_app.services.orders.timeline_calls import call_entries
from dealer_app.services.orders.timeline_files import file_entries
from dealer_app.services.orders.timeline_papers import paper_entries
from dealer_app.services.rights import require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord
from dealer_app.store.tables.outbox import is_queued
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.staff import StaffRecord
from resources.texts import timeline as words


def list_timeline(unit: Unit, customer_id: CustomerId) -> tuple[TimelineEntry, ...]:
    """Return all events of a customer's file and orders, newest first; raises Refusal ``customer_not_found``."""
    require_to_read(unit, Right.FIND)
    customer = unit.session.scalar(select(CustomerRecord).where(CustomerRecord.id == customer_id))
    if customer is None:
        raise Refusal("customer_not_found")
    orders = unit.session.scalars(select(OrderRecord).where(OrderRecord.customer_id == customer_id)).all()
    entries = [
        _beginning(unit, customer),
        *_corrections(unit, customer_id),
        *file_entries(unit, customer_id),
        *attachment_entries(unit, customer_id),
        *(entry for order in orders for entry in _order_days(order)),
        *_statuses(unit, [order.id for order in orders]),
        *_received(unit, [order.id for order in orders]),
        *paper_entries(unit, customer_id, [order.id for order in orders]),
        *call_entries(unit, [order.id for order in orders]),
    ]
    return tuple(sorted(entries, key=attrgetter("at"), reverse=True))


def _beginning(unit: Unit, customer: CustomerRecord) -> TimelineEntry:
    """Return the first event of the file: registered here, or imported."""
    if customer.origin != "counter":
        return TimelineEntry(customer.registered_at, "imported", words.TITLES["imported"], "")
    subtitle = words.REGISTRATION_NUMBER.format(number=customer.registration_number)
    mark = words.QUEUED if is_queued(unit.session, customer.id) else ""
    return TimelineEntry(
        customer.registered_at,
        "registered",
        words.TITLES["registered"],
        subtitle,
        mark,
        paper_kind="registration",
        paper_id=str(_first_confirmation(unit, customer) or customer.id),
    )


def _first_confirmation(unit: Unit, customer: CustomerRecord) -> UUID | None:
    """Return the id of the confirmation signed at the registration; a file older than stored confirmations has none."""
    record = RegistrationRecord
    mine = select(record.id).where(record.customer_id == customer.id)
    return unit.session.scalar(mine.order_by(record.issued_at, record.id).limit(1))


def _corrections(unit: Unit, customer_id: CustomerId) -> Iterator[TimelineEntry]:
    """Yield the corrections of the file, each with the name of the staff member."""
    rows = (
        select(AuditRecord.at, StaffRecord.name)
        .outerjoin(StaffRecord, StaffRecord.id == AuditRecord.staff_id)
        .where(
            AuditRecord.kind == "customers",
            AuditRecord.subject_id == customer_id,
            AuditRecord.action == "customer_corrected",
        )
    )
    for at, name in unit.session.execute(rows):
        yield TimelineEntry(at, "corrected", words.TITLES["corrected"], name or "")


def _order_days(order: OrderRecord) -> Iterator[TimelineEntry]:
    """Yield the request and contract days of an order, as head office states them."""
    if order.request_on:
        yield TimelineEntry(start_of(order.request_on), "status", words.TITLES["request"], order.request_number)
    if order.contract_on:
        yield TimelineEntry(start_of(order.contract_on), "contract", words.TITLES["contract"], order.contract_number)


def _statuses(unit: Unit, order_ids: list[UUID]) -> Iterator[TimelineEntry]:
    """Yield the changes of status known here."""
    rows = (
        select(StatusHistoryRecord.changed_at, StatusHistoryRecord.status, OrderRecord.car)
        .join(OrderRecord, OrderRecord.id == StatusHistoryRecord.order_id)
        .where(StatusHistoryRecord.order_id.in_(order_ids))
    )
    for at, status, car in unit.session.execute(rows):
        yield _status_entry(at, status, car)


def _received(unit: Unit, order_ids: list[UUID]) -> Iterator[TimelineEntry]:
    """Yield the amounts that head office states as received on a known day."""
    mine = LedgerEntryRecord.order_id.in_(order_ids), LedgerEntryRecord.kind == "received"
    rows = unit.session.scalars(select(LedgerEntryRecord).where(*mine, LedgerEntryRecord.on.is_not(None)))
    for row in rows:
        if row.on is None or not row.amount:
            continue
        title = words.TITLES["payment"].format(amount=format_rial(-row.amount))
        reference = words.REFERENCE.format(reference=document_number(row.reference)) if row.reference else ""
        yield TimelineEntry(start_of(row.on), "payment", title, reference or words.IMPORTED_RECEIVED)


def _status_entry(at: datetime, status: str, car: str) -> TimelineEntry:
    """Return one change of status."""
    return TimelineEntry(at, "status", words.TITLES["status"].format(status=status), car)
