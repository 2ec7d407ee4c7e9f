"""Order a car from a plan, by keyboard: from the catalogue to the slip, and what stops it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy import select, update

from dealer_app.services.plans.plans import find_newest_plan, get_plan
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.plans.plans import PlanRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from tests.store.factories import an_order
from tests.ui.clerk import Clerk
from tests.ui.plans import change_plan
from ui.look.theme import theme
from ui.pages.papers.page import PaperPage
from ui.pages.plans.page import PlansPage
from ui.pages.requests.page import RequestPage
from ui.texts import plans as plan_texts
from ui.texts import requests as texts

CODE, STRANGER = "0499370899", "0790419904"
ALT = Qt.KeyboardModifier.AltModifier


def requests_of(unit: Unit) -> list[str]:
    return list(unit.session.scalars(select(RequestRecord.number)))


def make_cheaper_orders(clerk: Clerk) -> None:
    """Write three orders of the car of plan KM-27, each at a hundredth of its price."""

    def write(unit: Unit) -> None:
        plan = get_plan(unit, find_newest_plan(unit, "KM-27")).fields
        for number in range(3):
            cheap: dict[str, Any] = {"price": plan.price // 100, "car": plan.car, "model_year": plan.model_year}
            an_order(unit, request_number=f"R77{number}", **cheap)

    clerk.counter.tasks.run_desktop(clerk.counter, lambda desktop: desktop.write(write), lambda _done: None)
    clerk.settle()


def shown_in(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if not label.isHidden()]


def come_from_a_sheet(clerk: Clerk) -> None:
    """Let all plans of the demo be plans of a sheet."""
    from_sheet = update(PlanRecord).values(origin="sheet")
    work = lambda desktop: desktop.write(lambda unit: unit.session.execute(from_sheet) and None)  # noqa: E731
    clerk.counter.tasks.run_desktop(clerk.counter, work, lambda _done: None)
    clerk.settle()


def open_order(clerk: Clerk, plan: str = "KM-27") -> RequestPage:
    clerk.counter.navigate.open_plans()
    catalogue = clerk.page
    assert isinstance(catalogue, PlansPage)
    clerk.until(lambda: catalogue.catalogue is not None)
    clerk.type(plan)
    clerk.press(Qt.Key.Key_1, ALT)
    page = clerk.page
    assert isinstance(page, RequestPage)
    clerk.until(lambda: page._start is not None)
    return page


def test_order_by_keyboard_opens_the_slip(clerk: Clerk) -> None:
    page = open_order(clerk)
    clerk.type(CODE)
    clerk.settle()
    assert page.found.text() == texts.CUSTOMER.format(name="زهرا نوری‌فر")
    clerk.enter()
    clerk.enter("سفید")
    clerk.press(Qt.Key.Key_Space)
    assert page.read_out.isChecked()
    page.order.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, PaperPage) and clerk.page.view is not None)
    (number,) = clerk.read(requests_of)
    assert number in clerk.note
    paper = clerk.page
    assert isinstance(paper, PaperPage)
    assert paper.view is not None
    assert "۵٬۳۷۶٬۰۰۰٬۰۰۰ ریال" in dict(paper.view.facts.lines).values()


def test_stranger_is_sent_to_registration_and_nothing_is_ordered(clerk: Clerk) -> None:
    page = open_order(clerk)
    clerk.type(STRANGER)
    clerk.settle()
    assert page.found.text() == texts.NO_CUSTOMER
    page.read_out.setChecked(True)
    page.save()
    assert clerk.read(requests_of) == []
    assert page.is_dirty()


def test_order_waits_for_the_mark_that_it_was_read_out(clerk: Clerk) -> None:
    page = open_order(clerk)
    clerk.type(CODE)
    clerk.settle()
    page.save()
    assert page.read_out.hasFocus()
    assert clerk.read(requests_of) == []


@pytest.mark.parametrize("changes", [{"price": 14_000_000_000}, {"price": 14_000_000_000, "version": 7}])
def test_plan_that_changed_is_asked_anew(clerk: Clerk, changes: dict[str, Any]) -> None:
    page = open_order(clerk)
    clerk.type(CODE)
    page.read_out.setChecked(True)
    clerk.settle()
    change_plan(clerk, **changes)
    assert not page.read_out.isChecked()
    assert "۱۴٬۰۰۰٬۰۰۰٬۰۰۰" in page.change.text
    clerk.until(lambda: any("۱۴٬۰۰۰٬۰۰۰٬۰۰۰" in text for text in shown_in(page.side)))
    assert not any("۱۲٬۸۰۰٬۰۰۰٬۰۰۰" in text for text in shown_in(page.side))
    page.save()
    assert clerk.read(requests_of) == []
    page.read_out.setChecked(True)
    page.save()
    clerk.until(lambda: isinstance(clerk.page, PaperPage) and clerk.page.view is not None)
    assert len(clerk.read(requests_of)) == 1


def test_plan_that_closes_meanwhile_is_not_ordered(clerk: Clerk) -> None:
    page = open_order(clerk)
    change_plan(clerk, closes_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert not page.order.isEnabled()
    assert page.refusal.isVisible()
    change_plan(clerk, closes_at=None)
    assert page.order.isEnabled()
    assert page.refusal.isHidden()


def test_closed_plan_cannot_be_ordered_from_the_catalogue(clerk: Clerk) -> None:
    clerk.counter.navigate.open_plans()
    page = clerk.page
    assert isinstance(page, PlansPage)
    clerk.until(lambda: page.catalogue is not None)
    clerk.type("KM-28")
    clerk.press(Qt.Key.Key_1, ALT)
    assert clerk.note == plan_texts.NOT_OPEN


def test_draft_of_an_order_is_resumed(clerk: Clerk) -> None:
    page = open_order(clerk)
    clerk.type(CODE)
    clerk.enter()
    clerk.type("سفید")
    page.keep_draft()
    clerk.settle()
    clerk.counter.navigate.close_current()
    clerk.settle()
    again = open_order(clerk, "")
    clerk.until(lambda: not again.draft_banner.isHidden())
    again.draft_banner.resume.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: bool(again.found.text()))
    assert (again.code.raw(), again.color.raw()) == (CODE, "سفید")
    assert again.found.text() == texts.CUSTOMER.format(name="زهرا نوری‌فر")
    assert not again.read_out.isChecked()  # what was read out is read out again


def test_price_far_from_the_same_car_is_confirmed_by_a_mark(clerk: Clerk) -> None:
    make_cheaper_orders(clerk)
    page = open_order(clerk)
    clerk.type(CODE)
    clerk.settle()
    page.read_out.setChecked(True)
    page.save()
    clerk.until(lambda: not page.doubt.isHidden())
    assert "۱۲٬۸۰۰٬۰۰۰٬۰۰۰" in page.doubt.text
    assert page.is_right.hasFocus()
    assert clerk.read(requests_of) == []
    page.save()
    clerk.settle()
    assert clerk.read(requests_of) == []
    clerk.press(Qt.Key.Key_Space)
    page.save()
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    assert len(clerk.read(requests_of)) == 1


def test_plan_of_a_sheet_that_head_office_does_not_know_is_said(idle: Clerk) -> None:
    come_from_a_sheet(idle)
    page = open_order(idle)
    assert page.awaited.isVisible()
    assert page.awaited.text == texts.AWAITED
    change_plan(idle, version=7)  # head office publishes its own
    assert page.awaited.isHidden()


def test_counter_without_head_office_says_nothing_of_it(clerk: Clerk) -> None:
    come_from_a_sheet(clerk)
    assert open_order(clerk).awaited.isHidden()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_conditions_are_read_at_every_size_of_type_by_keyboard(clerk: Clerk, percent: int) -> None:
    page = open_order(clerk)
    change_plan(clerk, conditions="شرط " * 400, pledge="سند تا تسویه در رهن است")
    clerk.until(lambda: page._start is not None and bool(page._start.plan.fields.pledge))
    try:
        theme.use(scale_percent=percent)
        clerk.counter.window.resize(1366, 728)
        clerk.settle()
        assert page.side.isVisible()
        clerk.until(lambda: any("در رهن است" in text for text in shown_in(page.side)))
        page.side.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(40):
            clerk.press(Qt.Key.Key_PageDown)
        bar = page.side.area.verticalScrollBar()
        assert bar.value() == bar.maximum() > 0
    finally:
        theme.use(scale_percent=100)
