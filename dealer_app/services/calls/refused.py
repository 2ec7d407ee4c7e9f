"""Close a number for the rest of the day after refused calls about it, whether it is an order's or not.

The audit of this counter remembers them by the hash of the number; other counters do not know.
"""

from uuid import UUID

from sqlalchemy import func, select

from dealer_app.domain.calendar.tehran import start_of
from dealer_app.domain.calls.gate import limits_on
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import CallId
from dealer_app.services.search.search import number_hash
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord, write_audit

KIND = "call_numbers"


def note_refused(unit: Unit, call_id: CallId, wrong: int, hashes: list[str]) -> None:
    """Write that a call was refused after ``wrong`` answers, and once for each number that was tried in it."""
    write_audit(unit, "call_refused", "calls", call_id, {"wrong": wrong, "number_hashes": hashes})
    for each in hashes:
        detail = {"call_id": str(call_id), "number_hash": each}
        write_audit(unit, "call_number_refused", KIND, _subject(each), detail)


def refuse_closed(unit: Unit, key: str) -> None:
    """Raise Refusal ``call_number_closed`` if as many calls about this number were refused today as close it."""
    mine = AuditRecord.kind == KIND, AuditRecord.subject_id == _subject(number_hash(key))
    today = select(func.count(AuditRecord.n)).where(*mine, AuditRecord.at >= start_of(unit.today))
    if (unit.session.scalar(today) or 0) >= limits_on(unit.today).refused:
        raise Refusal("call_number_closed")


def _subject(hashed: str) -> UUID:
    """Return the beginning of a hash as the subject of audit rows, which are found by it."""
    return UUID(hashed[:32])
