"""Printing from stored records: papers show the ledger's amounts, and the print log has the hash of their bytes."""

from hashlib import sha256

import pytest

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import preview_paper, print_paper
from dealer_app.domain.bills import IssueBill, IssueInvitation
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import OrderId
from dealer_app.domain.money import format_rial, rial_in_words
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef, PrintedPaper
from dealer_app.services.bills import bills
from dealer_app.services.customers.customers import find_customer_by_code
from dealer_app.services.invitations import invitations
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments import payments
from dealer_app.services.prints import prints
from tests.documents.reading import codes_on, words_of
from tests.print_log import list_prints


def letter_of(counter: Desktop, order_id: OrderId) -> PaperRef:
    letter = counter.write(lambda unit: invitations.issue_invitation(unit, IssueInvitation(order_id))).value
    return PaperRef(PaperKind.INVITATION, letter.id)


def printed(counter: Desktop, ref: PaperRef) -> PrintedPaper:
    return counter.write(lambda unit: print_paper(unit, ref)).value


def test_letter_shows_the_remaining_amount_of_the_ledger(counter: Desktop, main_order: OrderId) -> None:
    remaining = counter.read(lambda unit: get_order(unit, main_order)).ledger.principal.remaining
    text = words_of(printed(counter, letter_of(counter, main_order)).pdf)
    assert f"{format_rial(remaining)} ریال" in text
    assert f"{rial_in_words(remaining)} ریال" in text


@pytest.mark.parametrize("dpi", [200, 300])
def test_barcode_on_the_slip_has_the_stored_ids(counter: Desktop, main_order: OrderId, dpi: int) -> None:
    bill = counter.write(lambda unit: bills.issue_bills(unit, IssueBill(main_order, Account.PRINCIPAL))).value[0]
    paper = printed(counter, PaperRef(PaperKind.PRINCIPAL_SLIP, bill.id))
    assert codes_on(paper.pdf, dpi)["Code128"] == [bill.barcode]
    assert bill.bill_id in words_of(paper.pdf).replace(" ", "")


def test_receipt_and_confirmation_show_the_stored_values(counter: Desktop, main_order: OrderId) -> None:
    receipt = counter.write(lambda unit: payments.receipt_of_imported(unit, main_order)).value
    assert format_rial(receipt.amount) in words_of(printed(counter, PaperRef(PaperKind.RECEIPT, receipt.id)).pdf)
    customer_id = counter.read(lambda unit: find_customer_by_code(unit, "0499370899"))
    assert customer_id is not None
    paper = printed(counter, PaperRef(PaperKind.REGISTRATION, customer_id))
    assert "۰۴۹۹۳۷۰۸۹۹" in words_of(paper.pdf)


def test_print_log_has_the_hash_of_the_printed_bytes(counter: Desktop, main_order: OrderId) -> None:
    ref = letter_of(counter, main_order)
    papers = [printed(counter, ref), printed(counter, ref)]
    rows = counter.read(lambda unit: list_prints(unit, ref))
    assert [row.sha256 for row in rows] == [sha256(paper.pdf).hexdigest() for paper in papers]
    assert "رونوشت" not in words_of(papers[0].pdf)
    assert "رونوشت ۱" in words_of(papers[1].pdf)


def test_preview_equals_the_next_print_and_writes_nothing(counter: Desktop, main_order: OrderId) -> None:
    ref = letter_of(counter, main_order)
    preview = counter.read(lambda unit: preview_paper(unit, ref))
    assert counter.read(lambda unit: prints.count_prints(unit, ref)) == 0
    assert printed(counter, ref).pdf == preview


def test_refused_paper_leaves_no_print_row(counter: Desktop, main_order: OrderId) -> None:
    ref = PaperRef(PaperKind.INVITATION, main_order)
    with pytest.raises(Refusal, match="not_found"):
        printed(counter, ref)
    assert counter.read(lambda unit: prints.count_prints(unit, ref)) == 0
