"""Issue the registration confirmation: all fields for the customer to sign, stored as they were signed.

A paper's id is that of a confirmation (always as issued) or of a customer. A customer's id means the newest
confirmation while the file has the same content; after a correction, the next print issues a new confirmation with a
new number.
"""

from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.ids import CustomerId, RegistrationId
from dealer_app.domain.papers.papers import PaperKind, RegistrationDetails
from dealer_app.domain.rights import Right
from dealer_app.services.customers.customers import ensure_number, get_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze
from dealer_app.services.papers.confirmations import (
    draw_confirmation,
    find_confirmation,
    newest_confirmation,
    write_confirmation,
)
from dealer_app.services.papers.issuing import take_paper_number
from dealer_app.services.papers.seals import ensure_key
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.outbox import enqueue
from dealer_app.store.tables.prints import PrintRecord


def get_registration(unit: Unit, paper_id: UUID) -> RegistrationDetails:
    """Return the confirmation that the next print of ``paper_id`` will show; raises Refusal ``customer_not_found``.

    A confirmation that is not issued yet has no number; ``issue_registration`` takes one.
    """
    require_to_read(unit, Right.FIND)
    issued = find_confirmation(unit, RegistrationId(paper_id))
    if issued is not None:
        return issued
    customer = get_customer(unit, CustomerId(paper_id))
    return _unchanged(unit, customer) or draw_confirmation(unit, customer, "")


def issue_registration(unit: Unit, paper_id: UUID) -> RegistrationDetails:
    """Return the confirmation of ``paper_id``; issue one if the file has none with its current content."""
    require(unit, Right.PRINT)
    known = find_confirmation(unit, RegistrationId(paper_id))
    if known is not None:
        return known
    customer = get_customer(unit, CustomerId(paper_id))
    return _unchanged(unit, customer) or _issue(unit, customer)


def _unchanged(unit: Unit, customer: CustomerDetails) -> RegistrationDetails | None:
    """Return the newest confirmation of a file if it has the file's current content."""
    newest = newest_confirmation(unit, customer.id)
    if newest is None or (newest.fields, newest.customer_name) != (customer.fields, customer.name):
        return None
    return newest


def _issue(unit: Unit, customer: CustomerDetails) -> RegistrationDetails:
    """Write a new confirmation with its audit row and its command."""
    require(unit, Right.ISSUE)
    require_day(unit)
    ensure_key(unit)
    paper = draw_confirmation(unit, customer, _next_number(unit, customer))
    write_confirmation(unit, paper, customer)
    detail = {"number": paper.number, "customer_id": str(customer.id)}
    write_audit(unit, "registration_issued", "registrations", paper.id, detail)
    enqueue(unit, "registration.issue", freeze(paper), subject_id=paper.id)
    unit.touch("customers", customer.id)
    return paper


def _next_number(unit: Unit, customer: CustomerDetails) -> str:
    """Return the file's own number for its first confirmation, a new paper number for any later one.

    A file older than stored confirmations may have been printed with its number; its next confirmation is not the
    first either.
    """
    printed = select(PrintRecord.id).where(
        PrintRecord.paper_kind == PaperKind.REGISTRATION.value, PrintRecord.paper_id == customer.id
    )
    if newest_confirmation(unit, customer.id) is None and unit.session.scalar(printed.limit(1)) is None:
        return ensure_number(unit, customer.id)
    return take_paper_number(unit, "registration", get_settings(unit))
