"""Payments as the screen records them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dealer_app.domain.bills import RecordPayment
from dealer_app.domain.ids import OrderId
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import ReceiptDetails
from ui.operations.base import Operation
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit


@dataclass(frozen=True, slots=True)
class PaymentStart:
    """What the form opens with."""

    order: OrderDetails
    today: date


def start_payment(page: Page, order_id: OrderId, on_done: Callable[[PaymentStart], None]) -> None:
    """Read the order a payment is for."""

    def work(unit: Unit) -> PaymentStart:
        from dealer_app.services.orders import orders

        return PaymentStart(orders.get_order(unit, order_id), unit.today)

    page.context.tasks.run_read(page, work, on_done)


def record_payment(page: Page, command: RecordPayment) -> Operation[ReceiptDetails]:
    """Record a payment; the same bank reference twice is refused."""

    def work(unit: Unit) -> ReceiptDetails:
        from dealer_app.services.payments import payments

        return payments.record_payment(unit, command)

    return Operation(page, work)
