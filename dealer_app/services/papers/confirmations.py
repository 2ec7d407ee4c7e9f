"""Make registration confirmations from the customer's current file, write them frozen, and read them as issued."""

from sqlalchemy import ColumnElement, select
from uuid_utils.compat import uuid7

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.ids import CustomerId, RegistrationId, Rial
from dealer_app.domain.papers.papers import PaperKind, RegistrationDetails
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.papers.seals import has_key, seal_paper
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.registrations import RegistrationRecord
from resources.texts.issuing import CONSENT_TEXT, CONSENT_VERSION


def draw_confirmation(unit: Unit, customer: CustomerDetails, number: str) -> RegistrationDetails:
    """Return a confirmation of the customer's current file; write nothing.

    While the dealership has no key yet, a preview has no seal; issuing makes the key first.
    """
    dealership = get_settings(unit).dealership
    return RegistrationDetails(
        id=RegistrationId(uuid7()),
        customer_id=customer.id,
        number=number,
        issued_on=unit.today,
        customer_name=customer.name,
        fields=customer.fields,
        bank_name=customer.bank_name,
        consent_version=CONSENT_VERSION,
        consent_text=CONSENT_TEXT,
        dealership=dealership,
        authenticity=_seal(unit, customer, number, dealership.code) if has_key(unit) else "",
        is_sample=dealership.is_sample,
    )


def write_confirmation(unit: Unit, paper: RegistrationDetails, customer: CustomerDetails) -> None:
    """Write the row of a confirmation; the caller writes audit and command."""
    unit.session.add(
        RegistrationRecord(
            id=paper.id,
            customer_id=customer.id,
            customer_version=customer.version,
            number=paper.number,
            issued_on=paper.issued_on,
            issued_at=unit.now,
            issued_by=unit.actor.name,
            facts=freeze(paper),
        )
    )
    unit.session.flush()


def find_confirmation(unit: Unit, registration_id: RegistrationId) -> RegistrationDetails | None:
    """Return a confirmation as issued, None if there is none."""
    return _newest(unit, RegistrationRecord.id == registration_id)


def newest_confirmation(unit: Unit, customer_id: CustomerId) -> RegistrationDetails | None:
    """Return the confirmation that was issued last for a customer, None if there is none."""
    return _newest(unit, RegistrationRecord.customer_id == customer_id)


def _newest(unit: Unit, condition: ColumnElement[bool]) -> RegistrationDetails | None:
    record = RegistrationRecord
    query = select(record.facts).where(condition).order_by(record.issued_at.desc(), record.id.desc())
    facts = unit.session.scalar(query.limit(1))
    return None if facts is None else thaw(RegistrationDetails, facts)


def _seal(unit: Unit, customer: CustomerDetails, number: str, dealership_code: str) -> str:
    """Return the seal of a confirmation: its number and the tail of the code, without an order and an amount."""
    code = customer.fields.national_code
    return seal_paper(unit, PaperKind.REGISTRATION, number, "", code, Rial(0), None, dealership_code)
