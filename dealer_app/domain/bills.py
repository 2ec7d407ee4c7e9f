"""Requests to issue bills and invitations and to record or reverse payments, and the doubts about their amounts."""

from dataclasses import dataclass
from datetime import date

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import OrderId, PaymentId, Rial
from dealer_app.domain.money import format_rial, magnitude_warning
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.prices import is_far
from dealer_app.domain.persian import persian_digits
from resources.texts.settings_names import ACCOUNTS

RETYPED_ABOVE = 2
"""A payment above this many times the remaining amount is confirmed only by typing the amount again."""
RETYPED = frozenset({"amount_ten_times", "amount_far_more"})
"""The doubts that are confirmed by typing the amount again; the others are confirmed by a mark."""


MOST_UNASKED_BILLS = 20
"""A series of more bills is asked about first: it is more likely a price with a zero too many."""
BILL_DOUBTS = frozenset({"bills_many", "price_far"})
"""The doubts about a new series of bills."""


@dataclass(frozen=True, slots=True)
class IssueBill:
    """Request to issue bills for what remains on one account of an order.

    ``received_ids`` holds (bill id, payment id) pairs from the company; they are checked and printed unchanged.
    ``accepted_warnings`` holds the codes of the doubts that the clerk confirmed: about the received ids, the number of
    bills, the price.
    """

    order_id: OrderId
    account: Account
    due_on: date | None = None
    received_ids: tuple[tuple[str, str], ...] = ()
    accepted_warnings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RecordPayment:
    """Request to record a payment with its bank reference; a reference that was recorded before is refused.

    ``accepted_warnings`` holds the codes of the doubts that the clerk confirmed; ``amount_again`` is the amount in
    Rial as it was typed a second time, which the doubts in ``RETYPED`` need.
    """

    order_id: OrderId
    account: Account
    amount: Rial
    method: str  # "bill", "deposit", "card", "cheque"
    bank_reference: str
    paid_on: date
    accepted_warnings: frozenset[str] = frozenset()
    amount_again: Rial | None = None

    def confirms(self, doubt: FieldError) -> bool:
        """Return whether the clerk confirmed ``doubt``."""
        is_again = doubt.code not in RETYPED or self.amount_again == self.amount
        return doubt.code in self.accepted_warnings and is_again


@dataclass(frozen=True, slots=True)
class ReversePayment:
    """Request to undo a payment by a reversing entry; nothing is deleted."""

    payment_id: PaymentId
    reason: str


@dataclass(frozen=True, slots=True)
class IssueInvitation:
    """Request to issue an invitation of an order.

    ``kind`` "" derives the kind from the order's state; ``pay_by_on`` None derives the day from the rule.
    ``accepted_warnings`` holds the codes of the doubts about its bills that the clerk confirmed.
    """

    order_id: OrderId
    kind: str = ""
    pay_by_on: date | None = None
    accepted_warnings: frozenset[str] = frozenset()


def payment_doubt(amount: Rial, remaining: Rial, account: Account) -> FieldError | None:
    """Return the doubt about a payment of ``amount`` Rial on an account with ``remaining`` Rial, None if there is none.

    It never refuses the payment, because money was taken; the clerk confirms it.
    """
    size = magnitude_warning(amount, remaining)
    owed = max(remaining, 0)
    if size is not None or amount <= owed:
        return size
    code = "amount_far_more" if amount > RETYPED_ABOVE * owed else "amount_more_than_remaining"
    words = {"typed": format_rial(amount), "account": ACCOUNTS[account.value], "remaining": format_rial(owed)}
    return FieldError(code, "amount", is_warning=True, **words)


def bill_doubts(count: int, total: Rial, price: Rial, usual: Rial) -> tuple[FieldError, ...]:
    """Return the doubts about a new series of ``count`` bills for ``total`` Rial of an order with this ``price``.

    ``usual`` is the middle price of other orders of the same car in Rial, 0 if there are too few.
    """
    doubts = []
    if count > MOST_UNASKED_BILLS:
        shown = {"count": persian_digits(str(count)), "amount": format_rial(total)}
        doubts.append(FieldError("bills_many", "amount", is_warning=True, **shown))
    if is_far(price, usual):
        shown = {"price": format_rial(price), "usual": format_rial(usual)}
        doubts.append(FieldError("price_far", "amount", is_warning=True, **shown))
    return tuple(doubts)
