"""Sale plans and orders by keyboard: side by side, a brochure, an order with its slip, and head office's refusal."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import PaperKind
from dealer_app.domain.persian import document_number
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.plans.requests import RequestRecord
from tests.hub.head_office import Office
from tests.hub.plan_orders import PLAN, publish
from tests.journeys.steps import CTRL, WALK_IN, WALK_IN_CODE, find_by_keyboard, print_by_keyboard, register_by_keyboard
from tests.sync.counters import SpoiltLine
from tests.ui.clerk import Clerk
from tests.ui.fake_printer import FakeQueue
from tests.ui.plans import change_plan
from tests.ui.real_line import enrol_by_keyboard, talk_by_keyboard
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.papers.page import PaperPage
from ui.pages.payments.page import PaymentPage
from ui.pages.plans.page import PlansPage
from ui.pages.requests.page import RequestPage
from ui.texts import plans as texts
from ui.texts.shell import PLACES

CODE, NAME = "۰۴۹۹۳۷۰۸۹۹", "زهرا نوری‌فر"
ALT = Qt.KeyboardModifier.AltModifier
PREPAID = "۵٬۳۷۶٬۰۰۰٬۰۰۰"


def open_plans(clerk: Clerk) -> PlansPage:
    """Open the catalogue from the palette."""
    clerk.press(Qt.Key.Key_K, CTRL)
    clerk.enter(PLACES["plans"])
    clerk.until(lambda: isinstance(clerk.page, PlansPage) and clerk.page.catalogue is not None)
    page = clerk.page
    assert isinstance(page, PlansPage)
    return page


def order_by_keyboard(clerk: Clerk, plan: str, code: str, name: str) -> PaperPage:
    """Order the plan for the customer with this code and return the preview of the slip."""
    open_plans(clerk)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.type(plan)
    clerk.press(Qt.Key.Key_1, ALT)
    clerk.until(lambda: isinstance(clerk.page, RequestPage) and clerk.page._start is not None)
    page = clerk.page
    assert isinstance(page, RequestPage)
    clerk.type(code)
    clerk.until(lambda: name in page.found.text())
    clerk.enter()
    clerk.enter("سفید")
    assert page.read_out.hasFocus()
    clerk.press(Qt.Key.Key_Space)
    clerk.enter()
    assert page.order.hasFocus()
    clerk.enter()
    clerk.until(lambda: isinstance(clerk.page, PaperPage) and clerk.page.view is not None)
    slip = clerk.page
    assert isinstance(slip, PaperPage)
    return slip


def pay_by_keyboard(clerk: Clerk, amount: str) -> None:
    """Record the payment of the open order and wait for its receipt."""
    clerk.press(Qt.Key.Key_F7, CTRL)
    clerk.until(lambda: isinstance(clerk.page, PaymentPage) and clerk.page._order is not None)
    clerk.enter(amount)
    clerk.enter("981244771")
    clerk.enter()
    clerk.until(lambda: isinstance(clerk.page, PaperPage) and clerk.page.ref.kind is PaperKind.RECEIPT)


def newest_request(unit: Unit) -> tuple[str, str]:
    """Return the number of the newest request and why it was refused, "" if it was not."""
    row = unit.session.execute(
        select(RequestRecord.number, RequestRecord.code).order_by(RequestRecord.row.desc()).limit(1)
    ).one()
    return row.number, row.code


def shown(file: CustomerFilePage, number: str) -> OrderDetails:
    """Return the order with this number as the file shows it."""
    return next(card.order for card in file.cards if card.order.fields.request_number == number)


def cells(page: PlansPage, row: str) -> list[str]:
    """Return the accessible names of the cells of a row that are shown."""
    shown = (part.accessibleName() for part in page.comparison.findChildren(QWidget) if part.isVisible())
    return [name for name in shown if name.startswith(row)]


def test_visitor_sees_plans_side_by_side_and_takes_a_brochure_home(clerk: Clerk, queue: FakeQueue) -> None:
    page = open_plans(clerk)
    clerk.type("J7")
    clerk.press(Qt.Key.Key_Down)
    for _ in range(3):
        clerk.press(Qt.Key.Key_Space)
        clerk.press(Qt.Key.Key_Down)
    clerk.until(lambda: len(page.beside()) == 3 and not page._pause.isActive())
    for row in ("price", "total", "delivery"):
        clerk.until(lambda row=row: len(cells(page, texts.ROWS[row])) == 3)  # type: ignore[misc]
    assert any("قسط ۴" in name for name in cells(page, ""))

    clerk.press(Qt.Key.Key_P, CTRL)
    brochure = print_by_keyboard(clerk, queue, PaperKind.BROCHURE)
    assert brochure.view is not None
    assert brochure.view.facts.number.startswith("KM-")

    open_plans(clerk)
    for _ in range(3):  # the note, the filter, the plans side by side
        clerk.press(Qt.Key.Key_Escape)
    assert page.chosen == []
    clerk.type("KM-28")
    clerk.press(Qt.Key.Key_1, ALT)
    assert clerk.note == texts.NOT_OPEN


def test_reprint_of_an_old_order_shows_the_old_price(clerk: Clerk, queue: FakeQueue) -> None:
    order_by_keyboard(clerk, "KM-27", CODE, NAME)
    print_by_keyboard(clerk, queue, PaperKind.PRINCIPAL_SLIP)
    change_plan(clerk, price=14_000_000_000, version=7)
    number, _ = clerk.read(newest_request)
    file = find_by_keyboard(clerk, number, NAME)
    assert shown(file, number).fields.price == PLAN.price
    clerk.press(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    clerk.until(lambda: len(queue.jobs) == 2)
    paper = clerk.page
    assert isinstance(paper, PaperPage)
    assert paper.view is not None
    assert f"{PREPAID} ریال" in dict(paper.view.facts.lines).values()


def test_order_that_head_office_refuses_voids_its_slip_and_keeps_the_money(
    clerk: Clerk, office: Office, line: SpoiltLine, queue: FakeQueue
) -> None:
    office.clock.now = datetime.now(UTC)
    enrol_by_keyboard(clerk, office, line)
    publish(office, PLAN)
    talk_by_keyboard(clerk)
    line.go_down()
    register_by_keyboard(clerk)
    clerk.press(Qt.Key.Key_Return)
    print_by_keyboard(clerk, queue, PaperKind.REGISTRATION)

    slip = order_by_keyboard(clerk, PLAN.code, WALK_IN_CODE, WALK_IN)
    assert slip.view is not None
    assert f"{PREPAID} ریال" in dict(slip.view.facts.lines).values()
    number, _ = clerk.read(newest_request)
    assert document_number(number) in clerk.note
    print_by_keyboard(clerk, queue, PaperKind.PRINCIPAL_SLIP)
    file = find_by_keyboard(clerk, number, WALK_IN)
    assert shown(file, number).card.name == "ثبت درخواست"
    pay_by_keyboard(clerk, str(PLAN.price * 42 // 100))

    publish(office, replace(PLAN, capacity=0))
    line.come_back()
    talk_by_keyboard(clerk)
    file = find_by_keyboard(clerk, number, WALK_IN)
    clerk.until(lambda: shown(file, number).card.name == "ابطال")
    spoken = shown(file, number).card.spoken
    assert "ظرفیت طرح پر شده بود" in spoken
    assert f"{PREPAID} ریالی که پرداخته‌اید نزد شرکت است" in spoken
    assert clerk.read(newest_request) == (number, "plan_full")
    assert [event.mark for event in file.events._events if event.icon == "receipt-text"][:1] == ["باطل"]
