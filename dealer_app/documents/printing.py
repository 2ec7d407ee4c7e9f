"""From a reference to a paper: the preview, and the committed print whose bytes the log can prove."""

from hashlib import sha256

from dealer_app.documents.invitation import render_invitation
from dealer_app.documents.receipt import render_receipt
from dealer_app.documents.registration import render_registration
from dealer_app.documents.slips import render_slips
from dealer_app.domain.ids import BillId, InvitationId, PaymentId
from dealer_app.domain.papers.papers import PaperKind, PaperRef, PrintedPaper, PrintStamp
from dealer_app.services.bills.bills import get_bill_series
from dealer_app.services.invitations.invitations import get_invitation
from dealer_app.services.payments.payments import get_receipt
from dealer_app.services.prints import prints
from dealer_app.services.registrations.registrations import get_registration
from dealer_app.store.tables.unit import Unit

TEMPLATE = "2026-11"
"""Version of the papers' layout, kept with each print; a new layout gets a new one."""


def preview_paper(unit: Unit, ref: PaperRef) -> bytes:
    """Return the PDF as the next print would be; writes nothing. Raises Refusal for an unknown paper."""
    return _render(unit, ref, prints.next_stamp(unit, prints.count_prints(unit, ref)))


def print_paper(unit: Unit, ref: PaperRef) -> PrintedPaper:
    """Write the print's row with the hash of its bytes, in the caller's transaction, and return it with the PDF.

    The bytes may go to a printer only after that transaction is committed.
    """
    begun = prints.begin_print(unit, ref)
    pdf = _render(unit, begun.ref, begun.stamp)
    prints.finish_print(unit, begun.print_id, sha256(pdf).hexdigest(), TEMPLATE)
    return PrintedPaper(begun.print_id, begun.ref, begun.number, begun.stamp, pdf)


def _render(unit: Unit, ref: PaperRef, stamp: PrintStamp) -> bytes:
    """Render the paper from its facts as they were issued."""
    match ref.kind:
        case PaperKind.INVITATION:
            return render_invitation(get_invitation(unit, InvitationId(ref.id)), stamp)
        case PaperKind.RECEIPT:
            return render_receipt(get_receipt(unit, PaymentId(ref.id)), stamp)
        case PaperKind.REGISTRATION:
            return render_registration(get_registration(unit, ref.id), stamp)
        case PaperKind.PRINCIPAL_SLIP | PaperKind.PENALTY_SLIP:
            return render_slips(get_bill_series(unit, BillId(ref.id)), stamp)
