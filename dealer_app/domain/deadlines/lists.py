"""The list of deadlines: its groups, its rows, and the key from which its next page begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.calls.calls import Urgency, urgency_of
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.deadlines.words import ClockWords
from dealer_app.domain.ids import CallBackId, CustomerId, OrderId
from dealer_app.domain.settings import DealershipSettings

MOST_COUNTED = 100
"""A group with more clocks of one kind says «more than»: nobody acts on the hundred-and-first."""


class Group(StrEnum):
    """The groups of the list by the last day: passed, today, within the days that count as soon."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"


@dataclass(frozen=True, slots=True, order=True)
class DeadlineKey:
    """The place of a clock in the list: by day, kind, start, moment and ``row``, the number of its row in its table.

    ``at`` is the stored moment of a clock that has an hour, "" for a whole day.
    """

    due_on: date
    kind: int
    start_on: date
    at: str
    row: int


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One row of the list."""

    key: DeadlineKey
    kind: ClockKind
    order_id: OrderId | None
    customer_id: CustomerId | None
    customer_name: str
    detail: str
    group: Group
    words: ClockWords
    call_back_id: CallBackId | None = None


@dataclass(frozen=True, slots=True)
class DeadlineCounts:
    """The clocks of each kind in each group, at most MOST_COUNTED each."""

    of: Mapping[Group, Mapping[ClockKind, int]]

    def total(self, group: Group, kind: ClockKind | None = None) -> int:
        """Return the clocks of a group, of one kind if given."""
        known = self.of.get(group, {})
        return sum(known.values()) if kind is None else known.get(kind, 0)

    def is_more(self, group: Group) -> bool:
        """Return whether the group has clocks that were not counted."""
        return any(count >= MOST_COUNTED for count in self.of.get(group, {}).values())


@dataclass(frozen=True, slots=True)
class DeadlineWish:
    """Which part of the list is wanted: None stands for every group or kind."""

    group: Group | None = None
    kind: ClockKind | None = None
    is_latest_first: bool = False


@dataclass(frozen=True, slots=True)
class DeadlinePage:
    """A page of the list; ``next_key`` is None at the end. ``lacks_holidays``: years that nobody has entered yet."""

    rows: tuple[DeadlineRow, ...]
    next_key: DeadlineKey | None
    today: date
    soon_days: int
    lacks_holidays: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineSheet:
    """A part of the list for paper: its rows in the order of the page, ``is_cut`` if the list goes on after them."""

    wish: DeadlineWish
    rows: tuple[DeadlineRow, ...]
    is_cut: bool
    today: date
    soon_days: int
    dealership: DealershipSettings
    is_sample: bool


def window_of(group: Group | None, today: date, soon_days: int) -> tuple[date, date]:
    """Return the first and the last day of a group; None is the whole list."""
    last = today + timedelta(days=soon_days)
    return {
        Group.LATE: (date.min, today - timedelta(days=1)),
        Group.TODAY: (today, today),
        Group.SOON: (today + timedelta(days=1), last),
        None: (date.min, last),
    }[group]


def group_of(due_on: date, today: date) -> Group:
    """Return the group of a last day."""
    return Group.LATE if due_on < today else Group.TODAY if due_on == today else Group.SOON


def group_of_moment(due_at: datetime, now: datetime, grace: timedelta) -> Group:
    """Return the group of a call-back, whose moment is ``due_at``: late as soon as the list of call-backs says so."""
    if urgency_of(due_at, now, grace) is Urgency.LATE:
        return Group.LATE
    return Group.TODAY if local_day(due_at) <= local_day(now) else Group.SOON
