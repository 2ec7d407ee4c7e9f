"""Visits by keyboard: a customer with a representative, an order from elsewhere, a walk-in, and the waiting list."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select, update

from dealer_app.domain.ids import VisitId
from dealer_app.domain.papers.papers import PaperKind, VisitDetails
from dealer_app.domain.rights import Right, who_may_allow
from dealer_app.services.visits.visits import get_visit
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from tests.journeys.steps import find_by_keyboard, print_by_keyboard
from tests.ui.clerk import Clerk, main_order
from tests.ui.fake_printer import FakeQueue
from tests.ui.people import CLERK, MANAGER, switch_to
from ui.page_kit.approval_panel import ApprovalPanel
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.visits.page import VisitPage
from ui.texts import visits as texts

NAME = "زهرا نوری‌فر"
CODE = "0499370899"


def open_visit(clerk: Clerk) -> VisitPage:
    """Press F4 and wait for the form."""
    clerk.press(Qt.Key.Key_F4)
    clerk.until(lambda: isinstance(clerk.page, VisitPage) and clerk.page.chain is not None)
    page = clerk.page
    assert isinstance(page, VisitPage)
    return page


def last_visit(clerk: Clerk) -> VisitDetails:
    """Return the visit that was recorded last."""

    def work(unit: Unit) -> VisitDetails:
        newest = select(VisitRecord.id).order_by(VisitRecord.row.desc()).limit(1)
        return get_visit(unit, VisitId(unit.session.scalars(newest).one()))

    return clerk.read(work)


def test_customer_with_a_representative_is_received_by_keyboard(clerk: Clerk, queue: FakeQueue) -> None:
    find_by_keyboard(clerk, CODE, NAME)
    page = open_visit(clerk)
    assert page.title == f"مراجعه · {NAME}"
    spoken = page.side.aloud.spoken
    assert spoken
    clerk.type("تکمیل")  # the purpose by its letters
    clerk.enter()
    clerk.enter()  # the order
    clerk.press(Qt.Key.Key_1)
    clerk.enter()
    clerk.press(Qt.Key.Key_Right)  # from missing to a copy
    clerk.enter()
    for _ in range(3):
        clerk.enter()
    clerk.press(Qt.Key.Key_Space)  # a representative came
    clerk.enter()
    for words in ("حسین صادقی", CODE, "۱۴۵۱۲", "۱۲ کرمان", "+7"):
        clerk.enter(words)
    clerk.enter("تا کی؟")
    clerk.enter("قبض اصل، دعوتنامه")
    print_by_keyboard(clerk, queue, PaperKind.VISIT)

    visit = last_visit(clerk)
    assert (visit.asked, visit.handed_over, visit.spoken) == ("تا کی؟", ("قبض اصل", "دعوتنامه"), spoken)
    assert [one.mark for one in visit.papers] == ["seen", "copied", "missing", "missing", "missing", "missing"]
    assert visit.representative is not None
    assert (visit.representative.name, visit.visitor_name) == ("حسین صادقی", "حسین صادقی")
    clerk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage))
    file = clerk.page
    assert isinstance(file, CustomerFilePage)
    clerk.until(lambda: file.file is not None and any(entry.kind == "visit" for entry in file.file.timeline))


def test_expired_deed_is_said_and_hands_over_nothing(clerk: Clerk) -> None:
    find_by_keyboard(clerk, CODE, NAME)
    page = open_visit(clerk)
    page.form.has_proxy.editor.setFocus()
    clerk.press(Qt.Key.Key_Space)
    clerk.enter()
    for words in ("حسین صادقی", CODE, "14512", "۱۲ کرمان", "۱۴۰۴/۰۱/۰۱"):
        clerk.enter(words)
    assert page.deed_banner.isVisible()
    clerk.enter()
    clerk.enter("سند خودرو")
    assert page.form.handed.error is not None
    assert page.form.handed.error.code == "deed_expired"
    assert clerk.read(lambda unit: unit.session.scalar(select(func.count()).select_from(VisitRecord))) == 0


def test_order_of_another_dealership_goes_on_with_a_colleagues_pin(clerk: Clerk, queue: FakeQueue) -> None:
    def move_away(unit: Unit) -> bool:
        away = {"dealership_code": "2210", "dealership_name": "رفسنجان"}
        _, order_id = main_order(unit)
        unit.session.execute(update(OrderRecord).where(OrderRecord.id == order_id).values(away))
        return True

    done: list[bool] = []
    clerk.counter.tasks.run_write(clerk.counter, move_away, lambda written: done.append(written.value))
    clerk.until(lambda: bool(done))
    find_by_keyboard(clerk, CODE, NAME)
    page = open_visit(clerk)
    assert "رفسنجان" in page.elsewhere.text
    forbidden = texts.ELSEWHERE_FORBIDDEN.format(who=who_may_allow(Right.OTHER_DEALERSHIP))
    assert forbidden in page.elsewhere.text
    switch_to(clerk, MANAGER)
    find_by_keyboard(clerk, CODE, NAME)
    assert forbidden not in open_visit(clerk).elsewhere.text
    switch_to(clerk, CLERK)
    assert clerk.page is page
    assert forbidden in page.elsewhere.text
    page.save()
    assert page.form.reason.error is not None
    page.form.reason.editor.setFocus()
    clerk.type("راه دور")
    page.save()
    clerk.until(lambda: clerk.counter.window.findChild(ApprovalPanel) is not None)
    panel = clerk.counter.window.findChild(ApprovalPanel)
    assert panel is not None
    clerk.until(lambda: bool(panel.person.raw()))
    assert clerk.page is page
    clerk.enter("مشتری از شهر دیگر است")
    clerk.enter("111111")
    print_by_keyboard(clerk, queue, PaperKind.VISIT)
    visit = last_visit(clerk)
    assert (visit.other_dealership, visit.other_reason) == ("رفسنجان 2210", "راه دور")


def test_waiting_list_by_keyboard(clerk: Clerk) -> None:
    first = open_visit(clerk)
    clerk.enter()
    clerk.type("رهگذر")
    first._in_line.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: "نوبت ۱" in clerk.note)
    find_by_keyboard(clerk, CODE, NAME)
    second = open_visit(clerk)
    second._in_line.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: "نوبت ۲" in clerk.note)

    clerk.press(Qt.Key.Key_F9)
    clerk.until(lambda: clerk.page.title == "مراجعه · رهگذر")
    called = clerk.page
    assert isinstance(called, VisitPage)
    clerk.until(lambda: called.chain is not None)
    assert called.form.visitor.raw() == "رهگذر"
    clerk.press(Qt.Key.Key_F9)
    clerk.until(lambda: clerk.page.title == f"مراجعه · {NAME}")
    clerk.press(Qt.Key.Key_F9)
    clerk.until(lambda: "کسی در نوبت نیست" in clerk.note)


@pytest.mark.parametrize("has_file", [False, True])
def test_what_was_typed_before_the_line_is_offered_when_the_ticket_is_called(clerk: Clerk, has_file: bool) -> None:
    if has_file:
        find_by_keyboard(clerk, CODE, NAME)
    page = open_visit(clerk)
    if not has_file:
        page.form.visitor.editor.setFocus()
        clerk.type("رضا تهرانی")
    page.form.asked.editor.setFocus()
    clerk.type("سه پرسش دارد")
    page._in_line.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: "نوبت ۱" in clerk.note)
    clerk.press(Qt.Key.Key_F9)
    clerk.until(lambda: isinstance(clerk.page, VisitPage) and clerk.page.draft_banner.isVisible())
    called = clerk.page
    assert isinstance(called, VisitPage)
    began_at = called._began_at
    called.draft_banner.resume.setFocus()
    clerk.press(Qt.Key.Key_Return)
    assert called.form.asked.raw() == "سه پرسش دارد"
    assert called.form.visitor.raw() == ("" if has_file else "رضا تهرانی")
    assert called._began_at == began_at, "the visit begins with the call, not with the ticket"


def test_walk_in_without_a_file_gets_a_slip(clerk: Clerk, queue: FakeQueue) -> None:
    page = open_visit(clerk)
    assert page.title == texts.TITLE_UNKNOWN
    clerk.enter()
    clerk.enter("آقای رهگذر")
    clerk.enter()  # no representative
    clerk.enter("ساعت کار")
    clerk.enter()
    print_by_keyboard(clerk, queue, PaperKind.VISIT)
    assert last_visit(clerk).visitor_name == "آقای رهگذر"


def test_draft_of_a_visit_is_offered_again(clerk: Clerk) -> None:
    find_by_keyboard(clerk, CODE, NAME)
    page = open_visit(clerk)
    clerk.type("تکمیل")
    clerk.enter()
    clerk.enter()
    clerk.press(Qt.Key.Key_1)
    page.form.asked.editor.setFocus()
    clerk.type("پرسش ناتمام")
    clerk.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    clerk.settle()
    again = open_visit(clerk)
    clerk.until(again.draft_banner.isVisible)
    again.draft_banner.resume.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    assert again.form.asked.raw() == "پرسش ناتمام"
    assert again.form.checked()[0].mark == "seen"
