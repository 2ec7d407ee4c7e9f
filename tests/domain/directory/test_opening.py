"""Open now? and the next opening: equal to a slow walk minute by minute over Fridays, holidays and closed days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.domain.calendar.jalali import from_jalali
from dealer_app.domain.calendar.tehran import TEHRAN
from dealer_app.domain.directory.hours import NO_HOURS, WeekHours
from dealer_app.domain.directory.opening import (
    Holiday,
    NextOpening,
    OfficialDays,
    OpenState,
    Why,
    next_opening,
    open_at,
)
from dealer_app.domain.directory.sentences import opening_sentence
from dealer_app.domain.directory.written_hours import parse_hours
from tests.domain.directory.weeks import weeks

HOURS = parse_hours("شنبه تا چهارشنبه ۸:۳۰ تا ۱۴ و ۱۶ تا ۱۹؛ پنجشنبه ۸:۳۰ تا ۱۳:۳۰")
AZAR = from_jalali(1405, 9, 1)  # a Sunday
YEARS = frozenset({1405})
NOWHERE: frozenset[date] = frozenset()


def at(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TEHRAN)


def is_open_slowly(week: WeekHours, moment: datetime, shut: set[date]) -> bool:
    """Return the answer in plain Python, by the list of intervals of the weekday."""
    names = {5: 0, 6: 1, 0: 2, 1: 3, 2: 4, 3: 5, 4: 6}
    minute = moment.hour * 60 + moment.minute
    intervals = week.days[names[moment.weekday()]]
    return moment.date() not in shut and any(one.opens <= minute < one.closes for one in intervals)


def next_slowly(week: WeekHours, moment: datetime, shut: set[date]) -> datetime | None:
    """Walk minute by minute to the first one that is open while the minute before is not."""
    before = is_open_slowly(week, moment, shut)
    for minutes in range(1, 9 * 24 * 60):
        later = moment + timedelta(minutes=minutes)
        now = is_open_slowly(week, later, shut)
        midnight = later.hour == later.minute == 0
        if now and (not before or midnight):
            return later
        before = now
    return None


@settings(max_examples=25, deadline=None)
@given(
    weeks(), st.integers(0, 7 * 24 * 60), st.sets(st.integers(0, 8), max_size=4), st.sets(st.integers(0, 8), max_size=2)
)
def test_next_opening_equals_a_walk_minute_by_minute(
    week: WeekHours, minutes: int, holidays: set[int], closed: set[int]
) -> None:
    moment = at(AZAR, "00:00") + timedelta(minutes=minutes)
    off = {AZAR + timedelta(days=number): Holiday("نمونه") for number in holidays}
    shut = frozenset(AZAR + timedelta(days=number) for number in closed)
    official = OfficialDays(off, YEARS)
    found = next_opening(week, moment, official, shut)
    assert (open_at(week, moment, official, shut).state is OpenState.OPEN) == is_open_slowly(
        week, moment, {*off, *shut}
    )
    slow = next_slowly(week, moment, {*off, *shut})
    if slow is not None:
        assert found == NextOpening(slow)
    else:
        assert found is None or found.at >= moment + timedelta(days=8)


@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        (1, "09:00", "اکنون باز است؛ تا ساعت ۱۴:۰۰."),
        (1, "14:00", "اکنون بسته است؛ امروز ساعت ۱۶:۰۰ باز می‌شود."),
        (1, "19:00", "اکنون بسته است؛ فردا ساعت ۰۸:۳۰ باز می‌شود."),
        (5, "13:30", "اکنون بسته است؛ شنبه ۷ آذر ساعت ۰۸:۳۰ باز می‌شود."),
        (6, "10:00", "امروز جمعه تعطیل است؛ فردا ساعت ۰۸:۳۰ باز می‌شود."),
    ],
)
def test_sentence_of_a_usual_week(day: int, clock: str, said: str) -> None:
    moment = at(from_jalali(1405, 9, day), clock)
    assert say(moment, OfficialDays({}, YEARS)) == said


def say(moment: datetime, official: OfficialDays, closed: frozenset[date] = NOWHERE, hours: WeekHours = HOURS) -> str:
    found = open_at(hours, moment, official, closed)
    return opening_sentence(found, next_opening(hours, moment, official, closed), moment)


def test_holiday_is_named_and_an_estimate_is_called_so() -> None:
    moment = at(AZAR, "10:00")
    sure = OfficialDays({AZAR: Holiday("نمونه")}, YEARS)
    assert say(moment, sure) == "امروز تعطیل است (نمونه)؛ فردا ساعت ۰۸:۳۰ باز می‌شود."
    moving = OfficialDays({AZAR: Holiday("نمونه", is_estimated=True)}, YEARS)
    assert say(moment, moving).startswith("امروز به برآورد تقویم تعطیل است (نمونه)؛ فردا ساعت ۰۸:۳۰ باز می‌شود.")
    assert "برآورد" in say(at(AZAR - timedelta(days=1), "20:00"), moving)


def test_closed_today_goes_before_the_hours() -> None:
    closed = frozenset({AZAR})
    assert open_at(HOURS, at(AZAR, "10:00"), OfficialDays({}, YEARS), closed).why is Why.CLOSED_DAY
    said = say(at(AZAR, "10:00"), OfficialDays({}, YEARS), closed)
    assert said == "امروز تعطیل اعلام شده است؛ فردا ساعت ۰۸:۳۰ باز می‌شود."


def test_year_without_holidays_is_never_taken_for_a_year_without_any() -> None:
    official = OfficialDays()
    found = open_at(HOURS, at(AZAR, "10:00"), official, NOWHERE)
    assert (found.state, found.why) == (OpenState.UNKNOWN, Why.NO_HOLIDAYS)
    assert "۱۴۰۵" in say(at(AZAR, "10:00"), official)
    later = next_opening(HOURS, at(AZAR, "19:00"), official, NOWHERE)
    assert later is not None
    assert not later.is_certain
    assert "۱۴۰۵" in say(at(AZAR, "19:00"), official)


def test_next_opening_in_an_unknown_year_says_so() -> None:
    last = from_jalali(1405, 12, 29)
    official = OfficialDays({last: Holiday("ملی شدن صنعت نفت")}, YEARS)
    found = next_opening(HOURS, at(last, "20:00"), official, NOWHERE)
    assert found is not None
    assert not found.is_certain
    assert "۱۴۰۶" in say(at(last, "20:00"), official)


def test_without_hours_nothing_is_claimed() -> None:
    assert open_at(NO_HOURS, at(AZAR, "10:00"), OfficialDays({}, YEARS), NOWHERE).state is OpenState.UNKNOWN
    assert next_opening(NO_HOURS, at(AZAR, "10:00"), OfficialDays({}, YEARS), NOWHERE) is None
    assert "ثبت نشده" in say(at(AZAR, "10:00"), OfficialDays({}, YEARS), hours=NO_HOURS)


def test_closed_for_very_long_is_said() -> None:
    shut = frozenset(AZAR + timedelta(days=number) for number in range(70))
    assert "پیدا نشد" in say(at(AZAR, "10:00"), OfficialDays({}, YEARS), shut)


def test_intervals_that_touch_are_one_opening() -> None:
    hours = parse_hours("یکشنبه ۸ تا ۱۲ و ۱۲ تا ۱۵؛ دوشنبه ۸ تا ۹")
    assert open_at(hours, at(AZAR, "09:00"), OfficialDays({}, YEARS), NOWHERE).closes == 15 * 60
    found = next_opening(hours, at(AZAR, "09:00"), OfficialDays({}, YEARS), NOWHERE)
    assert found == NextOpening(at(AZAR + timedelta(days=1), "08:00"))
