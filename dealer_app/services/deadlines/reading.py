"""Define what a source of running clocks is: an index, and how a part of the list is read from it in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.deadlines.lists import DeadlineKey, DeadlineRow, Group
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.rights import Right
from dealer_app.services.deadlines.calendar import Reckoning, read_reckoning
from dealer_app.services.rights import may_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.schema import raw_of

ORDER = list(ClockKind)
"""The kinds by the place that a key names."""
LAST_ROW = (1 << 63) - 1
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the list: clocks whose last day is from ``first`` to ``last``, at most ``limit`` of each index.

    ``after`` is the key of the last clock that is already known; ``is_backward`` begins with the latest day. ``group``
    is the group whose days these are: a clock with an hour may be late on its day.
    """

    first: date
    last: date
    limit: int
    after: DeadlineKey | None = None
    is_backward: bool = False
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the list: what days are counted by, the driver's connection, the statuses of each index.

    A page needs a hundred short queries; the driver itself answers each in microseconds. ``hidden`` are the kinds that
    the reader has no right to see.
    """

    reckoning: Reckoning
    raw: driver.Connection
    statuses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: frozenset[ClockKind] = frozenset()


def begin_reading(unit: Unit) -> Reading:
    """Return a reading of the list on the unit's connection."""
    return Reading(read_reckoning(unit), raw_of(unit.session.connection()), hidden=hidden_from(unit))


def hidden_from(unit: Unit) -> frozenset[ClockKind]:
    """Return the kinds of clocks that the unit's actor has no right to see."""
    return frozenset() if may_read(unit, Right.READ_CALLS) else frozenset({ClockKind.CALL_BACK})


Describe = Callable[[Unit, Reckoning, Sequence[DeadlineKey]], dict[DeadlineKey, DeadlineRow]]
"""Returns the rows of keys; a clock that no longer runs until the same day is missing."""


class Source(Protocol):
    """One index of running clocks of one kind; sources whose rows are read together share ``describe``."""

    @property
    def describe(self) -> Describe:
        """Return the function that reads the rows of its keys."""

    @property
    def kind(self) -> ClockKind:
        """Return the kind of its clocks."""

    def streams(self, reading: Reading, part: Part) -> Iterator[list[DeadlineKey]]:
        """Yield lists of clocks, each sorted by its key."""


def cut(part: Part, place: int) -> tuple[date, date]:
    """Return the last days that are still wanted of a kind: on the day of the last key only kinds after it."""
    first, last, after = part.first, part.last, part.after
    if after is None:
        return first, last
    if part.is_backward:
        return first, min(last, after.due_on if place <= after.kind else after.due_on - ONE_DAY)
    return max(first, after.due_on if place >= after.kind else after.due_on + ONE_DAY), last
