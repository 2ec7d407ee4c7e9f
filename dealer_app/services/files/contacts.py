"""Change the mobile or the Sheba of a file with the paper that proves it, and open the file of a registered person."""

from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.codes.digit_fields import compact
from dealer_app.domain.codes.identity import parse_mobile
from dealer_app.domain.codes.masking import mask_national_code
from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.files.contacts import (
    PARSERS,
    ChangeContact,
    ContactDetails,
    ContactField,
    check_change,
    find_paper,
)
from dealer_app.domain.ids import ContactId, CustomerId
from dealer_app.domain.persian import clean_text
from dealer_app.domain.rights import Right
from dealer_app.services.customers.customers import find_customer_by_code, get_customer, write_fields
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.rights import require, require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.files.contacts import ContactRecord
from dealer_app.store.tables.outbox import enqueue


@dataclass(frozen=True, slots=True)
class Pair:
    """What a person who says «I have registered» names: the code and the mobile, as typed."""

    national_code: str
    mobile: str


def find_registered(unit: Unit, pair: Pair) -> CustomerId | None:
    """Return the file with this code and this mobile, None if there is no such pair.

    An unknown code and a wrong mobile are one answer, because they are told to a person who may be anybody; the miss
    is in the audit, with a hash of what was typed. Raises FieldErrors for a code or a mobile that cannot be read.
    """
    require(unit, Right.FIND)
    digits, mobile = _read_pair(pair)
    found = find_customer_by_code(unit, digits)
    if found is not None and get_customer(unit, found).fields.mobile == mobile:
        write_audit(unit, "registered_found", "customers", found)
        return found
    told = sha256(f"{digits}:{mobile}".encode()).hexdigest()
    write_audit(unit, "registered_missed", "customers", None, {"pair_hash": told})
    return None


def change_contact(unit: Unit, command: ChangeContact) -> CustomerDetails:
    """Change a number of a file and record the paper that proves it; the number before it stays in the history.

    Raises FieldErrors with every error of ``check_change``, its warnings and ``mobile_of_other`` unless they are
    accepted, and ``contact_same``; Refusal ``registered_unknown`` if no file has the code.
    """
    require(unit, Right.CHANGE_CONTACT)
    require_day(unit)
    _refuse_errors(command)
    customer_id = find_customer_by_code(unit, command.national_code)
    if customer_id is None:
        raise Refusal("registered_unknown")
    before = get_customer(unit, customer_id)
    details = _details(unit, command, before)
    if details.old == details.new:
        raise FieldErrors([FieldError("contact_same", "value")])
    _doubt_shared(unit, command, details)
    _write(unit, details)
    changes: dict[str, object] = {details.field.value: details.new}
    if details.field is ContactField.SHEBA and not before.fields.is_sheba_own:
        changes["is_sheba_own"] = True
    write_fields(unit, customer_id, changes)
    return get_customer(unit, customer_id)


def list_contacts(unit: Unit, customer_id: CustomerId) -> tuple[ContactDetails, ...]:
    """Return the changed numbers of a file, newest first."""
    require_to_read(unit, Right.FIND)
    mine = select(ContactRecord.facts, ContactRecord.customer_id).where(ContactRecord.customer_id == customer_id)
    rows = unit.session.execute(mine.order_by(ContactRecord.changed_at.desc(), ContactRecord.id.desc()))
    return tuple(replace(thaw(ContactDetails, row.facts), customer_id=CustomerId(row.customer_id)) for row in rows)


def _read_pair(pair: Pair) -> tuple[str, str]:
    """Return the code and the mobile as they are stored; raises FieldErrors."""
    errors: list[FieldError] = []
    digits, mobile = compact(pair.national_code), ""
    if not digits:
        errors.append(FieldError("national_code_empty", "national_code"))
    try:
        mobile = parse_mobile(pair.mobile)
    except FieldError as error:
        errors.append(error.at("mobile"))
    if errors:
        raise FieldErrors(errors)
    return digits, mobile


def _refuse_errors(command: ChangeContact) -> None:
    """Raise FieldErrors with the errors, and with the doubts that nobody confirmed."""
    found = check_change(command)
    errors = [error for error in found if not (error.is_warning and error.code in command.accepted_warnings)]
    if errors:
        raise FieldErrors(errors)


def _doubt_shared(unit: Unit, command: ChangeContact, details: ContactDetails) -> None:
    """Raise the doubt about a mobile that another file has, unless it was confirmed: its codes would go to both."""
    if details.field is not ContactField.MOBILE or "mobile_of_other" in command.accepted_warnings:
        return
    others = select(CustomerRecord.name, CustomerRecord.national_code).where(
        CustomerRecord.mobile == details.new, CustomerRecord.id != details.customer_id
    )
    other = unit.session.execute(others.order_by(CustomerRecord.registered_at, CustomerRecord.id).limit(1)).first()
    if other is not None:
        whose = {"name": other.name, "code": mask_national_code(other.national_code)}
        raise FieldErrors([FieldError("mobile_of_other", "value", is_warning=True, **whose)])


def _details(unit: Unit, command: ChangeContact, before: CustomerDetails) -> ContactDetails:
    paper = find_paper(command.field, command.paper)
    assert paper is not None
    return ContactDetails(
        id=ContactId(uuid7()),
        customer_id=before.id,
        field=command.field,
        old=str(getattr(before.fields, command.field.value)),
        new=PARSERS[command.field](command.value),
        paper=paper.code,
        paper_name=paper.name,
        paper_number=clean_text(command.paper_number),
        seen_by=clean_text(command.seen_by),
        changed_on=unit.today,
    )


def _write(unit: Unit, details: ContactDetails) -> None:
    """Write the row with its audit row and its command; the numbers themselves are not in the audit."""
    unit.session.add(
        ContactRecord(
            id=details.id,
            customer_id=details.customer_id,
            field=details.field.value,
            changed_on=details.changed_on,
            changed_at=unit.now,
            changed_by=unit.actor.name,
            facts=freeze(details),
        )
    )
    unit.session.flush()
    detail = {"customer_id": str(details.customer_id), "field": details.field.value, "paper": details.paper}
    write_audit(unit, "contact_changed", "contacts", details.id, detail)
    enqueue(unit, "contact.change", freeze(details), subject_id=details.id)
    unit.touch("contacts", details.id)
