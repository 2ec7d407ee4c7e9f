"""Convert instants stored in UTC to Tehran's time for screens and papers, independent of the PC's zone.

The offset is fixed: Iran has kept UTC+3:30 without summer time since 1401, and Windows has no table of zones.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

TEHRAN = timezone(timedelta(hours=3, minutes=30))


def local_time(at: datetime) -> datetime:
    """Return an aware instant in Tehran's time; the last hours of the year 9999 stay at its end."""
    try:
        return at.astimezone(TEHRAN)
    except OverflowError:
        return datetime.max.replace(tzinfo=TEHRAN)


def local_day(at: datetime) -> date:
    """Return the day in Tehran on which an aware instant falls."""
    return local_time(at).date()


def start_of(day: date) -> datetime:
    """Return the instant (UTC) at which ``day`` begins in Tehran, for events of which only the day is known."""
    try:
        return datetime.combine(day, time.min, TEHRAN).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)
