"""The plan of an order, as it was ordered: opened by key in the customer's file, whatever became of the plan."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.plans.requests import MakeRequest
from dealer_app.services.plans.plans import find_newest_plan, get_plan
from dealer_app.services.plans.requests import make_request
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk, main_order
from tests.ui.plans import change_plan
from ui.pages.customer_file.page import CustomerFilePage

SHIFT = Qt.KeyboardModifier.ShiftModifier


def open_file(clerk: Clerk, customer_id: CustomerId, order_id: OrderId) -> CustomerFilePage:
    clerk.counter.navigate.open_customer(customer_id, order_id)
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    clerk.until(lambda: page.file is not None)
    return page


def test_frozen_plan_opens_by_key_with_the_price_and_the_version_of_then(clerk: Clerk) -> None:
    customer_id, other = clerk.read(main_order)

    def make(unit: Unit) -> OrderId:
        plan = get_plan(unit, find_newest_plan(unit, "KM-27"))
        return make_request(unit, MakeRequest(plan.id, customer_id, plan.fields.price))[0].order_id

    made: list[OrderId] = []
    clerk.counter.tasks.run_desktop(clerk.counter, lambda desktop: desktop.write(make).value, made.append)
    clerk.until(lambda: bool(made))
    change_plan(clerk, version=7, price=19_000_000_000)
    page = open_file(clerk, customer_id, made[0])
    card = page.open_card()
    assert card is not None
    assert card.plan is None
    clerk.press(Qt.Key.Key_F6, SHIFT)
    assert card.plan is not None
    assert card.plan.isVisible()
    said = "\n".join(label.text() for label in card.plan.findChildren(QLabel))
    assert "۱۲٬۸۰۰٬۰۰۰٬۰۰۰" in said
    assert "نسخهٔ ۱" in said
    assert "۱۹٬۰۰۰" not in said
    clerk.press(Qt.Key.Key_F6, SHIFT)
    assert card.plan.isHidden()

    page.show_order(other)
    card = page.open_card()
    assert card is not None
    assert "plan" not in card.verbs
    clerk.press(Qt.Key.Key_F6, SHIFT)
    assert card.plan is None
