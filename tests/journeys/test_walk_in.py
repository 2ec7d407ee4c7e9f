"""A walk-in by keyboard only: registration, search, letter, slip, payment, receipt."""

from PySide6.QtCore import Qt

from dealer_app.domain.papers.papers import PaperKind
from tests.journeys.steps import CTRL, find_by_keyboard, print_by_keyboard, register_by_keyboard
from tests.ui.clerk import Clerk
from tests.ui.fake_printer import FakeQueue
from ui.pages.payments.page import PaymentPage
from ui.pages.registration.page import RegistrationPage


def test_walk_in_is_served_by_keyboard_from_registration_to_receipt(clerk: Clerk, queue: FakeQueue) -> None:
    register_by_keyboard(clerk)
    form = clerk.page
    assert isinstance(form, RegistrationPage)
    assert form.sheet.next.text() == "ثبت و چاپ تأییدیه"
    clerk.press(Qt.Key.Key_Return)
    print_by_keyboard(clerk, queue, PaperKind.REGISTRATION)

    find_by_keyboard(clerk, "چگینی", "محمدرضا چگینی")
    find_by_keyboard(clerk, "R2606100412", "زهرا نوری‌فر")

    clerk.press(Qt.Key.Key_F8)
    print_by_keyboard(clerk, queue, PaperKind.INVITATION)
    clerk.press(Qt.Key.Key_F7)
    print_by_keyboard(clerk, queue, PaperKind.PRINCIPAL_SLIP)

    find_by_keyboard(clerk, "D۷۰۰۴۱۲", "زهرا نوری‌فر")
    clerk.press(Qt.Key.Key_F7, CTRL)
    payment = clerk.page
    assert isinstance(payment, PaymentPage)
    clerk.until(lambda: payment._order is not None)
    clerk.enter("4864000000")
    clerk.enter("981244771")
    clerk.enter()
    receipt = print_by_keyboard(clerk, queue, PaperKind.RECEIPT)
    assert receipt.view is not None
    assert dict(receipt.view.facts.lines)["ماندهٔ اصل"] == "۰ ریال"
    assert all(job.startswith(b"%PDF-") for job in queue.jobs)
    assert len(queue.jobs) == 4
