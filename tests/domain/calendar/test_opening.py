"""Opening hours: several intervals a day, closed on holidays, and the next opening."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.calendar.opening import (
    MINUTES_A_DAY,
    Hours,
    Interval,
    check_hours,
    format_day_hours,
    format_hours,
    opening_at,
    parse_day_hours,
)
from dealer_app.domain.calendar.tehran import TEHRAN
from dealer_app.domain.errors import FieldError

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
SPLIT = tuple(
    Interval(day, *ends) for day in (SAT, SUN, MON, TUE, WED) for ends in ((8 * 60 + 30, 14 * 60), (16 * 60, 19 * 60))
)
REAL = (*SPLIT, Interval(THU, 8 * 60 + 30, 13 * 60 + 30))
"""Saturday to Wednesday twice a day, Thursday before noon, Friday closed."""
SUNDAY = date(2026, 11, 22)


def never(_day: date) -> bool:
    return False


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), TEHRAN)


def test_open_between_two_ends() -> None:
    opening = opening_at(REAL, at(SUNDAY, 10, 42), never)
    assert (opening.is_open, opening.closes_at) == (True, at(SUNDAY, 14))


def test_end_is_closed_and_next_is_the_afternoon() -> None:
    opening = opening_at(REAL, at(SUNDAY, 14), never)
    assert (opening.is_open, opening.opens_at) == (False, at(SUNDAY, 16))


def test_thursday_afternoon_opens_on_saturday() -> None:
    thursday = SUNDAY + timedelta(days=4)
    assert opening_at(REAL, at(thursday, 15), never).opens_at == at(thursday + timedelta(days=2), 8, 30)


def test_holiday_is_closed_and_passed_over() -> None:
    holidays = {SUNDAY, SUNDAY + timedelta(days=1)}
    opening = opening_at(REAL, at(SUNDAY, 10), holidays.__contains__)
    assert (opening.is_open, opening.is_holiday) == (False, True)
    assert opening.opens_at == at(SUNDAY + timedelta(days=2), 8, 30)


def test_without_hours_nothing_ever_opens() -> None:
    opening = opening_at((), at(SUNDAY, 10), never)
    assert (opening.is_open, opening.opens_at) == (False, None)


def test_hours_of_a_day_are_read_as_people_type_them() -> None:
    wanted = (Interval(MON, 510, 840), Interval(MON, 960, 1140))
    for text in ("۸:۳۰ تا ۱۴، ۱۶ تا ۱۹", "8:30-14:00 ; 16:00-19:00", "٠٨:٣٠ – ١٤ و ۱۶-۱۹"):
        assert parse_day_hours(MON, text) == wanted, text
    assert parse_day_hours(FRI, "تعطیل") == parse_day_hours(FRI, " ") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("صبح", "hours_form"),
        ("8-9-10", "hours_form"),
        ("8:75-12", "hours_form"),
        ("8-25", "hours_form"),
        ("14-8", "hours_order"),
        ("8-8", "hours_order"),
        ("8-12، 11-16", "hours_overlap"),
        ("8-12، 12-16", "hours_overlap"),
    ],
)
def test_impossible_hours_are_refused(text: str, code: str) -> None:
    with pytest.raises(FieldError, match=code):
        parse_day_hours(MON, text)


def test_words_join_days_with_the_same_hours() -> None:
    assert format_hours(REAL) == ("شنبه تا چهارشنبه ۰۸:۳۰ تا ۱۴:۰۰، ۱۶:۰۰ تا ۱۹:۰۰؛ پنجشنبه ۰۸:۳۰ تا ۱۳:۳۰؛ جمعه تعطیل")


intervals = st.builds(
    lambda day, ends: Interval(day, *sorted(ends)),
    st.integers(0, 6),
    st.tuples(st.integers(0, MINUTES_A_DAY), st.integers(0, MINUTES_A_DAY)).filter(lambda ends: ends[0] != ends[1]),
)


def _checked(drawn: list[Interval]) -> Hours:
    try:
        return check_hours(drawn)
    except FieldError:
        return ()


@given(st.lists(intervals, max_size=6).map(_checked), st.integers(0, 7 * MINUTES_A_DAY - 1), st.sets(st.integers(0, 9)))
def test_opening_equals_a_walk_over_the_minutes(hours: Hours, minute: int, free: set[int]) -> None:
    start = datetime.combine(SUNDAY, time.min, TEHRAN)
    moment = start + timedelta(minutes=minute)
    holidays = {SUNDAY + timedelta(days=day) for day in free}
    opening = opening_at(hours, moment, holidays.__contains__)

    def is_open(then: datetime) -> bool:
        now = then.hour * 60 + then.minute
        mine = (one for one in hours if one.weekday == then.weekday())
        return then.date() not in holidays and any(one.opens <= now < one.closes for one in mine)

    assert opening.is_open == is_open(moment)
    turns = opening.closes_at or opening.opens_at
    if turns is not None and turns.time() != time.min:  # midnight may join two days
        assert is_open(turns - timedelta(minutes=1)) == opening.is_open or turns.date() != moment.date()
        assert is_open(turns) != opening.is_open


@given(st.lists(intervals, max_size=6).map(_checked))
def test_written_hours_are_read_again(hours: Hours) -> None:
    for weekday in range(7):
        mine = tuple(one for one in hours if one.weekday == weekday)
        assert parse_day_hours(weekday, format_day_hours(hours, weekday)) == mine
