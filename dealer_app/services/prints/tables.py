"""Declare for each kind of paper its table, the query for its customer, and the id under which it is printed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal, select

from dealer_app.domain.papers.papers import PaperKind
from dealer_app.services.registrations.registrations import get_registration, issue_registration
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.dealerships import AddressRecord
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.plans.plans import BrochureRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.visits.visits import VisitRecord

PaperOfNobody = type[AddressRecord] | type[BrochureRecord] | type[HelpRecord]
OrderPaper = type[InvitationRecord] | type[PaymentRecord] | type[BillRecord]


def _same_id(_unit: Unit, paper_id: UUID) -> UUID:
    return paper_id


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """The table of a kind of paper.

    ``own_id`` converts the requested id into the paper's own id; ``issue`` does the same for a print and issues a paper
    that does not exist yet.
    """

    record: OrderPaper | type[RegistrationRecord] | type[VisitRecord] | PaperOfNobody
    missing: str  # code of the refusal if the row does not exist
    owner: Select[UUID] | Select[UUID | None] | None  # the customer's id, if any; the caller limits it to one paper
    own_id: Callable[[Unit, UUID], UUID] = _same_id
    issue: Callable[[Unit, UUID], UUID] = _same_id

    @property
    def number(self) -> ColumnElement[str]:
        """Return the column with the paper's number; a help slip has none."""
        column: ColumnElement[str] = getattr(self.record, "number", literal(""))
        return column


def _of_order(record: OrderPaper, missing: str) -> PrintedTable:
    """Declare a paper of an order: it belongs to the order's customer."""
    owner = select(OrderRecord.customer_id).join(record, record.order_id == OrderRecord.id)
    return PrintedTable(record, missing, owner)


def _confirmation_id(unit: Unit, paper_id: UUID) -> UUID:
    return get_registration(unit, paper_id).id


def _issued_confirmation_id(unit: Unit, paper_id: UUID) -> UUID:
    return issue_registration(unit, paper_id).id


TABLES: Mapping[PaperKind, PrintedTable] = {
    PaperKind.INVITATION: _of_order(InvitationRecord, "invitation_not_found"),
    PaperKind.PRINCIPAL_SLIP: _of_order(BillRecord, "bill_not_found"),
    PaperKind.PENALTY_SLIP: _of_order(BillRecord, "bill_not_found"),
    PaperKind.RECEIPT: _of_order(PaymentRecord, "payment_not_found"),
    PaperKind.REGISTRATION: PrintedTable(
        RegistrationRecord,
        "customer_not_found",
        select(RegistrationRecord.customer_id),
        _confirmation_id,
        _issued_confirmation_id,
    ),
    PaperKind.VISIT: PrintedTable(VisitRecord, "visit_not_found", select(VisitRecord.customer_id)),
    PaperKind.BROCHURE: PrintedTable(BrochureRecord, "brochure_not_found", None),
    PaperKind.HELP_SLIP: PrintedTable(HelpRecord, "help_not_found", select(HelpRecord.customer_id)),
    PaperKind.ADDRESS: PrintedTable(AddressRecord, "address_not_found", None),
}
