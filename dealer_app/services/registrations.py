"""The registration confirmation: every field read back for the customer to sign."""

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.ids import CustomerId, Rial
from dealer_app.domain.papers import PaperKind, RegistrationDetails
from dealer_app.domain.tehran import local_day
from dealer_app.services.customers import get_customer
from dealer_app.services.seals import has_key, seal_paper
from dealer_app.services.settings import get_settings
from dealer_app.store.unit import Unit
from resources.texts.issuing import CONSENT_TEXT, CONSENT_VERSION


def get_registration(unit: Unit, customer_id: CustomerId) -> RegistrationDetails:
    """Return the confirmation of a file as it stands now; raises Refusal ``customer_not_found``.

    It reads only: while the dealership has no key yet, a preview bears no seal; ``begin_print`` makes the key.
    """
    customer, settings = get_customer(unit, customer_id), get_settings(unit)
    return RegistrationDetails(
        id=customer_id,
        number=customer.registration_number,
        issued_on=local_day(customer.registered_at),
        customer_name=customer.name,
        fields=customer.fields,
        bank_name=customer.bank_name,
        consent_version=CONSENT_VERSION,
        consent_text=CONSENT_TEXT,
        dealership=settings.dealership,
        authenticity=_seal(unit, customer, settings.dealership.code) if has_key(unit) else "",
        is_sample=settings.dealership.is_sample,
    )


def _seal(unit: Unit, customer: CustomerDetails, dealership_code: str) -> str:
    """Return the seal of a confirmation: its number and the tail of the code; there is no order and no money."""
    number, code = customer.registration_number, customer.fields.national_code
    return seal_paper(unit, PaperKind.REGISTRATION, number, "", code, Rial(0), None, dealership_code)
