"""A colleague allows one act in the window: by keyboard, with the right and the wrong PIN, and not at all."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dealer_app.domain.bills import RecordPayment
from dealer_app.domain.ids import PaymentId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.services.payments.payments import record_payment
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.payments import PaymentRecord
from tests.ui.clerk import Clerk, main_order
from ui.page_kit.approval_panel import ApprovalPanel
from ui.pages.customer_file.page import CustomerFilePage


def asked(clerk: Clerk) -> tuple[CustomerFilePage, ApprovalPanel]:
    """Record a payment, ask for its reversal as a cashier, and return the page with the panel."""
    customer_id, order_id = clerk.read(main_order)

    def work(unit: Unit) -> PaymentId:
        amount = Rial(1_000_000)
        paid = RecordPayment(order_id, Account.PRINCIPAL, amount, "card", "۷۷۸۸", unit.today)
        return record_payment(unit, paid).id

    made: list[PaymentId] = []
    clerk.counter.tasks.run_write(clerk.counter, work, lambda written: made.append(written.value))
    clerk.until(lambda: bool(made))
    clerk.counter.navigate.open_customer(customer_id, order_id)
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    clerk.until(lambda: page.file is not None)
    page.events.ask_reason(made[0])
    clerk.enter("فیش اشتباه")
    clerk.until(lambda: clerk.counter.window.findChild(ApprovalPanel) is not None)
    panel = clerk.counter.window.findChild(ApprovalPanel)
    assert panel is not None
    clerk.until(lambda: bool(panel.person.raw()))
    return page, panel


def allow(clerk: Clerk) -> None:
    """Give the reason and the PIN of the manager."""
    clerk.enter("مشتری دو بار کشید")
    clerk.enter("111111")


def reversals(clerk: Clerk) -> int:
    return clerk.read(lambda unit: unit.session.query(PaymentRecord).filter_by(state="reversal").count())


def approvals(clerk: Clerk) -> list[str]:
    return clerk.read(lambda unit: [one.detail for one in unit.session.query(AuditRecord) if one.action == "approved"])


def test_colleague_allows_a_reversal_by_keyboard(clerk: Clerk) -> None:
    _, panel = asked(clerk)
    assert panel.reason.line.hasFocus()
    clerk.enter()  # the reason is missing
    clerk.enter("111111")
    clerk.until(lambda: panel.reason.error is not None)
    assert reversals(clerk) == 0
    clerk.enter("مشتری دو بار کشید")
    clerk.enter("333333")
    clerk.until(lambda: panel.pin.error is not None)
    assert panel.pin.raw() == ""
    assert (reversals(clerk), approvals(clerk)) == (0, [])
    clerk.enter("۱۱۱۱۱۱")
    clerk.until(lambda: reversals(clerk) == 1)
    (noted,) = approvals(clerk)
    assert "حمید رضایی" in noted
    assert "سمیه کریمی" in noted
    assert "مشتری دو بار کشید" in noted
    assert clerk.counter.on_duty.actor is not None
    assert clerk.counter.on_duty.actor.name == "سمیه کریمی"
    assert clerk.counter.window.findChild(ApprovalPanel) is None or not panel.isVisible()


def test_escape_gives_up_and_says_whose_right_it_is(clerk: Clerk) -> None:
    page, panel = asked(clerk)
    clerk.press(Qt.Key.Key_Escape)
    clerk.until(lambda: "سرپرست" in clerk.note)
    assert not panel.isVisible()
    assert reversals(clerk) == 0
    focused = QApplication.focusWidget()
    assert focused is page.events.reason.line


def test_locking_the_counter_gives_up(clerk: Clerk) -> None:
    asked(clerk)
    clerk.counter.lock()
    clerk.settle()
    assert reversals(clerk) == 0
    assert approvals(clerk) == []


def test_question_stays_with_its_page(clerk: Clerk) -> None:
    page, panel = asked(clerk)
    clerk.counter.navigate.open_deadlines()
    clerk.settle()
    assert not panel.isVisible()
    clerk.counter.window.notes.show("پیام صفحه‌ی دیگر", "green")
    clerk.press(Qt.Key.Key_Escape)  # closes the note
    clerk.press(Qt.Key.Key_Escape)  # closes the page in front
    clerk.settle()
    assert clerk.page is page
    assert panel.isVisible()
    assert panel.reason.line.hasFocus()
    allow(clerk)
    clerk.until(lambda: reversals(clerk) == 1)
    assert page.panel is None


def test_note_and_settings_leave_the_question_alone(clerk: Clerk) -> None:
    _, panel = asked(clerk)
    clerk.type("مشتری")
    clerk.counter.window.notes.show("پیام دیگر", "amber")
    clerk.counter.on_duty.use_settings(clerk.counter.on_duty.settings)
    clerk.settle()
    assert panel.isVisible()
    assert panel.reason.raw() == "مشتری"


def test_act_is_dropped_with_the_tab_of_its_page(clerk: Clerk) -> None:
    asked(clerk)
    clerk.counter.navigate.close_current()
    clerk.settle()
    assert clerk.counter.window.findChild(ApprovalPanel) is None
    assert (reversals(clerk), approvals(clerk), clerk.note) == (0, [], "")


def test_escape_does_not_give_up_what_is_being_written(clerk: Clerk) -> None:
    page, _ = asked(clerk)
    allow(clerk)
    clerk.press(Qt.Key.Key_Escape)
    clerk.until(lambda: page.panel is None)
    assert reversals(clerk) == 1
    assert "سرپرست" not in clerk.note
    assert clerk.page is page


def test_another_person_ends_the_question(clerk: Clerk) -> None:
    page, _ = asked(clerk)
    on_duty = clerk.counter.on_duty
    assert on_duty.actor is not None
    on_duty.sign_in(replace(on_duty.actor, name="دیگری"))
    clerk.settle()
    assert page.panel is None
    assert reversals(clerk) == 0


def test_answer_closes_its_own_page_and_leaves_the_focus_of_another(clerk: Clerk) -> None:
    page, _ = asked(clerk)
    clerk.counter.navigate.open_registration()
    clerk.settle()
    front, focused = clerk.page, QApplication.focusWidget()
    clerk.counter.navigate.close_page(page)
    clerk.settle()
    assert clerk.page is front
    assert QApplication.focusWidget() is focused
    assert page not in clerk.counter.window.shell.tabs.pages
