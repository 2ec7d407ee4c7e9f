"""Close a number for the rest of the day after refused calls about it, whether it is an order's or not.

A number is remembered by its hash. The command of a recorded call tells the other counters of the dealership, so that
all that are known here count.
"""

from sqlalchemy import func, select

from dealer_app.domain.calendar.tehran import start_of
from dealer_app.domain.calls.gate import limits_on
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import CallId
from dealer_app.services.search.search import number_hash
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.phone.calls import RefusedNumberRecord


def note_refused(unit: Unit, call_id: CallId, wrong: int, hashes: list[str]) -> None:
    """Write that a call was refused after ``wrong`` answers, and once for each number that was tried in it."""
    write_audit(unit, "call_refused", "calls", call_id, {"wrong": wrong, "number_hashes": hashes})
    unit.session.add_all(RefusedNumberRecord(call_id=call_id, number_hash=each, refused_at=unit.now) for each in hashes)
    unit.session.flush()


def refuse_closed(unit: Unit, key: str) -> None:
    """Raise Refusal ``call_number_closed`` if as many calls about this number were refused today as close it.

    Calls of all counters count, as far as they are known here.
    """
    mine = RefusedNumberRecord.number_hash == number_hash(key), RefusedNumberRecord.refused_at >= start_of(unit.today)
    refused = unit.session.scalar(select(func.count(RefusedNumberRecord.row)).where(*mine)) or 0
    if refused >= limits_on(unit.today).refused:
        raise Refusal("call_number_closed")


def list_refused(unit: Unit, call_id: CallId) -> list[str]:
    """Return the hashes of the numbers that got a wrong answer in a refused call, in their order."""
    mine = select(RefusedNumberRecord.number_hash).where(RefusedNumberRecord.call_id == call_id)
    return list(unit.session.scalars(mine.order_by(RefusedNumberRecord.row)))
