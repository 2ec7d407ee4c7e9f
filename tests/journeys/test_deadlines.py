"""The list of deadlines by keyboard only: the first page after sign-in, its groups, and the file of a row."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from dealer_app.domain.bills import IssueInvitation
from dealer_app.domain.changes import Written
from dealer_app.domain.deadlines.lists import DeadlineRow, Group
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.ids import OrderId
from dealer_app.store.core.unit import Unit
from tests.documents.reading import words_of
from tests.journeys.steps import find_by_keyboard
from tests.ui.clerk import Clerk, main_order
from tests.ui.fake_printer import FakeQueue
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.deadlines.page import DeadlinesPage
from ui.widgets.painted.badge import Badge

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def _page(clerk: Clerk) -> DeadlinesPage:
    clerk.settle()
    page = clerk.page
    assert isinstance(page, DeadlinesPage)
    return page


def _left(page: DeadlinesPage) -> list[tuple[str, str]]:
    """Return (name, days left) of each row."""
    rows = (page.model.row_at(place) for place in range(len(page.model.ids)))
    return [(row.words.name, row.words.left) for row in rows]  # type: ignore[attr-defined]


def _issue(clerk: Clerk, days: int) -> None:
    """Issue the main visitor's letter with a pay-by day so many days from today."""

    def work(unit: Unit) -> date | None:
        from dealer_app.services.invitations.invitations import issue_invitation

        order_id: OrderId = main_order(unit)[1]
        pay_by_on = unit.today + timedelta(days=days)
        return issue_invitation(unit, IssueInvitation(order_id, "payment", pay_by_on)).pay_by_on

    answers: list[Written[date | None]] = []
    clerk.counter.tasks.run_write(clerk.counter, work, answers.append)
    clerk.until(lambda: bool(answers))
    clerk.counter.change_bus.publish(answers[0].changes)


def test_clerk_works_through_the_deadlines_by_keyboard(clerk: Clerk) -> None:
    page = _page(clerk)
    clerk.until(lambda: bool(page.model.ids))
    assert clerk.counter.window.shell.top_bar.search.hasFocus()
    assert clerk.counter.window.shell.rail.buttons["deadlines"].isChecked()
    before = len(page.model.ids)
    assert ("مهلت واریز دعوتنامه", "۲ روز") not in _left(page)

    _issue(clerk, 2)
    clerk.until(lambda: ("مهلت واریز دعوتنامه", "۲ روز") in _left(page))  # the newest letter's day
    assert len(page.model.ids) == before
    late = page.filters._counts.total(Group.LATE)
    badge = clerk.counter.window.shell.rail.buttons["deadlines"]
    clerk.until(lambda: badge.badge != "")
    assert str(late).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) == badge.badge

    clerk.press(Qt.Key.Key_F6)  # late
    clerk.until(lambda: len(page.model.ids) == late)
    assert all("گذشته" in left for _, left in _left(page))
    clerk.press(Qt.Key.Key_F6)  # today
    clerk.settle()
    clerk.press(Qt.Key.Key_F6)  # soon
    clerk.until(lambda: ("مهلت واریز دعوتنامه", "۲ روز") in _left(page))
    clerk.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)  # only invitations to pay
    clerk.until(lambda: page.filters.kind is ClockKind.PAY and len(page.model.ids) == 1)
    assert page.table.hasFocus()
    assert "پرداخت‌نشده" in page.then.text()

    clerk.press(Qt.Key.Key_C, CTRL)
    assert "زهرا نوری‌فر" in QGuiApplication.clipboard().text()
    assert clerk.note
    clerk.press(Qt.Key.Key_Escape)  # the note
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and bool(clerk.page.cards))
    card = clerk.page.open_card()  # type: ignore[attr-defined]
    assert "مهلت واریز دعوتنامه: ۲ روز" in [badge.text for badge in card.findChildren(Badge)]

    clerk.press(Qt.Key.Key_Tab, CTRL)
    assert clerk.page is page
    clerk.press(Qt.Key.Key_Escape)
    clerk.until(lambda: len(page.model.ids) == before)
    clerk.press(Qt.Key.Key_F5)
    clerk.settle()
    assert len(page.model.ids) == before


def test_letters_typed_on_the_list_go_to_the_search_box(clerk: Clerk) -> None:
    page = _page(clerk)
    clerk.until(lambda: bool(page.model.ids))
    page.begin()
    clerk.type("D")
    assert QApplication.focusWidget() is clerk.counter.window.shell.top_bar.search
    find_by_keyboard(clerk, "D700412", "زهرا نوری‌فر")


def test_empty_list_says_what_to_do(clerk: Clerk) -> None:
    page = _page(clerk)
    clerk.until(lambda: bool(page.model.ids))
    page.begin()
    page.filters.choose_kind(ClockKind.WINNER)
    clerk.until(lambda: not page.model.ids)
    assert page.empty.isVisible()
    assert "F6" in page.empty.hint.text()
    clerk.press(Qt.Key.Key_Escape)
    clerk.until(lambda: bool(page.model.ids))


def test_list_is_printed_as_the_page_shows_it(clerk: Clerk, queue: FakeQueue) -> None:
    page = _page(clerk)
    clerk.until(lambda: bool(page.model.ids))
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.until(lambda: len(queue.jobs) == 1 and "Laser-2" in clerk.note)
    page.filters.choose_kind(ClockKind.DELIVERY)
    clerk.until(lambda: {name for name, _ in _left(page)} == {"موعد تحویل"})
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.until(lambda: len(queue.jobs) == 2)
    whole, part = (words_of(pdf) for pdf in queue.jobs)
    rows = [page.model.row_at(place) for place in range(len(page.model.ids))]
    names = [row.customer_name for row in rows if isinstance(row, DeadlineRow)]
    assert names
    assert sorted(name for name in names if name.split()[-1] in part) == sorted(names)
    assert "واریز دعوتنامه" in whole
    assert "واریز دعوتنامه" not in part
    assert part.count("موعد تحویل") == len(names)
