"""Attach a bank slip, a visitor's papers and a lottery result from where the clerk is: by key, Ctrl+V and drop."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from dealer_app.domain.attachments import AttachmentDetails, AttachmentKind, Subject
from dealer_app.domain.bills import RecordPayment
from dealer_app.domain.help import load_results
from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.visits import RecordVisit, Representative
from dealer_app.services.attachments.attachments import list_attachments
from dealer_app.services.payments.payments import record_payment
from dealer_app.services.visits.visits import record_visit
from dealer_app.store.core.unit import Unit
from tests.journeys.steps import CTRL, find_by_keyboard
from tests.services.attachments.samples import a_photo
from tests.services.factories import by_manager
from tests.ui.clerk import Clerk, main_order
from ui.page_kit.page import Page
from ui.pages.attachments.page import AttachmentsPage
from ui.pages.help.page import HelpPage
from ui.pages.papers.page import PaperPage
from ui.pages.payments.page import PaymentPage
from ui.pages.visits.page import VisitPage

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def put_picture_on_clipboard() -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)


def drop_photo(on: QWidget, folder: Path) -> bool:
    """Drag a photograph into ``on`` and drop it; return whether it was taken, as Qt's own dispatch would tell."""
    photo = folder / "a.jpg"
    photo.write_bytes(a_photo())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), action, data, button, NO_MODIFIER)
    QApplication.sendEvent(on, entering)
    if entering.isAccepted():
        QApplication.sendEvent(on, QDropEvent(QPointF(9, 9), action, data, button, NO_MODIFIER))
    return entering.isAccepted()


def attached(clerk: Clerk) -> AttachmentDetails:
    """Wait until one attachment is kept and shown, and return it."""
    clerk.until(lambda: isinstance(clerk.page, AttachmentsPage) and len(clerk.page.rows) == 1)
    customer_id, _ = clerk.read(main_order)
    (line,) = clerk.read(lambda unit: list_attachments(unit, customer_id))
    return line.details


def written(clerk: Clerk, work: Callable[[Unit], PaperRef]) -> PaperRef:
    answers: list[PaperRef] = []
    clerk.counter.tasks.run_write(clerk.counter, work, lambda done: answers.append(done.value))
    clerk.until(lambda: bool(answers))
    return answers[0]


def a_receipt(unit: Unit) -> PaperRef:
    order = main_order(unit)[1]
    payment = RecordPayment(order, Account.PRINCIPAL, Rial(90_000_000), "deposit", "778899", unit.today)
    return PaperRef(PaperKind.RECEIPT, record_payment(by_manager(unit), payment).id)


def a_visit(unit: Unit, representative: Representative | None = None) -> PaperRef:
    customer_id, order_id = main_order(unit)
    command = RecordVisit("payment", unit.now, customer_id, order_id, representative=representative)
    return PaperRef(PaperKind.VISIT, record_visit(unit, command).id)


def a_proxys_visit(unit: Unit) -> PaperRef:
    return a_visit(unit, Representative("سارا نوری", "0499370899", "۱۲", "۷", unit.today))


def front(clerk: Clerk, kind: type[Page]) -> Page:
    clerk.until(lambda: isinstance(clerk.page, kind))
    clerk.settle()
    return clerk.page


@pytest.mark.parametrize(
    ("paper", "kind", "subject"),
    [
        (a_receipt, AttachmentKind.BANK_SLIP, Subject.PAYMENT),
        (a_visit, AttachmentKind.IDENTITY, Subject.VISIT),
        (a_proxys_visit, AttachmentKind.DEED, Subject.VISIT),
    ],
)
def test_picture_pasted_beside_a_paper_is_kept_as_its_proof(
    clerk: Clerk, paper: Callable[[Unit], PaperRef], kind: AttachmentKind, subject: Subject
) -> None:
    ref = written(clerk, paper)
    clerk.counter.navigate.open_paper(ref)
    page = front(clerk, PaperPage)
    assert isinstance(page, PaperPage)
    assert page.attaching.button.isVisible()
    put_picture_on_clipboard()

    clerk.press(Qt.Key.Key_V, CTRL)

    details = attached(clerk)
    assert (details.kind, details.subject, details.subject_id) == (kind, subject, ref.id)


def test_other_papers_take_nothing(clerk: Clerk, tmp_path: Path) -> None:
    find_by_keyboard(clerk, "R2606100412", "زهرا نوری‌فر")
    clerk.press(Qt.Key.Key_F8)
    page = front(clerk, PaperPage)
    assert isinstance(page, PaperPage)
    assert page.attaching.button.isHidden()
    assert not drop_photo(page, tmp_path)


def test_slip_is_pasted_while_the_payment_is_typed(clerk: Clerk) -> None:
    """Ctrl+V in a field pastes text into it, but a picture is for the page; what is typed stays."""
    clerk.counter.navigate.open_payment(clerk.read(main_order)[1])
    page = front(clerk, PaymentPage)
    assert isinstance(page, PaymentPage)
    page.reference.line.setFocus()
    QGuiApplication.clipboard().setText("778899")
    clerk.press(Qt.Key.Key_V, CTRL)
    assert page.reference.raw() == "778899"
    put_picture_on_clipboard()

    clerk.press(Qt.Key.Key_V, CTRL)

    details = attached(clerk)
    assert (details.kind, details.subject) == (AttachmentKind.BANK_SLIP, Subject.ORDER)
    assert page.reference.raw() == "778899"


def test_paper_is_dropped_on_a_field_of_the_visit(clerk: Clerk, tmp_path: Path) -> None:
    clerk.counter.navigate.open_visit(*clerk.read(main_order))
    page = front(clerk, VisitPage)
    assert isinstance(page, VisitPage)
    page.form.has_proxy.set_raw("yes")

    assert drop_photo(page.form.asked.line, tmp_path)

    assert attached(clerk).kind is AttachmentKind.DEED
    assert page.form.asked.raw() == ""


def test_visit_of_an_unknown_person_takes_nothing(clerk: Clerk, tmp_path: Path) -> None:
    clerk.counter.navigate.open_visit()
    page = front(clerk, VisitPage)
    assert isinstance(page, VisitPage)
    assert page.attaching.button.isHidden()
    assert not drop_photo(page, tmp_path)


def test_result_of_the_lottery_is_proved_by_a_picture(clerk: Clerk) -> None:
    find_by_keyboard(clerk, "R2606100412", "زهرا نوری‌فر")
    clerk.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    page = front(clerk, HelpPage)
    assert isinstance(page, HelpPage)
    place = page.place()
    assert place is not None
    assert (place.kind, place.subject) == (AttachmentKind.LOTTERY, Subject.FILE)
    page.lottery.result.set_raw(next(iter(load_results())))
    page.save_result()
    clerk.until(lambda: "ثبت شد" in clerk.note)

    clerk.press(Qt.Key.Key_O, CTRL_SHIFT)

    opened = front(clerk, AttachmentsPage)
    assert isinstance(opened, AttachmentsPage)
    assert (opened.place.subject, opened.adding.kind.raw()) == (Subject.HELP, "lottery")
    put_picture_on_clipboard()
    clerk.press(Qt.Key.Key_V, CTRL)
    assert attached(clerk).subject is Subject.HELP
