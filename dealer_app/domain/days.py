"""Decide whether the moment that this PC's clock shows can be believed, by the last moment that was."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dealer_app.domain.calendar.tehran import local_day, start_of

LONGEST_PAUSE_DAYS = 45
"""Days without any work after which the day is asked for.

A counter without a network works every day, so weeks without a line do not count. The longest closures (Nowruz, a
halt of production in summer) are shorter; a clock that is wrong by a year, or by decades, is found.
"""
LEAST_PAUSE_DAYS, MOST_PAUSE_DAYS = 7, 400
STEP_BACK = timedelta(minutes=5)
"""A correction by a time server within one day; Kerberos allows the same (RFC 4120, section 8.2: five minutes)."""
FIRST_MOMENT = start_of(date(2025, 3, 21))
"""1404/01/01. No version of this program existed before; a PC with an empty battery starts in 1348, 1378 or 1387."""


class Doubt(StrEnum):
    """Why a moment is not believed."""

    BACK = "clock_back"
    AHEAD = "clock_ahead"
    OLD = "clock_old"


@dataclass(frozen=True, slots=True)
class DayDoubt:
    """A moment that a manager must confirm; ``last`` is the last believed one, None if there was none."""

    why: Doubt
    now: datetime
    last: datetime | None
    longest_pause_days: int = LONGEST_PAUSE_DAYS


def doubt_of(now: datetime, last: datetime | None, longest_pause_days: int = LONGEST_PAUSE_DAYS) -> DayDoubt | None:
    """Return why ``now`` is not believed after ``last`` (both aware), None if it is."""
    if last is None:
        why = Doubt.OLD if now < FIRST_MOMENT else None
    elif now < last and (last - now > STEP_BACK or local_day(now) != local_day(last)):
        why = Doubt.BACK
    elif now - last > timedelta(days=longest_pause_days):
        why = Doubt.AHEAD
    else:
        why = None
    return None if why is None else DayDoubt(why, now, last, longest_pause_days)
