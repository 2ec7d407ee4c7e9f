"""Set the state that head office gave to an outbox entry and to the row that it made."""

from sqlalchemy import select, update

from dealer_app.services.edits.taking import take_back
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.head_office import RowStateRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.sync.apply.kind import ROW_OF


def set_state(unit: Unit, n: int, state: str, code: str) -> None:
    """Set the state of outbox entry ``n`` and of the row that it made."""
    unit.session.execute(update(OutboxRecord).where(OutboxRecord.n == n).values(state=state))
    columns = OutboxRecord.kind, OutboxRecord.subject_id, OutboxRecord.command_id
    entry = unit.session.execute(select(*columns).where(OutboxRecord.n == n)).one()
    if entry.subject_id is not None:
        kind = entry.kind.partition(".")[0]
        unit.session.merge(RowStateRecord(kind=kind, id=entry.subject_id, state=state, code=code))
        unit.touch(f"{ROW_OF.get(kind, kind)}s", entry.subject_id)
        if kind == "edit" and state == "rejected":
            take_back(unit, entry.command_id)
