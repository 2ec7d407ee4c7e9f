"""Register a walk-in, correct and read a customer's file; the national code is the key."""

from dataclasses import asdict

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.codes.banking import bank_of_sheba
from dealer_app.domain.codes.digit_fields import compact
from dealer_app.domain.customers import (
    CorrectCustomer,
    CustomerDetails,
    CustomerFields,
    RegisterCustomer,
    Registered,
)
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.files.contacts import ContactField
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.persian import clean_text
from dealer_app.domain.registration import check_registration, normalise_fields
from dealer_app.domain.rights import Right
from dealer_app.services.customers.lists import (
    fields_of_record,
    get_customer_rows,
    list_customer_ids,
    list_similar_customers,
)
from dealer_app.services.days.days import require_day
from dealer_app.services.files.codes import activation_of_file
from dealer_app.services.freezing import freeze
from dealer_app.services.papers.confirmations import draw_confirmation, write_confirmation
from dealer_app.services.papers.issuing import take_paper_number
from dealer_app.services.papers.seals import ensure_key
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.outbox import enqueue, is_queued

__all__ = [
    "correct_customer",
    "ensure_number",
    "find_customer_by_code",
    "get_customer",
    "get_customer_rows",
    "list_customer_ids",
    "list_similar_customers",
    "register_customer",
    "reveal",
    "write_fields",
]

REVEALED = frozenset({"national_code", "mobile", "sheba", "landline", "passport_number", "postal_code", "address"})
LONGEST_REASON = 200


def register_customer(unit: Unit, command: RegisterCustomer) -> Registered:
    """Register a walk-in and issue the confirmation to sign; for a known code, return its file and change nothing.

    ``is_new`` of the result distinguishes the two cases.
    Raises FieldErrors: every error of ``check_registration``, and its warnings that are not in ``accepted_warnings``.
    """
    require(unit, Right.REGISTER)
    known = find_customer_by_code(unit, command.fields.national_code)
    if known is not None:
        return Registered(known, is_new=False)
    require_day(unit)
    given, confirmed = _checked(unit, command.fields, command.accepted_warnings)
    customer_id = CustomerId(uuid7())
    number = take_paper_number(unit, "registration", get_settings(unit))
    record = CustomerRecord(
        id=customer_id, registered_at=unit.now, registration_number=number, origin="counter", **_columns(given)
    )
    unit.session.add(record)
    unit.session.flush()
    ensure_key(unit)
    file = get_customer(unit, customer_id)
    paper = draw_confirmation(unit, file, number)
    write_confirmation(unit, paper, file)
    detail = {"number": number, "registration_id": str(paper.id), **confirmed}
    write_audit(unit, "customer_registered", "customers", customer_id, detail)
    body = {"id": str(customer_id), "number": number, "registration_id": str(paper.id), "fields": freeze(given)}
    body |= {"registration": freeze(paper)}
    enqueue(unit, "customer.register", body, subject_id=customer_id, kind_version=2)
    unit.touch("customers", customer_id)
    return Registered(customer_id, is_new=True)


def correct_customer(unit: Unit, command: CorrectCustomer) -> CustomerDetails:
    """Correct a file that has not changed since ``base_version``; write nothing if no field differs.

    Raises Refusal ``customer_changed`` and the FieldErrors of a registration, including ``customer_code_known``.
    """
    require(unit, Right.CORRECT)
    require_day(unit)
    record = _get_record(unit, command.customer_id)
    if record.version != command.base_version:
        raise Refusal("customer_changed")
    given, confirmed = _checked(unit, command.fields, command.accepted_warnings)
    _refuse_known_code(unit, given.national_code, command.customer_id)
    changed = {name: value for name, value in _columns(given).items() if getattr(record, name) != value}
    _refuse_unproved(record, changed)
    if changed:
        _write_correction(unit, record, changed, confirmed)
    return get_customer(unit, command.customer_id)


def write_fields(unit: Unit, customer_id: CustomerId, changed: dict[str, object]) -> None:
    """Write fields that another verb has checked and put into the audit, with their command.

    Raises Refusal ``customer_not_found``.
    """
    require(unit, Right.CHANGE_CONTACT)
    require_day(unit)
    _set_fields(unit, _get_record(unit, customer_id), changed)


def get_customer(unit: Unit, customer_id: CustomerId) -> CustomerDetails:
    """Return a customer's file; raises Refusal ``customer_not_found``."""
    require_to_read(unit, Right.FIND)
    record = _get_record(unit, customer_id)
    return CustomerDetails(
        id=customer_id,
        version=record.version,
        fields=fields_of_record(record),
        name=record.name,
        bank_name=bank_of_sheba(record.sheba) if record.sheba else "",
        activation=activation_of_file(unit, customer_id, record.mobile),
        is_identity_seen=record.is_identity_seen,
        registered_at=record.registered_at,
        registration_number=record.registration_number,
        is_queued=is_queued(unit.session, customer_id),
    )


def ensure_number(unit: Unit, customer_id: CustomerId) -> str:
    """Return the registration number of a file; an imported file gets its number with its first confirmation."""
    require(unit, Right.ISSUE)
    record = _get_record(unit, customer_id)
    if not record.registration_number:
        require_day(unit)
        record.registration_number = take_paper_number(unit, "registration", get_settings(unit))
        unit.session.flush()
        write_audit(unit, "customer_numbered", "customers", customer_id, {"number": record.registration_number})
        body = {"id": str(customer_id), "number": record.registration_number}
        enqueue(unit, "customer.number", body, subject_id=customer_id)
        unit.touch("customers", customer_id)
    return record.registration_number


def find_customer_by_code(unit: Unit, code: str) -> CustomerId | None:
    """Return the customer with this national code, legal id or foreign code, in any digits and spacing, or None."""
    require_to_read(unit, Right.FIND)
    digits = compact(code)
    if not digits:
        return None
    found = unit.session.scalar(select(CustomerRecord.id).where(CustomerRecord.national_code == digits))
    return None if found is None else CustomerId(found)


def reveal(unit: Unit, customer_id: CustomerId, field: str, reason: str) -> str:
    """Return one masked field in full and write the reason to the audit.

    Raises FieldError ``reason_empty``, ``reveal_field_unknown``.
    """
    require(unit, Right.REVEAL)
    why = clean_text(reason)[:LONGEST_REASON]
    if not why:
        raise FieldError("reason_empty", "reason")
    if field not in REVEALED:
        raise FieldError("reveal_field_unknown", field)
    value = getattr(_get_record(unit, customer_id), field)
    write_audit(unit, "customer_revealed", "customers", customer_id, {"field": field, "reason": why})
    return str(value or "")


def _checked(
    unit: Unit, given: CustomerFields, accepted: frozenset[str]
) -> tuple[CustomerFields, dict[str, list[str]]]:
    """Return the fields as they are stored, and the confirmed doubts for the audit.

    Raises FieldErrors with all errors and all warnings not in ``accepted``.
    """
    stored = normalise_fields(given)
    found = check_registration(stored, unit.today)
    errors = tuple(error for error in found if not (error.is_warning and error.code in accepted))
    if errors:
        raise FieldErrors(errors)
    return stored, {"confirmed": sorted({error.code for error in found})} if found else {}


def _refuse_known_code(unit: Unit, code: str, customer_id: CustomerId) -> None:
    """Raise FieldErrors ``customer_code_known`` if ``code`` is the key of another file."""
    owner = find_customer_by_code(unit, code)
    if owner is not None and owner != customer_id:
        name = _get_record(unit, owner).name
        raise FieldErrors([FieldError("customer_code_known", "national_code", name=name)])


def _refuse_unproved(record: CustomerRecord, changed: dict[str, object]) -> None:
    """Raise FieldErrors if a correction replaces a number that ``services.files.contacts`` changes with a paper."""
    unproved = [field.value for field in ContactField if getattr(record, field.value) and field.value in changed]
    if unproved:
        raise FieldErrors([FieldError("contact_needs_paper", name) for name in unproved])


def _write_correction(
    unit: Unit, record: CustomerRecord, changed: dict[str, object], confirmed: dict[str, list[str]]
) -> None:
    """Write the changed columns, their audit (names of fields only) and their command."""
    write_audit(unit, "customer_corrected", "customers", record.id, {"fields": sorted(changed), **confirmed})
    _set_fields(unit, record, changed)


def _set_fields(unit: Unit, record: CustomerRecord, changed: dict[str, object]) -> None:
    """Write the changed columns and their command, based on the old version."""
    base_version = record.version
    for name, value in changed.items():
        setattr(record, name, value)
    record.version = base_version + 1
    unit.session.flush()
    body = {"id": str(record.id), "fields": freeze(changed)}
    enqueue(unit, "customer.correct", body, base_version=base_version, subject_id=record.id)
    unit.touch("customers", record.id)


def _get_record(unit: Unit, customer_id: CustomerId) -> CustomerRecord:
    """Return the record of a customer; raises Refusal ``customer_not_found``."""
    record = unit.session.scalar(select(CustomerRecord).where(CustomerRecord.id == customer_id))
    if record is None:
        raise Refusal("customer_not_found")
    return record


def _columns(given: CustomerFields) -> dict[str, object]:
    """Return the fields as columns."""
    return {**asdict(given), "kind": str(given.kind)}
