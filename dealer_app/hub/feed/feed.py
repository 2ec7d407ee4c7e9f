"""Pull the rows of the caller's dealership and broadcast rows, in the order of their commits (I11, I14)."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import UNSET, Raw
from sqlalchemy import ColumnElement, Select, func, select

from dealer_app.hub.database.bulk import among
from dealer_app.hub.database.database import Transaction
from dealer_app.hub.database.schema import BROADCAST, rows
from dealer_app.protocol import wire

MOST_BYTES = 900 * 1024
"""Most bytes of documents in one page, so that an answer stays below 1 MiB."""
_COLUMNS = (rows.c.seq, rows.c.kind, rows.c.id, rows.c.version, rows.c.op, rows.c.doc)


def pull(
    tx: Transaction, *, cursor: int, broadcast: int, limit: int = wire.MOST_ROWS, ids: Sequence[str] = ()
) -> wire.FeedPage | None:
    """Return the next page of both streams, None if nothing is new; ``ids`` asks for these rows alone."""
    if ids:
        wanted = rows.c.dealership == tx.dealership, among(rows.c.id, ids)
        found, is_more, _ = _cut(
            tx.connection.execute(_fitting(wanted, wire.MOST_ROWS + 1, MOST_BYTES)), wire.MOST_ROWS, MOST_BYTES
        )
        return wire.FeedPage(tuple(found), (), cursor, broadcast, is_more=is_more)
    mine, is_more, room = _after(tx, tx.dealership, cursor, limit, MOST_BYTES)
    shared: list[wire.Row] = []
    is_more_shared = is_more
    if not is_more:
        shared, is_more_shared, _ = _after(tx, BROADCAST, broadcast, limit - len(mine), room, is_first=not mine)
    if not mine and not shared:
        return None
    ends = mine[-1].seq if mine else cursor, shared[-1].seq if shared else broadcast
    return wire.FeedPage(tuple(mine), tuple(shared), *ends, is_more=is_more or is_more_shared)


def wire_row(row: Any) -> wire.Row:  # noqa: ANN401 - a row of the table
    """Return a stored row for the wire; its document is not encoded again."""
    doc = Raw(row.doc.encode()) if row.doc else UNSET
    return wire.Row(row.seq, row.kind, row.id, row.version, row.op, doc)


def _after(
    tx: Transaction, dealership: str, cursor: int, limit: int, room: int, *, is_first: bool = True
) -> tuple[list[wire.Row], bool, int]:
    """Return at most ``limit`` rows after ``cursor``, whether more follow, and the bytes that are left."""
    later = rows.c.dealership == dealership, rows.c.seq > cursor
    return _cut(tx.connection.execute(_fitting(later, limit + 1, room)), limit, room, is_first=is_first)


def _fitting(wanted: tuple[ColumnElement[bool], ...], limit: int, room: int) -> Select[Any]:
    """Select the rows up to the one after the first that no longer fits into ``room`` bytes.

    Of 500 documents of 128 KiB seven fit into an answer: the others never leave the database.
    """
    earlier = func.sum(func.octet_length(rows.c.doc)).over(order_by=rows.c.seq, rows=(None, -2))
    before = func.coalesce(earlier, 0).label("before")
    page = select(*_COLUMNS, before).where(*wanted).order_by(rows.c.seq).limit(limit).subquery()
    return select(page).where(page.c.before <= room).order_by(page.c.seq)


def _cut(found: Iterable[Any], limit: int, room: int, *, is_first: bool = True) -> tuple[list[wire.Row], bool, int]:
    """Take rows while their documents fit into ``room`` bytes; the first row of a page is always taken."""
    page: list[wire.Row] = []
    for row in map(wire_row, found):
        size = 0 if row.doc is UNSET else len(bytes(row.doc))
        if len(page) == limit or (size > room and not (is_first and not page)):
            return page, True, room
        page.append(row)
        room -= size
    return page, False, room
