"""The payment page: recording a payment and reversing it."""

import pytest
from PySide6.QtCore import Qt

from dealer_app.domain.ids import PaymentId
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk, accessible_names, main_order
from tests.ui.settings import sign_in_manager
from ui.forms.field import FieldState
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.papers.page import PaperPage
from ui.pages.payments.page import PaymentPage


def open_payment(clerk: Clerk) -> PaymentPage:
    _, order_id = clerk.read(main_order)
    clerk.counter.navigate.open_payment(order_id)
    page = clerk.page
    assert isinstance(page, PaymentPage)
    clerk.until(lambda: page._order is not None)
    return page


def remaining(clerk: Clerk) -> int:
    def work(unit: Unit) -> int:
        from dealer_app.services.orders import orders

        return orders.get_order(unit, main_order(unit)[1]).ledger.principal.remaining

    return clerk.read(work)


def pay(clerk: Clerk, amount: int, reference: str) -> PaperPage:
    page = open_payment(clerk)
    page.amount.set_raw(str(amount))
    page.reference.set_raw(reference)
    page.save()
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    receipt = clerk.page
    assert isinstance(receipt, PaperPage)
    return receipt


def test_payment_lowers_the_balance_and_opens_its_receipt(clerk: Clerk) -> None:
    before = remaining(clerk)
    pay(clerk, 1_000_000, "981244771")
    assert remaining(clerk) == before - 1_000_000


def test_payment_without_a_bank_reference_is_refused(clerk: Clerk) -> None:
    page = open_payment(clerk)
    page.amount.set_raw("1000000")
    page.save()
    assert page.reference.state is FieldState.ERROR
    assert page.amount.raw() == "1000000"


def test_repeated_reference_is_refused_at_its_field(clerk: Clerk) -> None:
    pay(clerk, 1_000_000, "981244772")
    page = open_payment(clerk)
    page.amount.set_raw("2000000")
    page.reference.set_raw("981244772")
    page.save()
    clerk.until(lambda: not page._is_saving)
    assert page.reference.state is FieldState.ERROR
    assert page.amount.raw() == "2000000"


def type_payment(clerk: Clerk, amount: int, reference: str) -> PaymentPage:
    """Fill the page by the keyboard and press Enter until nothing moves any more."""
    page = open_payment(clerk)
    page.amount.line.setFocus()
    clerk.enter(str(amount))
    clerk.type(reference) if page.reference.editor.hasFocus() else page.reference.set_raw(reference)
    for _ in range(8):
        clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    return page


@pytest.mark.parametrize("times", [2.5, 10, 100])
def test_enter_never_confirms_a_payment_far_above_the_balance(clerk: Clerk, times: float) -> None:
    before = remaining(clerk)
    page = type_payment(clerk, int(before * times), "981244775")
    assert clerk.page is page
    assert page.amount.state is FieldState.WARNING
    assert page.amount.sentence.words.isVisible()
    assert remaining(clerk) == before
    page.amount.answer.again.setFocus()
    clerk.enter(str(before))
    for _ in range(4):
        clerk.press(Qt.Key.Key_Return)
    assert remaining(clerk) == before


def test_payment_typed_again_is_recorded_with_its_doubt(clerk: Clerk) -> None:
    before = remaining(clerk)
    page = type_payment(clerk, before * 3, "981244776")
    assert page.amount.answer.again.hasFocus()
    clerk.enter(str(before * 3))
    for _ in range(4):
        if clerk.page is page:
            clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    assert remaining(clerk) == before - before * 3
    assert "amount_far_more" in clerk.read(last_audit)


def test_tenth_of_the_remaining_amount_is_confirmed_by_a_mark(clerk: Clerk) -> None:
    before = remaining(clerk)
    page = type_payment(clerk, before // 10, "981244773")
    assert page.amount.state is FieldState.WARNING
    assert page.amount.answer.box.hasFocus()
    assert remaining(clerk) == before
    clerk.press(Qt.Key.Key_Space)
    page.save()
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    assert remaining(clerk) == before - before // 10


def test_another_account_asks_anew(clerk: Clerk) -> None:
    before = remaining(clerk)
    page = open_payment(clerk)
    page.amount.set_raw(str(before // 10))
    page.amount.answer.box.setChecked(True)
    assert page.grid.confirmed()
    page.account.set_raw("penalty")
    page.account.edited.emit()
    assert not page.grid.confirmed()
    assert page.grid.open_doubts()


def last_audit(unit: Unit) -> str:
    from sqlalchemy import select

    from dealer_app.store.tables.audit import AuditRecord

    wanted = select(AuditRecord.detail).where(AuditRecord.action == "payment_recorded")
    return str(unit.session.scalars(wanted.order_by(AuditRecord.n.desc())).first())


def test_reversal_needs_a_reason_and_restores_the_balance(clerk: Clerk) -> None:
    before = remaining(clerk)
    receipt = pay(clerk, 1_000_000, "981244774")
    sign_in_manager(clerk)
    customer_id, order_id = clerk.read(main_order)
    clerk.counter.navigate.open_customer(customer_id, order_id)
    file = clerk.page
    assert isinstance(file, CustomerFilePage)
    clerk.until(lambda: file.file is not None)
    file.events.ask_reason(PaymentId(receipt.ref.id))
    file.events._ask()
    clerk.settle()
    assert file.events.reason.state is FieldState.ERROR
    file.events.reason.set_raw("مبلغ نادرست")
    file.events._ask()
    clerk.until(lambda: "برگشت" in clerk.note)
    assert remaining(clerk) == before


def test_every_control_of_the_payment_has_an_accessible_name(clerk: Clerk) -> None:
    assert accessible_names(open_payment(clerk)) == []
