"""Issue the address slip of a dealership: the facts as they were, so that a reprint equals the first print."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.directory.addresses import AddressDetails
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import AddressId
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.directory.directory import facts_of
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.rights import require
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.dealerships import AddressRecord, DealershipRecord


def get_address(unit: Unit, paper_id: UUID) -> AddressDetails:
    """Return an address slip as issued; raises Refusal ``address_not_found``."""
    found = _newest(unit, AddressRecord.id == paper_id)
    if found is None:
        raise Refusal("address_not_found")
    return found


def issue_address(unit: Unit, dealership_id: UUID) -> AddressDetails:
    """Return the slip of a dealership; issue one if its facts or the letterhead are not those of the newest slip.

    Raises Refusal ``address_not_found`` for an unknown dealership.
    """
    require(unit, Right.ISSUE)
    require_day(unit)
    record = unit.session.scalars(select(DealershipRecord).where(DealershipRecord.id == dealership_id)).one_or_none()
    if record is None:
        raise Refusal("address_not_found")
    facts, own = facts_of(record), get_settings(unit).dealership
    known = _newest(unit, AddressRecord.code == facts.code)
    paper = AddressDetails(AddressId(uuid7()), "", unit.today, facts, own, own.is_sample)
    if known is not None and known == replace(paper, id=known.id, number=known.number, issued_on=known.issued_on):
        return known
    return _write(unit, replace(paper, number=_next_number(unit, facts.code)))


def _write(unit: Unit, paper: AddressDetails) -> AddressDetails:
    unit.session.add(
        AddressRecord(
            id=paper.id,
            code=paper.facts.code,
            number=paper.number,
            issued_on=paper.issued_on,
            issued_at=unit.now,
            issued_by=unit.actor.name,
            facts=freeze(paper),
        )
    )
    unit.session.flush()
    write_audit(unit, "address_issued", "addresses", paper.id, {"number": paper.number})
    return paper


def _next_number(unit: Unit, code: str) -> str:
    """Return «2606/14050908», from the second slip of a day on «2606/14050908-2»: it needs no leased number."""
    year, month, day = to_jalali(unit.today)
    number = f"{code}/{year}{month:02}{day:02}"
    issued = select(func.count()).where(AddressRecord.code == code, AddressRecord.issued_on == unit.today)
    count = unit.session.scalar(issued) or 0
    return f"{number}-{count + 1}" if count else number


def _newest(unit: Unit, condition: ColumnElement[bool]) -> AddressDetails | None:
    query = select(AddressRecord.facts).where(condition).order_by(AddressRecord.row.desc()).limit(1)
    facts = unit.session.scalar(query)
    return None if facts is None else thaw(AddressDetails, facts)
