"""Opening hours: a list of intervals for each weekday, when it is open, and when it opens next.

An interval ends on the day on which it begins. A day that is a holiday has no hours.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import normalise, persian_digits
from resources.texts.calendar import WEEKDAYS
from resources.texts.opening import CLOSED, DAY_HOURS, DAYS_BETWEEN, DAYS_TO, HOURS_BETWEEN, INTERVAL, TO

MINUTES_A_DAY = 24 * 60
FIRST_WEEKDAY = 5
"""Saturday, as ``date.weekday()`` counts."""
DAYS_A_WEEK = 7
WEEK = tuple((FIRST_WEEKDAY + at) % DAYS_A_WEEK for at in range(DAYS_A_WEEK))
"""The weekdays as ``date.weekday()`` counts them, Saturday first."""
_LOOKS_AHEAD_DAYS = 60
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_BETWEEN = re.compile(rf"\s*(?:-|\u2013|{normalise(TO)})\s*")
_SEVERAL = re.compile(r"[,;\u060c\u061b]|\s+\u0648\s+")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Open from ``opens`` (included) to ``closes`` (excluded), both in minutes after midnight in Tehran.

    ``weekday`` is that of ``date.weekday()``: 0 for Monday.
    """

    weekday: int
    opens: int
    closes: int


Hours = tuple[Interval, ...]
IsHoliday = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether it is open at a moment; all moments in Tehran's time.

    ``closes_at`` is given while it is open. ``opens_at`` is the next opening while it is closed, None if none is known.
    ``is_holiday`` says that the day of the moment is a holiday.
    """

    is_open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    is_holiday: bool = False


def check_hours(hours: Iterable[Interval]) -> Hours:
    """Return the intervals in the order of the week (Saturday first).

    Raises FieldError ``hours_order`` (day) for an interval that does not end after its beginning or leaves its day,
    ``hours_overlap`` (day, first, second) for two intervals of a day that overlap or touch.
    """
    ordered = sorted(hours, key=lambda one: (WEEK.index(one.weekday), one.opens, one.closes))
    for one in ordered:
        if not 0 <= one.opens < one.closes <= MINUTES_A_DAY:
            raise FieldError("hours_order", "hours", day=WEEKDAYS[one.weekday])
    for one, following in pairwise(ordered):
        if one.weekday == following.weekday and following.opens <= one.closes:
            first, second = format_interval(one), format_interval(following)
            raise FieldError("hours_overlap", "hours", day=WEEKDAYS[one.weekday], first=first, second=second)
    return tuple(ordered)


def opening_at(hours: Sequence[Interval], at: datetime, is_holiday: IsHoliday) -> Opening:
    """Return whether ``hours`` are open at ``at``, a moment in Tehran's time, and when they close or open next.

    The next opening is looked for in the following 60 days.
    """
    day, minute = at.date(), at.hour * 60 + at.minute
    is_closed_day = is_holiday(day)
    today = () if is_closed_day else tuple(one for one in hours if one.weekday == day.weekday())
    now = next((one for one in today if one.opens <= minute < one.closes), None)
    if now is not None:
        return Opening(is_open=True, closes_at=_moment(day, now.closes, at))
    later = [one.opens for one in today if one.opens > minute]
    if later:
        return Opening(is_open=False, opens_at=_moment(day, min(later), at), is_holiday=is_closed_day)
    return Opening(is_open=False, opens_at=_next_day(hours, at, is_holiday), is_holiday=is_closed_day)


def _next_day(hours: Sequence[Interval], at: datetime, is_holiday: IsHoliday) -> datetime | None:
    for ahead in range(1, _LOOKS_AHEAD_DAYS + 1):
        day = at.date() + timedelta(days=ahead)
        opens = [one.opens for one in hours if one.weekday == day.weekday()]
        if opens and not is_holiday(day):
            return _moment(day, min(opens), at)
    return None


def _moment(day: date, minute: int, like: datetime) -> datetime:
    """Return the moment of a minute of ``day`` in the zone of ``like``; minute 1440 is the next midnight."""
    return datetime.combine(day, time.min, like.tzinfo) + timedelta(minutes=minute)


def parse_day_hours(weekday: int, text: str) -> Hours:
    """Return the intervals that are written for one weekday: «۸:۳۰ تا ۱۴، ۱۶-۱۹»; "" and «تعطیل» are none.

    Raises FieldError ``hours_form`` (day, text), and those of ``check_hours``.
    """
    words = normalise(text)
    if not words or words == normalise(CLOSED):
        return ()
    return check_hours(_read_interval(weekday, part.strip(), text) for part in _SEVERAL.split(words) if part.strip())


def _read_interval(weekday: int, part: str, text: str) -> Interval:
    ends = _BETWEEN.split(part)
    clocks = [_CLOCK.fullmatch(end) for end in ends]
    if len(clocks) != 2 or None in clocks:  # noqa: PLR2004 - a beginning and an end
        raise FieldError("hours_form", "hours", day=WEEKDAYS[weekday], text=text)
    opens, closes = (_minute(clock, weekday, text) for clock in clocks if clock is not None)
    return Interval(weekday, opens, closes)


def _minute(clock: re.Match[str], weekday: int, text: str) -> int:
    hour, minute = int(clock[1]), int(clock[2] or 0)
    found = hour * 60 + minute
    if minute >= 60 or found > MINUTES_A_DAY:  # noqa: PLR2004 - minutes of an hour
        raise FieldError("hours_form", "hours", day=WEEKDAYS[weekday], text=text)
    return found


def format_minute(minute: int) -> str:
    """Return «۰۸:۳۰» for a minute of the day."""
    return persian_digits(f"{minute // 60:02}:{minute % 60:02}")


def format_interval(one: Interval) -> str:
    """Return «۰۸:۳۰ تا ۱۴:۰۰»."""
    return INTERVAL.format(opens=format_minute(one.opens), closes=format_minute(one.closes))


def format_day_hours(hours: Sequence[Interval], weekday: int) -> str:
    """Return the intervals of one weekday as ``parse_day_hours`` reads them, «تعطیل» if there are none."""
    mine = sorted(one for one in hours if one.weekday == weekday)
    return HOURS_BETWEEN.join(map(format_interval, mine)) or CLOSED


def format_hours(hours: Sequence[Interval]) -> str:
    """Return the hours of a week in words: «شنبه تا چهارشنبه ۰۸:۳۰ تا ۱۶:۰۰؛ پنجشنبه تا جمعه تعطیل»."""
    return DAYS_BETWEEN.join(_runs(hours))


def _runs(hours: Sequence[Interval]) -> Iterator[str]:
    """Yield the words of each run of following weekdays with the same hours."""
    for words, run in groupby(WEEK, lambda weekday: format_day_hours(hours, weekday)):
        days = [WEEKDAYS[weekday] for weekday in run]
        named = days[0] if len(days) == 1 else DAYS_TO.format(first=days[0], last=days[-1])
        yield DAY_HOURS.format(days=named, hours=words)
