"""Read the clocks that start in a range of days from an index, and go on after the last clock that is known."""

from datetime import date
from typing import Protocol

from dealer_app.domain.deadlines.lists import DeadlineKey
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.services.deadlines.calendar import Reckoning, Starts
from dealer_app.services.deadlines.reading import LAST_ROW, ONE_DAY, ORDER, Part, Reading


class StartSource(Protocol):
    """A source whose index holds the days on which its clocks start."""

    @property
    def kind(self) -> ClockKind:
        """Return the kind of its clocks."""

    def list_sql(self, *, is_backward: bool) -> str:
        """Return the query of a range: first values, first and last day, edge day, row on the edge, most rows."""


def read_starts(
    source: StartSource, reading: Reading, part: Part, firsts: tuple[str, ...], starts: Starts
) -> list[DeadlineKey]:
    """Return the clocks of ``source`` that start in a range, sorted by their key; ``firsts`` go before the days."""
    (first, last), row = starts, -1
    place = ORDER.index(source.kind)
    if part.after is not None and part.after.kind == place:
        first, last, row = _resume(source.kind, reading.reckoning, part, starts)
    if part.is_backward and row < 0:
        row = LAST_ROW
    edge = last if part.is_backward else first
    values = (*firsts, first.isoformat(), last.isoformat(), edge.isoformat(), row, part.limit)
    rows = reading.raw.execute(source.list_sql(is_backward=part.is_backward), values).fetchall()
    days = {day: date.fromisoformat(day) for _, day in rows}
    ends = {day: _end(source.kind, reading.reckoning, start) for day, start in days.items()}
    return [DeadlineKey(ends[day], place, days[day], "", number) for number, day in rows]


def _resume(kind: ClockKind, reckoning: Reckoning, part: Part, starts: Starts) -> tuple[date, date, int]:
    """Return the range after the key of the last known clock, and the row after which its edge goes on."""
    (first, last), after = starts, part.after
    assert after is not None
    same = reckoning.starts_of(kind, after.due_on, after.due_on)
    mine = next(((low, high) for low, high in same if low <= last and first <= high), None)
    if mine is None:  # under this rule no clock ends on that day; the range begins after it
        return first, last, -1
    low, high = max(mine[0], first), min(mine[1], last)
    if part.is_backward:
        if after.start_on > high:
            return first, last, -1
        return (first, after.start_on, after.row) if after.start_on >= low else (first, low - ONE_DAY, -1)
    if after.start_on < low:
        return first, last, -1
    return (after.start_on, last, after.row) if after.start_on <= high else (high + ONE_DAY, last, -1)


def _end(kind: ClockKind, reckoning: Reckoning, start: date) -> date:
    clock = reckoning.clock(kind, start)
    assert clock is not None  # the ranges begin where the first rule does
    return clock.due_on
