"""Preview and printing: pictures of the PDF itself, success after the queue accepts it, faults with the printer."""

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.ids import BillId, CustomerId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.store.core.unit import Unit
from tests.print_log import list_prints
from tests.ui.clerk import Clerk, accessible_names, main_order
from tests.ui.fake_printer import FakeQueue
from tests.ui.pages.letters import open_letter, states
from ui.pages.papers.page import PaperPage
from ui.printing import printers as printing
from ui.printing.pdf_pages import page_pictures
from ui.texts import customer_file as texts
from ui.widgets.painted.key_hint import KeyHint

AGAIN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def hashes(clerk: Clerk, ref: PaperRef) -> list[str]:
    def work(unit: Unit) -> list[str]:
        return [row.sha256 for row in list_prints(unit, ref)]

    return clerk.read(work)


def paint_to_file(pdf: bytes, out_path: str, paper: str) -> None:
    """Paint a PDF as for a printer without a queue, into a PDF file of pictures."""
    device = printing._configured(QPrinter(QPrinter.PrinterMode.HighResolution), paper)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(out_path)
    device.setResolution(300)
    printing._paint_on(device, pdf, out_path)


def test_preview_shows_the_pages_of_the_pdf(clerk: Clerk, queue: FakeQueue) -> None:
    page = open_letter(clerk)
    assert page.view is not None
    assert len(page.sheets._sheets.pages) == len(page_pictures(page.view.pdf, 30)) == 1
    assert states(clerk, page.ref) == []


def test_print_is_reported_and_counted_after_the_queue_accepts_it(clerk: Clerk, queue: FakeQueue) -> None:
    page = open_letter(clerk)
    page.print_now()
    clerk.until(lambda: "چاپ شد" in clerk.note)
    page.print_now()
    clerk.until(lambda: "رونوشت" in clerk.note)
    assert states(clerk, page.ref) == [(1, "queued"), (2, "queued")]
    assert [job[:5] for job in queue.jobs] == [b"%PDF-", b"%PDF-"]
    assert "-d Laser-2" in queue.arguments
    assert "media=A4" in queue.arguments


def test_ctrl_shift_p_reprints_the_last_paper_from_preview_and_file(clerk: Clerk, queue: FakeQueue) -> None:
    page = open_letter(clerk)
    clerk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: "چاپ شد" in clerk.note)
    clerk.press(Qt.Key.Key_P, AGAIN)
    clerk.until(lambda: "رونوشت ۱" in clerk.note)
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_Escape)
    clerk.counter.navigate.open_customer(clerk.read(main_order)[0])
    clerk.settle()
    clerk.press(Qt.Key.Key_F1)
    shown = clerk.counter.window.shell.help_sheet.findChildren(KeyHint)
    assert {"Ctrl+Shift+P", "Ctrl+Z"} <= {hint.key for hint in shown}
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_P, AGAIN)
    clerk.until(lambda: "رونوشت ۲" in clerk.note)
    assert states(clerk, page.ref) == [(1, "queued"), (2, "queued"), (3, "queued")]


def test_reprint_of_a_file_without_papers_is_reported(clerk: Clerk, queue: FakeQueue) -> None:
    def paperless(unit: Unit) -> CustomerId:
        from dealer_app.services.customers import customers
        from dealer_app.services.orders import orders

        return next(
            customer_id
            for customer_id in customers.list_customer_ids(unit)
            if not any(entry.paper_kind for entry in orders.list_timeline(unit, customer_id))
        )

    clerk.counter.navigate.open_customer(clerk.read(paperless))
    clerk.settle()
    clerk.press(Qt.Key.Key_P, AGAIN)
    assert clerk.note == texts.REPRINT_NONE
    assert queue.jobs == []


def test_printer_and_paper_size_are_remembered_for_the_kind(clerk: Clerk, queue: FakeQueue) -> None:
    page = open_letter(clerk)
    page.side.paper.set_raw("A5")
    page.print_now()
    clerk.until(lambda: "چاپ شد" in clerk.note)
    assert page.view is not None
    clerk.until(lambda: page.view is not None and page.view.choice.paper == "A5")
    assert page.view.choice.printer == "Laser-2"


def test_printer_fault_is_shown_and_the_preview_stays_open(clerk: Clerk, queue: FakeQueue) -> None:
    page = open_letter(clerk)
    queue.refuse("lp: out of paper")
    page.print_now()
    clerk.until(lambda: bool(page.side.fault))
    assert "Laser-2" in page.side.fault
    assert "out of paper" in page.side.fault
    assert page.view is not None
    assert states(clerk, page.ref) == [(1, "failed")]
    assert "چاپ شد" not in clerk.note


def test_saved_pdf_is_recorded_and_readable_only_by_its_owner(clerk: Clerk, queue: FakeQueue, tmp_path: Path) -> None:
    page = open_letter(clerk)
    out = tmp_path / "letter.pdf"
    page.save_to(out)
    clerk.until(lambda: "letter.pdf" in clerk.note)
    assert states(clerk, page.ref) == [(1, "printed")]
    assert hashes(clerk, page.ref) == [sha256(out.read_bytes()).hexdigest()]
    assert out.stat().st_mode & 0o777 == 0o600


def test_pdf_that_cannot_be_saved_is_reported(clerk: Clerk, queue: FakeQueue, tmp_path: Path) -> None:
    page = open_letter(clerk)
    page.save_to(tmp_path / "no" / "letter.pdf")
    clerk.until(lambda: "letter.pdf" in page.side.fault)
    clerk.settle()
    assert states(clerk, page.ref) == [(1, "failed")]


def test_missing_paper_is_reported_in_the_preview(clerk: Clerk, queue: FakeQueue) -> None:
    from uuid import uuid4

    clerk.counter.navigate.open_paper(PaperRef(PaperKind.PRINCIPAL_SLIP, BillId(uuid4())))
    page = clerk.page
    assert isinstance(page, PaperPage)
    clerk.settle()
    assert len(page.sheets._sheets.pages) == 0
    assert page.sheets._sheets.words


def test_painted_page_has_the_size_of_its_paper(clerk: Clerk, queue: FakeQueue, tmp_path: Path) -> None:
    page = open_letter(clerk)
    assert page.view is not None
    out = tmp_path / "painted.pdf"
    paint_to_file(page.view.pdf, str(out), "A4")
    picture = page_pictures(out.read_bytes(), 72)[0]
    assert abs(picture.width() - 595) <= 2
    assert abs(picture.height() - 842) <= 2


def test_printing_without_a_printer_is_refused() -> None:
    with pytest.raises(EnvironmentFault, match="printer_none"):
        printing.print_pdf(b"", "", "A4", "")


def test_every_control_of_the_preview_has_an_accessible_name(clerk: Clerk, queue: FakeQueue) -> None:
    assert accessible_names(open_letter(clerk)) == []
