"""The payment page: recording a payment and reversing it."""

from dealer_app.domain.ids import PaymentId
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk, accessible_names, main_order
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


def test_tenth_of_the_remaining_amount_is_confirmed_by_saving_again(clerk: Clerk) -> None:
    before = remaining(clerk)
    page = open_payment(clerk)
    page.amount.set_raw(str(before // 10))
    page.reference.set_raw("981244773")
    page.save()
    assert page.amount.state is FieldState.WARNING
    assert remaining(clerk) == before
    page.save()
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    assert remaining(clerk) == before - before // 10


def test_reversal_needs_a_reason_and_restores_the_balance(clerk: Clerk) -> None:
    before = remaining(clerk)
    receipt = pay(clerk, 1_000_000, "981244774")
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
