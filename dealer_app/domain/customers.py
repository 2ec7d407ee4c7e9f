"""Customers: their fields, the requests to register and correct them, and the values that screens and papers show."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dealer_app.domain.ids import CustomerId


class CustomerKind(StrEnum):
    """The legal kind of a customer: natural person, legal person or foreign national."""

    NATURAL = "natural"
    LEGAL = "legal"
    FOREIGN = "foreign"


class Activation(StrEnum):
    """Whether the mobile was proved by a code; SENT only after the gateway took the message."""

    PENDING = "pending"
    SENT = "sent"
    ACTIVE = "active"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class CustomerFields:
    """All fields of a registration (row 7): personal, contact and residence, bank, job and education, other.

    Texts are as typed or already normalised; an empty text means "not given".
    ``national_code`` holds the national code, the legal id or the foreign code, by ``kind``.
    """

    kind: CustomerKind = CustomerKind.NATURAL
    national_code: str = ""
    given_name: str = ""
    family_name: str = ""  # of a legal person: the company's name
    father_name: str = ""
    birth_on: date | None = None
    birth_certificate_number: str = ""
    birth_place: str = ""
    gender: str = ""  # "", "female", "male"
    passport_number: str = ""
    representative_name: str = ""  # of a legal person
    representative_national_code: str = ""
    mobile: str = ""
    landline: str = ""
    province: str = ""
    city: str = ""
    postal_code: str = ""
    address: str = ""
    sheba: str = ""
    is_sheba_own: bool = False  # the clerk confirmed that the account is the applicant's
    job: str = ""
    workplace: str = ""
    work_phone: str = ""
    education: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterCustomer:
    """Request to register a walk-in; ``accepted_warnings`` holds the codes of warnings that the clerk confirmed."""

    fields: CustomerFields
    accepted_warnings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CorrectCustomer:
    """Request to correct a customer; ``base_version`` is the version with which the form was opened."""

    customer_id: CustomerId
    base_version: int
    fields: CustomerFields
    accepted_warnings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Registered:
    """Result of a registration: the customer, and whether it is new (a known code returns the known customer)."""

    customer_id: CustomerId
    is_new: bool


@dataclass(frozen=True, slots=True)
class CustomerDetails:
    """A customer's file as screens and papers show it; codes are unmasked (``domain.codes.masking`` masks them)."""

    id: CustomerId
    version: int
    fields: CustomerFields
    name: str  # full name, or the company's
    bank_name: str
    activation: Activation
    is_identity_seen: bool
    registered_at: datetime  # aware UTC
    registration_number: str  # leased; "" for imported files
    is_queued: bool  # waits in the outbox for head office


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which a stored file differs from what is typed; ``stored`` is masked, or "" if it is not given."""

    field: str
    stored: str
    typed: str


@dataclass(frozen=True, slots=True)
class SimilarCustomer:
    """A customer who may be the same person (same mobile or name); only a warning."""

    id: CustomerId
    name: str
    masked_national_code: str
    city: str
    reasons: tuple[str, ...]  # "mobile", "name"
    last_order: str  # «جک J4 · تحویل شد» or ""
    differences: tuple[Difference, ...] = ()  # what is typed beside what is stored


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One row of the list of customers."""

    id: CustomerId
    name: str
    masked_national_code: str
    masked_mobile: str
    city: str
    order_count: int
    last_status: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event of a customer's file; lists have the newest first.

    ``kind`` is a key of the event icons and of ``resources.texts.timeline``.
    """

    at: datetime  # aware UTC
    kind: str
    title: str
    subtitle: str
    mark: str = ""  # a small tag, e.g. «رونوشت ۱» or «در صف»
    paper_kind: str = ""  # set if the paper can be printed again
    paper_id: str = ""
    attachment_id: str = ""  # set if the event is about an attachment
