"""Orders: their facts, stages and status, and the values that screens and papers show."""

from dataclasses import dataclass
from datetime import date

from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.orders.ledger import Ledger

STAGES = ("request", "documents", "contract", "invitation", "payment", "allocation", "plating", "delivery")
"""The eight steps of the stepper, first to last; every status of the table except the aside ones belongs to one."""


@dataclass(frozen=True, slots=True)
class Status:
    """One status of an order: a row of ``resources/tables/statuses.csv`` (head office owns it)."""

    code: str  # "request_registered"…
    name: str  # «ثبت درخواست», as exports spell it
    stage: str  # one of STAGES; "" for the aside statuses (withdrawn, reassigned, void, expired)
    spoken: str  # the sentence to read aloud, with {placeholders}
    next_step: str
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class OrderFields:
    """An order's facts as head office exports them; amounts in Rial, days as ``date``."""

    request_number: str
    contract_number: str = ""
    invitation_number: str = ""
    tracking_code: str = ""
    request_on: date | None = None
    contract_on: date | None = None
    dealership_code: str = ""
    dealership_name: str = ""
    brand: str = ""
    car: str = ""
    model_year: str = ""
    color: str = ""
    sale_permit: str = ""
    sale_type: str = ""
    payment_method: str = ""
    price: Rial = Rial(0)
    discount: Rial = Rial(0)
    prepayment: Rial = Rial(0)
    received: Rial = Rial(0)
    invitation_due_on: date | None = None
    paid_on: date | None = None
    delivery_due_on: date | None = None
    vin: str = ""
    allocated_on: date | None = None
    plate: str = ""
    delivered_on: date | None = None
    status: str = ""  # the status name as head office spells it (normalised)
    withdrawal_state: str = ""
    withdrawn_on: date | None = None
    withdrawal_sheba: str = ""
    reassignment_state: str = ""
    giver_national_code: str = ""


@dataclass(frozen=True, slots=True)
class StatusCard:
    """The status of an order in words, the same on screen, phone and paper (``domain.orders.statuses``)."""

    name: str
    stage: str
    spoken: str  # the sentence to read aloud
    next_step: str
    deadline_on: date | None
    deadline_words: str  # «۳ روز تا پایان مهلت واریز», "" without a deadline
    tone: str  # "neutral" | "amber" | "red" | "green"


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """An order as screens and papers show it."""

    id: OrderId
    customer_id: CustomerId
    customer_name: str
    customer_national_code: str
    version: int
    fields: OrderFields
    ledger: Ledger
    card: StatusCard
    is_other_dealership: bool


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One row of the list of orders."""

    id: OrderId
    customer_id: CustomerId
    customer_name: str
    request_number: str
    contract_number: str
    invitation_number: str
    car: str
    status: str
    remaining: Rial
    delivery_due_on: date | None
