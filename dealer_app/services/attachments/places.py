"""Say where a file belongs that a clerk brings while a paper is on the screen."""

from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.attachments import AttachmentKind, AttachmentPlace, Subject
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.rights import Right
from dealer_app.services.rights import may_use
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.visits.visits import VisitRecord


def place_of_paper(unit: Unit, ref: PaperRef) -> AttachmentPlace | None:
    """Return the place of the bank slip of a receipt, or of the papers of a visit; None for every other paper.

    A visit of a person without a file has no place, and whoever may not find customers is told none. A visit of a
    representative expects the power of attorney.
    """
    if ref.kind not in {PaperKind.RECEIPT, PaperKind.VISIT} or not may_use(unit, Right.FIND):
        return None
    if ref.kind is PaperKind.RECEIPT:
        query = select(OrderRecord.customer_id).join(PaymentRecord, PaymentRecord.order_id == OrderRecord.id)
        customer_id = unit.session.scalar(query.where(PaymentRecord.id == ref.id))
        return _place(customer_id, AttachmentKind.BANK_SLIP, Subject.PAYMENT, ref)
    visit = unit.session.scalar(select(VisitRecord).where(VisitRecord.id == ref.id))
    if visit is None:
        return None
    kind = AttachmentKind.DEED if visit.facts["representative"] else AttachmentKind.IDENTITY
    return _place(visit.customer_id, kind, Subject.VISIT, ref)


def _place(customer_id: UUID | None, kind: AttachmentKind, subject: Subject, ref: PaperRef) -> AttachmentPlace | None:
    return None if customer_id is None else AttachmentPlace(CustomerId(customer_id), kind, subject, ref.id)
