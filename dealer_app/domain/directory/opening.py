"""Say whether a dealership is open at a moment, and when it opens next: over Fridays, holidays and closed days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dealer_app.domain.calendar.jalali import is_in_calendar, to_jalali
from dealer_app.domain.calendar.tehran import TEHRAN, local_time
from dealer_app.domain.directory.hours import LAST_MINUTE, Interval, WeekHours

LONGEST_SEARCH_DAYS = 60
"""Days after which the search for the next opening ends: no holidays last so long."""


class OpenState(StrEnum):
    """The short answer to "open now?"; unknown without hours or without the year's holidays."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """The reason of a state."""

    HOURS = "hours"  # by the hours of the weekday
    WEEKDAY = "weekday"  # a weekday without hours, for example Friday
    HOLIDAY = "holiday"
    CLOSED_DAY = "closed_day"  # closed for this day by the staff
    NO_HOURS = "no_hours"
    NO_HOLIDAYS = "no_holidays"  # within hours, but the year's holidays are not known


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday's name; ``is_estimated`` if it depends on the moon and can move by a day."""

    name: str = ""
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class OfficialDays:
    """The holidays by day, and the Jalali years whose holidays are known."""

    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def knows(self, day: date) -> bool:
        """Return whether the holidays of the day's year are known."""
        return is_in_calendar(day) and to_jalali(day)[0] in self.years


@dataclass(frozen=True, slots=True)
class Openness:
    """The answer for one moment: state, reason, when it closes (if open), and the holiday."""

    state: OpenState
    why: Why
    closes: int = 0  # minute of the day
    holiday: Holiday | None = None


@dataclass(frozen=True, slots=True)
class NextOpening:
    """The next moment (Tehran) at which it opens.

    ``is_certain`` is False if holidays of a year on the way are not known; ``estimated`` is an estimated holiday on the
    way, which can move onto or away from the day.
    """

    at: datetime
    is_certain: bool = True
    estimated: Holiday | None = None


def open_at(hours: WeekHours, moment: datetime, official: OfficialDays, closed: frozenset[date]) -> Openness:
    """Return whether it is open at an aware moment; ``closed`` are the days closed by the staff."""
    if not hours.is_known:
        return Openness(OpenState.UNKNOWN, Why.NO_HOURS)
    local = local_time(moment)
    day, minute = local.date(), local.hour * 60 + local.minute
    intervals = hours.of(day.weekday())
    now = next((one for one in intervals if one.opens <= minute < one.closes), None)
    if day in closed or day in official.holidays:
        holiday = None if day in closed else official.holidays[day]
        return Openness(OpenState.CLOSED, Why.HOLIDAY if holiday else Why.CLOSED_DAY, holiday=holiday)
    if now is None:
        return Openness(OpenState.CLOSED, Why.HOURS if intervals else Why.WEEKDAY)
    state, why = (OpenState.OPEN, Why.HOURS) if official.knows(day) else (OpenState.UNKNOWN, Why.NO_HOLIDAYS)
    return Openness(state, why, _end_of(now, intervals))


def next_opening(
    hours: WeekHours, moment: datetime, official: OfficialDays, closed: frozenset[date]
) -> NextOpening | None:
    """Return the first opening after an aware moment; None without hours, or if none is found in 60 days.

    Two intervals that touch are one opening.
    """
    if not hours.is_known:
        return None
    local = local_time(moment)
    is_certain, estimated = True, None
    for day in _days_from(local.date()):
        holiday = official.holidays.get(day)
        if holiday is not None and holiday.is_estimated:
            estimated = holiday
        is_certain = is_certain and official.knows(day)
        if holiday is not None or day in closed:
            continue
        for opens in _openings(hours.of(day.weekday())):
            at = datetime.combine(day, time.min, TEHRAN) + timedelta(minutes=opens)
            if at > local:
                return NextOpening(at, is_certain, estimated)
    return None


def _days_from(day: date) -> Iterator[date]:
    for number in range(LONGEST_SEARCH_DAYS):
        try:
            yield day + timedelta(days=number)
        except OverflowError:
            return


def _openings(intervals: tuple[Interval, ...]) -> Iterator[int]:
    """Return the minutes at which a day's intervals begin, without one that begins where another ends."""
    ends = {one.closes for one in intervals}
    return (one.opens for one in intervals if one.opens not in ends)


def _end_of(now: Interval, intervals: tuple[Interval, ...]) -> int:
    """Return the minute at which the opening ends, over intervals that touch."""
    end = now.closes
    for one in intervals:
        end = one.closes if one.opens == end else end
    return min(end, LAST_MINUTE)
