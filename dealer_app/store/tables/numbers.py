"""Look up which numbers documents already have, including those of other counters."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.visits.visits import VisitRecord

NUMBERS = {
    "registration": RegistrationRecord.number,
    "invitation": InvitationRecord.number,
    "bill": BillRecord.number,
    "bill_file": BillRecord.bill_id,
    "receipt": PaymentRecord.number,
    "visit": VisitRecord.number,
    "request": RequestRecord.number,
}
"""Kind of a leased number -> the column of documents that holds it (a bill's file number is part of its bill id).

Append only: head office stores ranges by the position of their kind.
"""


def is_number_used(session: Session, kind: str, number: str) -> bool:
    """Return whether a document has ``number``; for kind ``bill_file`` ``number`` is the whole bill id."""
    column = NUMBERS[kind]
    return session.scalar(select(column).where(column == number).limit(1)) is not None
