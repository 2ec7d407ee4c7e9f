"""Reads a customer's file and runs the commands on its orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dealer_app.domain.bills import ReversePayment
from dealer_app.domain.calendar.tehran import local_time
from dealer_app.domain.customers import CustomerDetails, TimelineEntry
from dealer_app.domain.deadlines.words import ClockWords
from dealer_app.domain.files.activation import CodeView
from dealer_app.domain.files.joins import JoinView
from dealer_app.domain.ids import CustomerId, OrderId, PaymentId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.plans.requests import RequestDetails
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

SLIPS = {Account.PRINCIPAL: PaperKind.PRINCIPAL_SLIP, Account.PENALTY: PaperKind.PENALTY_SLIP}


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """All content of the file; the timeline's instants are in the counter's own time.

    ``join`` is set if two files are shown as one: orders and timeline are then those of both.
    """

    customer: CustomerDetails
    orders: tuple[OrderDetails, ...]
    timeline: tuple[TimelineEntry, ...]
    today: date
    clocks: Mapping[OrderId, tuple[ClockWords, ...]]
    code: CodeView
    join: JoinView | None
    requests: Mapping[OrderId, RequestDetails]


def open_file(page: Page, customer_id: CustomerId, on_done: Callable[[CustomerFile], None]) -> None:
    """Read a customer's file."""
    read(page, on_done, _open_file, customer_id)


def issue_slip(
    page: Page, order_id: OrderId, account: Account, accepted: frozenset[str] = frozenset()
) -> Operation[PaperRef]:
    """Issue the slips of what remains on one account; the answer is the paper to show.

    ``accepted`` holds the codes of the doubts that the clerk confirmed.
    """
    return _issue(page, SLIPS[account], order_id, accepted)


def issue_letter(page: Page, order_id: OrderId, accepted: frozenset[str] = frozenset()) -> Operation[PaperRef]:
    """Issue the letter of an order; the answer is the paper to show."""
    return _issue(page, PaperKind.INVITATION, order_id, accepted)


def show_receipt(page: Page, order_id: OrderId) -> Operation[PaperRef]:
    """Find the receipt of the last payment, or issue one for the amount that head office reported as received."""
    return _issue(page, PaperKind.RECEIPT, order_id)


def reverse_payment(page: Page, payment_id: PaymentId, reason: str) -> Operation[PaperRef]:
    """Undo a payment by a reversing entry; the answer is the receipt of the reversal."""
    return write(page, _reverse_payment, payment_id, reason)


def _issue(
    page: Page, kind: PaperKind, order_id: OrderId, accepted: frozenset[str] = frozenset()
) -> Operation[PaperRef]:
    """Issue a paper of an order; one that cannot be drawn is not issued."""
    return write(page, _issue_paper, kind, order_id, accepted)


def _open_file(unit: Unit, customer_id: CustomerId) -> CustomerFile:
    from dealer_app.services.customers import customers
    from dealer_app.services.deadlines.orders import list_clock_words
    from dealer_app.services.files import joins
    from dealer_app.services.files.activation import get_code
    from dealer_app.services.orders import orders
    from dealer_app.services.plans.requests import list_requests

    shown, *others = files = joins.files_of(unit, customer_id)
    entries = [*orders.list_timeline(unit, shown)]
    for other in others:
        entries += [entry for entry in orders.list_timeline(unit, other) if entry.kind != "join"]  # it is in both
    newest_first = sorted(entries, key=lambda one: one.at, reverse=True)
    mine = tuple(order for one in files for order in orders.list_customer_orders(unit, one))
    return CustomerFile(
        customers.get_customer(unit, shown),
        mine,
        tuple(replace(entry, at=local_time(entry.at)) for entry in newest_first),
        unit.today,
        list_clock_words(unit, [order.id for order in mine]),
        get_code(unit, shown),
        joins.get_join(unit, shown) if others else None,
        list_requests(unit, [order.id for order in mine]),
    )


def _reverse_payment(unit: Unit, payment_id: PaymentId, reason: str) -> PaperRef:
    from dealer_app.services.payments import payments

    return PaperRef(PaperKind.RECEIPT, payments.reverse_payment(unit, ReversePayment(payment_id, reason)).id)


def _issue_paper(unit: Unit, kind: PaperKind, order_id: OrderId, accepted: frozenset[str]) -> PaperRef:
    from dealer_app.documents.printing import issue_drawable

    return issue_drawable(unit, kind, order_id, accepted)
