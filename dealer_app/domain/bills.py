"""Requests to issue bills and invitations and to record or reverse payments."""

from dataclasses import dataclass
from datetime import date

from dealer_app.domain.ids import OrderId, PaymentId, Rial
from dealer_app.domain.orders.ledger import Account


@dataclass(frozen=True, slots=True)
class IssueBill:
    """Request to issue bills for what remains on one account of an order.

    ``received_ids`` holds (bill id, payment id) pairs from the company; they are checked and printed unchanged.
    """

    order_id: OrderId
    account: Account
    due_on: date | None = None
    received_ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPayment:
    """Request to record a payment with its bank reference; a reference that was recorded before is refused."""

    order_id: OrderId
    account: Account
    amount: Rial
    method: str  # "bill", "deposit", "card", "cheque"
    bank_reference: str
    paid_on: date
    accepted_warnings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReversePayment:
    """Request to undo a payment by a reversing entry; nothing is deleted."""

    payment_id: PaymentId
    reason: str


@dataclass(frozen=True, slots=True)
class IssueInvitation:
    """Request to issue an invitation of an order.

    ``kind`` "" derives the kind from the order's state; ``pay_by_on`` None derives the day from the rule.
    """

    order_id: OrderId
    kind: str = ""
    pay_by_on: date | None = None
