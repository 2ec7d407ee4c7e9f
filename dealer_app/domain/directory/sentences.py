"""Say in Persian whether a dealership is open and when it opens next; the same words on screen, phone and paper."""

from datetime import datetime, timedelta

from dealer_app.domain.calendar.jalali import format_jalali_day_month, is_in_calendar, to_jalali
from dealer_app.domain.calendar.tehran import local_time
from dealer_app.domain.directory.hours import clock_text
from dealer_app.domain.directory.opening import NextOpening, Openness, OpenState, Why
from dealer_app.domain.persian import persian_digits
from resources.texts import directory as words
from resources.texts.calendar import WEEKDAYS

_CLOSED = {
    Why.HOURS: words.CLOSED_NOW,
    Why.WEEKDAY: words.CLOSED_DAY,
    Why.HOLIDAY: words.CLOSED_HOLIDAY,
    Why.CLOSED_DAY: words.CLOSED_BY_STAFF,
}


def opening_sentence(found: Openness, upcoming: NextOpening | None, moment: datetime) -> str:
    """Return the sentence that the clerk reads aloud about ``moment``."""
    if found.state is OpenState.OPEN:
        return words.OPEN_UNTIL.format(closes=clock_text(found.closes))
    day = local_time(moment).date()
    if found.why is Why.NO_HOURS:
        return words.NO_HOURS
    if found.why is Why.NO_HOLIDAYS:
        return words.OPEN_MAYBE.format(year=_year(local_time(moment)))
    name = found.holiday.name if found.holiday else ""
    is_estimated = found.holiday is not None and found.holiday.is_estimated
    shape = words.CLOSED_ESTIMATED if is_estimated else _CLOSED[found.why]
    return shape.format(name=name, day=WEEKDAYS[day.weekday()], next=next_words(upcoming, moment))


def next_words(upcoming: NextOpening | None, moment: datetime) -> str:
    """Return when it opens next, seen from ``moment``: «فردا ساعت ۰۸:۳۰ باز می‌شود.»."""
    if upcoming is None:
        return words.OPENS_NEVER
    today, day = local_time(moment).date(), upcoming.at.date()
    opens = clock_text(upcoming.at.hour * 60 + upcoming.at.minute)
    if day == today:
        when = words.OPENS_TODAY.format(opens=opens)
    elif day == today + timedelta(days=1):
        when = words.OPENS_TOMORROW.format(opens=opens)
    else:
        when = words.OPENS_ON.format(day=format_jalali_day_month(day), opens=opens)
    if not upcoming.is_certain:
        return words.OPENS_MAYBE.format(when=when, year=_year(upcoming.at))
    if upcoming.estimated is not None:
        return words.OPENS_ESTIMATED.format(when=when, name=upcoming.estimated.name)
    return when


def _year(at: datetime) -> str:
    day = at.date()
    return persian_digits(str(to_jalali(day)[0] if is_in_calendar(day) else day.year))
