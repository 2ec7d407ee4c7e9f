"""Dated rules of deadlines, and the calendar by which their last day is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from dealer_app.domain.calendar import workdays
from dealer_app.domain.calendar.jalali import parse_jalali
from resources.tables import read_table

_DAY_HOURS, _ONE_DAY = 24, timedelta(days=1)
MOST_LENGTH = {"workdays": 250, "days": 1100, "hours": 24 * 365}
"""The longest length of a rule by its unit; a longer one is a typing error."""

LONGEST_SOURCE = 200


class ClockKind(StrEnum):
    """A kind of clock, in the order in which clocks of the same day are listed; a new kind is one entry here."""

    PAY = "pay"  # the pay-by day of an invitation, frozen on its letter
    UNPAID = "unpaid"  # after the pay-by day of an invitation that was not paid
    WINNER = "winner"  # winners of the unified system pay
    PAPERS = "papers"  # papers of an instalment car after its payment
    INVITATION = "invitation"  # the day by which the company promised an invitation
    DELIVERY = "delivery"  # the contractual day of delivery
    CALL_BACK = "call_back"  # the day on which somebody is to be called back
    DEED = "deed"  # the last day of a representative's power of attorney
    REQUEST = "request"  # head office answers an order from a plan


class LengthUnit(StrEnum):
    """What the length of a rule counts: working days, calendar days, or hours of calendar days."""

    WORKDAYS = "workdays"
    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """The length of a kind of clock, in force for clocks that start on ``effective_from`` or later.

    ``is_sample``: nobody has confirmed it yet. A later rule of the same kind replaces it for later starts only.
    """

    kind: ClockKind
    effective_from: date
    length: int
    unit: LengthUnit
    source: str
    is_sample: bool = True


@dataclass(frozen=True, slots=True)
class SaveRule:
    """A new rule of a kind of clock: for clocks that start on ``effective_from`` (today or later) and after."""

    kind: ClockKind
    effective_from: date
    length: int
    unit: LengthUnit
    source: str
    is_sample: bool = True


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days of the counter: holidays, the Gregorian years whose holidays are known, and Thursday's setting.

    ``estimates`` are the holidays of the moon that are only computed, with their names: each may move by a day.
    """

    holidays: frozenset[date]
    known_years: frozenset[int]
    is_thursday_workday: bool
    estimates: Mapping[date, str] = field(default_factory=dict)

    def knows(self, first: date, last: date) -> bool:
        """Return whether the holidays of every year from ``first`` to ``last`` are known."""
        return all(year in self.known_years for year in range(first.year, last.year + 1))


@cache
def first_rules() -> tuple[ClockRule, ...]:
    """Return the rules of ``resources/tables/deadline_rules.csv``, in force until a manager writes others."""
    return tuple(
        ClockRule(
            ClockKind(row["kind"]),
            parse_jalali(row["effective_from"], date.min),
            int(row["length"]),
            LengthUnit(row["unit"]),
            row["source"],
            is_sample=bool(row["note"]),
        )
        for row in read_table("deadline_rules")
    )


RULED = (ClockKind.UNPAID, ClockKind.WINNER, ClockKind.PAPERS, ClockKind.REQUEST)
"""Kinds whose length is a rule; the last day of the others is written on the order or its letter."""


def in_order(rules: Iterable[ClockRule]) -> tuple[ClockRule, ...]:
    """Return the rules by kind and day; of two with the same kind and day the later one stands."""
    latest = {(rule.kind, rule.effective_from): rule for rule in rules}
    return tuple(sorted(latest.values(), key=lambda rule: (rule.kind, rule.effective_from)))


def rule_on(rules: Sequence[ClockRule], kind: ClockKind, day: date) -> ClockRule | None:
    """Return the rule of ``kind`` in force on ``day``, None before the first one."""
    begun = [rule for rule in rules if rule.kind is kind and rule.effective_from <= day]
    return max(begun, key=lambda rule: rule.effective_from, default=None)


def last_day(rule: ClockRule, start: date, calendar: WorkCalendar) -> date:
    """Return the last day of a clock that starts on ``start``.

    Hours are counted in whole calendar days: of a payment only the day is known, so its last day ends with the day.
    """
    if rule.unit is LengthUnit.WORKDAYS:
        return workdays.add_workdays(start, rule.length, calendar.holidays, calendar.is_thursday_workday)
    days = rule.length if rule.unit is LengthUnit.DAYS else -(-rule.length // _DAY_HOURS)
    return start + timedelta(days=days)


def last_start(rule: ClockRule, end: date, calendar: WorkCalendar) -> date:
    """Return the last start whose clock under ``rule`` ends on ``end`` or before."""
    if rule.unit is LengthUnit.WORKDAYS:
        return workdays.last_start(end, rule.length, calendar.holidays, calendar.is_thursday_workday)
    return end - (last_day(rule, end, calendar) - end)


def lacks_year(rule: ClockRule, start: date, end: date, calendar: WorkCalendar) -> bool:
    """Return whether the last day may be another: it counts working days of a year whose holidays are not known."""
    return rule.unit is LengthUnit.WORKDAYS and not calendar.knows(start, end)


def doubtful_holiday(rule: ClockRule, start: date, end: date, calendar: WorkCalendar) -> str:
    """Return the name of the first estimated holiday that moves the last day if it moves by a day, else "".

    One on the start may come to the day after it, one on the day after the end may come to the end.
    """
    if rule.unit is not LengthUnit.WORKDAYS:
        return ""
    near = [day for day in calendar.estimates if start <= day <= end + _ONE_DAY]
    return calendar.estimates[min(near)] if near else ""
