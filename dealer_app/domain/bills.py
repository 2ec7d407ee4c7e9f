"""Bills and payments as commands: what a cashier asks the counter to do."""

from dataclasses import dataclass
from datetime import date

from dealer_app.domain.ids import OrderId, PaymentId, Rial
from dealer_app.domain.orders.ledger import Account


@dataclass(frozen=True, slots=True)
class IssueBill:
    """Wish: the bill slips of what remains on one account of an order.

    ``received_ids`` holds (bill id, payment id) pairs that the company gave; they are checked and printed as they are.
    """

    order_id: OrderId
    account: Account
    due_on: date | None = None
    received_ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPayment:
    """Wish: a payment with its bank reference; the same reference twice is refused."""

    order_id: OrderId
    account: Account
    amount: Rial
    method: str  # "bill", "deposit", "card", "cheque"
    bank_reference: str
    paid_on: date
    accepted_warnings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReversePayment:
    """Wish: undo a payment by a reversing entry; nothing is deleted."""

    payment_id: PaymentId
    reason: str


@dataclass(frozen=True, slots=True)
class IssueInvitation:
    """Wish: the invitation letter of an order; ``kind`` "" lets the state decide, ``pay_by_on`` None the rule."""

    order_id: OrderId
    kind: str = ""
    pay_by_on: date | None = None
