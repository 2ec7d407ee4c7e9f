"""Split written days into parts: year, month, day, and a weekday, a time and an offset from UTC if they are written.

The parts are not yet checked against a calendar: the year may be Jalali or Gregorian.
"""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import normalise
from resources.texts.calendar import AFTERNOON, CLOCK, FORENOON, MONTH, MONTHS, WEEKDAYS, YEAR

_DASHES = dict.fromkeys("\u2212\u2013\u2014\u2010\u2011\u2012\u2015", "-")
_MARKS = str.maketrans({**_DASHES, "\u060c": "/", ",": "/", "\\": "/", "\u066b": "."})
_NOTHING = re.compile(r"[0\s/\-.:_]+|0001[/-]0?1[/-]0?1(?:[ t]0?0:00(?::00)?(?:\.0+)?)?")
_SHORT_YEAR = re.compile(r"\d{2}[/\-. ]\d{1,2}[/\-. ]\d{1,2}")
_LONGEST_TEXT = 80
_NOON, _LAST_HOUR, _LAST_MINUTE = 12, 23, "59"
_SATURDAY = 5
_MOST_OFFSET = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """The parts of a written day; ``weekday`` is 0 for Monday; ``offset`` is given only with a time."""

    year: int
    month: int
    day: int
    weekday: int | None = None
    at: time | None = None
    offset: timedelta | None = None
    is_named: bool = False  # the month by its Persian name: the year must be Jalali

    @property
    def parts(self) -> tuple[int, int, int]:
        """Return year, month and day."""
        return self.year, self.month, self.day


def is_nothing(text: str) -> bool:
    """Return whether ``text`` stands for no day: only marks, separators and zeros («/  /», «0», «0000/00/00»)."""
    key = normalise(text).translate(_MARKS)
    return not key or _NOTHING.fullmatch(key) is not None


def has_short_year(text: str) -> bool:
    """Return whether ``text`` is a day whose year has two digits."""
    return _SHORT_YEAR.fullmatch(normalise(text).translate(_MARKS)) is not None


def split_day(text: str) -> WrittenDay | None:
    """Return the parts of a written day, None if it has another form.

    Raises FieldError ``date_time`` for a time or an offset that does not exist.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    key = normalise(text).translate(_MARKS)
    match = next((match for pattern in _patterns() if (match := pattern.fullmatch(key))), None)
    if match is None:
        return None
    parts = {name: value for name, value in match.groupdict().items() if value}
    month = _months()[parts["name"]] if "name" in parts else int(parts["month"])
    weekday = _weekdays()[parts["weekday"].replace(" ", "")] if "weekday" in parts else None
    at = _time(parts) if "hour" in parts else None
    offset = _offset(parts.get("zone", ""))
    return WrittenDay(int(parts["year"]), month, int(parts["day"]), weekday, at, offset, "name" in parts)


def _time(parts: dict[str, str]) -> time:
    hour, half = int(parts["hour"]), parts.get("half")
    if half:
        is_later = half in _halves(AFTERNOON)
        if not 1 <= hour <= (_LAST_HOUR if is_later else _NOON):
            raise FieldError("date_time", "date")
        hour = hour % _NOON + is_later * _NOON
    try:
        return time.fromisoformat(f"{hour:02}:{parts['minute']}:{parts.get('second', '00')}")
    except ValueError as error:
        raise FieldError("date_time", "date") from error


def _offset(zone: str) -> timedelta | None:
    if not zone or zone[0] not in "+-":
        return timedelta(0) if zone else None
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if digits[2:] > _LAST_MINUTE or offset > _MOST_OFFSET:
        raise FieldError("date_time", "date")
    return offset if zone[0] == "+" else -offset


@cache
def _months() -> dict[str, int]:
    return {normalise(name).replace(" ", ""): at for at, name in enumerate(MONTHS, start=1)}


@cache
def _weekdays() -> dict[str, int]:
    return {normalise(name).replace(" ", ""): at for at, name in enumerate(WEEKDAYS)}


@cache
def _halves(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(normalise(word) for word in words)


def _any_of(words: tuple[str, ...]) -> str:
    """Return the pattern of these words, a space allowed between the parts of «سه شنبه»."""
    return "|".join(sorted((_spaced(word) for word in words), key=len, reverse=True))


def _spaced(word: str) -> str:
    plain, tail = normalise(word).replace(" ", ""), normalise(WEEKDAYS[_SATURDAY])
    head = plain.removesuffix(tail)
    return f"{head} ?{tail}" if head and head != plain else plain


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a day: [weekday] day [time [offset]], or the time first, for each form of the day."""
    month = f"(?P<name>{_any_of(MONTHS)})(?: ?{normalise(MONTH)})?"
    year = rf"(?:{normalise(YEAR)} ?)?(?P<year>\d{{4}})"
    gap = r"(?: ?[/\-.] ?| )"
    days = (
        rf"(?P<year>\d{{4}}){gap}(?P<month>\d{{1,2}}){gap}(?P<day>\d{{1,2}})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?P<day>\d{{1,2}}) ?{month} ?{year}",
    )
    halves = "|".join(re.escape(word) for word in (*_halves(FORENOON), *_halves(AFTERNOON)))
    at = rf"(?:{normalise(CLOCK)} ?)?"
    clock = (
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[./]\d{1,9})?)?"
        rf"(?: ?(?P<half>{halves}))?(?: ?(?P<zone>z|utc|gmt|[+-]\d{{2}}(?::?\d{{2}})?))?"
    )
    weekday = rf"(?:(?P<weekday>{_any_of(WEEKDAYS)}) ?[/\-]? ?)?"
    between = r"(?: ?[/\-] ?| ?t ?| )"
    forms = (
        form
        for day in days
        for form in (rf"{weekday}{day}(?:{between}{at}{clock})?", rf"{at}{clock}(?: ?[/\-] ?| ){weekday}{day}")
    )
    return tuple(re.compile(form, re.ASCII) for form in forms)
