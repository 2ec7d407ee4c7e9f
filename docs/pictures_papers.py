"""Take the manual's pictures of papers: previews, a scanned seal, and the first page of each paper."""

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import Qt

from dealer_app.domain.ids import OrderId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.store.core.unit import Unit
from ui.operations.papers import print_paper
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.papers.page import PaperPage

if TYPE_CHECKING:
    from docs.pictures import Camera

OUT = Path(__file__).parent / "manual" / "pictures"
PAPER_DPI = 110


def papers(camera: "Camera") -> None:
    """Photograph the previews and save each paper as a picture."""
    for key, modifier, name in (
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier, "letter"),
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier, "slip"),
        (Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier, "receipt"),
    ):
        camera.counter.window.shell.tabs.front.setFocus()
        camera.player.press(key, modifier)
        page = camera.front(PaperPage)
        assert isinstance(page, PaperPage)
        camera.player.until(lambda page=page: page.view is not None)  # type: ignore[misc]
        camera.take(f"{name}-preview")
        keep_paper(page, page.ref, name)
        camera.player.settle()
        camera.counter.navigate.close_current()
        camera.front(CustomerFilePage)
    file = camera.front(CustomerFilePage)
    assert isinstance(file, CustomerFilePage)
    camera.counter.navigate.open_paper(PaperRef(PaperKind.REGISTRATION, file.customer_id))
    keep_front(camera, "confirmation")


def keep_front(camera: "Camera", name: str) -> None:
    """Save the first page of the paper that is about to come to the front, and close its preview."""
    preview = camera.front(PaperPage)
    assert isinstance(preview, PaperPage)
    camera.player.until(lambda: preview.view is not None)
    keep_paper(preview, preview.ref, name)
    camera.player.settle()
    camera.counter.navigate.close_current()


def scanned_seal(camera: "Camera") -> None:
    """Photograph the answer to a scanned letter: genuine, and with its last characters changed."""
    page = camera.counter.window.shell.tabs.front
    assert isinstance(page, CustomerFilePage)
    card = page.open_card()
    assert card is not None
    order_id = card.order.id

    def seal_of(unit: Unit) -> str:
        from dealer_app.domain.bills import IssueInvitation
        from dealer_app.services.invitations import invitations

        return invitations.issue_invitation(unit, IssueInvitation(order_id)).authenticity

    seals: list[str] = []
    camera.counter.tasks.run_write(camera.counter, seal_of, lambda done: seals.append(done.value))
    camera.player.until(lambda: bool(seals))
    popup = camera.counter.window.shell.popup
    for name, sealed in (("seal-genuine", seals[0]), ("seal-invalid", seals[0][:-2] + "AA")):
        camera.player.press(Qt.Key.Key_F3)
        camera.player.enter(sealed)
        camera.player.until(popup.isVisible)
        camera.take(name)
        camera.player.press(Qt.Key.Key_Escape)
        camera.player.press(Qt.Key.Key_Escape)


def penalty_paper(camera: "Camera") -> None:
    """Save a penalty slip as a picture."""

    def work(unit: Unit) -> OrderId | None:
        from dealer_app.services.orders import orders

        for order_id in orders.list_order_ids(unit):
            if orders.get_order(unit, order_id).ledger.penalty.remaining > 0:
                return order_id
        return None

    order_id = camera.read(work)
    assert order_id is not None

    def slip(unit: Unit) -> bytes:
        from dealer_app.documents.printing import print_paper as print_one
        from dealer_app.domain.bills import IssueBill
        from dealer_app.domain.orders.ledger import Account
        from dealer_app.services.bills import bills

        series = bills.issue_bills(unit, IssueBill(order_id, Account.PENALTY))  # type: ignore[arg-type]
        return print_one(unit, PaperRef(PaperKind.PENALTY_SLIP, series[0].id)).pdf

    camera.counter.tasks.run_write(camera.counter, slip, lambda done: save_paper(done.value, "penalty-slip"))
    camera.player.settle()


def keep_paper(page: PaperPage, ref: PaperRef, name: str) -> None:
    """Commit a print and save its first page as a picture."""
    print_paper(page, ref).on_done(lambda printed: save_paper(printed.pdf, name)).run()


def save_paper(pdf: bytes, name: str) -> None:
    """Save the first page of a paper as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    document[0].render(scale=PAPER_DPI / 72).to_pil().save(OUT / f"paper-{name}.png")
    document.close()
