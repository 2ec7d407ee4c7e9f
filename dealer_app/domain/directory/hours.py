"""Opening hours: a list of intervals for each weekday, from Saturday on; times are minutes from midnight in Tehran."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from resources.texts import directory as words

DAYS = 7
LAST_MINUTE = 24 * 60
MOST_INTERVALS = 4
"""Most intervals of one day."""
CODES = ("sat", "sun", "mon", "tue", "wed", "thu", "fri")
_DAY = re.compile(r"(sat|sun|mon|tue|wed|thu|fri)((?: \d\d:\d\d-\d\d:\d\d)+)")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Open from minute ``opens`` of a day up to minute ``closes``, which is at most 24:00."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The intervals of each weekday, Saturday first, in order; without any interval the hours are not known."""

    days: tuple[tuple[Interval, ...], ...] = ((),) * DAYS

    @property
    def is_known(self) -> bool:
        """Return whether any hour of the week is known."""
        return any(self.days)

    def of(self, weekday: int) -> tuple[Interval, ...]:
        """Return the intervals of a day by ``date.weekday()`` (0 is Monday)."""
        return self.days[(weekday + 2) % DAYS]


NO_HOURS = WeekHours()


def make_week(days: Sequence[Sequence[Interval]]) -> WeekHours:
    """Return the week of these intervals, each day sorted.

    Raises FieldError ``hours_order``, ``hours_overlap`` or ``hours_many`` with the day.
    """
    week = []
    for at, given in enumerate(days):
        intervals = tuple(sorted(given))
        name = words.WEEK[at]
        if len(intervals) > MOST_INTERVALS:
            raise FieldError("hours_many", "hours", day=name, most=persian_digits(str(MOST_INTERVALS)))
        for one in intervals:
            if not 0 <= one.opens < one.closes <= LAST_MINUTE:
                raise FieldError(
                    "hours_order", "hours", day=name, opens=clock_text(one.opens), closes=clock_text(one.closes)
                )
        for first, second in pairwise(intervals):
            if second.opens < first.closes:
                raise FieldError(
                    "hours_overlap", "hours", day=name, first=interval_text(first), second=interval_text(second)
                )
        week.append(intervals)
    return WeekHours(tuple(week))


def clock_text(minute: int) -> str:
    """Return «۰۸:۳۰» for a minute of the day."""
    return persian_digits(_clock(minute))


def interval_text(one: Interval) -> str:
    """Return «۰۸:۳۰ تا ۱۴:۰۰»."""
    return words.TIMES_RANGE.format(opens=clock_text(one.opens), closes=clock_text(one.closes))


def day_text(intervals: Sequence[Interval]) -> str:
    """Return the intervals of one day, «تعطیل» without any."""
    return words.AND.join(interval_text(one) for one in intervals) or words.CLOSED_SHORT


def format_hours(week: WeekHours) -> str:
    """Return the week as a sentence that ``parse_hours`` reads again; "" if the hours are not known."""
    if not week.is_known:
        return ""
    parts, start = [], 0
    for at in range(1, DAYS + 1):
        if at == DAYS or week.days[at] != week.days[start]:
            days = _days_text(start, at - 1)
            shape = words.DAY_OPEN if week.days[start] else words.DAY_CLOSED
            parts.append(shape.format(days=days, times=day_text(week.days[start])))
            start = at
    return words.PART.join(parts)


def _days_text(first: int, last: int) -> str:
    if first == last:
        return words.WEEK[first]
    between = words.AND if last == first + 1 else ""
    if between:
        return f"{words.WEEK[first]}{between}{words.WEEK[last]}"
    return words.DAYS_RANGE.format(first=words.WEEK[first], last=words.WEEK[last])


def encode_hours(week: WeekHours) -> str:
    """Return the week as it is stored and sent: «sat 08:30-14:00 16:00-19:00;thu 08:30-13:30»; "" if not known."""
    return ";".join(
        f"{code} {' '.join(f'{_clock(one.opens)}-{_clock(one.closes)}' for one in intervals)}"
        for code, intervals in zip(CODES, week.days, strict=True)
        if intervals
    )


def decode_hours(text: str) -> WeekHours:
    """Return the week of a stored text; raises FieldError ``hours_form`` and those of ``make_week``."""
    days: list[tuple[Interval, ...]] = [()] * DAYS
    for part in text.split(";") if text else ():
        match = _DAY.fullmatch(part)
        if match is None or days[CODES.index(match[1])]:
            raise FieldError("hours_form", "hours", piece=part[:40])
        pairs = (one.split("-") for one in match[2].split())
        days[CODES.index(match[1])] = tuple(Interval(_minute(opens), _minute(closes)) for opens, closes in pairs)
    return make_week(days)


def is_stored_hours(text: str) -> bool:
    """Return whether ``text`` is exactly as ``encode_hours`` writes it."""
    try:
        return encode_hours(decode_hours(text)) == text
    except FieldError:
        return False


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    if int(minute) >= 60:  # noqa: PLR2004 - minutes of an hour
        raise FieldError("hours_form", "hours", piece=clock)
    return int(hour) * 60 + int(minute)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
