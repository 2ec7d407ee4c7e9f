"""The registration confirmation: every field read back for the customer to sign."""

from dealer_app.domain.ids import CustomerId, Rial
from dealer_app.domain.papers import PaperKind, RegistrationDetails
from dealer_app.services.customers import get_customer
from dealer_app.services.seals import seal_paper
from dealer_app.services.settings import get_settings
from dealer_app.services.tehran import local_day
from dealer_app.store.unit import Unit
from resources.texts.issuing import CONSENT_TEXT, CONSENT_VERSION


def get_registration(unit: Unit, customer_id: CustomerId) -> RegistrationDetails:
    """Return the confirmation of a file as it stands now; raises Refusal ``customer_not_found``.

    Inside a write, it is sealed; a preview in a read bears no seal while the dealership has no key yet.
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
        authenticity=seal_paper(
            unit,
            PaperKind.REGISTRATION,
            customer.registration_number,
            "",
            customer.fields.national_code,
            Rial(0),
            None,
            settings.dealership.code,
        ),
        is_sample=settings.dealership.is_sample,
    )
