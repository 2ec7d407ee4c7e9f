"""Reads an order for a payment and records the payment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dealer_app.domain.bills import RecordPayment
from dealer_app.domain.ids import OrderId
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import ReceiptDetails
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit


PAYMENT_DRAFT = "payment"


@dataclass(frozen=True, slots=True)
class PaymentStart:
    """The content of the form when it opens."""

    order: OrderDetails
    today: date


def start_payment(page: Page, order_id: OrderId, on_done: Callable[[PaymentStart], None]) -> None:
    """Read the order to be paid."""
    read(page, on_done, _start_payment, order_id)


def record_payment(page: Page, command: RecordPayment, draft_key: str) -> Operation[ReceiptDetails]:
    """Record a payment and drop its draft, in one transaction; the same bank reference twice is refused."""
    return write(page, _record_payment, command, draft_key)


def _start_payment(unit: Unit, order_id: OrderId) -> PaymentStart:
    from dealer_app.services.orders import orders

    return PaymentStart(orders.get_order(unit, order_id), unit.today)


def _record_payment(unit: Unit, command: RecordPayment, draft_key: str) -> ReceiptDetails:
    from dealer_app.services import drafts
    from dealer_app.services.payments import payments

    receipt = payments.record_payment(unit, command)
    drafts.drop_draft(unit, PAYMENT_DRAFT, draft_key)
    return receipt
