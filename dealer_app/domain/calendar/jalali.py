"""The Jalali calendar: parse typed dates and format days; stored days are plain ``date``.

Leap years are read once from ``persiantools``; days are then computed by arithmetic. This is faster for imports, and
correct where the library's conversion contradicts its leap years (it fails for 2124-03-20, the first day of 1503).
"""

import re
from bisect import bisect_right
from datetime import date, datetime, timedelta, timezone
from functools import cache

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.calendar.written_days import WrittenDay, has_short_year, split_day
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits, normalise, persian_digits
from resources.texts.calendar import DAY_WORDS, GREGORIAN, MONTHS, WEEKDAYS

FIRST_YEAR, LAST_YEAR = 1200, 1530
_LONG_MONTHS = 6
_LONG_HALF_DAYS = 186
_MONTHS_IN_YEAR = 12
_LEAP_DAYS = 366
_PLAIN = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII)
_OFFSET = re.compile(r"([+-])\s?(\d{1,4})")
_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_GREGORIAN_YEARS = range(1850, 2200)


@cache
def _new_years() -> tuple[int, ...]:
    """Return the ordinal of each 1 Farvardin from FIRST_YEAR to LAST_YEAR + 1."""
    from persiantools.jdatetime import JalaliDate

    lengths = (366 if JalaliDate.is_leap(year) else 365 for year in range(FIRST_YEAR, LAST_YEAR + 1))
    starts = [JalaliDate(FIRST_YEAR, 1, 1).to_gregorian().toordinal()]
    for length in lengths:
        starts.append(starts[-1] + length)
    return tuple(starts)


def is_leap(year: int) -> bool:
    """Return whether the Jalali ``year`` (1200-1530) has 366 days: 1403, 1408 and 1412 do."""
    starts = _new_years()
    return starts[year - FIRST_YEAR + 1] - starts[year - FIRST_YEAR] == _LEAP_DAYS


def month_length(year: int, month: int) -> int:
    """Return the days of a Jalali month: 31 in the first half, 30 in the second, Esfand 29 or 30."""
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < _MONTHS_IN_YEAR or is_leap(year) else 29


def from_jalali(year: int, month: int, day: int) -> date:
    """Return the day of a Jalali date; raises FieldError ``date_year``, ``date_month`` or ``date_day``."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FieldError("date_year", "date", year=persian_digits(str(year)))
    if not 1 <= month <= _MONTHS_IN_YEAR:
        raise FieldError("date_month", "date", month=persian_digits(str(month)))
    if not 1 <= day <= month_length(year, month):
        raise _day_error(year, month, day)
    before = 31 * (month - 1) if month <= _LONG_MONTHS else _LONG_HALF_DAYS + 30 * (month - 7)
    return date.fromordinal(_new_years()[year - FIRST_YEAR] + before + day - 1)


def _day_error(year: int, month: int, day: int) -> FieldError:
    return FieldError(
        "date_day",
        "date",
        day=persian_digits(str(day)),
        month=MONTHS[month - 1],
        year=persian_digits(str(year)),
        last=persian_digits(str(month_length(year, month))),
    )


def to_jalali(day: date) -> tuple[int, int, int]:
    """Return (year, month, day) in the Jalali calendar; ValueError outside 1200-1530."""
    starts, ordinal = _new_years(), day.toordinal()
    if not starts[0] <= ordinal < starts[-1]:
        raise ValueError(day)
    at = bisect_right(starts, ordinal) - 1
    passed = ordinal - starts[at]
    if passed < _LONG_HALF_DAYS:
        month, rest = divmod(passed, 31)
        return FIRST_YEAR + at, month + 1, rest + 1
    month, rest = divmod(passed - _LONG_HALF_DAYS, 30)
    return FIRST_YEAR + at, month + 7, rest + 1


def is_in_calendar(day: date) -> bool:
    """Return whether ``day`` is in a year that this calendar has (1200-1530)."""
    starts = _new_years()
    return starts[0] <= day.toordinal() < starts[-1]


def parse_jalali(text: str, today: date) -> date:
    """Return the day that ``text`` means: «1402/6/21», «۱۴۰۲۰۶۲۱», «1402-06-21», «امروز», «فردا», «+30».

    Also with a weekday, a month's name and a time. Raises FieldError ``date_empty``, ``date_form``,
    ``date_short_year``, ``date_gregorian``, ``date_year``, ``date_month``, ``date_day`` (the last day of that month),
    ``date_weekday``, ``date_time``.
    """
    plain = _PLAIN.fullmatch(ascii_digits(text))
    if plain is not None and int(plain[1]) not in _GREGORIAN_YEARS:
        return from_jalali(int(plain[1]), int(plain[2]), int(plain[3]))
    written = split_day(text)
    if written is None:
        return _relative_day(text, today)
    if written.year in _GREGORIAN_YEARS:
        raise FieldError("date_gregorian", "date", year=persian_digits(str(written.year)))
    return _day_of(written)


def parse_written(text: str) -> date:
    """Return the day of a Jalali or Gregorian date as files write it; an instant with an offset is taken in Tehran.

    Raises FieldError ``date_form``, ``date_short_year``, ``date_year``, ``date_month``, ``date_day``,
    ``date_weekday``, ``date_time``, or ``date_out_of_calendar`` for a day outside 1200-1530.
    """
    written = split_day(text)
    if written is None:
        raise FieldError("date_short_year" if has_short_year(text) else "date_form", "date")
    return _day_of(written)


def check_day(day: date) -> date:
    """Return ``day`` if it is in 1200-1530; raises FieldError ``date_out_of_calendar``."""
    if is_in_calendar(day):
        return day
    raise FieldError("date_out_of_calendar", "date", day=persian_digits(day.isoformat().replace("-", "/")))


def _day_of(written: WrittenDay) -> date:
    day = _gregorian_day(written) if written.year in _GREGORIAN_YEARS else from_jalali(*written.parts)
    if written.weekday is not None and written.weekday != day.weekday():
        raise FieldError("date_weekday", "date", weekday=WEEKDAYS[day.weekday()])
    if written.at is not None and written.offset is not None:
        day = local_day(datetime.combine(day, written.at, timezone(written.offset)))
    return check_day(day)


def _gregorian_day(written: WrittenDay) -> date:
    if written.is_named:
        raise FieldError("date_year", "date", year=persian_digits(str(written.year)))
    try:
        return date(*written.parts)
    except ValueError as error:
        raise FieldError("date_form", "date") from error


def _relative_day(text: str, today: date) -> date:
    key = normalise(text).translate(_DASHES)
    if not key:
        raise FieldError("date_empty", "date")
    if key in DAY_WORDS:
        return today + timedelta(days=DAY_WORDS[key])
    offset = _OFFSET.fullmatch(key)
    if offset is not None:
        return today + timedelta(days=int(offset[1] + offset[2]))
    raise FieldError("date_short_year" if has_short_year(text) else "date_form", "date")


def format_jalali(day: date) -> str:
    """Return «۱۴۰۵/۰۹/۰۱»; a day outside 1200-1530 as «۹۹۹۹/۱۲/۳۱ میلادی», so that no page or paper fails."""
    if not is_in_calendar(day):
        return GREGORIAN.format(day=persian_digits(day.isoformat().replace("-", "/")))
    year, month, in_month = to_jalali(day)
    return persian_digits(f"{year}/{month:02}/{in_month:02}")


def format_jalali_day_month(day: date) -> str:
    """Return «چهارشنبه ۴ آذر», for sentences in which the year is clear; outside 1200-1530 also the year."""
    if not is_in_calendar(day):
        return f"{WEEKDAYS[day.weekday()]} {format_jalali(day)}"
    _, month, in_month = to_jalali(day)
    return f"{WEEKDAYS[day.weekday()]} {persian_digits(str(in_month))} {MONTHS[month - 1]}"


def format_jalali_long(day: date) -> str:
    """Return «یکشنبه ۱ آذر ۱۴۰۵»."""
    words = format_jalali_day_month(day)
    return f"{words} {persian_digits(str(to_jalali(day)[0]))}" if is_in_calendar(day) else words
