"""The registry of papers: how each kind is issued, read and drawn. A new kind of paper needs one entry here.

Other declarations of a kind: ``store/tables/papers.py`` (records of a printed paper), ``services/prints/tables.py``
(how a print finds its row), ``ui/operations/paper_summaries.py`` (facts beside the preview), and the Persian names in
``resources/texts/timeline.py``, ``ui/texts/settings.py`` and ``ui/texts/seals.py``.
``tests/architecture/test_papers.py`` finds a missing one.

Each renderer is imported when it draws, so that importing this registry does not load reportlab.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from dealer_app.domain.bills import IssueBill, IssueInvitation
from dealer_app.domain.directory.addresses import AddressDetails
from dealer_app.domain.errors import Refusal
from dealer_app.domain.help import HelpDetails, SlipTopic, Visitor
from dealer_app.domain.ids import BillId, BrochureId, CustomerId, InvitationId, OrderId, PaymentId, PlanId, VisitId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import (
    BillDetails,
    BrochureDetails,
    InvitationDetails,
    PaperKind,
    PrintStamp,
    ReceiptDetails,
    RegistrationDetails,
    VisitDetails,
)
from dealer_app.services.bills.bills import get_bill_series, issue_bills
from dealer_app.services.customers.customers import find_customer_by_code
from dealer_app.services.directory.addresses import get_address, issue_address
from dealer_app.services.directory.directory import get_dealership
from dealer_app.services.help.records import get_help, issue_slip
from dealer_app.services.invitations.invitations import get_invitation, issue_invitation
from dealer_app.services.orders.orders import find_order_id
from dealer_app.services.payments.payments import get_receipt, receipt_to_show
from dealer_app.services.plans.brochures import get_brochure, issue_brochure
from dealer_app.services.plans.plans import find_newest_plan
from dealer_app.services.registrations.registrations import get_registration
from dealer_app.services.visits.visits import get_visit, newest_visit_id
from dealer_app.store.core.unit import Unit

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a paper: the command-line option for its number, and the look-up of that number."""

    option: str
    find: Callable[[Unit, str], UUID]


@dataclass(frozen=True, slots=True)
class Paper(Generic[Facts]):
    """One kind of paper: its command-line word, what it is issued for, its frozen facts and its PDF."""

    word: str
    subject: Subject
    issue: Callable[[Unit, UUID, frozenset[str]], UUID]  # from the subject's id and the confirmed doubts to its own id
    read: Callable[[Unit, UUID], Facts]
    render: Callable[[Facts, PrintStamp], bytes]


def find_order(unit: Unit, number: str) -> OrderId:
    """Return the order with this number; raises Refusal ``order_not_found``."""
    order_id = find_order_id(unit, number)
    if order_id is None:
        raise Refusal("order_not_found", number=number)
    return order_id


def find_customer(unit: Unit, code: str) -> CustomerId:
    """Return the customer with this identity code; raises Refusal ``customer_not_found``."""
    customer_id = find_customer_by_code(unit, code)
    if customer_id is None:
        raise Refusal("customer_not_found")
    return customer_id


def _issue_letter(unit: Unit, order_id: UUID, accepted: frozenset[str]) -> UUID:
    return issue_invitation(unit, IssueInvitation(OrderId(order_id), accepted_warnings=accepted)).id


def _read_letter(unit: Unit, paper_id: UUID) -> InvitationDetails:
    return get_invitation(unit, InvitationId(paper_id))


def _render_letter(letter: InvitationDetails, stamp: PrintStamp) -> bytes:
    from dealer_app.documents.invitation import render_invitation

    return render_invitation(letter, stamp)


def _issue_slips(account: Account) -> Callable[[Unit, UUID, frozenset[str]], UUID]:
    """Return the function that issues the bills of an account; the first bill's id is the id of the series."""

    def issue(unit: Unit, order_id: UUID, accepted: frozenset[str]) -> UUID:
        return issue_bills(unit, IssueBill(OrderId(order_id), account, accepted_warnings=accepted))[0].id

    return issue


def _read_slips(unit: Unit, paper_id: UUID) -> tuple[BillDetails, ...]:
    return get_bill_series(unit, BillId(paper_id))


def _render_slips(series: tuple[BillDetails, ...], stamp: PrintStamp) -> bytes:
    from dealer_app.documents.slips import render_slips

    return render_slips(series, stamp)


def _find_receipt(unit: Unit, order_id: UUID, _accepted: frozenset[str]) -> UUID:
    return receipt_to_show(unit, OrderId(order_id))


def _read_receipt(unit: Unit, paper_id: UUID) -> ReceiptDetails:
    return get_receipt(unit, PaymentId(paper_id))


def _render_receipt(receipt: ReceiptDetails, stamp: PrintStamp) -> bytes:
    from dealer_app.documents.receipt import render_receipt

    return render_receipt(receipt, stamp)


def _issue_help_slip(unit: Unit, order_id: UUID, _accepted: frozenset[str]) -> UUID:
    return issue_slip(unit, Visitor(order_id=OrderId(order_id)), SlipTopic.LOTTERY).id


def _render_help_slip(slip: HelpDetails, stamp: PrintStamp) -> bytes:
    from dealer_app.documents.help_slip import render_help_slip

    return render_help_slip(slip, stamp)


def _newest_confirmation(_unit: Unit, customer_id: UUID, _accepted: frozenset[str]) -> UUID:
    """Return the customer's id, which refers to the newest confirmation; the print issues one if needed."""
    return customer_id


def _render_confirmation(confirmation: RegistrationDetails, stamp: PrintStamp) -> bytes:
    from dealer_app.documents.registration import render_registration

    return render_registration(confirmation, stamp)


def _newest_visit(unit: Unit, customer_id: UUID, _accepted: frozenset[str]) -> UUID:
    """Return the customer's last visit: only the end of a visit issues its slip."""
    return newest_visit_id(unit, CustomerId(customer_id))


def _read_visit(unit: Unit, paper_id: UUID) -> VisitDetails:
    return get_visit(unit, VisitId(paper_id))


def _render_visit(visit: VisitDetails, stamp: PrintStamp) -> bytes:
    from dealer_app.documents.visit_slip import render_visit_slip

    return render_visit_slip(visit, stamp)


def find_plan(unit: Unit, code: str) -> PlanId:
    """Return the newest version of the plan with this code; raises Refusal ``plan_not_found``."""
    return find_newest_plan(unit, code)


def _issue_brochure(unit: Unit, plan_id: UUID, _accepted: frozenset[str]) -> UUID:
    return issue_brochure(unit, PlanId(plan_id)).id


def _read_brochure(unit: Unit, paper_id: UUID) -> BrochureDetails:
    return get_brochure(unit, BrochureId(paper_id))


def _render_brochure(brochure: BrochureDetails, stamp: PrintStamp) -> bytes:
    from dealer_app.documents.brochure import render_brochure

    return render_brochure(brochure, stamp)


def find_dealership(unit: Unit, code: str) -> UUID:
    """Return the dealership of a code; raises Refusal ``dealership_not_found``."""
    return get_dealership(unit, code).id


def _issue_address(unit: Unit, dealership_id: UUID, _accepted: frozenset[str]) -> UUID:
    return issue_address(unit, dealership_id).id


def _render_address(address: AddressDetails, stamp: PrintStamp) -> bytes:
    from dealer_app.documents.address import render_address

    return render_address(address, stamp)


DEALERSHIP = Subject("dealership", find_dealership)
PLAN = Subject("plan", find_plan)
ORDER = Subject("order", find_order)
CUSTOMER = Subject("customer", find_customer)
# Any: each entry has facts of its own type, which its reader returns and its renderer takes.
PAPERS: Mapping[PaperKind, Paper[Any]] = {
    PaperKind.INVITATION: Paper("invitation", ORDER, _issue_letter, _read_letter, _render_letter),
    PaperKind.PRINCIPAL_SLIP: Paper(
        "principal-slip", ORDER, _issue_slips(Account.PRINCIPAL), _read_slips, _render_slips
    ),
    PaperKind.PENALTY_SLIP: Paper("penalty-slip", ORDER, _issue_slips(Account.PENALTY), _read_slips, _render_slips),
    PaperKind.RECEIPT: Paper("receipt", ORDER, _find_receipt, _read_receipt, _render_receipt),
    PaperKind.REGISTRATION: Paper(
        "registration", CUSTOMER, _newest_confirmation, get_registration, _render_confirmation
    ),
    PaperKind.VISIT: Paper("visit", CUSTOMER, _newest_visit, _read_visit, _render_visit),
    PaperKind.ADDRESS: Paper("address-slip", DEALERSHIP, _issue_address, get_address, _render_address),
    PaperKind.BROCHURE: Paper("brochure", PLAN, _issue_brochure, _read_brochure, _render_brochure),
    PaperKind.HELP_SLIP: Paper("help-slip", ORDER, _issue_help_slip, get_help, _render_help_slip),
}


def kind_of(word: str) -> PaperKind:
    """Return the kind of a command-line word."""
    return next(kind for kind, paper in PAPERS.items() if paper.word == word)
