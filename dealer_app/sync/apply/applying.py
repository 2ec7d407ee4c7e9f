"""Apply rows in bulk by kind, parents first; a row that cannot be applied does not stop the rest."""

from collections.abc import Sequence

import sqlcipher3.dbapi2 as driver
from msgspec import DecodeError
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from dealer_app.store.core.savepoints import savepoint
from dealer_app.store.core.unit import Unit
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.kinds import KINDS
from dealer_app.sync.apply.rows import UNREADABLE, FeedRow, drop_kept, keep_raw, list_kept
from dealer_app.sync.apply.wiping import wipe

_UNSTORABLE = (
    *(IntegrityError, InterfaceError, ProgrammingError, DataError),
    *(driver.IntegrityError, driver.InterfaceError, driver.ProgrammingError, driver.DataError),
)
"""Errors for values that the database cannot store. OperationalError is a fault of the machine: the page waits."""
_FAULTS = (
    BrokenRowError,
    *_UNSTORABLE,
    LookupError,
    ArithmeticError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    DecodeError,
)


class NotWholeError(Exception):
    """A row of the page cannot be applied: the transaction without savepoints must be undone."""


def apply_rows(unit: Unit, rows: Sequence[FeedRow], *, is_without_savepoints: bool = False) -> None:
    """Apply ``rows`` (each newer than the stored version), then retry the rows that were kept before.

    ``is_without_savepoints`` is faster, because a savepoint encrypts every page of the database that it would restore.
    With it, a row that cannot be applied raises NotWholeError: the caller undoes its transaction and tries again
    with savepoints.
    """
    drop_kept(unit, rows)
    _apply(unit, rows, is_without_savepoints=is_without_savepoints)
    waiting = list_kept(unit)
    if waiting and any(row.op == "upsert" for row in rows):
        fresh = {(row.kind, row.id) for row in rows}
        again = [row for row in waiting if (row.kind, row.id) not in fresh]
        drop_kept(unit, again)
        _apply(unit, again)


def retry_kept(unit: Unit) -> int:
    """Retry all kept rows, for example after an upgrade; return how many rows are still kept."""
    waiting = list_kept(unit)
    drop_kept(unit, waiting)
    _apply(unit, waiting)
    return len(list_kept(unit))


def _apply(unit: Unit, rows: Sequence[FeedRow], *, is_without_savepoints: bool = False) -> None:
    apply_kind = _apply_at_once if is_without_savepoints else _apply_kind
    upserts: dict[str, list[FeedRow]] = {}
    for row in rows:
        if row.op == "upsert":
            upserts.setdefault(row.kind, []).append(row)
    for name, kind in KINDS.items():
        if name in upserts:
            apply_kind(unit, kind, upserts.pop(name))
    for unknown in upserts.values():
        for row in unknown:
            keep_raw(unit, row, "envelope" if row.kind == UNREADABLE else "unknown_kind")
    for row in rows:
        if row.op != "upsert":
            wipe(unit, row.kind, row.id)


def _apply_at_once(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Apply all rows of a kind at once; raises NotWholeError if one cannot be applied."""
    try:
        kind.apply(unit, kind, rows)
        unit.session.flush()
    except _FAULTS as fault:
        raise NotWholeError from fault


def _apply_kind(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Apply all rows of a kind at once; if that fails, apply them by halves, each under its own savepoint.

    A row may depend on a later row of its kind (a reversal on its payment), so rows that fail are retried as long as
    others succeed.
    """
    left, tried = _left_of(unit, kind, rows), len(rows)
    while left and len(left) != tried:
        tried = len(left)
        left = _left_of(unit, kind, [row for row, _ in left])
    for row, reason in left:
        keep_raw(unit, row, reason)


def _left_of(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> list[tuple[FeedRow, str]]:
    """Apply ``rows`` in their order; return those that cannot be applied, each with its reason."""
    reason = _fits(unit, kind, rows) if rows else ""
    if not reason:
        return []
    if len(rows) == 1:
        return [(rows[0], reason)]
    middle = len(rows) // 2
    return _left_of(unit, kind, rows[:middle]) + _left_of(unit, kind, rows[middle:])


def _fits(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> str:
    """Apply ``rows`` under a savepoint; return "", or the reason if they cannot be applied."""
    try:
        with savepoint(unit):
            kind.apply(unit, kind, rows)
            unit.session.flush()
    except _FAULTS as fault:
        return fault.reason if isinstance(fault, BrokenRowError) else type(fault).__name__
    return ""
