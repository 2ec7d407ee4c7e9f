"""Papers: their kinds, the facts frozen at issue, and the stamp of each print."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.ids import (
    BillId,
    BrochureId,
    CustomerId,
    InvitationId,
    OrderId,
    PaymentId,
    PrintId,
    RegistrationId,
    Rial,
    VisitId,
)
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.plans.plans import PlanFields
from dealer_app.domain.settings import DealershipSettings
from dealer_app.domain.visits import CheckedPaper, Representative


class PaperKind(StrEnum):
    """The kinds of paper that the counter prints."""

    INVITATION = "invitation"
    PRINCIPAL_SLIP = "principal-slip"
    PENALTY_SLIP = "penalty-slip"
    RECEIPT = "receipt"
    REGISTRATION = "registration"
    VISIT = "visit"
    BROCHURE = "brochure"
    HELP_SLIP = "help-slip"
    ADDRESS = "address-slip"


@dataclass(frozen=True, slots=True)
class PaperRef:
    """A reference to a paper: its kind and the id of the record it shows (invitation, first bill of a series, payment).

    A registration's id is that of one confirmation, as issued, or of a customer: the newest one.
    """

    kind: PaperKind
    id: UUID


@dataclass(frozen=True, slots=True)
class PrintStamp:
    """The facts of one print; ``copy_number`` 1 is the original, 2 is «رونوشت ۱»."""

    copy_number: int
    printed_by: str
    counter: str
    printed_at: datetime  # aware, local time of the counter
    is_inspection: bool = False  # printed by an auditor, who may print but not issue: no paper for a customer


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A print that is in the print log, with the bytes whose sha256 the log holds."""

    print_id: PrintId
    ref: PaperRef
    number: str
    stamp: PrintStamp
    pdf: bytes


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One item of the letter's calculation, in Rial; deductions are negative."""

    label: str
    amount: Rial


@dataclass(frozen=True, slots=True)
class InvitationDetails:
    """The facts of an invitation letter, frozen when it was issued."""

    id: InvitationId
    order_id: OrderId
    kind: str  # "payment" | "delivery"
    number: str  # 1405/2606/00871
    issued_on: date
    invitation_number: str
    request_number: str
    contract_number: str
    customer_name: str
    honorific: str  # «سرکار خانم», «جناب آقای», «شرکت», or ""
    national_code: str
    car: str
    color: str
    model_year: str
    sale_type: str
    sale_permit: str
    delivery_due_on: date | None
    lines: tuple[PaperItem, ...]
    amount: Rial  # what is due: the ledger's principal remaining
    pay_by_on: date | None
    is_expired: bool  # the deadline had passed when it was issued
    bills: tuple["BillDetails", ...]  # open principal bills at the moment of issue; may be empty
    documents_to_bring: tuple[str, ...]
    dealership: DealershipSettings
    authenticity: str  # payload of the QR, "" without a key
    is_sample: bool


@dataclass(frozen=True, slots=True)
class BillDetails:
    """The facts of one bill slip, frozen when it was issued."""

    id: BillId
    order_id: OrderId
    account: Account
    number: str  # serial of the paper
    issued_on: date
    part: int  # 1-based
    parts: int
    bill_id: str  # ASCII digits
    payment_id: str
    barcode: str  # 26 digits
    symbology: str  # "code128" | "itf"
    amount: Rial  # of this part, a multiple of 1,000
    total: Rial  # of all parts
    remainder: Rial  # under 1,000: no bill can hold it; shown on the slip, remains in the ledger
    due_on: date | None
    customer_name: str
    national_code: str
    request_number: str
    contract_number: str
    car: str
    color: str
    model_year: str
    dealership: DealershipSettings
    authenticity: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ReceiptDetails:
    """The facts of a receipt, frozen when the payment was recorded."""

    id: PaymentId
    order_id: OrderId
    number: str
    issued_on: date
    account: Account
    amount: Rial
    method: str
    bank_reference: str
    paid_on: date | None
    customer_name: str
    national_code: str
    request_number: str
    contract_number: str
    car: str
    color: str
    model_year: str
    principal_remaining: Rial
    penalty_remaining: Rial
    dealership: DealershipSettings
    authenticity: str
    is_sample: bool
    is_reversal: bool = False


@dataclass(frozen=True, slots=True)
class RegistrationDetails:
    """The facts of a registration confirmation, frozen when it was issued: every field, for the customer to sign."""

    id: RegistrationId
    customer_id: CustomerId
    number: str  # "" before it is issued
    issued_on: date
    customer_name: str
    fields: CustomerFields
    bank_name: str
    consent_version: str
    consent_text: str
    dealership: DealershipSettings
    authenticity: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class VisitDetails:
    """The facts of a visit and its slip, frozen when the visit ended; texts are "" where nothing is known."""

    id: VisitId
    customer_id: CustomerId | None  # None for a person without a file
    order_id: OrderId | None
    number: str
    issued_on: date
    purpose: str  # key of the check-lists
    purpose_name: str
    visitor_name: str  # who stood at the counter
    customer_name: str
    national_code: str
    request_number: str
    contract_number: str
    car: str
    color: str
    model_year: str
    asked: str
    status: str
    spoken: str  # the sentence that was read aloud
    next_step: str
    papers: tuple[CheckedPaper, ...]
    is_list_sample: bool  # no manager had confirmed the check-list
    handed_over: tuple[str, ...]
    representative: Representative | None
    other_dealership: str  # the dealership that the order was made at, if it was another one
    other_reason: str
    started_at: datetime  # aware UTC
    ended_at: datetime
    dealership: DealershipSettings
    authenticity: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class BrochureDetails:
    """The facts of a brochure of one plan, frozen when it was issued; ``data_at``: when its data came."""

    id: BrochureId
    number: str  # the plan's code and version
    issued_on: date
    plan: PlanFields
    data_at: datetime
    dealership: DealershipSettings
    is_sample: bool
