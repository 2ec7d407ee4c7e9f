"""Working days: Friday is never one, Thursday depends on a setting, holidays come from the table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.calendar.jalali import from_jalali
from dealer_app.domain.calendar.workdays import add_workdays, is_workday, last_start, workdays_between

SUNDAY = date(2026, 11, 22)
NONE: frozenset[date] = frozenset()
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
holiday_sets = st.frozensets(st.integers(0, 60), max_size=12)


def test_friday_is_no_workday_and_thursday_depends_on_the_setting() -> None:
    thursday, friday = date(2026, 11, 26), date(2026, 11, 27)
    assert is_workday(thursday, NONE, True)
    assert not is_workday(thursday, NONE, False)
    assert not is_workday(friday, NONE, True)
    assert not is_workday(SUNDAY, frozenset({SUNDAY}), True)


def test_three_working_days_from_a_sunday_end_on_wednesday() -> None:
    assert add_workdays(SUNDAY, 3, NONE, True) == from_jalali(1405, 9, 4)


def test_weekend_is_skipped() -> None:
    wednesday = date(2026, 11, 25)
    assert add_workdays(wednesday, 1, NONE, True) == date(2026, 11, 26)
    assert add_workdays(wednesday, 1, NONE, False) == date(2026, 11, 28)
    assert add_workdays(wednesday, 2, NONE, True) == date(2026, 11, 28)


def test_new_year_holidays_are_skipped_in_a_leap_year() -> None:
    nowruz = frozenset(from_jalali(1404, 1, day) for day in (1, 2, 3, 4, 12, 13)) | {from_jalali(1403, 12, 30)}
    assert add_workdays(from_jalali(1403, 12, 29), 1, nowruz, True) == from_jalali(1404, 1, 5)


@given(days, st.integers(0, 40), holiday_sets, st.booleans())
def test_adding_and_counting_agree(day: date, count: int, offsets: frozenset[int], thursday: bool) -> None:
    holidays = frozenset(day + timedelta(days=offset) for offset in offsets)
    end = add_workdays(day, count, holidays, thursday)
    assert workdays_between(day, end, holidays, thursday) == count
    assert workdays_between(end, day, holidays, thursday) == -count
    assert count == 0 or is_workday(end, holidays, thursday)


def test_negative_number_of_days_raises_value_error() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_workdays(SUNDAY, -1, NONE, True)


@given(days, st.integers(0, 40), holiday_sets, st.booleans())
def test_last_start_is_the_last_day_from_which_the_count_ends_in_time(
    end: date, count: int, offsets: frozenset[int], thursdays: bool
) -> None:
    holidays = frozenset(end - timedelta(days=n) for n in offsets)
    start = last_start(end, count, holidays, thursdays)
    assert add_workdays(start, count, holidays, thursdays) <= end
    assert add_workdays(start + timedelta(days=1), count, holidays, thursdays) > end
