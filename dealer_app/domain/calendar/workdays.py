"""Working days of Iran: never Friday, Thursday by the branch's setting, holidays from the table."""

from datetime import date, timedelta

_THURSDAY, _FRIDAY = 3, 4
_ONE_DAY = timedelta(days=1)


def is_workday(day: date, holidays: frozenset[date], is_thursday_workday: bool) -> bool:  # noqa: FBT001 - a setting
    """Return whether ``day`` is a working day."""
    rests = {_FRIDAY} if is_thursday_workday else {_THURSDAY, _FRIDAY}
    return day.weekday() not in rests and day not in holidays


def add_workdays(day: date, count: int, holidays: frozenset[date], is_thursday_workday: bool) -> date:  # noqa: FBT001
    """Return the ``count``-th working day after ``day`` (0 gives ``day`` itself); ValueError below zero."""
    if count < 0:
        raise ValueError(count)
    while count:
        day += _ONE_DAY
        count -= is_workday(day, holidays, is_thursday_workday)
    return day


def last_start(end: date, count: int, holidays: frozenset[date], is_thursday_workday: bool) -> date:  # noqa: FBT001
    """Return the last day whose ``count``-th working day after it is ``end`` or before; ValueError below zero."""
    if count < 0:
        raise ValueError(count)
    while count:
        count -= is_workday(end, holidays, is_thursday_workday)
        end -= _ONE_DAY
    return end


def workdays_between(start: date, end: date, holidays: frozenset[date], is_thursday_workday: bool) -> int:  # noqa: FBT001
    """Return the number of working days after ``start`` up to and including ``end``; negative if ``end`` is earlier."""
    if end < start:
        return -workdays_between(end, start, holidays, is_thursday_workday)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_workday(day, holidays, is_thursday_workday) for day in days)
