"""Find running clocks from the indexes of their tables, in the order of their last day.

A source is one index that begins with the status of the order and goes on with the day on which a kind of clock starts
(``store.tables.orders.CLOCK_INDEXES``). Each query reads a range of one index; nothing is sorted, nothing is skipped
but orders without a remaining amount. A kind of clock that is not of an order becomes another source: it needs an
index by its day and the two functions of ``Source``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.deadlines.clocks import runs_at
from dealer_app.domain.deadlines.lists import DeadlineKey
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.orders.statuses import find_status
from dealer_app.services.deadlines.calendar import Reckoning, Starts, read_reckoning
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.schema import raw_of
from dealer_app.store.tables.orders import CLOCK_INDEXES

_ORDER = list(ClockKind)
_LAST_ROW = (1 << 63) - 1
_UNPAID = " AND (SELECT total(amount) FROM ledger_entries WHERE order_id = orders.id AND account = 'principal') > 0"


@dataclass(frozen=True, slots=True)
class Found:
    """A running clock that an index has: its place in the list and the order's id."""

    key: DeadlineKey
    order_id: UUID


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the list: clocks whose last day is from ``first`` to ``last``, at most ``limit`` of each index.

    ``after`` is the key of the last clock that is already known; ``is_backward`` begins with the latest day.
    """

    first: date
    last: date
    limit: int
    after: DeadlineKey | None = None
    is_backward: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the list: what days are counted by, the driver's connection, the statuses of each index.

    A page needs a hundred short queries; the driver itself answers each in microseconds.
    """

    reckoning: Reckoning
    raw: driver.Connection
    statuses: dict[str, tuple[str, ...]] = field(default_factory=dict)


def begin_reading(unit: Unit) -> Reading:
    """Return a reading of the list on the unit's connection."""
    return Reading(read_reckoning(unit), raw_of(unit.session.connection()))


class Source(Protocol):
    """One index of running clocks of one kind."""

    @property
    def kind(self) -> ClockKind:
        """Return the kind of its clocks."""

    def streams(self, reading: Reading, part: Part) -> Iterator[list[Found]]:
        """Yield lists of clocks, each sorted by its key."""


@dataclass(frozen=True, slots=True)
class OrderSource:
    """Clocks that start on a day of the order: ``column`` names the day and its index, ``extra`` a last condition."""

    kind: ClockKind
    column: str
    extra: str = ""

    def streams(self, reading: Reading, part: Part) -> Iterator[list[Found]]:
        """Yield a list for each status at which the clock runs and for each rule."""
        reckoning = reading.reckoning
        ranges = reckoning.starts_of(self.kind, *_cut(part, _ORDER.index(self.kind)))
        if self.kind is ClockKind.UNPAID:
            yesterday = reckoning.today - timedelta(days=1)
            ranges = tuple((first, min(last, yesterday)) for first, last in ranges)
        for starts in ranges:
            for status in self.statuses(reading):
                if runs_at(self.kind, find_status(status)):
                    yield self._read(reading, part, status, starts)

    def statuses(self, reading: Reading) -> tuple[str, ...]:
        """Return the statuses of the index, each found by one step into it."""
        known = reading.statuses.get(self.column)
        if known is None:
            known = reading.statuses[self.column] = tuple(self._steps(reading.raw))
        return known

    def _steps(self, raw: driver.Connection) -> Iterator[str]:
        (name,) = raw.execute(self.first_status_sql()).fetchone()
        while name is not None:
            yield name
            (name,) = raw.execute(self.next_status_sql(), (name,)).fetchone()

    def _read(self, reading: Reading, part: Part, status: str, starts: Starts) -> list[Found]:
        (first, last), row = starts, -1
        place = _ORDER.index(self.kind)
        if part.after is not None and part.after.kind == place:
            first, last, row = self._resume(reading.reckoning, part, first, last)
        if part.is_backward and row < 0:
            row = _LAST_ROW
        edge = last if part.is_backward else first
        values = (status, first.isoformat(), last.isoformat(), edge.isoformat(), row, part.limit)
        rows = reading.raw.execute(self.list_sql(is_backward=part.is_backward), values).fetchall()
        days = {day: date.fromisoformat(day) for _, _, day in rows}
        ends = {day: self._end(reading.reckoning, start) for day, start in days.items()}
        return [
            Found(DeadlineKey(ends[day], place, days[day], number), UUID(bytes=order_id))
            for number, order_id, day in rows
        ]

    def _resume(self, reckoning: Reckoning, part: Part, first: date, last: date) -> tuple[date, date, int]:
        """Return the range after the key of the last known clock, and the row after which its edge goes on."""
        after = part.after
        assert after is not None
        same = reckoning.starts_of(self.kind, after.due_on, after.due_on)
        mine = next(((low, high) for low, high in same if low <= last and first <= high), None)
        if mine is None:  # under this rule no clock ends on that day; the range begins after it
            return first, last, -1
        low, high = max(mine[0], first), min(mine[1], last)
        if part.is_backward:
            if after.start_on > high:
                return first, last, -1
            return (first, after.start_on, after.row) if after.start_on >= low else (first, low - _ONE_DAY, -1)
        if after.start_on < low:
            return first, last, -1
        return (after.start_on, last, after.row) if after.start_on <= high else (high + _ONE_DAY, last, -1)

    def _end(self, reckoning: Reckoning, start: date) -> date:
        clock = reckoning.clock(self.kind, start)
        assert clock is not None  # the ranges begin where the first rule does
        return clock.due_on

    # -- statements, of constant names only

    @property
    def _from(self) -> str:
        return f"FROM orders INDEXED BY ix_orders_clock_{self.column} WHERE {CLOCK_INDEXES[self.column]}"

    def first_status_sql(self) -> str:
        """Return the query of the first status of the index."""
        return f"SELECT min(status) {self._from} AND status >= ''"

    def next_status_sql(self) -> str:
        """Return the query of the status after a given one."""
        return f"SELECT min(status) {self._from} AND status > ?"

    def list_sql(self, *, is_backward: bool) -> str:
        """Return the query of a range: status, first and last day, edge day, row on the edge, most rows."""
        day, sign, way = self.column, "<" if is_backward else ">", "DESC" if is_backward else "ASC"
        return (
            f"SELECT row, id, {day} {self._from} AND status = ? AND {day} BETWEEN ? AND ?"
            f" AND ({day} <> ? OR row {sign} ?){self.extra} ORDER BY {day} {way}, row {way} LIMIT ?"
        )


_ONE_DAY = timedelta(days=1)


def _cut(part: Part, place: int) -> tuple[date, date]:
    """Return the last days that are still wanted of a kind: on the day of the last key only kinds after it."""
    first, last, after = part.first, part.last, part.after
    if after is None:
        return first, last
    if part.is_backward:
        return first, min(last, after.due_on if place <= after.kind else after.due_on - _ONE_DAY)
    return max(first, after.due_on if place >= after.kind else after.due_on + _ONE_DAY), last


SOURCES: tuple[Source, ...] = (
    OrderSource(ClockKind.PAY, "pay_by_on", _UNPAID),
    OrderSource(ClockKind.UNPAID, "pay_by_on", _UNPAID),
    OrderSource(ClockKind.WINNER, "won_on"),
    OrderSource(ClockKind.PAPERS, "paid_on"),
    OrderSource(ClockKind.PAPERS, "first_paid_on"),
    OrderSource(ClockKind.INVITATION, "invitation_due_on"),
    OrderSource(ClockKind.DELIVERY, "delivery_due_on"),
)
"""Every index of running clocks; a new kind of clock is one entry."""
