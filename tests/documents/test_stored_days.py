"""A stored day outside the calendar (an older import took 9999-12-31): no paper, card or timeline dies of it."""

from datetime import date

import pytest

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import print_paper
from dealer_app.domain.bills import IssueBill, IssueInvitation
from dealer_app.domain.ids import OrderId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.services.bills import bills
from dealer_app.services.invitations import invitations
from dealer_app.services.orders import orders, timeline
from dealer_app.services.payments import payments
from tests.documents.stored_days import spoil
from tests.services.factories import a_payment


@pytest.mark.parametrize("day", [date.max, date(2152, 3, 20), date(1821, 3, 20), date.min], ids=str)
def test_every_paper_and_page_of_the_order_lives(counter: Desktop, main_order: OrderId, day: date) -> None:
    counter.write(lambda unit: spoil(unit, main_order, day))
    order = counter.read(lambda unit: orders.get_order(unit, main_order))
    assert order.card.spoken
    entries = counter.read(lambda unit: timeline.list_timeline(unit, order.customer_id))
    assert len(entries) > 3

    letter = counter.write(lambda unit: invitations.issue_invitation(unit, IssueInvitation(main_order))).value
    (bill, *_) = counter.write(lambda unit: bills.issue_bills(unit, IssueBill(main_order, Account.PRINCIPAL))).value
    receipt = counter.write(lambda unit: payments.record_payment(unit, a_payment(main_order, 1_000_000_000))).value
    for ref in (
        PaperRef(PaperKind.INVITATION, letter.id),
        PaperRef(PaperKind.PRINCIPAL_SLIP, bill.id),
        PaperRef(PaperKind.RECEIPT, receipt.id),
    ):
        printed = counter.write(lambda unit, it=ref: print_paper(unit, it)).value  # type: ignore[misc]
        assert printed.pdf.startswith(b"%PDF")
