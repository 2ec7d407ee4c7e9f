"""Final numbers: what head office gave in place of a printed number; the printed one stays findable for ever."""

from uuid import UUID

from sqlalchemy import select, update

from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.head_office import FinalNumberRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.permits import permitted
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.unit import Unit

_RECORDS: dict[str, type[InvitationRecord | BillRecord | PaymentRecord | RegistrationRecord]] = {
    "invitation": InvitationRecord,
    "bill": BillRecord,
    "payment": PaymentRecord,
    "receipt": PaymentRecord,
    "registration": RegistrationRecord,
}


def set_final_number(unit: Unit, kind: str, row_id: UUID, number: str) -> None:
    """Give a document its final number; its paper keeps the printed one in its frozen facts."""
    if kind == "customer":
        _set_customer(unit, row_id, number)
        return
    record = _RECORDS[kind]
    printed = unit.session.scalar(select(record.number).where(record.id == row_id))
    if printed is None or printed == number:
        return
    _note(unit, kind, row_id, printed, number)
    with permitted(unit, "number"):
        unit.session.execute(
            update(record).where(record.id == row_id).values(number=number),
            execution_options={"synchronize_session": False},
        )


def _set_customer(unit: Unit, row_id: UUID, number: str) -> None:
    column = CustomerRecord.registration_number
    printed = unit.session.scalar(select(column).where(CustomerRecord.id == row_id))
    if printed is None or printed == number:
        return
    _note(unit, "customer", row_id, printed, number)
    unit.session.execute(
        update(CustomerRecord).where(CustomerRecord.id == row_id).values(registration_number=number),
        execution_options={"synchronize_session": False},
    )
    unit.touch("customers", row_id)


def _note(unit: Unit, kind: str, row_id: UUID, printed: str, number: str) -> None:
    known = unit.session.get(FinalNumberRecord, (kind, row_id))
    first = printed if known is None else known.printed
    unit.session.merge(FinalNumberRecord(kind=kind, id=row_id, printed=first, number=number))
