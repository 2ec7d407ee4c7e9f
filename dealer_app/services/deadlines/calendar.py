"""Read what the clocks of one reading need: today, the rules, the holidays and the days that count as soon."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from dealer_app.domain.calendar.jalali import from_jalali, to_jalali
from dealer_app.domain.deadlines.clocks import Clock, clock_from
from dealer_app.domain.deadlines.rules import RULED, ClockKind, ClockRule, WorkCalendar, last_start
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.deadlines.rules import list_rules
from dealer_app.services.rights import require
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.holidays import HolidayRecord, list_seeded_years, seed_holidays

_ONE_DAY = timedelta(days=1)
Starts = tuple[date, date]
"""The first and the last day on which clocks start."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the last days of one reading are counted by; a call-back is late from ``grace`` after its moment."""

    today: date
    now: datetime  # aware UTC
    grace: timedelta
    soon_days: int
    rules: tuple[ClockRule, ...]
    calendar: WorkCalendar

    def clock(self, kind: ClockKind, start: date) -> Clock | None:
        """Return the clock of ``kind`` that starts on ``start``."""
        return clock_from(kind, start, self.rules, self.calendar)

    def starts_of(self, kind: ClockKind, first: date, last: date) -> tuple[Starts, ...]:
        """Return the days of start whose last day is from ``first`` to ``last``, a range for each rule of the kind.

        Under one rule a later start never has an earlier last day, so that each range is found at its ends.
        """
        if kind not in RULED:
            return ((first, last),) if first <= last else ()
        mine = sorted((rule for rule in self.rules if rule.kind is kind), key=lambda rule: rule.effective_from)
        ranges = []
        for place, rule in enumerate(mine):
            until = mine[place + 1].effective_from - _ONE_DAY if place + 1 < len(mine) else date.max
            begin = rule.effective_from
            if first > begin:
                begin = max(begin, last_start(rule, first - _ONE_DAY, self.calendar) + _ONE_DAY)
            end = min(until, last_start(rule, last, self.calendar))
            if begin <= end:
                ranges.append((begin, end))
        return tuple(ranges)


def read_reckoning(unit: Unit) -> Reckoning:
    """Return what the clocks of today are counted by."""
    settings, rules = get_settings(unit).rules, list_rules(unit)
    grace = timedelta(minutes=get_settings(unit).phone.call_back_grace_minutes)
    first = min((rule.effective_from for rule in rules), default=unit.today)
    columns = HolidayRecord.day, HolidayRecord.name, HolidayRecord.is_estimated
    wanted = select(*columns).where(HolidayRecord.day >= first, HolidayRecord.is_holiday)
    days = unit.session.execute(wanted.order_by(HolidayRecord.day)).all()
    calendar = WorkCalendar(
        frozenset(row.day for row in days),
        frozenset(list_seeded_years(unit.session)),
        settings.is_thursday_workday,
        {row.day: row.name for row in days if row.is_estimated},
    )
    return Reckoning(unit.today, unit.now, grace, settings.deadline_soon_days, rules, calendar)


def lacks_holidays(reckoning: Reckoning) -> bool:
    """Return whether a year that running clocks touch has no holidays: see ``seed_years``."""
    return not set(_touched_years(reckoning.today)) <= reckoning.calendar.known_years


def seed_years(unit: Unit) -> None:
    """Enter the computed holidays of the years that running clocks touch; days that somebody edited remain.

    They are the last and the present Jalali year. The next one stays unknown until a manager takes it over.
    """
    require(unit, Right.FIND)
    require_day(unit)
    seed_holidays(unit, _touched_years(unit.today))


def _touched_years(today: date) -> tuple[int, ...]:
    """Return the Gregorian years of the last and the present Jalali year."""
    first = from_jalali(to_jalali(today)[0] - 1, 1, 1).year
    return first, first + 1, first + 2
