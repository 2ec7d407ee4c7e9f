"""The list of deadlines: further pages while scrolling, the latest first, and a manager's new rule."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from sqlalchemy import insert, select
from uuid_utils.compat import uuid7

from dealer_app.domain.deadlines.lists import DeadlineRow
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.rights import Right
from dealer_app.services.deadlines.lists import PAGE
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.deadline_rules import DeadlineRuleRecord
from dealer_app.store.tables.orders import OrderRecord
from tests.ui.clerk import Clerk
from tests.ui.pages.call_backs import promise
from tests.ui.settings import open_settings, sign_in_manager
from ui.pages.call_backs.page import CallBacksPage
from ui.pages.deadlines.page import DeadlinesPage
from ui.pages.settings.deadlines import DeadlinesSection

MANY = 150


def _page(clerk: Clerk) -> DeadlinesPage:
    clerk.settle()
    page = clerk.page
    assert isinstance(page, DeadlinesPage)
    return page


def _add_orders(unit: Unit) -> None:
    customer_id = unit.session.scalar(select(CustomerRecord.id).limit(1))
    for number in range(MANY):
        values = {"id": uuid7(), "customer_id": customer_id, "request_number": f"R99{number}", "status": "فاکتور"}
        due_on = unit.today - timedelta(days=100 + number)
        unit.session.execute(insert(OrderRecord).values(**values, delivery_due_on=due_on, imported_at=unit.now))


def _days(page: DeadlinesPage) -> list[date]:
    return [key.due_on for key in page.model.ids]


def test_further_rows_are_read_while_scrolling_and_the_latest_may_be_first(clerk: Clerk) -> None:
    page = _page(clerk)
    done: list[object] = []
    clerk.counter.tasks.run_write(clerk.counter, _add_orders, done.append)
    clerk.until(lambda: bool(done))
    clerk.press(Qt.Key.Key_F5)
    clerk.until(lambda: len(page.model.ids) == PAGE)
    page.begin()
    while page._next is not None:
        before = len(page.model.ids)
        clerk.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        clerk.until(lambda before=before: len(page.model.ids) > before)  # type: ignore[misc]
    assert len(page.model.ids) == len(set(page.model.ids)) > MANY
    assert _days(page) == sorted(_days(page))
    clerk.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: isinstance(page.model.row_at(len(page.model.ids) - 1), DeadlineRow))
    last = page.model.ids[-1]
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    clerk.until(lambda: page.model.ids[0] == last)
    assert _days(page) == sorted(_days(page), reverse=True)


def test_enter_on_a_call_back_without_a_file_opens_the_list_of_call_backs_at_its_row(clerk: Clerk) -> None:
    page = _page(clerk)
    done: list[object] = []
    clerk.counter.tasks.run_write(clerk.counter, promise, done.append)
    clerk.until(lambda: bool(done))
    clerk.press(Qt.Key.Key_F5)
    clerk.settle()
    clerk.until(lambda: "پریسا" in _names(page))
    page.begin()
    clerk.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(_names(page).index("پریسا")):
        clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, CallBacksPage) and clerk.page.side.shown is not None)
    found = clerk.page
    assert isinstance(found, CallBacksPage)
    assert found.side.shown is not None
    assert found.side.shown.name == "پریسا"
    assert found.table.hasFocus()


def _names(page: DeadlinesPage) -> list[str]:
    rows = (page.model.row_at(place) for place in range(len(page.model.ids)))
    return [row.customer_name for row in rows if isinstance(row, DeadlineRow)]


def test_manager_writes_the_next_rule_by_keyboard_and_a_clerk_cannot(clerk: Clerk) -> None:
    assert not open_settings(clerk, "deadlines").front.grid.isEnabled()
    assert not clerk.counter.on_duty.may(Right.RULES)
    sign_in_manager(clerk)
    section = open_settings(clerk, "deadlines").front
    assert isinstance(section, DeadlinesSection)
    assert section.grid.isEnabled()
    section.begin()
    clerk.press(Qt.Key.Key_Down)  # the kind: winners
    assert section.kind.raw() == ClockKind.WINNER
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    clerk.enter("5")
    clerk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: "ذخیره" in clerk.note)
    assert "۵ روز کاری" in section.listed.text()
    stored = select(DeadlineRuleRecord.kind, DeadlineRuleRecord.length, DeadlineRuleRecord.is_sample)
    rows = clerk.read(lambda unit: [tuple(row) for row in unit.session.execute(stored)])
    assert rows == [("winner", 5, True)]
