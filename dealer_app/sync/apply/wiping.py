"""Wipe a row that left this dealership, with all rows that belong to it; outbox and audit stay as evidence."""

from collections.abc import Sequence
from uuid import UUID

from dealer_app.store.core.permits import permitted
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.sync.apply.kinds import KINDS
from dealer_app.sync.apply.rows import execute_many

_FORGET = tuple(
    f"DELETE FROM {table} WHERE kind = ? AND id = ?"  # noqa: S608 - constant names
    for table in ("row_states", "central_rows", "final_numbers", "kept_rows")
)


def wipe(unit: Unit, kind: str, row_id: UUID) -> None:
    """Wipe one row, its search keys, the papers that belong to it and their facts."""
    with permitted(unit, "wipe"):
        _wipe_row(unit, kind, row_id)
        _forget(unit, kind, row_id)
    write_audit(unit, "wiped", f"{kind}s", row_id)
    unit.touch(f"{kind}s", row_id)


def _wipe_row(unit: Unit, name: str, row_id: UUID) -> None:
    """Wipe a row after its children; do nothing for a row of an unknown kind, which is in no table of its own."""
    kind = KINDS.get(name)
    if kind is None:
        return
    if kind.children:
        unit.session.flush()  # the queries below bypass the session
    for child, query in kind.children:
        for (child_id,) in unit.session.connection().exec_driver_sql(query, (row_id.bytes,)).all():
            _wipe_row(unit, child, UUID(bytes=child_id))
    _run(unit, kind.wipe, row_id)


def _forget(unit: Unit, kind: str, row_id: UUID) -> None:
    """Delete the notes about the row in other tables, and drafts that contain its id."""
    for statement in _FORGET:
        execute_many(unit, statement, [(kind, row_id.bytes)])
    execute_many(unit, "DELETE FROM drafts WHERE key = ? OR instr(body, ?) > 0", [(str(row_id), str(row_id))])


def _run(unit: Unit, statements: Sequence[str], row_id: UUID) -> None:
    for statement in statements:
        execute_many(unit, statement, [(row_id.bytes,)])
