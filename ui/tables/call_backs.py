"""How a call-back looks in lists: words, tone and icon of its urgency, and its moment."""

from datetime import datetime, timedelta

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calendar.moments import clock_words
from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.calls.calls import CallBackRow, CallBackState, Urgency, urgency_of
from dealer_app.domain.persian import persian_digits
from ui.texts import calls as words

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LOOKS = {
    Urgency.LATE: ("red", "circle-alert"),
    Urgency.DUE: ("amber", "alarm-clock"),
    Urgency.TODAY: ("accent", "clock"),
    Urgency.LATER: ("neutral", "calendar-days"),
}
ENDED = {CallBackState.DONE: ("green", "check"), CallBackState.DROPPED: ("neutral", "x")}


def urgency_mark(row: CallBackRow, now: datetime, grace: timedelta) -> tuple[str, str]:
    """Return tone and icon of a row."""
    if row.state is not CallBackState.OPEN:
        return ENDED[row.state]
    return LOOKS[urgency_of(row.due_at, now, grace)]


def urgency_words(row: CallBackRow, now: datetime, grace: timedelta) -> str:
    """Return the words of a row's urgency: «۱۵ دقیقه دیر», «۱۰ دقیقه دیگر», «امروز»; how it ended if it is closed."""
    if row.state is not CallBackState.OPEN:
        return words.DONE if row.state is CallBackState.DONE else words.DROPPED
    urgency = urgency_of(row.due_at, now, grace)
    if urgency in {Urgency.TODAY, Urgency.LATER}:
        return words.TODAY if urgency is Urgency.TODAY else words.LATER
    passed = now - row.due_at
    if passed < timedelta(0):
        return words.DUE_IN.format(n=_count(-passed + MINUTE - timedelta(microseconds=1), MINUTE))
    if passed < MINUTE:
        return words.DUE_NOW
    shape, unit = (words.LATE_DAYS, DAY) if passed >= DAY else (words.LATE_HOURS, HOUR)
    return (
        words.LATE_MINUTES.format(n=_count(passed, MINUTE)) if passed < HOUR else shape.format(n=_count(passed, unit))
    )


def moment_words_of(due_at: datetime, now: datetime) -> str:
    """Return the clock of a moment of today, with its day if it is another day."""
    clock = clock_words(due_at)
    if local_day(due_at) == local_day(now):
        return words.TODAY_AT.format(clock=clock)
    return words.DAY_AT.format(day=format_jalali(local_day(due_at)), clock=clock)


def clock_of(at: datetime) -> str:
    """Return the clock of a moment, as the field of an hour shows it."""
    return clock_words(at)


def _count(span: timedelta, unit: timedelta) -> str:
    return persian_digits(str(span // unit))
