"""Printing on a real CUPS queue: the output is the letter, and the state of its print is stored."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from dealer_app.store.core.unit import Unit
from resources.texts.errors import SENTENCES
from tests.ui.clerk import Clerk
from tests.ui.pages.letters import open_letter, states
from tests.ui.real_cups import NEEDY, PRINTER, RealQueue, real_cups
from ui.pages.papers.page import PaperPage
from ui.printing import programs

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("screen")]


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[RealQueue]:
    with real_cups() as queue:
        monkeypatch.setenv("CUPS_SERVER", queue.server)
        yield queue


def decoded(pdf: bytes) -> list[str]:
    """Return the Code 128 texts that a scanner reads on the first page, at 300 dpi and one bit."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=300 / 72).to_pil().convert("1")
    document.close()
    return [code.text for code in zxingcpp.read_barcodes(picture) if code.format == zxingcpp.BarcodeFormat.Code128]


def expected(clerk: Clerk, page: PaperPage) -> str:
    """Return the stored 26 digits of the letter's bill."""

    def work(unit: Unit) -> str:
        from dealer_app.domain.ids import InvitationId
        from dealer_app.services.invitations.invitations import get_invitation

        return get_invitation(unit, InvitationId(page.ref.id)).bills[0].barcode

    return clerk.read(work)


def test_letter_from_a_real_queue_has_a_readable_barcode(cups: RealQueue, clerk: Clerk) -> None:
    before = cups.papers()
    page = open_letter(clerk)
    choose(clerk, page, PRINTER)
    page.print_now()
    clerk.until(lambda: "چاپ شد" in clerk.note)
    assert states(clerk, page.ref) == [(1, "queued")]
    assert decoded(cups.printed(before)) == [expected(clerk, page)]


def test_refusal_of_a_real_queue_is_shown_and_the_print_is_failed(cups: RealQueue, clerk: Clerk) -> None:
    page = open_letter(clerk)
    choose(clerk, page, PRINTER)
    assert cups.run("cupsreject", "-r", "out of paper", PRINTER).returncode == 0
    page.print_now()
    clerk.until(lambda: PRINTER in page.side.fault)
    clerk.settle()
    assert states(clerk, page.ref) == [(1, "failed")]


def choose(clerk: Clerk, page: PaperPage, printer: str) -> None:
    clerk.until(lambda: page.side.printer.box.findData(printer) >= 0)
    page.side.printer.set_raw(printer)


def test_stopped_queue_is_named_and_nothing_is_called_printed(cups: RealQueue, clerk: Clerk) -> None:
    before = cups.papers()
    assert cups.run("cupsdisable", "-r", "tray two is open", PRINTER).returncode == 0
    page = open_letter(clerk)
    choose(clerk, page, PRINTER)
    page.print_now()
    clerk.until(lambda: "در صف" in clerk.note)
    clerk.until(lambda: PRINTER in page.side.fault)
    assert "در صف" in page.side.fault
    assert "ایستاده است (tray two is open)" in page.side.fault
    assert "چاپ شد" not in clerk.note
    assert states(clerk, page.ref) == [(1, "queued")]
    assert cups.run("cupsenable", PRINTER).returncode == 0
    clerk.until(lambda: not page.side.fault)
    cups.printed(before)


def test_job_that_is_taken_out_of_a_stopped_queue_is_not_called_printed(cups: RealQueue, clerk: Clerk) -> None:
    assert cups.run("cupsdisable", PRINTER).returncode == 0
    page = open_letter(clerk)
    choose(clerk, page, PRINTER)
    page.print_now()
    clerk.until(lambda: PRINTER in page.side.fault)
    assert cups.run("cancel", "-a", PRINTER).returncode == 0
    clerk.until(lambda: "بیرون رفت" in clerk.note)
    assert "چاپ شد" not in clerk.note


@pytest.mark.parametrize(("reason", "words"), [("media-empty-error", "کاغذ ندارد"), ("door-open-report", "باز است")])
def test_printer_that_needs_a_person_is_named_with_its_reason(
    cups: RealQueue, clerk: Clerk, reason: str, words: str
) -> None:
    cups.trouble(reason)
    page = open_letter(clerk)
    choose(clerk, page, NEEDY)
    page.print_now()
    clerk.until(lambda: words in page.side.fault)
    assert NEEDY in page.side.fault
    assert "چاپ شد" not in clerk.note
    cups.end_trouble()
    clerk.until(lambda: not page.side.fault)


def test_removed_printer_is_named(cups: RealQueue, clerk: Clerk) -> None:
    page = open_letter(clerk)
    choose(clerk, page, PRINTER)
    assert cups.run("lpadmin", "-x", PRINTER).returncode == 0
    page.print_now()
    clerk.until(lambda: bool(page.side.fault))
    clerk.settle()
    assert page.side.fault == SENTENCES["printer_unknown"].format(printer=PRINTER)
    assert states(clerk, page.ref) == [(1, "failed")]


def test_silent_print_server_is_a_fault(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "QUEUE_TIMEOUT_S", 1)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "s"))
        silent.listen(50)
        monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "s"))
        page = open_letter(clerk)
        clerk.until(lambda: bool(page.side.fault))
        assert page.side.fault == SENTENCES["print_service_silent"].format(seconds=1)
        page.side.printer.set_choices([(PRINTER, PRINTER)])
        page.print_now()
        clerk.until(lambda: PRINTER in page.side.fault)
        clerk.settle()
    assert page.side.fault == SENTENCES["printer_silent"].format(printer=PRINTER, seconds=1)
    assert states(clerk, page.ref) == [(1, "failed")]
