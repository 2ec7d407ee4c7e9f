"""The command ``paper``: issue, commit the print row, then write the PDF in one step."""

import os
import tempfile
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueBill, IssueInvitation
from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.domain.ids import OrderId, PaymentId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef, PrintedPaper
from dealer_app.services.bills import bills
from dealer_app.services.customers import customers
from dealer_app.services.invitations import invitations
from dealer_app.services.orders import orders
from dealer_app.services.payments import payments
from dealer_app.services.prints import prints
from dealer_app.store.tables.unit import Unit
from resources.texts import cli as texts
from resources.texts.timeline import PAPERS

FILE_PRINTER = "PDF"


def run_paper(desktop: Desktop, kind: str, number: str, out: Path) -> str:
    """Issue the paper ``kind`` of the order or customer ``number``, write it to ``out``, say so in Persian."""
    paper = PaperKind(kind)
    printed = desktop.write(lambda unit: _issue_and_print(unit, paper, number)).value
    try:
        write_atomically(out, printed.pdf)
    except OSError as trouble:
        desktop.write(lambda unit: prints.mark_print(unit, printed.print_id, "failed", FILE_PRINTER))
        raise EnvironmentFault("paper_not_written", path=str(out)) from trouble
    desktop.write(lambda unit: prints.mark_print(unit, printed.print_id, "queued", FILE_PRINTER))
    return texts.PAPER_WRITTEN.format(paper=PAPERS[kind], number=printed.number, path=out)


def issue_paper(unit: Unit, kind: PaperKind, number: str) -> PaperRef:
    """Issue the paper and return its reference; ``number`` is an order's, for a registration a customer's code."""
    if kind is PaperKind.REGISTRATION:
        customer_id = customers.find_customer_by_code(unit, number)
        if customer_id is None:
            raise Refusal("customer_not_found")
        return PaperRef(kind, customer_id)
    order_id = orders.find_order_id(unit, number)
    if order_id is None:
        raise Refusal("order_not_found", number=number)
    if kind is PaperKind.INVITATION:
        return PaperRef(kind, invitations.issue_invitation(unit, IssueInvitation(order_id)).id)
    if kind is PaperKind.RECEIPT:
        return PaperRef(kind, _last_receipt(unit, order_id))
    account = Account.PENALTY if kind is PaperKind.PENALTY_SLIP else Account.PRINCIPAL
    return PaperRef(kind, bills.issue_bills(unit, IssueBill(order_id, account))[0].id)


def _last_receipt(unit: Unit, order_id: OrderId) -> PaymentId:
    """Return the last payment's id, or that of the receipt of what head office says was received."""
    return payments.latest_payment_id(unit, order_id) or payments.receipt_of_imported(unit, order_id).id


def _issue_and_print(unit: Unit, kind: PaperKind, number: str) -> PrintedPaper:
    """Issue and print in one transaction: what cannot be drawn was never issued. Reportlab is loaded only here."""
    from dealer_app.documents.printing import print_paper

    return print_paper(unit, issue_paper(unit, kind, number))


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` so that ``path`` holds all of it or what it held before; readable by the owner only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
