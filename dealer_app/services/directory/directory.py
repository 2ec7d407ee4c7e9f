"""Read the directory of dealerships and what is known of the holidays."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from dealer_app.domain.directory.dealerships import (
    DealershipFacts,
    Phone,
    PhoneKind,
    decode_phones,
    encode_phones,
    format_phones,
    format_services,
    parse_phones,
    split_services,
    with_note,
)
from dealer_app.domain.directory.hours import NO_HOURS, WeekHours, decode_hours, encode_hours, format_hours
from dealer_app.domain.directory.listing import Directory, DirectoryRow, order_key, search_key
from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.persian import clean_text, normalise, persian_digits
from dealer_app.services.directory.holidays import official_days
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.dealerships import ClosureRecord, DealershipRecord

_ONE_DAY = timedelta(days=1)
_TEXTS = ("code", "name", "owner", "province", "city", "address", "latitude", "longitude", "source")


def read_directory(unit: Unit) -> Directory:
    """Return all dealerships in the order of the list, and what is known of the holidays from yesterday on."""
    own, closed = get_settings(unit).dealership.code, _closed_days(unit, unit.today - _ONE_DAY)
    rows = [_row(record, own, closed) for record in unit.session.scalars(select(DealershipRecord))]
    return Directory(tuple(sorted(rows, key=lambda row: row.order)), official_days(unit))


def get_dealership(unit: Unit, code: str) -> DirectoryRow:
    """Return the dealership of a code; raises Refusal ``dealership_not_found``."""
    record = find_record(unit, code)
    if record is None:
        raise Refusal("dealership_not_found", code=persian_digits(code))
    return _row(record, get_settings(unit).dealership.code, _closed_days(unit, unit.today - _ONE_DAY))


def find_record(unit: Unit, code: str) -> DealershipRecord | None:
    """Return the stored dealership of a code, None if there is none."""
    wanted = select(DealershipRecord).where(DealershipRecord.code == code)
    fresh = wanted.execution_options(populate_existing=True)  # rows of head office are written beside the session
    return unit.session.scalars(fresh).one_or_none()


def facts_of(record: DealershipRecord) -> DealershipFacts:
    """Return the facts of a stored dealership; an older row's hours and telephone are read from their sentences."""
    facts = DealershipFacts(
        **{name: getattr(record, name) for name in _TEXTS},
        services=split_services(record.services),
        phones=_phones(record),
        hours=_hours(record.opening),
        phone_hours=_hours(record.phone_opening),
        valid_from=record.valid_from,
    )
    return with_note(facts, record.hours)


def columns_of(facts: DealershipFacts) -> dict[str, object]:
    """Return the columns in which the facts are stored, also those that older programs read."""
    first = next((phone.digits for phone in facts.phones), "")
    return {
        **{name: getattr(facts, name) for name in _TEXTS},
        "name_key": normalise(facts.name),
        "services": format_services(facts.services),
        "phone": first,
        "phones": encode_phones(facts.phones),
        "hours": format_hours(facts.hours) or facts.hours_note,
        "opening": encode_hours(facts.hours),
        "phone_opening": encode_hours(facts.phone_hours),
        "valid_from": facts.valid_from,
    }


def doc_of(facts: DealershipFacts) -> dict[str, Any]:
    """Return the facts as head office and counters send them."""
    columns = columns_of(facts)
    columns.pop("name_key")
    return {**columns, "valid_from": facts.valid_from.isoformat() if facts.valid_from else ""}


def facts_from(doc: Mapping[str, Any]) -> DealershipFacts:
    """Return the facts that were sent; the fields of ``doc`` were parsed before."""
    names = *_TEXTS, "services", "phone", "phones", "hours", "opening", "phone_opening"
    sent = {name: doc.get(name) or "" for name in names}
    day = doc.get("valid_from")
    return facts_of(DealershipRecord(**sent, valid_from=date.fromisoformat(day) if day else None))


def raws_of(facts: DealershipFacts) -> dict[str, str]:
    """Return the facts as a person would type them, by the fields of a form."""
    return {
        **{name: getattr(facts, name) for name in _TEXTS},
        "services": format_services(facts.services),
        "phones": format_phones(facts.phones),
        "hours": format_hours(facts.hours) or facts.hours_note,
        "phone_hours": format_hours(facts.phone_hours),
        "valid_from": facts.valid_from.isoformat() if facts.valid_from else "",
    }


def _row(record: DealershipRecord, own: str, closed: dict[str, frozenset[date]]) -> DirectoryRow:
    facts = facts_of(record)
    return DirectoryRow(
        id=record.id,
        facts=facts,
        closed=closed.get(facts.code, frozenset()),
        origin=record.origin,
        edited_by=record.edited_by,
        is_own=bool(own) and facts.code == own,
        key=search_key(facts),
        order=order_key(facts),
    )


def _closed_days(unit: Unit, first: date) -> dict[str, frozenset[date]]:
    """Return the closed days from ``first`` on, by the dealership's code."""
    wanted = select(ClosureRecord.code, ClosureRecord.day).where(ClosureRecord.day >= first, ClosureRecord.is_closed)
    return _grouped((code, day) for code, day in unit.session.execute(wanted))


def _grouped(pairs: Iterable[tuple[str, date]]) -> dict[str, frozenset[date]]:
    found: dict[str, set[date]] = {}
    for code, day in pairs:
        found.setdefault(code, set()).add(day)
    return {code: frozenset(days) for code, days in found.items()}


def _phones(record: DealershipRecord) -> tuple[Phone, ...]:
    try:
        return decode_phones(record.phones) or parse_phones(record.phone)
    except FieldError:
        return (Phone(PhoneKind.MAIN, clean_text(record.phone)),) if record.phone.strip() else ()


def _hours(stored: str) -> WeekHours:
    try:
        return decode_hours(stored)
    except FieldError:
        return NO_HOURS
