"""Read pages of head office's rows and apply each page with its cursor in one transaction (I13)."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import select, text

from dealer_app.domain.changes import Changes, Written
from dealer_app.protocol import wire
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import EnrolmentRecord, change_enrolment
from dealer_app.sync.apply.applying import NotWholeError, apply_rows
from dealer_app.sync.apply.rows import FeedRow, list_versions, note_rows, read_rows
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.talker import Talker
from dealer_app.sync.session.unconfirmed import has_unconfirmed, wipe_unconfirmed


def read_feed(database: CounterDatabase, talker: Talker, *, is_stopped: Callable[[], bool]) -> tuple[int, Changes]:
    """Fetch and apply pages until nothing is new; return the number of new rows and the changes."""
    received, touched = 0, set[tuple[str, UUID]]()
    while not is_stopped():
        cursor, broadcast = database.read(_cursors)
        page = talker.pull(cursor, broadcast)
        if page is None:
            touched |= _end(database)
            break
        written = write_page(database, page)
        received += written.value
        touched |= written.changes.touched
        if not page.is_more:
            break
    return received, Changes(frozenset(touched))


def write_page(database: CounterDatabase, page: wire.FeedPage) -> Written[int]:
    """Apply a page in one transaction, first without savepoints; if a row fails, again with savepoints."""
    try:
        return database.write(lambda unit: apply_page(unit, page, is_without_savepoints=True))
    except NotWholeError:
        return database.write(lambda unit: apply_page(unit, page))


def apply_page(unit: Unit, page: wire.FeedPage, *, is_without_savepoints: bool = False) -> int:
    """Apply both parts of a page and move the cursors; return how many rows were new here."""
    unit.session.execute(text("PRAGMA defer_foreign_keys = ON"))  # ids may be swapped; checked at the commit
    cursor, broadcast = _cursors(unit)
    mine = read_rows(unit, page.rows, is_broadcast=False)
    rows = [
        *_later(unit, mine, cursor),
        *_later(unit, read_rows(unit, page.broadcast_rows, is_broadcast=True), broadcast),
    ]
    count = apply_feed_rows(unit, rows, is_without_savepoints=is_without_savepoints)
    if not page.is_more:
        wipe_unconfirmed(unit)
    change_enrolment(unit, cursor=max(cursor, page.cursor), broadcast=max(broadcast, page.broadcast))
    return count


def _later(unit: Unit, found: list[FeedRow], cursor: int) -> list[FeedRow]:
    """Return the rows after ``cursor``, and older ones that are already in this database.

    An old page (from a stick) may contain rows that have left since. A snapshot contains no tombstones, so versions
    cannot show this.
    """
    old = [row for row in found if row.seq <= cursor]
    known = list_versions(unit, old)
    return [row for row in found if row.seq > cursor or (row.kind, row.id) in known]


def apply_feed_rows(unit: Unit, rows: Sequence[FeedRow], *, is_without_savepoints: bool = False) -> int:
    """Apply the rows that are newer than those in this database, ignore the others and return the number applied."""
    known = list_versions(unit, rows)
    fresh = [row for row in rows if row.version > known.get((row.kind, row.id), 0)]
    if fresh:
        note_rows(unit, fresh)
        apply_rows(unit, fresh, is_without_savepoints=is_without_savepoints)
    return len(fresh)


def _end(database: CounterDatabase) -> frozenset[tuple[str, UUID]]:
    """Wipe the rows that no page confirmed, if the last page came before (with a snapshot)."""
    if not database.read(has_unconfirmed):
        return frozenset()
    return database.write(_wipe_unconfirmed).changes.touched


def _wipe_unconfirmed(unit: Unit) -> None:
    unit.session.execute(text("PRAGMA defer_foreign_keys = ON"))
    wipe_unconfirmed(unit)


def _cursors(unit: Unit) -> tuple[int, int]:
    held = select(EnrolmentRecord.cursor, EnrolmentRecord.broadcast).where(EnrolmentRecord.is_current)
    cursor, broadcast = unit.session.execute(held).one()
    return cursor, broadcast
