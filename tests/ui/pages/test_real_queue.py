"""Printing on a real CUPS queue: the output is the letter, and the state of its print is stored."""

from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp

from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk
from tests.ui.pages.letters import open_letter, states
from tests.ui.real_cups import PRINTER, RealQueue, real_cups
from ui.pages.papers.page import PaperPage

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
    clerk.until(lambda: page.side.printer.raw() == PRINTER)
    page.print_now()
    clerk.until(lambda: "چاپ شد" in clerk.note)
    assert states(clerk, page.ref) == [(1, "queued")]
    assert decoded(cups.printed(before)) == [expected(clerk, page)]


def test_refusal_of_a_real_queue_is_shown_and_the_print_is_failed(cups: RealQueue, clerk: Clerk) -> None:
    page = open_letter(clerk)
    clerk.until(lambda: page.side.printer.raw() == PRINTER)
    assert cups.run("cupsreject", "-r", "out of paper", PRINTER).returncode == 0
    page.print_now()
    clerk.until(lambda: PRINTER in page.side.fault)
    clerk.settle()
    assert states(clerk, page.ref) == [(1, "failed")]
