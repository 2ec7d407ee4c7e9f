"""Set final numbers: head office's number replaces a printed one, which can still be found by search."""

from uuid import UUID

from sqlalchemy import select, update

from dealer_app.store.core.permits import permitted
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.head_office import FinalNumberRecord
from dealer_app.sync.apply.kind import Kind, Number


def set_final_number(unit: Unit, kind: Kind, row_id: UUID, number: str, *, noted_as: str = "") -> None:
    """Set a row's final number; a paper keeps the printed one in its frozen facts.

    ``noted_as`` is the kind under which the change is noted, if it differs from the row's (a receipt).
    """
    column = kind.find_number_column()
    if column is None:
        raise KeyError(kind.name)
    printed = unit.session.scalar(select(column).where(column.class_.id == row_id))
    if printed is None or printed == number:
        return
    _note(unit, noted_as or kind.name, row_id, printed, number)
    if kind.is_number_guarded:
        with permitted(unit, "number"):
            _write(unit, column, row_id, number)
    else:
        _write(unit, column, row_id, number)
        kind.touch(unit, row_id)


def _write(unit: Unit, column: Number, row_id: UUID, number: str) -> None:
    unit.session.execute(
        update(column.class_).where(column.class_.id == row_id).values({column.key: number}),
        execution_options={"synchronize_session": False},
    )


def _note(unit: Unit, kind: str, row_id: UUID, printed: str, number: str) -> None:
    known = unit.session.get(FinalNumberRecord, (kind, row_id))
    first = printed if known is None else known.printed
    unit.session.merge(FinalNumberRecord(kind=kind, id=row_id, printed=first, number=number))
